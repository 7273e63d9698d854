"""A table that was understood beside the draft: figures that differ, rows that the data lack, other words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import cached_property

from reportgen.document.provenance import stated_at
from reportgen.figures import FigureBook, UnknownKey
from reportgen.reading.grid import GridCell, Spot
from reportgen.recognise.amounts import read_amount
from reportgen.recognise.cells import is_dash
from reportgen.recognise.labels import bare, fold
from reportgen.recognise.seen import SeenFigure
from reportgen.review.pull.current_report import CurrentReport
from reportgen.review.pull.edits import Edit, EditKind, OutsideData
from reportgen.review.pull.tables.understood import SentFigures, Understood, rounded
from reportgen.review.pull.tables.word_tables import Place, WordTable
from reportgen.writers.docx.addresses import ContentControl
from reportgen.writers.docx.standing import ControlState, ReviewedFile, Reviewer

_SAME = "多出的一张表，数和报告里的一样：没有写进数据，下一稿没有它"
_WORDS = "表里的这些字不是报告里那张表的：没有写进数据；表的字由版式和数据来"
_COLUMNS = "表里没有{columns}这一栏：栏由版式定，没有动数据；少了的数：{told}"
_NEW = "数据里没有{keys}：没有写进数据；要加请在数据里加{like}"


@dataclass(frozen=True)
class TypedCell:
    """A figure that was typed in a cell without an address: the key under which it was printed, and both amounts."""

    key: str
    where: str
    old: str
    new: str
    hands: tuple[Reviewer, ...]


@dataclass
class Comparison:
    """One table. foreign: its cells without an address; typed, settled, heads: as in Pasted."""

    returned: ReviewedFile
    report: CurrentReport
    book: FigureBook
    sent: SentFigures
    table: WordTable
    understood: Understood
    foreign: Set[Place]
    typed: list[TypedCell] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)
    heads: list[str] = field(default_factory=list)

    def edits(self) -> Iterator[Edit]:
        """What is to be told of it besides its figures, which go to `typed`."""
        new: dict[int, list[tuple[str, SeenFigure]]] = {}
        for figure in self.understood.recognised.table.figures:
            place = (figure.cell.spot.row, figure.cell.spot.column)
            if place not in self.foreign:
                continue
            control = self._control(figure.key)
            if control:
                self._figure(figure, control)
            elif figure.value and self._stated_as_nothing(figure.key):
                self.typed.append(
                    TypedCell(
                        self.sent.name(figure.key),
                        self._where(figure),
                        "",
                        self._new(figure, figure.key),
                        self._hands(figure.cell),
                    )
                )
            elif figure.value and not self._is_printed(figure):
                new.setdefault(place[0], []).append((figure.key, figure))
        yield from self._left_out(self._rows_found())
        for row, figures in new.items():
            yield self._new_row(row, figures)
        yield from self._words(set(new))
        if not self._gone and not self.typed and not new:
            yield self._edit(EditKind.PARAGRAPH, self._title, _SAME)

    # -- figures -------------------------------------------------------------------------------------------------------

    @cached_property
    def _number(self) -> str:
        """The table of the draft that it is: most of its figures were printed there."""
        counted = Counter(
            control.row.partition(".")[0]
            for figure in self.understood.recognised.table.figures
            for control in self.sent.of(figure.key)
        )
        return counted.most_common(1)[0][0]

    @cached_property
    def _own(self) -> list[ControlState]:
        """The addresses of that table."""
        return [s for s in self.returned.standing if s.address.row.partition(".")[0] == self._number]

    @cached_property
    def _gone(self) -> list[ControlState]:
        return [state for state in self._own if not (state.now or "").strip() and state.address.text.strip()]

    def _control(self, key: str) -> ContentControl | None:
        """Where a figure was printed, in this table first."""
        controls = self.sent.of(key)
        here = (control for control in controls if control.row.partition(".")[0] == self._number)
        return next(here, None) or next(iter(controls), None)

    def _figure(self, figure: SeenFigure, control: ContentControl) -> None:
        if self.understood.as_sent(figure, control):
            return
        new = self._new(figure, control.key, control.text) if figure.value is not None else ""
        cell = TypedCell(control.key, self._where(figure), control.text, new, self._hands(figure.cell))
        self.typed.append(cell)

    def _new(self, figure: SeenFigure, key: str, like: str = "0.00") -> str:
        """The amount that came back, in the unit of the draft, with no more places than it has."""
        amount = self.understood.amount(figure, key)
        short = rounded(amount, like)
        return f"{short:f}" if short == amount else f"{amount.normalize():f}"

    def _where(self, figure: SeenFigure) -> str:
        above = self.report.where(self._own[0].address) if self._own else self._title
        return f"{above}，{figure.label or '合计'}「{figure.column}」"

    def _stated_as_nothing(self, key: str) -> bool:
        """Whether the data state the figure as nothing, so that it was not printed."""
        try:
            figure = self.book.resolve(self.sent.name(key))
        except UnknownKey:
            return False
        return not figure.value and stated_at(figure) is not None

    def _is_printed(self, figure: SeenFigure) -> bool:
        """Whether the report has it by now, as it stands in the table."""
        try:
            own = self.book.resolve(self.sent.name(figure.key))
        except UnknownKey:
            return False
        printed = self.book.printed(own) if own.certain and own.value else ""
        return bool(printed) and f"{self.understood.amount(figure, figure.key):f}" == printed.replace(",", "")

    def _rows_found(self) -> list[ControlState]:
        """Of rows of the draft that stand here again nothing more is said; gives the figures that they leave out."""
        all_figures = self.understood.recognised.table.figures
        seen = {self.sent.name(figure.key) for figure in all_figures}
        here = {self.sent.name(f.key) for f in all_figures if (f.cell.spot.row, f.cell.spot.column) in self.foreign}
        words = {bare(self._text(place)) for place in self.foreign} - {""}
        rows: dict[str, list[ControlState]] = {}
        for state in self._own:
            rows.setdefault(state.address.row, []).append(state)
        left_out: list[ControlState] = []
        for states in rows.values():
            figures = [state for state in states if state.address.kind == "figure"]
            named = any(bare(s.address.text) in words for s in states if s.address.kind != "figure")
            again = any(self.sent.name(state.address.key) in here for state in figures) or (named and not figures)
            gone = [state for state in states if state in self._gone]
            if again:
                self.settled |= {state.address.name for state in gone}
                left_out += [s for s in gone if s in figures and self.sent.name(s.address.key) not in seen]
        if self._gone:
            self.heads = self.report.plain_around(self._own[0].address)
        return left_out

    def _left_out(self, states: list[ControlState]) -> Iterator[Edit]:
        """Figures that a row lacks: each is a cell that was emptied, or a column was left out."""
        blocks = self.understood.recognised.reading.layout.blocks
        missing = dict.fromkeys(column.name for placed in blocks for column in placed.missing if not column.optional)
        if missing and states:
            told = "、".join(f"「{state.address.key}」{state.address.text}" for state in states)
            message = _COLUMNS.format(columns="、".join(f"「{name}」" for name in missing), told=told)
            yield self._edit(EditKind.FORM, f"（没有{'、'.join(missing)}）", message)
            return
        for state in states:
            where = self.report.where(state.address)
            self.typed.append(TypedCell(state.address.key, where, state.address.text, "", state.hands))

    # -- what is no figure of the report -------------------------------------------------------------------------------

    def _new_row(self, row: int, figures: list[tuple[str, SeenFigure]]) -> Edit:
        keys = "、".join(f"「{key}」{figure.printed}" for key, figure in figures)
        like = next(filter(None, (self._stated(state) for state in self._own)), "一行")
        message = _NEW.format(keys=keys, like=like)
        return self._edit(EditKind.ROW, self.table.words(row, self.returned.paragraphs), message)

    def _stated(self, state: ControlState) -> str:
        """Where a row of the data stands that the draft prints in this table."""
        if state.address.kind != "figure":
            return ""
        try:
            source = stated_at(self.book.resolve(self.sent.name(state.address.key)))
        except UnknownKey:
            return ""
        return f"一行（照 {source} 那样写）" if source else ""

    def _words(self, told: Set[int]) -> Iterator[Edit]:
        """Words and numbers that mean nothing to the table's form and stand nowhere in the draft's."""
        reading = self.understood.recognised.reading
        known = {fold(words) for words in self.report.plain_around(self._own[0].address)} if self._own else set()
        known |= {fold(state.address.text) for state in self._own}
        figures = {(f.cell.spot.row, f.cell.spot.column) for f in reading.at.values()}
        labels = {(row.cell.spot.row, row.cell.spot.column) for row in reading.rows.found if row.row and row.cell}
        unknown = {column for column, _ in reading.layout.unknown}
        first = self.table.above
        rows: dict[int, list[str]] = {}
        for place in sorted(self.foreign - figures - labels):
            if place[0] in told:
                continue
            text, in_head = self._text(place), place[0] + first < reading.layout.data
            if not text or fold(text) in known or (in_head and place[1] not in unknown):
                continue
            if self._says_nothing(text, place):
                continue
            rows.setdefault(place[0], []).append(text)
        if rows:
            yield self._edit(EditKind.PARAGRAPH, "\n".join("\u3000".join(texts) for texts in rows.values()), _WORDS)

    def _says_nothing(self, text: str, place: Place) -> bool:
        """Whether it is a dash, or the number of a line or a column, or a code."""
        cell = GridCell(text, Spot(""))
        if is_dash(cell):
            return True
        blocks = self.understood.recognised.reading.layout.blocks
        lines = {column for placed in blocks for column in (*placed.lines, *placed.leading)}
        return place[1] in lines and read_amount(cell).value is not None

    # -- how it is told ------------------------------------------------------------------------------------------------

    @property
    def _title(self) -> str:
        return f"《{self.understood.recognised.table.title}》"

    def _text(self, place: Place) -> str:
        return "".join(self.returned.paragraphs[n].text for n in self.table.paragraphs[place]).strip()

    def _hands(self, cell: GridCell) -> tuple[Reviewer, ...]:
        numbers = self.table.paragraphs.get((cell.spot.row, cell.spot.column), ())
        free = {text.at: text.hand for text in self.returned.unanchored}
        return tuple(dict.fromkeys(free[n] for n in numbers if n in free and free[n] != Reviewer()))

    def _edit(self, kind: EditKind, words: str, message: str) -> Edit:
        where = self.report.where(self._own[0].address) if self._own else self._title
        numbers = {n for place in self.foreign for n in self.table.paragraphs[place]}
        own = [text.hand for text in self.returned.unanchored if text.at in numbers and text.hand != Reviewer()]
        return Edit(kind, where, "", words, tuple(dict.fromkeys(own)), OutsideData(message))

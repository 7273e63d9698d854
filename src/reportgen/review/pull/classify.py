"""What stands in a reviewed file, beside what the data give now -> one Edit for everything that a person changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from reportgen.document.numbering import number_of, without_number
from reportgen.document.patterns import pattern_of
from reportgen.document.provenance import stated_at
from reportgen.figures import FigureBook, UnknownKey
from reportgen.load.nodes import Sequence
from reportgen.model.prose import WORDS
from reportgen.model.unit_words import measure_at, measure_of
from reportgen.review.pull.current_report import OUTSIDE, AnchoredBlock, CurrentReport, text_and_paragraph
from reportgen.review.pull.edits import (
    Edit,
    EditKind,
    OutsideData,
    OwnWords,
    StandardSentence,
    Target,
    TypedFigure,
    Versions,
    WrittenName,
)
from reportgen.review.pull.meaning import units_typed
from reportgen.review.pull.retyped import printed_in, same_number, typed_beside, with_references
from reportgen.review.pull.structure import own_entries
from reportgen.review.pull.structure.structured import Structured, structured
from reportgen.review.pull.tables.compared import TypedCell
from reportgen.review.pull.tokens import Tokens, tokens_now, tokens_of, words_around
from reportgen.writers.docx.folded import folded
from reportgen.writers.docx.standing import ControlState, ReviewedFile, Reviewer, UnanchoredText

_GONE = "这一处的书签和控件都没有了，是不是整段删了看不出来；要删请在数据里删"
_DOUBLED = "同一处复制成了内容不同的两处，只读了第一处；请核对"
_FIGURE_OUTSIDE = "数不从送审单和附录里改，请改数据"
_WORDS_OUTSIDE = "送审单和附录上写的记在这里，不写进数据；正文要改请在正文里改"
_NO_PLACE = "现在的数据和版式里没有这一处，改动没有地方写"
_HEADING = "标题、表头、送审单和附录由程序写，下一稿照旧；文字要改请在正文里改，标题确实要改请告诉做版式的人"
_HEADING_GONE = "标题、表头等没有地址的文字不见了；它们由版式写，下一稿照旧"
_NEW_PARAGRAPH = "新加的一段不属于报告里哪一处，没有写进数据"


def classify(returned: ReviewedFile, report: CurrentReport, book: FigureBook) -> list[Edit]:
    """Everything that was changed: items and paragraphs as wholes, words in reading order, figures,
    then what stands at no address.
    """
    wholes = structured(returned, report, book, lambda stem: _is_list(stem, book))
    returned = wholes.returned
    classifier = _Classifier(returned, report, book, wholes)
    return [
        *wholes.edits,
        *(edit for state in returned.standing for edit in classifier.of_address(state)),
        *classifier.figures(),
        *filter(None, map(classifier.unanchored, returned.unanchored)),
        *(
            own_entries.heading_gone(words, report)
            or Edit(EditKind.FORM, "", words, "", (), OutsideData(_HEADING_GONE))
            for words in returned.gone
        ),
    ]


class _Classifier:
    """One reviewed file beside one report."""

    def __init__(self, returned: ReviewedFile, report: CurrentReport, book: FigureBook, wholes: Structured) -> None:
        self._returned, self._report, self._book, self._settled = returned, report, book, wholes.settled
        self._typed_cells = wholes.typed
        self._addresses = {state.address.name: state.address for state in returned.standing}
        self._units: dict[str, str] = {}
        for own in (edit.target for edit in wholes.edits if isinstance(edit.target, OwnWords)):
            self._units |= units_typed(own.versions.sent, own.versions.returned)
        self._in_words = {
            piece.name
            for state in returned.standing
            if state.address.kind == "words" and not state.address.locked
            for piece in state.pieces or ()
            if piece.name
        }
        self._empty = {
            state.address.name: f"｛{WORDS}{state.address.key}｝"
            for state in returned.standing
            if state.address.kind == "words" and state.address.text.strip() and not (state.now or "").strip()
        }
        self._typed_beside = {name for state in returned.standing for name in self._beside(state)[1]}

    def _beside(self, state: ControlState) -> tuple[Tokens, frozenset[str]]:
        """What a reviewer left at an address, and the names of the places of words in it that were typed beside."""
        address, returned = state.address, tokens_now(state, self._addresses)
        empty = {piece.name: self._empty[piece.name] for piece in state.pieces or () if piece.name in self._empty}
        if not empty or address.prose:
            return returned, frozenset()
        printed = printed_in(address.pattern, address.text)
        returned, over = typed_beside(tokens_of(address.pattern), returned, [*empty.values()], printed)
        return returned, frozenset(name for name, token in empty.items() if token in over)

    def of_address(self, state: ControlState) -> Iterator[Edit]:
        """What was changed at one address; of figures only those outside of the report."""
        address = state.address
        if address.place in OUTSIDE:
            if state.changed:
                figure = address.kind == "figure"
                outside = OutsideData(_FIGURE_OUTSIDE if figure else _WORDS_OUTSIDE, refused=figure)
                yield self._edit(EditKind.FORM, state, outside)
            return
        if state.doubled:
            yield self._edit(EditKind.DOUBLED, state, OutsideData(_DOUBLED))
        if address.name in self._settled or address.name in self._typed_beside:
            return
        if state.pieces is None:
            if address.name not in self._in_words and address.kind != "figure":
                yield self._edit(EditKind.GONE, state, OutsideData(_GONE))
        elif address.kind != "figure":
            yield from self._words(state)

    def _edit(self, kind: EditKind, state: ControlState, target: Target) -> Edit:
        return Edit(kind, self._report.where(state.address), state.address.text, state.now or "", state.hands, target)

    def _words(self, state: ControlState) -> Iterator[Edit]:
        address = state.address
        sent, (returned, _) = tokens_of(address.pattern or address.text), self._beside(state)
        if returned == sent or not state.changed:
            return
        name = WrittenName(address.text.strip(), "".join(returned).strip(), address.locked)
        block = self._report.block_at(address)
        if address.locked or address.kind == "row":
            yield self._edit(EditKind.NAME, state, name)
        elif block is None:
            yield self._edit(EditKind.FORM, state, OutsideData(_NO_PLACE))
        elif not address.prose and block.element.tag in ("td", "th"):
            yield self._edit(EditKind.NAME, state, name)
        else:
            printed = printed_in(address.pattern, address.text)
            returned = with_references(sent, returned, printed)
            self._units |= units_typed(sent, returned)
            versions = Versions(sent, tokens_of(folded(pattern_of(block.element))), returned, tuple(printed.items()))
            if not address.prose:
                versions = replace(
                    versions,
                    sent=_unnumbered(sent, sent),
                    standing=_unnumbered(sent, versions.standing),
                    returned=_unnumbered(sent, returned),
                )
            if versions.returned != versions.sent:
                yield self._rewritten(state, block, versions)

    def _rewritten(self, state: ControlState, block: AnchoredBlock, versions: Versions) -> Edit:
        if not state.address.prose:
            if term := own_entries.renamed_term(versions.sent, versions.returned):
                return self._edit(EditKind.NAME, state, term)
            return self._edit(EditKind.SENTENCE, state, StandardSentence(block.anchor.name, versions))
        text, paragraph = text_and_paragraph(state.address.key)
        return self._edit(EditKind.PROSE, state, OwnWords(text, paragraph, block.block, versions))

    def figures(self) -> Iterator[Edit]:
        """One edit for each figure, however many places of it were typed over."""
        typed: dict[str, list[ControlState]] = {}
        for state in self._returned.standing:
            address = state.address
            if address.kind != "figure" or address.place in OUTSIDE or state.pieces is None or not state.changed:
                continue
            if address.name in self._settled or same_number(_number_of(state), address.text):
                continue
            if state.now or address.name not in self._in_words:  # else it was deleted with words around it
                typed.setdefault(address.key, []).append(state)
        printed = Counter(address.key for address in self._addresses.values() if address.kind == "figure")
        cells: dict[str, list[TypedCell]] = {}
        for cell in self._typed_cells:
            cells.setdefault(cell.key, []).append(cell)
        for key in dict.fromkeys((*typed, *cells)):
            states, anew = typed.get(key, []), cells.get(key, [])
            returned = dict.fromkeys([*map(_number_of, states), *(cell.new for cell in anew)])
            hands = [hand for state in states for hand in state.hands] + [hand for cell in anew for hand in cell.hands]
            unit = self._units.get(key) or next(filter(None, (self._unit_behind(state, key) for state in states)), "")
            target = TypedFigure(key, tuple(returned), len(states) + len(anew), printed[key], unit)
            where = self._report.where(states[0].address) if states else anew[0].where
            old = states[0].address.text if states else anew[0].old
            yield Edit(self._kind_of(key), where, old, target.versions[0], tuple(dict.fromkeys(hands)), target)

    def _unit_behind(self, state: ControlState, key: str) -> str:
        """The unit that was typed into the place of a figure, where it is not the figure's own: 15万元 for 150,000."""
        around = words_around((state.now or "").strip(), state.address.text)
        measure = measure_at(around[2]) if around else None
        try:
            own = self._book.resolve(key).unit
        except UnknownKey:
            return ""
        return measure.unit if measure and not measure.same_as(measure_of(own)) else ""

    def _kind_of(self, key: str) -> EditKind:
        try:
            return EditKind.STATED if stated_at(self._book.resolve(key)) else EditKind.COMPUTED
        except UnknownKey:
            return EditKind.COMPUTED

    def unanchored(self, text: UnanchoredText) -> Edit | None:
        """A paragraph that stands at no address; None for a heading with another number."""
        reviewers = (text.hand,) if text.hand != Reviewer() else ()
        address = self._addresses.get(text.after)
        where = f"{above}之后" if address and (above := self._report.where(address)) else ""
        if text.was:
            if without_number(text.was) == without_number(text.text):
                return None  # the program numbers
            edit = Edit(EditKind.FORM, where, text.was, text.text, reviewers, OutsideData(_HEADING))
            return own_entries.renamed(text, self._report, where) or edit
        if term := own_entries.new_term(text, self._addresses, where):
            return term
        return Edit(EditKind.PARAGRAPH, where, "", text.text, reviewers, OutsideData(_NEW_PARAGRAPH))


def _is_list(stem: str, book: FigureBook) -> bool:
    """Whether a path in the data names a list of texts."""
    return isinstance(book.loaded.nodes.get(tuple(stem.split("."))), Sequence)


def _unnumbered(sent: Tokens, tokens: Tokens) -> Tokens:
    """A sentence without the number in front of it, which the program counts, or what is left of that."""
    own = number_of("".join(sent[:8]))
    if not own or (number := number_of("".join(tokens[:8]))):
        return tokens[len(number) :] if own else tokens
    blocks = SequenceMatcher(None, own, tokens[:24], autojunk=False).get_matching_blocks()
    left = {block.b + n for block in blocks for n in range(block.size)}
    return tuple(token for n, token in enumerate(tokens) if n not in left)


def _number_of(state: ControlState) -> str:
    """What was typed as a figure; words beside it are words."""
    typed = (state.now or "").strip()
    around = words_around(typed, state.address.text)
    return around[1].rstrip(",，.．") if around else typed

"""Random rounds with figures and rows: figures typed over, items and table rows put in or taken out, words besides.

What the data say afterwards is worked out here without the program: every text that nobody touched is the same, a
stated figure is what was typed, the list of duties is what the reviewer left. REPORTGEN_ROUNDS=1000 makes as many
rounds.
"""

from __future__ import annotations

import copy
import io
import os
import re
import shutil
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import small
from reportgen.build import BuiltReport, assemble
from reportgen.document.anchors import anchors_of
from reportgen.document.patterns import pattern_of
from reportgen.document.tree import text_of
from reportgen.load import load
from reportgen.model.prose import figures_in
from reportgen.review.pull.edits import EditKind, Resolution
from reportgen.review.pull.outcome import Outcome, pulled
from reportgen.writers.docx import write_docx
from reportgen.writers.docx.marks import name_of
from test_pull_rounds import KEYS as WORDS
from test_pull_rounds import TYPED, Draft, Typed, W, _run, _tracked, _type, closed

ROUNDS = int(os.environ.get("REPORTGEN_ROUNDS", "40"))
KEYS = {
    **WORDS,
    "三公经费": "{金额: '项目 | 预算数 | 决算数\n\n  公务接待费 | 2 | 0.15', 实物量: {国内接待批次: 3, 国内接待人次: 52}}",
}
STATED = {
    "支出.2080101.基本支出": "收支.2080101.一般公共.基本支出",
    "支出.2080101.一般公共.基本支出": "收支.2080101.一般公共.基本支出",
    "支出.2080102.项目支出": "收支.2080102.一般公共.项目支出",
    "支出.2080102.一般公共.项目支出": "收支.2080102.一般公共.项目支出",
    "经济.301": "基本支出.30101",
    "经济.302": "基本支出.30201",
    "经济.30101": "基本支出.30101",
    "经济.30201": "基本支出.30201",
    "三公.公务接待费.预算数": "三公经费.金额.公务接待费.预算数",
    "三公.公务接待费.决算数": "三公经费.金额.公务接待费.决算数",
    "实物量.国内接待批次": "三公经费.实物量.国内接待批次",
    "实物量.国内接待人次": "三公经费.实物量.国内接待人次",
}
"""The figures of the small report that are exactly one number of its data, and where that stands;
all others are computed.
"""
DUTIES = [f"主要职能.{n}" for n in (1, 2, 3)]
VALUES = ["7", "160.25", "0.16", "1,234.50", "0", "", "两百", "150.250", "12.3.4", "100.00", "-5.00"]


@dataclass(frozen=True)
class Number:
    """A figure typed over: which, with what, in every place or in one, tracked or not."""

    which: int
    value: str
    everywhere: bool
    tracked: bool


@dataclass(frozen=True)
class Row:
    """A row: an item put in or taken out of the list of duties, a row put into a table or taken out of one."""

    kind: str
    which: int
    tracked: bool


@dataclass
class Left:
    """What the reviewer did, as far as it matters for the data."""

    figures: dict[str, list[str]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    added: dict[str, list[str]] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    strays: list[str] = field(default_factory=list)
    rows_gone: int = 0


NUMBERS = st.lists(
    st.builds(Number, st.integers(0, 10_000), st.sampled_from(VALUES), st.booleans(), st.booleans()), max_size=3
)
ROWS = st.lists(
    st.builds(
        Row, st.sampled_from(["item", "item", "gone", "table", "without"]), st.integers(0, 10_000), st.booleans()
    ),
    max_size=3,
)


@pytest.fixture(scope="module")
def draft() -> Draft:
    with tempfile.TemporaryDirectory() as folder:
        made = assemble(small.write(Path(folder) / "2023", **KEYS), draft=True)
    return Draft(write_docx(made.document), made)


class Reviewer:
    """Somebody who changes a file, with what was left where written down."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = ET.fromstring(self.parts["word/document.xml"])
        self.left = Left()
        self.controls: dict[str, list[ET.Element]] = {}
        for name, control in _tags(self.root):
            self.controls.setdefault(name, []).append(control)

    @property
    def content(self) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, part in self.parts.items():
                archive.writestr(name, ET.tostring(self.root) if name == "word/document.xml" else part)
        return target.getvalue()

    def control(self, name: str) -> ET.Element:
        return self.controls[name][0]

    def types(self, name: str, typed: Typed) -> None:
        if _type(self.root, name, typed):
            self.left.words.add(name)

    def types_over(self, key: str, places: list[str], number: Number) -> None:
        for name in places if number.everywhere else places[:1]:
            body = self.control(name).find(f"{W}sdtContent")
            (run,) = body.findall(f"{W}r")
            old = run.find(f"{W}t").text or ""
            body.remove(run)
            new = (
                [_tracked("del", old, "delText"), _tracked("ins", number.value, "t")]
                if number.tracked
                else [_run(number.value)]
            )
            body[0:0] = [element for element in new if element is not None]
            self.left.figures.setdefault(key, []).append(number.value)

    def adds_item(self, duty: str, name: str, tracked: bool) -> None:
        paragraph = self.paragraph(name)
        above = self.above(paragraph)
        words = f"新加的第{len(self.left.added.get(duty, [])) + 1}条（{duty[-1]}）"
        new = ET.Element(f"{W}p")
        new.append(_tracked("ins", f"9.{words}", "t") if tracked else _run(f"9.{words}"))
        above.insert(list(above).index(paragraph) + 1, new)
        self.left.added.setdefault(duty, []).insert(0, words)

    def takes_item(self, duty: str, name: str, tracked: bool) -> None:
        """All words of the item are deleted; its paragraph and its marks stay."""
        for parent in list(self.control(name).iter()):
            for run in [child for child in parent if child.tag == f"{W}r"]:
                text = run.find(f"{W}t")
                if text is None:
                    continue
                place = list(parent).index(run)
                parent.remove(run)
                if tracked and parent.tag not in (f"{W}ins", f"{W}del"):
                    parent.insert(place, _tracked("del", text.text or "", "delText"))
        self.left.removed.add(duty)

    def adds_table_row(self, which: int) -> None:
        rows = [(table, row) for table in self.root.iter(f"{W}tbl") for row in table.findall(f"{W}tr")]
        table, row = rows[which % len(rows)]
        new = ET.Element(f"{W}tr")
        words = f"新科目{which}"
        ET.SubElement(new, f"{W}tc").append(copy.deepcopy(ET.Element(f"{W}p")))
        new.find(f"{W}tc/{W}p").append(_run(words))
        table.insert(list(table).index(row) + 1, new)
        self.left.strays.append(words)

    def takes_table_row(self, which: int, tracked: bool) -> None:
        """A row with figures that nobody typed over."""
        rows = [
            (table, row)
            for table in self.root.iter(f"{W}tbl")
            for row in table.findall(f"{W}tr")
            if row.find(f".//{W}sdt") is not None and row.find(f"{W}trPr/{W}del") is None
        ]
        table, row = rows[which % len(rows)]
        if tracked:
            properties = row.find(f"{W}trPr")
            if properties is None:
                properties = ET.Element(f"{W}trPr")
                row.insert(0, properties)
            ET.SubElement(
                properties, f"{W}del", {f"{W}id": "9", f"{W}author": "某处长", f"{W}date": "2024-09-10T08:00:00Z"}
            )
        else:
            table.remove(row)
        self.left.rows_gone += 1

    def paragraph(self, name: str) -> ET.Element:
        return next(p for p in self.root.iter(f"{W}p") if any(n == name for n, _ in _tags(p)))

    def above(self, element: ET.Element) -> ET.Element:
        return next(parent for parent in self.root.iter() if element in list(parent))

    def pattern(self, name: str) -> str:
        """What a control says, deletions left out, each figure as ｛key｝ with its unit behind it."""
        return "".join(_pieces(self.control(name).find(f"{W}sdtContent")))


def _tags(element: ET.Element) -> Iterator[tuple[str, ET.Element]]:
    for control in element.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None:
            yield tag.get(f"{W}val") or "", control


def _pieces(element: ET.Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}sdt":
            shown = any(text.text for text in child.iter(f"{W}t"))
            yield f"｛{child.find(f'{W}sdtPr/{W}alias').get(f'{W}val')}｝" if shown else ""
        elif child.tag == f"{W}t":
            yield child.text or ""
        else:
            yield from _pieces(child)


def unfolded(pattern: str) -> str:
    """A pattern of the program with units outside of its references."""
    return closed(re.sub(r"｛([^｛｝]+?)(\.数)?｝", lambda m: f"｛{m[1]}｝" + ("" if m[2] else "万元"), pattern))


def names_of(draft: Draft) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The controls of every figure by its key, outermost places first,
    and of a person's words by their place in the data.
    """
    figures: dict[str, list[str]] = {}
    prose: dict[str, str] = {}
    for anchor in draft.anchors.values():
        if anchor.kind == "figure":
            figures.setdefault(anchor.key, []).append(name_of(anchor))
        elif anchor.prose:
            prose.setdefault(anchor.key, name_of(anchor))
    return figures, prose


def number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def review(draft: Draft, typed: list[Typed], numbers: list[Number], rows: list[Row]) -> Reviewer:
    """One review: words first, then figures, then rows; no two things at the same place."""
    figures, prose = names_of(draft)
    reviewer = Reviewer(draft.content)
    own = [key for key in prose if not key.startswith(("名词解释", "科目.", "原因.三公"))]
    for one in typed:
        name = prose[own[one.address % len(own)]]
        if name not in reviewer.left.words:
            reviewer.types(name, one)
    touched = {key for key in own if prose[key] in reviewer.left.words}
    for row in rows:
        duty = DUTIES[row.which % 3]
        if row.kind == "gone" and duty not in touched and not reviewer.left.removed:
            reviewer.takes_item(duty, prose[duty], row.tracked)
    free = {key: [n for n in places if _stands(reviewer, n)] for key, places in figures.items()}
    keys = sorted(key for key, places in free.items() if places)
    for one in numbers:
        key = keys[one.which % len(keys)]
        if key not in reviewer.left.figures:
            reviewer.types_over(key, free[key], one)
    for row in rows:
        duty = DUTIES[row.which % 3]
        if row.kind == "item" and duty not in reviewer.left.removed:
            reviewer.adds_item(duty, prose[duty], row.tracked)
        elif row.kind == "table":
            reviewer.adds_table_row(row.which)
        elif row.kind == "without" and not reviewer.left.figures:
            reviewer.takes_table_row(row.which, row.tracked)
    return reviewer


def _stands(reviewer: Reviewer, name: str) -> bool:
    found = reviewer.controls[name]
    return len(found) == 1 and len(found[0].findall(f"{W}sdtContent/{W}r/{W}t")) == 1


def wanted_figures(left: Left, before: dict[str, str], printed: dict[str, str]) -> dict[str, Decimal]:
    """The stated figures that become others: typed over with one number that says another amount,
    and with nothing else elsewhere.
    """
    said: dict[str, set[Decimal]] = {}
    for key, values in left.figures.items():
        new = number(values[0])
        if key in STATED and new is not None and values[0] != printed[key] and new != number(printed[key]):
            said.setdefault(STATED[key], set()).add(new)
    return {address: values.pop() for address, values in said.items() if len(values) == 1 and address in before}


@settings(
    max_examples=ROUNDS, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)  # a round is short as it is
@given(st.lists(TYPED, max_size=2), NUMBERS, ROWS)
def test_the_data_say_afterwards_exactly_what_was_left(
    draft: Draft, typed: list[Typed], numbers: list[Number], rows: list[Row]
) -> None:
    reviewer = review(draft, typed, numbers, rows)
    folder = Path(tempfile.mkdtemp())
    try:
        data = small.write(folder / "2023", **KEYS)
        (folder / "back.docx").write_bytes(reviewer.content)
        before = load(data).texts
        outcome = pulled(folder / "back.docx", data, figures=True)
        outcome.write()
        loaded = load(data)
        _check_texts(draft, reviewer, before, loaded.texts)
        _check_told(draft, reviewer.left, outcome)
        if reviewer.left.words:
            _check_words(draft, reviewer, outcome, assemble(data, draft=True))
        if not any(vars(reviewer.left).values()):
            assert (outcome.edits, outcome.data) == ([], {})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check_texts(draft: Draft, reviewer: Reviewer, before: dict[str, str], after: dict[str, str]) -> None:
    """Every text of the data but those that were to change is as it was."""
    left = reviewer.left
    _, prose = names_of(draft)
    printed = {s.key: text_of(e) for e, s in draft.anchors.items() if s.kind == "figure"}
    touched = {re.sub(r"¶\d+$", "", key) for key, name in prose.items() if name in left.words}
    emptied = {key for key, values in left.figures.items() if not values[0]}
    touched |= {
        re.sub(r"¶\d+$", "", s.key)
        for e, s in draft.anchors.items()
        if s.prose and emptied & set(figures_in(pattern_of(e)))
    }
    wanted = wanted_figures(left, before, printed)
    for address, value in wanted.items():
        assert number(after[address]) == value, (address, value, after[address])
    same = [a for a in before if a not in wanted and a not in touched and not a.startswith("主要职能.")]
    assert {a: after.get(a) for a in same} == {a: before[a] for a in same}
    duties = [
        text
        for duty in DUTIES
        for text in ([] if duty in left.removed else [duty if duty in touched else before[duty].strip()])
        + left.added.get(duty, [])
    ]
    found = [text for address, text in after.items() if address.startswith("主要职能.")]
    assert len(found) == len(duties)
    assert [(w, f.strip()) for w, f in zip(duties, found, strict=True) if w not in DUTIES and w != f.strip()] == []
    assert after.keys() - before.keys() - touched - {a for a in after if a.startswith("改写.") and emptied} <= {
        f"主要职能.{n}" for n in range(1, 9)
    }


def _check_told(draft: Draft, left: Left, outcome: Outcome) -> None:
    """Every figure is told once (150.250 for 150.25 is no change), with what became of it; a computed one with its
    formula and lines; no row is lost.
    """
    printed = {s.key: text_of(e) for e, s in draft.anchors.items() if s.kind == "figure"}
    inside = {
        key for e, s in draft.anchors.items() if s.kind == "words" and not s.locked for key in figures_in(pattern_of(e))
    }
    told = [e for e in outcome.edits if e.kind in (EditKind.STATED, EditKind.COMPUTED)]
    typed_over = {
        key: values[0]
        for key, values in left.figures.items()
        if values[0] != printed[key] and (not values[0] or number(values[0]) != number(printed[key]))
    }
    said_by_words = sum(
        1 for key, value in typed_over.items() if not value and key in inside
    )  # a figure deleted from words may be told with them
    if not left.rows_gone:
        assert len(typed_over) - said_by_words <= len(told) <= len(typed_over), [
            (e.kind, e.resolution, e.old, e.new, e.message) for e in told
        ]
        assert sorted(e.new for e in told if e.kind is EditKind.COMPUTED and e.new) == sorted(
            v for key, v in typed_over.items() if key not in STATED and v
        )
    for edit in told:
        if edit.kind is EditKind.COMPUTED:
            assert edit.resolution is Resolution.REFUSED
            assert "要改请改填报的数" in edit.message
            assert "数据.yaml:" in edit.message
    said = "\n".join(f"{e.old}\n{e.new}" for e in outcome.edits)
    assert [
        words for words in [*left.strays, *(w for items in left.added.values() for w in items)] if words not in said
    ] == []
    if left.rows_gone:
        assert [e for e in outcome.edits if e.resolution is not Resolution.WRITTEN] != []


def _check_words(draft: Draft, reviewer: Reviewer, outcome: Outcome, now: BuiltReport) -> None:
    """A person's words are those that were left, their figures as references; or they are as before, and that is told:
    a unit or a direction beside a figure is not for words.
    """
    refused = [e for e in outcome.edits if e.kind is EditKind.PROSE and e.resolution is Resolution.REFUSED]
    stayed = 0
    before = {s.key: unfolded(pattern_of(e)) for e, s in draft.anchors.items() if s.prose}
    _, prose = names_of(draft)
    shift = {
        duty: sum(len(reviewer.left.added.get(d, [])) - (d in reviewer.left.removed) for d in DUTIES[:n])
        for n, duty in enumerate(DUTIES)
    }
    patterns = {s.key: pattern_of(e) for e, s in anchors_of(now.document.root).items() if s.prose}
    for key, name in prose.items():
        if name in reviewer.left.words:
            there = f"主要职能.{int(key[-1]) + shift[key]}" if key in shift else key
            says, left = unfolded(patterns[there]), closed(reviewer.pattern(name))
            stayed += says == before[key] != left
            assert says in (left, before[key]), key
    assert stayed == len(refused), [e.message for e in refused]

"""What changed between two versions: every place that moved is told once, with its cause, and nothing else."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import small
from clerk import DONGXIHU, EVERYTHING
from clerk import replace as edit
from reportgen.build import BuiltReport, assemble
from reportgen.compare.diff import Difference, compare
from reportgen.compare.diff.blackline import blackline
from reportgen.compare.diff.page import write_page
from reportgen.compare.diff.plain import plain
from reportgen.compare.diff.recoded import recoded
from reportgen.compare.diff.text import difference_lines
from reportgen.compare.diff.word import untracked, write_word
from reportgen.compare.diff.wording import NO_CHANGE
from reportgen.compare.redline import accept_all, reject_all
from reportgen.document.tree import squeeze, text_of
from reportgen.writers.docx import write_docx
from reportgen.writers.html import to_html_text


@pytest.fixture(scope="module")
def changed(tmp_path_factory) -> Difference:
    """The 2021 sample, and the same with six 万元 moved from one subject to another."""
    folder = shutil.copytree(DONGXIHU, tmp_path_factory.mktemp("changed") / "data/dongxihu-hrss/2021")
    edit(folder / "收支.yaml", "2080101 | 1,778.49", "2080101 | 1,772.49")
    edit(folder / "收支.yaml", "2080501 | 100.56 ", "2080501 | 106.56 ")
    return compare(assemble(DONGXIHU), assemble(folder))


def two(tmp_path: Path, **keys: str | None) -> Difference:
    """The small department, and the same with other keys."""
    return compare(assemble(small.write(tmp_path / "a/2023")), assemble(small.write(tmp_path / "b/2023", **keys)))


def printed(made: BuiltReport) -> dict[str, Counter[str]]:
    """Key -> how often each text is printed, charts too: a walk that knows nothing of the comparison."""
    found: dict[str, Counter[str]] = {}
    for element in made.document.body.iter():
        if element.tag == "data":
            found.setdefault(element.get("data-key") or "", Counter())[squeeze(text_of(element))] += 1
        for point in json.loads(element.get("data-series") or "[]"):
            for one in filter(None, (point, point.get("share"))):
                found.setdefault(one.get("key") or "", Counter())[one["text"].removesuffix("%")] += 1
    return found


def test_a_figure_with_the_same_decimals_is_no_change_of_a_number(tmp_path: Path) -> None:
    """315.58 and 325.58 both end behind a point like the number of an item."""
    data = shutil.copytree(DONGXIHU, tmp_path / "data/dongxihu-hrss/2021")
    edit(data / "收支.yaml", "315.58", "325.58")
    cells = [c for c in compare(assemble(DONGXIHU), assemble(data)).changes if c.new and c.new.text == "325.58"]
    assert cells
    assert {c.reason for c in cells} == {"data"}


def printed_before(difference: Difference) -> dict[str, Counter[str]]:
    """The texts of the old report under the keys of the new one."""
    codes = recoded(difference.old.book, difference.new.book)
    return {codes.forward(key): texts for key, texts in printed(difference.old).items()}


def moved(difference: Difference) -> set[str]:
    """The keys that are printed otherwise; those of a subject that has another code now, by the new one."""
    old, new = printed_before(difference), printed(difference.new)
    return {key for key in {**old, **new} if old.get(key) != new.get(key)}


def test_equal_inputs_differ_in_nothing():
    """Nothing is told of two that are the same."""
    found = compare(assemble(DONGXIHU), assemble(DONGXIHU))
    assert found.empty
    assert list(difference_lines(found))[1] == NO_CHANGE


def test_every_place_of_the_sample_that_moved_is_told_and_nothing_else(changed):
    """Block by block through both documents: those whose words differ are those that are told."""
    blocks = ("p", "li", "h1", "h2", "h3", "h4", "td", "th", "figcaption")
    pairs = zip(changed.old.document.body.iter(), changed.new.document.body.iter(), strict=True)
    inside = [(a, b) for a, b in pairs if a.tag in blocks and not any(e.tag in blocks for e in a.iter() if e is not a)]
    differing = {b for a, b in inside if squeeze(text_of(a)) != squeeze(text_of(b))}
    assert {change.new.element for change in changed.changes} == differing
    assert len(changed.changes) == len(differing)


def test_every_figure_that_moved_is_told_once_with_its_cause(changed):
    """As many in each place as are printed otherwise there, and each leads to a changed input."""
    assert set(changed.printed) == moved(changed)
    assert [one.address for one in changed.inputs] == [
        "收支.2080101.一般公共.基本支出",
        "收支.2080501.一般公共.基本支出",
    ]
    assert all(change.inputs for change in changed.changes)
    assert changed.figures["收入.2080101"].inputs == ("收支.2080101.一般公共.基本支出",)


def test_an_input_is_told_in_the_clerks_words_with_both_places(changed):
    """The subject with its name, and file, line and column."""
    first = changed.inputs[0]
    assert first.label == "收支 · 2080101 行政运行 · 一般公共.基本支出"
    assert (first.old, first.new, str(first.new_source)) == ("1,778.49", "1,772.49", "收支.yaml:10:13")


def test_the_chain_goes_through_every_formula_down_to_the_input(tmp_path):
    """A rate moves because of a difference, that because of a sum, that because of what was typed."""
    last = "{本年支出合计: 140, 本年收入合计: 140}"
    old = small.write(tmp_path / "a/2023", 上年数=last)
    new = small.write(
        tmp_path / "b/2023",
        上年数=last,
        收支=small.KEYS["收支"].replace("100.00", "120.00"),
        基本支出="{30101: 100, 30201: 20}",
    )
    found = compare(assemble(old), assemble(new))
    rate = found.figures["本年支出合计.增长率"]
    assert rate.figures == ("本年支出合计.增减额",)
    assert found.figures["本年支出合计.增减额"].figures == ("本年支出合计",)
    assert found.figures["本年支出合计"].inputs == ("收支.2080101.一般公共.基本支出",)


def test_a_standard_sentence_that_is_chosen_otherwise_is_shown_word_by_word(tmp_path):
    """增加 becomes 减少, and the pieces say so."""
    old = small.write(tmp_path / "a/2023", 上年数="{本年收入合计: 140}")
    new = small.write(tmp_path / "b/2023", 上年数="{本年收入合计: 160}")
    found = compare(assemble(old), assemble(new))
    sentence = next(c for c in plain(found)["变动"] if c["节"].startswith("二、收入") and c["种类"] == "句子")
    assert sentence["为什么"] == "数据变了，标准的说法也换了"
    assert any(sign == "-" and "增" in text for sign, text in sentence["逐字"])
    assert any(sign == "+" and "减" in text for sign, text in sentence["逐字"])


def test_a_row_that_comes_is_one_input_and_one_change_in_each_table(tmp_path):
    """Its cells are told together."""
    found = two(tmp_path, 收支=small.KEYS["收支"] + "\n  2080109 | - | 7.00")
    assert [(one.how, one.address, one.new) for one in found.inputs] == [
        ("added", "收支.2080109", "科目 2080109；一般公共.项目支出 7.00")
    ]
    rows = [c for c in found.changes if c.kind == "行"]
    assert {c.how for c in rows} == {"added"}
    assert all("2080109" in c.text_of(c.new) for c in rows)
    back = compare(found.new, found.old)
    assert [c.how for c in back.changes if c.kind == "行"] == ["removed"] * len(rows)


def test_what_is_put_in_before_others_does_not_change_those(tmp_path):
    """Paragraphs of one address are told apart by their words."""
    old = small.write(tmp_path / "a/2023", 主要职能="[管甲事务, 管乙事务, 管丙事务]")
    new = small.write(tmp_path / "b/2023", 主要职能="[管新事务, 管甲事务, 管乙事务, 管丙事务]")
    found = compare(assemble(old), assemble(new))
    assert [(one.how, one.label, one.new) for one in found.inputs] == [("added", "主要职能 · 第 1 条", "管新事务")]
    assert [(c.how, c.text_of(c.new), c.reason) for c in found.changes] == [
        ("added", "1.管新事务。", "words"),
        *(("changed", f"{n}.管{x}事务。", "number") for n, x in ((2, "甲"), (3, "乙"), (4, "丙"))),
    ]


def test_words_that_a_person_edited_are_told_as_such(tmp_path):
    """The reason is the prose, not the figures."""
    old = small.write(tmp_path / "a/2023", 主要职能="拟订政策，组织实施")
    new = small.write(tmp_path / "b/2023", 主要职能="拟订政策，监督实施")
    (change,) = compare(assemble(old), assemble(new)).changes
    assert (change.reason, change.inputs) == ("words", ("主要职能",))


def test_what_changed_in_the_edition_is_not_laid_to_the_data(tmp_path):
    """Another wording of a template: no input changed, the file is named, and the place says 版式."""
    for name, words in (("a", "本局"), ("b", "我局")):
        unit = tmp_path / name / "data/某局"
        small.write(unit / "2023", 报告="\n  部门决算公开: {版式: ours}")
        layer = unit / "templates/final-accounts/ours"
        (layer / "sections").mkdir(parents=True)
        (layer / "edition.yaml").write_text("extends: hubei-2023\n", encoding="utf-8")
        (layer / "sections/duties.html").write_text(
            '<section class="text" id="{{ here }}"><h2>{{ heading }}</h2><p>' + words + "的职能。</p></section>",
            encoding="utf-8",
        )
    found = compare(*(assemble(tmp_path / name / "data/某局/2023") for name in "ab"))
    assert [(e.file, e.what, e.how) for e in found.edition] == [("sections/duties.html", "文字", "改动")]
    assert not found.inputs
    assert [(c.reason, c.text_of(c.new)) for c in found.changes] == [("edition", "我局的职能。")]


AMOUNTS = st.decimals(min_value=1, max_value=900, places=2)
CODES = ["2080101", "2080102", "2080109", "2080501"]


def _accounts(rows: dict[str, tuple[object, object]]) -> str:
    lines = [f"  {code} | {basic} | {project}" for code, (basic, project) in sorted(rows.items())]
    return "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n" + "\n".join(lines)


ROWS = st.dictionaries(st.sampled_from(CODES), st.tuples(AMOUNTS, AMOUNTS), min_size=1)


@given(old=ROWS, new=ROWS, reasons=st.tuples(*[st.sampled_from(["项目增加", "政策调整，项目减少"])] * 2), last=AMOUNTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_moved_figure_is_told_exactly_once_and_every_told_one_moved(tmp_path_factory, old, new, reasons, last):
    """Whatever changes in the small department: keys by an independent count, places by their addresses."""
    home = tmp_path_factory.mktemp("random")
    folders = [
        small.write(
            home / f"{n}/2023",
            收支=_accounts(rows),
            基本支出=None,
            原因=f"{{总体: {why}}}",
            上年数=f"{{本年支出合计: {last}}}",
        )
        for n, (rows, why) in enumerate(zip((old, new), reasons, strict=True))
    ]
    found = compare(*(assemble(folder, draft=True) for folder in folders))
    assert set(found.printed) == moved(found)
    places = [
        (c.how == "removed", (entry or c.entry).address, (entry or c.entry).home.id)
        for c in found.changes
        for entry in (c.line or (c.entry,))
    ]
    elements = [
        id(entry.element) if entry.kind != "chart" else (id(entry.element), entry.column)
        for c in found.changes
        for entry in (c.line or (c.entry,))
    ]
    assert len(elements) == len(set(elements)), places
    for change in found.changes:
        assert change.text_of(change.old) != change.text_of(change.new)
        for figure in change.figures:
            assert figure.old != figure.new
    gone, come = Counter(), Counter()
    for change in found.changes:
        for figure in change.figures:
            gone[figure.key, figure.old] += figure.old is not None
            come[figure.key, figure.new] += figure.new is not None
    before, after = printed_before(found), printed(found.new)
    for key in found.printed:
        texts = {*before.get(key, ()), *after.get(key, ())}
        for text in texts:
            change_of_count = after.get(key, Counter())[text] - before.get(key, Counter())[text]
            assert come[key, text] - gone[key, text] == change_of_count, (key, text)
    assert found.empty == (old == new and reasons[0] == reasons[1])


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += attrs


def test_the_page_escapes_everything_and_fetches_nothing(tmp_path):
    """What a person typed is text, wherever it goes."""
    wicked = '"拟订<script>alert(1)</script>政策 & \' onclick=x"'
    found = two(tmp_path, 主要职能=wicked, 事实=f"{{名: {wicked}}}")
    page = write_page(found).decode()
    parser = _Tags()
    parser.feed(page)
    assert parser.tags["script"] == 1
    assert "&lt;script&gt;alert(1)" in page
    assert not [a for a in parser.attributes if a[0].startswith("on") or a[0] in ("src", "href")]
    assert "http" not in re.sub(r"<style>.*?</style>", "", page, flags=re.S)


def test_the_page_can_be_filtered_by_part_and_kind_without_its_script(changed):
    """A rule for each part and each kind hides the others."""
    page = write_page(changed).decode()
    assert "body:has(#k0:not(:checked)) tr[data-kind=" in page
    assert page.count('<input type="radio"') == 1 + len({c.home.part for c in changed.changes})
    assert page.count("<tr data-kind=") == len(changed.changes)


def test_the_json_is_the_same_whenever_it_is_asked(changed):
    """One stable value in which every chain can be followed."""
    again = compare(assemble(DONGXIHU), assemble(changed.new.book.loaded.folder))
    value = plain(changed)
    assert json.dumps(value, ensure_ascii=False) == json.dumps(plain(again), ensure_ascii=False)
    addresses = {one["地址"] for one in value["数据"]}
    for figure in value["数"].values():
        assert set(figure["因为的数"]) <= set(value["数"])
        assert set(figure["因为的数据"]) <= addresses
    assert {m["键"] for change in value["变动"] for m in change["数"]} == {
        key for key, f in value["数"].items() if f["印出"]
    }


def test_the_terminal_is_told_so_many_and_how_many_more(changed):
    """At most N places; the rest is counted."""
    lines = list(difference_lines(changed, 5))
    assert any(line.startswith(f"……还有 {len(changed.changes) - 5} 处") for line in lines)
    assert not any("还有" in line for line in difference_lines(changed, None))


def test_in_word_all_accepted_is_the_new_report_and_all_rejected_the_old(changed):
    """The redline's own proof, on what diff writes."""
    tracked = write_word(changed)
    for decided, made in ((accept_all(tracked), changed.new), (reject_all(tracked), changed.old)):
        assert _words(decided) == _words(write_docx(made.document))
    assert untracked(changed) == []


def _words(content: bytes) -> list[str]:
    import io
    import zipfile

    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    return ["".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph)) for paragraph in xml.split("</w:p>")]


@pytest.mark.parametrize("sample", ["2021", "everything"])
def test_the_blackline_without_what_went_is_the_new_report(changed, tmp_path, sample):
    """What is struck out and what is underlined together hold both texts; the document stays one that is written."""
    found = changed
    if sample == "everything":
        folder = shutil.copytree(EVERYTHING.parent, tmp_path / "everything") / "2023"
        book = next(p for p in folder.glob("*.yaml") if "\n收支" in p.read_text(encoding="utf-8"))
        book.write_text(_without_a_row(book.read_text(encoding="utf-8")), encoding="utf-8")
        found = compare(assemble(EVERYTHING, draft=True), assemble(folder, draft=True))
    document = blackline(found)
    to_html_text(document)
    gone = [e for e in document.body.iter("span") if e.get("class") == "gone"]
    struck = "".join(squeeze(text_of(e)) for e in gone)
    for change in found.changes:
        if change.how == "removed":
            for cell in change.line or (change.entry,):
                assert squeeze(cell.text) in struck
    _without(document.body, "gone")
    new = {
        e.get("id"): squeeze(text_of(e))
        for e in found.new.document.body.iter()
        if e.tag in ("p", "li", "td") and e.get("id")
    }
    for element in document.body.iter():
        if element.get("id") in new and element.tag in ("p", "li"):
            assert squeeze(text_of(element)) == new[element.get("id")]


def _without(element, name: str) -> None:
    for child in list(element):
        _without(child, name)
        if child.get("class") == name:
            index = list(element).index(child)
            tail = child.tail or ""
            if index:
                element[index - 1].tail = (element[index - 1].tail or "") + tail
            else:
                element.text = (element.text or "") + tail
            element.remove(child)


def _without_a_row(text: str) -> str:
    lines = text.splitlines(keepends=True)
    rows = [n for n, line in enumerate(lines) if re.match(r"\s+\d{7} ", line)]
    return "".join(line for n, line in enumerate(lines) if n != rows[1])

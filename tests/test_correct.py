"""After publication: the notice names every place that moved, nothing is corrected without cause,
and history can be rebuilt.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import small
from clerk import DONGXIHU, documented, replace, run
from reportgen.build import assemble
from reportgen.compare.diff import Difference, compare
from reportgen.compare.snapshot import frozen_inputs, put_into
from reportgen.document.tree import squeeze, text_of
from reportgen.environment import EnvironmentProblem, require_pdf
from reportgen.load import load
from reportgen.publish.correct.affected_reports import affected_reports
from reportgen.publish.correct.documents import MARK, corrected, notice_document
from reportgen.publish.correct.history import FILE, fingerprint, read, texts_of
from reportgen.publish.correct.notice import CorrectionNotice, Refused, notice_of, published_on
from reportgen.publish.correct.published import moved_since
from reportgen.workspace.output import as_json, manifest_of
from reportgen.writers.docx import write_docx
from reportgen.writers.pdf import Pdf, write_pdf
from reportgen.writers.write import write

WHY = ("--reason", "决算报表填列有误", "--day", "2024-11-20", "--to", "docx")


def later(folder: Path) -> Path:
    """Ten 万元 more of basic wages."""
    replace(folder / "收支.yaml", "612.40 ", "622.40 ")
    replace(folder / "收支.yaml", "30101: 268.50", "30101: 278.50")
    replace(folder / "收支.yaml", "{收入总计: 1429.20, 支出总计: 1429.20}", "{收入总计: 1439.20, 支出总计: 1439.20}")
    return folder


def published(data: Path, home: Path) -> Path:
    """What publish leaves, as far as a correction looks at it."""
    made = assemble(data)
    manifest = as_json({**manifest_of(made, (), {}, draft=False), "格式": "reportgen publication 1"})
    put_into(home / "上网", {"manifest.json": manifest})
    put_into(home / "内部/冻结/3f2a", {**frozen_inputs(made, "1"), "manifest.json": manifest})
    return home / "上网"


@pytest.fixture
def first(tmp_path) -> Path:
    """The department that `new` writes, as it was published."""
    run("new", tmp_path / "first/data/某局/2023", code=0)
    return tmp_path / "first/data/某局/2023"


@pytest.fixture
def data(tmp_path, first) -> Path:
    """The same, published, and then changed."""
    folder = shutil.copytree(first, tmp_path / "data/某局/2023")
    published(folder, tmp_path / "output/某局/2023/部门决算公开")
    return later(folder)


@pytest.fixture
def upload(tmp_path, data) -> Path:
    """The uploaded folder."""
    del data
    return tmp_path / "output/某局/2023/部门决算公开/上网"


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Difference:
    """The 2021 sample with six 万元 moved between two subjects."""
    folder = shutil.copytree(DONGXIHU, tmp_path_factory.mktemp("sample") / "data/dongxihu-hrss/2021")
    replace(folder / "收支.yaml", "2080101 | 1,778.49", "2080101 | 1,772.49")
    replace(folder / "收支.yaml", "2080501 | 100.56 ", "2080501 | 106.56 ")
    return compare(assemble(DONGXIHU), assemble(folder))


@pytest.fixture(scope="module")
def printed(sample) -> tuple[Pdf, Pdf]:
    """Both reports as they are printed; nothing where this machine can't print."""
    try:
        require_pdf()
    except EnvironmentProblem:
        return Pdf(b"", {}), Pdf(b"", {})
    return write_pdf(sample.old.document), write_pdf(corrected(sample.new))


@pytest.fixture(scope="module")
def notice(sample, printed) -> CorrectionNotice:
    """Its notice, with the pages of both prints."""
    pages = (printed[0].pages, printed[1].pages)
    return notice_of(sample, "决算报表填列有误", date(2022, 11, 20), date(2022, 9, 20), pages)


def test_the_notice_names_every_place_that_moved(sample, notice):
    """A walk over both documents that knows nothing of the comparison finds as many cells and sentences,
    and the same words.
    """
    tags = ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "figcaption")
    pairs = [
        (squeeze(text_of(a)), squeeze(text_of(b)))
        for a, b in zip(sample.old.document.body.iter(), sample.new.document.body.iter(), strict=True)
        if a.tag in tags and not any(e.tag in tags for e in a.iter() if e is not a)
    ]
    moved = [(a, b) for a, b in pairs if a != b]
    assert moved
    assert len(notice.places) == len(moved)
    cells = [
        ("".join(t for _, t in p.old).removesuffix("万元"), "".join(t for _, t in p.new).removesuffix("万元"))
        for p in notice.places
        if "行「" in p.anchor
    ]
    assert sorted(cells) == sorted(m for m in moved if len(m[0]) < 12)


def test_each_place_says_part_table_row_column_page_and_cause(notice):
    """What was typed wrongly is corrected at once, what is computed from it follows, with its formula."""
    direct = notice.direct[0]
    assert (direct.part.split(" ")[0], direct.section, direct.anchor) == (
        "第二部分",
        "2021年度支出决算表（表3）",
        "行「2080101 行政运行」，栏「本年支出合计」",
    )
    assert (direct.old, direct.new) == (((True, "1,778.49"), (False, "万元")), ((True, "1,772.49"), (False, "万元")))
    following = notice.following[0]
    assert following.cause == "因第1项“行政运行（一般公共预算财政拨款、基本支出）”更正，合计数重新计算"
    assert len({p.pages for p in notice.places}) > 1 or notice.places[0].pages == (None, None)


def test_the_pages_are_those_on_which_the_figures_stand(printed, notice):
    """The cell of table 3 on the page where a reader finds it."""
    if notice.places[0].pages == (None, None):
        pytest.skip("no PDF")
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(printed[0].content)) as pdf:
        texts = [page.extract_text() or "" for page in pdf.pages]
    first = next(n for n, text in enumerate(texts) if "— 1 —" in text)
    for place in notice.direct:
        page = texts[first + (place.pages[0] or 0) - 1]
        assert "".join(t for _, t in place.old).removesuffix("万元") in page


def test_the_notice_is_a_document_that_is_written(sample, notice):
    """It names the report, the days, the reason and the unit; Word and the PDF take it."""
    paper = notice_document(notice, sample.new)
    text = squeeze(text_of(paper.body)).replace("\n", "")
    for words in (
        "关于2021年度部门决算公开的更正说明",
        "2022年9月20日公开了《2021年度武汉市东西湖区人力资源和社会保障局部门决算公开》",
        "决算报表填列有误。",
        "2022年11月20日",
    ):
        assert words in text
    rows = [len(list(table)) for table in paper.body.iter("tbody")]
    assert rows == [len(notice.roots), len(notice.direct), len(notice.following)]
    assert [(root.name, plain(root.old), plain(root.new)) for root in notice.roots] == [
        ("行政运行（一般公共预算财政拨款、基本支出）", "1,778.49万元", "1,772.49万元"),
        ("行政单位离退休（一般公共预算财政拨款、基本支出）", "100.56万元", "106.56万元"),
    ]
    assert write_docx(paper).startswith(b"PK")


def plain(words) -> str:
    """Stretches as one text."""
    return "".join(text for _, text in words)


def test_the_corrected_report_says_so_on_its_cover_and_in_its_title(sample):
    """And nothing else in it differs."""
    document = corrected(sample.new)
    assert document.title.endswith(MARK)
    assert MARK in text_of(document.body[0])
    assert [text_of(e) for e in document.body[1:]] == [text_of(e) for e in sample.new.document.body[1:]]
    write(document, ["docx", "xlsx", "json"])


# -- the command -----------------------------------------------------------------------------------


def test_a_correction_writes_notice_report_manifest_and_record(data, upload, first):
    """In a folder of its own, numbered."""
    told = run("correct", data, "--from", upload, *WHY, code=0).output
    folder = upload.parent / "更正/第1次"
    assert sorted(p.name for p in folder.iterdir()) == [
        "2023年度江城区民生服务局部门决算公开（更正版）.docx",
        "manifest.json",
        "关于2023年度部门决算公开的更正说明.docx",
    ]
    assert "直接更正" in told
    assert read(data)[0]["原因"] == "决算报表填列有误"
    run("correct", data, "--from", upload, *WHY, code=0)
    assert len(read(data)) == 1, "the same one again is the same one"
    assert load(data).texts == load(later(first)).texts, "the record is not read as data"


def undone(texts: dict[str, str], entry: dict[str, Any]) -> dict[str, str]:
    """The data before a correction, from those after it. Raises Refused when they are not those that it made."""
    if fingerprint(texts) != entry["改后散列"]:
        raise Refused("数据不是这次更正改后的数据，倒不回去")
    found = dict(texts)
    for change in entry["改动"]:
        if change["原来"] is None:
            found.pop(change["地址"], None)
        else:
            found[change["地址"]] = change["原来"]
    if fingerprint(found) != entry["原散列"]:
        raise Refused("更正记录被改过：照它倒回去，得到的不是原来的数据")
    return found


def test_the_history_rebuilds_what_was_published(data, upload, first):
    """Two corrections, undone one after the other."""
    run("correct", data, "--from", upload, *WHY, code=0)
    second = texts_of(load(data))
    replace(data / "部门.yaml", "  - 承担区委、区政府交办的其他任务\n", "")
    replace(data / "三公采购和资产.yaml", "| 货物 | 12.60 | 12.60 ", "| 货物 | 13.60 | 12.60 ")
    remedy = next(
        f["remedy"]
        for f in json.loads(run("check", data, "--format", "json").output)["findings"]
        if f["code"] == "V011"
    )
    assert "更正/第1次" in remedy
    run("correct", data, "--from", upload.parent / "更正/第1次", *WHY, code=0)
    entries = read(data)
    assert [e["日期"] for e in entries] == ["2024-11-20"] * 2
    now = texts_of(load(data))
    before = undone(now, entries[1])
    assert before == second
    assert undone(before, entries[0]) == texts_of(load(first))
    assert fingerprint(texts_of(load(first))) == entries[0]["原散列"]
    with pytest.raises(Refused):
        undone(now, entries[0])


def unchanged(folder: Path) -> None:
    """As it was published."""
    for old, new in (
        ("622.40", "612.40"),
        ("278.50", "268.50"),
        ("1439.20, 支出总计: 1439.20", "1429.20, 支出总计: 1429.20"),
    ):
        replace(folder / "收支.yaml", old, new)


def unprinted(folder: Path) -> None:
    """Only something changed that nobody prints."""
    unchanged(folder)
    replace(folder / "部门.yaml", "批复文号: 江财决〔2024〕1号", "批复文号: 江财决〔2024〕2号")


def wrong(folder: Path) -> None:
    """It can't be final."""
    replace(folder / "收支.yaml", "{收入总计: 1439.20", "{收入总计: 1.00")


REFUSED = {
    "no reason": (" ", lambda folder: None, "要说明原因"),
    "no change": ("x", unchanged, "没有要更正的"),
    "nothing printed changed": ("x", unprinted, "印出来的一处也没有变"),
    "errors": ("x", wrong, "还不能定稿"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_correction_that_cannot_be_is_refused(data, upload, case):
    """In Chinese, and nothing is written."""
    reason, change, said = REFUSED[case]
    change(data)
    assert said in run("correct", data, "--from", upload, "--reason", reason, "--to", "docx", code=1).output
    assert not (upload.parent / "更正").exists()
    assert not (data / FILE).exists()


def test_a_correction_needs_the_day_of_publication(tmp_path):
    """From the data or from the command."""
    found = compare(
        assemble(small.write(tmp_path / "a/2023")), assemble(small.write(tmp_path / "b/2023", 主要职能="监督"))
    )
    with pytest.raises(Refused, match="--published"):
        published_on(found, None)
    assert published_on(found, date(2024, 9, 20)) == date(2024, 9, 20)


@pytest.mark.parametrize("keys", [{"年度": "2022"}, {"部门": "{全称: 另一个局, 简称: 另局, 级次: 区级}"}])
def test_a_snapshot_of_another_department_year_is_refused(data, tmp_path, keys):
    """It is no earlier version of this report."""
    other = small.write(tmp_path / f"other/别局/{keys.get('年度', '2023')}", **keys)
    assert "不是这一份报告的" in run("correct", data, "--from", other, *WHY, code=1).output


def test_a_snapshot_that_makes_something_else_than_was_published_is_refused(data, upload):
    """The notice may only quote what was published."""
    for path in (upload / "manifest.json", upload.parent / "内部/冻结/3f2a/manifest.json"):
        told = json.loads(path.read_bytes())
        told["数"]["支出.2080101"] = "99.99"
        path.write_bytes(as_json(told))
    assert "支出.2080101 公开的是 99.99，重做是 612.40" in run("correct", data, "--from", upload, *WHY, code=1).output


def test_a_record_that_is_no_record_is_left_alone(data, upload):
    """It is told, not overwritten."""
    (data / FILE).parent.mkdir()
    (data / FILE).write_text("随便写的\n", encoding="utf-8")
    assert "不是更正记录" in run("correct", data, "--from", upload, *WHY, code=1).output
    assert (data / FILE).read_text(encoding="utf-8") == "随便写的\n"


# -- who else tells it -----------------------------------------------------------------------------


def test_next_years_report_is_named_with_its_places(data, upload, first, tmp_path):
    """Its 上年数 come from this year's folder; one that it states itself is told with its line."""
    small.write(tmp_path / "data/某局/2024", 年度="2024", 上年数="{本年收入合计: 1413.60}")
    found = affected_reports(compare(assemble(first), assemble(data)), data, tmp_path / "output")
    (told,) = [one for one in found if one.report.startswith("2024")]
    assert not told.published, "data of next year are no publication"
    assert any(
        "上年数 本年收入合计（数据.yaml:" in place and "原公开 1,413.60，更正后 1,423.60" in place
        for place in told.places
    )
    assert any("说明文字" in place for place in told.places)
    assert "2024 年度部门决算公开" in run("correct", data, "--from", upload, *WHY, code=0).output


def test_a_published_report_of_next_year_is_named(data, first, tmp_path):
    """By the manifest of its folder in output."""
    home = tmp_path / "output/某局/2024/部门决算公开/上网"
    figures = {"上年.本年收入合计": "1,413.60", "上年.支出.208": 7}
    put_into(home, {"manifest.json": as_json({"报告": "部门决算公开", "年度": 2024, "草稿": False, "数": figures})})
    (told,) = (
        one
        for one in affected_reports(compare(assemble(first), assemble(data)), data, tmp_path / "output")
        if "2024" in one.report
    )
    assert told.report == "已公开的2024年度部门决算公开"
    assert told.published
    assert told.places == ("本年收入合计印的是1,413.60，更正后是1,423.60",)


# -- what check says of it -------------------------------------------------------------------------


def test_check_lists_every_figure_of_the_published_report_that_differs_now(data, upload):
    """Key, what was published, what it is now, and how to mend it; silent again after the correction."""
    found = json.loads(run("check", data, "--format", "json").output)["findings"]
    moved = {f["key"]: f for f in found if f["code"] == "V011"}
    published_figures = json.loads((upload / "manifest.json").read_bytes())["数"]
    now = manifest_of(assemble(data), (), {}, draft=False)["数"]
    assert set(moved) == {key for key, text in published_figures.items() if now.get(key) != text}
    one = moved["支出.2080101"]
    assert "印的是 612.40，现在是 622.40" in one["message"]
    assert "reportgen correct --from" in one["remedy"]
    assert one["level"] == "提醒"
    assert "个数现在不同" in run("status", data).output
    run("correct", data, "--from", upload, *WHY, code=0)
    assert "V011" not in run("check", data).output


def test_a_figure_whose_other_basis_is_explained_is_not_asked_about_again(data, upload):
    """口径说明: 豁免 of V011 names the figure and says why both are right; the others are still told."""
    assert "支出.2080101" in {
        f["key"] for f in json.loads(run("check", data, "--format", "json").output)["findings"] if f["code"] == "V011"
    }
    table = "豁免: |\n  检查 | 键 | 理由 | 日期 | 单位\n  V011 | 支出.2080101 | 公开时按执行数，批复后按决算数 | 2024-10-10 | 财务科\n"
    (data / "豁免.yaml").write_text(table, encoding="utf-8")
    found = json.loads(run("check", data, "--format", "json").output)["findings"]
    moved = {f["key"] for f in found if f["code"] == "V011"}
    assert moved
    assert not any(key == "支出.2080101" or key.startswith("支出.2080101.") for key in moved)
    assert not [f for f in found if f["code"] in ("W002", "W003")]


def test_nothing_is_said_where_nothing_was_published_or_nothing_moved(tmp_path):
    """Also of a draft's manifest and of one that nobody can read."""
    folder = small.write(tmp_path / "data/某局/2023")
    made = assemble(folder)
    home = tmp_path / "output/某局/2023/部门决算公开"
    assert moved_since(made) == []
    published(folder, home)
    assert moved_since(made) == []
    for broken in (b"{", b"[]", as_json({"草稿": True, "数": {"收入总计": "1"}})):
        (home / "上网/manifest.json").write_bytes(broken)
        assert moved_since(made) == []


def test_a_correction_tells_programs_in_json(data, upload):
    """Counts, files and the whole difference, and nothing else on standard output."""
    result = run("correct", data, "--from", upload, *WHY, "--format", "json", code=0)
    told = json.loads(result.stdout)
    assert told["直接更正"] + told["随之变动"] + told["只是版式"] == len(told["变动"]["变动"])
    assert all(Path(path).is_file() for path in told["文件"])
    assert told.keys() == documented("correct")
    assert told["变动"].keys() == documented("diff")
    assert result.stderr == ""


def test_the_record_is_plain_yaml(data, upload):
    """Anybody can read it."""
    run("correct", data, "--from", upload, *WHY, code=0)
    told = yaml.safe_load((data / FILE).read_text(encoding="utf-8"))
    assert {change["地址"] for change in told[0]["改动"]} == {
        "收支.2080101·本级.一般公共.基本支出",
        "基本支出.30101",
        "核定数.收入总计",
        "核定数.支出总计",
    }

"""What becomes of each kind of edit in a reviewed Word file, and of files that can't be read."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from click.testing import CliRunner

import small
from reportgen.build import build
from reportgen.cli import commands
from reportgen.review.pull.edits import Edit, EditKind, Resolution
from reportgen.review.pull.outcome import Outcome, pulled
from reportgen.writers.docx.opened import NotOurs
from sent import send
from word import bare, put, rewritten

KEYS = {
    "上年数": "{收入总计: 100, 支出总计: 100, 支出.基本支出: 80, 支出.项目支出: 20}",
    "原因": "\n  总体: 新设了一个科室  # 财务科写的\n  支出.项目支出: '“信息化”项目增加'",
    "主要职能": "\n- 拟订本区人力资源市场发展规划\n- 统筹推进社会保障体系建设",
    "重点工作": "\n  就业形势稳定: |\n    全年收入｛收入总计｝，保障了重点群体就业。\n    各项指标都完成了。\n\n    第二段说社会保险。\n",
    "三公经费": "{金额: '项目 | 预算数 | 决算数\n\n  公务接待费 | 2 | 0.15', 实物量: {国内接待批次: 3, 国内接待人次: 52}}",
}


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEADING = "收入支出决算总体情况说明"


class Office:
    """A department-year's folder with a draft of its report."""

    def __init__(self, root: Path, **keys: str) -> None:
        self.data = small.write(root / "data" / "unit" / "2023", **{**KEYS, **keys})
        made, files = build(self.data, ("docx",), draft=True)
        self.draft, self.root = files["docx"], root
        self.title = made.document.title

    def back(self, *pairs: tuple[str, str], **parts: bytes) -> Path:
        """The draft as it came back."""
        return put(self.root / "back.docx", rewritten(self.draft, *pairs, parts=parts))

    def pull(self, *pairs: tuple[str, str], **options: object) -> Outcome:
        # each test gives what it means
        return pulled(self.back(*pairs), self.data, today=date(2024, 9, 10), **options)  # type: ignore[arg-type]

    def paragraph_end(self, words: str) -> str:
        """The words of the draft with all that stands behind them in their paragraph."""
        text = zipfile.ZipFile(io.BytesIO(self.draft)).read("word/document.xml").decode()
        at = text.index(words)
        return text[at : text.index("</w:p>", at) + len("</w:p>")]

    @property
    def text(self) -> str:
        return (self.data / "数据.yaml").read_text(encoding="utf-8")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def only(outcome: Outcome) -> Edit:
    (edit,) = outcome.edits
    return edit


def lines_changed(before: str, after: str) -> list[str]:
    old = before.splitlines()
    return [line.strip() for line in after.splitlines() if line not in old]


# -- words
# ---------------------------------------------------------------------------------------------------------------


def test_a_draft_that_nobody_changed_changes_nothing(office: Office) -> None:
    outcome = office.pull()
    assert (outcome.edits, outcome.data, outcome.others) == ([], {}, {})


def test_prose_goes_back_to_its_very_line_with_its_comment(office: Office) -> None:
    before = office.text
    outcome = office.pull(("新设了一个科室", "新设了两个科室"))
    assert (only(outcome).kind, only(outcome).resolution) == (EditKind.PROSE, Resolution.WRITTEN)
    outcome.write()
    assert lines_changed(before, office.text) == ["总体: 新设了两个科室  # 财务科写的"]
    assert office.pull(("新设了一个科室", "新设了两个科室")).edits[0].resolution is Resolution.SAME


def test_a_figure_in_prose_goes_back_as_its_reference(office: Office) -> None:
    before = office.text
    outcome = office.pull(("，保障了重点群体就业。各项", "，稳住了重点群体就业。各项"))
    outcome.write()
    assert lines_changed(before, office.text) == ["全年收入｛收入总计｝，稳住了重点群体就业。"]


def test_a_standard_sentence_becomes_an_override_with_its_figures(office: Office) -> None:
    outcome = office.pull(("收、支总计", "收入、支出总计"))
    assert (only(outcome).kind, only(outcome).resolution) == (EditKind.SENTENCE, Resolution.WRITTEN)
    outcome.write()
    assert (
        "改为: 2023年度收入、支出总计｛收入总计｝。与2022年度相比，收、支总计各增加｛收入总计.增减额.绝对值｝"
        in office.text
    )
    made, files = build(office.data, ("docx",), draft=True)
    assert not [f for f in made.findings if f.code in ("T006", "T007", "T008")]
    again = put(office.root / "second.docx", rewritten(files["docx"], ("收入、支出总计", "全年收入和支出总计")))
    second = pulled(again, office.data)
    assert only(second).resolution is Resolution.WRITTEN
    second.write()
    assert office.text.count("改为:") == 1
    assert "2023年度全年收入和支出总计｛收入总计｝" in office.text


def test_a_placeholder_typed_over_is_put_where_it_belongs(tmp_path: Path) -> None:
    office = Office(tmp_path, 原因="{支出.项目支出: 信息化项目增加}")
    mark = "【待填：收入总计比上年增加的主要原因】"
    outcome = office.pull((mark, "新设了一个科室"))
    assert only(outcome).resolution is Resolution.WRITTEN
    outcome.write()
    assert "原因: {支出.项目支出: 信息化项目增加, 收入总计: 新设了一个科室}" in office.text


def test_the_explanation_of_a_standard_term_becomes_the_departments_own(office: Office) -> None:
    made, _ = build(office.data, ("docx",), draft=True)
    term = next(e for e in made.document.root.iter("span") if (e.get("data-path") or "") == "名词解释.基本支出")
    words = (term.text or "")[:8]
    outcome = office.pull((words, "我局所称" + words))
    outcome.write()
    assert "名词解释:\n  基本支出: 我局所称" in office.text


def test_a_paragraph_added_behind_a_persons_paragraph_goes_with_it(office: Office) -> None:
    paragraph = "<w:p><w:r><w:t>新加的一段说明。</w:t></w:r></w:p>"
    text = zipfile.ZipFile(io.BytesIO(office.draft)).read("word/document.xml").decode()
    at = text.index("</w:p>", text.index("第二段说社会保险。")) + len("</w:p>")
    outcome = office.pull((text[at - 60 : at], text[at - 60 : at] + paragraph))
    assert (only(outcome).kind, only(outcome).resolution) == (EditKind.PARAGRAPH, Resolution.WRITTEN)
    outcome.write()
    assert "    第二段说社会保险。\n\n    新加的一段说明。\n" in office.text


def paragraph_with(office: Office, words: str) -> str:
    """The paragraph of the body that says this."""
    text = zipfile.ZipFile(io.BytesIO(office.draft)).read("word/document.xml").decode()
    start, end = text.rindex("<w:p>", 0, text.index(words)), text.index("</w:p>", text.index(words)) + len("</w:p>")
    return text[start:end]


def test_an_item_added_to_a_list_is_an_item_of_the_data(office: Office) -> None:
    before, there = office.text, paragraph_with(office, "拟订本区人力资源市场发展规划")
    outcome = office.pull((there, there + "<w:p><w:r><w:t>2.负责劳动关系工作</w:t></w:r></w:p>"))
    assert only(outcome).resolution is Resolution.WRITTEN
    outcome.write()
    assert lines_changed(before, office.text) == ["- 负责劳动关系工作"]
    made, _ = build(office.data, ("docx",), draft=True)
    assert list(made.book.loaded.data.duties) == [
        "拟订本区人力资源市场发展规划",
        "负责劳动关系工作",
        "统筹推进社会保障体系建设",
    ]


def test_items_added_one_behind_the_other_stay_in_their_order(office: Office) -> None:
    added = "".join(f"<w:p><w:r><w:t>{n}.新加的第{n}条</w:t></w:r></w:p>" for n in (3, 4))
    end = office.paragraph_end("统筹推进社会保障体系建设")
    office.pull((end, end + added)).write()
    assert "- 统筹推进社会保障体系建设\n- 新加的第3条\n- 新加的第4条" in office.text


def test_words_that_are_deleted_leave_their_list(office: Office) -> None:
    outcome = office.pull(("统筹推进社会保障体系建设。", ""))
    assert only(outcome).resolution is Resolution.WRITTEN
    outcome.write()
    assert "统筹推进" not in office.text
    made, _ = build(office.data, ("docx",), draft=True)
    assert list(made.book.loaded.data.duties) == ["拟订本区人力资源市场发展规划"]


def test_what_belongs_nowhere_is_kept_in_the_notes(office: Office) -> None:
    text = zipfile.ZipFile(io.BytesIO(office.draft)).read("word/document.xml").decode()
    start, end = (
        text.rindex("<w:p>", 0, text.rindex(f"{HEADING}</w:t>")),
        text.index("</w:p>", text.rindex(f"{HEADING}</w:t>")) + len("</w:p>"),
    )
    outcome = office.pull((text[start:end], text[start:end] + "<w:p><w:r><w:t>无处可去的一句。</w:t></w:r></w:p>"))
    assert only(outcome).resolution is Resolution.NOTED
    outcome.write()
    (notes,) = office.root.rglob("审阅记录.md")
    assert "无处可去的一句。" in notes.read_text(encoding="utf-8")


def test_a_heading_that_was_changed_is_told_as_changed(office: Office) -> None:
    text = zipfile.ZipFile(io.BytesIO(office.draft)).read("word/document.xml").decode()
    start, end = (
        text.rindex("<w:p>", 0, text.rindex(f"{HEADING}</w:t>")),
        text.index("</w:p>", text.rindex(f"{HEADING}</w:t>")),
    )
    edit = only(office.pull((text[start:end], text[start:end].replace(HEADING, "收入支出决算情况"))))
    assert (edit.kind, edit.resolution) == (EditKind.FORM, Resolution.NOTED)
    assert (edit.old, edit.new) == (f"四、财政拨款{HEADING}", "四、财政拨款收入支出决算情况")


# -- figures
# ---------------------------------------------------------------------------------------------------------------


def figure(office: Office, key: str) -> str:
    """The place of a figure in the file: its control's tag, up to its text."""
    text = zipfile.ZipFile(io.BytesIO(office.draft)).read("word/document.xml").decode()
    at = text.index(f'<w:alias w:val="{key}"/>')
    end = text.index("</w:t>", at)
    return text[at:end]


def test_a_stated_figure_waits_for_figures_and_is_then_written(office: Office) -> None:
    there = figure(office, "三公.公务接待费.决算数")
    pair = (there, there.replace("0.15", "0.25"))
    waiting = only(office.pull(pair))
    assert (waiting.kind, waiting.resolution) == (EditKind.STATED, Resolution.NOTED)
    assert "0.15 → 0.25" in waiting.message
    outcome = office.pull(pair, figures=True)
    assert only(outcome).resolution is Resolution.WRITTEN
    outcome.write()
    assert "公务接待费 | 2 | 0.25" in office.text


def test_a_stated_figure_that_was_emptied_is_not_taken_for_0(office: Office) -> None:
    there = figure(office, "三公.公务接待费.决算数")
    edit = only(office.pull((there, there.replace("0.15", "")), figures=True))
    assert (edit.kind, edit.resolution) == (EditKind.STATED, Resolution.REFUSED) or edit.kind is EditKind.SENTENCE
    assert "0.15" in office.text


def test_a_figure_deleted_from_words_leaves_them_and_is_told_once(office: Office) -> None:
    text = zipfile.ZipFile(io.BytesIO(office.draft)).read("word/document.xml").decode()
    start = text.index('<w:alias w:val="收入总计"/>', text.index('w:val="重点工作.就业形势稳定"'))
    there = text[start : text.index("</w:t>", start)]
    edit = only(office.pull((there, there.replace("150.25", ""))))
    assert (edit.kind, edit.resolution) == (EditKind.PROSE, Resolution.WRITTEN)
    assert "里面的数删去了：收入总计" in edit.message


def test_a_computed_figure_is_refused_with_its_formula_and_its_lines(office: Office) -> None:
    there = figure(office, "收入总计")
    edit = only(office.pull((there, there.replace("150.25", "160.25")), figures=True))
    assert (edit.kind, edit.resolution) == (EditKind.COMPUTED, Resolution.REFUSED)
    assert "数据.yaml:" in edit.message
    assert "算出来的" in edit.message


# -- two sides
# -------------------------------------------------------------------------------------------------------------


def moved(office: Office) -> None:
    (office.data / "数据.yaml").write_text(office.text.replace("新设了一个科室", "新设了三个科室"), encoding="utf-8")


@pytest.mark.parametrize(
    ("choice", "fate", "stands"),
    [
        ("", Resolution.CONFLICT, "新设了三个科室"),
        ("ours", Resolution.KEPT, "新设了三个科室"),
        ("theirs", Resolution.WRITTEN, "新设了两个科室"),
    ],
)
def test_where_both_sides_moved_neither_is_lost(office: Office, choice: str, fate: Resolution, stands: str) -> None:
    moved(office)
    outcome = office.pull(("新设了一个科室", "新设了两个科室"), choice=choice)
    edit = only(outcome)
    assert edit.resolution is fate
    assert "新设了三个科室" in edit.message
    outcome.write()
    assert f"总体: {stands}  #" in office.text
    (notes,) = office.root.rglob("审阅记录.md")
    assert "新设了两个科室" in notes.read_text(encoding="utf-8")


def test_changes_of_different_words_of_one_paragraph_are_both_kept(office: Office) -> None:
    (office.data / "数据.yaml").write_text(
        office.text.replace("新设了一个科室", "新设了一个科室和一个中心"), encoding="utf-8"
    )
    edit = only(office.pull(("新设了一个科室", "上年新设了一个科室")))
    assert edit.resolution is Resolution.WRITTEN
    assert "两处改动都留下了" in edit.message
    office.pull(("新设了一个科室", "上年新设了一个科室")).write()
    assert "总体: 上年新设了一个科室和一个中心  #" in office.text


def test_who_is_asked_decides(office: Office) -> None:
    moved(office)
    asked: list[str] = []

    def ask(edit: Edit) -> bool:
        asked.append(edit.new)
        return True

    assert only(office.pull(("新设了一个科室", "新设了两个科室"), ask=ask)).resolution is Resolution.WRITTEN
    assert len(asked) == 1


def test_figures_that_moved_since_are_no_conflict(office: Office) -> None:
    (office.data / "数据.yaml").write_text(office.text.replace("50.25", "60.75"), encoding="utf-8")
    outcome = office.pull(("收、支总计", "收入、支出总计"))
    assert only(outcome).resolution is Resolution.WRITTEN


def test_two_persons_drafts_are_pulled_one_after_the_other(office: Office) -> None:
    office.pull(("新设了一个科室", "新设了两个科室")).write()
    office.pull(("统筹推进社会保障体系建设", "统筹推进社会保障体系的建设")).write()
    assert "新设了两个科室" in office.text
    assert "统筹推进社会保障体系的建设" in office.text


# -- what is kept, and what is not touched
# ---------------------------------------------------------------------------------


def test_the_files_as_they_were_are_kept(office: Office) -> None:
    before = office.text
    office.pull(("新设了一个科室", "新设了两个科室")).write()
    office.pull(("统筹推进社会保障体系建设", "统筹推进社会保障体系的建设")).write()
    kept = sorted(office.root.rglob("备份/*/数据.yaml"))
    assert [path.parent.name for path in kept] == ["001", "002"]
    assert kept[0].read_text(encoding="utf-8") == before


def test_a_dry_run_and_a_refused_file_write_nothing(office: Office) -> None:
    back = office.back(("新设了一个科室", "新设了两个科室"))
    before = sorted((p, p.read_bytes()) for p in office.root.rglob("*") if p.is_file())
    told = CliRunner().invoke(commands, ["pull", str(back), "--into", str(office.data), "--dry-run"])
    assert "试读" in told.output
    assert "新设了两个科室" in told.output
    assert sorted((p, p.read_bytes()) for p in office.root.rglob("*") if p.is_file()) == before


def test_the_folder_is_found_by_the_title_of_the_file(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    back = office.back(("新设了一个科室", "新设了两个科室"))
    monkeypatch.chdir(office.root)
    told = CliRunner().invoke(commands, ["pull", str(back)])
    assert told.exit_code == 0, told.output
    assert "新设了两个科室" in office.text


# -- files that can't be read
# ----------------------------------------------------------------------------------------------


def zipped(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
    b'Type="http://x/attachedTemplate" Target="http://example.invalid/t.dotm" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "空的"),
        (b"hello", "不是 Word 文件"),
        (zipped(**{"xl/workbook.xml": b"<a/>"}), "Excel"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (zipped(**{"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "DOCTYPE"),
        (zipped(**{"word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"}), "宏"),
        (zipped(**{"word/document.xml": b"<a/>", "word/_rels/settings.xml.rels": RELATIONS}), "从外面取"),
        (zipped(**{"word/document.xml": b"0" * (65 << 20)}), "太大"),
        (zipped(**{f"word/{n}.xml": b"0" * (60 << 20) for n in ("document", "a", "b", "c", "d")}), "太大"),
        (bare({"document": "<a/>"}), "没有正文"),
        (bare({"document": f'<w:document xmlns:w="{W}"><w:body/></w:document>'}), "没有地址表"),
    ],
)
def test_what_is_no_draft_is_refused_in_one_sentence(office: Office, content: bytes, told: str) -> None:
    before = office.text
    with pytest.raises(NotOurs, match=told):
        pulled(put(office.root / "odd.docx", content), office.data)
    assert office.text == before


def test_the_draft_of_another_department_is_refused(office: Office, tmp_path: Path) -> None:
    other = Office(tmp_path / "other", 部门="{全称: 某市江城区另一局, 简称: 区另局, 级次: 区级}")
    with pytest.raises(NotOurs, match="另一局"):
        pulled(other.back(), office.data)


def test_the_command_says_so_and_ends_with_an_error(office: Office) -> None:
    told = CliRunner().invoke(
        commands, ["pull", str(put(office.root / "odd.docx", b"hello")), "--into", str(office.data)]
    )
    assert told.exit_code != 0
    assert "什么也没有改" in told.output
    assert "Traceback" not in told.output


# -- what people say
# -------------------------------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_comments_become_a_list_in_which_answers_are_written(office: Office) -> None:
    comments = (
        f'<w:comments {W}><w:comment w:id="7" w:author="某处长" w:date="2024-09-09T10:00:00Z">'
        f"<w:p><w:r><w:t>为什么增加？</w:t></w:r></w:p></w:comment></w:comments>"
    )
    marked = ("新设了一个科室", '新设了一个科室</w:t></w:r><w:r><w:commentReference w:id="7"/></w:r><w:r><w:t>')
    back = put(
        office.root / "back.docx", rewritten(office.draft, marked, parts={"word/comments.xml": comments.encode()})
    )
    outcome = pulled(back, office.data, today=date(2024, 9, 10))
    assert (outcome.edits, outcome.remarks, outcome.new_remarks) == ([], 1, 1)
    outcome.write()
    (path,) = office.root.rglob("意见.yaml")
    text = path.read_text(encoding="utf-8")
    assert "某处长" in text
    assert "为什么增加？" in text
    path.write_text(text.replace("\n  答复: ", "\n  答复: 新设科室的开办费  # 我写的"), encoding="utf-8")
    again = pulled(back, office.data)
    assert (again.remarks, again.new_remarks) == (1, 0)
    again.write()
    assert "# 我写的" in path.read_text(encoding="utf-8")
    assert '状态: "已答复"' in path.read_text(encoding="utf-8")
    assert "已答复" in path.with_suffix(".md").read_text(encoding="utf-8")
    sheet = openpyxl.load_workbook(path.with_suffix(".xlsx")).active
    assert [cell.value for cell in sheet[2]][-2:] == ["已答复", "新设科室的开办费"]


def test_a_bureaus_list_of_findings_joins_them(office: Office) -> None:
    book = openpyxl.Workbook()
    book.active.append(["决算公开检查问题清单"])
    book.active.append(["序号", "发现的问题", "所在位置", "检查单位"])
    book.active.append([1, "三公经费没有说明原因", "第三部分", "区财政局"])
    path = office.root / "清单.xlsx"
    book.save(path)
    outcome = pulled(path, office.data)
    outcome.write()
    (listed,) = office.root.rglob("意见.md")
    assert "三公经费没有说明原因" in listed.read_text(encoding="utf-8")
    answered = next(office.root.rglob("意见.yaml"))
    answered.write_text(
        answered.read_text(encoding="utf-8").replace("\n  答复:", "\n  答复: 已补充说明"), encoding="utf-8"
    )
    told = CliRunner().invoke(
        commands, ["build", str(office.data), "--to", "docx", "--draft", "--out", str(office.root / "output")]
    )
    assert told.exit_code == 0, told.output
    (letter,) = office.root.rglob("整改回复.docx")
    words = zipfile.ZipFile(letter).read("word/document.xml").decode()
    assert "三公经费没有说明原因" in words
    assert "已补充说明" in words
    openpyxl.Workbook().save(path)
    with pytest.raises(NotOurs, match="没有一格有内容"):
        pulled(path, office.data)
    other = openpyxl.Workbook()
    other.active.append(["科室", "电话"])
    other.active.append(["财务科", "略"])
    other.save(path)
    with pytest.raises(NotOurs, match="问题"):
        pulled(path, office.data)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("D:20240909100000+08'00'", "　2024-09-09"),
        ("20240909", "　2024-09-09"),
        ("D:20241399", ""),
        ("D:2024099", ""),
        ("D:2024", ""),
        ("D:٢٠٢٤٠٩٠٩", ""),
        ("昨天", ""),
        ("", ""),
    ],
)
def test_a_note_of_a_pdf_has_its_day_or_none(office: Office, written: str, day: str) -> None:
    pdf = pikepdf.new()
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=[72, 700, 92, 720],
        Contents=pikepdf.String("不对"),
        T=pikepdf.String("某处长"),
        M=pikepdf.String(written),
    )
    pdf.add_blank_page(page_size=(595, 842)).obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
    pdf.save(office.root / "审阅.pdf")
    pulled(office.root / "审阅.pdf", office.data).write()
    (listed,) = office.root.rglob("意见.md")
    assert f"某处长{day}　PDF 批注" in listed.read_text(encoding="utf-8")


def test_notes_in_a_pdf_join_them(office: Office) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=[72, 700, 92, 720],
        Contents=pikepdf.String("这个数和表对不上"),
        T=pikepdf.String("某处长"),
        M=pikepdf.String("D:20240909100000+08'00'"),
    )
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], Contents=pikepdf.String("目录")
    )
    page.obj.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note), pdf.make_indirect(link)]))
    pdf.save(office.root / "审阅.pdf")
    outcome = pulled(office.root / "审阅.pdf", office.data)
    assert outcome.remarks == 1
    outcome.write()
    (listed,) = office.root.rglob("意见.md")
    text = listed.read_text(encoding="utf-8")
    assert "某处长　2024-09-09　PDF 批注" in text
    assert "PDF 第 1 张" in text
    assert "这个数和表对不上" in text
    with pytest.raises(NotOurs, match="PDF"):
        pulled(put(office.root / "坏.pdf", b"%PDF-1.7 nothing"), office.data)


def test_a_draft_of_an_older_program_is_told_as_such(office: Office) -> None:
    sidecar = (
        zipfile.ZipFile(io.BytesIO(office.draft))
        .read("customXml/item1.xml")
        .replace(b"urn:reportgen:addresses:2", b"urn:reportgen:addresses:1")
    )
    back = put(office.root / "old.docx", rewritten(office.draft, parts={"customXml/item1.xml": sidecar}))
    with pytest.raises(NotOurs, match="别的版本"):
        pulled(back, office.data)


def test_what_is_written_on_the_slip_is_an_opinion_and_kept_in_the_notes(office: Office) -> None:
    told = CliRunner().invoke(
        commands, ["build", str(office.data), "--to", "docx", "--draft", "--out", str(office.root / "output")]
    )
    assert told.exit_code == 0, told.output
    (sent,) = (path for path in office.root.rglob("草稿-第1轮*.docx") if path.parent.name == "部门决算公开")
    office.draft = sent.read_bytes()
    outcome = office.pull(("同意公开", "同意公开，但请再核对一遍"))
    assert [(one.where, one.text, one.state) for one in outcome.decided] == [
        ("送审单，审核意见", "，但请再核对一遍", "待答复")
    ]
    assert (outcome.edits, outcome.data) == ([], {})
    outcome.write()
    (notes,) = office.root.rglob("审阅记录.md")
    assert "但请再核对一遍" in notes.read_text(encoding="utf-8")
    assert office.pull().edits == []


def test_a_draft_without_its_sidecar_is_that_of_its_own_round(tmp_path: Path) -> None:
    """An editor that keeps bookmarks alone (.doc): the kept draft with the same number is asked,
    not the first that is like it.
    """
    data = small.write(tmp_path / "data" / "unit" / "2023", **KEYS)
    send(data, tmp_path / "output")
    text = (data / "数据.yaml").read_text(encoding="utf-8")
    (data / "数据.yaml").write_text(text.replace("新设了一个科室", "新设了一个科室和一个中心"), encoding="utf-8")
    second = send(data, tmp_path / "output")
    back = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(second.content)) as old, zipfile.ZipFile(back, "w") as new:
        for name in old.namelist():
            if not name.startswith("customXml/"):
                new.writestr(name, old.read(name))
    outcome = pulled(
        put(
            tmp_path / "back.docx",
            rewritten(back.getvalue(), ("统筹推进社会保障体系建设", "统筹推进社会保障体系的建设")),
        ),
        data,
    )
    assert [(e.kind, e.resolution) for e in outcome.edits] == [(EditKind.PROSE, Resolution.WRITTEN)]


def test_an_answer_that_an_editor_made_a_comment_of_is_no_new_opinion(office: Office) -> None:
    """LibreOffice keeps no threads; nor does it always write a day."""
    first = said(office, "请写具体一点", "某处长", "0-00-00T00:00:00Z")
    outcome = pulled(first, office.data)
    outcome.write()
    (path,) = office.root.rglob("意见.yaml")
    text = path.read_text(encoding="utf-8")
    assert "0-00" not in text
    path.write_text(text.replace("  答复: \n", "  答复: 已经写了\n"), encoding="utf-8")
    assert pulled(said(office, "已经写了", "区示例局", "2024-09-10T00:00:00Z"), office.data).remarks == 0


def test_libreoffices_name_for_nobody_is_not_printed(office: Office) -> None:
    outcome = office.pull(
        (
            "新设了一个科室",
            '新设了</w:t></w:r><w:ins w:id="9" w:author="Unknown Author" '
            'w:date="2024-09-10T00:00:00Z"><w:r><w:t>两个科室</w:t></w:r></w:ins><w:r><w:t>',
        )
    )
    assert only(outcome).who == "未署名"


def said(office: Office, words: str, who: str, day: str) -> Path:
    """The draft with one comment."""
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    comments = (
        f'<w:comments xmlns:w="{main}"><w:comment w:id="0" w:author="{who}" '
        f'w:date="{day}"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment></w:comments>'
    )
    return put(office.root / "said.docx", rewritten(office.draft, parts={"word/comments.xml": comments.encode()}))

"""The look of Word reports stands in a reference document, which an office may change or bring its own of."""

from __future__ import annotations

import importlib.util
import io
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType

import docx
import pytest
from click.testing import CliRunner
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt, RGBColor
from openxml_audit import OpenXmlValidator

import small
from docx_lint import lint_docx
from reportgen.build import BuiltReport, assemble, build
from reportgen.cli import commands
from reportgen.document.tree import DocumentError
from reportgen.editions import load_edition
from reportgen.lint import lint
from reportgen.model.finding import Level
from reportgen.review.draft.prepared import prepare
from reportgen.writers.docx import write_docx
from reportgen.writers.docx.adopt import UnfitReference, adopted
from reportgen.writers.docx.elements import make, qn
from reportgen.writers.docx.read_back import read_back
from reportgen.writers.docx.reference import Reference
from reportgen.writers.formats import format_named
from word import REFERENCE

ROOT = Path(__file__).parents[2]
KIND, OWN = "部门决算公开", "自己"


def script() -> ModuleType:
    """scripts/reference_document.py."""
    scripts = ROOT / "scripts"
    sys.path.insert(0, str(scripts))
    try:
        spec = importlib.util.spec_from_file_location("reference_document", scripts / "reference_document.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(scripts))
    return module


def changed(change) -> bytes:
    """The reference document as an office would save it."""
    document, target = docx.Document(io.BytesIO(REFERENCE)), io.BytesIO()
    change(document)
    document.save(target)
    return target.getvalue()


def rewritten(content: bytes, edit) -> bytes:
    """The parts of XML with their text changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, edit(old.read(name).decode()).encode())
    return target.getvalue()


def renamed(content: bytes) -> bytes:
    """With other ids of styles, as a Chinese Word saves it: 1 for heading 1, a for the others."""
    ids = {style.style_id: f"a{n}" for n, style in enumerate(docx.Document(io.BytesIO(content)).styles)}
    ids |= {"Heading1": "1", "Heading2": "2", "Normal": "a"}
    named = re.compile(r'(<w:(?:style [^>]*w:styleId|(?:basedOn|next|link|pStyle|rStyle|tblStyle) w:val)=")(\w+)"')
    return rewritten(content, lambda text: named.sub(lambda m: f'{m[1]}{ids.get(m[2], m[2])}"', text))


def larger(document) -> None:
    """What the office wants: headings of the second level red and larger."""
    font = document.styles["heading 2"].font
    font.size, font.color.rgb = Pt(20), RGBColor(0xC0, 0, 0)


def without(document) -> None:
    style = document.styles["表注"]
    style.element.getparent().remove(style.element)


def office(tmp_path: Path, reference: bytes) -> Path:
    """A department-year whose edition brings this reference document."""
    home = tmp_path / "data" / "示例局" / "templates" / "final-accounts" / OWN
    home.mkdir(parents=True)
    (home / "edition.yaml").write_text("extends: hubei-2023\n", encoding="utf-8")
    (home / "reference.docx").write_bytes(reference)
    order = f"\n  {KIND}: {{版式: {OWN}, 预算口径: 年初预算}}"
    return small.write(tmp_path / "data" / "示例局" / "2023", 报告=order, 主要职能="[拟订示例政策]")


def made(tmp_path: Path, reference: bytes) -> BuiltReport:
    return assemble(office(tmp_path, reference), draft=True)


def heading(content: bytes):
    return next(s for s in docx.Document(io.BytesIO(content)).styles if s.name.lower() == "heading 2")


def test_the_file_is_what_its_script_writes() -> None:
    assert script().made() == REFERENCE


def test_it_is_valid_and_shows_every_style(tmp_path: Path) -> None:
    path = tmp_path / "reference.docx"
    path.write_bytes(REFERENCE)
    assert [str(e) for e in OpenXmlValidator().validate(path).errors] == []
    document = docx.Document(io.BytesIO(REFERENCE))
    shown = {p.style.style_id for p in document.paragraphs} | {t.style.style_id for t in document.tables}
    assert {s.style_id for s in document.styles if s.type.name in ("PARAGRAPH", "TABLE")} - shown == {
        "Normal",
        "TableNormal",
    }
    assert len(document.sections) == 3


def test_a_document_without_one_is_not_written() -> None:
    document = assemble(ROOT / "tests/everything/2023").document
    with pytest.raises(DocumentError, match=r"reference\.docx"):
        write_docx(replace(document, reference=b""))


def test_nothing_of_its_body_is_in_a_report() -> None:
    text = (
        zipfile.ZipFile(io.BytesIO(write_docx(assemble(ROOT / "tests/everything/2023").document)))
        .read("word/document.xml")
        .decode()
    )
    assert "以上是正文的页面" not in text


@pytest.mark.parametrize("save", [lambda content: content, renamed])
def test_a_heading_looks_as_the_office_wants(tmp_path: Path, save) -> None:
    report = made(tmp_path, save(changed(larger)))
    assert [f for f in report.findings if f.code == "M005"] == []
    content = write_docx(report.document)
    assert (heading(content).style_id, heading(content).font.size) == ("Heading2", Pt(20))
    assert heading(content).font.color.rgb == RGBColor(0xC0, 0, 0)
    usual = write_docx(assemble(small.write(tmp_path / "data" / "别局" / "2023"), draft=True).document)
    assert heading(usual).font.size is None
    assert lint_docx(content) == []
    assert [s for s in read_back(content) if s.changed] == []
    assert write_docx(report.document) == content


@pytest.mark.skipif(not shutil.which("soffice"), reason="没有 LibreOffice")
def test_what_an_office_program_has_saved_is_taken(tmp_path: Path) -> None:
    source = tmp_path / "in" / "reference.docx"
    source.parent.mkdir()
    source.write_bytes(changed(larger))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "docx:MS Word 2007 XML", "--outdir", str(tmp_path), str(source)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    report = made(tmp_path, (tmp_path / "reference.docx").read_bytes())
    assert [f for f in report.findings if f.code == "M005"] == []
    content = write_docx(report.document)
    assert heading(content).font.size == Pt(20)
    assert [s for s in read_back(content) if s.changed] == []


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        (changed(without), "没有样式「表注」"),
        (changed(lambda d: d.sections[2]._sectPr.getparent().remove(d.sections[2]._sectPr)), "要有三节"),
        (
            rewritten(REFERENCE, lambda text: re.sub(r'<w:footerReference w:type="even"[^>]*>', "", text)),
            "没有偶数页页脚",
        ),
        (b"no Word file", "不是 Word 文件"),
    ],
)
def test_what_is_missing_is_a_finding_with_its_name(tmp_path: Path, reference: bytes, message: str) -> None:
    report = made(tmp_path, reference)
    found = [f for f in report.findings if f.code == "M005"]
    assert found
    assert message in found[0].message
    assert str(found[0].source).startswith(f"{OWN}/reference.docx")
    assert heading(write_docx(report.document)).style_id == "Heading2"  # a draft has the usual look


def test_lint_names_what_is_missing(tmp_path: Path) -> None:
    project = office(tmp_path, changed(without)).parent
    assert ("M005", "没有样式「表注」") in [(finding.code, finding.message) for finding in lint(KIND, OWN, project)]
    assert load_edition(KIND, OWN, project).origin("reference.docx") == OWN


@pytest.mark.parametrize("name", ["Heading 2", "Body Text"])
def test_a_missing_style_is_called_as_word_shows_it(name: str) -> None:
    def lacking(document) -> None:
        style = document.styles[name]
        style.element.getparent().remove(style.element)

    with pytest.raises(UnfitReference) as unfit:
        adopted(changed(lacking), REFERENCE)
    assert unfit.value.lacks == (f"没有样式「{name}」",)
    assert "在 Word 里补上" in unfit.value.remedy


def test_a_file_that_word_cannot_open_is_not_to_be_mended_in_word(tmp_path: Path) -> None:
    found = next(f for f in made(tmp_path, b"no Word file").findings if f.code == "M005")
    assert "补上" not in found.remedy
    assert "另存为" in found.remedy


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    data = office(tmp_path, REFERENCE)
    path = data.parent / "templates" / "final-accounts" / OWN / "reference.docx"
    path.unlink()
    path.mkdir()
    report = assemble(data, draft=True)
    for findings in (report.findings, lint(KIND, OWN, data.parent)):
        assert [f.message for f in findings if f.code == "M005"] == ["reference.docx 是文件夹，不是 Word 文件"]
    assert report.document.reference == REFERENCE


@pytest.fixture
def unfit(tmp_path: Path) -> Path:
    """A department-year that can be final, but for its edition's reference document."""
    project = tmp_path / "data" / "everything"
    shutil.copytree(ROOT / "tests" / "everything", project)
    home = project / "templates" / "final-accounts" / OWN
    home.mkdir(parents=True)
    (home / "edition.yaml").write_text("extends: hubei-2023\n", encoding="utf-8")
    (home / "reference.docx").write_bytes(changed(without))
    for path in (project / "2023").glob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("hubei-2023", OWN), encoding="utf-8")
    return project / "2023"


def test_an_unfit_reference_keeps_nobody_from_other_formats(unfit: Path) -> None:
    report, files = build(unfit, ("html", "json"), KIND)
    assert set(files) == {"html", "json"}
    assert [f.level for f in report.findings if f.code == "M005"] == [Level.WARNING]


def test_an_unfit_reference_is_an_error_where_word_is_asked_for(unfit: Path) -> None:
    report, files = build(unfit, ("html", "docx"), KIND)
    assert (files, [f.code for f in report.errors]) == ({}, ["M005"])


def test_check_tells_an_unfit_reference_as_a_warning(unfit: Path) -> None:
    done = CliRunner().invoke(commands, ["check", str(unfit), "--kind", KIND])
    assert "提醒 [M005] 没有样式「表注」" in done.output
    assert done.exit_code == 0


def test_status_says_that_a_build_of_every_format_would_stop(unfit: Path) -> None:
    assert "还不能定稿" in CliRunner().invoke(commands, ["status", str(unfit), "--kind", KIND]).output


def headed(document) -> None:
    for section in document.sections:
        section.header.paragraphs[0].text = "某局的页眉"


def headers(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(n).decode() for n in archive.namelist() if n.startswith("word/header")]


@pytest.mark.parametrize(
    "reference",
    [
        changed(headed),
        rewritten(REFERENCE, lambda text: re.sub(r"<w:headerReference[^>]*>", "", text)),
        rewritten(
            REFERENCE, lambda text: re.sub(r"(<w:hdr [^>]*>).*</w:hdr>", r"\1<w:tbl/></w:hdr>", text, flags=re.S)
        ),
    ],
    ids=["words", "no header", "no paragraph"],
)
def test_headers_are_not_taken(tmp_path: Path, reference: bytes) -> None:
    """Whatever an office has or has not in them: a final report has none, a file for review the line of its round."""
    report = made(tmp_path, reference)
    assert [f for f in report.findings if f.code == "M005"] == []
    assert headers(write_docx(report.document)) == []
    sent = prepare(report, tmp_path / "output", day=date(2024, 9, 10)).document
    content = write_docx(sent)
    assert headers(content)
    assert all(sent.draft.heading in header and "某局的页眉" not in header for header in headers(content))
    assert lint_docx(content) == []
    (tmp_path / "sent.docx").write_bytes(content)
    assert [str(e) for e in OpenXmlValidator().validate(tmp_path / "sent.docx").errors] == []


def test_a_page_of_other_margins_is_the_page_of_the_report(tmp_path: Path) -> None:
    def wider(document) -> None:
        document.sections[0].left_margin = document.sections[0].right_margin = Pt(60)

    content = write_docx(made(tmp_path, changed(wider)).document)
    assert docx.Document(io.BytesIO(content)).sections[0].left_margin == Pt(60)


def test_a_style_that_is_based_on_itself_is_measured_all_the_same(tmp_path: Path) -> None:
    def round_(document) -> None:
        document.styles["Body Text"].base_style = document.styles["heading 4"]
        document.styles["heading 4"].base_style = document.styles["Body Text"]

    assert write_docx(made(tmp_path, changed(round_)).document)


def test_changes_are_tracked_in_a_file_for_review_alone(tmp_path: Path) -> None:
    """Whatever the office has left on."""

    def tracking(document) -> None:
        document.settings.element.insert(0, make("w:trackRevisions"))

    settings = docx.Document(io.BytesIO(write_docx(made(tmp_path, changed(tracking)).document))).settings.element
    assert settings.find(qn("w:trackRevisions")) is None


def test_a_list_that_an_editor_has_dropped_is_put_back() -> None:
    dropped = rewritten(
        REFERENCE, lambda text: re.sub(r"<w:abstractNum .*</w:abstractNum>|<w:num .*</w:num>", "", text, flags=re.S)
    )
    text = zipfile.ZipFile(io.BytesIO(adopted(dropped, REFERENCE))).read("word/numbering.xml").decode()
    assert text.count("<w:abstractNum ") == 4


def test_a_reference_document_with_macros_is_refused() -> None:
    target = io.BytesIO(REFERENCE)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(UnfitReference, match="宏"):
        adopted(target.getvalue(), REFERENCE)


WITHOUT = """
import sys, pathlib
sys.modules[sys.argv[2]] = None  # as if it were not installed
from reportgen.build import assemble
from reportgen.writers.formats import format_named
made = assemble(pathlib.Path(sys.argv[1]))
one = format_named(sys.argv[3])
one.write(made.document, {}) if one.needs.value == "pages" else one.write(made.document)
"""


@pytest.mark.parametrize(("name", "module"), [("docx", "docx"), ("xlsx", "xlsxwriter")])
def test_the_library_that_the_manifest_names_makes_the_file(name: str, module: str) -> None:
    """Where it is missing there is no file; its distribution is what the manifest has."""
    assert format_named(name).library.lower() in [found.lower() for found in packages_distributions()[module]]
    command = [sys.executable, "-c", WITHOUT, str(ROOT / "tests/everything/2023"), module, name]
    done = subprocess.run(command, capture_output=True, text=True)
    assert "ModuleNotFoundError" in done.stderr
    assert module in done.stderr.splitlines()[-1]


def test_a_style_that_says_nothing_of_its_letters_has_those_of_all() -> None:
    """Whether it is based on nothing, or on one that is based on it."""
    changed = docx.Document(io.BytesIO(REFERENCE))
    alone, one, other = (changed.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) for name in "甲乙丙")
    alone.base_style, one.base_style, other.base_style = None, other, one
    saved = io.BytesIO()
    changed.save(saved)
    reference = Reference(saved.getvalue())
    assert [reference.measure(style.style_id).size for style in (alone, one, other)] == [16.0, 16.0, 16.0]

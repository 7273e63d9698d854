"""A format is one module and one line: whoever lists, builds or names formats asks the register."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import pytest

from reportgen.document import Document
from reportgen.document.tree import parse
from reportgen.writers import formats
from reportgen.writers.formats import FORMATS, REGISTER, Format, Needs, format_named, libraries_of, need_pdf
from reportgen.writers.write import write

ROOT = Path(__file__).parents[2]
MODULE = '''"""Document -> plain text."""

def write_txt(document):
    return "".join(document.body.itertext()).encode()
'''
LINE = '    Format("txt", "文本", "reportgen.writers.txt:write_txt", library="PyYAML"),\n)\nFORMATS ='
PROGRAM = f"""
from click.testing import CliRunner
from reportgen.cli import commands
runner = CliRunner()
help = runner.invoke(commands, ["build", "--help"]).output
built = runner.invoke(commands, ["build", {str(ROOT / "data/dongxihu-hrss/2021")!r}, "--to", "txt", "--out", "out"])
assert built.exit_code == 0, built.output
print("," .join(word for word in help.split() if "txt" in word), built.output)
"""


def test_a_new_format_is_one_module_and_one_line(tmp_path):
    """In a copy of the program with the two: it is offered, built, and named in the manifest with its library."""
    package = tmp_path / "src" / "reportgen"
    shutil.copytree(ROOT / "src" / "reportgen", package)
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    (package / "writers" / "txt.py").write_text(MODULE, encoding="utf-8")
    register = package / "writers" / "formats.py"
    text = register.read_text("utf-8")
    assert text.count(")\nFORMATS =") == 1
    register.write_text(text.replace(")\nFORMATS =", LINE), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(package.parent), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert f"{','.join(FORMATS)},txt" in done.stdout
    (file,) = tmp_path.glob("out/*/2021/*/*.txt")
    assert "收入支出决算总表" in file.read_text("utf-8")
    manifest = json.loads((file.parent / "manifest.json").read_text("utf-8"))
    assert manifest["版本"]["PyYAML"] == version("PyYAML")
    assert "XlsxWriter" not in manifest["版本"]
    assert list(manifest["输出"]) == [file.name]


def of_pdf(document, pdf):
    """A format made from the PDF: its first bytes, and the title."""
    return pdf[:5] + document.title.encode()


def test_a_format_made_from_the_pdf_gets_it_whether_or_not_it_is_asked_for(monkeypatch, printer):
    if printer() is None:
        pytest.skip("no PDF on this machine")
    monkeypatch.setattr(formats, "REGISTER", (*REGISTER, Format("img", "图", f"{__name__}:of_pdf", Needs.PDF)))
    body = '<body class="report"><section class="part" id="p"><h1>一</h1><p>文</p></section></body>'
    document = Document(parse(f'<html lang="zh-CN"><head/>{body}</html>'), "题", "某局", 2023, date(2024, 9, 1), ())
    steps = []
    files = write(document, ["img", "html"], printer(), warn=lambda _: None, on_progress=steps.append)
    assert files.keys() == {"img", "html"}
    assert files["img"] == "%PDF-题".encode()
    assert steps[-2:] == ["写 PDF", "写 图"]


@pytest.mark.parametrize("one", REGISTER, ids=FORMATS)
def test_every_line_of_the_register_names_a_writer_and_an_installed_library(one):
    module, _, function = one.writer.partition(":")
    assert callable(getattr(import_module(module), function))
    assert not one.library or version(one.library)


def test_only_the_pdf_needs_the_pdf():
    assert [name for name in FORMATS if need_pdf([name])] == ["pdf"]
    assert not need_pdf([])


def test_a_format_that_is_none_is_refused():
    with pytest.raises(ValueError, match="没有这种格式：odt"):
        format_named("odt")


def test_libraries_are_told_in_the_order_of_the_register():
    assert libraries_of(["json", "xlsx", "pdf"]) == ["weasyprint", "XlsxWriter"]

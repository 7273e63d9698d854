"""Both samples build as final reports, and give back what the offices published."""

import importlib.util
import re
import shutil
from pathlib import Path

import pytest

from reportgen.build import assemble
from reportgen.document.tree import text_of
from reportgen.figures.derive import derive
from reportgen.load import load
from reportgen.writers.formats import FORMATS

ROOT = Path(__file__).parents[1]


def test_the_final_build_has_no_error_and_nothing_pending(sample):
    """Nothing stands in the way of publishing, and no 【待填】 is left."""
    assert [str(finding) for finding in sample.made.errors] == []
    assert sample.made.pending == ()
    assert "待填" not in text_of(sample.made.document.body)


@pytest.mark.parametrize(
    "year", ["dongxihu-hrss/2020", "dongxihu-hrss/2021", "donghu-hrss/2023", "pingqiao-hrss/2022", "jianghan-hrss/2022"]
)
def test_everything_wrong_with_the_figures_is_known_before_anything_is_printed(year):
    """What is asked of the figures afterwards brings no finding more."""
    folder = ROOT / "data" / year
    book = assemble(folder).book
    assert derive(load(folder), book.edition).findings == book.findings


def test_every_format_is_written(sample):
    """A build gives a file of each format, none empty (PDF where this machine prints)."""
    wanted = [name for name in FORMATS if name != "pdf" or not sample.no_pdf]
    assert list(sample.files) == wanted
    assert all(len(content) > 10_000 for content in sample.files.values())


def test_the_same_data_make_the_same_files(sample):
    """Made and written a second time, the readable formats are the same bytes."""
    from reportgen.writers.write import write

    again = write(assemble(sample.folder).document, ("html", "json", "xlsx"))
    assert again == {name: sample.files[name] for name in again}


def test_no_blank_stands_beside_a_chinese_sign(sample):
    """A line break in the data is not a blank in print: no blank after ，。、；： and none before them."""
    blanks = re.compile(r".{0,6}(?:[，。、；：] +\S|\S +[，。、；：]).{0,6}")
    blocks = [e for e in sample.made.document.body.iter() if e.tag in ("p", "li", "td", "h2", "h3", "h4")]
    assert [found for e in blocks for found in blanks.findall(text_of(e))] == []


def changed(tmp_path, file, pattern, replacement):
    """A copy of the 2023 sample with one figure written otherwise."""
    folder = tmp_path / "dept" / "2023"
    shutil.copytree(ROOT / "data/donghu-hrss/2023", folder)
    text, count = re.subn(pattern, replacement, (folder / file).read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert count == 1
    (folder / file).write_text(text, encoding="utf-8")
    return folder


def test_a_figure_that_is_not_filled_in_is_pending(tmp_path):
    """待填 in the data prints 【待填】, which a final build refuses."""
    made = assemble(changed(tmp_path, "上年和原因.yaml", r"^(  收入\.一般公共: ?)[\d.]+", r"\1待填"))
    assert made.pending == ("【待填：与上年比较】",)


def test_a_drawn_figure_that_is_not_filled_in_is_pending(tmp_path):
    """A draft is made also when a figure of a chart is still 待填."""
    assert assemble(changed(tmp_path, "上年和原因.yaml", r"^(  收入总计: ?)[\d.]+", r"\1待填")).pending


def test_a_change_from_nought_is_told_without_a_rate(tmp_path):
    """Last year 0: the amount and （上年无此项）, and nowhere a growth rate."""
    folder = changed(tmp_path, "上年和原因.yaml", r"^(  收入\.一般公共: ?)[\d.]+", r"\g<1>0")
    (told,) = (
        t
        for p in assemble(folder).document.body.iter("p")
        if "一般公共预算财政拨款收入" in (t := text_of(p)) and "相比" in t
    )
    assert "增加9,788.75万元（上年无此项）" in told
    assert "增长" not in told.split("主要原因")[0]
    assert "%" not in told


# -- pages of published errors ---------------------------------------------------------------------


@pytest.fixture(scope="session")
def published_errors():
    """The generator of the pages."""
    spec = importlib.util.spec_from_file_location("published_errors", ROOT / "scripts/published_errors.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_of_published_errors_are_up_to_date(published_errors):
    """Each page is what the script makes of its CSV and of the titles of the rules."""
    made = published_errors.pages()
    assert len(made) == 5
    assert {path.name: path.read_text(encoding="utf-8") for path in made} == {
        path.name: text for path, text in made.items()
    }


def test_a_rule_is_told_by_its_one_title(published_errors):
    """As `check --explain` tells it; a code that no check has is an error, not a title of the page's own."""
    assert published_errors.title("C010") == "表04：收入合计、年初结转、收入总计"
    with pytest.raises(KeyError):
        published_errors.title("C999")

"""The published figures come again: the four samples against what was published, in every clone."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections import Counter

import pytest

from recall import ERRORS, PUBLISHED, ROOT, SEEDS, as_csv, figures, published, recall, text_of_docx, text_of_html
from reportgen.build import assemble
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html

SHARED = ROOT.parent / "shared"
TOOL = SHARED / "tools" / "figure_recall.py"
NAMES = {"dongxihu-2021": "dongxihu-hrss-2021", "donghu-2023": "donghu-hrss-2023"}


def test_97_per_cent_of_the_published_final_accounts_are_printed_again(sample):
    """By occurrence and by distinct figure; what the published report got wrong stays a small list."""
    found = recall(NAMES[sample.name], text_of_html(sample.files["html"]))
    assert min(found.occurrences, found.distinct) >= 97, found
    assert found.counted_out <= 3, found


def test_97_per_cent_of_the_published_budget_are_printed_again():
    document = assemble(ROOT / "data/dongxihu-hrss/2020").document
    found = recall("dongxihu-hrss-2020-budget", text_of_html(write_html(document)))
    assert min(found.occurrences, found.distinct) >= 97, found
    assert found.counted_out <= 2, found


def test_97_per_cent_of_the_published_self_evaluation_are_printed_again():
    document = assemble(ROOT / "data/pingqiao-hrss/2022").document
    found = recall("pingqiao-hrss-2022", text_of_docx(write_docx(document)))
    assert min(found.occurrences, found.distinct) >= 97, found
    assert found.counted_out < 13, found


def test_97_per_cent_of_the_fifth_published_report_are_printed_again():
    """A report of another district, whose forms are an edition of a few lines."""
    document = assemble(ROOT / "data/jianghan-hrss/2022").document
    found = recall("jianghan-hrss-2022", text_of_html(write_html(document)))
    assert min(found.occurrences, found.distinct) >= 97, found
    assert found.counted_out <= 3, found


def test_a_figure_counts_as_often_as_it_was_published(tmp_path, monkeypatch):
    """Three times 1.5 and once 20%, which was wrong: printed twice, one of three is missing."""
    (tmp_path / "small.csv").write_text("figure,times\n1.5,3\n20%,1\n", encoding="utf-8")
    (tmp_path / "errors").mkdir()
    (tmp_path / "errors/small.csv").write_text("figure,times,ours,rule\n20%,1,25%,C081\n", encoding="utf-8")
    monkeypatch.setattr("recall.PUBLISHED", tmp_path)
    monkeypatch.setattr("recall.ERRORS", tmp_path / "errors")
    found = recall("small", "1.5 和 1.50")
    assert (round(found.occurrences), found.distinct, found.counted_out) == (67, 100, 25)
    assert found.missing == {"1.5": 1}
    assert recall("small", "1.5 25%").distinct == 100


@pytest.mark.parametrize("name", SEEDS)
def test_a_report_is_measured_by_its_figures_alone(name):
    """Figures and times, in the order of value: no word of the text, and nothing of its order."""
    text = (PUBLISHED / f"{name}.csv").read_text("utf-8")
    assert re.fullmatch(r"figure,times\n([\d.]+%?,\d+\n)+", text)
    assert text == as_csv(published(name))
    assert (ERRORS / f"{name}.csv").is_file()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,234.50 和 1234.5", {"1234.5": 2}),
        ("99%、99 和 2. 35", {"99%": 1, "2.35": 1}),
        ("2021年 12月 100个", {"2021": 1, "100": 1}),
    ],
)
def test_what_counts_as_a_figure(text, found):
    assert figures(text) == Counter(found)


# -- where the published texts are kept too -----------------------------------------------------------


@pytest.fixture(scope="module")
def tool():
    """The tool by which a published report is compared, which counts in its own way."""
    if not TOOL.is_file():
        pytest.skip(f"the published texts are not kept here: no {TOOL}")
    spec = importlib.util.spec_from_file_location("figure_recall", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("name", "text"), SEEDS.items())
def test_the_figures_are_those_of_the_published_text(tool, name, text):
    assert published(name) == tool.figures((SHARED / "seeds" / text).read_text("utf-8"))


def test_the_tool_measures_the_same(tool, sample, tmp_path):
    name, generated = NAMES[sample.name], tmp_path / "report.html"
    generated.write_bytes(sample.files["html"])
    command = [sys.executable, TOOL, SHARED / "seeds" / SEEDS[name], generated, "--except", ERRORS / f"{name}.csv"]
    told = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    found = recall(name, text_of_html(sample.files["html"]))
    assert re.findall(r"= ([\d.]+)%", told) == [
        f"{share:.1f}" for share in (found.occurrences, found.distinct, found.counted_out)
    ]

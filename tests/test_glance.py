"""一图读懂: a page that an edition may open with; it tells nothing that the report doesn't tell."""

import json
import shutil
from pathlib import Path

import pytest

from reportgen.build import assemble
from reportgen.document.reading import places
from reportgen.document.tree import squeeze, text_of
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.xlsx import write_xlsx

ROOT = Path(__file__).parents[1]
OURS = """\
extends: {edition}
title: 加一页
parts:
  glance: {{first: true, heading: "{{year}}年度部门决算一图读懂", sections: [glance]}}
"""
FOLDERS = {
    "data/dongxihu-hrss/2021": "hubei-2021",
    "data/donghu-hrss/2023": "hubei-2023",
    "tests/everything/2023": "hubei-2023",
}


@pytest.fixture(scope="module", params=FOLDERS)
def made(request, tmp_path_factory):
    """The report by an edition of the project that opens with the page, and the report without it."""
    source, edition = ROOT / request.param, FOLDERS[request.param]
    home = tmp_path_factory.mktemp("unit")
    for year in source.parent.iterdir():
        if year.is_dir():
            shutil.copytree(year, home / year.name)
    own = home / "templates" / "final-accounts" / "ours"
    own.mkdir(parents=True)
    (own / "edition.yaml").write_text(OURS.format(edition=edition), encoding="utf-8")
    data = home / source.name / "部门.yaml"
    data.write_text(data.read_text(encoding="utf-8").replace(f"版式: {edition}", "版式: ours"), encoding="utf-8")
    return assemble(home / source.name), assemble(source)


def glance(made):
    (found,) = (e for e in made.document.body.iter("section") if e.get("id") == "glance")
    return found


def test_the_report_opens_with_it(made):
    with_it, _ = made
    parts = [e.get("id") for e in with_it.document.body.iter("section") if e.get("class") == "part"]
    assert parts == ["glance", *(f"part-{n}" for n in range(1, 7))]
    first = next(a for a in with_it.document.body.iter("a"))
    assert first.get("href") == "#glance"
    assert text_of(first).endswith("一图读懂")


def test_nothing_is_found_that_is_not_found_without_it(made):
    with_it, without = made
    assert [(f.code, f.message) for f in with_it.findings] == [(f.code, f.message) for f in without.findings]


def test_a_figure_reads_as_in_the_rest_of_the_report(made):
    with_it, without = made
    told = {(p.key, squeeze(p.text).removeprefix("-")) for p in places(without.document.root)}
    here = {(p.key, squeeze(p.text).removeprefix("-")) for p in places(glance(with_it))}
    own = {key for key, _ in here - told}
    assert all(".占.本年支出合计" in key or key.endswith(".增减额") or key.startswith("上年.") for key in own)
    assert {"收入总计", "支出总计"} <= {key for key, _ in here}


def test_the_largest_uses_come_first(made):
    with_it, _ = made
    table = next(t for t in glance(with_it).iter("table") if "次序" in text_of(t))
    values = [float(d.get("value")) for d in table.iter("data") if ".占." not in d.get("data-key")]
    report = with_it.book
    uses = [
        f.value
        for key in places(with_it.document.root)
        if (f := report.resolve(key.key)).key.startswith("支出.") and len(f.key) == len("支出.2080101")
    ]
    assert values == sorted(values, reverse=True)
    assert 0 < len(values) <= 5
    assert values[0] == float(max(uses))


def test_every_format_can_be_written(made):
    with_it, _ = made
    words = "花在哪些方面"
    assert words in write_html(with_it.document).decode()
    assert write_docx(with_it.document)
    assert write_xlsx(with_it.document)


def test_the_strip_is_of_more_than_one_part_and_adds_up_to_the_whole(made):
    with_it, _ = made
    (strip,) = (f for f in glance(with_it).iter("figure") if f.get("data-chart") == "strip")
    parts = [with_it.book.resolve(point["key"]).value for point in json.loads(strip.get("data-series"))]
    assert len(parts) > 1
    assert sum(parts) == with_it.book.resolve("本年支出合计").value


def test_money_is_told_beside_its_budget_and_results_beside_their_projects(made):
    with_it, _ = made
    keys = {p.key for p in places(glance(with_it))}
    projects = [x.name for x in with_it.book.loaded.data.projects]
    assert {f"项目.{name}.得分" for name in projects} <= keys
    assert any(key.startswith("支出.一般公共.完成率.") for key in keys)

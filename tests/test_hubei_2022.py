"""The worked example of docs/editions.md: a folder of YAML is a new edition; a project changes a sentence."""

import shutil
from pathlib import Path

import pytest

from reportgen.build import assemble
from reportgen.document.tree import squeeze, text_of

ROOT = Path(__file__).parents[1]
EDITION = ROOT / "templates" / "final-accounts" / "hubei-2022"


def project(folder, edition="hubei-2022"):
    """A project of its own with the 2021 sample under another edition."""
    shutil.copytree(ROOT / "data" / "dongxihu-hrss" / "2021", folder / "2021")
    department = folder / "2021" / "部门.yaml"
    department.write_text(department.read_text("utf-8").replace("版式: hubei-2021", f"版式: {edition}"), "utf-8")
    return folder / "2021"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return assemble(project(tmp_path_factory.mktemp("unit")))


@pytest.fixture(scope="module")
def old():
    """The sample as it is, under hubei-2021."""
    return assemble(ROOT / "data" / "dongxihu-hrss" / "2021")


def lines(table):
    """label -> line number, of both legs."""
    found = {}
    for row in table.rows:
        label = ""
        for cell in row.cells:
            if cell.kind == "label":
                label = cell.text.split("、")[-1].replace("　", "")
            elif cell.kind == "line":
                found.setdefault(label, []).append(cell.text)
    return found


def paragraphs(made):
    return [squeeze(text_of(e)) for e in made.document.root.iter() if e.tag in ("p", "h2")]


def test_the_edition_is_a_folder_without_python():
    assert {p.suffix for p in EDITION.rglob("*") if p.is_file()} == {".yaml"}


def test_last_years_data_build_with_it_and_nothing_new_is_found(made, old):
    assert (made.errors, made.pending) == ((), ())
    of_another_year = ("C213", "C214")
    assert [f.code for f in made.findings if f.code not in of_another_year] == [f.code for f in old.findings]


def test_tables_are_numbered_1_to_9_and_three_public_is_the_last(made):
    assert [t.label for t in made.tables] == [f"表{n}" for n in range(1, 10)]
    names = "summary income spending fiscal general basic government-fund state-capital three-public"
    assert " ".join(t.definition.id for t in made.tables) == names
    assert made.tables[-1].definition.title == "财政拨款“三公”经费支出决算表"
    assert "九、财政拨款“三公”经费支出决算表（表9）" in [squeeze(text_of(e)) for e in made.document.root.iter("li")]
    assert "九、财政拨款“三公”经费支出决算情况说明" in paragraphs(made)


def test_table_1_has_lines_1_to_31_and_32_to_62(made):
    found = lines(made.tables[0])
    assert sorted(int(c.text) for row in made.tables[0].rows for c in row.cells if c.kind == "line") == [*range(1, 63)]
    assert found["一般公共服务支出"] == ["32"]
    assert found["抗疫特别国债安排的支出"] == ["57"]
    assert (found["本年收入合计"], found["本年支出合计"], found["总计"]) == (["27"], ["58"], ["31", "62"])
    assert (found["年初结转和结余"], found["年末结转和结余"]) == (["29"], ["60"])


def test_the_note_below_table_1_counts_the_new_lines(made):
    notes = " ".join(made.tables[0].notes)
    for formula in (
        "27行＝（1＋2＋3＋4＋5＋6＋7＋8）行",
        "31行＝（27＋28＋29）行",
        "58行＝（32＋33＋…＋57）行",
        "62行＝（58＋59＋60）行",
    ):
        assert formula in notes
    assert "本套报表金额单位转换时可能存在尾数误差。" in notes


def test_figures_are_those_of_the_old_edition(made, old):
    assert lines(old.tables[0])["总计"] == ["30", "60"]
    for key in ("收入总计", "支出总计", "支出.208", "人员经费", "整体自评.得分"):
        assert made.book.printed(made.book.resolve(key)) == old.book.printed(old.book.resolve(key))


# -- a project's own words -------------------------------------------------------------------------


def override(folder, file, text):
    """An edition of the project itself, on top of hubei-2022, with one template."""
    own = folder / "templates" / "final-accounts" / "ours"
    (own / file).parent.mkdir(parents=True, exist_ok=True)
    (own / "edition.yaml").write_text("extends: hubei-2022\n", encoding="utf-8")
    (own / file).write_text(text, encoding="utf-8")
    return assemble(project(folder, "ours"))


def test_a_project_overrides_one_sentence(made, tmp_path):
    other = override(
        tmp_path,
        "sections/assets.html",
        """\
{% extends "super" %}
{% block total %}
<p>年末，{{ short }}有车{{ p.amount("车辆.合计") }}。</p>
{% endblock %}
""",
    )
    before, after = paragraphs(made), paragraphs(other)
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert changed == [(next(t for t in before if t.startswith("截至2021年12月31日")), "年末，区人社局有车1辆。")]
    assert other.errors == ()


def test_a_project_adds_a_sentence_to_what_stands_there(made, tmp_path):
    other = override(
        tmp_path,
        "sections/total.html",
        """\
{% extends "super" %}
{% block totals %}
{{ super() }}
<p>本年支出合计{{ p.amount("本年支出合计") }}。</p>
{% endblock %}
""",
    )
    assert set(paragraphs(other)) - set(paragraphs(made)) == {"本年支出合计3,401.90万元。"}
    assert set(paragraphs(made)) <= set(paragraphs(other))


def test_a_project_overrides_the_words_of_a_macro_everywhere(made, tmp_path):
    other = override(
        tmp_path,
        "macros.html",
        """\
{% extends "super" %}
{% block yoy %}较上年{{ subject }}{{ p.changed(key) }}{{ p.because(key) }}。{% endblock %}
""",
    )
    text = "\n".join(paragraphs(other))
    assert "较上年收入合计" in text
    assert "较上年机关运行经费" in text
    assert "与2020年度相比，收入合计" in "\n".join(paragraphs(made))
    assert "与2020年度相比，收入合计" not in text
    assert other.errors == ()

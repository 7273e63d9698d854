"""How a template is laid out: a line break prints nothing, no line is long, one macro is overridden by itself,
no word is compared.
"""

from pathlib import Path

import pytest
from jinja2 import DictLoader, nodes

import small
from reportgen.build import assemble
from reportgen.compose.template import LayerLoader
from reportgen.compose.template.sandbox import OPTIONS, ReportEnvironment
from reportgen.document.tree import squeeze, text_of
from reportgen.lint import lint

ROOT = Path(__file__).parents[1]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LONGEST = 160
KIND = "部门决算公开"


def printed(text: str, **values: object) -> str:
    return ReportEnvironment(loader=DictLoader({"a.html": text}), **OPTIONS).get_template("a.html").render(values)


class TestALineBreakPrintsNothing:
    @pytest.mark.parametrize(
        ("text", "prints"),
        [
            ("本年收入{{ n }}万元，\n    本年支出{{ n }}万元。", "本年收入7万元，本年支出7万元。"),
            ("<p>\n  甲\n  {{ n }}\n  乙\n</p>", "<p>甲7乙</p>"),
            ("{{ n }}\n{{ n }}", "77"),
            ("甲\n  {% if n %}\n    ，乙\n  {% endif %}\n丙", "甲，乙丙"),
            ("甲\n\n\n乙", "甲乙"),
            ("甲{# 说明 #}\n乙", "甲乙"),
            ("甲\r\n  乙", "甲乙"),
            ("{% for x in [1, 2] %}\n  {{ x }}\n  {{ '；' if not loop.last }}\n{% endfor %}\n。", "1；2。"),
        ],
    )
    def test_between_the_pieces_of_a_sentence(self, text, prints):
        assert printed(text, n=7) == prints

    @pytest.mark.parametrize(
        ("text", "prints"),
        [
            ("PDF\n  files", "PDF files"),
            ("共 3\n5 页", "共 3 5 页"),
            ("PDF\n文件", "PDF文件"),
            ("PDF\n{{ n }}", "PDF7"),
            ("共 {{ n }} 页", "共 7 页"),
            ("<p>a</p>\n<p>b</p>", "<p>a</p><p>b</p>"),
        ],
    )
    def test_but_a_blank_between_two_latin_words(self, text, prints):
        assert printed(text, n=7) == prints

    def test_and_a_blank_between_the_attributes_of_a_tag(self):
        assert printed('<td class="num"\n  {% if n %} id="a"{% endif %}\n  colspan="2">\n甲\n</td>', n=7).split() == [
            "<td",
            'class="num"',
            'id="a"',
            'colspan="2">甲</td>',
        ]

    def test_what_a_figure_or_words_hold_is_left_as_it_is(self):
        assert printed("{{ words }}", words="甲\n 乙") == "甲\n 乙"


@pytest.mark.parametrize("path", TEMPLATES, ids=[str(p.relative_to(ROOT / "templates")) for p in TEMPLATES])
class TestEveryTemplate:
    def test_has_no_long_line(self, path):
        assert [n for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if len(line) > LONGEST] == []

    def test_compares_with_no_word(self, path):
        """What a row, a verdict or a budget is, it is asked by name: a word may be put otherwise one day."""
        tree = ReportEnvironment(**OPTIONS).parse(path.read_text("utf-8"))
        for compared in tree.find_all(nodes.Compare):
            for operand in (node for node in compared.ops if node.op in ("eq", "ne")):
                assert not any(_words(side) for side in (compared.expr, operand.expr)), f"{path.name}:{compared.lineno}"
            for operand in (node for node in compared.ops if node.op in ("in", "notin")):
                assert not isinstance(operand.expr, nodes.List | nodes.Tuple), f"{path.name}:{compared.lineno}"
        for test in tree.find_all((nodes.Filter, nodes.Test)):
            assert not any(_words(a) for a in test.args[1:] if test.name in ("selectattr", "rejectattr")), path.name


def _words(node: nodes.Node) -> bool:
    return any(isinstance(n.value, str) for n in [node, *node.find_all(nodes.Const)] if isinstance(n, nodes.Const))


# -- one macro -------------------------------------------------------------------------------------

YOY = (
    '{% extends "super" %}\n{% macro yoy(key, subject="") %}\n '
    " 较上年{{ subject }}{{ p.changed(key) }}。\n{% endmacro %}\n"
)


def project(folder: Path, name: str, text: str) -> Path:
    """A project with a layer of its own that has this one file, and a department-year that uses it."""
    ours = folder / "templates/final-accounts/ours"
    (ours / name).parent.mkdir(parents=True)
    (ours / "edition.yaml").write_text("extends: hubei-2023\n", "utf-8")
    (ours / name).write_text(text, "utf-8")
    return small.write(
        folder / "2023",
        报告="\n  部门决算公开: {版式: ours, 预算口径: 年初预算}",
        上年数="{收入总计: 100, 本年收入合计: 100}",
    )


def sentences(made) -> list[str]:
    return [squeeze(text_of(p)) for p in made.document.root.iter("p")]


class TestOneMacro:
    def test_an_edition_overrides_one_and_inherits_the_rest(self, tmp_path):
        made = assemble(project(tmp_path, "macros.html", YOY), draft=True)
        told = [s for s in sentences(made) if "收入合计" in s]
        assert any("较上年收入合计增加" in s for s in told)
        assert not any("与2022年度相比，收入合计" in s for s in told)
        assert made.document.root.find(".//table[@class='statement']") is not None  # m.statement is the one below

    def test_and_every_macro_that_calls_it_prints_the_new_one(self, tmp_path):
        layers = [tmp_path / name for name in ("ours", "base")]
        for layer in layers:
            layer.mkdir()
        below = "{% macro inner(x) %}旧{{ x }}{% endmacro %}{% macro outer(x) %}（{{ inner(x) }}）{% endmacro %}"
        (layers[1] / "m.html").write_text(below, "utf-8")
        (layers[0] / "m.html").write_text(
            '{% extends "super" %}{% macro inner(x) %}新{{ super() }}{% endmacro %}', "utf-8"
        )
        (layers[0] / "a.html").write_text(
            '{% import "m.html" as m with context %}{{ m.outer(1) }}{{ m.inner(2) }}', "utf-8"
        )
        made = ReportEnvironment(loader=LayerLoader(tuple(layers)), **OPTIONS)
        assert made.get_template("a.html").render() == "（新旧1）新旧2"

    def test_a_helper_of_its_own_replaces_nothing(self, tmp_path):
        own = (
            '{% extends "super" %}\n{% macro mine(x) %}（{{ x }}）{% endmacro '
            '%}\n{% block more %}<p>{{ mine("另记") }}</p>{% endblock %}\n'
        )
        folder = project(tmp_path, "sections/income.html", own)
        assert "（另记）" in sentences(assemble(folder, draft=True))
        assert lint(KIND, "ours", tmp_path) == []

    def test_the_lint_knows_a_macro_by_its_name(self, tmp_path):
        project(
            tmp_path,
            "macros.html",
            '{% extends "super" %}\n{% block yoy %}较上年{{ p.changed(key) }}。{% endblock %}\n',
        )
        assert lint(KIND, "ours", tmp_path) == []

    def test_other_arguments_than_below_are_told(self, tmp_path):
        project(
            tmp_path,
            "macros.html",
            '{% extends "super" %}\n\n{% macro yoy(which) %}较上年{{ p.changed(which) }}。{% endmacro %}\n',
        )
        (found,) = lint(KIND, "ours", tmp_path)
        assert found.code == "E009"
        assert str(found.source) == "templates/final-accounts/ours/macros.html:3:1"
        assert 'yoy(key, subject="")' in found.message

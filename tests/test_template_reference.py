"""docs/template-reference.md tells all that a template may ask, and every example in it prints."""

import sys
from pathlib import Path

import pytest
from jinja2 import nodes
from jinja2.defaults import DEFAULT_FILTERS, DEFAULT_NAMESPACE

import small
from reportgen.compose import composed
from reportgen.compose.documented import pages_of
from reportgen.compose.phrases import Phrases
from reportgen.compose.tables import lay_out
from reportgen.compose.template import macros_of
from reportgen.compose.template_context import GIVEN_TO_SECTIONS
from reportgen.compose.template_filters import TemplateFilters

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"
sys.path.insert(0, str(ROOT / "scripts"))

import template_page  # noqa: E402 - a script, not a package

BY_NAME = {shown.partition("(")[0]: page for shown, page in template_page.variables()}
MACROS = {(file, shown): page for file in template_page.MACRO_FILES for shown, page in template_page.macros(file)}
EXAMPLES = [
    *((f"p.{name}", page.example, "") for name, page in pages_of(Phrases).items()),
    *((name, page.example, "") for name, page in BY_NAME.items()),
    *((f"|{name}", page.example, "") for name, page in pages_of(TemplateFilters).items()),
    *(
        (f"{file} {shown}", page.example, template_page._import(file, template_page.MACRO_FILES[file][0]))
        for (file, shown), page in MACROS.items()
    ),
]


def trees():
    env = template_page.samples()[0].env
    return {
        path.relative_to(TEMPLATES).as_posix(): env.parse(path.read_text("utf-8")) for path in TEMPLATES.rglob("*.html")
    }


def included(tree):
    """The includes of a template that name a file outright."""
    return [node for node in tree.find_all(nodes.Include) if isinstance(node.template, nodes.Const)]


def names_in(tree):
    """What a template names itself: what it sets, loops over, imports, and its macros with their arguments."""
    bound = {n.name for n in tree.find_all(nodes.Name) if n.ctx in ("store", "param")}
    return bound | {m.name for m in tree.find_all(nodes.Macro)} | {i.target for i in tree.find_all(nodes.Import)}


def test_the_page_is_what_the_script_makes():
    assert (ROOT / "docs/template-reference.md").read_text("utf-8") == template_page.page(), "请 make docs"


class TestNothingIsMissing:
    def test_every_phrase_has_its_page(self):
        assert {name for name in dir(Phrases) if not name.startswith("_")} == set(pages_of(Phrases))

    def test_every_variable_that_a_report_is_given_has_its_page(self, tmp_path, monkeypatch):
        given = {}
        monkeypatch.setattr(composed, "render", lambda env, name, context: given.update(context) or "<html/>")
        book = small.report(tmp_path)
        composed.compose(book, lay_out(book), book.edition.kind)
        assert set(given) == set(BY_NAME)

    def test_every_variable_that_a_template_reads_is_told(self):
        """Those of the report, those that report.html sets for its sections, and those of the other templates."""
        parsed = trees()
        for name, tree in parsed.items():
            including = [
                t
                for t in parsed.values()
                if any(i.template.as_const() == name.split("/base/")[-1] for i in included(t))
            ]
            told = {*BY_NAME, *GIVEN_TO_SECTIONS, *DEFAULT_NAMESPACE, "loop", "super", "self", "caller"}
            told |= {*template_page.OTHER_VARIABLES.get(Path(name).name, {})}
            read = {n.name for n in tree.find_all(nodes.Name) if n.ctx == "load"}
            assert read - told - names_in(tree) - {n for t in including for n in names_in(t)} == set(), name

    def test_every_filter_of_ours_has_its_page(self):
        ours = {name for name in template_page.samples()[0].env.filters if not name.startswith("_")}
        assert ours - {*DEFAULT_FILTERS} == set(pages_of(TemplateFilters))

    def test_every_macro_that_others_import_has_its_page(self):
        imported = {
            node.template.value for tree in trees().values() for node in tree.find_all((nodes.Import, nodes.FromImport))
        }
        assert imported == {Path(file).name for file in template_page.MACRO_FILES}
        over = {name for name, tree in trees().items() if any(tree.find_all(nodes.Extends))}  # told where they say more
        homes = {name for name in trees() if Path(name).name in imported} - over
        assert homes == set(template_page.MACRO_FILES)
        assert [key for key, page in MACROS.items() if not page.says or not page.example] == []
        assert len(MACROS) == sum(len(macros_of(trees()[file])) for file in template_page.MACRO_FILES)


@pytest.mark.parametrize(("example", "imports"), [case[1:] for case in EXAMPLES], ids=[case[0] for case in EXAMPLES])
def test_every_example_prints_in_a_sample(example, imports):
    assert template_page.printed(example, imports)

"""Templates of all layers -> syntax errors, blocks that override nothing, and figures that nobody knows,
by file:line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes
from jinja2.meta import find_referenced_templates

from reportgen.compose.composed import compose
from reportgen.compose.documented import Page, pages_of
from reportgen.compose.numbered_charts import NumberedCharts
from reportgen.compose.phrases import Phrases
from reportgen.compose.tables import LaidTable
from reportgen.compose.template import LayerLoader, environment, macros_of, signature, syntax_in_chinese
from reportgen.compose.template_context import TemplateContext
from reportgen.document import Document
from reportgen.figures import FigureBook
from reportgen.lint.files import Gathered, nearest, shown
from reportgen.lint.tables import known
from reportgen.model.finding import DataUnusable, Level, Source
from reportgen.model.selection import NotAnAddress, parse

DOCUMENTS = ("report.html", "slip.html", "questions.html", "reply.html", "correction.html")
"""The templates that are written whole: the report, what a file for review has besides, and a notice of correction."""
UNKNOWN, NOTHING, BROKEN, UNREAD = "E005", "E009", "E001", "E007"
TYPED = re.compile(r"\d[\d,]*\.\d+\s*(?:亿元|万元|元|%|％)")
CALLED: Mapping[str, Page] = {**pages_of(TemplateContext), **pages_of(NumberedCharts)}
"""What a template calls by its bare name."""
KEY_NAMES = ("key", "whole")
"""What an argument of a macro is called that is the key of a figure."""


class Templates:
    """Every template that the edition can reach, parsed, with the layer it stands in."""

    def __init__(self, gathered: Gathered) -> None:
        self.gathered, self.env = gathered, environment(gathered.folders)
        self.loader = LayerLoader(gathered.folders.layers)
        self.parsed: dict[Path, nodes.Template] = {}
        self.files: dict[str, list[Path]] = {}
        todo = [*DOCUMENTS, *(f"sections/{ident}.html" for ident in gathered.section_ids())]
        while todo:
            name = todo.pop()
            if name not in self.files:
                self.files[name] = []
                todo.extend(self._read(name))

    def _read(self, name: str) -> Iterator[str]:
        """One template in its layers, down to the first that doesn't extend the one below."""
        for _, path in self.gathered.layers_with(name):
            try:
                tree = self.env.parse(path.read_text(encoding="utf-8"))
            except TemplateSyntaxError as error:
                self.gathered.add_finding(
                    BROKEN,
                    f"模板写法不对：{syntax_in_chinese(error.message or '')}",
                    Source(shown(path), error.lineno, 1),
                )
                return
            self.files[name].append(path)
            self.parsed[path] = tree
            references = list(find_referenced_templates(tree))
            yield from (r for r in references if r and r != "super")
            if "super" not in references:
                return

    def reads(self) -> dict[str, set[str]]:
        """What templates read of the edition's settings: `edition.X` under '', `words.X` under words …"""
        found: dict[str, set[str]] = {"": set(), "words": set(), "weights": set(), "phrases": set()}
        for tree in self.parsed.values():
            for node in tree.find_all(nodes.Getattr):
                if isinstance(node.node, nodes.Name):
                    owner = "" if node.node.name == "edition" else node.node.name
                    found.setdefault(owner, set()).add(node.attr)
        return found

    def references(self) -> None:
        """Templates that are named and not there, or stand outside the edition; in branches that are not taken too."""
        for path, tree in self.parsed.items():
            for node in tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
                name = getattr(
                    getattr(node, "template", None), "value", "super"
                )  # one that is put together is told when it is composed
                if isinstance(name, str) and name != "super" and self.loader.locate(name) is None:
                    outside = name.startswith(("/", "\\")) or ".." in name
                    near = "模板只能用版式文件夹里的文件" if outside else nearest(name, self._all())
                    self.gathered.add_finding(UNKNOWN, f"没有模板「{name}」", Source(shown(path), node.lineno, 1), near)

    def _all(self) -> set[str]:
        return {
            path.relative_to(layer).as_posix()
            for layer in self.gathered.folders.layers
            for path in layer.rglob("*.html")
        }

    def typed(self) -> None:
        """Amounts and rates that are written out in the edition's own templates: nobody checks them."""
        own = self.gathered.folders.layers[0]
        for path in self.parsed:
            source = path.read_text(encoding="utf-8") if path.is_relative_to(own) else ""
            for first, kind, text in self.env.lex(source):
                for found in TYPED.finditer(text) if kind == "data" else ():
                    line = first + text.count("\n", 0, found.start())
                    self.gathered.add_finding(
                        "E003",
                        f"模板里手打了数「{found[0]}」：数据变了它不变，也没有谁核对",
                        Source(shown(path), line, 1),
                        '请向 p 要，如 {{ p.amount("收入总计") }}',
                        Level.WARNING,
                    )

    def unused(self) -> None:
        """Templates in the edition's own folder that nothing includes."""
        own = self.gathered.folders.layers[0]
        elsewhere = {f"sections/{section}.html" for section in self.gathered.of_variants()[1]}
        for path in sorted(own.rglob("*.html")):
            name = path.relative_to(own).as_posix()
            if name not in self.files and name not in elsewhere:
                self.gathered.add_finding(
                    UNREAD, "这个模板没有哪里用到", Source(shown(path), 1, 1), nearest(name, self.files)
                )

    def blocks(self) -> None:
        """A block or macro of a template that extends must be one of the template below."""
        for name, paths in self.files.items():
            for number, path in enumerate(paths):
                below = paths[number + 1 :]
                if not any(True for _ in self.parsed[path].find_all(nodes.Extends)):
                    continue
                if not below:
                    self.gathered.add_finding(
                        NOTHING, f'下面各层没有 {name}，不能 extends "super"', Source(shown(path), 1, 1)
                    )
                self._blocks(name, path, [self.parsed[p] for p in below])

    def _blocks(self, name: str, path: Path, below: list[nodes.Template]) -> None:
        """The blocks and macros of one template that replace none of those below, and macros that are called otherwise
        there.
        """
        macros = {macro.name: macro for tree in below[::-1] for macro in macros_of(tree).values()}
        known = [*macros, *(block.name for tree in below for block in tree.find_all(nodes.Block))]
        for block in self.parsed[path].find_all(nodes.Block):
            if block.name not in known:
                message = f"下面各层的 {name} 没有叫「{block.name}」的 block，这一段不会印出来"
                place = Source(shown(path), block.lineno, 1)
                self.gathered.add_finding(NOTHING, message, place, nearest(block.name, known))
        for macro in macros_of(self.parsed[path]).values():
            if macro.name not in known and macro.name not in self._called():
                message = f"下面各层的 {name} 没有叫「{macro.name}」的宏，也没有哪里用它"
                self.gathered.add_finding(
                    NOTHING, message, Source(shown(path), macro.lineno, 1), nearest(macro.name, macros)
                )
            if macro.name in macros and signature(macro) != (as_below := signature(macros[macro.name])):
                message = f"下面各层的 {name} 里这个宏是 {as_below}，换一个写法也要用同样的参数"
                self.gathered.add_finding(NOTHING, message, Source(shown(path), macro.lineno, 1))

    def _called(self) -> set[str]:
        """Every name that a template calls, or may: what it reads, has of another and takes from it."""
        found: set[str] = set()
        for tree in self.parsed.values():
            found |= {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
            found |= {node.attr for node in tree.find_all(nodes.Getattr)}
            for node in tree.find_all(nodes.FromImport):
                found |= {name[0] if isinstance(name, tuple) else name for name in node.names}
        return found

    def figures(self, book: FigureBook) -> None:
        """Every key that a template writes out, in branches that are not taken too; and phrases that don't exist."""
        phrases, macros = pages_of(Phrases), self._keys_of_macros()
        for path, tree in self.parsed.items():
            for call in tree.find_all(nodes.Call):
                place = Source(shown(path), call.lineno, 1)
                owner = call.node.node if isinstance(call.node, nodes.Getattr) else None
                if isinstance(call.node, nodes.Getattr) and isinstance(owner, nodes.Name) and owner.name == "p":
                    method = call.node.attr
                    if method not in phrases:
                        self.gathered.add_finding(UNKNOWN, f"没有「p.{method}」", place, nearest(method, phrases))
                    self._keys(book, call, phrases[method].keys if method in phrases else (), place)
                    if method == "codes":
                        self._pick(call, place)
                else:
                    name = call.node.attr if isinstance(call.node, nodes.Getattr) else getattr(call.node, "name", "")
                    keys = macros.get(name) or (CALLED[name].keys if owner is None and name in CALLED else ())
                    self._keys(book, call, keys, place)

    def _keys_of_macros(self) -> dict[str, tuple[int, ...]]:
        """Which arguments of the macros are keys."""
        return {
            name: tuple(n for n, argument in enumerate(macro.args) if argument.name in KEY_NAMES)
            for tree in self.parsed.values()
            for name, macro in macros_of(tree).items()
        }

    def _keys(self, book: FigureBook, call: nodes.Call, positions: tuple[int, ...], place: Source) -> None:
        for position in positions:
            argument = call.args[position] if position < len(call.args) else None
            if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
                known(self.gathered, book, argument.value, place, "模板里的")

    def _pick(self, call: nodes.Call, place: Source) -> None:
        first = call.args[0] if call.args else None
        if isinstance(first, nodes.Const):
            try:
                parse(str(first.value))
            except NotAnAddress as error:
                self.gathered.add_finding(
                    UNKNOWN, f"模板里的「{first.value}」里「{error.part}」不是资金、类别、科目", place
                )


def composed(gathered: Gathered, book: FigureBook, laid: tuple[LaidTable, ...]) -> Document | None:
    """The document of a specimen; a finding with file and line when a template fails on it."""
    try:
        return compose(book, laid, gathered.edition.kind).document
    except DataUnusable as unusable:
        for finding in unusable.findings:
            place = gathered.in_full(finding.source) or _of_section(gathered, unusable.heading)
            if not any(
                f.source and place and (f.source.file, f.source.line) == (place.file, place.line)
                for f in gathered.findings
            ):
                gathered.add_finding(UNKNOWN, f"用样例数据排版时：{finding.message}", place)
    return None


def _of_section(gathered: Gathered, heading: str) -> Source | None:
    """The template of the section of this heading (三、支出决算情况说明), the edition's own first."""
    sections = [section for part in gathered.edition.parts for section in part.sections if section.heading]
    named = (s for s in sections if heading == s.heading or heading.endswith(f"、{s.heading}"))
    return next((gathered.place(f"sections/{section.id}.html", "{% block") for section in named), None)

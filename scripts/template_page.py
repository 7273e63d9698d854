"""What templates may ask, from the pages on it -> docs/template-reference.md;
`--check` only says whether it is up to date.

Each example is printed in the first of the samples where it prints something.
"""

from __future__ import annotations

import inspect
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import TemplateError, nodes

from reportgen.build import BuiltReport, assemble
from reportgen.compose.documented import Page, offered, pages_of
from reportgen.compose.numbered_charts import NumberedCharts
from reportgen.compose.phrases import Phrases
from reportgen.compose.phrases.comparisons import ComparisonPhrases
from reportgen.compose.phrases.figures import FigurePhrases
from reportgen.compose.phrases.lists import ListPhrases
from reportgen.compose.phrases.words import Words
from reportgen.compose.template import environment, macros_of, signature
from reportgen.compose.template.sandbox import ReportEnvironment
from reportgen.compose.template_context import GIVEN_TO_SECTIONS, TemplateContext, context_of
from reportgen.compose.template_filters import TemplateFilters
from reportgen.document.tree import squeeze, text_of
from reportgen.figures import UnknownKey
from reportgen.model.department import DepartmentYear
from reportgen.model.values import Record
from reportgen.publish.correct import documents
from reportgen.review.draft import cover_sheet, reply

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "template-reference.md"
SAMPLES = (
    *(
        f"data/{name}"
        for name in (
            "dongxihu-hrss/2021",
            "donghu-hrss/2023",
            "dongxihu-hrss/2020",
            "pingqiao-hrss/2022",
            "jianghan-hrss/2022",
        )
    ),
    "tests/shanghai/published/2024",
)
LONGEST = 60
MACRO_FILES = {
    "shared/macros.html": ("m", "每种报告"),
    "final-accounts/base/forms.html": ("f", "部门决算公开"),
    "final-accounts/base/summaries.html": ("s", "部门决算公开"),
    "final-accounts/base/reports.html": ("r", "部门决算公开"),
    "final-accounts/shanghai-2024/account-words.html": ("a", "上海的部门决算公开"),
    "budget/base/words.html": ("w", "部门预算公开"),
    "budget/base/forms.html": ("f", "部门预算公开"),
}
"""Files of macros that other templates import, the name under which they do, and for which kind."""
OTHER_VARIABLES = {**cover_sheet.VARIABLES, reply.TEMPLATE: reply.VARIABLES, documents.TEMPLATE: documents.VARIABLES}
"""Of the templates that are no section of a report; the first two may ask all that a report may besides."""
PHRASES = (
    ("数", FigurePhrases, "一个数印成什么样，有没有可说的。"),
    ("人写的话", Words, "数据里的文字：原因、说明、日期。"),
    ("比较", ComparisonPhrases, "和上年比、和预算比、占比。增加、减少、持平这些词只在这里选。"),
    ("列举", ListPhrases, "有哪些科目、种类、资金，它们叫什么。"),
)
HEAD = """\
# 模板能问什么

<!-- 由 scripts/template_page.py 按登记的说明生成（make docs），请改 src/reportgen/compose 和 templates 里的说明，不要改这一页。 -->

做版式的人查这一页；怎么做版式，见[版式怎么做](editions.md)。箭头后面是例子在样例数据上印出来的（长的只印开头）。
键（`收入总计`、`支出.2080101.一般公共`）怎么写，见[数据怎么写](data-format.md)。

- 一句话可以写成几行，一个分句一行，前面可以空格：换行和它两边的空格什么也不印；两个英文词或数字中间的换行印一个空格。
- 一行不要超过 160 个字。
- 不要比较词：一行是什么、比预算怎样，问它自己（`.is_amount`、`.differs`）。
- 用 Jinja 的[语法](https://jinja.palletsprojects.com/en/stable/templates/)，也可以用它的过滤器；读不到文件，改不了数据。

"""


@dataclass(frozen=True)
class Sample:
    """One of the reports on which examples are printed."""

    made: BuiltReport
    env: ReportEnvironment
    context: Mapping[str, Any]


@cache
def samples() -> tuple[Sample, ...]:
    """The samples, assembled once."""
    found = []
    for name in SAMPLES:
        made = assemble(ROOT / name)
        env = environment(made.book.edition)
        env.filters.update(offered(TemplateFilters(made.book)))
        given = {"here": "part-3-income", "heading": "一、收入决算情况说明"}
        found.append(Sample(made, env, {**context_of(made.book, made.tables, Phrases(made.book)), **given}))
    return tuple(found)


def printed(example: str, imports: str = "") -> str:
    """What an example prints in the first sample where it prints something; '' where it does in none."""
    for sample in samples():
        try:
            text = sample.env.from_string(imports + example).render(sample.context)
            words = squeeze(text_of(ET.fromstring(f"<x>{text}</x>")))
        except (TemplateError, UnknownKey, AttributeError, LookupError, TypeError, ValueError, ET.ParseError):
            continue  # another kind of report has it
        if words:
            return words
    return ""


def page() -> str:
    """The whole page."""
    parts = [HEAD, "## p：数和说法\n\n"]
    for title, owner, told in PHRASES:
        parts.append(f"### {title}\n\n{told}\n\n")
        own = {name: page for name, page in pages_of(owner).items() if name in vars(owner)}
        parts += [_entry(f"p.{called(name, getattr(owner, name))}", page) for name, page in own.items()]
        parts.append("\n")
    parts.append("## 变量\n\n")
    parts += [_entry(shown, page) for shown, page in variables()]
    parts.append("\n每一节的模板还有：\n\n")
    parts += [f"- `{name}` {told}\n" for name, told in GIVEN_TO_SECTIONS.items()]
    parts.append("\n## 过滤器\n\n")
    parts += [_entry(f"各行|{name}", page) for name, page in pages_of(TemplateFilters).items()]
    parts.append("\n## 宏\n\n每个宏都能单独改写，见[改一句话](editions.md#改一句话)。\n")
    for file, (alias, kind) in MACRO_FILES.items():
        parts.append(f"\n### {file}（{kind}）\n\n`{_import(file, alias)}`\n\n")
        parts += [_entry(f"{alias}.{macro}", page, _import(file, alias)) for macro, page in macros(file)]
    parts += [
        "\n## 不是报告正文的模板\n",
        *_others(),
        "\n## 能改的 block 和宏\n\n",
        *_blocks(),
        "\n## data 里有什么\n\n",
        *_data(),
    ]
    return "".join(parts)


def variables() -> Iterator[tuple[str, Page]]:
    """What a template names itself, as it is written, with its page."""
    for owner in (TemplateContext, NumberedCharts):
        for name, page in pages_of(owner).items():
            member = inspect.getattr_static(owner, name)
            yield called(name, member) if inspect.isfunction(member) else name, page


def called(name: str, function: Callable[..., Any]) -> str:
    """amount(key, absolute=false): how a template calls a function."""
    told = []
    for parameter in [p for p in inspect.signature(function).parameters.values() if p.name != "self"]:
        default = parameter.default
        if parameter.kind is parameter.VAR_POSITIONAL:
            told.append(f"{parameter.name}…")
        elif default is parameter.empty:
            told.append(parameter.name)
        elif parameter.name != "source":  # only our own code knows places in the data
            value = f'"{default}"' if isinstance(default, str) else str(default).lower()
            told.append(f"{parameter.name}={value}")
    return f"{name}({', '.join(told)})"


def macros(file: str) -> Iterator[tuple[str, Page]]:
    """The macros of a file, each with what stands in the comment above it."""
    source = (ROOT / "templates" / file).read_text(encoding="utf-8")
    comments = dict(re.findall(r"\{# ((?:(?!#\}).)*?) #\}\s*\{% macro (\w+)\(", source, re.DOTALL))
    told = {name: text for text, name in comments.items()}
    for name, macro in macros_of(samples()[0].env.parse(source)).items():
        says, _, example = told.get(name, "").partition("。例：")
        if not example:
            says, _, example = told.get(name, "").partition("。\n   例：")
        yield signature(macro), Page(says, example)


def _import(file: str, alias: str) -> str:
    return f'{{% import "{Path(file).name}" as {alias} with context %}}'


def _entry(shown: str, page: Page, imports: str = "") -> str:
    words = printed(page.example, imports)
    words = words if len(words) <= LONGEST else f"{words[:LONGEST]}……"
    return f"- **`{shown}`** {page.says}。\n  `{page.example}` → {words}\n"


def _others() -> Iterator[str]:
    for file, given in OTHER_VARIABLES.items():
        besides = "，此外和报告一样" if file in cover_sheet.VARIABLES else ""
        yield f"\n`{file}`{besides}：\n\n"
        yield from (f"- `{name}` {told}\n" for name, told in given.items())


def _blocks() -> Iterator[str]:
    """Every template, with what an edition may replace in it."""
    yield "| 文件 | block | 宏 |\n|---|---|---|\n"
    for path in sorted((ROOT / "templates").rglob("*.html")):
        tree = samples()[0].env.parse(path.read_text(encoding="utf-8"))
        blocks = dict.fromkeys(block.name for block in tree.find_all(nodes.Block))
        told = (" ".join(f"`{name}`" for name in blocks), " ".join(f"`{name}`" for name in macros_of(tree)))
        yield f"| {path.relative_to(ROOT / 'templates').as_posix()} | {' | '.join(told)} |\n"


def _data() -> Iterator[str]:
    """The names of the data: what a template writes, and the key that a clerk writes."""
    yield "左边是模板里写的，右边是数据里的键；每个键的意思见[每一个键](reference.md)。没有写的是空的。\n\n"
    for name, info in DepartmentYear.model_fields.items():
        yield f"- `data.{name}` {info.alias}{_fields(get_type_hints(DepartmentYear)[name])}\n"


def _fields(hint: Any) -> str:
    record = _record(hint)
    if record is None:
        return ""
    hints = get_type_hints(record)
    return "：" + "、".join(f"`.{n}` {i.alias}{_below(hints[n])}" for n, i in record.model_fields.items())


def _below(hint: Any) -> str:
    return f"（{told[1:]}）" if (told := _fields(hint)) else ""


def _record(hint: Any) -> type[Record] | None:
    """The record that a type holds, whatever is around it."""
    if isinstance(hint, type) and issubclass(hint, Record):
        return hint
    if get_origin(hint) in (Union, UnionType, list, dict):
        return next((found for part in get_args(hint) if (found := _record(part))), None)
    return None


def main() -> None:
    """Write the page, or fail when it is not what it should be."""
    if "--check" in sys.argv[1:]:
        if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != page():
            sys.exit("docs/template-reference.md 不是最新的：请 make docs")
    else:
        PAGE.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

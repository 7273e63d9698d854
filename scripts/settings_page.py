"""The definitions of an edition's files -> docs/edition-settings.md: each key, its meaning, values and default."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from reportgen.editions.checksheet import ChecksheetFile
from reportgen.editions.settings import EditionFile
from reportgen.editions.subjects import SubjectList
from reportgen.editions.values import Definition, in_words
from reportgen.editions.written import KindFile, SectionFile, TableFile, TermDefinition
from reportgen.lint.definitions import definition_in, items_in, keys_of, values_in

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "edition-settings.md"
SHARED = ROOT / "templates" / "shared" / "edition.yaml"
HEAD = """# 版式的设置

<!-- 由 scripts/settings_page.py 按程序里的定义生成（make docs），请改 src/reportgen/editions，不要改这一页。 -->

版式的文件夹里每个 YAML 文件能写哪些键、什么意思、能写什么、不写是什么。怎么做一个版式，见[版式怎么做](editions.md)。
`名字.键` 是下一级的键，`[…]` 是列表里的每一条，`<…>` 是自己起的名字。写错的键、写错的值，`reportgen editions --lint` 说在哪一行、最像的是哪个。

"""
FILES: tuple[tuple[str, str, type[Definition]], ...] = (
    (
        "edition.yaml",
        "不写的，用下一层的；最下面一层是 `templates/shared/edition.yaml`，“不写是”一栏就是它写的。自己的模板要用的设置可以另加，"
        "模板里写 `edition.名字`、`words.名字`。",
        EditionFile,
    ),
    ("tables/NAME.yaml", "一张表。“要写”的键，各层合起来要有。", TableFile),
    ("sections/NAME.yaml", "一节。", SectionFile),
    ("terms.yaml", "名词解释：一个列表，次序就是印的次序；有它的最上一层整个换掉下面的。", TermDefinition),
    ("checksheet.yaml", "`publish` 预填的检查表。一项只有一种看法。", ChecksheetFile),
    ("kind.yaml", "一种报告：放在 `templates/<种类>/` 里，和各版式并排。", KindFile),
    ("templates/subjects/<年>.yaml", "一年的科目表。", SubjectList),
)
"""File, what to know of it, and what it is read as. figures.yaml has no keys of its own: 名字: 算式."""


def rows(definition: type[Definition], default: Any, above: str = "", seen: tuple[type, ...] = ()) -> Iterator[str]:
    """A row for each key, those of nested definitions below it; `default`: what the lowest layer says here."""
    keys = keys_of(definition)
    for name, field in definition.model_fields.items():
        key = field.alias or name
        hint, path = keys[key].hint, f"{above}{key}"
        said = default.get(key) if isinstance(default, dict) else None
        default_words = _default(field, said, lowest=default is not None)
        yield f"| `{path}` | {field.description} | {_kind(hint)} | {default_words} |"
        for inner, suffix in ((hint, "."), (items_in(hint), "[…]."), (values_in(hint), ".<名字>.")):
            nested = definition_in(inner) if inner is not None else None
            if nested and nested not in seen:
                below = said if inner is hint else None
                yield from rows(nested, below, f"{path}{suffix}", (*seen, definition, nested))


def _kind(hint: Any) -> str:
    if inner := values_in(hint):
        return f"名字: {_kind(inner)}"
    return in_words(hint).replace("|", "\\|")


def _default(field: Any, said: Any, *, lowest: bool) -> str:
    if lowest and said is not None:
        return f"`{_yaml(said)}`"
    if field.is_required():
        return "要写"
    return f"`{_yaml(field.default)}`" if field.default not in (None, "", [], {}) and not _nested(field.default) else ""


def _nested(value: Any) -> bool:
    return isinstance(value, Definition)


def _yaml(value: Any) -> str:
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10_000)
    return text.removesuffix("...\n").strip()


def page() -> str:
    """The whole page."""
    lowest = yaml.safe_load(SHARED.read_text(encoding="utf-8"))
    parts = [HEAD]
    for file, about, definition in FILES:
        default = lowest if definition is EditionFile else None
        table = "\n".join(rows(definition, default, seen=(definition,)))
        parts.append(f"## {file}\n\n{about}\n\n| 键 | 意思 | 写什么 | 不写是 |\n|---|---|---|---|\n{table}\n\n")
    parts.append("## figures.yaml\n\n不在表里的合计和比率：`名字: 算式`，如 `人员.在职: 人员.行政 + 人员.事业`。\n")
    return "".join(parts)


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(TARGET.read_text(encoding="utf-8") != page())
    TARGET.write_text(page(), encoding="utf-8")

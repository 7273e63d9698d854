"""A name and an edition to stand on -> a new edition's folder, with comments that say what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.atomic_write import replace_files
from reportgen.editions import Edition, EditionError, list_editions, load_edition, main_kinds
from reportgen.editions.homes import FOLDER, shown, user_home
from reportgen.editions.subjects import LISTED
from reportgen.editions.years import year_in

ALLOWED = r"[\w.-]{1,80}"
_BLOCK = re.compile(r"\{%-?\s*block\s+([A-Za-z]\w*)")


@dataclass(frozen=True)
class Started:
    """A new edition: its folder and files, and what it stands on."""

    name: str
    folder: Path
    base: Edition
    files: tuple[Path, ...]
    commands: tuple[str, ...]
    """What to type next."""


def start(name: str, base: str, kind: str, folder: Path, home: Path | None = None) -> Started:
    """Write a new edition into `home`, else into the templates beside the years of `folder`. Raises EditionError."""
    project = folder.resolve()
    project = project.parent if year_in(project.name) else project
    below = load_edition(kind, base, project)
    if not re.fullmatch(ALLOWED, name) or name.startswith("."):
        raise EditionError(f"版式的名字「{name[:40]}」不能用：写字母、数字、汉字和 - _ .，如 hubei-2026、ours")
    if name in list_editions(kind, project) or name == "base":
        raise EditionError(f"已经有版式「{name}」了，请换一个名字")
    own = (home or project / FOLDER) / below.about.folder / name
    if own.exists():
        raise EditionError(f"{own} 已经有东西了，请换一个名字，或把它移走")
    then = _commands(name, below, project, home)
    files = {
        "edition.yaml": _settings(name, below, then),
        "tables/怎么改.md": _tables(below),
        "sections/怎么改.md": _sections(below),
    }
    paths = {own / file: text for file, text in files.items()}
    replace_files({path: text.encode() for path, text in paths.items()})
    return Started(name, own, below, tuple(paths), then)


def _commands(name: str, base: Edition, project: Path, home: Path | None) -> tuple[str, str, str]:
    """What to type next, from here: to examine the edition, to compare it with its base, to see its layers."""
    place = "" if home else _typed(project)
    at, within = (f" {place}", f" --in {place}") if place not in ("", ".") else ("", "")
    named = f" --templates {_typed(home)}" if home and home != user_home() else ""
    having = [kind for kind in main_kinds(project) if base.name in list_editions(kind, project)]
    kind = f" --kind {base.about.short}" if having and base.kind != having[0] else ""
    return (
        f"reportgen editions{at} --lint {name}{named}",
        f"reportgen editions diff {base.name} {name}{within}{kind}{named}",
        f"reportgen editions show {name}{within}{kind}{named}",
    )


def _typed(path: Path) -> str:
    said = shown(path)
    return f'"{said}"' if " " in said else said


def _settings(name: str, base: Edition, then: tuple[str, str, str]) -> str:
    said, listed = base.settings, base.subjects.get(LISTED, "")
    tables = ", ".join(f'"{table}"' for table in said.tables)
    parts = "".join(f"#   {p.name}: {{sections: [{', '.join(p.sections)}]}}\n" for p in said.parts if p.sections)
    examine, compare, show = then
    return f"""\
# 版式 {name}：站在 {base.name} 上，只写不同的；没有写的都和它一样。
# 怎么做见 docs/editions.md，每个键的意思见 docs/edition-settings.md。改了以后：
#   {examine}
#       检查
#   {compare}
#       印出来和 {base.name} 差在哪里
#   {show}
#       每一样从哪一层来
# 用它：部门.yaml 里写 版式: {name}；边改边看：reportgen watch 年度文件夹。
extends: {base.name}
title: 在 {base.name} 上改的版式       # 在 reportgen editions 里显示，请改成自己的名称
# years: {_years(name, said.years)}               # 给哪些年度用：一年如 2026，几年如 2026-2027；同一省市的几个版式不能重叠
# subjects: "{said.subjects}"           # 哪一年的科目表；现在用的是 {listed} 年的

# 要改哪一项，去掉前面的 #，写不同的值。列表是整个换掉，映射只改写到的键。
# tables: [{tables}]     # 印哪些表、什么次序
# parts:                # 各部分印哪些节、什么次序；标题写 heading: …
{parts}# left_out: []         # 不印的节
# words: {{部门: {said.words.department}}}       # 用词
# precision: {{万元: {said.precision.wan}, "%": {said.precision.percent}}}   # 小数位
# table_number: "{said.table_number}"
"""


def _years(name: str, years: str) -> str:
    """The year in the new edition's name, else the one after those of its base."""
    if own := year_in(name):
        return str(own)
    dated = re.findall(r"\d{4}", years)
    return str(int(dated[-1]) + 1) if dated else "2026"


def _tables(base: Edition) -> str:
    """What to put into this folder to change a table."""
    listed = "\n".join(f"- `{table.id}.yaml` {table.title}" for table in base.tables)
    return f"""\
# 改一张表

在这个文件夹里放一个同名的文件，只写不同的。{base.name} 有这些表：

{listed}

例如给表 {base.tables[0].id if base.tables else "summary"} 换一句注（`notes` 是列表，整个换掉）：

```yaml
# {base.tables[0].id if base.tables else "summary"}.yaml
notes:
  - 自己的一句话。
```

加一张表：放一个新的文件，再把它的编号写进 `edition.yaml` 的 `tables`。写法见 docs/editions.md 的“tables/NAME.yaml”。
这个文件只给人看，做好了可以删去。
"""


def _sections(base: Edition) -> str:
    """What to put into this folder to change a sentence."""
    listed = "\n".join(_told(base))
    return f"""\
# 改一句话、一个标题

- 标题：放一个 `节的名字.yaml`，写 `heading: 新的标题`。
- 句子：放一个 `节的名字.html`，只写要换的那一块：

```html
{{% extends "super" %}}
{{% block total %}}
  <p>自己的一句话，数向 p 要：{{{{ p.amount("收入总计") }}}}。</p>
{{% endblock %}}
```

{base.name} 有这些节（名字、标题，和可以换的块）：

{listed}

模板能问什么，见 docs/template-reference.md。这个文件只给人看，做好了可以删去。
"""


def _told(base: Edition) -> Iterator[str]:
    for part in base.parts:
        for section in part.sections:
            text = _template(base, f"sections/{section.id}.html")
            blocks = "、".join(dict.fromkeys(_BLOCK.findall(text)))
            yield f"- `{section.id}` {section.heading}：{blocks}".rstrip("：")


def _template(base: Edition, file: str) -> str:
    return "\n".join((layer / file).read_text(encoding="utf-8") for layer in base.layers if (layer / file).is_file())

"""The year's list of subjects -> its gaps: lost parents, rows without a subject, wrong lengths,
notes that are missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from reportgen.editions.layers import merge, read
from reportgen.editions.nodes import compose_yaml, pairs
from reportgen.editions.subjects import SubjectList
from reportgen.lint.files import Gathered, shown, source_of, subject_files
from reportgen.lint.walk import WRONG, walk_file
from reportgen.model.finding import Level, Source

GAP = "E006"
EXPLAINED = ("208", "210", "221")
"""类 that nearly every department has: their 项 stand in the glossary, so they need an explanation."""
LEVELS = {3: "类", 5: "款", 7: "项"}


class SubjectLists:
    """The lists of one edition with the place of every code; the nearest file's place counts."""

    def __init__(self, gathered: Gathered, files: list[Path]) -> None:
        self.gathered, self.subjects = gathered, gathered.subjects
        self.places: dict[tuple[str, str], tuple[Path, yaml.Node]] = {}
        self.first = Source(shown(files[0]), 1, 1)
        for path in reversed(files):
            for name, _, node in pairs(compose_yaml(path)):
                for code, key_node, _ in pairs(node):
                    self.places[name, code] = path, key_node
                for entry in node.value if isinstance(node, yaml.SequenceNode) else ():
                    code = next((str(v.value) for k, _, v in pairs(entry) if k == "code"), "")
                    self.places[name, code] = path, entry

    def add_finding(self, name: str, code: str, message: str, remedy: str = "", level: Level = Level.ERROR) -> None:
        """Collect a finding at a code."""
        place = self.places.get((name, code))
        self.gathered.add_finding(GAP, message, source_of(*place) if place else self.first, remedy, level)

    def listed(self, name: str) -> dict[str, Any]:
        """One list by code."""
        return {str(code): entry for code, entry in (self.subjects.get(name) or {}).items()}


def subjects(gathered: Gathered, project: Path | None) -> None:
    """Everything that is wrong with the edition's lists."""
    told = len(gathered.findings)
    files = subject_files(str(gathered.said["subjects"]), project)
    for number, path in enumerate(files):
        below: dict[str, Any] = {}
        for other in reversed(files[number + 1 :]):
            below = merge(below, read(other))
        walk_file(gathered, path, SubjectList, below if files[number + 1 :] else None, {})
    if any(f.code == WRONG for f in gathered.findings[told:]):
        return
    with suppress(yaml.YAMLError):
        lists = SubjectLists(gathered, files)
        _functional(lists)
        _rows(lists)
        _economic(lists)
        _abolished(lists)


def _functional(lists: SubjectLists) -> None:
    name, listed = "功能科目", lists.listed("功能科目")
    for code, entry in listed.items():
        if not code.isdigit() or len(code) not in LEVELS:
            lists.add_finding(name, code, f"功能科目「{code}」不是 3、5、7 位编码", "类 3 位、款 5 位、项 7 位")
            continue
        if not (isinstance(entry, Mapping) and entry.get("name")):
            lists.add_finding(name, code, f"功能科目「{code}」没有名称", "请写 {name: …}")
            continue
        for above in (code[:n] for n in LEVELS if n < len(code)):
            if above not in listed:
                lists.add_finding(
                    name,
                    code,
                    f"功能科目「{code}」的上级「{above}」（{LEVELS[len(above)]}）不在表里",
                    f'请加上 "{above}"',
                )
        if len(code) == 7 and code[:3] in EXPLAINED and not entry.get("note"):
            lists.add_finding(
                name,
                code,
                f"功能科目「{code}」{entry['name']} 没有说明（note），名词解释里会空着",
                "请用自己的话写一句",
                Level.WARNING,
            )


def _rows(lists: SubjectLists) -> None:
    """The 功能类 are the rows of tables 01 and 04."""
    listed, name, seen = lists.listed("功能科目"), "功能类", set()
    for entry in lists.subjects.get(name) or []:
        code = str(entry.get("code", ""))
        if code in seen:
            lists.add_finding(name, code, f"功能类「{code}」写了两行", "请删去一行")
        seen.add(code)
        own = (listed.get(code) or {}).get("name")
        if own is None:
            lists.add_finding(name, code, f"功能类「{code}」不在功能科目里", f'请在功能科目里加上 "{code}"')
        elif own != entry.get("name"):
            lists.add_finding(
                name, code, f"功能类「{code}」叫「{entry.get('name')}」，功能科目里却叫「{own}」", "请写成一样"
            )
    for code in dict.fromkeys(c[:3] for c in listed if len(c) > 3):
        if code not in seen:
            lists.add_finding(
                name,
                code,
                f"功能科目有「{code}」类的款、项，功能类里却没有它：表 01、表 04 没有一行能印它",
                "请加上这一行",
            )


def _economic(lists: SubjectLists) -> None:
    listed = lists.listed("经济科目")
    for name, code in ((key, code) for key in ("经济科目", "其余经济科目") for code in lists.listed(key)):
        if not code.isdigit() or len(code) not in (3, 5):
            lists.add_finding(name, code, f"{name}「{code}」不是 3、5 位编码", "类 3 位、款 5 位")
        elif code[:3] not in listed:
            lists.add_finding(name, code, f"{name}「{code}」的上级「{code[:3]}」不在表里", f'请加上 "{code[:3]}"')


def _abolished(lists: SubjectLists) -> None:
    name = "废止科目"
    for code, entry in lists.listed(name).items():
        new = str(entry.get("新", "")) if isinstance(entry, Mapping) else ""
        if new not in lists.listed("功能科目"):
            lists.add_finding(name, code, f"废止科目「{code}」改用的「{new}」不在功能科目里", "请核对编码")

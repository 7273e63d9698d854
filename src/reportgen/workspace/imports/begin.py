"""A plan -> the files of a new department-year: what the workbook knows is in place, the rest is 待填 with a word on
what to write. Nothing of the sample that `new` writes comes along but the order of its files and keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from reportgen.load.dump import dump_key
from reportgen.load.nodes import Mapping as Nodes
from reportgen.load.nodes import Node
from reportgen.load.reading import read_yaml
from reportgen.load.workbook.read import Workbook
from reportgen.load.workbook.units import OWN_OFFICE
from reportgen.model.amount import PENDING
from reportgen.model.field import term_of
from reportgen.model.schema import FieldAt, is_many, path_of, records_in, top_fields
from reportgen.workspace.imports.plan import Plan
from reportgen.workspace.imports.written import Keys
from reportgen.workspace.new import sample_of

(YEAR,), (UNIT,), (DEPARTMENT,), (REPORTS,) = map(path_of, ("year", "money_unit", "department", "reports"))
(UNITS,), (REASONS,), (OPERATING,) = map(path_of, ("units", "reasons", "operating"))
FIRST = "部门.yaml"
LATER = "还要写的.yaml"


def texts_of(plan: Plan, edition: str, values: Keys, written: Mapping[str, str]) -> dict[str, str]:
    """The files by name. values: the keys that stand in YAML already as they are to be written, with their text
    (`--as-yaml`, lists); written: what a workbook beside says, by key, in words.
    """
    project = plan.folder.resolve().parent if plan.folder else Path.cwd()
    texts = {FIRST: "".join(_first(plan, edition))}
    done = {YEAR, UNIT, DEPARTMENT, REPORTS, UNITS}
    if UNITS in values:
        texts[FIRST] += f"\n{values[UNITS]}"
    else:
        texts[FIRST] += f"\n{_units(plan)}"
    for name, keys in sample_keys(plan.kind, edition, project).items():
        for key, sample in keys.items():
            if key in done:
                continue
            if key in values or not (key in top_fields() and top_fields()[key].term.parts):
                done.add(key)
            block = values.get(key) or _block(key, sample, plan.nodes.get(key), written.get(key, ""))
            texts[name] = texts.get(
                name, f"# {name.removesuffix('.yaml')}：写着 {PENDING} 的换成你们的，没有的整行删去。\n"
            )
            texts[name] += f"\n{block}"
    more = "".join(f"\n{block}" for key, block in values.items() if key not in done)
    if more:
        texts["工作簿里的.yaml"] = f"# 从工作簿里导入的。\n{more}"
    return texts


def _first(plan: Plan, edition: str) -> Iterator[str]:
    name = plan.department
    books = "、".join(dict.fromkeys(book.name for book in plan.books))
    yield f"# {plan.year} 年度。数从 {books or '清单'} 里读；写着 {PENDING} 的，换成你们的。\n"
    yield f"# 随时可以：reportgen status 看还差什么，reportgen build --draft 出草稿。\n\n{YEAR}: {plan.year}\n"
    yield f"{UNIT}: {plan.money_unit}                 # 写在 YAML 里的数用的单位；工作簿照它自己的单位读\n"
    yield dump_key(DEPARTMENT, {"全称": name or PENDING, "简称": PENDING, "级次": PENDING})
    yield "\n" + dump_key(REPORTS, {plan.kind: {"版式": edition}})


def _units(plan: Plan) -> str:
    """One unit, the department itself; where the workbook says that a part of its 公用经费 is no 机关运行经费, a second
    one to be named.
    """
    name = plan.department or PENDING
    told = "一行一个单位；性质写 行政、参公、事业；公用经费算机关运行经费的，“机关运行”写 是。请核对。"
    running, whole = _running(plan)
    nature = "事业" if running == 0 and whole else "行政"
    rows = [_unit_row("本级", name, nature, "本级", operates=nature == "行政")]
    coded = {code: called for book in plan.books for code, called in book.seen.units.items() if called}
    if coded:
        rows = [_coded_row(code, called, name, number) for number, (code, called) in enumerate(coded.items())]
    elif plan.units:
        rows = [_row_of(book, number) for number, book in enumerate(_own_first(plan.units))]
    elif running and running != whole:
        rows.append(_unit_row("所属单位", PENDING, "事业", "二级", operates=False))
        told += f"\n# 机关运行经费（{running:,f}）和公用经费（{whole:,f}）不等：有一部分是不算机关运行经费的单位的，写出它的名称。"
    return f"# {told}\n{dump_key(UNITS, rows, top_fields()[UNITS].term.table)}"


def _own_first(units: tuple[Workbook, ...]) -> list[Workbook]:
    return sorted(units, key=lambda book: not OWN_OFFICE.search(f"{book.name} {book.seen.department}"))


def _row_of(book: Workbook, number: int) -> dict[str, str]:
    """A unit that has a workbook of its own; the first one is the department itself."""
    called = book.seen.department or PENDING
    running = book.facts.facts.get(OPERATING)
    operates = bool(running and running.value)
    short = "本级" if number == 0 else re.sub(r".*[省市区县]", "", called) or called
    return _unit_row(short, called, "行政" if operates else "事业", "二级" if number else "本级", operates=operates)


def _coded_row(code: str, called: str, department: str, number: int) -> dict[str, str]:
    """A unit that a workbook names by its code; the first, or the one that is called 本级, is the department itself."""
    head = called.endswith(("（本级）", "(本级)", "（机关）")) or (number == 0 and called == department)
    same = next((n for n, (a, b) in enumerate(zip(called, department, strict=False)) if a != b), len(department))
    short = called[same:] or called
    row = _unit_row(
        "本级" if head else short, called, "行政" if head else "事业", "本级" if head else "二级", operates=head
    )
    return row | {"编码": code}


def _unit_row(short: str, name: str, nature: str, tier: str, *, operates: bool) -> dict[str, str]:
    return dict(zip(_UNIT_HEADS, (short, name, nature, tier, "是", "是" if operates else "否"), strict=True))


_UNIT_HEADS = ("单位", "全称", "性质", "层级", "三公", "机关运行")


def _running(plan: Plan) -> tuple[Decimal | None, Decimal]:
    """机关运行经费 and 公用经费 as the workbook has them."""
    said = {one.key: one.in_yuan for one in plan.entries.given if not one.control}
    economic = re.compile(r"支出\.(3\d{4})\.一般公共\.基本支出")
    codes = {match[1]: value for key, value in said.items() if (match := economic.fullmatch(key))}
    whole = sum((value for code, value in codes.items() if code[:3] not in ("301", "303")), Decimal(0))
    return said.get(OPERATING), whole


def sample_keys(kind: str, edition: str, project: Path) -> dict[str, dict[str, Node]]:
    """The files of the sample with their top-level keys, in their order."""
    found = {}
    for name, path in sample_of(kind, edition, project).items():
        node = read_yaml(path.read_text(encoding="utf-8").splitlines(), name).node
        found[name] = node.entries if node else {}
    return found


def _block(key: str, sample: Node, known: Node | None, where: str) -> str:
    """A key as it begins: what the workbook says is only told, what is not known is 待填."""
    field = top_fields().get(key)
    if field is None:
        return ""
    about = f"# {field.info.description}\n"
    if known is not None:
        waits = _skeleton(field, sample, known)
        told = f"# {key}：从 {where} 读，不用写。\n"
        return told + (dump_key(key, waits) if waits else "")
    waits = _skeleton(field, sample, None)
    if waits:
        return about + dump_key(key, waits, field.term.table)
    return about + _example(field)


def _skeleton(field: FieldAt, sample: Node, known: Node | None) -> Any:
    """待填 for what nobody knows yet; None where one can't say in advance what stands there."""
    inner = next(records_in(field.info), None)
    said, table = field.term, field.term.table
    if table and table.rows and table.columns and known is None:
        return [{table.first: row} | dict.fromkeys(table.measures, PENDING) for row in table.rows]
    if table or said.keys.of == "figure":
        return {"总体": PENDING} if field.path == (REASONS,) and known is None else None
    if inner and is_many(field.info):
        return None
    if inner:
        return _record(inner, field.path, sample, known) or None
    if is_many(field.info):
        if isinstance(sample, Nodes):
            names = [key for key in sample.entries if key in said.keys.names]
            there = known.entries if isinstance(known, Nodes) else {}
            return {name: PENDING for name in names if name not in there} or None
        return [PENDING] if known is None else None
    return PENDING if known is None else None


def _record(model: type[BaseModel], path: tuple[str, ...], sample: Node, known: Node | None) -> dict[str, Any]:
    inside = sample.entries if isinstance(sample, Nodes) else {}
    there = known.entries if isinstance(known, Nodes) else {}
    result: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        key = str(info.alias)
        if key in inside and not (key in there and not isinstance(there[key], Nodes)):
            field = FieldAt((*path, key), name, info, term_of(info))
            value = _skeleton(field, inside[key], there.get(key))
            if value is not None and not _has_default(info):
                result[key] = value
    return result


def _has_default(info: Any) -> bool:
    """Whether it says something by itself when nobody writes it: 预算口径."""
    return not info.is_required() and info.default not in (None, "") and not isinstance(info.default, dict | list)


def _example(field: FieldAt) -> str:
    """How a key is written, as a comment."""
    example = (field.info.examples or [""])[0]
    if field.term.table and not example.startswith(("{", "[")):
        heads = _heads(field)
        return f"# {field.path[0]}: |\n#   {heads}\n#   {example or '…'}\n"
    return f"# {field.path[0]}: {example or '…'}\n"


def _heads(field: FieldAt) -> str:
    record = next(records_in(field.info), None)
    table = field.term.table
    heads = (
        [str(info.alias) for info in record.model_fields.values()] if record else list(table.columns if table else ())
    )
    return " | ".join(heads) if heads else "代号 | …"

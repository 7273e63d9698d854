"""Sections on the specimens -> what they should state and don't, keys that are never printed,
names that are unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase

import yaml

from reportgen.checks.engine.states import StatesError, present, tells, wanted
from reportgen.document import Document
from reportgen.editions.edition import Section
from reportgen.editions.nodes import child, compose_yaml
from reportgen.editions.written import StatesEntry
from reportgen.figures import FigureBook, UnknownKey
from reportgen.figures.keys import in_its_own_unit
from reportgen.lint.files import Gathered, nearest, source_of
from reportgen.lint.tables import known
from reportgen.model.finding import Source
from reportgen.model.formula import NotAFormula, parse_formula
from reportgen.model.prose import figures_in
from reportgen.model.schema import path_of, records_in, top_fields

TOO_LITTLE, NOT_PRINTED, UNKNOWN = "E003", "E004", "E005"
STAGE = "年初预算"
SHOWN = 3
"""Keys that one entry of states asks for and that are told by name."""
FILLED = ("年度", "实际值")
"""What stands in ｛｝ in a sentence of an indicator and is put in there."""


def listed(gathered: Gathered) -> bool:
    """Whether every table and section that the edition prints is there, and once."""
    ids = {"tables": gathered.table_ids(), "parts": gathered.section_ids()}
    wanted = {"tables": ("tables/{}.yaml",), "parts": ("sections/{}.yaml", "sections/{}.html")}
    sound = True
    for key, names in ids.items():
        folder = wanted[key][0].split("/")[0]
        for name in (n for n in dict.fromkeys(names) if names.count(n) > 1):
            gathered.add_finding(
                "E007",
                f"「{name}」在 {key} 里写了 {names.count(name)} 次，会印 {names.count(name)} 遍",
                gathered.listed(key, name),
                "请删去一处",
            )
            sound = False
        known = {path.stem for layer in gathered.edition.layers for path in (layer / folder).glob("*.yaml")}
        for name, file in ((n, f.format(n)) for n in dict.fromkeys(names) for f in wanted[key]):
            if not any(gathered.layers_with(file)):
                gathered.add_finding(
                    "E001",
                    f"{key} 里有「{name}」，却没有 {file}",
                    gathered.listed(key, name),
                    nearest(name, known - {name}),
                )
                sound = False
    return sound


def needs(gathered: Gathered) -> bool:
    """Whether every section needs a key that data can have."""
    words = path_of("supplement_words")[0]
    texts = (f"{words}.{name}" for name in gathered.edition.settings.texts)
    aliases, told = [*_data_keys(), *texts], len(gathered.findings)
    for section in _sections(gathered):
        for what, key in (("needs", section.needs), ("unless", section.unless)):
            inherited = not (gathered.folders.layers[0] / f"sections/{section.id}.yaml").is_file()
            if inherited and key.startswith(f"{words}."):
                continue  # this edition took the words away: the condition is never met
            if key and key not in aliases:
                place = gathered.place(f"sections/{section.id}.yaml", f"{what}:")
                gathered.add_finding(UNKNOWN, f"{what}: 「{key}」不是数据的顶层键", place, nearest(key, aliases))
    return len(gathered.findings) == told


def _data_keys() -> Iterator[str]:
    """Top-level keys, and below those that may be written in parts their own: 部门预算.整体绩效目标."""
    for name, field in top_fields().items():
        yield name
        for record in records_in(field.info) if field.term.parts else ():
            yield from (f"{name}.{inner.alias}" for inner in record.model_fields.values())


def sections(gathered: Gathered, full: FigureBook, bare: FigureBook, document: Document) -> None:
    """Each section of the full specimen prints what it says it must, and says what it prints."""
    printed = [(p.section, in_its_own_unit(p.key)) for p in document.reading.printed if p.key]
    ids = document.reading.sections
    for part in gathered.edition.parts:
        for section in part.sections:
            ident = f"{part.id}-{section.id}"
            if not present(full, section):  # what stands in its place is stated; on the other specimen it is composed
                continue
            if ident not in ids:
                gathered.add_finding(
                    TOO_LITTLE,
                    "这一节没有自己的 <section>：目录连不到它，印了什么也查不出来",
                    gathered.place(f"sections/{section.id}.html"),
                    '请把整节放在 <section class="text" id="{{ here }}"> 和 </section> 之间',
                )
                continue
            here = {key for s, key in printed if s == ident or s.startswith(f"{ident}-")}
            if here and not section.states:
                told = "、".join(sorted(here)[:3])
                gathered.add_finding(
                    TOO_LITTLE,
                    f"「{section.heading or section.id}」一节印了 {len(here)} 个数（{told}……），没有写 states：漏印了也查不出来",
                    gathered.place(f"sections/{section.id}.yaml", "heading:"),
                    "请写 states: [必须印的键]",
                )
            for number, entry in enumerate(section.states):
                _entry(gathered, full, bare, section, (number, entry), here)


def _entry(
    gathered: Gathered,
    full: FigureBook,
    bare: FigureBook,
    section: Section,
    at: tuple[int, str | StatesEntry],
    here: set[str],
) -> None:
    number, entry = at
    place, one = _place_of(gathered, section, number), replace(section, states=(entry,))
    try:
        asked = list(dict.fromkeys(wanted(full, one, STAGE)))
        any_ = asked or list(wanted(bare, one, STAGE))
    except StatesError:
        gathered.add_finding(NOT_PRINTED, f"states 里的这一条看不懂：{entry}", place, "写法见 docs/editions.md")
        return
    except UnknownKey as error:
        gathered.add_finding(
            UNKNOWN, f"states 里的「{error.key}」不是报告里的数", place, nearest(error.key, error.nearest)
        )
        return
    if not any_:
        gathered.add_finding(
            NOT_PRINTED,
            f"states 里的这一条在什么都有的数据上也没有要求印任何数：{entry}",
            place,
            "请看 when、given、each、of 写得对不对",
        )
    missing = [
        ways[0]
        for ways in asked
        if known(gathered, full, ways[0], place, "states 里的")
        and tells(full.resolve(ways[0]))
        and not here & {full.resolve(ways[0]).key, *ways}
    ]
    if missing:
        names = "、".join(f"「{key}」" for key in missing[:SHOWN]) + ("……" if len(missing) > SHOWN else "")
        gathered.add_finding(
            NOT_PRINTED,
            f"states 里的{names}，sections/{section.id}.html 在什么都有的数据上也没有印",
            place,
            "请在模板里加上，或从 states 里去掉",
        )


def named(gathered: Gathered, book: FigureBook) -> None:
    """Keys named in figures.yaml, terms.yaml and reason_groups."""
    for key, text in gathered.edition.figures.items():
        place = gathered.place("figures.yaml", f"{key}:")
        try:
            names = parse_formula(text).keys
        except NotAFormula as error:
            gathered.add_finding(UNKNOWN, f"figures.yaml 里的算式「{text}」看不懂：{error}", place)
            continue
        for name in names:
            pattern = name.replace("{栏}", "*").replace("{名}", "*")
            if "*" not in pattern:
                known(gathered, book, pattern, place, "figures.yaml 里的")
            elif not any(fnmatchcase(r, pattern) for r in book.records):
                gathered.add_finding(
                    UNKNOWN, f"figures.yaml 里的「{name}」一个数也没有", place, nearest(pattern, book.records)
                )
    for term in gathered.edition.terms:
        if key := term.when:
            known(gathered, book, key, gathered.place("terms.yaml", f"when: {key}"), "terms.yaml 里的 when:")
    _records(gathered, book)
    for group in gathered.edition.settings.reason_groups:
        for key in group:
            known(gathered, book, key, gathered.place("edition.yaml", key), "reason_groups 里的")


def _records(gathered: Gathered, book: FigureBook) -> None:
    """Keys that the numbers of 补充数据 are compared with."""
    declared = gathered.edition.settings.records
    for name, said in declared.items():
        place = gathered.place("edition.yaml", f"{name}:")
        for part in (part for part in said.formula if part not in declared):
            message = f"records 里「{name}」的 sum 有「{part}」，records 里没有这个数"
            gathered.add_finding(UNKNOWN, message, place, nearest(part, declared))
        if said.within and said.within not in declared:
            known(gathered, book, said.within, place, f"records 里「{name}」的 within:")


def indicators(gathered: Gathered, book: FigureBook) -> None:
    """Formulas and sentences of the indicators that the edition fixes: what can't be read,
    and keys that name nothing.
    """
    for name, said in gathered.edition.settings.indicators.items():
        place = gathered.place("edition.yaml", f"{name}:")
        keys = list(figures_in(said.says))
        if formula := said.formula:
            try:
                keys += parse_formula(formula).keys
            except NotAFormula as error:
                gathered.add_finding(UNKNOWN, f"指标「{name}」的算式「{formula}」看不懂：{error}", place)
        for key in dict.fromkeys(keys):
            if key not in FILLED:
                known(gathered, book, key, place, f"指标「{name}」里的")


def weights(gathered: Gathered) -> None:
    """执行 and 指标 make 100, and so do the levels with 执行; every score falls into a band."""
    settings = gathered.edition.settings
    parts = {"执行": settings.weights.execution, "指标": settings.weights.indicators}
    if any(parts.values()) and sum(parts.values()) != 100:
        gathered.add_finding(
            "E008", f"weights 加起来不是 100：{_added(parts)}", gathered.place("edition.yaml", "weights"), "请改成 100"
        )
    levels = settings.level_weights
    if levels and sum(levels.values()) != parts["指标"]:
        gathered.add_finding(
            "E008",
            f"level_weights 加起来不是指标的 {parts['指标']} 分：{_added(levels)}",
            gathered.place("edition.yaml", "level_weights"),
            "请改成一样",
        )
    if settings.bands and min(settings.bands.values()) > 0:
        gathered.add_finding(
            "E008",
            "bands 最低的一档不是从 0 分起，低分没有等级",
            gathered.place("edition.yaml", "bands"),
            "请给最低一档写 0",
        )


def _added(points: Mapping[str, int]) -> str:
    return f"{'＋'.join(f'{name} {points}' for name, points in points.items())}＝{sum(points.values())}"


def _sections(gathered: Gathered) -> Iterator[Section]:
    for part in gathered.edition.parts:
        yield from part.sections


def _place_of(gathered: Gathered, section: Section, number: int) -> Source | None:
    """Where the entry stands, in the nearest layer that writes states."""
    for _, path in gathered.layers_with(f"sections/{section.id}.yaml"):
        node = child(compose_yaml(path), "states")
        if isinstance(node, yaml.SequenceNode) and number < len(node.value):
            return source_of(path, node.value[number])
    return gathered.place(f"sections/{section.id}.yaml", "states")

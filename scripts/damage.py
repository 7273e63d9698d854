"""Seeded single damages of clean prints, and how many of them an audit finds: scripts/damage.py [--count 1000].

A damage is made in what a reader gives of the clean print (tests/as_read.py): a digit of a table, a digit of an amount
in a sentence, a direction word, a rate, a missing sentence below an empty table. Printed: how many were found by the
file alone, how many beside the department's data, with the place right, by kind. `--prints 60`: figures damaged in the
composed document, which is printed as Word and read again.
"""

from __future__ import annotations

import argparse
import copy
import itertools
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from as_read import as_read  # noqa: E402
from reportgen.audit.audited import audited  # noqa: E402
from reportgen.audit.beside.against import compared  # noqa: E402
from reportgen.audit.finding import AuditFinding  # noqa: E402
from reportgen.audit.forms.evaluation_forms import form_of, number_of  # noqa: E402
from reportgen.build import BuiltReport, assemble  # noqa: E402
from reportgen.document.tree import text_of  # noqa: E402
from reportgen.model.finding import Level  # noqa: E402
from reportgen.reading.grid import OpenedFile, Spot, TextLine  # noqa: E402
from reportgen.reading.open import open_file  # noqa: E402
from reportgen.workspace.new import begin  # noqa: E402
from reportgen.writers.write import write  # noqa: E402

SAMPLES = ("jianghan-hrss/2022", "donghu-hrss/2023", "dongxihu-hrss/2020", "dongxihu-hrss/2021")
EDITIONS = (
    ("部门决算公开", "shanghai-2024", 2024),
    ("部门预算公开", "shanghai-2025", 2025),
    ("部门决算公开", "hubei-2025", 2025),
)
SCORED = ("budget", "initial", "spent", "rate", "score", "points")
"""Cells of forms that others contradict when they are wrong: what one indicator came to nobody else knows."""
OTHER_WAY = {"增加": "减少", "增长": "下降", "减少": "增加", "下降": "增长", "大于": "小于", "小于": "大于"}
AMOUNT = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?=万元)")
RATE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?=%)")
SECTION = re.compile(r"[一二三四五六七八九十]+、|第[一二三四五六七八九]部分")


@dataclass(frozen=True)
class Damage:
    """A file with one thing changed: what, and where it is to be found (a line by number, a cell by its spot)."""

    kind: str
    opened: OpenedFile
    at: object
    before: str
    after: str


def reports(folder: Path) -> Iterator[tuple[str, BuiltReport]]:
    """The samples, and the sample of each edition that has one of its own."""
    for name in SAMPLES:
        yield name, assemble(ROOT / "data" / name, checks=False)
    for kind, edition, year in EDITIONS:
        begin(folder / edition / str(year), edition, kind)
        yield edition, assemble(folder / edition / str(year), kind, draft=True, checks=False)


def other_digit(text: str, chance: random.Random) -> str:
    """One digit of a number changed to another one, not its first to 0."""
    at = chance.choice([n for n, c in enumerate(text) if c.isdigit()])
    new = chance.choice([d for d in "123456789" if d != text[at]])
    return f"{text[:at]}{new}{text[at + 1 :]}"


def explained(opened: OpenedFile, made: BuiltReport) -> set[int]:
    """The lines of the part that explains the tables, where sentences tell figures: no annexes, no forms."""
    root = made.document.root
    annexes = {text_of(e) for s in root.iter("section") if "annex" in (s.get("class") or "") for e in s.iter()}
    nav = {text_of(e) for n in root.iter("nav") for e in n.iter("li")}
    return {n for n, line in enumerate(opened.lines) if line.text not in annexes and line.text not in nav}


def in_line(kind: str, pattern: re.Pattern[str], change: Callable[[str], str]) -> Callable[..., Damage | None]:
    """A maker of damages of one kind in the sentences."""

    def make(opened: OpenedFile, made: BuiltReport, chance: random.Random) -> Damage | None:
        places = [
            (n, match)
            for n in sorted(explained(opened, made))
            for match in pattern.finditer(opened.lines[n].text)
            if re.search("[1-9]", match[0]) or kind == "方向"
        ]
        if not places:
            return None
        number, match = chance.choice(places)
        text = opened.lines[number].text
        new = change(match[0])
        lines = list(opened.lines)
        lines[number] = TextLine(f"{text[: match.start()]}{new}{text[match.end() :]}", lines[number].spot)
        around = text[max(match.start() - 24, 0) : match.end() + 6]
        return Damage(kind, replace(opened, lines=tuple(lines)), number, around, new)

    return make


def in_table(opened: OpenedFile, made: BuiltReport, chance: random.Random) -> Damage | None:
    """A digit of a cell of a statutory table."""
    titles = {table.title for table in made.book.edition.tables}
    grids = [n for n, g in enumerate(opened.grids) if any(t in line.text for line in g.above for t in titles)]
    cells = [
        (n, at)
        for n in grids
        for at, cell in opened.grids[n].cells.items()
        if re.fullmatch(r"-?[\d,]+\.\d\d", cell.text)
    ]
    if not cells:
        return None
    number, at = chance.choice(cells)
    grid = opened.grids[number]
    cell = grid.cells[at]
    new = other_digit(cell.text, chance)
    changed = replace(grid, cells={**grid.cells, at: replace(cell, text=new)})
    damaged = replace(opened, grids=(*opened.grids[:number], changed, *opened.grids[number + 1 :]))
    return Damage("表里的数", damaged, cell.spot, cell.text, new)


def in_form(opened: OpenedFile, _: BuiltReport, chance: random.Random) -> Damage | None:
    """A digit of an amount, a rate or a score in a form of goals or of an evaluation by the department itself."""
    places = [
        (n, cell)
        for n, grid in enumerate(opened.grids)
        if (form := form_of(grid))
        for cell in (*(row.by[role] for row in form.rows for role in SCORED if role in row.by), form.total)
        if cell and number_of(cell)
    ]
    if not places:
        return None
    number, cell = chance.choice(places)
    grid = opened.grids[number]
    at = next(at for at, own in grid.cells.items() if own is cell)
    new = other_digit(cell.text, chance)
    changed = replace(grid, cells={**grid.cells, at: replace(cell, text=new)})
    damaged = replace(opened, grids=(*opened.grids[:number], changed, *opened.grids[number + 1 :]))
    row = " ".join(c.text[:12] for _, c in grid.row(at[0]))
    return Damage("自评表", damaged, cell.spot, f"{grid.name} {row} {cell.text}", new)


def without_nil(opened: OpenedFile, made: BuiltReport, chance: random.Random) -> Damage | None:
    """An empty table without its sentence."""
    nil = {text_of(p) for p in made.document.root.iter("p") if p.get("class") == "nil"}
    places = [n for n, line in enumerate(opened.lines) if line.text in nil]
    if not places:
        return None
    number = chance.choice(places)
    gone = opened.lines[number].text
    lines = (*opened.lines[:number], *opened.lines[number + 1 :])
    grids = tuple(replace(grid, above=tuple(a for a in grid.above if a.text != gone)) for grid in opened.grids)
    return Damage("少了空表说明", replace(opened, lines=lines, grids=grids), None, gone, "")


def makers(chance: random.Random) -> dict[str, Callable[..., Damage | None]]:
    """How each kind of damage is made, with its share of all."""
    digit = in_line("文字里的数", AMOUNT, lambda text: other_digit(text, chance))
    rate = in_line("比率", RATE, lambda text: other_digit(text, chance))
    way = in_line("方向", re.compile("|".join(OTHER_WAY)), lambda text: OTHER_WAY[text])
    return {"表": in_table, "评": in_form, "数": digit, "率": rate, "向": way, "空": without_nil}


def right(damage: Damage, findings: tuple[AuditFinding, ...]) -> bool:
    """Whether one of the findings stands at the damaged place: its line, its cell, or the sum that the cell is in."""
    told = [f for f in findings if f.level is not Level.HINT]
    if damage.at is None:
        return any(f.code == "A005" for f in told)
    if isinstance(damage.at, int):
        spots = [s for f in told for s in (*((f.spot,) if f.spot else ()), *f.cells)]
        return any(spot.row == damage.at and not spot.sheet for spot in spots)
    assert isinstance(damage.at, Spot)  # noqa: S101  # the only other place
    same = [f for f in told if f.spot and f.spot.sheet == damage.at.sheet]
    return any(f.spot == damage.at or damage.at in f.cells for f in same)


def printed(count: int, seed: int) -> None:
    """Damages in the composed document, printed as Word and read again: how many are found beside the data."""
    chance = random.Random(seed)  # noqa: S311
    found = made_so_many = clean = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "报告.docx")
        for number, (_, made) in zip(range(count), itertools.cycle([*reports(Path(folder))]), strict=False):
            figures = [e for e in made.document.root.iter("data") if re.fullmatch(r"[\d,]+\.\d+", e.text or "")]
            figure = chance.choice(figures)
            before = figure.text or ""
            if number < len(SAMPLES) + len(EDITIONS):
                path.write_bytes(write(made.document, ("docx",), None)["docx"])
                clean += len(compared(open_file(path), made.document, made.book).findings)
            blocks_and_tables = copy.deepcopy(made.document)
            figure.text = other_digit(before, chance)
            path.write_bytes(write(made.document, ("docx",), None)["docx"])
            figure.text = before
            told = compared(open_file(path), blocks_and_tables, made.book).findings
            made_so_many += 1
            found += len(told) == 1 and told[0].expected == before
    print(f"印成 Word 再读：做 {made_so_many}，找到 {found}（原文、应为都对）；没有改过的各份 {clean} 处")


def main() -> None:
    """Make them, look, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", action="store_true", help="tell what was not found")
    parser.add_argument("--only", default="", help="kinds of damages: 表, 评, 数, 率, 向, 空")
    parser.add_argument("--prints", type=int, default=0, help="so many real Word prints of damaged documents")
    given = parser.parse_args()
    if given.prints:
        printed(given.prints, given.seed)
        return
    chance = random.Random(given.seed)  # noqa: S311
    kinds = makers(chance)
    turns = tuple(given.only) or ("表", "数", "表", "率", "数", "评", "向", "数", "率", "空")
    done: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        made = [(name, one, as_read(one.document)) for name, one in reports(Path(folder))]
        for number in range(given.count):
            name, one, opened = made[number % len(made)]
            damage = kinds[turns[(number // len(made)) % len(turns)]](opened, one, chance)
            if damage is None:
                continue
            alone = audited(damage.opened, one.book.edition, one.book.loaded.data.year).findings
            beside = compared(damage.opened, one.document, one.book).findings
            done[damage.kind, "做"] += 1
            done[damage.kind, "单看"] += right(damage, alone)
            done[damage.kind, "对数据"] += right(damage, beside)
            if given.missed and not (right(damage, alone) and right(damage, beside)):
                print(
                    name,
                    damage.kind,
                    damage.before,
                    "→",
                    damage.after,
                    [str(f)[:90] for f in alone][:2],
                    right(damage, beside),
                )
    for kind in dict.fromkeys(kind for kind, _ in done):
        print(kind, *(f"{how} {done[kind, how]}" for how in ("做", "单看", "对数据")))
    print("合计", *(f"{how} {sum(n for (_, h), n in done.items() if h == how)}" for how in ("做", "单看", "对数据")))


if __name__ == "__main__":
    main()

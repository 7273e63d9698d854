"""Data mode: the office's cars: those that 三公 pays for, those it holds, and what is noted of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.compare import figure
from reportgen.checks.engine.registry import ACCOUNTS, Hit, Outcome, Verdict, check
from reportgen.figures import FigureBook
from reportgen.model.finding import Level

DIGITS = {"两": "2", **{hanzi: str(n) for n, hanzi in enumerate("一二三四五六七八九十", 1)}}
COUNT, LINK = r"(\d+|[一两二三四五六七八九十])", r"(?:数量|一共|共计|共有|合计|实有|现有|只有|仅有|[共有为是：:（( ])*"
CARS = re.compile(rf"(?<![一二两三四五六七八九十\d])(?:{COUNT}辆(?:公务|业务|工作)*(?:用)?车)")
OF_A_CAR = re.compile(r"[这该]辆?车|[这该]?\d+辆")


@check(
    "C056",
    level=Level.WARNING,
    title="保有车辆与国有资产的车辆相符",
    what="三公的保有车辆不多于国有资产的车辆；有车而没有运行维护费的要写一句说明，没有车的不写",
    why="有车不花钱，读者会问",
    remedy="核对两处的车数，或写「车辆说明」",
    needs=ACCOUNTS,
)
def vehicles_contradict(book: FigureBook) -> Iterator[Outcome]:
    assets, at = book.loaded.data.assets, book.loaded.source
    kept, held = figure(book, "实物量.保有车辆"), figure(book, "车辆.合计")
    if held is None or not assets.vehicles:
        return
    if problem := _note_of_none(assets.vehicle_note, assets.vehicles):
        yield Hit(
            {"problem": problem}, "车辆.合计", at("国有资产", "车辆说明") or at("国有资产"), "请核对车数，或删去说明"
        )
    if kept is not None and kept.number > held.number:
        problem = f"三公的保有车辆是 {number(kept.number, '')} 辆，国有资产只有 {number(held.number, '')} 辆"
        yield Hit({"problem": problem}, "实物量.保有车辆", at("三公经费", "实物量", "保有车辆"), "请核对这两个数")
    else:
        yield Verdict.AGREES
    spent = figure(book, "三公.公务用车运行维护费.决算数")
    if spent is None or held.zero or not spent.zero or assets.vehicle_note.strip():
        yield Verdict.AGREES
    else:
        yield Hit(
            {"problem": f"有 {number(held.number, '')} 辆车，公务用车运行维护费却是 0"},
            "车辆.合计",
            at("国有资产", "车辆"),
            "请在「国有资产」里写 车辆说明: …",
        )


def _note_of_none(note: str, vehicles: Mapping[str, object]) -> str:
    """Why a note on vehicles can't be: it speaks of some of which there are none; '' where it can."""
    counts = {kind: count for kind, count in vehicles.items() if isinstance(count, Decimal)}
    named = next((kind for kind, count in counts.items() if kind in note and not count), "")
    if named:
        return f"车辆说明说到{named}，{named}却是 0 辆"
    for kind, count in counts.items():
        for way in (rf"{COUNT}辆(?:的|是)?{re.escape(kind)}", rf"{re.escape(kind)}{LINK}{COUNT}辆"):
            said = re.search(way, note)
            if said and DIGITS.get(said[1], said[1]) != f"{count.normalize():f}":
                return f"车辆说明说“{said[0]}”，{kind}是 {number(count, '')} 辆"
    every, cars = sum(counts.values(), Decimal(0)), CARS.search(note)
    if cars and counts and Decimal(DIGITS.get(cars[1], cars[1])) > every:
        return f"车辆说明说“{cars[0]}”，车辆一共是 {number(every, '')} 辆"
    told = OF_A_CAR.search(note)
    return f"车辆说明说“{told[0]}”，车辆却是 0 辆" if told and counts and not sum(counts.values()) else ""

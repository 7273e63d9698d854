"""Changes that no reason explains -> findings: of those that 总体 would answer, one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reportgen.figures.keys import LAST_YEAR
from reportgen.figures.reasons import WHOLE
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.terms import ADDED

CODE = "C076"
LACKING = "T003"
SHOWN = 3
Place = Callable[..., Source | None]


@dataclass(frozen=True)
class Unexplained:
    """A change without a reason: the figure, what is asked in words, which way it went (1, -1, 0: not known),
    the reason above it that says the opposite, whether 总体 may explain it, and whether it is of a 科目 that spends
    without a budget.
    """

    key: str
    asked: str
    way: int
    unfit: str
    by_whole: bool
    added: bool = False


def in_findings(missing: Iterable[Unexplained], at: Place, *, none_written: bool) -> Iterator[Finding]:
    """at: where a path of the data stands, or would have to be written; none_written: there is no reason at all."""
    alone = list(dict.fromkeys(missing))
    if none_written and len(alone) > 1:
        yield _all(alone, at)
        return
    added = [u for u in alone if u.added]
    if len(added) > 1:
        yield _added(added, at)
        alone = [u for u in alone if not u.added]
    for together in _answered_by_the_whole(alone):
        yield _together(together, at)
        alone = [u for u in alone if u not in together]
    for one in alone:
        yield _one(one, at)


def _answered_by_the_whole(missing: list[Unexplained]) -> Iterator[list[Unexplained]]:
    """Those with one answer, where it answers more than one: all while there is no 总体, else those against it."""
    mine = [u for u in missing if u.by_whole]
    unwritten = [u for u in mine if u.unfit != WHOLE]
    if len(unwritten) > 1:
        yield unwritten
    for way in (1, -1):
        opposite = [u for u in mine if u.unfit == WHOLE and u.way == way]
        if len(opposite) > 1:
            yield opposite


def _all(missing: list[Unexplained], at: Place) -> Finding:
    added = [u for u in missing if u.added]
    alone = [u.key for u in missing if not u.by_whole and not (u.added and len(added) > 1)]
    whole = "总体: …" if any(u.by_whole for u in missing) else ""
    at_once = f"{ADDED}: …" if len(added) > 1 else ""
    keys = "，再写 ".join(filter(None, (whole, at_once, "、".join(dict.fromkeys(alone)))))
    message = f"「原因」一条也没有写，有增减、与预算不同的要说原因，共 {len(missing)} 处"
    return Finding(CODE, Level.WARNING, message, at("原因"), "原因", f"请在「原因」里写 {keys}，各写半句话")


def _added(missing: list[Unexplained], at: Place) -> Finding:
    """Of all that was added in the year, one reason."""
    names = "、".join(u.key for u in missing[:SHOWN]) + (f"等 {len(missing)} 个" if len(missing) > SHOWN else "")
    message = f"{names}没有预算而有支出，没有写当年追加的主要原因"
    remedy = f"请在「原因」里写 {ADDED}: …，没有单写的都用它；要分别说的，按数的名字写，如 {missing[0].key}: …"
    return Finding(CODE, Level.WARNING, message, at("原因"), "原因", remedy)


def _together(missing: list[Unexplained], at: Place) -> Finding:
    names = "、".join(u.key for u in missing[:SHOWN])
    many = f"等 {len(missing)} 个数" if len(missing) > SHOWN else ""
    ways = {u.way for u in missing}
    if missing[0].unfit == WHOLE:
        way = "增加" if missing[0].way > 0 else "减少"
        message = f"{names}{many}是{way}，「原因.{WHOLE}」说的是相反的方向"
        remedy = f"请把 {WHOLE} 分成 {WHOLE}.增加 和 {WHOLE}.减少"
        return Finding(CODE, Level.WARNING, message, at("原因", WHOLE), f"原因.{WHOLE}", remedy)
    one = f"{WHOLE}: …" if len(ways) == 1 else f"{WHOLE}.增加: … 和 {WHOLE}.减少: …"
    remedy = f"请在「原因」里写 {one}，没有单写的都用它；要分别说的，按数的名字写，如 {missing[0].key}: …"
    message = f"{names}{many}有增减，没有写主要原因"
    return Finding(CODE, Level.WARNING, message, at("原因"), "原因", remedy)


def _one(missing: Unexplained, at: Place) -> Finding:
    opposite = f"；「{missing.unfit}」的原因说的是相反的方向" if missing.unfit else ""
    both = f"，或把 {WHOLE} 分成 {WHOLE}.增加 和 {WHOLE}.减少" if missing.unfit == WHOLE else ""
    source = at("原因", missing.unfit) if missing.unfit else at("原因")
    message = f"没有写{missing.asked or missing.key}{opposite}"
    return Finding(CODE, Level.WARNING, message, source, missing.key, f"请在「原因」里写 {missing.key}: …{both}")


def last_years_together(findings: Iterable[Finding], at: Place) -> Iterator[Finding]:
    """One finding for all last year's figures that are missing, where nobody wrote any."""
    lacking: list[Finding] = []
    for finding in findings:
        if finding.code == LACKING:
            lacking.append(finding)
        else:
            yield finding
    if len(lacking) < 2:
        yield from lacking
        return
    names = [str(f.key).removeprefix(f"{LAST_YEAR}.") for f in lacking]
    message = f"没有上年数，与上年的比较说不出来，共 {len(lacking)} 个：{'、'.join(names)}"
    remedy = "请把上年的文件夹放在旁边，或在「上年数」里照上年的决算写这些数"
    yield Finding(LACKING, Level.WARNING, message, at("上年数"), "上年数", remedy)

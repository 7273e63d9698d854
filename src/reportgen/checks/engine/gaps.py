"""Gaps between what is stated and what derives -> findings: one cause, one finding, with the likely cause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.checks.engine.amounts import number, typed_unit
from reportgen.checks.engine.leaves import Leaves, SignedLeaves
from reportgen.model.figure import WAN, Fact
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.told_amount import YUAN

CENT = Decimal("0.01")
ORDER = list(Level)
NAMED = 3
"""How many suspects are named."""


@dataclass
class Gap:
    """Two values that should be equal, of one unit. `net`: the leaves of the derived less those of the stated one."""

    code: str
    key: str
    text: str
    stated: Decimal
    derived: Decimal
    tolerance: Decimal
    net: SignedLeaves
    source: Source | None = None
    remedy: str = ""
    typed: bool = False
    """Whether `stated` is a total that a person copied: it may be the copy that is wrong."""
    beyond: Level = Level.ERROR
    alone: bool = False
    """Whether the table prints the stated value beside the one number that it is made of: a reader sees the gap."""
    unit: str = WAN
    merged: list[Gap] = field(default_factory=list)

    @property
    def size(self) -> Decimal:
        """Stated less derived."""
        return self.stated - self.derived

    @property
    def level(self) -> Level:
        """Within what rounding can do it is a 尾差."""
        if abs(self.size) > self.tolerance:
            return self.beyond
        return Level.WARNING if self.alone else Level.HINT


def merge_by_cause(gaps: Iterable[Gap]) -> list[Gap]:
    """The gaps that are causes, each with those that follow from it."""
    roots: list[Gap] = []
    for gap in sorted(gaps, key=lambda g: (ORDER.index(g.level), len(g.net))):
        causes = _causes(gap, roots)
        if not causes:
            roots.append(gap)
        for root in causes:
            root.merged.append(gap)
    return roots


def _causes(gap: Gap, roots: list[Gap]) -> list[Gap]:
    """A root with the same gap over common leaves, or the roots below it that add up to it."""
    allowed = Decimal(0) if gap.level is Level.HINT else gap.tolerance
    for root in roots:
        same = abs(abs(root.size) - abs(gap.size)) <= allowed
        if same and (root.key == gap.key or root.net.keys() & gap.net.keys()):
            return [root]
    below = [r for r in roots if r.net and r.net.keys() <= gap.net.keys()]
    if below and abs(sum((r.size for r in below), Decimal(0)) - gap.size) <= allowed:
        return below
    return []


def findings(roots: Iterable[Gap], leaves: Leaves, vouched: set[int]) -> Iterator[Finding]:
    """The causes in words. vouched: leaves whose sums were found right elsewhere."""
    for root in roots:
        others = list(dict.fromkeys(g.key for g in root.merged if g.key != root.key))
        if abs(root.size) <= root.tolerance:
            yield _rounding(root)
            continue
        suspects = _suspects(root, vouched)
        parts = [root.text, _likely(root, suspects, leaves)]
        if others:
            parts.append(f"同一个差额还使 {'、'.join(others[:6])}{' 等' if len(others) > 6 else ''} 对不上")
        yield Finding(root.code, root.level, "；".join(p for p in parts if p), root.source, root.key, root.remedy)


def _rounding(root: Gap) -> Finding:
    """A gap that rounding can explain; beside the one number that makes it up, it can't in print."""
    if any(gap.alone for gap in (root, *root.merged)):
        message = f"{root.text}；表里加成它的只有这一个数，两个数印在一起对不上，不是尾差"
        return Finding(root.code, Level.WARNING, message, root.source, root.key, "请改成一样，或删去这个核定数")
    message = f"{root.text}，在四舍五入的尾差之内"
    return Finding(root.code, Level.HINT, message, root.source, root.key, "尾差可以保留，按核定的数印")


def _suspects(root: Gap, vouched: set[int]) -> list[tuple[Fact, int]]:
    """The leaves below everything that misses by this gap, and below nothing that is right."""
    common = set(root.net)
    for gap in root.merged:
        common = (common & gap.net.keys()) or common
    doubtful = common - vouched
    return [root.net[i] for i in root.net if i in (doubtful or common)]


def _likely(root: Gap, suspects: list[tuple[Fact, int]], leaves: Leaves) -> str:
    size = root.size
    if root.derived and root.stated in (root.derived.scaleb(4), root.derived.scaleb(-4)):
        return f"{number(root.stated, root.unit)} 与 {number(root.derived, root.unit)} 正好差一万倍，像是元和万元弄混"
    if root.typed and not any(g.typed for g in root.merged) and root.stated in mistyped_forms(root.derived):
        return f"{number(root.stated, root.unit)} 与 {number(root.derived, root.unit)} 只是两位数字颠倒或小数点错位"
    if thousands := _in_yuan(size, suspects, leaves):
        return thousands
    if exact := _exact(size, suspects, leaves):
        return exact
    written = [
        f"{_cell(leaves, fact)}应为 {number(typo, fact.unit)}"
        for fact, count in suspects
        for typo in sorted(mistyped_forms(fact.value or Decimal(0)))
        if count * (typo - (fact.value or 0)) == size
    ]
    if written:
        return f"可能{'，或'.join(written[:NAMED])}（数字颠倒或小数点错位）"
    if len(suspects) == 1 and len(root.net) > 1:
        return f"其他各格都有对得上的合计作证，可能是「{leaves.name(suspects[0][0])}」{_at(suspects[0][0])}写错"
    if size % CENT == 0 and int(size / CENT) % 9 == 0:
        return "差额能被 9 整除，常是某一格两位数字颠倒"
    return ""


def _in_yuan(size: Decimal, suspects: list[tuple[Fact, int]], leaves: Leaves) -> str:
    """One cell that fits when it is taken for 元 in a table of 万元, or the other way round."""
    places, slip = (4, "像是把万元写进了元的表") if typed_unit() == YUAN else (-4, "像是把元写进了万元的表")
    for fact, count in suspects:
        meant = (fact.value or Decimal(0)).scaleb(places)
        if meant and abs(size) == abs(count * (meant - (fact.value or Decimal(0)))):
            return f"可能{_cell(leaves, fact)}应为 {number(meant, fact.unit)}（{slip}）"
    return ""


def _exact(size: Decimal, suspects: list[tuple[Fact, int]], leaves: Leaves) -> str:
    """The gap is one leaf, or twice a leaf."""
    for fact, count in suspects:
        if not fact.value:
            continue
        if abs(size) == abs(count * fact.value):
            return f"差额正好是{_cell(leaves, fact)}，可能多记、漏记或重记了这一格"
        if abs(size) == abs(2 * count * fact.value):
            return f"差额正好是{_cell(leaves, fact)}的两倍，可能正负号写反，或加减弄反"
    return ""


def _cell(leaves: Leaves, fact: Fact) -> str:
    return f"「{leaves.name(fact)}」{number(fact.value or Decimal(0), fact.unit)}{_at(fact)}"


def _at(fact: Fact) -> str:
    if fact.source and fact.source.sheet:
        return f"（{fact.source}）"
    return f"（{fact.source.file}:{fact.source.line}）" if fact.source else ""


def mistyped_forms(written: Decimal) -> set[Decimal]:
    """What one slip of the hand could have made of a number: neighbouring digits swapped, the point moved."""
    text = f"{abs(written):.2f}"
    digits, places = text.replace(".", ""), 2
    swapped = {digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in range(len(digits) - 1)}
    values = {Decimal(d).scaleb(-places) for d in swapped} | {abs(written).scaleb(n) for n in (-2, -1, 1, 2)}
    sign = -1 if written < 0 else 1
    return {sign * v for v in values} - {written}

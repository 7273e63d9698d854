"""原因 as written -> the one that explains a figure: its own, or the nearest above it that went the same way."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.figures import FigureBook, UnknownKey
from reportgen.model.selection import SPENDING, is_subject_code
from reportgen.model.terms import ADDED, BUDGETED, THREE_PUBLIC_COLUMNS, THREE_PUBLIC_ITEMS

WHOLE = "总体"
"""The reason of the report as a whole; 总体.增加 and 总体.减少 are those of what went up and of what went down."""
NOT_BY_THE_WHOLE = ("三公", "机关运行经费")
Place = tuple[str, str]
"""A key under which a reason may stand, and the figure that must have gone the same way;
'' for one that always fits.
"""


class Reasons:
    """The reasons that a person wrote."""

    def __init__(self, book: FigureBook) -> None:
        self.book = book
        written = book.loaded.data.reasons
        self.typed = {book.canonical(key): key for key, text in written.items() if text.strip()}

    def own(self, key: str) -> bool:
        """Whether a reason is written of this very figure."""
        return self.book.canonical(key) in self.typed

    def find(self, key: str, measure: str) -> tuple[str, str]:
        """The key, as typed, of the reason that explains a figure, or ''; and the nearest that went the other way.

        One that names the comparison (支出.208.增减额, 支出.208.差额.年初预算) explains that one alone.
        """
        way, unfit = self._way(key, measure), ""
        own = self.book.canonical(key)
        for candidate, moved in ((f"{own}.{measure}", ""), *self._places(own, way)):
            typed = self.typed.get(candidate, "")
            if typed and (not moved or way * self._way(moved, measure) >= 0):
                return typed, ""
            unfit = unfit or typed
        return "", unfit

    def about(self, key: str, measure: str) -> tuple[int, bool]:
        """Which way a figure went, and whether the reason of the whole may explain it."""
        way = self._way(key, measure)
        return way, any(candidate == WHOLE for candidate, _ in self._places(self.book.canonical(key), way))

    def _way(self, key: str, measure: str) -> int:
        """Which way a figure went: 1 up, -1 down, 0 neither or not known. A reason at 三公.X tells of its budget."""
        if key == WHOLE:
            key = self.book.edition.settings.whole
        elif key.startswith("三公") and not key.endswith((*THREE_PUBLIC_COLUMNS, BUDGETED)):
            key, measure = f"{key if '.' in key else '三公.合计'}.决算数", "差额.预算数"
        try:
            change = self.book.resolve(f"{key}.{measure}") if measure else None
        except UnknownKey:
            return 0
        if change is None or not change.certain or not change.value:
            return 0
        return 1 if change.value > 0 else -1

    def _places(self, key: str, way: int) -> Iterator[Place]:
        """Where the reason may be written, nearest first."""
        parts = key.split(".")
        yield key, ""
        if parts[0] == SPENDING and is_subject_code(parts[1]):
            yield from self._of_subject(key, parts)
            return  # the reason of the whole does not explain one subject
        above = self._of_three_public(parts) if parts[0] == "三公" else self._of_sum(key, parts)
        yield from ((k, k) for k in above)
        if parts[0] not in NOT_BY_THE_WHOLE:
            yield f"{WHOLE}.{'增加' if way > 0 else '减少'}" if way else WHOLE, ""
            yield WHOLE, WHOLE

    def _of_subject(self, key: str, parts: list[str]) -> Iterator[Place]:
        """Its project, the same without its fund, its 款 and its 类."""
        for project in self.book.loaded.data.projects:
            if project.subjects and key == f"支出.{project.subjects[0]}.一般公共":
                yield f"项目.{project.name}", ""
        yield ".".join(parts[:2]), ""
        for cut in (c for c in (5, 3) if c < len(parts[1])):
            above = self.book.canonical(".".join([SPENDING, parts[1][:cut], *parts[2:]]))
            yield above, above
            yield self.book.canonical(f"{SPENDING}.{parts[1][:cut]}"), above
        if self.unbudgeted(key):
            yield ADDED, ""

    def unbudgeted(self, key: str) -> bool:
        """Whether a 科目 spends without an 年初预算: one reason, 当年追加, may do for all of these."""
        try:
            spent, budget = self.book.resolve(key), self.book.resolve(f"{key}.{BUDGETED}")
        except UnknownKey:
            return False
        return budget.certain and budget.zero and spent.certain and not spent.zero

    def _of_three_public(self, parts: list[str]) -> Iterator[str]:
        """The one item that there is, 购置 and 运行 together, the item without its column, all of 三公."""
        item = parts[1] if len(parts) > 1 else ""
        if item == "合计":
            keys = [[f"三公.{name}.{column}" for column in THREE_PUBLIC_COLUMNS] for name in THREE_PUBLIC_ITEMS]
            items = [
                name
                for name, both in zip(THREE_PUBLIC_ITEMS, keys, strict=True)
                if not all(self.book.resolve(k).zero for k in both)
            ]
            yield from (f"三公.{name}" for name in items if len(items) == 1)
        if item in ("公务用车购置费", "公务用车运行维护费"):
            yield "三公.公务用车购置及运行维护费"
        yield f"三公.{item}"
        yield "三公"

    def _of_sum(self, key: str, parts: list[str]) -> Iterator[str]:
        """The same with fewer parts, and what the edition's reason_groups name."""
        for cut in range(len(parts) - 1, 1, -1):
            yield ".".join(parts[:cut])
        for group in self.book.edition.settings.reason_groups:
            if self.book.canonical(group[0]) == key:
                yield from map(self.book.canonical, group[1:])

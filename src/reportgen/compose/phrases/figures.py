"""Figures in print: each is a <data> with its key; what is missing is collected."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup, escape

from reportgen.compose.documented import documented
from reportgen.compose.phrases.marks import pending, unknown_roots
from reportgen.compose.phrases.unexplained import Unexplained, in_findings, last_years_together
from reportgen.figures import FigureBook, UnknownKey
from reportgen.figures.missing import place_of
from reportgen.figures.prose import unit_after
from reportgen.figures.reasons import Reasons
from reportgen.model.figure import PERCENT, Figure
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.schema import home_of, kind_at
from reportgen.model.terms import THREE_PUBLIC_COLUMNS


class FigurePhrases:
    """Figures as templates print them, and what may be asked of them."""

    def __init__(self, book: FigureBook) -> None:
        self.book = book
        self.reasons = Reasons(book)
        self.findings: list[Finding] = []
        self.unexplained: list[Unexplained] = []
        """Changes whose reason was asked for and is not written."""

    @documented("一个数，不带单位", '{{ p.number("收入总计") }}', keys=(0,))
    def number(self, key: str, *, absolute: bool = False) -> Markup:
        """The printed figure without its unit."""
        return self._data(self.book.resolve(key), absolute=absolute)

    @documented(
        "一个数，带单位；`absolute=true` 不印负号；`zero` 是没有数或是 0 时印什么，如 0，不写照小数位印 0.00",
        '{{ p.amount("收入总计") }}',
        keys=(0,),
    )
    def amount(self, key: str, *, absolute: bool = False, zero: str = "") -> Markup:
        """The printed figure with its unit: 3,991.22万元, 52人次, 89.6%, 14401人."""
        figure = self.book.resolve(key)
        return self._data(figure, absolute=absolute, zero=zero) + escape(unit_after(figure))

    @documented("一个数，不带单位，照法定的表里的写法（千分位）", '{{ p.cell("收入总计") }}', keys=(0,))
    def cell(self, key: str) -> Markup:
        """The printed figure as a statutory table writes it."""
        return self._data(self.book.resolve(key), celled=True)

    def _data(self, figure: Figure, *, absolute: bool = False, celled: bool = False, zero: str = "") -> Markup:
        if figure.state == "pending":
            return pending()
        if figure.state == "unknown":
            for root in unknown_roots(figure):
                if root.problem is None:  # else its own finding says what to do
                    self._unstated(root.key)
            return pending(figure.key)
        if figure.state == "blank" and figure.unit == PERCENT:
            self._missing(
                "T005",
                f"「{figure.key}」算不出来，分母是 0 或负数",
                figure.key,
                f"请核对；确实要印就在「核定数」里写 {figure.key}",
            )
            return pending(figure.key)
        text = self.book.celled(figure) if celled else self.book.printed(figure)
        sign = ""
        if absolute:
            text, sign = text.removeprefix("-"), ' data-abs="1"'
        if zero and figure.zero:
            text, sign = zero, f'{sign} data-zero="{escape(zero)}"'
        value = figure.value if figure.value is not None else Decimal(0) if figure.text is None else None
        exact = f' value="{value}"' if value is not None else ""
        unit = f' data-unit="{escape(figure.unit)}"' if figure.unit else ""
        # every part is escaped above
        return Markup(f'<data{exact} data-key="{escape(figure.key)}"{unit}{sign}>{escape(text)}</data>')  # noqa: S704

    def _unstated(self, key: str) -> None:
        """The finding of a figure that nobody stated; one for all of a part that nobody wrote."""
        ledger = key.split(".")[0]
        whole = home_of(ledger)[:1] or ((ledger,) if kind_at((ledger,)) else ())
        if whole and place_of(self.book, key) is None:
            self._missing(
                "T002", f"没有写「{whole[0]}」，要印的数没有数据", whole[0], "请补上，没有就写 0；还不知道写 待填"
            )
        else:
            self._missing("T002", f"要印的数「{key}」没有数据", key, "请补上，没有就写 0；还不知道写 待填")

    @documented(
        "一个比率是不是 0 ÷ 0，不适用",
        '{{ "不适用" if p.inapplicable("三公.公务接待费.决算数.完成率.预算数") else "有完成率" }}',
        keys=(0,),
    )
    def inapplicable(self, key: str) -> bool:
        """Whether a rate is 0 ÷ 0, and says nothing."""
        return self.book.resolve(key).state == "inapplicable"

    @documented(
        "一个数知不知道（待填的、没有写的不知道）", '{{ "知道" if p.certain("收入总计") else "不知道" }}', keys=(0,)
    )
    def certain(self, key: str) -> bool:
        """Whether a figure is known, or nothing."""
        return self.book.resolve(key).certain

    @documented(
        "这些数是不是都没有或是 0：没有可说的",
        '{{ "没有" if p.zero("收入.国有资本", "支出.国有资本") else "有" }}',
        keys=tuple(range(8)),
    )
    def zero(self, *keys: str) -> bool:
        """Nothing to tell of any of these."""
        return all(self.book.resolve(key).zero for key in keys)

    @documented(
        "一个数说不说得出来（是 0、待填也说得出来）",
        '{{ "有上年数" if p.told("上年.收入总计") else "没有上年数" }}',
        keys=(0,),
    )
    def told(self, key: str) -> bool:
        """Whether this figure can be told (known, perhaps 0; 待填 is told as such)."""
        try:
            return self.book.resolve(key).state != "unknown"
        except UnknownKey:
            return False

    @documented(
        "一个实物量该不该说：写了的，或有和它相配的钱",
        '{{ "该说" if p.due("实物量.国内接待人次", "三公.公务接待费.决算数") else "不用说" }}',
        keys=(0, 1),
    )
    def due(self, key: str, money: str) -> bool:
        """Whether a count must be told: it is stated, or there is money that it goes with."""
        return self.told(key) or not self.zero(money)

    @documented(
        "“三公”经费的一项是不是没有预算也没有支出", '{{ "没有安排" if p.idle("三公.因公出国（境）费") else "有安排" }}'
    )
    def idle(self, item: str) -> bool:
        """Neither budgeted nor spent: 三公.公务接待费."""
        return self.zero(*(f"{item}.{column}" for column in THREE_PUBLIC_COLUMNS))

    @documented(
        "(名称, 键) 里不是 0 的那些：列举时不说 0",
        '{% for name, key in p.some([("基本支出", "支出.基本支出"), ("经营支出",'
        ' "支出.经营支出")]) %}{{ name }}{{ p.amount(key) }}；{% endfor %}',
    )
    def some(self, named: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Those of (name, key) that have something to tell: a list names no zero."""
        return [(name, key) for name, key in named if not self.zero(key)]

    @documented(
        "一个目标值或实际值里有没有数字；没有就用话说",
        '{% for r in form("整体").rows[:1] %}{{ "有数字" if p.counted(r.target) else "是一句话" }}{% endfor %}',
        keys=(0,),
    )
    def counted(self, key: str) -> bool:
        """A target or an actual value that has a number in it, or is not yet written; else it is said in words."""
        figure = self.book.resolve(key)
        return figure.state != "known" or any(c.isdecimal() for c in self.book.printed(figure))

    @documented(
        "两个数印出来一不一样", '{{ "收支平衡" if p.alike("收入总计", "支出总计") else "不平衡" }}', keys=(0, 1)
    )
    def alike(self, first: str, second: str) -> bool:
        """Whether two figures are printed alike."""
        return self.book.printed(self.book.resolve(first)) == self.book.printed(self.book.resolve(second))

    def _missing(self, code: str, message: str, key: str, remedy: str, source: Source | None = None) -> None:
        source = source or place_of(self.book, key)
        finding = Finding(code, Level.WARNING, message, source, key, remedy)
        if finding not in self.findings:
            self.findings.append(finding)

    def _told_findings(self) -> tuple[Finding, ...]:
        """All that was found missing while the phrases were made."""
        loaded = self.book.loaded
        unexplained = in_findings(self.unexplained, loaded.home, none_written=not self.reasons.typed)
        told = (*self.findings, *unexplained)
        none_before = loaded.previous is None and not loaded.data.last_year
        return tuple(last_years_together(told, loaded.home)) if none_before else told

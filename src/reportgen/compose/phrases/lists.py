"""What a sentence lists: subjects, kinds and funds that are not 0, and their names in full."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.compose.documented import documented
from reportgen.compose.phrases.figures import FigurePhrases
from reportgen.figures import FigureBook
from reportgen.model import selection
from reportgen.model.budget import BudgetProject
from reportgen.model.organization import Unit
from reportgen.model.selection import (
    BASIC,
    ECONOMIC,
    FISCAL,
    FISCAL_FUNDS,
    GENERAL,
    INCOME,
    INCOME_KINDS,
    INITIAL_BUDGET,
    MEMBERS,
    OTHER_MONEY,
    PROJECT,
    PROJECT_TYPE,
    SPENDING,
    SPENDING_KINDS,
)
from reportgen.model.terms import HEAD_OFFICE, PROCUREMENT_KINDS, STAFF_WITHIN

DEPARTMENT_PROJECT = MEMBERS[PROJECT_TYPE][0]
"""The 类型 of a project that a department pays for itself."""


class ListPhrases(FigurePhrases):
    """Lists and names for templates."""

    @documented(
        "不是 0 的科目编码，几位就是几级；写了口径的，只有预算的也在里面",
        '{% for code in p.codes("支出", 3) %}{{ code }}{{ p.subject(code) }}；{% endfor %}',
    )
    def codes(self, pick: str, digits: int, stage: str = "") -> list[str]:
        """The subject codes of this many digits whose facts are not 0, budget-only ones too when a 口径 is named."""
        return subject_codes(self.book, pick, digits, stage)

    @documented(
        "不是 0 的各种收入：(名称, 键)", "{% for name, key in p.incomes() %}{{ name }}{{ p.amount(key) }}；{% endfor %}"
    )
    def incomes(self) -> list[tuple[str, str]]:
        """The kinds of income that are not 0: (name, key)."""
        return self.some([(f"{FISCAL}收入", f"{INCOME}.{FISCAL}"), *((kind, kind) for kind in INCOME_KINDS)])

    @documented(
        "各种支出：(名称, 键)；基本支出和项目支出总在里面",
        "{% for name, key in p.spendings() %}{{ name }}{{ p.amount(key) }}；{% endfor %}",
    )
    def spendings(self) -> list[tuple[str, str]]:
        """基本支出 and 项目支出 in any case, other kinds that are not 0: (name, key)."""
        always = (BASIC, PROJECT)
        return [(kind, f"{SPENDING}.{kind}") for kind in SPENDING_KINDS if kind in always or not self.zero(kind)]

    @documented("政府采购的种类；写了 0 的也在里面", "{{ p.procurements()|join('、') }}")
    def procurements(self) -> list[str]:
        """The kinds of procurement, those of 0 too where 0 is stated: the form asks for all three."""
        keys = {kind: f"政府采购.{kind}.金额" for kind in PROCUREMENT_KINDS}
        return [kind for kind, key in keys.items() if self.told(key) or not self.zero(key)]

    @documented("资金的全称", '{{ p.fund("一般公共") }}')
    def fund(self, fund: str) -> str:
        """The name of a fund in full: 一般公共预算财政拨款."""
        return selection.FULL_TERMS[fund]

    @documented("资金属于哪个预算", '{{ p.budget_of("一般公共") }}')
    def budget_of(self, fund: str) -> str:
        """The budget that a fund belongs to: 一般公共预算."""
        return selection.FULL_TERMS[fund].removesuffix("资金" if fund == OTHER_MONEY else FISCAL)

    @documented("财政拨款的各种资金", "{{ p.fiscal_funds()|join('、') }}")
    def fiscal_funds(self) -> tuple[str, ...]:
        """一般公共, 政府性基金, 国有资本."""
        return FISCAL_FUNDS

    @documented("是不是科目编码", '{{ "是编码" if p.is_code("2080101") else "是名称" }}')
    def is_code(self, name: str) -> bool:
        """Whether a name is the code of a subject."""
        return selection.is_subject_code(name)

    @documented(
        "数最大的几个科目的编码：pick、几位、几个",
        '{% for code in p.largest("支出", 7, 2) %}{{ p.subject(code) }}；{% endfor %}',
    )
    def largest(self, pick: str, digits: int, most: int) -> list[str]:
        """The codes with the largest amounts, no more than this many; what is not known yet has no place among them."""
        amounts = {code: self.book.resolve(f"{pick}.{code}") for code in self.codes(pick, digits)}
        known = [code for code, figure in amounts.items() if figure.certain]
        return sorted(known, key=lambda code: -self.book.rounded(amounts[code]))[:most]

    @documented("科目的名称", '{{ p.subject("2080101") }}')
    def subject(self, code: str) -> str:
        """The standard name of a subject."""
        return self.book.subject_name(code)

    @documented("科目的名称，从类到项", '{{ p.subject_path("2080101") }}')
    def subject_path(self, code: str) -> str:
        """社会保障和就业支出（类）就业补助（款）社会保险补贴（项）."""
        names = zip((3, 5, 7), "类款项", strict=True)
        return "".join(f"{self.book.subject_name(code[:n])}（{word}）" for n, word in names if n <= len(code))

    @documented(
        "这个 pick 里有数的经济科目编码，几位就是几级",
        '{% for code in p.economic_codes("支出.年初预算", 3) %}{{ p.subject(code) }}；{% endfor %}',
    )
    def economic_codes(self, pick: str, digits: int = 5) -> list[str]:
        """The 经济科目 of this many digits under which the pick has something."""
        found = self.book.selection_of(pick)
        facts = self.book.ledger.facts_in(found) if found else ()
        return sorted(
            {code[:digits] for fact in facts if fact.value != 0 and (code := dict(fact.dims).get(ECONOMIC, ""))}
        )

    @documented("人员经费、公用经费里不是 0 的各款的名称", '{{ p.economic_items("公用经费")|join("、") }}')
    def economic_items(self, whole: str) -> list[str]:
        """The names of the 款 that are not 0 of the 类 that 人员经费 or 公用经费 is the sum of."""
        return economic_items(self.book, whole)

    @documented("人员经费等是哪几个经济分类的类加起来的", '{{ p.classes_of("人员经费")|join("、") }}', keys=(0,))
    def classes_of(self, whole: str) -> list[str]:
        """The codes of the 经济 类 that 人员经费 or 预算.人员经费 is the sum of: 301, 303."""
        return _classes_of(self.book, whole)

    @documented(
        "某种资金安排的部门项目（公共项目不在里面）",
        '{% for x in p.department_projects("一般公共") %}{{ x.full_name if loop.first }}{% endfor %}',
    )
    def department_projects(self, fund: str) -> list[BudgetProject]:
        """The 部门项目 of a budget, 公共项目 left out, for which a fund gives something."""
        budget = self.book.loaded.data.budget
        return [
            x
            for x in (budget.projects if budget else [])
            if x.type == DEPARTMENT_PROJECT and not self.zero(f"{SPENDING}.{x.name}.{fund}.{INITIAL_BUDGET}")
        ]

    @documented("这些单位里不是本级的", "{{ p.below(data.units)|length }}个下属单位")
    def below(self, units: Iterable[Unit]) -> list[Unit]:
        """The units that are not the 本级 itself."""
        return [unit for unit in units if unit.tier != HEAD_OFFICE]

    @documented("这些单位里一种性质的", '{{ p.natured(data.units, "行政")|length }}个行政单位')
    def natured(self, units: Iterable[Unit], nature: str) -> list[Unit]:
        """The units of this 性质."""
        return [unit for unit in units if unit.nature == nature]

    @documented("一种人员是不是前面那一种的其中数（参公）", '{{ "其中数" if p.within("参公") else "另算" }}')
    def within(self, kind: str) -> bool:
        """Whether a kind of staff is a part of the one that stands before it: 参公."""
        return kind in STAFF_WITHIN

    @documented(
        "这些资金是不是只有一般公共预算", '{{ "只有一般公共预算" if p.only_general(project_funds) else "还有别的" }}'
    )
    def only_general(self, funds: Iterable[str]) -> bool:
        """Whether 一般公共 alone is among these funds."""
        return list(funds) == [GENERAL]


def subject_codes(book: FigureBook, pick: str, digits: int, stage: str = "") -> list[str]:
    """The subject codes of this many digits for which the pick (or the named budget) is not 0."""
    picks = [selection.parse(pick)] + ([selection.parse(f"{pick}.{stage}")] if stage else [])
    codes = set()
    for one in picks:
        for fact in book.ledger.facts_in(one):
            code = dict(fact.dims).get(selection.SUBJECT, "")
            if len(code) >= digits and fact.value != 0:
                codes.add(code[:digits])
    return sorted(codes)


def economic_items(book: FigureBook, whole: str) -> list[str]:
    """The names of the 款 that are not 0 of the 类 that 人员经费 or 公用经费 is the sum of, by code."""
    listed, classes = book.edition.subjects["经济科目"], _classes_of(book, whole)
    spent = (c for c in sorted(listed) if len(c) == 5 and c[:3] in classes and not book.resolve(f"经济.{c}").zero)
    return [str(listed[code]) for code in spent]


def _classes_of(book: FigureBook, whole: str) -> list[str]:
    return [part for term in book.terms_of(whole) for part in term.split(".") if selection.is_subject_code(part)]

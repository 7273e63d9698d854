"""What a sentence lists: subjects, kinds and funds that are not 0, and their names in full."""

from __future__ import annotations

from reportgen.compose.phrases.figures import FigurePhrases
from reportgen.figures import FigureBook
from reportgen.model import selection
from reportgen.model.selection import (
    BASIC,
    ECONOMIC,
    FISCAL,
    FISCAL_FUNDS,
    INCOME,
    INCOME_KINDS,
    OTHER_MONEY,
    PROJECT,
    SPENDING,
    SPENDING_KINDS,
)
from reportgen.model.terms import PROCUREMENT_KINDS


class ListPhrases(FigurePhrases):
    """Lists and names for templates."""

    def codes(self, pick: str, digits: int, stage: str = "") -> list[str]:
        """The subject codes of this many digits whose facts are not 0, budget-only ones too when a 口径 is named."""
        return subject_codes(self.book, pick, digits, stage)

    def incomes(self) -> list[tuple[str, str]]:
        """The kinds of income that are not 0: (name, key)."""
        return self.some([(f"{FISCAL}收入", f"{INCOME}.{FISCAL}"), *((kind, kind) for kind in INCOME_KINDS)])

    def spendings(self) -> list[tuple[str, str]]:
        """基本支出 and 项目支出 in any case, other kinds that are not 0: (name, key)."""
        always = (BASIC, PROJECT)
        return [(kind, f"{SPENDING}.{kind}") for kind in SPENDING_KINDS if kind in always or not self.zero(kind)]

    def procurements(self) -> list[str]:
        """The kinds of procurement, those of 0 too where 0 is stated: the form asks for all three."""
        keys = {kind: f"政府采购.{kind}.金额" for kind in PROCUREMENT_KINDS}
        return [kind for kind, key in keys.items() if self.told(key) or not self.zero(key)]

    def fund(self, fund: str) -> str:
        """The name of a fund in full: 一般公共预算财政拨款."""
        return selection.FULL_TERMS[fund]

    def budget_of(self, fund: str) -> str:
        """The budget that a fund belongs to: 一般公共预算."""
        return selection.FULL_TERMS[fund].removesuffix("资金" if fund == OTHER_MONEY else FISCAL)

    def fiscal_funds(self) -> tuple[str, ...]:
        """一般公共, 政府性基金, 国有资本."""
        return FISCAL_FUNDS

    def is_code(self, name: str) -> bool:
        """Whether a name is the code of a subject."""
        return selection.is_subject_code(name)

    def largest(self, pick: str, digits: int, most: int) -> list[str]:
        """The codes with the largest amounts, no more than this many; what is not known yet has no place among them."""
        amounts = {code: self.book.resolve(f"{pick}.{code}") for code in self.codes(pick, digits)}
        known = [code for code, figure in amounts.items() if figure.certain]
        return sorted(known, key=lambda code: -self.book.rounded(amounts[code]))[:most]

    def subject(self, code: str) -> str:
        """The standard name of a subject."""
        return self.book.subject_name(code)

    def subject_path(self, code: str) -> str:
        """社会保障和就业支出（类）就业补助（款）社会保险补贴（项）."""
        names = zip((3, 5, 7), "类款项", strict=True)
        return "".join(f"{self.book.subject_name(code[:n])}（{word}）" for n, word in names if n <= len(code))

    def economic_codes(self, pick: str, digits: int = 5) -> list[str]:
        """The 经济科目 of this many digits under which the pick has something."""
        found = self.book.selection_of(pick)
        facts = self.book.ledger.facts_in(found) if found else ()
        return sorted(
            {code[:digits] for fact in facts if fact.value != 0 and (code := dict(fact.dims).get(ECONOMIC, ""))}
        )

    def economic_items(self, whole: str) -> list[str]:
        """The names of the 款 that are not 0 of the 类 that 人员经费 or 公用经费 is the sum of."""
        listed = self.book.edition.subjects["经济科目"]
        classes = [term.removeprefix("经济.") for term in self.book.terms_of(whole)]
        return [
            listed[c]
            for c in sorted(listed)
            if len(c) == 5 and c[:3] in classes and not self.book.resolve(f"经济.{c}").zero
        ]


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

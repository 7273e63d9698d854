"""The register of rules: everything that is said of a rule stands in one place,
beside its function where it has one.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import Enum
from importlib import import_module
from typing import Generic, Literal, ParamSpec, TypeVar

from reportgen.checks.engine.gaps import Gap
from reportgen.checks.engine.passages import Printed
from reportgen.editions.kinds import ReportKind
from reportgen.figures import FigureBook
from reportgen.model.finding import Finding, Level, Source

Mode = Literal["data", "stated", "composed", "text"]
Examined = TypeVar("Examined", FigureBook, Printed)
Said = ParamSpec("Said")
ACCOUNTS, BUDGET, SELF_EVALUATION = ("收支",), ("部门预算",), ("绩效自评报告",)
"""What rules may need: top-level keys of the data that a kind of report is made from."""
FINANCE = "财务"


class Verdict(Enum):
    """One thing that a check looked at and found in order."""

    AGREES = "通过"
    DERIVED = "由推导保证"
    UNKNOWN = "未运行"


@dataclass(frozen=True)
class Hit:
    """One thing that is wrong: the values for the message, and where. A `gap` may be merged with its cause.

    template: the edition is to blame and not the data; not told while the data have errors, which may be the cause.
    """

    values: dict[str, str]
    key: str | None = None
    source: Source | None = None
    remedy: str = ""
    level: Level | None = None
    gap: Gap | None = None
    template: bool = False

    def __post_init__(self) -> None:
        """Raises TypeError for values without names: they are what stands in braces in the rule's message."""
        if not isinstance(self.values, Mapping):
            raise TypeError(f'Hit 的第一个参数是填进 message 的值，要写名称：Hit({{"problem": {self.values!r}}})')


Outcome = Hit | Verdict


@dataclass(frozen=True)
class Rule:
    """Everything that is said of a rule.

    level: of what it finds where a hit has none of its own; message: of a finding, with {values} of a hit.
    what, why, remedy: its page, in Chinese, without a final mark.
    needs: top-level keys of the data; it is run on the kinds of reports that need one of them, on all where none is
    named. waivable: whether 豁免 may name it; where nothing is said, a 提醒 or 提示 only. reader: who is asked in a draft.
    aliases: codes of the public project GovBudgetChecker for the same rule (V33-… unless said otherwise).
    approved: parts of keys whose 核定数 are its own, where no formula of a table gives them.
    guaranteed: why what is printed can't break it: it has no function.
    of_form: it asks for words that a form may not have, whatever the figures are: an edition may leave it out.
    """

    code: str
    _: KW_ONLY
    level: Level = Level.ERROR
    title: str
    what: str
    why: str
    remedy: str
    message: str = "{problem}"
    mode: Mode = "data"
    needs: tuple[str, ...] = ()
    waivable: bool | None = None
    reader: str = FINANCE
    aliases: tuple[str, ...] = ()
    approved: tuple[str, ...] = ()
    guaranteed: str = ""
    of_form: bool = False

    def runs_in(self, kind: ReportKind) -> bool:
        """Whether it is run on reports of a kind."""
        return not self.needs or any(key in kind.needs for key in self.needs)

    def may_be_waived(self, level: Level) -> bool:
        """Whether a person may let a finding of this level stand: a sum never,
        an error only where it is a judgement.
        """
        return level is not Level.ERROR if self.waivable is None else self.waivable

    def finding(self, hit: Hit) -> Finding:
        """The hit in words."""
        return Finding(
            self.code, hit.level or self.level, self.message.format(**hit.values), hit.source, hit.key, hit.remedy
        )


@dataclass(frozen=True)
class DocumentRule(Rule):
    """A rule over what is printed: over the words, where nothing else is said."""

    message: str = "「{said}」{problem}"
    mode: Mode = "text"


Examine = Callable[[Examined], Iterator[Outcome]]


@dataclass(frozen=True)
class Check(Generic[Examined]):
    """A rule with its function."""

    rule: Rule
    examine: Examine[Examined]


CHECKS: dict[str, Check[FigureBook]] = {}
DOCUMENT_CHECKS: dict[str, Check[Printed]] = {}
"""Rules over what is printed: modes composed and text."""


def _decorator(
    checks: dict[str, Check[Examined]], make: Callable[Said, Rule]
) -> Callable[Said, Callable[[Examine[Examined]], Examine[Examined]]]:
    """What registers a function under the code of its rule, which is never given twice."""

    def decorator(*args: Said.args, **said: Said.kwargs) -> Callable[[Examine[Examined]], Examine[Examined]]:
        rule = make(*args, **said)

        def register(examine: Examine[Examined]) -> Examine[Examined]:
            if rule.code in checks:
                raise ValueError(f"{rule.code} 已经有了：{checks[rule.code].rule.title}")
            checks[rule.code] = Check(rule, examine)
            return examine

        return register

    return decorator


check, document_check = _decorator(CHECKS, Rule), _decorator(DOCUMENT_CHECKS, DocumentRule)
RULES: list[Rule] = []
"""Rules without a function of their own: the engine finds them, or the way of printing keeps them."""


def import_room(name: str, folder: Iterable[str]) -> None:
    """Import every module of a package, so that its rules register themselves and none can be forgotten."""
    for module in pkgutil.iter_modules(folder):
        import_module(f"{name}.{module.name}")

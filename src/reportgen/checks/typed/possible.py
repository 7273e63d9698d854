"""Text mode: numbers that people typed and that nothing can have: a coverage of 199 %, half a person."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import Outcome, Verdict, document_check
from reportgen.checks.engine.sizes import COUNTED, RATE, impossible
from reportgen.checks.typed.known_figures import typed_numbers
from reportgen.checks.typed.numbers import CHANGED
from reportgen.checks.typed.telling import hit
from reportgen.model.finding import Level

UNITS = frozenset(COUNTED.split("|"))


@document_check(
    "C150",
    level=Level.WARNING,
    title="文字里的率不超过 100%，人和件是整数",
    what="写在“……率”“……满意度”后面的数不超过 100%；人、户、件、场、辆是整数",
    why="不可能的数，读者一眼看出，多半是多打少打了一位",
    remedy="核对这个数和小数点",
    reader="科室",
)
def typed_number_impossible(printed: Printed) -> Iterator[Outcome]:
    for passage, number, _ in typed_numbers(printed):
        clause = passage.clause(number.start)
        if number.unit in UNITS:
            problem = impossible(number.value, number.unit, clause)
        elif number.unit == "%" and RATE.search(number.label.rstrip("为是达到约的以在")) and not CHANGED.search(clause):
            problem = impossible(number.value, "%", clause)
        else:
            continue
        if problem:
            yield hit(printed, passage, number.start, number.end, problem, "请核对这个数和小数点")
        else:
            yield Verdict.AGREES

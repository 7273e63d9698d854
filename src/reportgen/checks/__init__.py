"""Report, tables and document -> findings, and the ledger of what was checked and how."""

from reportgen.checks import data, printed, told, typed  # noqa: F401 - their rules register themselves
from reportgen.checks.engine.folded import folded
from reportgen.checks.engine.left_out import without_left_out
from reportgen.checks.engine.registry import CHECKS, DOCUMENT_CHECKS, Check
from reportgen.checks.engine.run import check_document, check_report
from reportgen.checks.engine.tally import Checked, CheckRun
from reportgen.checks.engine.waivers import waive

__all__ = [
    "CHECKS",
    "DOCUMENT_CHECKS",
    "Check",
    "CheckRun",
    "Checked",
    "check_document",
    "check_report",
    "folded",
    "waive",
    "without_left_out",
]

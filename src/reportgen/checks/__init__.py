"""Report, tables and document -> findings, and the ledger of what was checked and how."""

from reportgen.checks.composed import check_document
from reportgen.checks.registry import CHECKS, Check, Checked, CheckRun
from reportgen.checks.run import check_report

__all__ = ["CHECKS", "Check", "CheckRun", "Checked", "check_document", "check_report"]

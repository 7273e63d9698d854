"""Report, tables and document -> findings, and the ledger of what was checked and how."""

from reportgen.checks.registry import CHECKS, DOCUMENT_CHECKS, Check, Checked, CheckRun
from reportgen.checks.run import check_document, check_report
from reportgen.checks.waivers import waive

__all__ = ["CHECKS", "DOCUMENT_CHECKS", "Check", "CheckRun", "Checked", "check_document", "check_report", "waive"]

"""The sheet before the cover, the appendix behind the report, and the words of the questions:
the edition's templates write them.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from reportgen.build import BuiltReport
from reportgen.checks import CheckRun
from reportgen.compose.markup import broken
from reportgen.compose.phrases import Phrases
from reportgen.compose.template import environment, failed, render, unusable
from reportgen.compose.template_context import context_of
from reportgen.document.tree import DocumentError, parse, text_of
from reportgen.model.finding import Finding
from reportgen.review.draft.deviations import Deviation
from reportgen.review.draft.questions import Question
from reportgen.review.draft.stated import StatedChange

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What a finding may quote from the data and no XML can hold."""
SLIP, QUESTIONS = "slip.html", "questions.html"
VARIABLES = {
    SLIP: {
        "slip": "送审单上的：`.number`（第几轮）、`.before`（上一轮，第一轮没有）、`.day`、`.reader`、`.identity`（稿号）、"
        "`.errors`、`.pending`、`.inputs`、`.figures`（各处改动：`.name`、`.old`、`.new`）、`.deviations`、`.questions`、`.left`、"
        "`.hints`、`.runs`（核对清单）"
    },
    QUESTIONS: {
        "questions": "各个问题：`.unwritten`、`.deviates`、`.lacks_effect` 是哪一种，`.since_last_year` 是不是和上年比，"
        "`.stage`（和哪个预算比）、`.what`、`.name`、`.key`、`.count`、`.reason`、`.code`、`.remedy`、`.source`"
    },
}
"""What these two templates may ask besides what a report may."""


@dataclass(frozen=True)
class CoverSheetContent:
    """What a cover sheet tells besides figures: which round it is, for whom, and what changed since the round before.

    `inputs` and `figures` are None in the first round.
    """

    number: int
    day: date
    reader: str
    identity: str
    before: int | None
    inputs: tuple[StatedChange, ...]
    figures: tuple[StatedChange, ...]
    deviations: tuple[Deviation, ...]
    questions: tuple[Question, ...]
    left: int
    errors: int
    pending: int
    hints: tuple[Finding, ...]
    runs: tuple[CheckRun, ...]


def worded(made: BuiltReport, asked: Sequence[Question]) -> list[Question]:
    """The questions with their words."""
    if not asked:
        return []
    items = _parsed(made, QUESTIONS, {"questions": asked}).findall(".//li")
    return [
        replace(question, text=" ".join(text_of(item).split())) for question, item in zip(asked, items, strict=True)
    ]


def cover_sheet_of(made: BuiltReport, content: CoverSheetContent) -> tuple[ET.Element, ET.Element]:
    """The cover sheet and the appendix."""
    cover, appendix = _parsed(made, SLIP, {"slip": content}).findall(".//section[@class='slip']")
    return cover, appendix


def _parsed(made: BuiltReport, name: str, more: dict[str, Any]) -> ET.Element:
    """What a template writes, as a tree. Raises DataUnusable with the template's place."""
    report = made.book
    text = ""
    try:
        text = render(
            environment(report.edition), name, {**context_of(report, made.tables, Phrases(report), draft=True), **more}
        )
        return parse(_NO_XML.sub("", text))
    except DocumentError as error:
        raise unusable("M001", f"{name}：{error}", broken(report.edition), report.edition) from error
    except Exception as error:
        raise failed(error, report.edition) from error

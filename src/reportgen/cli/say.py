"""What all commands share: exit codes, how loud they are, findings in print or as JSON, problems told in Chinese."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from reportgen.model.finding import findings_as_json

if TYPE_CHECKING:
    from reportgen.build import BuiltReport
    from reportgen.model.finding import Finding

DATA, MACHINE = 1, 3
FOLDER = click.Path(file_okay=False, path_type=Path)
COLOURS = {"错误": "red", "提醒": "yellow", "提示": "cyan"}
QUIET, LOUD = -1, 1
HINT = "提示"
FEW = 3
"""Hints of one code that are shown; of more, how many there are."""

form_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="text 给人看，json 给程序读。"
)


def loudness() -> int:
    """-1 when -q was given, 1 for -v, else 0."""
    context = click.get_current_context(silent=True)
    return int(context.find_root().meta.get("loudness", 0)) if context else 0


def painted(text: str, colour: str) -> str:
    """Coloured on a terminal; plain where output is kept, and with NO_COLOR."""
    return click.style(text, fg=colour)


def print_json(content: object) -> None:
    """One JSON value on standard output."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=1))


@contextlib.contextmanager
def problems_reported(form: str = "text") -> Iterator[None]:
    """What is wrong with the data or the machine is told in Chinese; what is wrong with us is a traceback.

    Whoever asked for JSON gets JSON here too, and nothing else on standard output.
    """
    from reportgen.atomic_write import CannotWrite
    from reportgen.editions import EditionError, NoTemplates
    from reportgen.environment import EnvironmentProblem
    from reportgen.model.finding import DataUnusable

    try:
        yield
    except DataUnusable as unusable:
        if form == "json":
            print_json({"可用": False, **findings_as_json(unusable.findings)})
            sys.exit(DATA)
        print_findings(unusable.findings)
        click.echo(f"数据还不能用。{levels(unusable.findings)}", err=True)
        sys.exit(DATA)
    except EditionError as problem:
        refuse(str(problem), form)
    except EnvironmentProblem as problem:
        hint = (
            ""
            if isinstance(problem, CannotWrite | NoTemplates)
            else "\n要看这台机器还缺什么：reportgen doctor；不要 PDF 时：--to docx,xlsx,html,json"
        )
        refuse(f"{problem}{hint}", form, MACHINE)
    except Exception as problem:
        if not _of_pdf(problem):
            raise
        refuse(str(problem), form, MACHINE)


def refuse(message: str, form: str = "text", code: int = DATA) -> NoReturn:
    """End the program with one sentence that belongs to no file."""
    if form == "json":
        print_json({"可用": False, "原因": message, **findings_as_json(())})
    else:
        click.echo(message, err=True)
    sys.exit(code)


def _of_pdf(problem: Exception) -> bool:
    """Whether it is the PDF writer's; who never wrote one need not import it to know."""
    module = sys.modules.get("reportgen.writers.pdf")
    return module is not None and isinstance(problem, module.PdfError)


def print_findings(findings: Iterable[Finding], *, every: bool = False) -> None:
    """One for each finding, its level in colour; with -q only the errors. Of many hints of one code, the first few."""
    folded: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for finding in findings:
        level = finding.level.value
        if level != "错误" and loudness() == QUIET:
            continue
        if level == HINT and not every and shown[finding.code] == FEW:
            folded[finding.code] += 1
            continue
        shown[finding.code] += level == HINT
        click.echo(finding.as_text().replace(f" {level} [", f" {painted(level, COLOURS[level])} [", 1))
    if folded:
        more = "、".join(f"[{code}] {count} 处" for code, count in folded.items())
        click.echo(f"同样的{HINT}还有 {more}，没有列出；全部看：reportgen check --all")


def more(made: BuiltReport) -> None:
    """With -v: what the report was made from."""
    if loudness() == LOUD:
        loaded, edition = made.book.loaded, made.book.edition
        beside = f"；上年 {loaded.previous.folder}" if loaded.previous else ""
        click.echo(f"数据　{loaded.folder}：{'、'.join(loaded.hashes)}{beside}", err=True)
        click.echo(f"版式　{' ← '.join(map(str, edition.layers))}；科目 {edition.settings.subjects}", err=True)


def levels(findings: Iterable[Finding]) -> str:
    """How many findings of each level: 错误 0、提醒 2、提示 1."""
    from reportgen.model.finding import Level

    found = list(findings)
    return "、".join(f"{level.value} {sum(f.level is level for f in found)}" for level in Level)


def from_here(path: Path) -> str:
    """A path as one would type it here; elsewhere, in full."""
    with contextlib.suppress(ValueError):
        near = os.path.relpath(path)
        if not near.startswith(os.path.join("..", "..")):
            return near
    return str(path)


def typed(path: Path) -> str:
    """A path as one would type it in a command: in quotes when it holds a blank."""
    near = from_here(path)
    return f'"{near}"' if " " in near else near

"""What is being done, on one line of a terminal that is written over and gone at the end; elsewhere nothing."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator

import click

from reportgen.cli.say import QUIET, loudness

CLEAR = "\r\x1b[K"


@contextlib.contextmanager
def progress(form: str) -> Iterator[Callable[[str], None]]:
    """What to call with the words of each step. REPORTGEN_PROGRESS=off, `-q` and JSON leave the terminal still."""
    still = (
        form == "json"
        or loudness() == QUIET
        or os.environ.get("REPORTGEN_PROGRESS") == "off"
        or os.environ.get("TERM") == "dumb"
    )
    if still or not sys.stderr.isatty():
        yield lambda _: None
        return
    try:
        yield lambda words: click.echo(f"{CLEAR}{words}……", nl=False, err=True)
    finally:
        click.echo(CLEAR, nl=False, err=True)

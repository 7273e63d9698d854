"""LibreOffice, where there is one: one kind of file -> another, without a window, in a folder and a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from reportgen.environment import EnvironmentProblem

PATIENCE = 180
"""Seconds for which it may work on one file."""


def program() -> str | None:
    """Where it is; None where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(content: bytes, suffix: str, target: str, why: str, remedy: str) -> bytes:
    """A file's content (`suffix`: what it is) as another kind (`target`: pdf, docx, docx:filter). Raises EnvironmentProblem with `why`."""
    office = program()
    if not office:
        raise EnvironmentProblem(f"没有 LibreOffice，{why}", remedy)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        source, made = home / f"file.{suffix}", home / "out" / f"file.{target.partition(':')[0]}"
        source.write_bytes(content)
        command = [office, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--convert-to", target]
        command += ["--outdir", str(made.parent), str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603 - a program of this machine, a file in our own folder
            return made.read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise EnvironmentProblem(f"LibreOffice 没有打开这个文件，{why}", remedy) from error

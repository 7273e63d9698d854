"""LibreOffice driven through its bridge, as a person would edit: type over words, with changes tracked or not,
and save.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

OPEN = """
import json, subprocess, sys, time, uno
from com.sun.star.beans import PropertyValue

def value(name, of):
    made = PropertyValue()
    made.Name, made.Value = name, of
    return made

folder, pipe = sys.argv[1:3]
office = subprocess.Popen(["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile",\
 f"--accept=pipe,name={pipe};urp;"])
resolver = uno.getComponentContext().ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver",\
 uno.getComponentContext())
for attempt in range(600):
    try:
        context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.1)
create = context.ServiceManager.createInstanceWithContext
desktop, dispatcher = create("com.sun.star.frame.Desktop", context), create("com.sun.star.frame.DispatchHelper",\
 context)
"""
"""How a script reaches an office program of its own: sys.argv has a folder and the name of a pipe."""
BRIDGE = (
    OPEN
    + """
for job in json.loads(sys.argv[3]):
    document = desktop.loadComponentFromURL(f"file://{folder}/{job['opened']}", "_blank", 0, (value("Hidden", True),))
    for typed in job["typed"]:
        document.RecordChanges = typed["tracked"]
        search = document.createSearchDescriptor()
        search.SearchString = typed["words"]
        found = document.findFirst(search)
        for _ in range(typed["nth"] - 1):
            found = document.findNext(found.End, search)
        if found is None:
            sys.exit("not found: " + typed["words"])
        cursor = found.Text.createTextCursorByRange(found)
        cursor.setString(typed["by"])
    for said in job["said"]:
        search = document.createSearchDescriptor()
        search.SearchString = said["about"]
        found = document.findFirst(search)
        if found is None:
            sys.exit("not found: " + said["about"])
        note = document.createInstance("com.sun.star.text.textfield.Annotation")
        note.Author, note.Content = said["who"], said["words"]
        found.Text.insertTextContent(found, note, True)
    for name, filter in job["saved"].items():
        document.storeToURL(f"file://{folder}/{name}", (value("FilterName", filter),))
    document.close(True)
desktop.terminate()
office.wait(60)
"""
)
WORD, OLD_WORD = "MS Word 2007 XML", "MS Word 97"


@dataclass(frozen=True)
class Typed:
    """Words typed over (the nth time that they stand)."""

    words: str
    by: str = ""
    tracked: bool = False
    nth: int = 1


@dataclass(frozen=True)
class Said:
    """A comment on words."""

    about: str
    words: str
    who: str


def python() -> str:
    """The Python with LibreOffice's bridge; skips the test where there is none."""
    for candidate in (shutil.which("python3", path="/usr/bin:/usr/local/bin"), shutil.which("python3")):
        if (
            shutil.which("soffice")
            and candidate
            and subprocess.run([candidate, "-c", "import uno"], capture_output=True).returncode == 0
        ):
            return candidate
    pytest.skip("没有 LibreOffice 或它的 Python 桥（python3-uno）")


@dataclass(frozen=True)
class Edited:
    """One file of the folder opened, words typed over and commented, and saved under other names,
    each with its filter.
    """

    opened: str
    typed: Sequence[Typed]
    saved: dict[str, str]
    said: Sequence[Said] = ()


def edit(folder: Path, *jobs: Edited) -> None:
    """One start of LibreOffice for the edits, one after the other."""
    told = json.dumps([asdict(job) for job in jobs])
    command = [python(), "-c", BRIDGE, str(folder), f"edit-{os.getpid()}", told]
    done = subprocess.run(command, capture_output=True, timeout=240, text=True)
    assert done.returncode == 0, done.stderr[-800:]

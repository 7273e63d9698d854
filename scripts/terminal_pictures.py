"""The commands of docs/guide.md and docs/import.md, really run in a terminal of their own -> docs/images/guide-*.png,
import-*.png.

The worked example is made anew in an empty folder: the sample, a mistake typed on purpose, its correction, the final
build. Run it after a change of what the commands say (`make pictures`); it needs the font of the forms (Noto Sans Mono
CJK SC).
"""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
COLUMNS, SIZE, LEADING, MARGIN = 100, 20, 28, 18
PAPER, INK, PROMPT = (250, 250, 247), (40, 44, 52), (0, 110, 70)
COLOURS = {
    "31": (190, 30, 40),
    "32": (0, 120, 60),
    "33": (160, 100, 0),
    "34": (30, 80, 190),
    "35": (140, 40, 140),
    "36": (0, 115, 135),
}
SGR = re.compile(r"\x1b\[([0-9;]*)m")
OTHER = re.compile(r"\x1b\[[0-9;?]*[A-Za-ln-z]|\r(?!\n)|\x07")
FOLDER = "示例局/2023"


@dataclass(frozen=True)
class Scene:
    """One picture: what is typed, after which edits of the data (file, old, new)."""

    name: str
    commands: tuple[str, ...]
    edits: tuple[tuple[str, str, str], ...] = ()
    lines: int = 40
    """How many are shown; 0: it is run and not drawn."""


TYPED, MEANT = "| 2080101 | 本级     | 621.40 ", "| 2080101 | 本级     | 612.40 "
OPEN, KNOWN = "| 公务接待费         | 2.00   | 待填   |", "| 公务接待费         | 2.00   | 1.20   |"
SCENES = (
    Scene("new", (f"reportgen new {FOLDER}",)),
    Scene("subjects", ("reportgen subjects 就业补助",), lines=10),
    Scene("status", (f"reportgen status {FOLDER}",), (("三公采购和资产.yaml", KNOWN, OPEN),)),
    Scene("draft", (f"reportgen build {FOLDER} --draft",)),
    Scene("check", (f"reportgen check {FOLDER}",), (("收支.yaml", MEANT, TYPED),)),
    Scene("explain", (f"reportgen explain {FOLDER} 收入总计",), lines=24),
    Scene("refused", (f"reportgen build {FOLDER}",), (("收支.yaml", TYPED, MEANT),), lines=16),
    Scene("final", (f"reportgen build {FOLDER}",), (("三公采购和资产.yaml", OPEN, KNOWN),)),
    Scene("next", (f"reportgen new 示例局/2024 --from {FOLDER}", "reportgen status 示例局/2024"), lines=36),
)
IMPORTED = "市民服务局/2025"
EXPORT = ROOT / "tests" / "exports" / "accounts-a.xlsx"
"""The workbook that docs/import.md begins with, under the name that it has there."""
EXPORTED = "决算.xlsx"
IMPORTS = (
    Scene("plan", (f"reportgen import {EXPORTED} --into {IMPORTED}",), lines=30),
    Scene("begun", (f"reportgen import {EXPORTED} --into {IMPORTED} --yes",), lines=0),
    Scene("explain", (f"reportgen explain {IMPORTED} 支出.2010350.其他资金.基本支出",), lines=12),
)
"""The pictures of docs/import.md."""


def main() -> int:
    """Every picture; names of scenes as arguments make only those."""
    wanted = sys.argv[1:] or [scene.name for scene in (*SCENES, *IMPORTS)]
    with tempfile.TemporaryDirectory() as name:
        shutil.copy(EXPORT, Path(name, EXPORTED))
        for scene in IMPORTS:
            text = "".join(f"$ {command}\n{run(command, Path(name))}" for command in scene.commands)
            if scene.name in wanted and scene.lines:
                keep(text, scene, f"import-{scene.name}")
        for scene in SCENES:
            for file, old, new in scene.edits:
                change(Path(name, FOLDER, file), old, new)
            text = "".join(f"$ {command}\n{run(command, Path(name))}" for command in scene.commands)
            if scene.name in wanted:
                keep(text, scene, f"guide-{scene.name}")
    return 0


def keep(text: str, scene: Scene, name: str) -> None:
    """The picture in its file."""
    path = IMAGES / f"{name}.png"
    draw(text, scene.lines).save(path, optimize=True)
    print(path.relative_to(ROOT), path.stat().st_size)


def change(path: Path, old: str, new: str) -> None:
    """An edit as a clerk would make it; the old words must be there once."""
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise SystemExit(
            f"{path.name} 里「{old}」有 {text.count(old)} 处，应有 1 处：请改 scripts/terminal_pictures.py"
        )
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(command: str, folder: Path) -> str:
    """What a terminal shows of a command, with its colours."""
    ours, theirs = pty.openpty()
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": tools, "COLUMNS": str(COLUMNS), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(["sh", "-c", command], cwd=folder, stdout=theirs, stderr=theirs, env=environment):  # noqa: S603, S607 - our own commands
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the terminal is closed
                break
            if not part:
                break
            shown += part
    os.close(ours)
    return OTHER.sub("", shown.decode("utf-8", "replace").replace("\r\n", "\n"))


def draw(text: str, most: int) -> Image.Image:
    """A terminal's text as a picture: wrapped at COLUMNS, cut after `most` lines."""
    path, index = face()
    font = ImageFont.truetype(path, SIZE, index)
    half = font.getlength("0")
    rows = wrapped(text, font, half)
    if len(rows) > most:
        rows = [*rows[:most], [("……", INK)]]
    picture = Image.new("RGB", (round(COLUMNS * half) + 2 * MARGIN, len(rows) * LEADING + 2 * MARGIN), PAPER)
    pen = ImageDraw.Draw(picture)
    for number, row in enumerate(rows):
        at = float(MARGIN)
        for words, colour in row:
            pen.text((at, MARGIN + number * LEADING), words, colour, font)
            at += font.getlength(words)
    return picture.quantize(64, Image.Quantize.FASTOCTREE)


def face() -> tuple[str, int]:
    """The file and number of the terminal's font."""
    asked = ["fc-match", "-f", "%{file}\t%{index}\t%{family}", "Noto Sans Mono CJK SC"]
    found = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split("\t")  # noqa: S603
    if "Mono CJK SC" not in found[2]:
        raise SystemExit("没有字体 Noto Sans Mono CJK SC：sudo apt install fonts-noto-cjk")
    return found[0], int(found[1])


Row = list[tuple[str, tuple[int, int, int]]]


def wrapped(text: str, font: ImageFont.FreeTypeFont, half: float) -> list[Row]:
    """Lines with their colours, broken where a terminal of COLUMNS breaks them."""
    rows: list[Row] = []
    colour = INK
    for line in text.rstrip("\n").split("\n"):
        row: Row = []
        used = 0
        colour = PROMPT if line.startswith("$ ") else colour
        for at, part in enumerate(SGR.split(line)):
            if at % 2:
                colour = next((COLOURS[c] for c in part.split(";") if c in COLOURS), INK)
                continue
            for char in part:
                width = round(font.getlength(char) / half)
                if used + width > COLUMNS:
                    rows.append(row)
                    row, used = [], 0
                row.append((char, colour))
                used += width
        rows.append(row)
        colour = INK if line.startswith("$ ") else colour
    return rows


if __name__ == "__main__":
    sys.exit(main())

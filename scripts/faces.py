"""仿宋, 楷体 and 黑体 for machines without the official faces: fetched as a Debian package, fitted here, kept for this user.

Debian packs the free Fandol faces in texlive-lang-chinese (49 MB, without what it depends on): only three files of it
are used, nothing is installed. Each becomes a face of its own name in the user's folder of fonts:
Times-like letters and digits (Liberation Serif) instead of Fandol's narrow ones, marks that can lose their empty
half (halt), an eighth of a character between Chinese and Latin (kern). The results are this machine's and are
never shipped: Fandol is under the GPL with the font exception, Liberation under the OFL.

Whatever fails, reports are still right: the style sheet names Noto next.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

PACKAGE = "texlive-lang-chinese"
FACES = {
    "FandolFang-Regular": "Reportgen FangSong",
    "FandolKai-Regular": "Reportgen KaiTi",
    "FandolHei-Regular": "Reportgen HeiTi",
}
LETTERED = {"Reportgen FangSong", "Reportgen KaiTi"}
"""Faces that take their letters and digits from Liberation Serif; 黑体 keeps its own, which are upright and even."""
LIBERATION = "LiberationSerif-Regular.ttf"
LARGER = 1.04
CLOSING, OPENING = "，。、；：）」』》〉”’】〕！？", "（「『《〈“‘【〔"
APART = 125
FOLDER = Path.home() / ".local/share/fonts/reportgen"


def features(names: dict[int, str]) -> str:
    """Half-width marks, and the space between Chinese and Latin."""

    def glyphs(text: str) -> str:
        return " ".join(names[ord(c)] for c in text if ord(c) in names)

    chinese = " ".join(sorted({name for code, name in names.items() if 0x4E00 <= code <= 0x9FFF or code == 0x3007}))
    latin = glyphs("".join(c for c in map(chr, range(0x21, 0x7F)) if c.isalnum() or c == "%"))
    return f"""
languagesystem DFLT dflt; languagesystem latn dflt; languagesystem hani dflt;
feature halt {{ pos [{glyphs(CLOSING)}] <0 0 -500 0>; pos [{glyphs(OPENING)}] <-500 0 -500 0>; }} halt;
feature kern {{ pos [{chinese}] [{latin}] {APART}; pos [{latin}] [{chinese}] {APART}; }} kern;
"""


def rename(font: TTFont, family: str) -> None:
    """A changed face has its own name."""
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = family
        elif record.nameID == 6:
            record.string = family.replace(" ", "")
    cff = font["CFF "].cff
    cff.fontNames = [family.replace(" ", "")]
    cff.topDictIndex[0].FullName = cff.topDictIndex[0].FamilyName = family


def letter(font: TTFont, letters: TTFont) -> None:
    """Draw the letters, digits and marks of ASCII as the other face does."""
    names, others, drawn = font.getBestCmap(), letters.getBestCmap(), letters.getGlyphSet()
    strings = font["CFF "].cff.topDictIndex[0].CharStrings
    scale = 1000 / letters["head"].unitsPerEm * LARGER
    for code in range(0x21, 0x7F):
        if code not in names or code not in others:
            continue
        name = names[code]
        old = strings[name]
        old.decompile()
        private = old.private
        width = round(letters["hmtx"][others[code]][0] * scale)
        told = None if width == getattr(private, "defaultWidthX", 0) else width - getattr(private, "nominalWidthX", 0)
        pen = T2CharStringPen(told, None)
        drawn[others[code]].draw(Qu2CuPen(TransformPen(pen, (scale, 0, 0, scale, 0, 0)), 0.5, all_cubic=True))
        new = pen.getCharString(private=private, globalSubrs=old.globalSubrs)
        if hasattr(old, "fdSelectIndex"):
            new.fdSelectIndex = old.fdSelectIndex
        strings[name] = new
        font["hmtx"][name] = (width, 0)


def build(source: Path, letters: Path, family: str, folder: Path) -> Path:
    """One face."""
    font = TTFont(source)
    if family in LETTERED:
        letter(font, TTFont(letters))
    addOpenTypeFeaturesFromString(font, features(font.getBestCmap()), tables=["GPOS"])
    rename(font, family)
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{family.replace(' ', '')}.otf"
    font.save(made.with_suffix(".new"))
    made.with_suffix(".new").replace(made)
    return made


def installed(name: str) -> Path | None:
    """A file of this name among the system's fonts."""
    words = ["fc-list", "--format", "%{file}\n"]
    listed = subprocess.run(words, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own words
    return next((Path(line) for line in sorted(listed.splitlines()) if Path(line).name == name), None)


def fetched(folder: Path) -> dict[str, Path]:
    """The files of the package, which is taken apart and not installed."""
    download = ["apt-get", "-q", "-o", "APT::Sandbox::User=root", "download", PACKAGE]
    subprocess.run(download, cwd=folder, check=True)  # noqa: S603 - our own words
    (package,) = folder.glob("*.deb")
    unpack = ["dpkg-deb", "--extract", package, folder]
    subprocess.run(unpack, check=True)  # noqa: S603 - our own words
    return {path.stem: path for path in folder.rglob("Fandol*.otf")}


def main() -> None:
    """Make what isn't there yet."""
    parser = argparse.ArgumentParser(description="装好仿宋、楷体、黑体（Fandol，数字换成 Times 样）")
    parser.add_argument("--again", action="store_true", help="已经有了也重做")
    given = parser.parse_args()
    missing = {
        name: family
        for name, family in FACES.items()
        if given.again or not (FOLDER / f"{family.replace(' ', '')}.otf").exists()
    }
    if not missing:
        return
    letters = installed(LIBERATION)
    if letters is None:
        raise FileNotFoundError("没有 Liberation Serif：请先安装 fonts-liberation")
    sources = {name: path for name in missing if (path := installed(f"{name}.otf"))}
    with tempfile.TemporaryDirectory() as folder:
        if len(sources) < len(missing):
            sources = fetched(Path(folder))
        for name, family in missing.items():
            print(f"做好字体：{build(sources[name], letters, family, FOLDER)}", flush=True)
    if cache := shutil.which("fc-cache"):
        subprocess.run([cache, FOLDER], check=False)  # noqa: S603 - our own words


if __name__ == "__main__":
    try:
        main()
    except (OSError, subprocess.SubprocessError, ValueError, KeyError) as error:
        sys.exit(f"没有装上仿宋、楷体（{error}）。报告照样能出，改用思源宋体；以后可以再运行：make faces")

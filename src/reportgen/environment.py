"""This machine -> what the PDF needs and whether it is here, with the remedy in Chinese.

WeasyPrint replaces a missing library or face silently (a slow subsetter, a foreign face); here a
missing one has a name and a remedy. Nothing heavy is imported until a question is asked.
"""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

PINNED = {"WeasyPrint": "70.0", "pydyf": "0.13.0"}
"""What writers/pdf leans on beyond what is promised: only the versions that it was made for will do."""
FACES = ("Noto Serif CJK SC", "Noto Sans CJK SC", "DejaVu Sans")
"""Faces that together have every character of a report; DejaVu Sans draws the ☑ and ☐ of the forms."""
OFFICIAL_FACES = {
    "仿宋": ("仿宋_GB2312", "FangSong", "Reportgen FangSong"),
    "楷体": ("楷体_GB2312", "KaiTi", "Reportgen KaiTi"),
    "黑体": ("黑体", "SimHei", "Reportgen HeiTi"),
}
"""What a 公文 is set in: official faces first, then what scripts/faces.py makes of free ones."""
PYTHON_LIBRARIES = "Python 库"
_NEED = re.compile(r"([A-Za-z0-9._-]+)(?:[>=]=([0-9.]+))?")
FACES_REMEDY = "Debian、Ubuntu、麒麟、统信请运行：sudo apt install fonts-noto-cjk fonts-dejavu-core fonts-liberation"


class EnvironmentProblem(Exception):
    """Something this machine lacks; `remedy` says what to do about it."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}。{self.remedy}"


@dataclass(frozen=True)
class Diagnosis:
    """One thing asked of this machine; without a required one something can't be made, the PDF first of all."""

    name: str
    ok: bool
    found: str
    remedy: str
    required: bool = True


def diagnose() -> list[Diagnosis]:
    """Everything a report needs of this machine, in the order in which to mend it."""
    libraries = _load_libraries()
    return [
        _python(),
        _python_libraries(),
        *map(_pinned, PINNED),
        _pango(libraries),
        _subsetter(libraries),
        *_faces(libraries),
        *(_official_face(kind, libraries) for kind in OFFICIAL_FACES),
        _office(),
    ]


def require_pdf() -> None:
    """Raise the first problem that would make the PDF wrong, slow or impossible."""
    libraries = _load_libraries()
    for found in (*map(_pinned, PINNED), _pango(libraries), _subsetter(libraries)):
        if not found.ok:
            raise EnvironmentProblem(f"不能生成 PDF：{found.name}——{found.found}", found.remedy)


def _load_libraries() -> Any | str:
    """WeasyPrint's own loader of Pango and HarfBuzz, or the reason why it failed.

    It prints English advice and warns when a library is missing; both are said in Chinese here.
    """
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from weasyprint.text import ffi  # type: ignore[import-untyped]
        except (ImportError, OSError) as error:
            return str(error).splitlines()[0] if str(error) else type(error).__name__
    return ffi


def _python() -> Diagnosis:
    found = ".".join(str(n) for n in sys.version_info[:3])
    return Diagnosis("Python", sys.version_info >= (3, 11), found, "请安装 Python 3.11 或更新的版本。")


def _python_libraries() -> Diagnosis:
    """What pip should have installed with us: pyproject.toml's list, as this installation knows it."""
    lacking = [need for need in _needed() if not _installed(*need)]
    words = [name + (f">={least}" if least else "") for name, least in lacking]
    remedy = "请运行：pip install " + " ".join(f'"{word}"' for word in words)
    return Diagnosis(PYTHON_LIBRARIES, not lacking, f"没有或者太旧：{'、'.join(words)}" if lacking else "都在", remedy)


def _needed() -> list[tuple[str, str]]:
    """Name and least version of each library; those of one version only have a line of their own."""
    try:
        wanted = [_NEED.match(need) for need in requires("reportgen") or () if "extra ==" not in need]
    except PackageNotFoundError:  # run from its source
        return []
    alone = {name.lower() for name in PINNED}
    return [(need[1], need[2] or "") for need in wanted if need and need[1].lower() not in alone]


def _installed(name: str, least: str) -> bool:
    try:
        found = version(name)
    except PackageNotFoundError:
        return False
    return _numbers(found) >= _numbers(least)


def _numbers(text: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", text)]


def _pinned(name: str) -> Diagnosis:
    needed = PINNED[name]
    remedy = f"请运行：pip install {name.lower()}=={needed}"
    try:
        found = version(name.lower())
    except PackageNotFoundError:
        return Diagnosis(name, False, "没有安装", remedy)
    if found != needed:
        return Diagnosis(name, False, f"版本是 {found}，需要 {needed}", remedy)
    return Diagnosis(name, True, found, remedy)


def _pango(libraries: Any | str) -> Diagnosis:
    remedy = "Debian、Ubuntu、麒麟、统信请运行：sudo apt install libpango-1.0-0 libpangoft2-1.0-0；Windows 请安装 MSYS2 的 pango。"
    if isinstance(libraries, str):
        return Diagnosis("Pango 排版库", False, f"没有找到（{libraries}）", remedy)
    number = int(libraries.pango.pango_version())
    found = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    return Diagnosis("Pango 排版库", number >= 14400, found if number >= 14400 else f"{found} 太旧，需要 1.44", remedy)


def _subsetter(libraries: Any | str) -> Diagnosis:
    """Without it WeasyPrint falls back on a subsetter that takes 14 s more for 99 pages."""
    name = "libharfbuzz-subset 字体子集库"
    remedy = "Debian、Ubuntu 12/22.04 以后请运行：sudo apt install libharfbuzz-subset0；其他系统请安装 HarfBuzz 4.1 或更新的版本。"
    if isinstance(libraries, str) or libraries.harfbuzz_subset is None:
        return Diagnosis(name, False, "没有找到", remedy)
    if not libraries.harfbuzz.hb_version_atleast(4, 1, 0):
        return Diagnosis(name, False, "HarfBuzz 比 4.1 旧", remedy)
    return Diagnosis(name, True, "已找到", remedy)


def _faces(libraries: Any | str) -> list[Diagnosis]:
    return [_face(face, libraries, FACES_REMEDY) for face in FACES]


def _face(face: str, libraries: Any | str, remedy: str) -> Diagnosis:
    name = f"字体 {face}"
    if isinstance(libraries, str):
        return Diagnosis(name, False, "没有 Pango，查不了字体", remedy)
    matched = match_family(libraries, face)
    if face in matched:
        return Diagnosis(name, True, "已找到", remedy)
    return Diagnosis(name, False, f"没有找到，会被换成 {matched[0] if matched else '别的字体'}", remedy)


def _official_face(kind: str, libraries: Any | str) -> Diagnosis:
    """Without it the text is in Noto: right, but not as a 公文 looks."""
    name = f"公文字体 {kind}"
    remedy = f"需要时请安装 {OFFICIAL_FACES[kind][0]}，或在程序的文件夹里运行：make faces（下载 49 MB，只做一次）"
    if isinstance(libraries, str):
        return Diagnosis(name, False, "没有 Pango，查不了字体", remedy, required=False)
    here = [face for face in OFFICIAL_FACES[kind] if face in match_family(libraries, face)]
    return Diagnosis(name, bool(here), here[0] if here else "没有找到，用思源字体代替", remedy, required=False)


def match_family(libraries: Any, family: str) -> list[str]:
    """The names of the family fontconfig gives when asked for this one."""
    ffi, fontconfig = libraries.ffi, libraries.fontconfig
    config = ffi.gc(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcConfigDestroy)
    pattern = ffi.gc(fontconfig.FcPatternCreate(), fontconfig.FcPatternDestroy)
    fontconfig.FcPatternAddString(pattern, b"family", family.encode())
    fontconfig.FcConfigSubstitute(config, pattern, fontconfig.FcMatchPattern)
    fontconfig.FcDefaultSubstitute(pattern)
    result = ffi.new("FcResult *")
    matched = ffi.gc(fontconfig.FcFontMatch(config, pattern, result), fontconfig.FcPatternDestroy)
    if matched == ffi.NULL:
        return []
    names: list[str] = []
    text = ffi.new("FcChar8 **")
    while fontconfig.FcPatternGetString(matched, b"family", len(names), text) == fontconfig.FcResultMatch:
        names.append(ffi.string(text[0]).decode())
    return names


@cache
def no_face_for(character: str) -> bool:
    """Whether no installed face draws a character; False where this machine can't be asked."""
    program = shutil.which("fc-list")
    if not program:
        return False
    question = [program, f":charset={ord(character):x}", "family"]
    try:
        answer = subprocess.run(question, capture_output=True, timeout=20, check=True)  # noqa: S603 - a program of this machine, a number
    except (subprocess.SubprocessError, OSError):
        return False
    return not answer.stdout.strip()


def remedy_for_faces(characters: Iterable[str]) -> str:
    """What to do about characters that no face drew: install the usual faces, where they are missing, else no more."""
    lacking = [found for found in _faces(_load_libraries()) if not found.ok]
    codes = "、".join(f"U+{ord(character[0]):04X}" for character in characters if character)
    return (
        FACES_REMEDY
        if lacking
        else f"装着的字体里都没有（{codes}）：请换成常用字，或装上有这个字的字体；在哪个文件哪一行，reportgen check 说得出来"
    )


def _office() -> Diagnosis:
    path = shutil.which("soffice") or shutil.which("libreoffice")
    return Diagnosis(
        "LibreOffice（可选，只用来看 Word 的样子）",
        path is not None,
        "已找到" if path else "没有安装",
        "需要时请运行：sudo apt install libreoffice-writer",
        required=False,
    )


# -- LibreOffice, where there is one

OFFICE_PATIENCE = 180
"""Seconds for which LibreOffice may work on one file."""


def office_program() -> str | None:
    """Where LibreOffice is; None where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted_by_office(content: bytes, suffix: str, target: str, why: str, remedy: str) -> bytes:
    """A file's content (`suffix`: what it is) as another kind (`target`: pdf, docx, docx:filter).

    LibreOffice runs without a window, in a folder and a profile of its own. Raises EnvironmentProblem with `why`.
    """
    office = office_program()
    if not office:
        raise EnvironmentProblem(f"没有 LibreOffice，{why}", remedy)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        source, made = home / f"file.{suffix}", home / "out" / f"file.{target.partition(':')[0]}"
        source.write_bytes(content)
        command = [office, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--convert-to", target]
        command += ["--outdir", str(made.parent), str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=OFFICE_PATIENCE, check=True)  # noqa: S603 - a program of this machine, a file in our own folder
            return made.read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise EnvironmentProblem(f"LibreOffice 没有打开这个文件，{why}", remedy) from error

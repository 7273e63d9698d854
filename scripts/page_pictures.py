"""The pages of the worked example as they are -> docs/images: PDF, web page on a wide screen and a phone,
review page, Word draft.

    apt-get install chromium libreoffice-writer
    python scripts/page_pictures.py              # `make pictures` runs it after the pictures of the terminal
    python scripts/page_pictures.py phone word   # only these

The example is made anew in an empty folder (`reportgen new`), the draft with one figure still to be filled in; the
picture of README is of a sample. LibreOffice draws the Word draft, so that its faces and breaks are near Word's, not
the same.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
KIND = "部门决算公开"
UNIT, YEAR, SAMPLE = "示例局", "2023", "dongxihu-hrss/2021"
PAGE, GAP, GROUND, EDGE = 520, 12, (226, 226, 222), (190, 190, 186)
COLOURS = 48
WIDE, PHONE, TALL = 1180, 390, 780
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--hide-scrollbars",
)
STILL_OPEN = (
    "三公采购和资产.yaml",
    "| 公务接待费         | 2.00   | 1.20   |",
    "| 公务接待费         | 2.00   | 待填   |",
)
GLANCE = """extends: {edition}
parts:
  glance: {{first: true, heading: "{{year}}年度部门决算一图读懂", sections: [glance]}}
"""


class Example:
    """The example's folder, and what is built from it."""

    def __init__(self, home: Path, chromium: str, soffice: str) -> None:
        self.home, self.chromium, self.soffice = home, chromium, soffice
        self.data = home / UNIT / YEAR
        _reportgen("new", self.data)
        self.built = home / "final"
        _reportgen("build", self.data, "--review", "--out", self.built)

    def file(self, ending: str, folder: Path | None = None) -> Path:
        """The one file of this kind."""
        (found,) = (p for p in (folder or self.built).glob(f"*/*/{KIND}/*.{ending}"))
        return found

    @property
    def review(self) -> Path:
        """The page for the office's own eyes."""
        return self.file("html").parent / "内部" / "核对.html"

    def draft(self) -> Path:
        """The Word draft, with one figure that nobody knows yet, as LibreOffice prints it."""
        data = self.home / "draft" / UNIT / YEAR
        shutil.copytree(self.data, data)
        name, known, still_open = STILL_OPEN
        _replace(data / name, known, still_open)
        out = self.home / "drafts"
        _reportgen("build", data, "--draft", "--to", "docx,pdf", "--day", "2024-09-10", "--out", out)
        return self.printed(self.file("docx", out))

    def printed(self, word: Path) -> Path:
        """A Word file as LibreOffice prints it, with its comments in the margin."""
        notes = 'pdf:writer_pdf_Export:{"ExportNotesInMargin":{"type":"boolean","value":"true"}}'
        _quietly(
            self.soffice,
            f"-env:UserInstallation={(self.home / 'office').as_uri()}",
            "--headless",
            "--convert-to",
            notes,
            "--outdir",
            self.home,
            word,
        )
        return self.home / f"{word.stem}.pdf"

    def corrected(self) -> tuple[Path, Path]:
        """After publication a figure changes: the tracked changes in Word as printed, and the notice of correction."""
        home = self.home / "after"
        data, out = home / "data" / UNIT / YEAR, home / "output" / UNIT / YEAR / KIND
        shutil.copytree(self.data, data)
        _reportgen("publish", data)
        _replace(data / STILL_OPEN[0], STILL_OPEN[1], STILL_OPEN[1].replace("1.20", "1.60"))
        _reportgen("diff", out / "上网", data, "--to", "docx", "--out", home / "变动.docx")
        _reportgen("correct", data, "--from", out / "上网", "--reason", "决算报表填列有误", "--day", "2024-10-15")
        (notice,) = (out / "更正").glob("*/*更正说明*.pdf")
        return self.printed(home / "变动.docx"), notice

    def glance(self) -> Path:
        """The sample of README by an edition that opens with 一图读懂."""
        unit, year = SAMPLE.split("/")
        home = self.home / "glance" / unit
        shutil.copytree(ROOT / "data" / unit, home)
        edition = re.search(r"版式: *([\w-]+)", (home / year / "部门.yaml").read_text(encoding="utf-8"))
        assert edition  # noqa: S101 - a sample says its edition
        own = home / "templates" / "final-accounts" / "ours"
        own.mkdir(parents=True)
        (own / "edition.yaml").write_text(GLANCE.format(edition=edition[1]), encoding="utf-8")
        _replace(home / year / "部门.yaml", f"版式: {edition[1]}", "版式: ours")
        _reportgen("build", home / year, "--to", "pdf", "--out", self.home / "glances")
        return self.file("pdf", self.home / "glances")

    def of_kind(self, kind: str) -> Path:
        """The PDF of the example of another kind of report."""
        data, out = self.home / kind / UNIT / YEAR, self.home / kind / "built"
        _reportgen("new", data, "--kind", kind)
        _reportgen("build", data, "--to", "pdf", "--out", out)
        (found,) = out.rglob("*.pdf")
        return found

    def sample(self) -> Path:
        """The PDF of a sample."""
        _reportgen("build", ROOT / "data" / SAMPLE, "--to", "pdf", "--out", self.home / "samples")
        return self.file("pdf", self.home / "samples")

    def screen(self, page: Path, width: int, at: str, height: int = TALL, act: str = "") -> Image.Image:
        """What a browser shows of a page from this place on; in a frame, because no window is as narrow as a phone."""
        copy, frame, shot = (self.home / name for name in ("page.html", "frame.html", "shot.png"))
        go = (
            f"<script>addEventListener('load', () => "
            f"{{ document.querySelector('{at}').scrollIntoView(); {act} }});</script></html>"
        )
        copy.write_text(page.read_text(encoding="utf-8").removesuffix("</html>") + go, encoding="utf-8")
        frame.write_text(
            f'<!DOCTYPE html><body style="margin:0"><iframe src="{copy.name}" '
            f'width="{width}" height="{height}" style="border:0"></iframe>',
            encoding="utf-8",
        )
        scale = 1.5 if width < WIDE else 1
        _quietly(
            self.chromium,
            *QUIET,
            f"--user-data-dir={self.home / 'browser'}",
            f"--force-device-scale-factor={scale}",
            f"--window-size={max(width, 600)},{height + 20}",
            "--virtual-time-budget=4000",
            f"--screenshot={shot}",
            frame.as_uri(),
        )
        with Image.open(shot) as whole:
            return whole.convert("RGB").crop((0, 0, round(width * scale), round(height * scale)))


def pages(pdf: Path, *marks: str, width: int = PAGE) -> list[Image.Image]:
    """The first page on which each of these words stands, in order and after the one before;
    “+” is the page that follows.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        at, found = -1, []
        for mark in marks:
            at = at + 1 if mark == "+" else next(n for n, text in enumerate(texts) if n > at and re.search(mark, text))
            page = document[at]
            found.append(page.render(scale=width / page.get_width()).to_pil().convert("RGB"))
    return found


def beside(pictures: Iterable[Image.Image]) -> Image.Image:
    """Pictures in a row, each with an edge, on a grey ground."""
    row = list(pictures)
    sheet = Image.new("RGB", (sum(p.width + GAP for p in row) + GAP, max(p.height for p in row) + 2 * GAP), GROUND)
    at = GAP
    for picture in row:
        sheet.paste(EDGE, (at - 1, GAP - 1, at + picture.width + 1, GAP + picture.height + 1))
        sheet.paste(picture, (at, GAP))
        at += picture.width + GAP
    return sheet


def phone(example: Example) -> Image.Image:
    """Four places of the web page on a phone."""
    shots = (
        example.screen(example.file("html"), PHONE, at) for at in ("body", "#t01", "#part-3-spending", "#part-6 h3")
    )
    return beside(shot.resize((270, 540), Image.Resampling.LANCZOS) for shot in shots)


def review(example: Example) -> Image.Image:
    """The review page with the explanation of a figure."""
    act = "document.querySelectorAll('#part-3-spending data')[0].focus({preventScroll: true});"
    return beside([example.screen(example.review, WIDE, "#part-3-spending", 640, act)])


def changed(example: Example) -> Image.Image:
    """A page with tracked changes, and the first page of the notice."""
    tracked, notice = example.corrected()
    return beside([*pages(tracked, r"公务接待费(?s:.*)1.201.60|1.601.20"), *pages(notice, "")])


PICTURES: dict[str, Callable[[Example], Image.Image]] = {
    "page": lambda e: beside(pages(e.sample(), r"收入支出决算总表\s+表1", r"第三部分\s")),
    "guide-cover": lambda e: beside(pages(e.file("pdf"), "", r"目\s*录")),
    "guide-table": lambda e: beside(pages(e.file("pdf"), r"年度支出决算表\s+公开03表", width=900)),
    "guide-text": lambda e: beside(pages(e.file("pdf"), r"图1", "+")),
    "guide-form": lambda e: beside(pages(e.file("pdf"), r"整体绩效自评表\s+部门名称", r"项目绩效自评表\s+项目名称")),
    "guide-phone": phone,
    "guide-review": review,
    "guide-word": lambda e: beside(pages(e.draft(), "", r"“三公”经费支出决算情况\s(?s:.*)【待填")),
    "review-draft": lambda e: beside(pages(e.draft(), "", r"“三公”经费支出决算情况\s(?s:.*)【待填", width=640)),
    "review-changed": changed,
    "guide-budget": lambda e: beside(
        pages(e.of_kind("预算"), r"收支总表\s(?s:.*)经济分类", r"绩效目标申报表(?s:.*)项目名称", width=640)
    ),
    "guide-evaluation": lambda e: beside(
        pages(e.of_kind("自评"), r"表3-1\s*部门整体得分", r"自评表(?s:.*)预算执行", width=640)
    ),
    "guide-glance": lambda e: beside(pages(e.glance(), r"收了多少", "+")),
}


def main() -> int:
    """Every picture; names as arguments make only those."""
    parser = argparse.ArgumentParser(description="给文档拍报告各页的图")
    parser.add_argument("names", nargs="*", metavar="图", help="、".join(PICTURES))
    parser.add_argument("--chromium", default="chromium")
    parser.add_argument("--soffice", default="soffice")
    options = parser.parse_args()
    wanted = [
        name for name in PICTURES if not options.names or {name, name.removeprefix("guide-")} & set(options.names)
    ]
    with tempfile.TemporaryDirectory() as home:
        example = Example(Path(home), options.chromium, options.soffice)
        for name in wanted:
            path = IMAGES / f"{name}.png"
            PICTURES[name](example).quantize(
                COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE
            ).save(path, optimize=True)
            print(path.relative_to(ROOT), path.stat().st_size)
    return 0


def _reportgen(*arguments: str | Path) -> None:
    _quietly(sys.executable, "-m", "reportgen", *arguments)


def _quietly(*command: str | Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own commands
        [str(part) for part in command],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command[:4]))} …：{done.stdout}{done.stderr}")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise SystemExit(f"{path.name} 里「{old}」有 {text.count(old)} 处，应有 1 处：请改 scripts/page_pictures.py")
    path.write_text(text.replace(old, new), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

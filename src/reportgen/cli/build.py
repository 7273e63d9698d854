"""`build`: the report's files, or why there are none."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from reportgen.cli.built import Built
from reportgen.cli.kinds import kind_option, kinds_of
from reportgen.cli.progress import progress
from reportgen.cli.say import DATA, FOLDER, form_option, more, print_json, problems_reported
from reportgen.writers.formats import FORMATS, need_pdf

if TYPE_CHECKING:
    from reportgen.build import BuiltReport
    from reportgen.document import Document
    from reportgen.load import Loaded
    from reportgen.review.draft.prepared import Prepared
    from reportgen.workspace.output import KeptDraft
    from reportgen.writers.pdf.process import PdfWorker
    from reportgen.writers.write import OnProgress


def chosen_formats(_context: click.Context, _option: click.Parameter, text: str) -> tuple[str, ...]:
    """The formats of an option, in our order."""
    names = [name.strip().lower() for name in re.split("[,，、]", text) if name.strip()]
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise click.BadParameter(f"没有这种格式：{'、'.join(unknown) or '（空）'}；有的是 {','.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in names)


def known_reader(_context: click.Context, _option: click.Parameter, text: str) -> str:
    """One of those who are asked, or nobody."""
    if text:
        from reportgen.review.draft.readers import READERS

        if text not in READERS:
            raise click.BadParameter(f"没有「{text}」；有的是 {'、'.join(READERS)}")
    return text


def a_day(_context: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    """A day as people write it."""
    digits = re.fullmatch(r"(\d{4})\D(\d{1,2})\D(\d{1,2})日?", text or "")
    try:
        return date(*map(int, digits.groups())) if digits else None if text is None else _no_day(text)
    except ValueError:
        return _no_day(text or "")


def _no_day(text: str) -> NoReturn:
    raise click.BadParameter(f"「{text}」不是日期，请照 2024-09-10 写")


@click.command()
@click.argument("folder", metavar="[文件夹]", type=FOLDER, default=".")
@click.option(
    "--to",
    "formats",
    metavar="格式",
    default=",".join(FORMATS),
    callback=chosen_formats,
    help=f"要哪些格式，用逗号隔开；不写就全要：{','.join(FORMATS)}。",
)
@click.option("--draft", is_flag=True, help="出草稿：有错误、有待填也生成，文件名前加“草稿-”。")
@click.option(
    "--review",
    is_flag=True,
    help="另出 内部/核对.html（指着一个数就看到它的算法和出处）和 内部/核对.xlsx（核对清单、每个数的来处）。不公开。",
)
@click.option("--pages", is_flag=True, help="只出 Word、不出 PDF 时，用 LibreOffice 排一遍，给目录填上页码。")
@click.option("--open", "opened", is_flag=True, help="生成以后打开第一个文件。")
@click.option("--out", metavar="文件夹", type=FOLDER, help="放到哪里；不写就放在 data 旁边的 output。")
@click.option(
    "--for",
    "reader",
    metavar="领导|财务|科室",
    default="",
    callback=known_reader,
    help="和 --draft 一起：Word 稿给谁看，只问要他决定的问题，至多二十个；不写就全问。",
)
@click.option(
    "--day",
    metavar="日期",
    callback=a_day,
    help="和 --draft 一起：送审日期，如 2024-09-10；不写是今天，同一稿再出用原来的日期。",
)
@click.option("--force", is_flag=True, help="有人改过的 Word 稿也换掉，改过的另存一份；别的数据文件夹的报告也换掉。")
@kind_option
@form_option
def build(
    folder: Path,
    formats: tuple[str, ...],
    draft: bool,
    review: bool,
    pages: bool,
    opened: bool,
    out: Path | None,
    reader: str,
    day: date | None,
    force: bool,
    kind: str | None,
    form: str,
) -> None:
    """生成一个部门年度的报告：「报告」里列了几种就生成几种，--kind 只要一种。"""
    if (reader or day) and not (draft and "docx" in formats):
        raise click.UsageError("--for 和 --day 说的是送审的 Word 稿，要和 --draft 一起用，格式里要有 docx")
    asked = _Asked(formats, draft, review, pages, reader, day, force)
    with problems_reported(form):
        from reportgen.writers.pdf.process import pdf_worker

        # Started before anything else is imported: it warms up while the report is made.
        with pdf_worker(need_pdf(formats)) as worker, progress(form) as on_progress:
            from reportgen.load import load
            from reportgen.workspace.output import output_root

            on_progress("读数据")
            loaded = load(folder, draft=draft)
            kinds = kinds_of(loaded, kind)
            built = [_built(loaded, one, asked, out or output_root(folder), worker, on_progress) for one in kinds]
    if form == "json":
        entries = [one.plain() for one in built]
        print_json(entries[0] if len(entries) == 1 else entries)
    else:
        for one in built:
            one.print(of_several=len(built) > 1)
    if opened and (first := next((one.written for one in built if one.written), None)):
        click.launch(str(first.published[0]))
    sys.exit(0 if all(one.written for one in built) else DATA)


@dataclass(frozen=True)
class _Asked:
    """What a person wants of a build."""

    formats: tuple[str, ...]
    draft: bool
    review: bool
    pages: bool
    reader: str
    day: date | None
    force: bool


def _built(
    loaded: Loaded, kind: str | None, asked: _Asked, root: Path, worker: PdfWorker | None, on_progress: OnProgress
) -> Built:
    """Make and write one report. Where several are made, one that can't be does not stop the others."""
    from reportgen.build import build as build_report
    from reportgen.figures.derive.orders import ordered
    from reportgen.model.finding import DataUnusable
    from reportgen.workspace.output import write_files

    warnings: list[str] = []
    sending = _Sending(root, asked.reader, asked.day) if asked.draft and "docx" in asked.formats else None
    try:
        made, files = build_report(
            loaded,
            asked.formats,
            kind,
            draft=asked.draft,
            worker=worker,
            warn=warnings.append,
            pages=asked.pages,
            on_progress=on_progress,
            review=sending.document if sending else None,
        )
    except DataUnusable as unusable:
        if len(ordered(loaded)) < 2:
            raise
        return Built(kind or "", None, None, warnings, {}, asked.draft, unusable)
    more(made)
    kept = sending.kept(files["docx"]) if sending else None
    written = write_files(made, files, root, asked.draft, asked.review, kept=kept, force=asked.force) if files else None
    return Built(made.kind, made, written, warnings, sending.as_json if sending else {}, asked.draft)


class _Sending:
    """The Word file that goes round: asked for while the report is made, kept when it is written."""

    def __init__(self, root: Path, reader: str, day: date | None) -> None:
        self._root, self._reader, self._day = root, reader, day
        self._prepared: Prepared | None = None

    @property
    def as_json(self) -> dict[str, object]:
        """Which round it is, for whom, with how many questions, and where it is kept."""
        from reportgen.review.draft.rounds import folder_of

        sent = self._prepared
        if sent is None:
            return {}
        return {
            "轮次": sent.round.number,
            "给": sent.reader,
            "问题": len(sent.asked),
            "没问的": sent.left,
            "留底": folder_of(sent.round.number),
        }

    def document(self, made: BuiltReport) -> Document:
        """The document that Word gets."""
        from reportgen.review.draft.prepared import prepare
        from reportgen.workspace.output import folder_of

        self._prepared = prepare(made, folder_of(made, self._root), reader=self._reader, day=self._day)
        return self._prepared.document

    def kept(self, content: bytes) -> KeptDraft | None:
        """What stays in the office of the written file."""
        return self._prepared.kept(content) if self._prepared else None

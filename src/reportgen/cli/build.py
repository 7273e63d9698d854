"""`build`: the report's files, or why there are none."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from reportgen.cli.say import (
    DATA,
    FOLDER,
    QUIET,
    as_json,
    form_option,
    from_here,
    levels,
    loudness,
    more,
    painted,
    plain,
    print_findings,
    problems_told,
    typed,
)

if TYPE_CHECKING:
    from reportgen.build import Made
    from reportgen.document import Document
    from reportgen.draft import Prepared
    from reportgen.output import Kept, Written

MOST = 30
"""Places that are listed before it is too many to read."""
FORMATS = ("pdf", "docx", "xlsx", "html", "json")


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
        from reportgen.draft.readers import READERS

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
@click.option("--to", "formats", metavar="格式", default=",".join(FORMATS), callback=chosen_formats, help="要哪些格式，用逗号隔开；不写就全要。")
@click.option("--draft", is_flag=True, help="出草稿：有错误、有待填也生成，文件名前加“草稿-”。")
@click.option("--review", is_flag=True, help="另出 内部/核对.html（指着一个数就看到它的算法和出处）和 内部/核对.xlsx（核对清单、每个数的来处）。不公开。")
@click.option("--pages", is_flag=True, help="只出 Word、不出 PDF 时，用 LibreOffice 排一遍，给目录填上页码。")
@click.option("--open", "opened", is_flag=True, help="生成以后打开第一个文件。")
@click.option("--out", metavar="文件夹", type=FOLDER, help="放到哪里；不写就放在 data 旁边的 output。")
@click.option("--for", "reader", metavar="领导|财务|科室", default="", callback=known_reader, help="和 --draft 一起：Word 稿给谁看，只问要他决定的问题，至多二十个；不写就全问。")
@click.option("--day", metavar="日期", callback=a_day, help="和 --draft 一起：送审日期，如 2024-09-10；不写是今天，同一稿再出用原来的日期。")
@click.option("--force", is_flag=True, help="有人改过的 Word 稿也换掉，改过的另存一份。")
@form_option
def build(
    folder: Path, formats: tuple[str, ...], draft: bool, review: bool, pages: bool, opened: bool, out: Path | None,
    reader: str, day: date | None, force: bool, form: str,
) -> None:
    """生成一个部门年度的报告。"""
    if (reader or day) and not (draft and "docx" in formats):
        raise click.UsageError("--for 和 --day 说的是送审的 Word 稿，要和 --draft 一起用，格式里要有 docx")
    with problems_told(form):
        from reportgen.writers.parallel import printing_press

        # Started before anything else is imported: it warms up while the report is made.
        with printing_press("pdf" in formats) as press:
            from reportgen.build import build as build_report
            from reportgen.output import output_root, write_files

            warnings: list[str] = []
            root = out or output_root(folder)
            sending = _Sending(root, reader, day) if draft and "docx" in formats else None
            made, files = build_report(folder, formats, draft=draft, press=press, warn=warnings.append, pages=pages, review=sending.document if sending else None)
        more(made)
        kept = sending.kept(files["docx"]) if sending else None
        written = write_files(made, files, root, draft, review, kept=kept, force=force) if files else None
    if form == "json":
        as_json(_plain(made, written, draft, warnings) | ({"送审": sending.told} if sending else {}))
    else:
        print_findings(made.findings)
        if written:
            _print_written(made, written, warnings, draft)
            if sending:
                _print_sent(sending.told)
        else:
            _print_blocked(made)
    if written and opened:
        click.launch(str(written.published[0]))
    sys.exit(0 if written else DATA)


class _Sending:
    """The Word file that goes round: asked for while the report is made, kept when it is written."""

    def __init__(self, root: Path, reader: str, day: date | None) -> None:
        self._root, self._reader, self._day = root, reader, day
        self._prepared: Prepared | None = None

    @property
    def told(self) -> dict[str, object]:
        """Which round it is, for whom, with how many questions, and where it is kept."""
        from reportgen.draft.rounds import folder_of

        sent = self._prepared
        if sent is None:
            return {}
        return {"轮次": sent.round.number, "给": sent.reader, "问题": len(sent.asked), "没问的": sent.left, "留底": folder_of(sent.round.number)}

    def document(self, made: Made) -> Document:
        """The document that Word gets."""
        from reportgen.draft import prepare
        from reportgen.output import folder_of

        self._prepared = prepare(made, folder_of(made, self._root), reader=self._reader, day=self._day)
        return self._prepared.document

    def kept(self, content: bytes) -> Kept | None:
        """What stays in the office of the written file."""
        return self._prepared.kept(content) if self._prepared else None


def _plain(made: Made, written: Written | None, draft: bool, warnings: list[str]) -> dict[str, object]:
    """What was made, or why nothing was, for a program."""
    told: dict[str, object] = {"草稿": draft, "生成了": written is not None}
    if written:
        told |= {"文件": [from_here(path) for path in written.published], "清单": from_here(written.manifest), "内部核对": [from_here(path) for path in written.internal]}
        told |= {"以前生成的": [from_here(path) for path in written.left], "提醒": warnings}
    waiting = [{"位置": where, "内容": what} for where, what in _waiting(made)]
    return {**told, "问题": [plain(finding) for finding in made.findings], "待填": waiting}


def _print_sent(told: dict[str, object]) -> None:
    more = f"，另有 {told['没问的']} 个没有问" if told["没问的"] else ""
    click.echo(f"送审第 {told['轮次']} 轮，{told['给'] or '不分读者'}：批注里有 {told['问题']} 个问题{more}；留底在 {told['留底']}")


def _waiting(made: Made) -> list[tuple[str, str]]:
    """What is still to be filled in, by the place in the data; where none says it, by the place in the report."""
    from reportgen.clerk.status import stated
    from reportgen.explain import pending_places

    written = [(str(item.source or ""), item.name) for item in stated(made.report.loaded)] if made.pending else []
    return list(dict.fromkeys(written or pending_places(made.document)))


def _print_blocked(made: Made) -> None:
    why = [f"{len(made.errors)} 个错误"] if made.errors else []
    if made.pending:
        waiting = _waiting(made)
        why.append(f"{len(waiting)} 个待填（印在 {len(made.pending)} 处）")
        for where, what in waiting[:MOST] if loudness() != QUIET else ():
            click.echo(f"待填　{where}　{what}", err=True)
        if len(waiting) > MOST:
            click.echo(f"……还有 {len(waiting) - MOST} 个；全部看：reportgen status {typed(made.report.loaded.folder)}", err=True)
    click.echo(f"没有生成：有 {'、'.join(why)}。改好再生成；要先看样子，加 --draft 出草稿。", err=True)


def _print_written(made: Made, written: Written, warnings: Iterable[str], draft: bool) -> None:
    for warning in warnings:
        click.echo(f"提醒　{warning}")
    click.echo(painted("已生成草稿，送审用，不能公开：", "yellow") if draft else "已生成：")
    for path in (*written.published, written.manifest):
        click.echo(f"    {from_here(path)}")
    for path in written.copies:
        click.echo(f"改过的原稿留在：{from_here(path)}")
    if loudness() != QUIET:
        click.echo("内部核对用，不公开：")
        for path in written.internal:
            click.echo(f"    {from_here(path)}")
    if written.left:
        names = "、".join(path.name for path in written.left)
        click.echo(f"注意：这些是以前生成的，这次没有重做，可能与现在的数据不一致：{names}")
    click.echo(levels(made.findings) + (f"、待填 {len(made.pending)}" if made.pending else ""))

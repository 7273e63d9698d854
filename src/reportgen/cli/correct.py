"""`correct`: the official notice of what was published wrongly, the corrected report, and the record of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.build import chosen_formats
from reportgen.cli.diff import made_alike, version_problems
from reportgen.cli.kinds import kind_option
from reportgen.cli.say import FOLDER, form_option, from_here, print_json, refuse, typed
from reportgen.model.finding import findings_as_json
from reportgen.writers.formats import need_pdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportgen.compare.diff import Difference
    from reportgen.compare.versions import Version
    from reportgen.publish.correct.notice import AffectedReport, CorrectionNotice, Pages
    from reportgen.writers.pdf.process import PdfWorker

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("folder", metavar="[文件夹]", type=FOLDER, default=".")
@click.option(
    "--from",
    "snapshot",
    metavar="快照",
    required=True,
    help="公开时的那一份：公开稿文件夹、内部/冻结 里的文件夹、快照、送审稿，或 git 的版本。",
)
@click.option("--reason", metavar="原因", default="", help="为什么更正，印在更正说明里；一定要写。")
@click.option("--day", metavar="日期", type=DAY, help="更正说明的日期；不写就是今天。")
@click.option("--published", metavar="日期", type=DAY, help="原来哪天公开的；不写就用数据里的公开日期。")
@click.option(
    "--to",
    "formats",
    metavar="格式",
    default="pdf,docx,xlsx,json",
    callback=chosen_formats,
    help="要哪些格式，用逗号隔开；不写就是上网要的全部：PDF、Word、Excel、开放数据和检查表。说明只有 pdf 和 docx。",
)
@click.option("--out", metavar="文件夹", type=FOLDER, help="放到哪里；不写就放在 output 里这份报告的 更正/第N次。")
@click.option("--redo", is_flag=True, help="上一次更正还没有公开：从它以前公开的那一份起重做，代替它。")
@kind_option
@form_option
def correct(
    folder: Path,
    snapshot: str,
    reason: str,
    day: datetime | None,
    published: datetime | None,
    formats: tuple[str, ...],
    out: Path | None,
    redo: bool,
    kind: str | None,
    form: str,
) -> None:
    """公开以后发现有错：先改数据，再由它写出更正说明、更正版报告和更正记录。"""
    with version_problems(form):
        from reportgen.compare.versions import open_version
        from reportgen.publish.correct.notice import Refused
        from reportgen.writers.pdf.process import pdf_worker

        days = _date(day) or date.today(), _date(published)
        with pdf_worker(need_pdf(formats)) as worker, open_version(str(folder)) as after:
            try:
                with _last_published(snapshot, after, kind, redo, form) as (before, earlier):
                    asked = _CorrectionAsked(reason, *days, formats, out, kind, form, redo)
                    _correct(before, after, earlier, asked, worker)
            except Refused as refused:
                refuse(str(refused), form)


@contextlib.contextmanager
def _last_published(
    snapshot: str, after: Version, kind: str | None, redo: bool, form: str
) -> Iterator[tuple[Version, list[dict[str, Any]]]]:
    """The version that was published last, with the corrections up to it: the one that is named, unless the record
    knows a later correction. Raises Refused where that is not to be found.
    """
    from reportgen.compare.versions import open_version
    from reportgen.load import load
    from reportgen.publish.correct.history import read, state_of, texts_of
    from reportgen.publish.correct.notice import Refused
    from reportgen.publish.correct.published import frozen_correction
    from reportgen.workspace.output import output_root

    kept = read(after.folder)
    entries = kept[:-1] if redo else kept
    if redo and not kept:
        raise Refused("还没有更正过，没有要重做的：去掉 --redo")
    with open_version(snapshot, str(after.folder)) as before:
        state = state_of(kept, texts_of(load(before.folder, draft=True)))
        now = state_of(kept, texts_of(load(after.folder, draft=True)))
        again = len(kept) and now == len(kept) and state == len(kept) - 1
        if not kept or again or state == len(entries):
            yield before, kept[:-1] if again else entries
            return
    last = frozen_correction(after.folder, output_root(after.folder), len(entries), kind) if entries else None
    if last is None:
        raise Refused(
            f"最后公开的是第 {len(entries)} 次更正，--from 的不是它，它的输入也不在 内部/冻结 里：请把 --from 写成第 {len(entries)} 次更正的文件夹"
            if entries
            else "--from 的那一份不是当时公开的：请写公开稿的文件夹（上网）"
        )
    if form == "text":
        click.echo(
            f"最后公开的是第 {len(entries)} 次更正（{entries[-1].get('日期', '')}），以它为“原公开内容”；"
            "它还没有公开的，加 --redo 重做它"
        )
    with open_version(str(last), str(after.folder)) as before:
        yield before, entries


def _date(given: datetime | None) -> date | None:
    return date(given.year, given.month, given.day) if given else None


@dataclass(frozen=True)
class _CorrectionAsked:
    """What the command was given."""

    reason: str
    day: date
    published: date | None
    formats: tuple[str, ...]
    out: Path | None
    kind: str | None
    form: str
    redo: bool


def _correct(
    before: Version, after: Version, earlier: list[dict[str, Any]], asked: _CorrectionAsked, worker: PdfWorker | None
) -> None:
    """Make notice and corrected report, write them, say so."""
    from reportgen.compare.diff import compare
    from reportgen.publish.correct.affected_reports import affected_reports
    from reportgen.publish.correct.history import earlier_corrections
    from reportgen.publish.correct.notice import notice_of, published_on, refuse_unfit
    from reportgen.publish.correct.write import documents, not_as_published, write
    from reportgen.workspace.output import output_root

    found = compare(*made_alike(before, after, asked.kind), (before.label, after.label))
    refuse_unfit(found, asked.reason)
    if differing := not_as_published(found.old, before.printed):
        refuse(
            f"由快照重做的和当时公开的不一样（程序或版式的版本不同？）：{'；'.join(differing)}。请用当时的版本做更正",
            asked.form,
        )
    when, before_this = published_on(found, asked.published), earlier_corrections(earlier)
    root = output_root(after.folder)
    others = affected_reports(found, after.folder, root)
    public = [other for other in others if other.published]

    def notice(pages: Pages) -> CorrectionNotice:
        return notice_of(found, asked.reason, asked.day, when, pages, public, before_this)

    made = documents(found, asked.formats, worker, notice)
    done = write(found, made, root, asked.out, redo=asked.redo)
    if asked.form == "json":
        print_json(_plain(made.notice, others, done.files, found))
    else:
        _print_correction(made.notice, others, done.folder, done.files, done.record, made.warnings)
        _print_next(found, done.folder, complete=made.complete)


def _print_next(found: Difference, folder: Path, *, complete: bool) -> None:
    """What is still to be done by hand."""
    from reportgen.publish.correct.affected_reports import own_forms

    if forms := own_forms(found):
        click.echo(f"这些自评表也变了，单独公开过的请一并更换：{'、'.join(f'《{name}》' for name in forms)}")
    if complete:
        click.echo(
            f"上传以前核对一遍：reportgen verify {typed(folder)}\n"
            "然后把这个文件夹里的全部文件上传，代替网上原来的报告；更正说明和它放在一起。原来的公开稿留在单位里，不要改动"
        )
    else:
        click.echo("这里只有一部分格式，不是可以上网的全部；去掉 --to 再做一遍就齐了")


def _print_correction(
    notice: CorrectionNotice,
    others: Iterable[AffectedReport],
    folder: Path,
    files: Mapping[str, Path],
    record: Path,
    warnings: tuple[str, ...],
) -> None:
    for warning in warnings:
        click.echo(f"提醒　{warning}")
    click.echo(
        f"第 {notice.number} 次更正，{len(notice.roots)} 项，{len(notice.places)} 处：直接更正 {len(notice.direct)}，"
        f"随之变动 {len(notice.following)}，只是版式的文字 {len(notice.wording)}"
    )
    for line in notice.roots:
        old, new = ("".join(text for _, text in side) or "（没有）" for side in (line.old, line.new))
        click.echo(f"    {line.name}　{old} → {new}（{len(line.places)} 处）")
    for other in others:
        note = "" if other.published else "（没有公开，不写进更正说明）"
        click.echo(f"同一数据还印在　{other.report}{note}：{'；'.join(other.places)}")
    click.echo(f"已写到 {from_here(folder)}")
    for name in files:
        click.echo(f"    {name}")
    click.echo(f"更正记录　{from_here(record)}")


def _plain(
    notice: CorrectionNotice, others: Iterable[AffectedReport], files: Mapping[str, Path], found: Difference
) -> dict[str, object]:
    from reportgen.compare.diff.plain import plain as difference

    return {
        "报告": notice.report,
        "原公开日期": notice.published.isoformat(),
        "日期": notice.day.isoformat(),
        "原因": notice.reason,
        "直接更正": len(notice.direct),
        "随之变动": len(notice.following),
        "只是版式": len(notice.wording),
        "次": notice.number,
        "更正事项": [
            {
                "事项": line.name,
                "原公开": "".join(text for _, text in line.old),
                "更正后": "".join(text for _, text in line.new),
                "处": len(line.places),
            }
            for line in notice.roots
        ],
        "其他材料": [{"报告": other.report, "已公开": other.published, "处": list(other.places)} for other in others],
        "文件": [str(path) for path in files.values()],
        "变动": difference(found),
        **findings_as_json(found.new.findings),
    }

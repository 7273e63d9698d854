"""`correct`: the official notice of what was published wrongly, the corrected report, and the record of it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.build import chosen_formats
from reportgen.cli.diff import made_alike, version_problems
from reportgen.cli.kinds import kind_option
from reportgen.cli.say import FOLDER, form_option, from_here, print_json, refuse
from reportgen.model.finding import findings_as_json
from reportgen.writers.formats import need_pdf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.compare.diff import Difference
    from reportgen.compare.versions import Version
    from reportgen.publish.correct.notice import Notice
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
    default="pdf,docx",
    callback=chosen_formats,
    help="更正说明和更正版要哪些格式，用逗号隔开；不写是 pdf,docx。说明只有 pdf 和 docx。",
)
@click.option("--out", metavar="文件夹", type=FOLDER, help="放到哪里；不写就放在 output 里这份报告的 更正/第N次。")
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
    kind: str | None,
    form: str,
) -> None:
    """公开以后发现有错：先改数据，再由它写出更正说明、更正版报告和更正记录。"""
    with version_problems(form):
        from reportgen.compare.versions import open_version
        from reportgen.publish.correct.notice import Refused
        from reportgen.writers.pdf.process import pdf_worker

        with (
            pdf_worker(need_pdf(formats)) as worker,
            open_version(snapshot, str(folder)) as before,
            open_version(str(folder)) as after,
        ):
            try:
                _made(
                    before,
                    after,
                    reason,
                    _date(day) or date.today(),
                    _date(published),
                    formats,
                    out,
                    kind,
                    form,
                    worker,
                )
            except Refused as refused:
                refuse(str(refused), form)


def _date(given: datetime | None) -> date | None:
    return date(given.year, given.month, given.day) if given else None


def _made(
    before: Version,
    after: Version,
    reason: str,
    day: date,
    published: date | None,
    formats: tuple[str, ...],
    out: Path | None,
    kind: str | None,
    form: str,
    worker: PdfWorker | None,
) -> None:
    from reportgen.compare.diff import compare
    from reportgen.publish.correct.affected_reports import affected_reports
    from reportgen.publish.correct.notice import notice_of, published_on, refuse_unfit
    from reportgen.publish.correct.write import documents, not_as_published, write
    from reportgen.workspace.output import output_root

    found = compare(*made_alike(before, after, kind), (before.label, after.label))
    refuse_unfit(found, reason)
    if differing := not_as_published(found.old, before.printed):
        refuse(
            f"由快照重做的和当时公开的不一样（程序或版式的版本不同？）：{'；'.join(differing)}。请用当时的版本做更正",
            form,
        )
    when = published_on(found, published)
    root = output_root(after.folder)
    others = affected_reports(found, after.folder, root)
    made = documents(found, formats, worker, lambda pages: notice_of(found, reason, day, when, pages, others))
    done = write(found, made, root, out)
    if form == "json":
        print_json(_plain(made.notice, done.files, found))
    else:
        _print_correction(made.notice, done.folder, done.files, done.record, made.warnings)


def _print_correction(
    notice: Notice, folder: Path, files: Mapping[str, Path], record: Path, warnings: tuple[str, ...]
) -> None:
    for warning in warnings:
        click.echo(f"提醒　{warning}")
    click.echo(
        f"更正 {len(notice.places)} 处：直接更正 {len(notice.direct)}，"
        f"随之变动 {len(notice.following)}，只是版式的文字 {len(notice.wording)}"
    )
    for other in notice.elsewhere:
        click.echo(f"同一数据还印在　{other.report}：{'；'.join(other.places)}")
    click.echo(f"已写到 {from_here(folder)}")
    for path in files.values():
        click.echo(f"    {path.name}")
    click.echo(f"更正记录　{from_here(record)}")


def _plain(notice: Notice, files: Mapping[str, Path], found: Difference) -> dict[str, object]:
    from reportgen.compare.diff.plain import plain as difference

    return {
        "报告": notice.report,
        "原公开日期": notice.published.isoformat(),
        "日期": notice.day.isoformat(),
        "原因": notice.reason,
        "直接更正": len(notice.direct),
        "随之变动": len(notice.following),
        "只是版式": len(notice.wording),
        "其他材料": [{"报告": other.report, "处": list(other.places)} for other in notice.elsewhere],
        "文件": [str(path) for path in files.values()],
        "变动": difference(found),
        **findings_as_json(found.new.findings),
    }

"""`import`: the workbook that another system exported becomes a department-year, or a part of one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.kinds import kind_named, kind_option
from reportgen.cli.say import (
    DATA,
    FOLDER,
    QUIET,
    form_option,
    from_here,
    loudness,
    print_findings,
    print_json,
    problems_reported,
    typed,
)

if TYPE_CHECKING:
    from reportgen.workspace.imports.carry_out import Imported
    from reportgen.workspace.imports.plan import FilePlan, Plan
    from reportgen.workspace.imports.published import PublishedReport

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
MOST = 8


@click.command("import")
@click.argument("files", metavar="文件…", nargs=-1, type=FILE)
@click.option(
    "--into", "folder", metavar="文件夹", type=FOLDER, help="部门年度的文件夹，如 data/某局/2025；没有就新建。"
)
@click.option("--last-year", metavar="文件", type=FILE, help="上年的工作簿或公开稿（PDF、Word、网页）：上年数从它取。")
@click.option("--edition", metavar="版式", help="用哪个版式；不写就按年度选。")
@kind_option
@click.option("--as-yaml", is_flag=True, help="把数写成 YAML 的表，不放工作簿。")
@click.option("--yes", is_flag=True, help="不问，照计划做；没有它，只有人在终端上答“是”才做。")
@form_option
def import_(
    files: tuple[Path, ...],
    folder: Path | None,
    last_year: Path | None,
    edition: str | None,
    kind: str | None,
    as_yaml: bool,
    yes: bool,
    form: str,
) -> None:
    """把决算、预算系统导出的工作簿和别的科室的清单导进来：先说计划，再新建或补全部门年度。"""
    if not files and last_year is None:
        raise click.UsageError("请写要导入的文件，或用 --last-year 写上年的")
    with problems_reported(form):
        from reportgen.workspace.imports.plan import planned

        named = kind_named(kind, folder.resolve().parent if folder else Path.cwd())
        plan = planned(files, folder, named, last_year, _published)
        if form != "json":
            _show(plan)
        done = _done(plan, edition, as_yaml=as_yaml, yes=yes, form=form)
    if form == "json":
        print_json(_plain(plan, done))
    sys.exit(DATA if any(f.level.value == "错误" for f in plan.contradictions) else 0)


def _published(path: Path, kind: str, project: Path) -> PublishedReport | None:
    """Last year's report; the readers of documents are loaded for it alone."""
    from reportgen.audit.published_figures import published_report

    return published_report(path, kind, project)


def _done(plan: Plan, edition: str | None, *, as_yaml: bool, yes: bool, form: str) -> Imported | None:
    if plan.folder is None:
        if form != "json":
            click.echo("只说了计划，什么也没有写。要写，加 --into data/部门/年度。")
        return None
    if not yes and not (
        form != "json" and sys.stdin.isatty() and click.confirm(f"照这样写进 {from_here(plan.folder)}？")
    ):
        if form != "json":
            click.echo("只说了计划，什么也没有写。照这样写，加 --yes。")
        return None
    from reportgen.workspace.imports.carry_out import carry_out

    done = carry_out(plan, edition, as_yaml=as_yaml)
    if form != "json":
        _told(plan, done)
    return done


def _show(plan: Plan) -> None:
    for file in plan.files:
        about = "，".join(filter(None, (file.kind, file.department, f"{file.year} 年度" if file.year else "")))
        click.echo(f"{file.name or file.path.name}　{about}")
        for line in _sheets(file):
            click.echo(f"    {line}")
        for notice in file.notices if loudness() != QUIET else ():
            click.echo(f"    注意　{notice}")
    for line in _besides(plan):
        click.echo(line)
    print_findings(plan.contradictions, every=True)


def _sheets(file: FilePlan) -> Iterator[str]:
    for sheet in file.sheets:
        if sheet.count:
            yield f"{sheet.name} → {'、'.join(sheet.becomes)}　{sheet.count} 个数"
    text = [sheet.name for sheet in file.sheets if sheet.becomes == ("文字",)]
    same = [sheet.name for sheet in file.sheets if not sheet.count and not sheet.why and sheet.name not in text]
    if same:
        yield f"只拿来核对：{'、'.join(same)}"
    if text:
        yield f"是文字，请抄进 YAML：{'、'.join(text)}"
    for why in dict.fromkeys(sheet.why for sheet in file.sheets if sheet.why):
        yield f"不读（{why}）：{'、'.join(sheet.name for sheet in file.sheets if sheet.why == why)}"
    for read in file.lists:
        lost = f"；没有地方放的栏：{'、'.join(read.lost)}" if read.lost else ""
        units = f"；不知道金额单位的栏，写成待填：{'、'.join(read.without_unit)}" if read.without_unit else ""
        yield f"{read.sheet} → {read.key}　{len(read.rows)} 行{lost}{units}"
    if file.replaces:
        yield f"换掉文件夹里的 {file.replaces.name}，原来的一份改名留着{_changes(file)}"


def _changes(file: FilePlan) -> str:
    """How many figures are other ones (in 元), those that the new workbook has not first."""
    if not file.changes:
        return "；数都相同"
    lost = sum(change.lost for change in file.changes)
    count = f"；{len(file.changes)} 个数变了" + (f"，其中 {lost} 个新的一份没有" if lost else "")
    more = " 等" if len(file.changes) > MOST else ""
    return f"{count}：{'；'.join(map(str, file.changes[:MOST]))}{more}"


def _besides(plan: Plan) -> Iterator[str]:
    if plan.unlisted:
        codes = "、".join(f"{code} {name}" for code, name in plan.unlisted.items())
        yield f"这一年的科目表里没有：{codes}；照工作簿的名称印"
    if plan.nowhere:
        names = [f"{one.key}（{one.source}）" for one in plan.nowhere]
        more = f" 等 {len(names)} 个" if len(names) > MOST else ""
        yield f"认得、数据里没有地方放的：{'、'.join(names[:MOST])}{more}"


def _told(plan: Plan, done: Imported) -> None:
    began = f"建好 {plan.year} 年度（{plan.kind}，版式 {done.edition}）" if plan.begins else "写进"
    if not done.files:
        click.echo("没有写什么，数据里的都没有动。")
        return
    click.echo(f"已{began}：")
    for path in done.files if loudness() != QUIET else ():
        click.echo(f"    {from_here(path)}")
    if loudness() != QUIET:
        click.echo(
            f"接下来：\n    reportgen status {typed(done.folder)}\n    reportgen build {typed(done.folder)} --draft"
        )


def _plain(plan: Plan, done: Imported | None) -> dict[str, Any]:
    return {
        "文件": [
            {
                "名称": file.path.name,
                "种类": file.kind,
                "单位": file.department,
                "年度": file.year,
                "表单": [{"名称": s.name, "进": list(s.becomes), "个数": s.count, "不读": s.why} for s in file.sheets],
                "清单": [{"表单": one.sheet, "进": one.key, "行数": len(one.rows)} for one in file.lists],
                "变了": [{"键": c.key, "原来": c.before, "现在": c.after, "位置": c.at} for c in file.changes],
                "注意": list(file.notices),
            }
            for file in plan.files
        ],
        "科目表里没有": plan.unlisted,
        "没有地方放": [{"键": one.key, "位置": str(one.source)} for one in plan.nowhere],
        "矛盾": [finding.as_json() for finding in plan.contradictions],
        "写了": [from_here(path) for path in done.files] if done else [],
    }

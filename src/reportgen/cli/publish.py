"""`publish`: the folder to upload, or why there is none; `verify`:
whether such a folder is whole and made of these data.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.kinds import kind_option, one_kind_of
from reportgen.cli.say import (
    DATA,
    FOLDER,
    form_option,
    from_here,
    levels,
    loudness,
    more,
    print_findings,
    print_json,
    problems_reported,
    typed,
)
from reportgen.model.finding import findings_as_json
from reportgen.writers.formats import FORMATS

if TYPE_CHECKING:
    from reportgen.build import BuiltReport
    from reportgen.model.finding import Finding
    from reportgen.publish.folder import Publication, Published


@click.command()
@click.argument("folder", metavar="[文件夹]", type=FOLDER, default=".")
@click.option(
    "--to", "target", metavar="文件夹", type=FOLDER, help="公开稿放到哪里；不写就放在 output 里这份报告的 上网 文件夹。"
)
@click.option("--replace", is_flag=True, help="那里已有一份内容不同的公开稿时，换掉它。")
@kind_option
@form_option
def publish(folder: Path, target: Path | None, replace: bool, kind: str | None, form: str) -> None:
    """写出可以上网的文件夹：PDF、Excel、开放数据、检查表和清单；有错误、待填、个人信息就不写。"""
    if target and set(target.name.lower().split(",")) <= set(FORMATS):
        raise click.BadParameter(f"publish 的 --to 是文件夹，不是格式；写出哪些文件是定好的，去掉 --to {target} 就行")
    with problems_reported(form):
        from reportgen.writers.pdf.process import pdf_worker

        with pdf_worker() as worker:
            from reportgen.build import assemble
            from reportgen.load import load
            from reportgen.publish.folder import Occupied, blocking, publication, write
            from reportgen.workspace.output import output_root

            loaded = load(folder)
            made = assemble(loaded, one_kind_of(loaded, kind))
            more(made)
            if form == "text":
                print_findings(made.findings)
            stop = blocking(made)
            if stop or made.pending:
                _refused(made, stop, form)
            warnings: list[str] = []
            found = publication(made, worker, warnings.append)
        try:
            done = write(found, output_root(folder), target, replace=replace)
        except Occupied as occupied:
            _occupied(occupied, made, form)
    if form == "json":
        print_json(_plain(found, done))
        return
    for warning in warnings:
        click.echo(f"提醒　{warning}")
    _print_published(found, done)


def _refused(made: BuiltReport, stop: list[Finding], form: str) -> None:
    if form == "json":
        print_json(
            {
                "已写出": False,
                **findings_as_json(made.findings),
                "挡住公开的": [f.as_json() for f in stop],
                "待填": list(made.pending),
            }
        )
        sys.exit(DATA)
    from reportgen.model.finding import Level
    from reportgen.publish.folder import PRIVATE

    errors, private = (
        sum(f.level is Level.ERROR for f in stop),
        sum(f.code == PRIVATE and f.level is not Level.ERROR for f in stop),
    )
    why = (
        [f"{errors} 个错误"] * bool(errors)
        + [f"{private} 处个人信息"] * bool(private)
        + [f"{len(made.pending)} 处待填"] * bool(made.pending)
    )
    click.echo(f"没有写出公开稿：有 {'、'.join(why)}。改好再公开；待填的来处看 reportgen status。", err=True)
    sys.exit(DATA)


def _occupied(occupied: Exception, made: BuiltReport, form: str) -> None:
    if form == "json":
        print_json({"已写出": False, "原因": str(occupied), **findings_as_json(made.findings)})
    else:
        click.echo(str(occupied), err=True)
    sys.exit(DATA)


def _print_published(found: Publication, done: Published) -> None:
    click.echo("公开稿写好了：" if done.written else "内容和那里的公开稿完全一样，没有改动：")
    click.echo(f"    {from_here(done.folder)}")
    for name in found.files:
        click.echo(f"        {name}")
    click.echo(f"输入冻结在（内部，可能有涉密的行，不要上传）：\n    {from_here(done.frozen)}")
    blank = [line.item for line in found.lines if not line.answer]
    no = [line.item for line in found.lines if line.answer == "否"]
    if no:
        click.echo(f"检查表里答「否」的 {len(no)} 项：{'；'.join(no)}")
    click.echo(f"检查表里请人工核对的 {len(blank)} 项：{'；'.join(blank)}")
    click.echo(f"上传以前核对一遍：reportgen verify {typed(done.folder)}")
    click.echo(levels(found.made.findings))


def _plain(found: Publication, done: Published) -> dict[str, object]:
    from reportgen.workspace.output import hashes_of

    return {
        "已写出": True,
        "有改动": done.written,
        "文件夹": str(done.folder),
        "冻结": str(done.frozen),
        "文件": hashes_of(found.files),
        **findings_as_json(found.made.findings),
        "检查表": [
            {"方面": x.aspect, "内容": x.item, "答": x.answer, "页码": x.page, "值": x.value, "说明": x.note}
            for x in found.lines
        ],
    }


@click.command()
@click.argument("folder", metavar="公开稿文件夹", type=FOLDER)
@click.option("--data", "data", metavar="数据文件夹", type=FOLDER, help="再由这些数据做一遍，和公开稿逐个字节比。")
@form_option
def verify(folder: Path, data: Path | None, form: str) -> None:
    """核对公开稿：文件齐全、没有改动、互相一致；加 --data 证明就是由这些数据做的。"""
    with problems_reported(form):
        from reportgen.model.finding import Level
        from reportgen.publish.verify import verify as proven

        found = proven(folder, data)
    if form == "json":
        print_json(
            {
                "一致": found.agrees,
                **findings_as_json(found.findings),
                "核对": list(found.proven),
                "没有核对": found.unchecked,
                "系统文件": list(found.strays),
            }
        )
    else:
        print_findings(found.findings)
        for line in found.proven if loudness() >= 0 else ():
            click.echo(f"一致　{line}")
        if found.unchecked and loudness() >= 0:
            click.echo(f"没有核对　没有数据，这些没有核对：{found.unchecked}。要核对，加 --data 数据文件夹")
        if found.strays:
            click.echo(f"不算　{'、'.join(found.strays)}：系统或办公软件自己放的文件，和公开稿无关，上传时不要带上")
        wrong = sum(f.level is Level.ERROR for f in found.findings)
        click.echo(f"有 {wrong} 处不符，这份公开稿不能用。" if wrong else "这份公开稿完整、一致。")
    sys.exit(0 if found.agrees else DATA)

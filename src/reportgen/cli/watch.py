"""`watch`: a new draft at each save, until Ctrl-C; the last good one stays when the data can't be read."""

from __future__ import annotations

import gc
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.build import chosen_formats
from reportgen.cli.kinds import kind_named, kind_option
from reportgen.cli.say import FOLDER, form_option, from_here, levels, painted, print_findings, problems_reported, refuse
from reportgen.model.finding import findings_as_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.build import BuiltReport
    from reportgen.model.finding import Finding

OF_EDITION = "E"
"""What the codes of findings about an edition begin with."""
MOST = 3
"""Changed files that are named."""


@click.command()
@click.argument("folder", metavar="[文件夹]", type=FOLDER, default=".")
@click.option(
    "--to",
    "formats",
    metavar="格式",
    default="html",
    callback=chosen_formats,
    help="要哪些格式，用逗号隔开；不写就是 html。",
)
@click.option("--out", metavar="文件夹", type=FOLDER, help="放到哪里；不写就放在 data 旁边的 output。")
@click.option(
    "--every",
    "interval",
    metavar="秒",
    type=click.FloatRange(0.1, 60),
    default=0.5,
    help="隔多久看一次；网络盘可以写大些。",
)
@click.option("--once", is_flag=True, help="生成一次就停。")
@kind_option
@form_option
def watch(
    folder: Path, formats: tuple[str, ...], out: Path | None, interval: float, once: bool, kind: str | None, form: str
) -> None:
    """存一次盘就重新生成一次草稿，按 Ctrl-C 停；上年的数据和版式改了也算。"""
    from reportgen.workspace.watch import watch as keep_watching

    gc.enable()  # it may run all day
    if not folder.is_dir():
        refuse(f"没有这个文件夹：{folder}", form)
    with problems_reported(form):
        draft = _Draft(folder, formats, out, form, kind_named(kind, folder.resolve().parent))
        if form == "text" and not once:
            click.echo(f"看着 {from_here(folder)}，按 Ctrl-C 停。")
        try:
            keep_watching(draft.places, draft.rebuild, rounds=1 if once else None, interval=interval)
        except KeyboardInterrupt:
            if form == "text":
                click.echo("\n停了。")


@dataclass
class _Draft:
    """The draft that is built again and again; what goes wrong leaves the last output as it was."""

    folder: Path
    formats: tuple[str, ...]
    out: Path | None
    form: str
    kind: str | None = None
    year: int | None = None

    def places(self) -> Iterator[Path]:
        """Where a change counts; last year's folder once the year is known."""
        from reportgen.workspace.watch import places

        return places(self.folder, self.year)

    def rebuild(self, changed: list[str]) -> None:
        """Build, and say in a few lines how it went."""
        from reportgen.build import build
        from reportgen.environment import EnvironmentProblem
        from reportgen.figures.derive.orders import ordered
        from reportgen.load import load
        from reportgen.model.finding import DataUnusable
        from reportgen.workspace.output import output_root, write_files

        output = _BuildOutput(self.form, changed)
        try:
            loaded = load(self.folder, draft=True)
            self.year = loaded.data.year
            kinds: list[str | None] = [self.kind] if self.kind else [*ordered(loaded)]
            for kind in kinds or [None]:
                started = time.perf_counter()
                made, files = build(loaded, self.formats, kind, draft=True, warn=lambda _: None)
                written = write_files(made, files, self.out or output_root(self.folder), draft=True)
                output.built(made, [from_here(path) for path in written.published], time.perf_counter() - started)
        except DataUnusable as unusable:
            output.failed(unusable.findings, "还读不了")
        except EnvironmentProblem as problem:
            output.failed((), str(problem).rstrip("。"))


@dataclass(frozen=True)
class _BuildOutput:
    """One build in print, or as one line of JSON."""

    form: str
    changed: list[str]

    def failed(self, findings: Sequence[Finding], why: str) -> None:
        """Nothing was made."""
        if self.form == "json":
            self._line(findings, 原因=why)
            return
        self._head()
        print_findings(findings)
        click.echo(painted(f"{why}，上一次生成的没有动。", "red"))

    def built(self, made: BuiltReport, files: list[str], seconds: float) -> None:
        """The draft is there; of its findings only the errors are told in print, and what is said of the edition."""
        if self.form == "json":
            self._line(made.findings, 待填=len(made.pending), 已生成=files)
            return
        self._head()
        print_findings(f for f in made.findings if f.level.value == "错误" or f.code.startswith(OF_EDITION))
        click.echo(f"{levels(made.findings)}、待填 {len(made.pending)}　→ {'、'.join(files)}　{seconds:.1f} 秒")

    def _head(self) -> None:
        names = [Path(name).name for name in self.changed]
        click.echo(
            f"{time.strftime('%H:%M:%S')}　{'、'.join(names[:MOST]) or '生成草稿'}{'……' if len(names) > MOST else ''}"
        )

    def _line(self, findings: Sequence[Finding], **more: object) -> None:
        entry = {
            "时间": time.strftime("%H:%M:%S"),
            "改动": [from_here(Path(name)) for name in self.changed],
            **findings_as_json(findings),
            **more,
        }
        click.echo(json.dumps(entry, ensure_ascii=False))

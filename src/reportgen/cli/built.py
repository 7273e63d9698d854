"""What a build came to, in print or as JSON: the files, or what stands in their way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from reportgen.cli.say import QUIET, from_here, levels, loudness, painted, print_findings, typed
from reportgen.model.finding import findings_as_json

if TYPE_CHECKING:
    from reportgen.build import BuiltReport
    from reportgen.model.finding import DataUnusable
    from reportgen.workspace.output import WrittenFolder

MOST = 30
"""Places that are listed before it is too many to read."""


@dataclass(frozen=True)
class Built:
    """One report, and its files where it gave any; or why it could not be made."""

    kind: str
    made: BuiltReport | None
    written: WrittenFolder | None
    warnings: list[str]
    sent: dict[str, object]
    draft: bool
    unusable: DataUnusable | None = None

    def plain(self) -> dict[str, object]:
        """For a program."""
        if self.made is None:
            return {
                "报告": self.kind,
                "生成了": False,
                "可用": False,
                **findings_as_json(self.unusable.findings if self.unusable else ()),
            }
        return {
            "报告": self.kind,
            **_as_plain(self.made, self.written, self.draft, self.warnings),
            **({"送审": self.sent} if self.sent else {}),
        }

    def print(self, *, of_several: bool) -> None:
        """In a few lines, under the name of its kind where there are several."""
        if of_several:
            click.echo(painted(f"== {self.kind}", "cyan"))
        if self.made is None:
            print_findings(self.unusable.findings if self.unusable else ())
            click.echo("没有生成：数据还不能用。", err=True)
            return
        print_findings(self.made.findings)
        if not self.written:
            _print_blocked(self.made)
            return
        _print_written(self.made, self.written, self.warnings, self.draft)
        if self.sent:
            _print_sent(self.sent)


def _as_plain(made: BuiltReport, written: WrittenFolder | None, draft: bool, warnings: list[str]) -> dict[str, object]:
    """What was made, or why nothing was, for a program."""
    entry: dict[str, object] = {"草稿": draft, "生成了": written is not None}
    if written:
        entry |= {
            "文件": [from_here(path) for path in written.published],
            "清单": from_here(written.manifest),
            "内部核对": [from_here(path) for path in written.internal],
        }
        entry |= {"以前生成的": [from_here(path) for path in written.left], "提醒": warnings}
    waiting = [{"位置": where, "内容": what} for where, what in _waiting(made)]
    return {**entry, **findings_as_json(made.findings), "待填": waiting}


def _print_sent(sent: dict[str, object]) -> None:
    more = f"，另有 {sent['没问的']} 个没有问" if sent["没问的"] else ""
    click.echo(
        f"送审第 {sent['轮次']} 轮，{sent['给'] or '不分读者'}：批注里有 {sent['问题']} 个问题{more}；留底在 {sent['留底']}"
    )


def _waiting(made: BuiltReport) -> list[tuple[str, str]]:
    """What is still to be filled in, by the place in the data; where none says it, by the place in the report."""
    from reportgen.workspace.status import stated

    written = [(str(item.source or ""), item.name) for item in stated(made.book.loaded)] if made.pending else []
    return list(dict.fromkeys(written or made.document.reading.pending()))


def _print_blocked(made: BuiltReport) -> None:
    why = [f"{len(made.errors)} 个错误"] if made.errors else []
    if made.pending:
        waiting = _waiting(made)
        why.append(f"{len(waiting)} 个待填（印在 {len(made.pending)} 处）")
        for where, what in waiting[:MOST] if loudness() != QUIET else ():
            click.echo(f"待填　{where}　{what}", err=True)
        if len(waiting) > MOST:
            click.echo(
                f"……还有 {len(waiting) - MOST} 个；全部看：reportgen status {typed(made.book.loaded.folder)}", err=True
            )
    click.echo(f"没有生成：有 {'、'.join(why)}。改好再生成；要先看样子，加 --draft 出草稿。", err=True)


def _print_written(made: BuiltReport, written: WrittenFolder, warnings: Iterable[str], draft: bool) -> None:
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

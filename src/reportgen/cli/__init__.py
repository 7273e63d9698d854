"""The command line: one module per group of commands.

Exit codes: 0 fine; 1 the data stand in the way; 2 wrong usage; 3 this machine lacks something.
What a command needs is imported when it runs: `--help` and a wrong option answer at once.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from pathlib import Path

import click

from reportgen.cli import chinese

chinese.install()  # before the commands are made: some of click's words are taken then

from reportgen.cli.audit import audit  # noqa: E402
from reportgen.cli.build import build  # noqa: E402
from reportgen.cli.check import check  # noqa: E402
from reportgen.cli.completion import completion, offer_powershell  # noqa: E402
from reportgen.cli.correct import correct  # noqa: E402
from reportgen.cli.diff import diff  # noqa: E402
from reportgen.cli.doctor import doctor  # noqa: E402
from reportgen.cli.editions import editions  # noqa: E402
from reportgen.cli.explain import explain  # noqa: E402
from reportgen.cli.files import fmt, schema  # noqa: E402
from reportgen.cli.importing import import_  # noqa: E402
from reportgen.cli.link import link  # noqa: E402
from reportgen.cli.new import new  # noqa: E402
from reportgen.cli.publish import publish, verify  # noqa: E402
from reportgen.cli.pull import pull  # noqa: E402
from reportgen.cli.say import LOUD, QUIET, loudness  # noqa: E402
from reportgen.cli.status import status  # noqa: E402
from reportgen.cli.subjects import subjects  # noqa: E402
from reportgen.cli.watch import watch  # noqa: E402

__all__ = ["commands", "main"]

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def main() -> None:
    """The program; its output and the names of files are UTF-8 on every system."""
    if sys.getfilesystemencoding().lower() not in (
        "utf-8",
        "utf8",
    ):  # a locale such as zh_CN.GBK; only at the start can it be changed
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "reportgen", *sys.argv[1:]])  # noqa: S606 - ourselves
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # there are none, and looking through every package takes long
    gc.disable()  # one report and exit: 0.94 of the time, and no more memory
    offer_powershell()
    commands(prog_name="reportgen")


def _loudness(context: click.Context, option: click.Parameter, given: bool) -> None:
    if given:
        context.find_root().meta["loudness"] = LOUD if option.name == "verbose" else QUIET


def _verbosity() -> list[click.Option]:
    """-v and -q, understood before and behind the name of a command."""
    return [
        click.Option(
            ["-v", "--verbose"],
            is_flag=True,
            expose_value=False,
            callback=_loudness,
            help="多说一些：用了哪些文件、哪几层版式、多少时间。",
        ),
        click.Option(
            ["-q", "--quiet"], is_flag=True, expose_value=False, callback=_loudness, help="少说一些：只说错误和结果。"
        ),
    ]


def _templates_option() -> click.Option:
    """--templates, understood by every command that reads editions."""
    return click.Option(
        ["--templates"],
        metavar="文件夹",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        expose_value=False,
        is_eager=True,
        callback=_use_templates,
        help="先从这个文件夹找版式和科目表；平时写在环境变量 REPORTGEN_TEMPLATES 里。",
    )


def _use_templates(context: click.Context, _option: click.Parameter, folder: Path | None) -> None:
    """The folder goes before those of the environment, for this command only."""
    if folder is None:
        return
    from reportgen.editions.homes import ENVIRONMENT

    before = os.environ.get(ENVIRONMENT)
    os.environ[ENVIRONMENT] = os.pathsep.join(filter(None, (str(folder.resolve()), before)))
    context.find_root().call_on_close(lambda: _restore(ENVIRONMENT, before))


def _restore(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value


class _InOrder(click.Group):
    """Commands in the order of the work, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.commands)


@click.group(cls=_InOrder, context_settings=HELP, subcommand_metavar="命令 [参数]…", options_metavar="[选项]")
@click.version_option(package_name="reportgen", message="%(prog)s %(version)s", help="看版本号。")
@click.pass_context
def commands(context: click.Context) -> None:
    """部门决算公开报告：一份 YAML，生成 PDF、Word、Excel、网页和 JSON。"""
    started = time.perf_counter()
    if os.environ.get("NO_COLOR"):
        context.color = False
    context.call_on_close(lambda: _tell_time(started))


def _tell_time(started: float) -> None:
    if loudness() == LOUD:
        click.echo(f"用时 {time.perf_counter() - started:.2f} 秒", err=True)


commands.params.extend(_verbosity())
for command in (
    new,
    import_,
    subjects,
    status,
    check,
    build,
    pull,
    link,
    diff,
    publish,
    verify,
    audit,
    correct,
    watch,
    explain,
    fmt,
    schema,
    editions,
    doctor,
    completion,
):
    for each in (command, *(command.commands.values() if isinstance(command, click.Group) else ())):
        each.params.extend(_verbosity())
        if each not in (fmt, doctor, completion):
            each.params.append(_templates_option())
        each.options_metavar = "[选项]"
    commands.add_command(command)

"""`doctor`: what this machine lacks."""

from __future__ import annotations

import sys

import click

from reportgen.cli.say import MACHINE, form_option, print_json


@click.command()
@form_option
def doctor(form: str) -> None:
    """看这台机器缺什么。"""
    from reportgen.environment import PYTHON_LIBRARIES, diagnose
    from reportgen.writers.formats import FORMATS, format_named, need_pdf

    found = diagnose()
    lacking = [item.name for item in found if item.required and not item.ok]
    if form == "json":
        print_json(
            [
                {"名称": i.name, "有": i.ok, "情况": i.found, "必需": i.required, "办法": "" if i.ok else i.remedy}
                for i in found
            ]
        )
        sys.exit(MACHINE if lacking else 0)
    for item in found:
        mark = "有" if item.ok else "缺" if item.required else "无"
        click.echo(f"{mark}　{item.name}　{item.found}{'' if item.ok else f'。{item.remedy}'}")
    if lacking:
        unharmed = "、".join(format_named(name).label for name in FORMATS if not need_pdf([name]))
        others = "别的格式和命令也可能用不了" if PYTHON_LIBRARIES in lacking else f"{unharmed} 不受影响"
        click.echo(f"缺了这些，PDF 生成不了或者不对；{others}。")
        sys.exit(MACHINE)

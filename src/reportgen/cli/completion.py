"""`completion`: what to put into a shell's start file, so that Tab completes commands and options."""

from __future__ import annotations

import os

import click

from reportgen.cli.say import form_option, print_json

VARIABLE = "_REPORTGEN_COMPLETE"
SHELLS = ("bash", "zsh", "fish", "powershell")
WHERE = {
    "bash": "# 放进 ~/.bashrc：  reportgen completion bash >> ~/.bashrc",
    "zsh": "# 放进 ~/.zshrc：  reportgen completion zsh >> ~/.zshrc",
    "fish": "# 存成文件：  reportgen completion fish > ~/.config/fish/completions/reportgen.fish",
    "powershell": "# 放进配置文件：  reportgen completion powershell >> $PROFILE",
}
POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName reportgen -ScriptBlock {
    param($word, $line, $position)
    $env:%(variable)s = "powershell_complete"
    $env:COMP_WORDS = $line.ToString()
    $env:COMP_CWORD = $word
    reportgen | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
    Remove-Item Env:%(variable)s, Env:COMP_WORDS, Env:COMP_CWORD
}
"""


@click.command()
@click.argument("shell", metavar="|".join(SHELLS), type=click.Choice(SHELLS))
@form_option
def completion(shell: str, form: str) -> None:
    """按 Tab 补全命令和选项：打印一段脚本，放进终端的启动文件。"""
    from click.shell_completion import get_completion_class

    offer_powershell(always=True)
    made = get_completion_class(shell)
    if made is None:
        raise click.ClickException(f"不会 {shell} 的补全")
    context = click.get_current_context().find_root()
    maker = made(context.command, {}, "reportgen", VARIABLE)
    script = maker.source_template % maker.source_vars()
    if form == "json":
        print_json({"终端": shell, "脚本": script, "放法": WHERE[shell].removeprefix("# ")})
    else:
        click.echo(f"{WHERE[shell]}\n{script}")


def offer_powershell(*, always: bool = False) -> None:
    """Tell click how PowerShell asks; only when a shell is asking, for the import takes its time."""
    if not always and VARIABLE not in os.environ:
        return
    from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, split_arg_string

    class PowerShellComplete(ShellComplete):
        """Click's protocol for PowerShell: the line and the word come in the environment."""

        name = "powershell"
        source_template = POWERSHELL.replace("%(variable)s", "%(complete_var)s")

        def get_completion_args(self) -> tuple[list[str], str]:
            words = split_arg_string(os.environ["COMP_WORDS"])[1:]
            word = os.environ["COMP_CWORD"]
            return (words[:-1] if word and words else words), word

        def format_completion(self, item: CompletionItem) -> str:
            return str(item.value)

    add_completion_class(PowerShellComplete)

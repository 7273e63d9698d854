"""`diff`: what changed between two versions of a report, and everything that moved because of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.kinds import kind_named, kind_option, one_kind_of
from reportgen.cli.say import form_option, from_here, painted, print_json, problems_reported, refuse

if TYPE_CHECKING:
    from reportgen.build import BuiltReport
    from reportgen.compare.diff import Difference
    from reportgen.compare.versions import Version
    from reportgen.writers.pdf.process import PdfWorker

FORMATS = ("text", "docx", "pdf", "html", "json")
STEM = "变动"


@click.command()
@click.argument("old", metavar="原来")
@click.argument("new", metavar="[现在]", default=".")
@click.option(
    "--to",
    "target",
    type=click.Choice(FORMATS),
    default="text",
    help="text 在终端里看；docx 是带修订的新稿；pdf 是能打印的对比稿；html 左右对照、可以筛选；json 给程序读。",
)
@click.option(
    "--out",
    metavar="文件",
    type=click.Path(dir_okay=False, path_type=Path),
    help="写到这个文件；docx、pdf、html 不写就是这里的 变动.docx 等。",
)
@click.option("--all", "every", is_flag=True, help="text 时全部列出，不只列前一些。")
@kind_option
@form_option
def diff(old: str, new: str, target: str, out: Path | None, every: bool, kind: str | None, form: str) -> None:
    """两份之间变了什么：先说改动的数据，再说报告里因此变动的每一处和算法。

    原来、现在：数据文件夹、公开稿文件夹或它的 manifest.json、冻结的输入、快照（.zip）、带快照的送审稿（.docx）、git 的版本（HEAD~1，或 HEAD~1:data/某局/2023）。
    """
    if form == "json":
        target = "json"
    with version_problems(target), _pdf_worker(target) as worker:
        from reportgen.compare.versions import open_version

        with open_version(old, new) as before, open_version(new, old) as after:
            found = difference_of(before, after, "json" if target == "json" else "text", kind)
            if before.label == after.label:
                found = replace(found, labels=(old, new))
            if target in ("text", "json"):
                _said(found, target, out, every)
            else:
                _write(found, target, out or _free(Path(f"{STEM}.{target}")), worker)


@contextlib.contextmanager
def version_problems(target: str) -> Iterator[None]:
    """Problems in Chinese; what was named and is no version is one."""
    from reportgen.compare.versions import UnknownVersion
    from reportgen.writers.docx.opened import NotOurs

    form = "json" if target == "json" else "text"
    with problems_reported(form):
        try:
            yield
        except (UnknownVersion, NotOurs) as problem:
            refuse(str(problem), form)


@contextlib.contextmanager
def _pdf_worker(target: str) -> Iterator[PdfWorker | None]:
    """Started before anything else is imported: it warms up while the reports are made."""
    from reportgen.writers.pdf.process import pdf_worker

    with pdf_worker(target == "pdf") as worker:
        yield worker


def difference_of(before: Version, after: Version, form: str, kind: str | None) -> Difference:
    """Both made and compared, with who wrote what changed where git knows.
    Ends the program for what can't be compared.
    """
    from reportgen.compare.diff import compare
    from reportgen.compare.diff.inputs import with_authors
    from reportgen.compare.versions import authors

    old, new = made_alike(before, after, kind)
    if why := unlike(old, new):
        refuse(why, form)
    found = compare(old, new, (before.label, after.label))
    if before.kept is None or after.kept is None:
        return found
    wrote = authors(after, [one.new_source for one in found.inputs if one.new_source])
    return replace(found, inputs=with_authors(found.inputs, wrote))


def made_alike(before: Version, after: Version, words: str | None = None) -> tuple[BuiltReport, BuiltReport]:
    """Both as final reports of one kind, which is asked for, was published, or is the only one;
    both as drafts where one can't be final.
    """
    from reportgen.build import assemble
    from reportgen.load import load
    from reportgen.model.finding import DataUnusable

    kind = kind_named(words) or before.kind or after.kind
    try:
        old, new = load(before.folder), load(after.folder)
        kind = kind or one_kind_of(new, None)
        return assemble(old, kind), assemble(new, kind)
    except DataUnusable:
        old, new = load(before.folder, draft=True), load(after.folder, draft=True)
        kind = kind or one_kind_of(new, None)
        return assemble(old, kind, draft=True), assemble(new, kind, draft=True)


def unlike(old: BuiltReport, new: BuiltReport) -> str:
    """Why two reports are no versions of one; '' when they are."""
    one, other = ((m.kind, m.document.year, m.document.unit) for m in (old, new))
    if one[:2] == other[:2]:
        return ""
    return f"两边不是同一份报告：原来是 {one[2]} {one[1]} 年度{one[0]}，现在是 {other[2]} {other[1]} 年度{other[0]}"


def _said(found: Difference, target: str, out: Path | None, every: bool) -> None:
    from reportgen.compare.diff.plain import plain
    from reportgen.compare.diff.text import MOST, plain_paint
    from reportgen.compare.diff.text import difference_lines as lines

    if target == "json" and out is None:
        print_json(plain(found))
    elif out is None:
        for line in lines(found, None if every else MOST, painted):
            click.echo(line)
    else:
        import json

        text = (
            json.dumps(plain(found), ensure_ascii=False, indent=1)
            if target == "json"
            else "\n".join(lines(found, None, plain_paint))
        )
        _keep(out, f"{text}\n".encode(), found)


def _write(found: Difference, target: str, out: Path, worker: PdfWorker | None) -> None:
    if target == "html":
        from reportgen.compare.diff.page import write_page

        _keep(out, write_page(found), found)
    elif target == "docx":
        from reportgen.compare.diff.word import untracked, write_word

        _keep(out, write_word(found), found)
        for title in untracked(found):
            click.echo(f"图不能带修订，按现在的数画：{title}")
    elif worker:
        from reportgen.compare.diff.blackline import blackline

        _keep(out, worker.print_alone(blackline(found)).content, found)


def _keep(path: Path, content: bytes, found: Difference) -> None:
    from reportgen.compare.diff.wording import counted

    try:
        path.write_bytes(content)
    except OSError as error:
        refuse(f"写不了 {from_here(path)}：{error.strerror}。文件是不是正开着？文件夹在不在？")
    click.echo(counted(found))
    click.echo(f"已写到 {from_here(path)}")


def _free(path: Path) -> Path:
    """The path, or with a number behind it: what stands there stays."""
    number = 1
    while (free := path if number == 1 else path.with_stem(f"{path.stem}-{number}")).exists():
        number += 1
    return free

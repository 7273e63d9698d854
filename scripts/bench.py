"""The sample of 2021 -> how fast reportgen is and how much memory it takes, against its goals.

Whole processes, from start to exit, in pairs one after the other, so that a slow minute of the
machine meets both of a pair; the ratio is the median of the pairs' ratios.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pypdfium2
import yaml

from reportgen.build import assemble
from reportgen.writers.html import to_html_text

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "dongxihu-hrss" / "2021"
EXPORT = ROOT / "tests" / "exports" / "accounts-a.xlsx"
OTHERS = (ROOT / "data" / "dongxihu-hrss" / "2020", ROOT / "data" / "pingqiao-hrss" / "2022")
"""Samples of the other kinds of reports."""
COPIES = 8
"""So many times the projects, indicators and prose: about four times the pages, as the statutory tables stay."""

STOCK = """
import sys, weasyprint
weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/a-3a')
"""
Command = list[str]


@dataclass(frozen=True)
class Run:
    """One process: seconds from start to exit, and the peak of its biggest process in MB."""

    seconds: float
    peak_mb: float


def run(command: Command) -> Run:
    """Run to the end; anything but success stops the measuring."""
    start = time.perf_counter()
    # our own commands
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT)  # noqa: S603
    assert process.stderr is not None  # noqa: S101 - asked for above
    said = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} 失败（{process.returncode}）：\n{said}")
    return Run(seconds, usage.ru_maxrss / 1024)


def pairs(first: Command, second: Command, count: int) -> tuple[list[Run], list[Run]]:
    """Both commands in turn; one pair more goes first and isn't counted."""
    run(first), run(second)
    both = [(run(first), run(second)) for _ in range(count)]
    return [a for a, _ in both], [b for _, b in both]


def reportgen(*words: str | Path) -> Command:
    """A command of ours."""
    return [sys.executable, "-m", "reportgen.cli", *map(str, words)]


def pages(folder: Path) -> int:
    """Pages of the only PDF below a folder."""
    (path,) = folder.rglob("*.pdf")
    with pypdfium2.PdfDocument(path) as pdf:
        return len(pdf)


def longer(folder: Path, copies: int) -> None:
    """Write the sample into a folder with everything that may grow so many times."""
    data: dict[str, Any] = {}
    for path in sorted(SAMPLE.glob("*.yaml")):
        data |= yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only
    names = ["", *(chr(ord("甲") + n) for n in range(copies - 1))]
    head, *rows = data["项目"].strip().splitlines()
    # A row begins with the project's short name, by which everything else finds it.
    data["项目"] = "\n".join([head, *(row.replace(" |", f"{name} |", 1) for name in names for row in rows)])
    for key in ("指标", "项目文字", "重点工作"):
        data[key] = {f"{old}{name}": value for name in names for old, value in data[key].items()}
    data["项目叙述"] = [_renamed(entry, name) for name in names for entry in data["项目叙述"]]
    data["主要职能"] = data["主要职能"] * copies
    folder.mkdir(parents=True)
    dumper = yaml.SafeDumper
    dumper.ignore_aliases = lambda *_: True  # type: ignore[method-assign] # what stands twice is written twice
    text = yaml.dump(data, Dumper=dumper, allow_unicode=True, sort_keys=False, width=10**6)
    (folder / "部门.yaml").write_text(text, encoding="utf-8")


def _renamed(entry: str | list[str], name: str) -> str | list[str]:
    return f"{entry}{name}" if isinstance(entry, str) else [f"{one}{name}" for one in entry]


def row(what: str, value: str, goal: str, reached: bool | None) -> None:
    """One line of the result."""
    print(f"{what}　{value}　{goal}{'' if reached is None else '　达到' if reached else '　没有达到'}", flush=True)


def ratio(of: list[Run], to: list[Run]) -> float:
    """The median of the pairs' ratios."""
    return median(a.seconds / b.seconds for a, b in zip(of, to, strict=True))


def seconds(runs: list[Run]) -> float:
    """The median."""
    return median(r.seconds for r in runs)


def against_stock(out: Path, count: int) -> None:
    """Our whole build against WeasyPrint alone, printing the same composed document."""
    composed = out / "composed.html"
    composed.write_text(to_html_text(assemble(SAMPLE).document), encoding="utf-8")
    stock = [sys.executable, "-c", STOCK, str(composed), str(out / "stock.pdf")]
    ours, theirs = pairs(reportgen("build", SAMPLE, "--to", "pdf", "--out", out / "a"), stock, count)
    value = ratio(ours, theirs)
    row(
        "PDF，与只用 WeasyPrint 印同一份文档比",
        f"{seconds(ours):.2f} s ÷ {seconds(theirs):.2f} s = {value:.2f}",
        "≤ 0.85",
        value <= 0.85,
    )
    peak, stock_peak = (max(r.peak_mb for r in runs) for runs in (ours, theirs))
    row("内存峰值（最大的进程）", f"{peak:.0f} MB，{pages(out / 'a')} 页；WeasyPrint {stock_peak:.0f} MB", "", None)


def all_formats(out: Path, count: int) -> None:
    """What the four other formats add to the PDF."""
    five, one = pairs(
        reportgen("build", SAMPLE, "--out", out / "b5"),
        reportgen("build", SAMPLE, "--to", "pdf", "--out", out / "b1"),
        count,
    )
    value = ratio(five, one)
    row(
        "五种格式，与只要 PDF 比", f"{seconds(five):.2f} s ÷ {seconds(one):.2f} s = {value:.2f}", "≤ 1.40", value <= 1.4
    )


def cold_check(out: Path, count: int) -> None:
    """The answer that a clerk waits for most often."""
    del out
    runs = [run(reportgen("check", SAMPLE)) for _ in range(count + 1)][1:]
    row("检查", f"{seconds(runs):.2f} s，{max(r.peak_mb for r in runs):.0f} MB", "≤ 0.60 s", seconds(runs) <= 0.6)


def other_kinds(out: Path, count: int) -> None:
    """The other kinds of reports on their samples: the whole set, and the answer of `check`."""
    for sample in OTHERS:
        whole = [run(reportgen("build", sample, "--out", out / sample.parent.name)) for _ in range(count + 1)][1:]
        asked = [run(reportgen("check", sample)) for _ in range(count + 1)][1:]
        name = f"{sample.parent.name}/{sample.name}"
        row(
            f"五种格式，{name}",
            f"{seconds(whole):.2f} s，{pages(out / sample.parent.name)} 页，{max(r.peak_mb for r in whole):.0f} MB",
            "",
            None,
        )
        row(f"检查，{name}", f"{seconds(asked):.2f} s", "≤ 0.80 s", seconds(asked) <= 0.8)


def four_times(out: Path, count: int) -> None:
    """Time must grow as the report does, not faster. A draft: the copies don't add up."""
    folder = out / "long" / "2021"
    longer(folder, COPIES)
    long, short = pairs(
        reportgen("build", folder, "--to", "pdf", "--draft", "--out", out / "d4"),
        reportgen("build", SAMPLE, "--to", "pdf", "--draft", "--out", out / "d1"),
        count,
    )
    grown, value = pages(out / "d4") / pages(out / "d1"), ratio(long, short)
    told = (
        f"{seconds(long):.2f} s ÷ {seconds(short):.2f} s = {value:.2f}，"
        f"{pages(out / 'd4')} 页 ÷ {pages(out / 'd1')} 页 = {grown:.2f}"
    )
    row("四倍长的报告", told, "≤ 4.30", value <= 4.3)
    row("四倍长的报告的内存峰值（最大的进程）", f"{max(r.peak_mb for r in long):.0f} MB", "", None)


def foreign_files(out: Path, count: int) -> None:
    """The plan of the largest export, and the audit of the sample's own PDF."""
    plans = [run(reportgen("import", EXPORT, "--into", out / "new" / "2025")) for _ in range(count + 1)][1:]
    row("导入的计划（决算导出，20 张表）", f"{seconds(plans):.2f} s", "≤ 1.00 s", seconds(plans) <= 1)
    run(reportgen("build", SAMPLE, "--to", "pdf", "--out", out / "a"))
    print_ = next((out / "a").rglob("*.pdf"))
    audits = [run(reportgen("audit", print_)) for _ in range(count + 1)][1:]
    told = f"{seconds(audits):.2f} s，{pages(out / 'a')} 页，{max(r.peak_mb for r in audits):.0f} MB"
    row("检查一份公开稿（PDF）", told, "≤ 6.00 s", seconds(audits) <= 6)


PARTS: dict[str, Callable[[Path, int], None]] = {
    "stock": against_stock,
    "formats": all_formats,
    "check": cold_check,
    "kinds": other_kinds,
    "long": four_times,
    "foreign": foreign_files,
}


def main() -> None:
    """Measure what is asked, all by default."""
    parser = argparse.ArgumentParser(description="量 reportgen 的快慢和内存")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="量哪几项；不写就都量")
    parser.add_argument("--pairs", type=int, default=5, help="每项量几对，至少 5 对才作数")
    given = parser.parse_args()
    if os.getloadavg()[0] > 0.7:
        print(f"机器正忙（负载 {os.getloadavg()[0]:.1f}），量出来的不作数")
    with tempfile.TemporaryDirectory() as folder:
        for name in given.parts or PARTS:
            PARTS[name](Path(folder), given.pairs)


if __name__ == "__main__":
    main()

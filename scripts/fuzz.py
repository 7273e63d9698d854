"""Mutated data folders -> the journey up to the document: no traceback, and no input over five seconds.

    python scripts/fuzz.py --count 10000 --seed 1 --jobs 2
    python scripts/fuzz.py --seed 1 --only 1234        # one input again, with its traceback

Each input follows from the seed and its number. The writers are left out: they have tests of their own.
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportgen.build import assemble
from reportgen.model.finding import DataUnusable, Finding

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "checks" / "base"
LARGE = (
    ROOT / "data" / "dongxihu-hrss" / "2021",
    ROOT / "data" / "donghu-hrss" / "2023",
    ROOT / "tests" / "everything" / "2023",
)
EVERY = 20
"""One input in so many is made from a large sample."""
SECONDS = 5
SPECIALS = (
    *"{}[]:,-?*&!|>'\"%@`#~",
    ": ",
    " #",
    "#1",
    "---\n",
    "...\n",
    "<<: ",
    "*x",
    "&x ",
    "!!python/object:os.system ",
    "\t",
    "\r\n",
    "\u3000",
    "\u00a0",
    "\u200b",
    "\ufeff",
    "：",
    "，",
    "。",
    "（",
    "）",
    "｛",
    "｝",
    "［",
    "］",
    "｜",
    "“",
    "”",
    "１２３",
    "％",
    "\x00",
    "\x0b",
    "\u2028",
    "\ud83d\ude00",
    "𠀀",
    "1,778.49",
    "3.5亿",
    "1200元",
    ">90%",
    "%90",
    "待填",
    "待定",
    "?",
    "-",
    "/",
    "NaN",
    "1e999",
    "-0",
    "9" * 40,
    "2023-02-30",
    "｛收入总计｝",
    "｛无此数｝",
    "｛上年.上年.收入总计｝",
    "｛｛",
    "{{ 7*7 }}",
    "{% for %}",
    "<script>",
    "</p>",
    "&amp;",
    "]]>",
    "\\",
    "\\x07",
    "合计",
    "上年.",
    "208",
    "2080101",
    "项目",
    "整体",
    "....",
)


@dataclass(frozen=True)
class Result:
    """What came of one input: crash is the traceback, or why it is as bad as one."""

    number: int
    seconds: float
    outcome: str
    crash: str = ""


@cache
def _seed_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in (".yaml", ".csv")}


def mutated(number: int, seed: int) -> tuple[dict[str, bytes], bool]:
    """The files of an input, and whether it is built as a draft."""
    rng = random.Random(f"{seed}-{number}")  # noqa: S311 - for tests
    folder = rng.choice(LARGE) if number % EVERY == 0 else SMALL
    files = dict(_seed_files(folder))
    for _ in range(rng.choice((1, 1, 1, 2, 3, 5))):
        name = rng.choice(list(files))
        files[name] = rng.choice(MUTATIONS)(files[name], rng)
    if rng.random() < 0.05:
        files["收支.csv"] = rng.choice(MUTATIONS)(
            "科目,一般公共.基本支出\n2080101,1\n".encode(rng.choice(("utf-8", "gbk", "utf-16"))), rng
        )
    return files, rng.random() < 0.5


def _flip(raw: bytes, rng: random.Random) -> bytes:
    data = bytearray(raw)
    for _ in range(rng.randint(1, 4)):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def _truncate(raw: bytes, rng: random.Random) -> bytes:
    return raw[: rng.randrange(len(raw) + 1)]


def _insert(raw: bytes, rng: random.Random) -> bytes:
    text = raw.decode("utf-8", errors="ignore")
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(SPECIALS) + text[at + rng.choice((0, 0, 1)) :]
    return text.encode("utf-8", errors="ignore")


def _lines(raw: bytes, rng: random.Random) -> bytes:
    """Delete, double, move or re-indent lines."""
    lines = raw.split(b"\n")
    at = rng.randrange(len(lines))
    way = rng.randrange(5)
    if way == 0:
        del lines[at : at + rng.randint(1, 3)]
    elif way == 1:
        lines.insert(rng.randrange(len(lines) + 1), lines[at])
    elif way == 2:
        lines[at] = b" " * rng.randint(0, 5) + lines[at].lstrip()
    elif way == 3:
        lines[at] = rng.choice((b"\t", "\u3000".encode(), "\u00a0".encode())) + lines[at].lstrip()
    else:
        rng.shuffle(lines)
    return b"\n".join(lines)


def _tokens(raw: bytes, rng: random.Random) -> bytes:
    """Swap, drop, double or replace words and numbers."""
    parts = re.split(r"(\s+|[|,:{}\[\]])", raw.decode("utf-8", errors="ignore"))
    words = [n for n, part in enumerate(parts) if part.strip()]
    for _ in range(rng.randint(1, 3)):
        if len(words) < 2:
            break
        a, b = rng.choice(words), rng.choice(words)
        way = rng.randrange(4)
        parts[a], parts[b] = (
            (parts[b], parts[a]),
            ("", parts[b]),
            (parts[a] * 2, parts[b]),
            (rng.choice(SPECIALS), parts[b]),
        )[way]
    return "".join(parts).encode("utf-8", errors="ignore")


def _wide(raw: bytes, rng: random.Random) -> bytes:
    """Half-width marks and digits become full-width ones, or the other way round."""
    text = raw.decode("utf-8", errors="ignore")
    pairs = list(zip(":,{}[]|%()#-.0123456789 ", "：，｛｝［］｜％（）＃－．０１２３４５６７８９\u3000", strict=True))
    old, new = rng.choice(pairs) if rng.random() < 0.8 else rng.choice(pairs)[::-1]
    places = [m.start() for m in re.finditer(re.escape(old), text)]
    for at in rng.sample(places, min(len(places), rng.choice((1, 2, len(places))))):
        text = text[:at] + new + text[at + 1 :]
    return text.encode("utf-8", errors="ignore")


def _encode(raw: bytes, rng: random.Random) -> bytes:
    text = raw.decode("utf-8", errors="ignore")
    return rng.choice(
        (
            text.encode("gbk", errors="replace"),
            text.encode("utf-16"),
            b"\xef\xbb\xbf" + raw,
            raw.replace(b"\n", b"\r\n"),
            raw.replace(b"\n", b"\r"),
            raw * 3,
        )
    )


MUTATIONS = (_flip, _truncate, _insert, _insert, _lines, _lines, _tokens, _tokens, _wide, _encode)


class TooSlow(BaseException):
    """An input took longer than it may."""


@contextmanager
def _limited() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def run(number: int, seed: int, home: Path) -> Result:
    """One input through the journey."""
    files, draft = mutated(number, seed)
    folder = home / "2023"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    begun = time.perf_counter()
    crash = ""
    try:
        with _limited():
            made = assemble(folder, draft=draft)
        findings, outcome = made.findings, "草稿" if made.errors else "能用"
    except DataUnusable as unusable:
        findings, outcome = unusable.findings, "不能用"
    except TooSlow:
        findings, outcome, crash = (), "太慢", f"超过 {SECONDS} 秒\n{traceback.format_exc()}"
    except Exception:
        findings, outcome, crash = (), "崩溃", traceback.format_exc()
    bad = [told for finding in findings if (told := _ill_told(finding))]
    if bad and not crash:
        outcome, crash = "说不清", bad[0]
    return Result(number, time.perf_counter() - begun, outcome, crash)


def _ill_told(finding: Finding) -> str:
    """Findings that no clerk understands are as bad as a traceback: templates' faults, and English."""
    if finding.code in ("M001", "M003"):
        return f"模板出错：{finding.as_text()}"
    if not re.search(r"[\u4e00-\u9fff]", finding.message):
        return f"不是中文：{finding.as_text()}"
    return ""


def _batch(numbers: range, seed: int) -> list[Result]:
    with tempfile.TemporaryDirectory() as home:
        return [run(number, seed, Path(home)) for number in numbers]


def main() -> int:
    """Run many inputs in processes; print crashes once each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int)
    asked = parser.parse_args()
    if asked.only is not None:
        with tempfile.TemporaryDirectory() as home:
            result = run(asked.only, asked.seed, Path(home))
        sys.stdout.write(f"{result}\n{result.crash}\n")
        return int(bool(result.crash))
    batches = [range(n, min(n + 100, asked.count)) for n in range(0, asked.count, 100)]
    results: list[Result] = []
    with ProcessPoolExecutor(asked.jobs) as pool:
        for done in pool.map(_batch, batches, [asked.seed] * len(batches)):
            results.extend(done)
    return _report(results)


def _report(results: list[Result]) -> int:
    crashes = [r for r in results if r.crash]
    seen: Counter[str] = Counter()
    for result in crashes:
        cause = "\n".join(result.crash.strip().splitlines()[-3:])
        cause = re.sub(r"「.*?」|\d+", "…", cause)
        seen[cause] += 1
        if seen[cause] == 1:
            sys.stdout.write(f"--- 第 {result.number} 个：{result.outcome}\n{result.crash[-1500:]}\n")
    outcomes = Counter(r.outcome for r in results)
    slowest = max(results, key=lambda r: r.seconds)
    sys.stdout.write(
        f"{len(results)} 个输入：{'、'.join(f'{name} {count}' for name, count in outcomes.most_common())}；"
        f"最慢 {slowest.seconds:.2f} 秒（第 {slowest.number} 个），共 {sum(r.seconds for r in results):.0f} 秒\n"
    )
    return int(bool(crashes))


if __name__ == "__main__":
    sys.exit(main())

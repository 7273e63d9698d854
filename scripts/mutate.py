"""Single mutations of the code, and whether the tests notice them.

    python scripts/mutate.py --record            which test runs which line (some twice the time of the suite)
    python scripts/mutate.py --record --tests "--quick tests/test_pull.py"   of these tests only, added to the record
    python scripts/mutate.py --count 150 --seed 1

A mutation changes one operator, comparison, constant, default or condition in a line that the program runs. The tests
that run the line are run, the quick ones first, until one fails; then others of the same module, until the time is up.
What is left is printed with its place: a hole in the tests, or a change that changes nothing (a person says which).
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import itertools
import json
import os
import random
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
ROOMS: Final = ("figures", "checks", "load", "review/pull", "writers", "compose/phrases", "model", "atomic_write.py")
OPERATORS: Final = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
}
CALLS: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}
Change = tuple[int, int, str]
"""From where to where, in bytes, and what stands there then."""


@dataclass(frozen=True)
class Mutation:
    """One change: the text of file[start:end] (bytes) becomes another."""

    file: str
    line: int
    start: int
    end: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}  {self.old.strip()}  ->  {self.new.strip()}"


class Source:
    """The bytes of a file, and where the nodes of its tree stand in them."""

    def __init__(self, path: Path, tree: Path) -> None:
        self.file, self.text = path.relative_to(tree).as_posix(), path.read_bytes()
        self.starts = [0, *itertools.accumulate(map(len, self.text.splitlines(keepends=True)))]

    def mutations(self) -> Iterator[Mutation]:
        """All that leave a file which Python can read."""
        for node in ast.walk(ast.parse(self.text)):
            for start, end, new in self._changes(node):
                with contextlib.suppress(SyntaxError):
                    ast.parse(self.text[:start] + new.encode() + self.text[end:])
                    line = self.text.count(b"\n", 0, start) + 1
                    yield Mutation(self.file, line, start, end, self.text[start:end].decode(), new)

    def _changes(self, node: ast.AST) -> Iterator[Change]:
        match node:
            case ast.Compare():
                for left, operator, right in zip(
                    [node.left, *node.comparators], node.ops, node.comparators, strict=False
                ):
                    yield from self._operator(left, operator, right)
            case ast.BinOp():
                yield from self._operator(node.left, node.op, node.right)
            case ast.BoolOp():
                for left, right in itertools.pairwise(node.values):
                    yield from self._operator(left, node.op, right)
            case ast.UnaryOp(op=ast.Not() | ast.USub()):
                yield self._at(node)[0], self._at(node.operand)[0], ""
            case ast.Constant(value=bool() | int()):
                yield *self._at(node), str(not node.value if isinstance(node.value, bool) else node.value + 1)
            case ast.If() | ast.IfExp() if not isinstance(node.test, ast.Name) or node.test.id != "TYPE_CHECKING":
                yield self._negated(node.test)
            case ast.comprehension():
                yield from map(self._negated, node.ifs)
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                yield *self._at(node.func), CALLS[name]
            case ast.Call(func=ast.Name(id="Decimal"), args=[ast.Constant(value=str(value)) as given]):
                yield *self._at(given), f'"{value}1"' if "." in value else f'"{value}.1"'

    def _operator(self, left: ast.expr, operator: ast.AST, right: ast.expr) -> Iterator[Change]:
        old, new = OPERATORS.get(type(operator), ("", ""))
        start, end = self._at(left)[1], self._at(right)[0]
        region = self.text[start:end].decode()
        if old and region.count(old) == 1 and "#" not in region:
            yield start, end, region.replace(old, new)

    def _negated(self, test: ast.expr) -> Change:
        start, end = self._at(test)
        return start, end, f"(not ({self.text[start:end].decode()}))"

    def _at(self, node: ast.expr) -> tuple[int, int]:
        end = self.starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        return self.starts[node.lineno - 1] + node.col_offset, end


def mutations(tree: Path, rooms: tuple[str, ...]) -> Iterator[Mutation]:
    """All mutations of the rooms' files."""
    for room in rooms:
        place = tree / "src/reportgen" / room
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            yield from Source(path, tree).mutations()


# -- which test runs which line ------------------------------------------------------------------


class Runs:
    """What --record wrote: the tests of each line and of each module, and their seconds."""

    def __init__(self, folder: Path) -> None:
        self.seconds: dict[str, float] = json.loads((folder / "seconds.json").read_text("utf-8"))
        base = sqlite3.connect(folder / ".coverage")
        self.lines: dict[tuple[str, int], set[str]] = defaultdict(set)
        self.modules: dict[str, set[str]] = defaultdict(set)
        rows = base.execute(
            "select f.path, c.context, l.numbits from line_bits l join file f on f.id = l.file_id"
            " join context c on c.id = l.context_id"
        )
        for path, context, bits in rows:
            file = path[path.index("src/reportgen/") :]
            test = context.rpartition("|")[0]
            for line in (byte * 8 + bit for byte, value in enumerate(bits) for bit in range(8) if value & 1 << bit):
                self.lines[file, line].add(test)
            if test in self.seconds:
                self.modules[file].add(test)

    def of(self, mutation: Mutation) -> list[str]:
        """The tests that may notice it: those that run its line, then others that run its module; quick ones first."""
        run = {t for t in self.lines.get((mutation.file, mutation.line), ()) if t in self.seconds}
        others = self.modules.get(mutation.file, set()) - run
        quick = self.seconds.__getitem__
        return [*sorted(run, key=quick), *sorted(others, key=quick)]

    def reached(self, mutation: Mutation) -> bool:
        """Whether any test runs its line."""
        return (mutation.file, mutation.line) in self.lines


def record(folder: Path, tests: list[str]) -> None:
    """Run the suite, or these tests besides those that are recorded, with coverage's contexts (pytest-cov)."""
    if not tests:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--cov=reportgen", "--cov-report="]
    command += ["--cov-context=test", "-n", "2", "--dist", "loadgroup", f"--junitxml={folder / 'junit.xml'}"]
    command += ["--cov-append", *tests]
    environment = {**os.environ, "COVERAGE_FILE": str(folder / ".coverage")}
    subprocess.run(command, cwd=ROOT, env=environment, check=False)  # noqa: S603  (our own words)
    kept = folder / "seconds.json"
    seconds = json.loads(kept.read_text("utf-8")) if kept.is_file() else {}
    for case in ET.parse(folder / "junit.xml").iter("testcase"):
        file = case.get("classname", "").replace(".", "/") + ".py"
        seconds[f"{file}::{case.get('name')}"] = float(case.get("time", "0"))
    kept.write_text(json.dumps(seconds, ensure_ascii=False), "utf-8")


# -- one mutation --------------------------------------------------------------------------------


def noticed(tree: Path, mutation: Mutation, tests: list[str], limit: float) -> str:
    """The first test that fails with a mutation in a copy of the project and not without it; else nothing."""
    end, left = time.monotonic() + limit, tests
    while failed := _first_failure(tree, mutation, left, end):
        test = failed.partition(" - ")[0].split(" ", 1)[-1]
        if test not in left or not _fails(tree, [test]):
            return failed
        left = left[left.index(test) + 1 :]  # it fails in a copy of the project anyway
    return ""


def _first_failure(tree: Path, mutation: Mutation, tests: list[str], end: float) -> str:
    """The tests in growing portions, until one fails or the time is up."""
    path = tree / mutation.file
    source = path.read_bytes()
    path.write_bytes(source[: mutation.start] + mutation.new.encode() + source[mutation.end :])
    try:
        at, size = 0, 60
        while at < len(tests) and time.monotonic() < end:
            if failed := _fails(tree, tests[at : at + size]):
                return failed
            at, size = at + size, size * 3
        return ""
    finally:
        path.write_bytes(source)


def _fails(tree: Path, tests: list[str]) -> str:
    """The first of these tests that fails, as pytest says it."""
    environment = {**os.environ, "PYTHONPATH": f"{tree / 'src'}:{tree / 'tests'}", "PYTHONDONTWRITEBYTECODE": "1"}
    chosen = tree / "chosen.txt"
    chosen.write_text("\n".join(tests), "utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-p", "no:cacheprovider", f"@{chosen}"]
    try:
        done = subprocess.run(  # noqa: S603  (our own words)
            command, cwd=tree, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
    except subprocess.TimeoutExpired:
        return "does not end"
    if done.returncode in (0, 5):
        return ""
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0] if failed else (done.stdout + done.stderr)[-200:]


def main() -> int:
    """0 where at least 95 of 100 are noticed."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--record", action="store_true")
    ask.add_argument("--tests", default="", help="what --record hands to pytest; without it all tests are recorded")
    ask.add_argument("--runs", type=Path, default=ROOT / "output/.mutate", help="where --record writes")
    ask.add_argument("--count", type=int, default=150)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--seconds", type=float, default=150, help="the longest time for one mutation")
    ask.add_argument("--workers", type=int, default=2)
    ask.add_argument("rooms", nargs="*", default=ROOMS, help="folders or files below src/reportgen")
    wish = ask.parse_args()
    if wish.record:
        record(wish.runs, shlex.split(wish.tests))
        return 0
    runs = Runs(wish.runs)
    sources = list(mutations(ROOT, tuple(wish.rooms)))
    chosen = random.Random(wish.seed).sample(sources, wish.count)  # noqa: S311  (a sample, not a secret)
    left = [m for m, failure in _all(chosen, runs, wish) if not failure]
    print(f"{len(chosen)} mutations, {len(chosen) - len(left)} noticed, {len(left)} not:")
    for mutation in left:
        print(f"  {mutation}{'' if runs.reached(mutation) else '  (no test runs this line)'}")
    return 1 if len(left) > len(chosen) * 0.05 else 0


def _all(chosen: list[Mutation], runs: Runs, wish: argparse.Namespace) -> Iterator[tuple[Mutation, str]]:
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(wish.workers) as pool:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(wish.workers):
            tree = Path(folder) / str(number)
            ignored = shutil.ignore_patterns(".git", ".venv", "output", "__pycache__", ".*_cache")
            shutil.copytree(ROOT, tree, ignore=ignored)
            trees.put(tree)

        def one(mutation: Mutation) -> tuple[Mutation, str]:
            tree = trees.get()
            try:
                failure = noticed(tree, mutation, runs.of(mutation), wish.seconds)
            finally:
                trees.put(tree)
            print(f"{'noticed' if failure else 'NOT    '}  {mutation}  {failure[:100]}", flush=True)
            return mutation, failure

        yield from pool.map(one, chosen)


if __name__ == "__main__":
    sys.exit(main())

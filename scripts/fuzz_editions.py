"""Mutated files of an edition -> the journey up to the document: a finding in words, never a traceback.

    python scripts/fuzz_editions.py --count 700 --seed 3 [--kind final-accounts --base hubei-2023]

Each mutation deletes, replaces, doubles or moves one value of one YAML file of the kind's base, which then lies in an
edition of its own over `--base`.
"""

from __future__ import annotations

import argparse
import copy
import random
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import small  # noqa: E402  (it lies in tests/)
from reportgen.build import assemble  # noqa: E402
from reportgen.model.finding import DataUnusable  # noqa: E402

WRONG: Final = (
    None, 0, -1, 7, "", "甲", "支出.999", "支出.{code}", "{x}", [], {}, [1], {"甲": 1}, True, "收入..支出", "A..B",
    "三公.合计", "项目.{项目}.执行数", "1" * 40, "元", "0.5",
)  # fmt: skip
KEYS: Final = (
    "unit", "zeros", "level", "total", "digits", "optional", "each", "key", "pick", "sum", "head_lines", "wide_totals",
    "records", "money_unit", "nil_when", "checks", "states", "甲",
)  # fmt: skip
Way = tuple[Any, ...]


def ways(node: Any, above: Way = ()) -> Iterator[Way]:
    """The way to every value below the root."""
    if above:
        yield above
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from ways(value, (*above, key))


def at(node: Any, way: Way) -> Any:
    """What stands at the end of a way."""
    for key in way:
        node = node[key]
    return node


def mutated(rng: random.Random, document: Any) -> Any:
    """The document with one or two values deleted, replaced, doubled, moved or added."""
    document = copy.deepcopy(document)
    for _ in range(rng.choice((1, 1, 1, 2))):
        if all_ways := list(ways(document)):
            way = rng.choice(all_ways)
            _mutate(rng, at(document, way[:-1]), way[-1], copy.deepcopy(at(document, rng.choice(all_ways))))
    return document


def _mutate(rng: random.Random, parent: Any, key: Any, other: Any) -> None:
    match rng.choice(("delete", "replace", "replace", "double", "move", "add")):
        case "delete":
            del parent[key]
        case "double" if isinstance(parent, list):
            parent.append(copy.deepcopy(parent[key]))
        case "move":
            parent[key] = other
        case "add" if isinstance(parent, dict):
            parent[rng.choice(KEYS)] = rng.choice(WRONG)
        case _:
            parent[key] = rng.choice(WRONG)


def run(rng: random.Random, kind: str, base: str) -> tuple[str, str]:
    """能用 or 说了, or 崩溃 with the file and the end of the traceback."""
    source = ROOT / "templates" / kind / "base"
    file = rng.choice(sorted(source.rglob("*.yaml")))
    document = mutated(rng, yaml.safe_load(file.read_text(encoding="utf-8")))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "templates" / kind / "ours"
        target = home / file.relative_to(source)
        target.parent.mkdir(parents=True)
        if file.name == "edition.yaml" and isinstance(document, dict):
            document = {**document, "extends": base}
        else:
            (home / "edition.yaml").write_text(f"extends: {base}\n", encoding="utf-8")
        target.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
        data = small.write(Path(folder) / "2023", 报告="\n  部门决算公开: {版式: ours, 预算口径: 年初预算}")
        try:
            assemble(data, draft=True)
        except DataUnusable:
            return "说了", ""
        except Exception:  # the crash that is looked for
            return "崩溃", f"{file.relative_to(source)}\n{traceback.format_exc()[-700:]}"
        return "能用", ""


def main() -> int:
    """1 where any mutation ends in a traceback."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--count", type=int, default=700)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--kind", default="final-accounts")
    ask.add_argument("--base", default="hubei-2023")
    wish = ask.parse_args()
    rng, outcomes = random.Random(wish.seed), Counter[str]()  # noqa: S311  (a sample, not a secret)
    for number in range(wish.count):
        outcome, crash = run(rng, wish.kind, wish.base)
        outcomes[outcome] += 1
        if crash:
            print(f"--- 第 {number} 个：{crash}", flush=True)
    print("、".join(f"{outcome} {count}" for outcome, count in outcomes.items()))
    return 1 if outcomes["崩溃"] else 0


if __name__ == "__main__":
    sys.exit(main())

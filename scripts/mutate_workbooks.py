"""Damaged workbooks: rows moved, heads merged, sheets hidden, other units, figures changed. Wrong or told.

    nice -n 10 python scripts/mutate_workbooks.py --rounds 2000 --seed 0
    python scripts/mutate_workbooks.py --show accounts-a.xlsx 17

Each round damages one of the workbooks in tests/exports by one to three accidents (tests/workbook_mutants.py) and reads
it: a traceback, or a figure that is another one than before without a word about it, is a failure and printed with its
seed. What is told many times for one accident is counted.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from test_exports import FILES  # noqa: E402  (it lies in tests/)
from workbook_oracle import Verdict, judged  # noqa: E402


def main() -> int:
    """0 where all rounds are right or told."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0, help="the first")
    parser.add_argument("--show", nargs=2, metavar=("FILE", "SEED"), help="one of them, with all that is told")
    options = parser.parse_args()
    if options.show:
        verdict = judged(options.show[0], int(options.show[1]))
        print(_line(verdict), *(f"  {n.code} {n.message}" for n in verdict.told), sep="\n")
        return bool(verdict.silent)
    return bool(_run(options.seed, options.rounds))


def _run(first: int, rounds: int) -> int:
    began, failures, often, kinds = time.monotonic(), 0, Counter[str](), Counter[str]()
    for seed in range(first, first + rounds):
        name = FILES[seed % len(FILES)]
        try:
            verdict = judged(name, seed)
        except Exception:  # what must not happen is what is looked for
            failures += 1
            print(f"TRACEBACK {name} {seed}\n{traceback.format_exc()}")
            continue
        kinds.update(kind for kind, _ in verdict.mutant.happened)
        for code, count in verdict.often:
            often[f"{code} {verdict.mutant.happened[0][0]}"] += 1
            if often[f"{code} {verdict.mutant.happened[0][0]}"] == 1:
                print(f"OFTEN {code} × {count}: {name} {seed} {verdict.mutant.happened}")
        if verdict.silent:
            failures += 1
            print(_line(verdict), flush=True)
    print(f"{rounds} rounds, {failures} failures, {time.monotonic() - began:.0f} s")
    print("often:", dict(often.most_common()), "\naccidents:", dict(kinds.most_common()))
    return failures


def _line(verdict: Verdict) -> str:
    what = "; ".join(f"{key} {was} → {now}" for key, was, now in verdict.silent[:4])
    word = "SILENT" if verdict.silent else "right or told"
    return f"{word} {verdict.name} {verdict.seed} {verdict.mutant.happened}: {len(verdict.silent)} {what}"


if __name__ == "__main__":
    sys.exit(main())

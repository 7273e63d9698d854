"""The texts of the published reports -> tests/published/*.csv: their figures and how often each occurs, no word.

    python scripts/published_figures.py FOLDER_OF_TEXTS

The texts themselves are not part of this project; the figures are facts, and what the samples are measured by.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from recall import PUBLISHED, SEEDS, as_csv, figures  # noqa: E402 - it stands beside the tests


def main(texts: Path) -> None:
    """Write every CSV anew."""
    for name, text in SEEDS.items():
        found = figures((texts / text).read_text(encoding="utf-8"))
        (PUBLISHED / f"{name}.csv").write_text(as_csv(found), encoding="utf-8", newline="\n")
        print(f"{name}: {sum(found.values())} figures, {len(found)} of them distinct")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""What is printed and what people typed -> findings: words, numbers in words, years, private data."""

from reportgen.checks.text import (
    directions,
    doubled,
    known_figures,
    policy,
    private,
    ratios,
    residue,
    sums,
    units,
    years,
)

__all__ = ["directions", "doubled", "known_figures", "policy", "private", "ratios", "residue", "sums", "units", "years"]

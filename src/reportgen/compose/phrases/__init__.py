"""What templates may say about figures: every phrase asks Report, so that none can lie.

Templates never compare and never choose a direction word; they call these. Words come from the
edition; numbers and their rounding from Report; each printed figure is a <data> with its key.
"""

from reportgen.compose.phrases.comparisons import ComparisonPhrases
from reportgen.compose.phrases.lists import ListPhrases, economic_items, subject_codes

__all__ = ["Phrases", "economic_items", "subject_codes"]


class Phrases(ComparisonPhrases, ListPhrases):
    """The functions that templates see. Findings of what is missing are collected in `findings`."""

"""Two versions of a report -> what changed in the inputs and every place that moved because of it;
told in five ways.
"""

from reportgen.compare.diff.difference import Change, Difference, Moved, compare
from reportgen.compare.diff.inputs import Input

__all__ = ["Change", "Difference", "Input", "Moved", "compare"]

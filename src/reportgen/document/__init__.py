"""The composed report as one tree: what may stand in it, its grid of cells, its addresses,
and where its figures come from.
"""

from reportgen.document.document import Document, Draft

__all__ = ["Document", "Draft"]

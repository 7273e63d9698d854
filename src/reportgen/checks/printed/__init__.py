"""Rules over what is printed: what a reader would recompute, and the order of the document."""

from reportgen.checks.engine.registry import import_room

import_room(__name__, __path__)

"""Rules over what prose tells: numbers held against the report's figures and against each other."""

from reportgen.checks.engine.registry import import_room

import_room(__name__, __path__)

"""Rules over the data: facts against facts, records against records."""

from reportgen.checks.engine.registry import import_room

import_room(__name__, __path__)

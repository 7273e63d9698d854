"""Rules over words, a person's and the templates': numbers in words, years, typos, private data."""

from reportgen.checks.engine.registry import import_room

import_room(__name__, __path__)

"""Rules over words, a person's and the templates': numbers in words, years, slips, private data."""

from reportgen.checks.engine.registry import import_room

import_room(__name__, __path__)

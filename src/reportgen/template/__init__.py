"""What runs an edition's templates (sandbox, compiled) and tells what goes wrong in them (faults)."""

from reportgen.template.faults import failed, find, place_of, unusable
from reportgen.template.sandbox import environment, render

__all__ = ["environment", "failed", "find", "place_of", "render", "unusable"]

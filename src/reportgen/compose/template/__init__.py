"""What runs an edition's templates (sandbox, compiled) and tells what goes wrong in them (faults)."""

from reportgen.compose.template.faults import failed, find, place_of, syntax_told, unusable
from reportgen.compose.template.sandbox import LayerLoader, environment, render

__all__ = ["LayerLoader", "environment", "failed", "find", "place_of", "render", "syntax_told", "unusable"]

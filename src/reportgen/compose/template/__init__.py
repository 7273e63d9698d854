"""What runs an edition's templates (sandbox, compiled) and tells what goes wrong in them (faults)."""

from reportgen.compose.template.faults import failed, source_in_template, place_of, syntax_told, unusable
from reportgen.compose.template.sandbox import LayerLoader, environment, render

__all__ = ["LayerLoader", "environment", "failed", "source_in_template", "place_of", "render", "syntax_told", "unusable"]

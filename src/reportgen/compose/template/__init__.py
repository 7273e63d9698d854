"""What runs an edition's templates (sandbox, compiled) and tells what goes wrong in them (faults)."""

from reportgen.compose.template.faults import failed, place_of, source_in_template, syntax_in_chinese, unusable
from reportgen.compose.template.macros import macros_of, signature
from reportgen.compose.template.sandbox import LayerLoader, environment, render

__all__ = [
    "LayerLoader",
    "environment",
    "failed",
    "macros_of",
    "place_of",
    "render",
    "signature",
    "source_in_template",
    "syntax_in_chinese",
    "unusable",
]

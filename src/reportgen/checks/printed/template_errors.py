"""What a template of the edition printed wrongly, unless a person's words could have caused it."""

from __future__ import annotations

from reportgen.checks.engine.registry import Hit
from reportgen.checks.engine.whose import Author

MEND = "这是版式模板的错，请告诉做版式的人"


def template_error(problem: str, key: str | None, author: Author | None = None) -> Hit:
    """author: who else than the template could have caused it."""
    if author is None:
        return Hit({"problem": problem}, key, None, MEND, template=True)
    return Hit({"problem": problem}, key, author.source, author.note)

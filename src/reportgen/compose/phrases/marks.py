"""What stands around printed words: the place where they were written, and the mark of what is still to be written."""

from __future__ import annotations

from markupsafe import Markup

from reportgen.model.amount import PENDING, PENDING_MARK
from reportgen.model.figure import Figure
from reportgen.model.prose import paragraphs
from reportgen.model.written import PARAGRAPH, Written, address_of


def at(path: str, words: Markup) -> Markup:
    """Words with the place in the data where they stand."""
    return Markup('<span data-path="{}">{}</span>').format(path, words) if path and words else words


def addressed(text: str) -> list[str]:
    """The paragraphs of a text, each with an address of its own."""
    if not (address := address_of(text)):
        return paragraphs(text)
    return [
        Written(p, f"{address}{PARAGRAPH}{n}" if n > 1 else address) for n, p in enumerate(paragraphs(text), start=1)
    ]


def unknown_roots(figure: Figure) -> list[Figure]:
    """The figures that make one unknown: those that nobody stated."""
    inputs = [i for i in getattr(figure.origin, "inputs", ()) if i.state == "unknown"]
    return [root for i in inputs for root in unknown_roots(i)] if inputs else [figure]


def pending(what: str = "", path: str = "", measure: str = "") -> Markup:
    """The mark of what is still to be written, what that is, where it belongs in the data,
    and what a reason must explain.
    """
    attributes = Markup("").join(
        Markup(' data-{}="{}"').format(name, value) for name, value in (("path", path), ("measure", measure)) if value
    )
    return Markup('<span class="pending"{}>{}</span>').format(
        attributes, f"【{PENDING}：{what}】" if what else PENDING_MARK
    )

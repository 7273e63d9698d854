"""Document -> one standalone web page; and, for the office's own eyes, the page that explains itself."""

from reportgen.writers.html.markup import to_html_text, trimmed
from reportgen.writers.html.page import write_html

__all__ = ["to_html_text", "trimmed", "write_html"]

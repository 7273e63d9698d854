"""Document -> one standalone web page; and, for the office's own eyes, the page that explains itself."""

from reportgen.writers.html.markup import to_html_text, trimmed
from reportgen.writers.html.page import write_html
from reportgen.writers.html.review import Explanation, write_review

__all__ = ["Explanation", "to_html_text", "trimmed", "write_html", "write_review"]

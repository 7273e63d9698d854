"""Document -> PDF: tagged as one document, archival, the same bytes every time, with the printed page of every block.

Two halves, so that they can stand in two processes: `prepare` makes a `Job` of plain data, `typeset` and
`bind` make the file of it. WeasyPrint is imported only by the second half.
"""

from reportgen.writers.pdf.job import Enclosed, Job, Pdf, PdfError, prepare
from reportgen.writers.pdf.messages import count_pages
from reportgen.writers.pdf.worker import finish_pdf, layout, warm_up, write_job, write_pdf

__all__ = [
    "Enclosed",
    "Job",
    "Pdf",
    "PdfError",
    "count_pages",
    "finish_pdf",
    "layout",
    "prepare",
    "warm_up",
    "write_job",
    "write_pdf",
]

"""Document -> PDF: tagged as one document, archival, the same bytes every time, with the printed page of every block.

Two halves, so that they can stand in two processes: `prepare` makes a `Job` of plain data, `typeset` and
`bind` make the file of it. WeasyPrint is imported only by the second half.
"""

from reportgen.writers.pdf.job import Enclosed, Job, Pdf, PdfError, prepare
from reportgen.writers.pdf.messages import count_pages
from reportgen.writers.pdf.worker import finish_pdf, write_job, layout, warm_up, write_pdf

__all__ = [
    "Enclosed",
    "Job",
    "Pdf",
    "PdfError",
    "finish_pdf",
    "count_pages",
    "write_job",
    "prepare",
    "layout",
    "warm_up",
    "write_pdf",
]

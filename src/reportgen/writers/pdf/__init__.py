"""Document -> PDF: tagged as one document, archival, the same bytes every time, with the printed page of every block.

Two halves, so that they can stand in two processes: `prepare` makes a `Job` of plain data, `layout` and
`finish_pdf` make the file of it. WeasyPrint is imported only by the second half.

These modules lean on what WeasyPrint and pydyf do not promise, each on what it replaces or reads; `environment.PINNED`
names the only versions that will do. With a new version, look at each of them:

    columns.py  weasyprint.formatting_structure ._page_box
    justify.py  weasyprint.formatting_structure weasyprint.layout weasyprint.text
    lean.py     weasyprint.pdf weasyprint.text pydyf
    render.py   weasyprint.formatting_structure weasyprint.html ._page_box
    rhythm.py   weasyprint.layout weasyprint.text
    spans.py    weasyprint.formatting_structure weasyprint.text ._page_box
    tags.py     weasyprint.pdf pydyf ._build_box_tree
    worker.py   ._page_box
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

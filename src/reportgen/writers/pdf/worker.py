"""The renderer, in this or in another process: lay out a job, then finish it with the files it carries.

pool = ProcessPoolExecutor(max_workers=1, initializer=warm_up)
pool.submit(int)  # a pool starts its process at the first task, not before
…compose…
pool.submit(layout, prepare(document))
…write the files that it will carry…
pdf = pool.submit(finish_pdf, enclosed).result()
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from reportgen.document import Document
from reportgen.environment import OFFICIAL_FACES, EnvironmentProblem, require_pdf
from reportgen.writers.pdf.job import Enclosed, Job, Pdf, PdfError, prepare
from reportgen.writers.pdf.justify import fitted
from reportgen.writers.pdf.lean import lean
from reportgen.writers.pdf.messages import logged
from reportgen.writers.pdf.render import fonts, foreign_faces, printed_pages, render
from reportgen.writers.pdf.rhythm import whole_lines
from reportgen.writers.pdf.tags import recorded, repair_tags

VARIANT = "pdf/a-3a"
"""Archival, tagged, with files enclosed (ISO 19005-3, level A)."""
WARM_UP = (
    '<p style="font-family:Noto Serif CJK SC">汉<b>汉</b>'
    + "".join(
        f'<span style="font-family:{",".join(faces)},Noto Sans CJK SC">汉</span>' for faces in OFFICIAL_FACES.values()
    )
    + '<span style="font-family:Liberation Serif,Times New Roman,Noto Sans CJK SC">1</span>'
)

_laid_out: list[tuple[Job, Any, tuple[str, ...]]] = []
"""What has been laid out and waits to be finished: a rendering can't leave its process."""


def write_pdf(document: Document, enclosed: Sequence[Enclosed] = ()) -> Pdf:
    """Render in this process."""
    return write_job(prepare(document), enclosed)


def write_job(job: Job, enclosed: Sequence[Enclosed] = ()) -> Pdf:
    """Job -> Pdf, in any process."""
    layout(job)
    return finish_pdf(enclosed)


def warm_up() -> None:
    """Make this process a renderer: WeasyPrint imported, the system's fonts read, no collector.

    A problem is left for the job to report, where it reaches the reader.
    """
    with contextlib.suppress(EnvironmentProblem), logged():
        require_pdf()
        import weasyprint  # type: ignore[import-untyped]

        with lean():
            weasyprint.HTML(string=WARM_UP).write_pdf(font_config=fonts())
    gc.collect()
    gc.freeze()
    gc.disable()


def layout(job: Job) -> None:
    """Lay out the pages, and keep them for `finish_pdf`. Raises EnvironmentProblem and PdfError."""
    from weasyprint.urls import FatalURLFetchingError  # type: ignore[import-untyped]

    _laid_out.clear()
    require_pdf()
    with logged() as log, _without_collector(), fitted(), whole_lines():
        try:
            rendering = render(job)
        except FatalURLFetchingError as refused:
            raise PdfError(str(refused)) from None
        _laid_out.append((job, rendering, tuple(log.messages())))


def finish_pdf(enclosed: Sequence[Enclosed] = ()) -> Pdf:
    """Write what was laid out, with the files that it carries."""
    job, rendering, said = _laid_out.pop()

    def finish(_: Any, pdf: Any) -> None:
        for page in rendering.pages:  # all that it is to say is drawn and tagged
            page._page_box = None
        repair_tags(pdf, made)

    with logged() as log, _without_collector(), fitted(), lean(), recorded() as made:
        content = rendering.write_pdf(
            pdf_variant=VARIANT,
            pdf_identifier=_identifier(job, enclosed),
            attachments=[_attachment(file, job) for file in enclosed],
            finisher=finish,
        )
        messages = [*said, *log.messages(), *foreign_faces(rendering, job)]
        return Pdf(content, printed_pages(rendering, job.first_part), tuple(dict.fromkeys(messages)))


def _attachment(file: Enclosed, job: Job) -> Any:
    import weasyprint

    day = datetime.fromisoformat(job.created).replace(tzinfo=UTC)
    return weasyprint.Attachment(
        file_obj=BytesIO(file.content),
        name=file.name,
        description=file.description,
        created=day,
        modified=day,
        relationship="Data",
    )


def _identifier(job: Job, enclosed: Sequence[Enclosed]) -> bytes:
    return hashlib.sha256(repr((job, enclosed)).encode()).hexdigest()[:32].encode()


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """The collector walks a million boxes that all stay in use: without it 0.83 of the time."""
    if not gc.isenabled():  # a worker's: it sweeps before the next report, when nobody waits for this one
        gc.collect()
        yield
        return
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.enable()

"""The two real samples, each made once and each of its files written once in a test session."""

from __future__ import annotations

import difflib
import functools
import io
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from reportgen.build import BuiltReport, assemble
from reportgen.environment import EnvironmentProblem, require_pdf
from reportgen.writers.formats import FORMATS
from reportgen.writers.pdf.process import PdfWorker, pdf_worker
from reportgen.writers.write import write

ROOT = Path(__file__).parents[1]
SAMPLES = {"dongxihu-2021": "data/dongxihu-hrss/2021", "donghu-2023": "data/donghu-hrss/2023"}

# The same examples every time, so that a red run is red again; --hypothesis-profile=default looks for new ones.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")

FOLIO = re.compile(r"^\s*—\s*\d+\s*—\s*$", re.MULTILINE)


@dataclass
class Sample:
    """One sample: its report, made at once, and its files, written when a test first asks."""

    name: str
    folder: Path
    made: BuiltReport
    no_pdf: str
    press: PdfWorker | None

    @functools.cached_property
    def files(self) -> dict[str, bytes]:
        """Every format, as a build writes them; PDF only where this machine can print."""
        wanted = [name for name in FORMATS if name != "pdf" or not self.no_pdf]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # which faces this machine lacks is not what is tested
            return write(self.made.document, wanted, self.press, warn=lambda message: None)

    def pdf(self) -> io.BytesIO:
        """The printed file; the test is skipped where the machine can't print."""
        if self.no_pdf:
            pytest.skip(self.no_pdf)
        return io.BytesIO(self.files["pdf"])

    @functools.cached_property
    def pdf_pages(self) -> tuple[Any, ...]:
        """Every page of the PDF as pdfplumber reads it."""
        import pdfplumber

        return tuple(pdfplumber.open(self.pdf()).pages)

    @functools.cached_property
    def page_texts(self) -> tuple[str, ...]:
        """The text of every page without its folio (turned on a turned page)."""
        upright = (page.filter(lambda o: o.get("upright", True)) for page in self.pdf_pages)
        return tuple(FOLIO.sub("", page.extract_text()) for page in upright)

    @functools.cached_property
    def pdf_tables(self) -> tuple[tuple[int, list[list[str | None]]], ...]:
        """Every table of the PDF with its page; a cell that another covers is None."""
        found = []
        for page in self.pdf_pages:
            level = [e for e in page.edges if e["orientation"] == "h"]
            # the statutory tables are open at the sides, so their edges are where their rules end
            sides = [min(e["x0"] for e in level), max(e["x1"] for e in level)] if level else []
            for table in page.extract_tables({"explicit_vertical_lines": sides}):
                found.append((page.page_number, table))
        return tuple(found)


def _cannot_print() -> str:
    try:
        require_pdf()
    except EnvironmentProblem as problem:
        return str(problem)
    return ""


@pytest.fixture(scope="session")
def press() -> Iterator[PdfWorker | None]:
    """One printing process for both samples."""
    with pdf_worker(wanted=not _cannot_print()) as started:
        yield started


@pytest.fixture(scope="session")
def sample_of(press: PdfWorker | None) -> Callable[[str, str], Sample]:
    """A sample by its name and folder, made by the whole journey of `build`."""
    return lambda name, folder: Sample(name, ROOT / folder, assemble(ROOT / folder), _cannot_print(), press)


@pytest.fixture(scope="session", params=SAMPLES)
def sample(request: pytest.FixtureRequest, sample_of: Callable[[str, str], Sample]) -> Sample:
    """Each sample of the final accounts in turn."""
    return sample_of(request.param, SAMPLES[request.param])


def pytest_configure(config: pytest.Config) -> None:
    """The mark is xdist's, and known without it too."""
    config.addinivalue_line("markers", "xdist_group(name): tests that --dist loadgroup keeps in one process")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With `-n 2 --dist loadgroup` each sample is made in one process only."""
    for item in items:
        call = getattr(item, "callspec", None)
        if call is not None and "sample" in call.params:
            item.add_marker(pytest.mark.xdist_group(call.params["sample"]))


# -- snapshots -------------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    """Snapshots are only written when asked."""
    parser.addoption("--snapshot-update", action="store_true", help="write tests/snapshots anew; read the diff")


@pytest.fixture
def matches_snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/snapshots/<name>, or write it there under --snapshot-update."""
    folder = Path(__file__).parent / "snapshots"

    def compare(name: str, text: str) -> None:
        path = folder / name
        if request.config.getoption("--snapshot-update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        if not path.is_file():
            pytest.fail(f"没有快照 {path.relative_to(ROOT)}：请用 --snapshot-update 写出，看过再提交", pytrace=False)
        kept = path.read_text(encoding="utf-8")
        if kept != text:
            lines = difflib.unified_diff(kept.splitlines(), text.splitlines(), f"快照 {name}", "现在", lineterm="")
            pytest.fail("\n".join(lines), pytrace=False)

    return compare


@pytest.fixture
def snapshot_names() -> Callable[[str], list[str]]:
    """The names of the snapshots kept in a folder of tests/snapshots."""
    return lambda folder: sorted(path.name for path in (Path(__file__).parent / "snapshots" / folder).iterdir())

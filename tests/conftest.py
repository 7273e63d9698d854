"""What all tests share: the two real samples, each of their files written once in a session;
templates compiled once.
"""

from __future__ import annotations

import contextlib
import difflib
import functools
import io
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

import inner_loop
from reportgen.build import BuiltReport, assemble
from reportgen.compose import composed
from reportgen.editions import Edition
from reportgen.environment import EnvironmentProblem, require_pdf
from reportgen.writers import write as writing
from reportgen.writers.formats import FORMATS
from reportgen.writers.pdf import process
from reportgen.writers.pdf.process import PdfWorker, pdf_worker
from reportgen.writers.write import write

ROOT = Path(__file__).parents[1]
SAMPLES = {"dongxihu-2021": "data/dongxihu-hrss/2021", "donghu-2023": "data/donghu-hrss/2023"}

# The same examples every time, so that a red run is red again; --hypothesis-profile=default looks for new ones.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")
# Without this, examples are also drawn from the constants of whatever modules a worker happened to import before
# (no public setting turns that off), and the same test sees others on another machine.
providers._get_local_constants = lambda: providers._local_constants

FOLIO = re.compile(r"^\s*—\s*\d+\s*—\s*$", re.MULTILINE)


@dataclass
class Sample:
    """One sample: its report, made at once, and its files, written when a test first asks."""

    name: str
    folder: Path
    made: BuiltReport
    no_pdf: str
    written: Path
    """Where its files are kept, once a worker has written them."""
    printer: Callable[[], PdfWorker | None]

    @functools.cached_property
    def files(self) -> dict[str, bytes]:
        """Every format, as a build writes them; PDF only where this machine can print."""
        wanted = [name for name in FORMATS if name != "pdf" or not self.no_pdf]
        built_once(self.written, lambda: write(self.made.document, wanted, self.printer(), warn=lambda message: None))
        return {name: (self.written / name).read_bytes() for name in wanted}

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
            ends = _ends_of_rules(page) if level else []  # a row that goes on over the page has no rule below it
            for table in page.extract_tables({"explicit_vertical_lines": sides, "explicit_horizontal_lines": ends}):
                found.append((page.page_number, table))
        return tuple(found)


def _ends_of_rules(page: Any) -> list[float]:
    """Where the upright rules of a page end, where no level rule is."""
    level = [e["top"] for e in page.edges if e["orientation"] == "h"]
    ends = {round(e["bottom"], 1) for e in page.edges if e["orientation"] == "v"}
    return [end for end in (max(ends, default=0),) if end and min(abs(end - top) for top in level) > 3]


def built_once(folder: Path, make: Callable[[], Mapping[str, bytes]]) -> None:
    """Files in a folder that the first process of the session to ask for it writes; the others wait for them."""
    building = folder.with_name(f"{folder.name}.building")
    while not folder.is_dir():
        try:
            building.mkdir(parents=True)
        except FileExistsError:
            time.sleep(0.1)
            continue
        try:
            for name, content in ({} if folder.is_dir() else make()).items():
                (building / name).write_bytes(content)
            if not folder.is_dir():
                building.rename(folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)


class Compiled(BytecodeCache):
    """Templates compiled once in a process: that is half the time of a report."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was compiled before, if the template is still the same."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_ones_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a developer keeps among the settings of his own is no part of a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("settings")))
        patch.delenv("REPORTGEN_TEMPLATES", raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _templates_compiled_once() -> Iterator[None]:
    """For every report that a test composes; what a process started by a test composes is compiled there."""
    kept, made = Compiled(), composed.environment

    def environment(edition: Edition) -> Environment:
        env = made(edition)
        env.bytecode_cache = kept
        return env

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(composed, "environment", environment)
        yield


def _cannot_print() -> str:
    try:
        require_pdf()
    except EnvironmentProblem as problem:
        return str(problem)
    return ""


@pytest.fixture(scope="session")
def printer() -> Iterator[Callable[[], PdfWorker | None]]:
    """The printing process of this worker, started when something is first printed; None where nothing can be."""
    with contextlib.ExitStack() as started:
        yield functools.cache(lambda: started.enter_context(pdf_worker(wanted=not _cannot_print())))


@pytest.fixture(scope="session", autouse=True)
def _one_printing_process(printer: Callable[[], PdfWorker | None]) -> Iterator[None]:
    """What a test builds in this process is printed by the one that is warm; it stays for the next test."""

    @contextlib.contextmanager
    def warm(wanted: bool = True) -> Iterator[PdfWorker | None]:
        yield printer() if wanted else None

    with pytest.MonkeyPatch.context() as patch:
        for module in (process, writing):
            patch.setattr(module, "pdf_worker", warm)
        yield


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of the session see, and no other session."""
    own = tmp_path_factory.getbasetemp()
    return (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"


@pytest.fixture(scope="session")
def sample_of(printer: Callable[[], PdfWorker | None], shared_folder: Path) -> Callable[[str, str], Sample]:
    """A sample by its name and folder, made by the whole journey of `build`."""

    def made(name: str, folder: str) -> Sample:
        written = shared_folder / folder.replace("/", "-")
        return Sample(name, ROOT / folder, assemble(ROOT / folder), _cannot_print(), written, printer)

    return made


@pytest.fixture(scope="session", params=SAMPLES)
def sample(request: pytest.FixtureRequest, sample_of: Callable[[str, str], Sample]) -> Sample:
    """Each sample of the final accounts in turn."""
    return sample_of(request.param, SAMPLES[request.param])


def pytest_configure(config: pytest.Config) -> None:
    """The mark is xdist's, and known without it too."""
    config.addinivalue_line("markers", "xdist_group(name): tests that --dist loadgroup keeps in one process")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `-n 2 --dist loadgroup` each sample, and what a module makes for its tests, is made in one process only."""
    _leave_out_slow(config, items)
    for item in items:
        call = getattr(item, "callspec", None)
        if item.get_closest_marker("xdist_group"):
            continue
        if call is not None and "sample" in call.params:
            item.add_marker(pytest.mark.xdist_group(call.params["sample"]))
        elif any(fixture.scope == "module" for fixture in _fixtures(item)):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


def _fixtures(item: pytest.Item) -> Iterator[Any]:
    """The fixtures that a test uses, as they are defined."""
    for found in item._fixtureinfo.name2fixturedefs.values():
        yield found[-1]


# -- the inner loop --------------------------------------------------------------------------------


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With --quick, what is slow is not even read."""
    if not config.getoption("--quick") or collection_path.suffix != ".py":
        return None
    return inner_loop.left_out(collection_path.relative_to(ROOT / "tests").as_posix(), inner_loop.changed(ROOT)) or None


def _leave_out_slow(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--quick"):
        return
    slow = [item for item in items if inner_loop.slow_by_itself(item, inner_loop.changed(ROOT))]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


# -- snapshots -------------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    """Snapshots are only written when asked; the inner loop leaves out what is slow."""
    parser.addoption("--snapshot-update", action="store_true", help="write tests/snapshots anew; read the diff")
    parser.addoption("--quick", action="store_true", help="leave out the slow modules that you have not changed")


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

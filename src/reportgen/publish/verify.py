"""A folder that was uploaded -> whether its files are whole, tell the same figures, and come from these data."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.editions import Edition
from reportgen.model.finding import Finding, Level
from reportgen.publish.again import made_again
from reportgen.publish.cells_named import cells_otherwise
from reportgen.publish.complete import listed_otherwise
from reportgen.publish.data_agree import against_csv, of_book, within
from reportgen.publish.dictionary_agree import dictionary_lines, formulas_agree
from reportgen.publish.edition_named import edition_named
from reportgen.publish.folder import BUILT, DICTIONARY, FORMAT, MANIFEST, REPORT, SHEET
from reportgen.publish.pages_agree import against_pages, enclosed, keys_of, nothing_added, numbers_of, of_sheet
from reportgen.publish.pdf import NoPdf, read_pdf
from reportgen.publish.proof import MOST, ORIGINAL, Proof, found
from reportgen.publish.received import BROKEN, parsed, receive
from reportgen.publish.tables import PrintedTable, tables_of
from reportgen.publish.told import manifest_figures, notice_agrees, words_agree
from reportgen.publish.unchecked import unchecked
from reportgen.workspace.file_names import LONGEST
from reportgen.workspace.output import stem_named


@dataclass(frozen=True)
class Verified:
    """What doesn't agree, what was proven, the files that a system put there, and what was not looked at."""

    findings: tuple[Finding, ...]
    proven: tuple[str, ...]
    strays: tuple[str, ...] = ()
    unchecked: str = ""
    """What only the data could tell, where there are none."""

    @property
    def agrees(self) -> bool:
        """Whether nothing is wrong; a remark may stand."""
        return not any(_is_wrong(f) for f in self.findings)


def verify(folder: Path, data: Path | None = None) -> Verified:
    """All proofs in turn; each tells its own."""
    received = receive(folder)
    there = received.files
    manifest = _manifest(there)
    if manifest is None:
        return Verified((found("V001", *_no_publication(folder, there)),), (), received.strays)
    unread = [found("V022", f"这个文件{why}", name, ORIGINAL) for name, why in received.unread]
    proofs = [(unread, ""), _whole(there, manifest, {name for name, _ in received.unread})]
    edition = edition_named(manifest, data or folder.resolve())
    proofs += list(_agreeing(there, manifest, edition))
    if data is not None:
        proofs.append(made_again(data, there, manifest))
    findings = [f for problems, _ in proofs for f in problems]
    proven = tuple(proven for problems, proven in proofs if proven and not any(_is_wrong(f) for f in problems))
    left = "" if data is not None else _guarded_words(lambda: unchecked(there, edition))
    return Verified(tuple(dict.fromkeys(findings)), proven, received.strays, left)


def _is_wrong(finding: Finding) -> bool:
    return finding.level is Level.ERROR


def _no_publication(folder: Path, there: Mapping[str, bytes]) -> tuple[str, str, str]:
    """Why there is nothing to verify: of a part of a correction, what is missing."""
    try:
        partly = parsed(there[MANIFEST])["格式"] == BUILT
    except BROKEN:
        partly = False
    if partly:
        return (
            f"{folder} 里只有一部分格式，不是可以上网的全部",
            MANIFEST,
            "请用 publish，或不带 --to 的 correct，写出全部文件",
        )
    remedy = "请核对 publish 写出的整个文件夹，不是其中一部分"
    return f"{folder} 里没有 publish 写的 manifest.json，或者它读不懂", MANIFEST, remedy


def _manifest(there: Mapping[str, bytes]) -> dict[str, Any] | None:
    try:
        manifest = parsed(there[MANIFEST])
        whole = manifest["格式"] == FORMAT and isinstance(manifest["输出"], dict)
        return manifest if whole and all(isinstance(one, str) for one in manifest["输出"].values()) else None
    except BROKEN:
        return None


def _whole(there: Mapping[str, bytes], manifest: Mapping[str, Any], unread: set[str]) -> Proof:
    listed = {name: hashed for name, hashed in manifest["输出"].items() if name not in unread}
    again = "请用 publish 写出的原样，或重新 publish"
    problems = [found("V002", "清单里有这个文件，这里没有", name, again) for name in listed if name not in there]
    problems += [
        found("V003", "内容和清单里的散列不同，写出以后改动过", name, again)
        for name, expected in listed.items()
        if name in there and hashlib.sha256(there[name]).hexdigest() != expected
    ]
    problems += [
        found("V004", "清单里没有这个文件", name, "请删去，或移到别处")
        for name in there
        if name not in listed and name != MANIFEST
    ]
    return problems, f"清单里的 {len(listed)} 个文件都在，散列都对，没有多出的文件"


def _named(there: Mapping[str, bytes], title: str, suffix: str) -> str:
    """The file of the report; a long name has the unit's 简称, which the report does not tell."""
    own = f"{title}{suffix}"
    beside = [name for name in there if name.endswith(suffix) and not re.search(r"/|更正说明|检查表", name)]
    return beside[0] if own not in there and len(beside) == 1 and len(own.encode()) > LONGEST // 2 else own


def _agreeing(there: Mapping[str, bytes], manifest: Mapping[str, Any], edition: Edition | None) -> Iterator[Proof]:
    """The files against each other, whatever the manifest says of them."""
    try:
        report = parsed(there[REPORT])
        tables = tables_of(report)
        wanted, keys, inside = numbers_of(report), keys_of(report), within(report, tables)
        title = stem_named(str(report["标题"]))
    except BROKEN:
        if REPORT in there:
            yield [found("V006", "report.json 读不懂，别的文件没有东西可比", REPORT, ORIGINAL)], ""
        return
    pdf_name, book_name = _named(there, title, ".pdf"), _named(there, title, ".xlsx")
    yield [*listed_otherwise(manifest["输出"], there.keys(), tables, (pdf_name, book_name))], ""
    told = _told(report, tables, there, manifest, edition) if _untouched(there, manifest, REPORT) else []
    yield [*inside[0], *told], inside[1]
    yield _guarded(lambda: against_csv(tables, there), "V006", REPORT)
    if book_name in there:
        yield _guarded(lambda: of_book(report, tables, there[book_name], book_name), "V007", book_name)
    if pdf_name not in there:
        return
    try:
        pdf = read_pdf(there[pdf_name])
    except NoPdf:
        yield [found("V008", "这个文件不是完整的 PDF", pdf_name, ORIGINAL)], ""
        return
    beside = {"json": REPORT, "xlsx": book_name}
    yield _guarded(lambda: enclosed(pdf, pdf_name, beside, there), "V005", pdf_name)
    problems, proven = _guarded(
        lambda: against_pages(
            report, wanted, keys, pdf, pdf_name, lambda: cells_otherwise(tables, edition, there[pdf_name], pdf_name)
        ),
        "V008",
        pdf_name,
    )
    if SHEET in there and not problems:
        problems, _ = _guarded(lambda: of_sheet(report, tables, pdf, there[SHEET], edition), "V023", SHEET)
    yield problems, proven
    yield _guarded(lambda: nothing_added(there[pdf_name], str(report["标题"]), pdf_name), "V025", pdf_name)
    if "更正" in manifest:
        yield _guarded(lambda: notice_agrees(there, manifest, title), "V024", MANIFEST)
        if (word_name := f"{pdf_name.removesuffix('.pdf')}.docx") in there:
            yield _guarded(lambda: words_agree(report, tables, edition, there[word_name], word_name), "V024", word_name)


def _guarded(proof: Callable[[], Proof], code: str, name: str) -> Proof:
    """A proof, or that its file has another shape than any of ours."""
    try:
        return proof()
    except BROKEN:
        return [found(code, "读不懂：里面的写法和 publish 写的不一样", name, ORIGINAL)], ""


def _untouched(there: Mapping[str, bytes], manifest: Mapping[str, Any], name: str) -> bool:
    """Whether a file is the one that the manifest lists: what was changed itself is told once, not by all others."""
    return bool(hashlib.sha256(there[name]).hexdigest() == manifest["输出"].get(name))


def _told(
    report: Mapping[str, Any],
    tables: tuple[PrintedTable, ...],
    there: Mapping[str, bytes],
    manifest: Mapping[str, Any],
    edition: Edition | None,
) -> list[Finding]:
    """What manifest and dictionary tell otherwise than report.json."""
    problems, _ = _guarded(lambda: (manifest_figures(report, manifest, MANIFEST), ""), "V023", MANIFEST)
    if DICTIONARY in there:
        content = there[DICTIONARY]
        lines = dictionary_lines(report, tables, content, edition)
        more, _ = _guarded(lambda: ([*itertools.islice(lines, MOST)], ""), "V023", DICTIONARY)
        wrong, _ = _guarded(lambda: (formulas_agree(report, content, edition)[0][:MOST], ""), "V026", DICTIONARY)
        problems = [*problems, *more, *wrong]
    return problems


def _guarded_words(words: Callable[[], str]) -> str:
    try:
        return words()
    except BROKEN:
        return ""

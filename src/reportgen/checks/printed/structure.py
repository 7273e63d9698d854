"""Composed mode: parts, headings, names and lists as printed, against the edition and the accounts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from reportgen.checks.engine.passages import Passage, Printed
from reportgen.checks.engine.registry import ACCOUNTS, Hit, Outcome, Verdict, document_check
from reportgen.checks.engine.whose import Author
from reportgen.compose.phrases import subject_codes
from reportgen.document.tree import squeeze, text_of
from reportgen.editions.table import chinese_ordinal
from reportgen.model.finding import Level
from reportgen.model.selection import is_subject_code

MEND = "这是版式模板的错，请告诉做版式的人"
GENERAL = "part-3-general"


def _hit(problem: str, key: str | None, author: Author | None = None) -> Hit:
    """author: who else than the template could have caused it."""
    if author is None:
        return Hit({"problem": problem}, key, None, MEND, template=True)
    return Hit({"problem": problem}, key, author.source, author.note)


def _rewritten_in(printed: Printed, block: ET.Element | None) -> Author | None:
    """The first 改写 inside a part of the document."""
    blocks = block.iter() if block is not None else ()
    return next((author for b in blocks if (author := printed.whose.rewriting(b))), None)


def _left_out(printed: Printed, key: str) -> Author | None:
    return printed.whose.leaving_out(printed.document.root, {key})


def _paragraphs(printed: Printed, section: str) -> list[Passage]:
    return [p for p in printed.passages if p.section == section and p.tag == "p"]


def _stage(printed: Printed) -> str:
    order = printed.book.loaded.data.reports.get(printed.book.edition.kind)
    return order.budget if order else "年初预算"


@document_check(
    "C085",
    title="各部分、各节齐全，次序对，序号不断",
    message="{problem}",
    what="版式的各部分都在、次序对；一部分里的各节按一、二、三编号，不跳号",
    why="审核先看目录",
    remedy="这是版式模板的事，请告诉做版式的人",
    mode="composed",
    waivable=True,
    aliases=("V33-东湖2023", "BUD-江汉2022"),
)
def parts_or_sections_out_of_order(printed: Printed) -> Iterator[Outcome]:
    parts = [part.element for part in printed.document.reading.parts]
    expected = [part.id for part in printed.book.edition.parts]
    if [e.get("id") for e in parts] == expected:
        yield Verdict.AGREES
    else:
        yield _hit(f"各部分是 {'、'.join(str(e.get('id')) for e in parts)}，应是 {'、'.join(expected)}", None)
    for part in parts:
        headings = [
            squeeze(text_of(h)) for s in part.findall("section") for h in s.findall("h2") if "、" in text_of(h)[:4]
        ]
        for number, heading in enumerate(headings, 1):
            if heading.startswith(f"{chinese_ordinal(number)}、"):
                yield Verdict.AGREES
            elif part.get("id") == "part-3":
                yield _hit(f"「{heading}」应是第{chinese_ordinal(number)}节", heading)


@document_check(
    "C087",
    level=Level.WARNING,
    title="目录与正文标题一致",
    message="{problem}",
    what="目录的每一行都对得上正文的一个标题",
    why="目录做好以后常忘了改",
    remedy="这是版式模板的事，请告诉做版式的人",
    mode="composed",
    reader="科室",
    waivable=True,
    aliases=("CMM-东西湖2020预算",),
)
def contents_differ_from_headings(printed: Printed) -> Iterator[Outcome]:
    ids = {e.get("id"): e for e in printed.document.body.iter() if e.get("id")}
    for line in printed.document.body.iterfind(".//nav//a"):
        words, target = squeeze(text_of(line)), ids.get((line.get("href") or "").removeprefix("#"))
        heading = next((h for h in target.iter() if h.tag in ("h1", "h2")), None) if target is not None else None
        title = squeeze(text_of(heading)) if heading is not None else ""
        bare = re.sub(r"^[一二三四五六七八九十]+、|（[^（）]*表\d*）$|\s", "", words)
        if title and bare in re.sub(r"\s", "", title):
            yield Verdict.AGREES
        else:
            yield _hit(f"目录写的是「{words}」，正文标题是「{title or '（没有）'}」", words)


@document_check(
    "C088",
    title="单位全称各处相同",
    message="{problem}",
    what="封面和每张表的表头都有单位全称，各处一样",
    why="别的单位的名字多半是抄来的",
    remedy="全称只在「部门」里写一次",
    mode="composed",
    reader="科室",
    waivable=True,
    aliases=("R006",),
)
def unit_name_differs(printed: Printed) -> Iterator[Outcome]:
    name = squeeze(printed.book.loaded.data.department.full_name)
    cover = printed.document.reading.sections.get("cover")
    yield (
        Verdict.AGREES
        if cover is not None and name in squeeze(text_of(cover.element))
        else _hit(f"封面上没有「{name}」", "cover", _rewritten_in(printed, cover.element if cover else None))
    )
    named = {
        f"t-{t.id}" for t in printed.book.edition.tables if any("{unit}" in h.left + h.right for h in t.head_lines)
    }
    for table in printed.document.body.iter("section"):
        if table.get("class") != "statement" or table.get("id") not in named:
            continue
        metas = (p for p in table.iter("p") if p.get("class") == "table-meta")
        if any(name in squeeze(text_of(meta)) for meta in metas):
            yield Verdict.AGREES
        else:
            yield _hit(f"表 {table.get('id')} 的表头没有「{name}」", table.get("id"))


def _known(printed: Printed, codes: list[str]) -> list[str]:
    """Those whose amount is known: what is not known prints no figure to be found again."""
    return [code for code in codes if printed.book.resolve(f"支出.{code}.一般公共").certain]


@document_check(
    "C046",
    title="五（二）：各类支出各写一次",
    message="{problem}",
    what="五（二）把表05 的每一类各说一次，有金额、有占比",
    why="漏了一类就是漏了一笔钱",
    remedy="这是版式模板的事，请告诉做版式的人",
    mode="composed",
    needs=ACCOUNTS,
    aliases=("V33-106", "V33-222"),
)
def classes_not_told_once(printed: Printed) -> Iterator[Outcome]:
    paragraphs = [p for p in _paragraphs(printed, GENERAL) if any(".占.支出.一般公共" in m.key for m in p.marks)]
    narrated = [
        m.key.split(".")[1]
        for p in paragraphs
        for m in p.marks
        if re.fullmatch(r"支出\.\d{3}\.一般公共", m.key) and not p.quoted(m)
    ]
    wanted = _known(printed, subject_codes(printed.book, "支出.一般公共", 3))
    if not printed.book.resolve(
        "支出.一般公共"
    ).certain:  # without the whole no share is printed, by which they are known
        yield Verdict.UNKNOWN
        return
    for code in sorted({*narrated, *wanted}):
        if narrated.count(code) == (code in wanted):
            yield Verdict.AGREES
        else:
            name = printed.book.subject_name(code)
            yield _hit(
                f"五（二）写了 {narrated.count(code)} 次「{name}」，表05 {'有' if code in wanted else '没有'}这一类",
                f"支出.{code}.一般公共",
                _left_out(printed, f"支出.{code}.一般公共"),
            )


@document_check(
    "C048",
    title="五（三）：表05 的各项和只有预算的各项，各写一段",
    message="{problem}",
    what="五（三）对表05 的每一项、只有预算没有支出的每一项，各写一段，不多不少",
    why="当年无支出的也要说明",
    remedy="这是版式模板的事，请告诉做版式的人",
    mode="composed",
    needs=ACCOUNTS,
    aliases=("V33-227", "D-005"),
)
def subjects_not_told_once(printed: Printed) -> Iterator[Outcome]:
    narrated: list[str] = []
    for passage in _paragraphs(printed, GENERAL):
        keys = [m.key for m in passage.marks if re.match(r"支出\.\d{3,7}\.一般公共", m.key)]
        if any(".占." in key or key.endswith(".项目支出") for key in keys):
            continue  # a paragraph of 五（二）, or what 项目支出 was used for
        codes = {key.split(".")[1] for key in keys}
        if len(codes) == 1 and _paragraph_of(printed, min(codes), passage.text):
            narrated.extend(codes)
    digits = 7 if any(len(c) == 7 for c in narrated) else 3
    wanted = _known(printed, subject_codes(printed.book, "支出.一般公共", digits, _stage(printed)))
    for code in sorted({*narrated, *wanted}):
        if narrated.count(code) == (code in wanted):
            yield Verdict.AGREES
        else:
            yield _hit(
                f"五（三）有 {narrated.count(code)} 段写「{printed.book.subject_name(code)}」（{code}），"
                f"应有 {int(code in wanted)} 段",
                f"支出.{code}.一般公共",
                _left_out(printed, f"支出.{code}.一般公共"),
            )


def _paragraph_of(printed: Printed, code: str, text: str) -> bool:
    """Whether a paragraph is the one of a subject: it begins with the name, behind a number where there are several."""
    return re.sub(r"^(?:\d+[.、．]|（\d+）)", "", text).startswith(printed.book.subject_name(code[:3]))


@document_check(
    "C049",
    title="五（三）：项目支出主要用于的金额是该类的项目支出",
    message="{problem}",
    what="“项目支出主要用于”后面的金额，是该类的项目支出或项目的执行数，不是该类的全部支出",
    why="公开稿在这里印过该类支出合计",
    remedy="「项目支出成效」里同一笔钱只写一处：写科目或写项目",
    mode="composed",
    needs=ACCOUNTS,
    aliases=("R010",),
)
def project_uses_take_another_figure(printed: Printed) -> Iterator[Outcome]:
    for passage in _paragraphs(printed, GENERAL):
        if not passage.text.startswith("项目支出主要用于"):
            continue
        for project, code in _told_twice(printed):
            source = printed.book.loaded.source("项目支出成效", project)
            problem = f"「项目支出成效」里又写了科目 {code}，又写了这个科目的项目「{project}」，同一笔钱说了两次"
            yield Hit({"problem": problem}, f"项目.{project}", source, "请留一个")
        for mark in passage.marks:
            if re.fullmatch(r"支出\.\d+\.一般公共", mark.key):
                author = printed.whose.quoting(passage, mark.start, mark.end)
                yield _hit(f"「{mark.key}」是该类的全部支出，应是项目支出", mark.key, author)
            else:
                yield Verdict.AGREES


def _told_twice(printed: Printed) -> Iterator[tuple[str, str]]:
    data = printed.book.loaded.data
    codes = [name for name in data.project_effects if is_subject_code(name)]
    for project in data.projects:
        if project.name in data.project_effects:
            yield from ((project.name, c) for c in codes if any(s.startswith(c) for s in project.subjects))


@document_check(
    "C051",
    level=Level.WARNING,
    title="六：列出的正是表06 不为零的各款",
    message="{problem}",
    what="六里“主要包括”列出的，正是表06 不为 0 的各款",
    why="列了为 0 的就是照抄上年",
    remedy="这是版式模板的事，请告诉做版式的人",
    mode="composed",
    needs=ACCOUNTS,
    aliases=("D-006",),
)
def economic_items_differ(printed: Printed) -> Iterator[Outcome]:
    listed = printed.book.edition.subjects["经济科目"]
    for passage in _paragraphs(printed, "part-3-basic"):
        head, marker, names = passage.text.partition("主要包括：")
        classes = ("301", "303") if head.startswith("人员经费") else ("302", "310", "307", "309", "311", "312", "399")
        if not marker or "〓" in names:
            continue
        named = set(names.rstrip("。").split("、")) - {""}
        wanted = {
            str(name)
            for code, name in listed.items()
            if len(code) == 5 and code[:3] in classes and not printed.book.resolve(f"经济.{code}").zero
        }
        wrong = sorted((named - wanted) | {f"（没有列出）{n}" for n in wanted - named})
        author = printed.whose.rewriting(passage.element)
        problem = f"「{head[:4]}」列的与表06 不同：{'、'.join(wrong)}"
        yield _hit(problem, head[:4], author) if wrong else Verdict.AGREES


@document_check(
    "C098",
    title="涉密的不公开，并且说明",
    message="{problem}",
    what="标了涉密的行读入时就去掉，报告里说明不包括涉密项目",
    why="少了的要说明少了",
    remedy="这是版式模板的事，请告诉做版式的人",
    mode="composed",
    reader="领导",
)
def secret_left_out_without_a_word(printed: Printed) -> Iterator[Outcome]:
    if not printed.book.loaded.secret_rows:
        return
    said = any("涉密" in p.text for p in printed.passages)
    problem, author = "有涉密的行没有公开，报告里没有说明", _rewritten_in(printed, printed.document.body)
    yield Verdict.AGREES if said else _hit(problem, None, author)

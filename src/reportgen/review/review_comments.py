"""意见: what people said about all rounds of a draft, kept as a file in which answers are written, and shown as lists.

The YAML file is only ever added to: what a person wrote in it stays as it is. Answers typed into the Excel list count
too where the file has none.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from reportgen.environment import EnvironmentProblem
from reportgen.load.edits import in_quotes
from reportgen.reading.filled_rows import rows_of
from reportgen.reading.grid import Unreadable
from reportgen.reading.open import open_file

FOLDER = "内部/送审"
"""Below a report's folder: what goes round for review, and what comes back."""
YAML, LIST, BOOK = "意见.yaml", "意见.md", "意见.xlsx"
OPEN, ANSWERED = "待答复", "已答复"
COMMENT, OF_PDF, OF_BUREAU = "批注", "PDF 批注", "检查问题"
"""Where a comment comes from."""
_HEAD = "# 对送审稿的意见。请在「答复」后面写答复；下一稿里会出现在这条意见的下面。也可以写在 意见.xlsx 里。\n"
_COLUMNS = {"编号": 12, "来源": 9, "谁": 10, "何时": 11, "处": 30, "原文": 24, "内容": 40, "状态": 9, "答复": 40}
_OF_LISTS = {"类型": 12, "整改要求": 24, "时限": 11, "责任科室": 12}
"""What only lists of inspectors say."""
"""Heads of the Excel list with their widths in characters."""
_LARGEST = 4 << 20
_BREAK = re.compile("\\r\\n|[\\r\\x0b\\x0c\\x85\\u2028\\u2029]")
_CONTROL = re.compile(
    "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufeff\\ufffe\\uffff]"
)  # what no XML or YAML can hold


class BadReviewComments(EnvironmentProblem):
    """意见.yaml can't be read."""


@dataclass(frozen=True)
class ReviewComment:
    """One thing that somebody said: from where it came, who, when (2024-09-10), where, about which words;
    the answer, if any.

    anchor: the address in the report (`Anchor.name`), for the next draft; '' where that is not known.
    sort, demand, deadline, office: the type of a problem, what is to be done about it, until when and by whom, as a
    list of inspectors says.
    """

    kind: str
    who: str
    day: str
    where: str
    about: str
    text: str
    answer: str = ""
    done: bool = False
    anchor: str = ""
    sort: str = ""
    demand: str = ""
    deadline: str = ""
    office: str = ""

    @property
    def number(self) -> str:
        """The same for the same comment in the next round, wherever it stands by then. In a list one problem may
        stand at several places.
        """
        place = (self.where, self.sort) if self.kind == OF_BUREAU and (self.where or self.sort) else ()
        return hashlib.sha256("\n".join((self.kind, self.who, self.text, *place)).encode()).hexdigest()[:10]

    @property
    def state(self) -> str:
        """Open or answered."""
        return ANSWERED if self.answer or self.done else OPEN

    def as_mapping(self) -> dict[str, str]:
        """As it is written in the file and in the lists."""
        return {
            "编号": self.number,
            "来源": self.kind,
            "谁": self.who,
            "何时": self.day,
            "处": self.where,
            "地址": self.anchor,
            "原文": self.about,
            "内容": self.text,
            "状态": self.state,
            "答复": self.answer,
            **{key: value for key, value in zip(_OF_LISTS, self._of_list, strict=True) if value},
        }

    @property
    def _of_list(self) -> tuple[str, ...]:
        return (self.sort, self.demand, self.deadline, self.office)


def read(folder: Path) -> list[ReviewComment]:
    """The comments of a folder, in their order; none where there is no file. Raises BadReviewComments."""
    path = folder / YAML
    if not path.is_file():
        return []
    remedy = f"它应当是一条一条的意见，各有 谁、何时、处、内容、答复：{path}"
    try:
        if path.stat().st_size > _LARGEST:
            raise BadReviewComments(f"读不了 {YAML}：太大", remedy)
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) or []  # noqa: S506 - BaseLoader makes texts only
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError) as error:
        raise BadReviewComments(f"读不了 {YAML}", remedy) from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadReviewComments(f"读不了 {YAML}：不是一条一条的列表", remedy)
    answers = _in_book(folder / BOOK)
    found = [_of_entry({str(key): _readable(str(value or "")) for key, value in entry.items()}) for entry in entries]
    return [replace(o, answer=o.answer or answers.get(o.number, "")) for o in found]


def _readable(text: str) -> str:
    """A text without what can't be written and read again: a note of a PDF may have anything."""
    return _CONTROL.sub("", _BREAK.sub("\n", text)).strip()


def _as_kept(comment: ReviewComment) -> ReviewComment:
    """A comment as it will be read again."""
    texts: dict[str, Any] = {f.name: _readable(getattr(comment, f.name)) for f in fields(comment) if f.name != "done"}
    return replace(comment, **texts)


def _of_entry(entry: Mapping[str, str]) -> ReviewComment:
    get = entry.get
    return ReviewComment(
        get("来源", "") or COMMENT,
        get("谁", ""),
        get("何时", "")[:10],
        get("处", ""),
        get("原文", ""),
        get("内容", ""),
        get("答复", ""),
        get("状态") == ANSWERED,
        get("地址", ""),
        *(get(key, "") for key in _OF_LISTS),
    )


def _in_book(path: Path) -> Mapping[str, str]:
    """Answers by number, as they stand in the Excel list; one that can't be read has none,
    for the YAML file is what counts.
    """
    if not path.is_file() or path.stat().st_size > _LARGEST:
        return {}
    try:
        grids = open_file(path).grids
    except Unreadable:
        return {}
    rows = rows_of(grids[0], len(_COLUMNS))[:60_000] if grids else []
    number, answer = list(_COLUMNS).index("编号"), list(_COLUMNS).index("答复")
    return {row[number]: row[answer] for row in rows if len(row) > answer and row[number] and row[answer]}


def added(folder: Path, comments: Sequence[ReviewComment]) -> tuple[dict[str, bytes], int]:
    """The files of the folder with new comments in them, and how many are new. Raises BadReviewComments."""
    closed = {comment.number for comment in comments if comment.done}
    known = [replace(one, done=one.done or one.number in closed) for one in read(folder)]
    numbers = {comment.number for comment in known}
    readable = map(_as_kept, comments)
    fresh = list({comment.number: comment for comment in readable if comment.number not in numbers}.values())
    path = folder / YAML
    before = _brought_up(path.read_text(encoding="utf-8"), known) if path.is_file() else _HEAD
    text = before + ("" if before.endswith("\n") else "\n") + "".join(map(_entry, fresh))
    return {YAML: text.encode(), **lists([*known, *fresh])}, len(fresh)


def _brought_up(text: str, known: Iterable[ReviewComment]) -> str:
    """The file with 已答复 where an answer has been written meanwhile; everything else as it was."""
    for comment in known:
        if comment.state == ANSWERED:
            text = re.sub(
                rf"""(- 编号: ["']?{comment.number}["']?\n(?:  .*\n)*?  状态: ["']?){OPEN}""", rf"\g<1>{ANSWERED}", text
            )
    return text


def lists(comments: Sequence[ReviewComment]) -> dict[str, bytes]:
    """The comments for reading: Markdown and Excel."""
    return {LIST: _markdown(comments).encode(), BOOK: _book(comments)}


def _entry(comment: ReviewComment) -> str:
    lines = [
        f"{key}: {_scalar(value)}".rstrip() + (" " if not value else "") for key, value in comment.as_mapping().items()
    ]
    return "- " + "\n  ".join(lines) + "\n"


def _scalar(value: str) -> str:
    if not value:
        return ""
    if "\n" in value:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return in_quotes(value)


def _markdown(comments: Sequence[ReviewComment]) -> str:
    waiting = sum(comment.state == OPEN for comment in comments)
    lines = ["# 对送审稿的意见", "", f"共 {len(comments)} 条，待答复 {waiting} 条。答复写在 {YAML} 或 {BOOK} 里。", ""]
    for comment in comments:
        who = "　".join(filter(None, (comment.who or "未署名", comment.day, comment.kind)))
        about = f"（关于「{comment.about}」）" if comment.about else ""
        lines += [
            f"- **{comment.state}**　{who}",
            f"  - {comment.where or '（没有说哪一处）'}{about}",
            f"  - {_one_line(comment.text)}",
            *(f"  - {key}：{_one_line(value)}" for key, value in comment.as_mapping().items() if key in _OF_LISTS),
        ]
        lines += [f"  - 答复：{_one_line(comment.answer)}"] if comment.answer else []
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return "　".join(line.strip() for line in text.splitlines())


def _book(comments: Sequence[ReviewComment]) -> bytes:
    from reportgen.writers.xlsx import ListColumn, Listing, write_listings

    said = [comment.as_mapping() for comment in comments]
    more = {key: width for key, width in _OF_LISTS.items() if any(key in mapping for mapping in said)}
    columns = tuple(ListColumn(key, width, centered=width < 13) for key, width in (_COLUMNS | more).items())
    rows = [[mapping.get(key, "") for key in (*_COLUMNS, *more)] for mapping in said]
    listing = Listing("意见", columns, rows)  # the heads in the first row, so that answers are read back by column
    return write_listings("对送审稿的意见", "reportgen", date(2000, 1, 1), [listing])

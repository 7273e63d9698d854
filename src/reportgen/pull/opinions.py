"""意见: what people said about all rounds of a draft, kept as a file in which answers are written, and shown as lists.

The YAML file is only ever added to: what a person wrote in it stays as it is. Answers typed into the Excel list are
taken over into it where it has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from reportgen.load.edits import quoted
from reportgen.pull.remarks import ANSWERED, OPEN, Remark

YAML, LIST, BOOK = "意见.yaml", "意见.md", "意见.xlsx"
_KEYS = ("编号", "来源", "谁", "何时", "处", "原文", "内容", "状态", "答复")
_HEAD = "# 对送审稿的意见。请在「答复」后面写答复，「状态」改成 已答复；下一稿里会出现。也可以写在 意见.xlsx 里。\n"
_WIDTHS = {"编号": 12, "来源": 9, "谁": 10, "何时": 11, "处": 30, "原文": 24, "内容": 40, "状态": 9, "答复": 40}
Opinion = dict[str, str]


class BadOpinions(Exception):
    """意见.yaml can't be read; the message says why."""


def read(folder: Path) -> list[Opinion]:
    """The opinions of a folder; an answer that stands in the Excel list only counts too. Raises BadOpinions."""
    path = folder / YAML
    if not path.is_file():
        return []
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) or []  # noqa: S506 - BaseLoader makes texts only
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise BadOpinions(f"{path} 读不出来，请改好再来（{error}）") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadOpinions(f"{path} 应是一条一条的列表")
    opinions = [{key: str(entry.get(key) or "").strip() for key in _KEYS} for entry in entries]
    answers = _in_book(folder / BOOK)
    for opinion in opinions:
        if not opinion["答复"] and (answer := answers.get(opinion["编号"])):
            opinion["答复"] = answer
        if opinion["答复"] and opinion["状态"] in ("", OPEN):
            opinion["状态"] = ANSWERED
    return opinions


def _in_book(path: Path) -> Mapping[str, str]:
    """Answers by number, as they stand in the Excel list."""
    if not path.is_file():
        return {}
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows = [list(row) for row in book.worksheets[0].iter_rows(max_row=5_000, max_col=len(_KEYS), values_only=True)]
        book.close()
    except Exception:  # a list that can't be read has no answers; the YAML file is what counts
        return {}
    number, answer = _KEYS.index("编号"), _KEYS.index("答复")
    return {str(row[number]): str(row[answer]).strip() for row in rows if len(row) > answer and row[number] and row[answer]}


def added(folder: Path, remarks: Iterable[Remark]) -> tuple[dict[str, bytes], int]:
    """The files of the folder with new remarks in them, and how many were new. Raises BadOpinions."""
    known = read(folder)
    numbers = {opinion["编号"] for opinion in known}
    new = [_opinion(remark) for remark in remarks if remark.identity not in numbers]
    fresh = list({opinion["编号"]: opinion for opinion in new}.values())
    path = folder / YAML
    before = path.read_text(encoding="utf-8") if path.is_file() else _HEAD
    text = before + ("" if before.endswith("\n") else "\n") + "".join(map(_entry, fresh))
    return {YAML: text.encode(), **lists([*known, *fresh])}, len(fresh)


def lists(opinions: Sequence[Opinion]) -> dict[str, bytes]:
    """The opinions for reading: Markdown and Excel."""
    return {LIST: _markdown(opinions).encode(), BOOK: _book(opinions)}


def _opinion(remark: Remark) -> Opinion:
    told = (remark.identity, remark.kind, remark.who, remark.day, remark.where, remark.about, remark.text, remark.state, remark.answer)
    return dict(zip(_KEYS, told, strict=True))


def _entry(opinion: Opinion) -> str:
    lines = [f"{key}: {_scalar(value)}" for key, value in opinion.items()]
    return "- " + "\n  ".join(lines) + "\n"


def _scalar(value: str) -> str:
    if not value:
        return ""
    if "\n" in value:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return quoted(value)


def _markdown(opinions: Sequence[Opinion]) -> str:
    waiting = sum(opinion["状态"] != ANSWERED for opinion in opinions)
    lines = ["# 对送审稿的意见", "", f"共 {len(opinions)} 条，待答复 {waiting} 条。答复写在 {YAML} 或 {BOOK} 里。", ""]
    for opinion in opinions:
        who = "　".join(filter(None, (opinion["谁"] or "未署名", opinion["何时"], opinion["来源"])))
        about = f"（关于「{opinion['原文']}」）" if opinion["原文"] else ""
        lines += [f"- **{opinion['状态']}**　{who}", f"  - {opinion['处'] or '（没有说哪一处）'}{about}", f"  - {_one_line(opinion['内容'])}"]
        lines += [f"  - 答复：{_one_line(opinion['答复'])}"] if opinion["答复"] else []
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return "　".join(line.strip() for line in text.splitlines())


def _book(opinions: Sequence[Opinion]) -> bytes:
    from reportgen.writers.xlsx import Column, Listing, write_listings

    columns = tuple(Column(key, width, centered=width < 13) for key, width in _WIDTHS.items())
    rows = [[opinion[key] for key in _WIDTHS] for opinion in opinions]
    listing = Listing("意见", columns, rows)  # the heads in the first row, so that answers are read back by column
    return write_listings("对送审稿的意见", "reportgen", date(2000, 1, 1), [listing])


def answered(opinions: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those that somebody answered."""
    return [opinion for opinion in opinions if opinion.get("答复")]


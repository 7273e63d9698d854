"""A reviewed file -> the department-year's folder that it belongs to, by the unit and the year that it names."""

from __future__ import annotations

import re
from pathlib import Path

from reportgen.review.pull.open_reviewed_file import Incoming
from reportgen.writers.docx.opened import NotOurs

_YEAR = re.compile(r"((?:19|20)\d\d)年")


def home_of(draft: Incoming, start: Path) -> Path:
    """The folder below `data`, here or above, whose 全称 and year the file's title names. Raises NotOurs."""
    if not draft.is_word:
        raise NotOurs("看不出属于哪个部门哪一年，请用 --into 指到数据文件夹")
    title = draft.word.title
    match = _YEAR.search(title)
    places = [place for folder in (draft.path.resolve().parent, start.resolve()) for place in (folder, *folder.parents)]
    if match:
        for place in dict.fromkeys(places):
            for home in sorted(place.glob(f"data/*/{match[1]}")):
                if _names(home, title):
                    return home
    raise NotOurs(f"在 data 里没有找到「{title or '没有标题的文件'}」的数据，请用 --into 指到数据文件夹")


def _names(home: Path, title: str) -> bool:
    """Whether the data of a folder name a unit that the title names."""
    for path in sorted(home.glob("*.y*ml")):
        try:
            text = path.read_text(encoding="utf-8", errors="ignore")
        except OSError:
            continue
        for name in re.findall(r"全称[:：]\s*[\"']?([^\"',}\n]+)", text):
            if name.strip() in title:
                return True
    return False

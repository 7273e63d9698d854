"""The account of every file that came back: a summary, and the notes that are kept beside the drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from reportgen.review.pull.edits import Resolution, ResolvedEdit
from reportgen.review.pull.proof import PrintedOtherwise
from reportgen.review.review_comments import ReviewComment

NOTES = "审阅记录.md"
_HEAD = "# 审阅记录\n"


def summary(edits: Sequence[ResolvedEdit], comments: int = 0, new_comments: int = 0) -> str:
    """How many edits came to what, in one line."""
    counts = Counter(edit.resolution for edit in edits)
    parts = [f"{resolution.value} {counts[resolution]}" for resolution in Resolution if counts[resolution]]
    parts += [f"意见 {comments} 条（新的 {new_comments} 条）"] if comments else []
    return "，".join(parts) or "没有改动，也没有意见"


def with_entry(
    before: str,
    name: str,
    line: str,
    edits: Sequence[ResolvedEdit],
    today: date,
    decided: Sequence[ReviewComment] = (),
    differing: Sequence[PrintedOtherwise] = (),
) -> str:
    """The notes with the account of one file, the newest last; what stands there stays."""
    lines = ["", f"## {today.isoformat()}　{name}", "", line, ""]
    for one in decided:
        by = f"（{'，'.join(filter(None, (one.who, one.day)))}）" if one.who or one.day else ""
        lines.append(f"- **{one.state}**　{one.where}{by}：{_one_line(one.text)}")
    for edit in edits:
        by = f"（{'，'.join(filter(None, (edit.who, edit.day)))}）" if edit.who or edit.day else ""
        lines.append(f"- **{edit.resolution.value}**　{edit.kind.value}　{edit.where}{by}")
        lines += [f"  - 原来：{_one_line(edit.old)}"] * bool(edit.old)
        lines += [f"  - 改成：{_one_line(edit.new) or '（删去）'}"]
        lines += [f"  - {_one_line(edit.message)}"] * bool(edit.message)
    if differing:
        lines += ["", f"对照：下一稿有 {len(differing)} 处和审阅稿不一样", ""]
    for difference in differing:
        place = difference.where or "新加的一段"
        lines.append(f"- {place}：{difference.why}")
        lines.append(f"  - 审阅稿：{_one_line(difference.left)}")
        lines += [f"  - 下一稿：{_one_line(difference.printed)}"] * bool(difference.printed)
    return (before or _HEAD).rstrip("\n") + "\n" + "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return " ⏎ ".join(part.strip() for part in text.splitlines() if part.strip())

"""A difference as one JSON value: the same for the same two versions, whenever it is asked."""

from __future__ import annotations

from typing import Any

from reportgen.compare.diff.causes import Cause
from reportgen.compare.diff.difference import HOWS, REASONS, Change, Difference
from reportgen.compare.diff.inputs import Input
from reportgen.compare.diff.wording import standing
from reportgen.compare.redline.tokens import changes as word_changes

FORMAT = "reportgen diff 1"


def plain(difference: Difference) -> dict[str, Any]:
    """All of it; a chain is followed through 数: from a key by 因为的数 down to 因为的数据."""
    return {
        "格式": FORMAT,
        "原来": difference.labels[0],
        "现在": difference.labels[1],
        "数据": [_input(one) for one in difference.inputs],
        "版式": [{"文件": one.file, "是": one.what, "怎么": one.how} for one in difference.edition],
        "变动": [_change(change) for change in difference.changes],
        "数": {key: _cause(cause, key in difference.printed) for key, cause in difference.figures.items()},
    }


def _input(one: Input) -> dict[str, Any]:
    return {
        "地址": one.address,
        "名称": one.label,
        "怎么": HOWS[one.how],
        "原来": one.old,
        "现在": one.new,
        "原位置": str(one.old_source or ""),
        "位置": str(one.new_source or ""),
        "谁": one.who,
        "哪天": one.day,
        **({"各栏": list(one.below)} if one.below else {}),
    }


def _change(change: Change) -> dict[str, Any]:
    words = change.how == "changed" and change.kind in ("句子", "标题")
    return {
        "部分": change.home.part,
        "节": change.home.section,
        "种类": change.kind,
        "怎么": HOWS[change.how],
        "处": change.place,
        "原来": change.text_of(change.old),
        "现在": change.text_of(change.new),
        **(
            {
                "逐字": [
                    [sign, text] for sign, text in word_changes(change.text_of(change.old), change.text_of(change.new))
                ]
            }
            if words
            else {}
        ),
        **({"排到": standing(change)} if change.how == "moved" else {}),
        "数": [{"键": m.key, "原来": m.old, "现在": m.new, "单位": m.unit} for m in change.figures],
        "因为": list(change.inputs),
        "为什么": REASONS[change.reason],
    }


def _cause(cause: Cause, printed: bool) -> dict[str, Any]:
    return {
        "名称": cause.label,
        "原来": cause.old,
        "现在": cause.new,
        "单位": cause.unit,
        "印出": printed,
        "算法": cause.rule,
        "因为的数": list(cause.figures),
        "因为的数据": list(cause.inputs),
    }

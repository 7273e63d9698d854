"""A name in a table or a form: a person's where exactly one text of the data says it, else the program's."""

from __future__ import annotations

from reportgen.review.pull.current_data import CurrentData
from reportgen.review.pull.edits import Edit, Resolution, ResolvedEdit, WrittenName, resolved

_MOST = 3
"""Places of the data that are named."""


def written_name(edit: Edit, target: WrittenName, data: CurrentData) -> ResolvedEdit:
    """The name goes into the one text that says it; of all others the message says where they stand."""
    old, new = target.old, target.new
    texts = data.texts_that_say(old) if old and not target.locked else []
    if len(texts) == 1 and "｛" not in new:
        return resolved(edit, Resolution.WRITTEN, str(texts[0]), texts[0].replaced(new))
    named = [str(text.source) for text in texts]
    places = named or ([str(place) for place, _ in data.loaded.places_of(old)[:_MOST]] if old else [])
    if places:
        message = f"这一格由程序写；要改请改数据：{'、'.join(places)}"
    else:
        message = "这一格由程序照版式和科目表写，下一稿照旧"
    return resolved(edit, Resolution.REFUSED if target.locked else Resolution.NOTED, message)

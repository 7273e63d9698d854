"""What stands in a reviewed file, beside what the data give now -> one Edit for everything that a person changed."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter

from reportgen.build import BuiltReport
from reportgen.document.anchors import Anchor, path_of
from reportgen.document.patterns import PATH, pattern_of
from reportgen.document.reading import Reading
from reportgen.document.tree import HEADINGS
from reportgen.review.pull import figures
from reportgen.review.pull.edits import Edit, EditKind, Resolution
from reportgen.review.pull.tokens import (
    Tokens,
    figures_lost,
    places_in,
    stretches,
    tokens_now,
    tokens_of,
    without_placeholder,
)
from reportgen.review.pull.yaml_patch import TextChange
from reportgen.writers.docx.addresses import ContentControl
from reportgen.writers.docx.marks import name_of
from reportgen.writers.docx.standing import ControlState, ReviewedFile, Reviewer, UnanchoredText

SLIPS = {"slip": "送审单", "appendix": "送审附录"}
"""Sections that a file for review has besides the report: what is typed in them is kept in the notes."""
_PARAGRAPH = re.compile(r"¶(\d+)$")
_ITEM = re.compile(r"(?:\d+[.．、]|（\d+）)｛文：(?P<path>[^｛｝]+)｝[。；]?")
"""A numbered item of a person's list, as a pattern."""


class Sorter:
    """Sorts the edits of one reviewed file against one department-year as it stands now."""

    def __init__(self, made: BuiltReport, returned: ReviewedFile) -> None:
        self.made, self.returned = made, returned
        self.loaded = made.book.loaded
        self.spots: dict[str, tuple[Anchor, ET.Element]] = {}
        for element, spot in made.document.anchors.items():
            self.spots[name_of(spot)] = spot, element
        self.addresses = {s.address.name: s.address for s in returned.standing}
        self._in_words = {
            p.name
            for s in returned.standing
            if s.address.kind == "words" and not s.address.locked
            for p in s.pieces or ()
            if p.name
        }
        self._headings = _headings(made.document.reading)
        self._whole = {
            child
            for block in made.document.root.iter()
            if block.tag in ("p", "li") and not block.get(PATH) and path_of(block)
            for child in block
        }

    def edits(self) -> list[Edit]:
        """Everything that was changed, in reading order."""
        found: list[Edit] = []
        figures_edited: dict[str, list[ControlState]] = {}
        for standing in self.returned.standing:
            if standing.address.place in SLIPS:
                if standing.changed:
                    figure = standing.address.kind == "figure"
                    told = (
                        "数不从送审单和附录里改，请改数据"
                        if figure
                        else "送审单和附录上写的记在这里，不写进数据；正文要改请在正文里改"
                    )
                    found.append(
                        self._edit(
                            EditKind.FORM, standing, fate=Resolution.REFUSED if figure else Resolution.NOTED, told=told
                        )
                    )
                continue
            if standing.doubled:
                found.append(
                    self._edit(EditKind.DOUBLED, standing, told="同一处复制成了内容不同的两处，只读了第一处；请核对")
                )
            if standing.pieces is None:
                found.append(
                    self._edit(
                        EditKind.GONE,
                        standing,
                        told="这一处的书签和控件都没有了，是不是整段删了看不出来；要删请在数据里删",
                    )
                )
            elif standing.address.kind == "figure":
                if standing.changed and not (standing.now == "" and standing.address.name in self._in_words):
                    figures_edited.setdefault(standing.address.key, []).append(standing)
            elif edit := self._words(standing):
                found.append(edit)
        found += figures.sorted_out(
            self.made, figures_edited, self.where, Counter(a.key for a in self.addresses.values() if a.kind == "figure")
        )
        found += [self._stray(stray) for stray in self.returned.strays]
        found += [
            Edit(
                EditKind.FORM,
                "",
                words,
                "",
                resolution=Resolution.NOTED,
                message="标题、表头等没有地址的文字不见了；它们由版式写，下一稿照旧",
            )
            for words in self.returned.gone
        ]
        return found

    def where(self, address: ContentControl) -> str:
        """Where an address stands, as one reads it: the headings, and what tells it apart."""
        above = SLIPS.get(address.place) or self._headings.get(address.place, address.place)
        return "，".join(dict.fromkeys(filter(None, (above, address.key.rpartition("/")[0].rpartition("/")[2] or ""))))

    def _edit(
        self,
        sort: EditKind,
        standing: ControlState,
        now: str | None = None,
        *,
        fate: Resolution = Resolution.NOTED,
        told: str = "",
    ) -> Edit:
        address = standing.address
        return Edit(
            sort,
            self.where(address),
            address.text,
            standing.now or "" if now is None else now,
            standing.hands,
            fate,
            told,
        )

    # -- words ---------------------------------------------------------------------------------------------------------

    def _words(self, standing: ControlState) -> Edit | None:
        address = standing.address
        written = tokens_of(address.pattern or address.text)
        now = tokens_now(standing, self.addresses)
        if now == written or not standing.changed:
            return None
        if address.locked or address.kind == "row":
            return self._name(standing, now)
        spot, element = self.spots.get(address.name, (None, None))
        if spot is None or element is None:
            return self._edit(EditKind.FORM, standing, told="现在的数据和版式里没有这一处，改动没有地方写")
        stands = tokens_of(pattern_of(element))
        if address.prose:
            return self._prose(standing, address.key, element, written, stands, now)
        if element.tag in ("td", "th"):
            return self._name(standing, now)
        return self._sentence(standing, spot, written, stands, now)

    def _prose(
        self, standing: ControlState, key: str, element: ET.Element, written: Tokens, stands: Tokens, now: Tokens
    ) -> Edit:
        """A person's words: back into the very line where they stand."""
        edit = self._edit(EditKind.PROSE, standing)
        match = _PARAGRAPH.search(key)
        base, paragraph = (key[: match.start()], int(match[1])) if match else (key, 1)
        raw, path = self.loaded.texts.get(base), self.loaded.addresses.get(base)
        if now == stands:
            edit.resolution, edit.message = Resolution.SAME, base
            return edit
        edit.message = base
        if raw is None or path is None or not raw.strip():
            words = without_placeholder(now)
            if words:
                edit.additions.append((tuple(base.split(".")), words))
                edit.resolution = Resolution.WRITTEN
            return edit
        source = self.loaded.sources[path]
        if not "".join(now).strip():
            return self._moved_or_written(self._deleted(edit, base, path), written, stands)
        own = [t.replace("\n", "\n\n") for t in now] if self._is_block(element) else [t for t in now if t != "\n"]
        places = places_in(raw, paragraph, self.made.book.canonical)
        changed = stretches(raw, places, stands, own)
        edit.changes.append(TextChange(path, base, raw, source.line, source.column, tuple(changed)))
        edit.message = f"{source.file}:{source.line} {base}"
        if lost := figures_lost(stands, own):
            edit.message += f"；里面的数删去了：{'、'.join(lost)}"
        return self._moved_or_written(edit, written, stands)

    def _deleted(self, edit: Edit, base: str, path: tuple[str | int, ...]) -> Edit:
        """Words that are gone altogether: an item leaves its list, another text stays as an empty one."""
        source = self.loaded.sources[path]
        edit.message = f"{source.file}:{source.line} {base}，整段删去"
        keys = tuple(str(key) for key in path[:-1])
        if isinstance(path[-1], int) and not any(isinstance(key, int) for key in path[:-1]):
            edit.items.append((keys, path[-1], None))
        else:
            raw = self.loaded.texts[base]
            edit.changes.append(TextChange(path, base, raw, source.line, source.column, ((0, len(raw), ""),)))
        return edit

    def _sentence(self, standing: ControlState, spot: Anchor, written: Tokens, stands: Tokens, now: Tokens) -> Edit:
        """A standard sentence: an override that keeps its figures."""
        edit = self._edit(EditKind.SENTENCE, standing)
        if now == stands:
            edit.resolution = Resolution.SAME
            return edit
        words = "".join(now).strip()
        if not words:
            edit.resolution, edit.message = Resolution.REFUSED, "标准的一句不能整句删去：这是版式要求公开的；可以改写"
            return edit
        old = self.loaded.data.rewrites.get(spot.name)
        signed = {"谁": edit.who or "未署名", **({"日期": edit.day} if edit.day else {})}
        if old is None:
            edit.additions.append((("改写", spot.name), {"原文": "".join(stands), "改为": words, **signed}))
        else:
            path = self.loaded.addresses[f"改写.{spot.name}.改为"]
            source = self.loaded.sources[path]
            edit.changes.append(
                TextChange(
                    path,
                    f"改写.{spot.name}.改为",
                    str(old.after),
                    source.line,
                    source.column,
                    ((0, len(old.after), words),),
                )
            )
        edit.message = f"改写.{spot.name}"
        if lost := figures_lost(stands, now):
            edit.message += f"；句子里的数删去了：{'、'.join(lost)}，请确认可以不公开"
        return self._moved_or_written(edit, written, stands)

    def _moved_or_written(self, edit: Edit, written: Tokens, stands: Tokens) -> Edit:
        if written == stands:
            edit.resolution = Resolution.WRITTEN
        else:
            edit.resolution, edit.asks = Resolution.CONFLICT, True
            edit.message += f"；送审以后数据也改了，现在是：{''.join(stands)}"
        return edit

    def _name(self, standing: ControlState, now: Tokens) -> Edit:
        """A name in a table or a form: a person's where exactly one text of the data says it, else the form's."""
        edit = self._edit(EditKind.NAME, standing)
        old, new = standing.address.text.strip(), "".join(now).strip()
        homes = (
            [address for address, text in self.loaded.texts.items() if text.strip() == old]
            if old and not standing.address.locked
            else []
        )
        if len(homes) == 1 and "｛" not in new:
            path = self.loaded.addresses[homes[0]]
            source = self.loaded.sources[path]
            raw = self.loaded.texts[homes[0]]
            edit.changes.append(TextChange(path, homes[0], raw, source.line, source.column, ((0, len(raw), new),)))
            edit.resolution, edit.message = Resolution.WRITTEN, f"{source.file}:{source.line} {homes[0]}"
            return edit
        places = (
            [str(self.loaded.sources[self.loaded.addresses[home]]) for home in homes]
            or [str(place) for place, _ in self.loaded.places_of(old)[:3]]
            if old
            else []
        )
        edit.resolution = Resolution.REFUSED if standing.address.locked else Resolution.NOTED
        edit.message = (
            f"这一格由程序写；要改请改数据：{'、'.join(places)}"
            if places
            else "这一格由程序照版式和科目表写，下一稿照旧"
        )
        return edit

    # -- at no address -------------------------------------------------------------------------------------------------

    def _stray(self, stray: UnanchoredText) -> Edit:
        hands = (stray.hand,) if stray.hand != Reviewer() else ()
        address = self.addresses.get(stray.after)
        where = self.where(address) + "之后" if address else ""
        if stray.was:
            return Edit(
                EditKind.FORM,
                where,
                stray.was,
                stray.text,
                hands,
                message="标题、表头、送审单和附录由程序写，下一稿照旧；文字要改请在正文里改，标题确实要改请告诉做版式的人",
            )
        edit = Edit(
            EditKind.PARAGRAPH, where, "", stray.text, hands, message="新加的一段不属于报告里哪一处，没有写进数据"
        )
        spot, element = self.spots.get(stray.after, (None, None))
        if spot is not None and element is not None and (match := _ITEM.fullmatch(pattern_of(element))):
            return self._item(edit, match["path"], stray.text)
        if address is None or spot is None or element is None or not (address.prose and self._is_block(element)):
            return edit
        base = _PARAGRAPH.sub("", address.key)
        raw, path = self.loaded.texts.get(base), self.loaded.addresses.get(base)
        if raw is None or path is None or isinstance(path[-1], int):
            return edit
        places = places_in(
            raw, int(match[1]) if (match := _PARAGRAPH.search(address.key)) else 1, self.made.book.canonical
        )
        source = self.loaded.sources[path]
        at = places[-1][2] if places else len(raw.rstrip())
        edit.changes.append(
            TextChange(path, base, raw, source.line, source.column, ((at, at, f"\n\n{stray.text.strip()}"),))
        )
        edit.resolution, edit.message = Resolution.WRITTEN, f"{source.file}:{source.line} {base}，加一段"
        return edit

    def _item(self, edit: Edit, address: str, text: str) -> Edit:
        """A paragraph behind a numbered item of a person's list: the next item."""
        path = self.loaded.addresses.get(address)
        if path is None or not isinstance(path[-1], int) or any(isinstance(key, int) for key in path[:-1]):
            return edit
        words = re.sub(r"^\s*(?:\d+[.．、]|（\d+）)\s*", "", text).strip()
        edit.items.append((tuple(str(key) for key in path[:-1]), path[-1], words))
        edit.resolution, edit.message = (
            Resolution.WRITTEN,
            f"{self.loaded.sources[path].file} {'.'.join(str(key) for key in path[:-1])}，加一条",
        )
        return edit

    def _is_block(self, element: ET.Element) -> bool:
        """Whether the words are a paragraph of their own."""
        return element in self._whole or element.tag in ("p", "li")


def _headings(reading: Reading) -> dict[str, str]:
    """The heading of every section by its id, '' where it has none of the first two ranks."""
    return {
        name: section.heading if section.title is not None and section.title.tag in HEADINGS[:2] else ""
        for name, section in reading.sections.items()
    }

"""Items of a list and paragraphs of a text as wholes: each goes, comes, moves, joins or parts whole or not at all."""

from __future__ import annotations

from dataclasses import replace

from reportgen.review.pull.current_data import CurrentData, OwnText
from reportgen.review.pull.data_changes import DataChange, MovedItem, NewItem, RemovedItem, Stretch
from reportgen.review.pull.edits import (
    Choices,
    Edit,
    EntriesMoved,
    EntryGone,
    EntryRenamed,
    ItemGone,
    ItemMoved,
    ItemsMerged,
    ItemSplit,
    NewEntry,
    NewParagraph,
    Place,
    Resolution,
    ResolvedEdit,
    Restructured,
    RowsMoved,
    Versions,
    resolved,
)
from reportgen.review.pull.resolve.entries import entry
from reportgen.review.pull.resolve.meant import refused_for
from reportgen.review.pull.resolve.two_sides import written_or_conflict
from reportgen.review.pull.tokens import paragraphs_in, places_in, stretches, tokens_of

_NOWHERE = "数据里没有这一处了，没有写进数据"


def restructured(edit: Edit, target: Restructured, data: CurrentData, choices: Choices) -> ResolvedEdit:
    """What becomes of one item or paragraph."""
    match target:
        case EntryGone() | EntryRenamed() | NewEntry() | EntriesMoved() | RowsMoved():
            return entry(edit, target, data, choices)
        case NewParagraph():
            return _new(edit, target, data)
    text = _text(target.place, data)
    if text is None:
        return resolved(edit, Resolution.NOTED, _NOWHERE)
    if reason := _other_meaning(target, data):
        return resolved(edit, Resolution.REFUSED, f"{text}：{reason}")
    match target:
        case ItemGone(versions=versions):
            return written_or_conflict(
                edit, f"{text}，整段删去", lambda _: _removed(text, target.place), versions, choices
            )
        case ItemMoved(place, after):
            return _moved(edit, text, place, after)
        case ItemsMerged():
            return _merged(edit, text, target, data, choices)
        case ItemSplit(place, versions, rest):
            return written_or_conflict(
                edit,
                f"{text}，分成 {len(rest) + 1} 条",
                lambda v: (*_words(text, place, v, data), *_inserted(text, place, tuple(map(_bare, rest)))),
                versions,
                choices,
            )


def _other_meaning(target: ItemGone | ItemMoved | ItemsMerged | ItemSplit, data: CurrentData) -> str:
    """Why words that were joined or parted may not come in: a figure of theirs means something else now."""
    match target:
        case ItemsMerged(versions=versions, sent=sent):
            return refused_for(replace(versions, sent=sent), data, own=True)
        case ItemSplit(versions=versions, rest=rest):
            whole = (*versions.returned, *tokens_of("".join(rest)))
            return refused_for(replace(versions, returned=whole), data, own=True)
        case _:
            return ""


def _text(place: Place, data: CurrentData) -> OwnText | None:
    """The text of the data that an item or a paragraph stands in."""
    return data.text_at(place.key if place.is_list else place.stem)


def _bare(words: str) -> str:
    """The words of an item without the full stop that the report puts behind it."""
    return words.strip().removesuffix("。")


def _words(text: OwnText, place: Place, versions: Versions, data: CurrentData) -> tuple[DataChange, ...]:
    """The words of one item or paragraph that became others."""
    places = places_in(text.words, 1 if place.is_list else place.number, data.book.canonical)
    found = stretches(text.words, places, versions.standing, versions.returned)
    return (text.changed(*found),) if found else ()


# -- gone, come --------------------------------------------------------------------------------------------------------


def _removed(text: OwnText, place: Place) -> tuple[DataChange, ...]:
    """The data without an item, or a text without one of its paragraphs."""
    if place.is_list and text.list_keys:
        return (RemovedItem(text.list_keys, text.number),)
    spans = paragraphs_in(text.words)
    if place.is_list or len(spans) < 2 or place.number > len(spans):
        return (text.replaced(""),)
    return (text.changed(_without(spans, place.number)),)


def _without(spans: list[tuple[int, int]], number: int) -> Stretch:
    """The stretch that takes a paragraph out, with what parts it from its neighbour."""
    if number < len(spans):
        return spans[number - 1][0], spans[number][0], ""
    return spans[number - 2][1], spans[number - 1][1], ""


def _inserted(text: OwnText, after: Place, words: tuple[str, ...]) -> tuple[DataChange, ...]:
    """New items or paragraphs behind one; in front of all for 0."""
    if after.is_list and text.list_keys:
        number = text.number if after.number else -1
        return tuple(NewItem(text.list_keys, number, own) for own in words)
    spans = paragraphs_in(text.words)
    joined = "\n\n".join(words)
    if not spans:
        return (text.replaced(joined),)
    if not after.number:
        return (text.changed((spans[0][0], spans[0][0], f"{joined}\n\n")),)
    at = spans[min(after.number, len(spans)) - 1][1]
    return (text.changed((at, at, f"\n\n{joined}")),)


def _new(edit: Edit, target: NewParagraph, data: CurrentData) -> ResolvedEdit:
    """New words go into the text or the list behind whose paragraph they stand."""
    after = target.after
    text = _text(after if after.number else replace(after, number=1), data)
    if text is None or (after.is_list and not text.list_keys) or (not after.is_list and isinstance(text.path[-1], int)):
        return resolved(edit, Resolution.NOTED, "新加的一段不属于报告里哪一处，没有写进数据")
    words = tuple(map(_bare, target.words)) if after.is_list else tuple(own.strip() for own in target.words)
    if text.list_keys:
        many = f"加 {len(words)} 条" if len(words) > 1 else "加一条"
        message = f"{text.source.file} {'.'.join(text.list_keys)}，{many}"
    else:
        message = f"{text}，加 {len(words)} 段" if len(words) > 1 else f"{text}，加一段"
    return resolved(edit, Resolution.WRITTEN, message, *_inserted(text, after, words))


# -- moved, joined -----------------------------------------------------------------------------------------------------


def _moved(edit: Edit, text: OwnText, place: Place, after: Place) -> ResolvedEdit:
    """An item behind another one; a paragraph with its words as they are typed."""
    where = f"挪到第 {after.number} 条后面" if after.number else "挪到最前面"
    if place.is_list and text.list_keys:
        change = MovedItem(text.list_keys, text.number, after.number - 1)
        return resolved(edit, Resolution.WRITTEN, f"{text}，{where}", change)
    spans = paragraphs_in(text.words)
    if place.is_list or max(place.number, after.number) > len(spans):
        return resolved(edit, Resolution.NOTED, "这一处的次序由数据定，没有改；要挪请在数据里挪")
    own = text.words[slice(*spans[place.number - 1])]
    at = spans[after.number - 1][1] if after.number else spans[0][0]
    moved = (at, at, f"\n\n{own}" if after.number else f"{own}\n\n")
    change_ = text.changed(*sorted((_without(spans, place.number), moved)))
    return resolved(edit, Resolution.WRITTEN, f"{text} 第 {place.number} 段，{where.replace('条', '段')}", change_)


def _merged(edit: Edit, text: OwnText, target: ItemsMerged, data: CurrentData, choices: Choices) -> ResolvedEdit:
    """Several items become the first of them, which has the words of all."""
    others = [(place, found) for place in target.others if (found := _text(place, data))]
    if len(others) < len(target.others):
        return resolved(edit, Resolution.NOTED, _NOWHERE)

    def changes(versions: Versions) -> tuple[DataChange, ...]:
        words = _words(text, target.place, versions, data)
        if target.place.is_list:
            return (*words, *(change for place, other in others for change in _removed(other, place)))
        gone = [_without(paragraphs_in(text.words), place.number) for place, _ in others]
        own = [s for change in words if not isinstance(change, MovedItem) for s in getattr(change, "stretches", ())]
        return (text.changed(*sorted({*own, *gone})),)

    each = "条" if target.place.is_list else "段"
    message = f"{text}，{len(others) + 1} {each}并成一{each}"
    return written_or_conflict(edit, message, changes, target.versions, choices)

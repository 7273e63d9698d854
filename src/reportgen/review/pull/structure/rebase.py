"""A draft that is older than the data -> the same file under the addresses that its words have today.

Items of lists, paragraphs of texts and sentences that only a number tells apart are found by what they said at the
draft. What the data no longer have keeps a name that stands nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from reportgen.document.anchors import Anchor
from reportgen.document.numbering import without_number
from reportgen.model.prose import REFERENCE, WORDS
from reportgen.review.pull.current_report import CurrentReport
from reportgen.review.pull.edits import Place
from reportgen.review.pull.structure.blocks import place_of
from reportgen.review.pull.structure.matching import pairs
from reportgen.writers.docx.addresses import ContentControl
from reportgen.writers.docx.marks import name_of
from reportgen.writers.docx.standing import ReviewedFile

GONE = "†"
"""Ends the key of what the data no longer have."""


def rebased(returned: ReviewedFile, report: CurrentReport, is_list: Callable[[str], bool]) -> ReviewedFile:
    """The file with the addresses of today; the very same where nothing has changed its place."""
    addresses = [state.address for state in returned.standing]
    keys = _moved_keys(addresses, report, is_list)
    known = {a.name: _with_keys(a, keys) for a in addresses}
    known |= _sentences([*known.items()], report)
    names = {name: address.name for name, address in known.items() if name != address.name}
    if not names and not keys:
        return returned
    standing = tuple(
        replace(
            state,
            address=known[state.address.name],
            pieces=state.pieces
            and tuple(replace(p, name=names.get(p.name, p.name)) if p.name in names else p for p in state.pieces),
        )
        for state in returned.standing
    )
    return replace(
        returned,
        standing=standing,
        unanchored=tuple(replace(text, after=names.get(text.after, text.after)) for text in returned.unanchored),
        anchors={number: names.get(name, name) for number, name in returned.anchors.items()},
        paragraphs=tuple(replace(p, names=tuple(names.get(n, n) for n in p.names)) for p in returned.paragraphs),
    )


def _moved_keys(
    addresses: list[ContentControl], report: CurrentReport, is_list: Callable[[str], bool]
) -> dict[str, str]:
    """Paths in the data that another item or paragraph has now: the path of today, or one that is gone."""
    sent: dict[tuple[str, bool], dict[int, str]] = defaultdict(dict)
    for address in addresses:
        if address.prose and (place := place_of(address.key, is_list)):
            sent[place.stem, place.is_list].setdefault(place.number, address.pattern or address.text)
    moved: dict[str, str] = {}
    for (stem, many), old in sent.items():
        now = report.own_words(lambda n, stem=stem, many=many: Place(stem, n, many).key)  # type: ignore[misc]
        if old == now or (not many and len(old) <= 1 and len(now) <= 1):
            continue
        found = pairs([old[n] for n in sorted(old)], [now[n] for n in sorted(now)])
        numbers, places = sorted(old), sorted(now)
        for at, number in enumerate(numbers):
            before = Place(stem, number, many).key
            after = Place(stem, places[found[at]], many).key if at in found else before + GONE
            if after != before:
                moved[before] = after
    return moved


def _with_keys(address: ContentControl, keys: dict[str, str]) -> ContentControl:
    """An address and its pattern under the paths of today."""
    if not keys:
        return address
    pattern = REFERENCE.sub(
        lambda m: f"｛{WORDS}{keys.get(own, own)}｝" if (own := m[1].removeprefix(WORDS)) != m[1] else m[0],
        address.pattern,
    )
    if not address.prose or address.key not in keys:
        return replace(address, pattern=pattern) if pattern != address.pattern else address
    key = keys[address.key]
    name = name_of(Anchor(address.kind, address.place, key, address.number))
    return replace(address, key=key, name=name, pattern=pattern)


def _sentences(known: list[tuple[str, ContentControl]], report: CurrentReport) -> dict[str, ContentControl]:
    """Sentences of one place and key, which only their number tells apart, by their words."""
    groups: dict[tuple[str, str], list[tuple[str, ContentControl]]] = defaultdict(list)
    for name, address in known:
        if address.kind == "words" and not address.prose and not address.row:
            groups[address.place, address.key].append((name, address))
    found: dict[str, ContentControl] = {}
    for (place, key), own in groups.items():
        now = [without_number(pattern) for pattern in report.sentences(place, key)]
        old = [without_number(address.pattern or address.text) for _, address in own]
        if old == now or (len(old) == 1 and len(now) == 1):
            continue
        places = pairs(old, now)
        for at, (name, address) in enumerate(own):
            number = places[at] + 1 if at in places else 0
            new = name_of(Anchor("words", place, key, number)) if number else address.name + GONE
            found[name] = replace(address, number=number or address.number, name=new)
    return found

"""corrections.yaml: every correction of a published report,
from which the data as they were published can be rebuilt.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from reportgen.compare.diff import Difference
from reportgen.figures import LAST_YEAR
from reportgen.load import Loaded
from reportgen.publish.correct.notice import CorrectionNotice, EarlierCorrection, Refused

FILE = "更正/corrections.yaml"
"""In the folder of the data, in a folder of its own: what stands there is not read as data."""
_HEAD = """\
# 已公开报告的更正记录，由 reportgen correct 写；一条一次更正，只增不改。
# 原散列、改后散列是全部数据的散列；照「改动」倒着改回去，就得到原来公开时的数据。
"""


def texts_of(loaded: Loaded) -> dict[str, str]:
    """Address -> text of all data of the report, last year's under 上年/."""
    last = loaded.previous.texts if loaded.previous else {}
    return {**loaded.texts, **{f"{LAST_YEAR}/{address}": text for address, text in last.items()}}


def fingerprint(texts: Mapping[str, str]) -> str:
    """The hash of all data: what they say, not how the files are laid out."""
    return hashlib.sha256(json.dumps(sorted(texts.items()), ensure_ascii=False).encode()).hexdigest()


def entry_of(difference: Difference, notice: CorrectionNotice) -> dict[str, Any]:
    """One correction: when, why, from which data to which, and every value with its places."""
    old, new = (made.book.loaded for made in (difference.old, difference.new))
    before, after = texts_of(old), texts_of(new)
    changed = [a for a in {**before, **after} if before.get(a) != after.get(a)]
    return {
        "日期": notice.day.isoformat(),
        "原因": notice.reason,
        "原公开日期": notice.published.isoformat(),
        "报告": notice.report,
        "原散列": fingerprint(before),
        "改后散列": fingerprint(after),
        "改动": [
            {"地址": a, "原来": before.get(a), "现在": after.get(a), "原位置": _place(old, a), "位置": _place(new, a)}
            for a in changed
        ],
        "变动处": len(notice.places),
    }


def _place(loaded: Loaded, address: str) -> str:
    mark = f"{LAST_YEAR}/"
    year = loaded.previous if address.startswith(mark) else loaded
    name = address.removeprefix(mark)
    return str((year.source(*year.addresses[name]) if year and name in year.addresses else None) or "")


def read(folder: Path) -> list[dict[str, Any]]:
    """The corrections so far. Raises Refused for a file that is no such list."""
    import yaml

    path = folder / FILE
    if not path.is_file():
        return []
    try:
        record = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - the safe loader, in C
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise Refused(f"{path} 读不懂，没有动它：请先改好，或移走") from error
    if not isinstance(record, list) or not all(
        isinstance(one, dict) and isinstance(one.get("改动"), list) for one in record
    ):
        raise Refused(f"{path} 不是更正记录，没有动它：请先改好，或移走")
    return record


def state_of(entries: Sequence[Mapping[str, Any]], texts: Mapping[str, str]) -> int | None:
    """After how many of the corrections the data were these: 0 is as first published; None for other data."""
    hashed = fingerprint(texts)
    for number in range(len(entries), 0, -1):
        if entries[number - 1].get("改后散列") == hashed:
            return number
    return 0 if entries and entries[0].get("原散列") == hashed else None


def earlier_corrections(entries: Sequence[Mapping[str, Any]]) -> tuple[EarlierCorrection, ...]:
    """Those that were published before, with their days. Raises Refused for a record without a day."""
    try:
        days = [date.fromisoformat(str(one["日期"])) for one in entries]
    except (KeyError, ValueError) as error:
        raise Refused(f"{FILE} 里有一次更正没有写日期，或写得不对：请先改好") from error
    return tuple(EarlierCorrection(number, day) for number, day in enumerate(days, 1))


def with_entry(entries: Sequence[Mapping[str, Any]], entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The corrections with one more; the same one made again takes the place of the last."""
    kept = [dict(one) for one in entries]
    if kept and all(kept[-1].get(name) == entry[name] for name in ("原散列", "改后散列")):
        kept.pop()
    return [*kept, dict(entry)]


def written(entries: Sequence[Mapping[str, Any]]) -> bytes:
    """The file; texts in quotes where YAML would read something else."""
    import yaml

    text = yaml.dump(
        [dict(one) for one in entries], Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False, width=10_000
    )
    return (_HEAD + text).encode()

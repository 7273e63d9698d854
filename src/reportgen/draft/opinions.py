"""内部/送审/意见.yaml: what readers said of earlier rounds, and what was answered. `pull` writes it, a person fills in the answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from reportgen.draft.rounds import FOLDER, OPINIONS
from reportgen.environment import EnvironmentProblem

ANSWERED = "已答复"


@dataclass(frozen=True)
class Opinion:
    """One remark of a reader: where (a spot's name), who, on which day, what; and the answer, '' for none yet."""

    place: str
    who: str
    day: str
    text: str
    answer: str = ""


class WrongOpinions(EnvironmentProblem):
    """The list is not what it should be."""


def opinions_in(home: Path) -> tuple[Opinion, ...]:
    """The readers' remarks of a report; none where there is no list. Raises WrongOpinions."""
    path = home / FOLDER / OPINIONS
    if not path.is_file():
        return ()
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        return tuple(_opinion(entry) for entry in told or [])
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, TypeError) as error:
        raise WrongOpinions(f"读不了 {path.name}", f"它应当是一条一条的意见，各有 处、谁、何时、内容、答复：{path}") from error


def _opinion(entry: dict[str, Any]) -> Opinion:
    answer = _text(entry.get("答复"))
    return Opinion(_text(entry.get("处")), _text(entry.get("谁")) or "审阅人", _day(entry.get("何时")), _text(entry.get("内容")), answer)


def _text(value: Any) -> str:
    """As text, without what no file can hold."""
    return "" if value is None else "".join(c for c in str(value).strip() if c.isprintable() or c == "\n")


def _day(value: Any) -> str:
    """A day, without the time; '' for what is none."""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    try:
        return date.fromisoformat(_text(value)[:10]).isoformat()
    except ValueError:
        return ""

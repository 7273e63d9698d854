"""Before and after -> the words that changed, with the words around them: not the same opening words twice."""

from __future__ import annotations

from difflib import SequenceMatcher

AROUND = 12
"""Letters that are shown on each side of a change."""
LONGEST = 60
"""Letters of a text that is shown; the notes have it whole."""


def shown(old: str, new: str, longest: int = LONGEST) -> tuple[str, str]:
    """Both texts, each no longer than can be read, cut so that the first changes stand in them."""
    one, other = _line(old), _line(new)
    if max(len(one), len(other)) <= longest or not one or not other:
        return _cut(one, 0, longest), _cut(other, 0, longest)
    changes = [c for c in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if c[0] != "equal"]
    if not changes:
        return _cut(one, 0, longest), _cut(other, 0, longest)
    _, i1, _, j1, _ = changes[0]
    last = next((c for c in reversed(changes) if max(c[2] - i1, c[4] - j1) + 2 * AROUND <= longest), changes[0])
    return _window(one, i1, last[2], longest), _window(other, j1, last[4], longest)


def change_of(old: str, new: str) -> str:
    """Both in one line; where no letter is another, what is: the place, or blanks and line ends."""
    one, other = shown(old, new)
    if "".join(old.split()) != "".join(new.split()) or not old.strip():
        return f"「{one}」→「{other}」"
    return f"「{one}」：{'字没有变' if one == other else '只动了空白或者分段'}"


def _window(text: str, start: int, end: int, longest: int) -> str:
    first = max(start - AROUND, 0)
    stop = min(max(end + AROUND, first + 1), first + longest)
    return f"{'…' if first else ''}{text[first:stop]}{'…' if stop < len(text) else ''}"


def _cut(text: str, start: int, longest: int) -> str:
    return text if len(text) <= longest else f"{text[start : longest - 1]}…"


def _line(text: str) -> str:
    return " ".join(text.split())

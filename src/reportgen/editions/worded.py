"""The edition's words where its files name them in braces: {部门} is 部门 or 单位, whichever `words` says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.editions.values import fill

WORDS = "words"


def words_in(said: Mapping[str, Any]) -> dict[str, str]:
    """The words of what the layers of edition.yaml say together; one may name another."""
    words = said.get(WORDS)
    listed = {str(name): str(word) for name, word in words.items()} if isinstance(words, Mapping) else {}
    return {name: fill(word, **{n: w for n, w in listed.items() if n != name}) for name, word in listed.items()}


def worded(said: Any, words: Mapping[str, str]) -> Any:
    """A content with each {name} of a word as the word."""
    if isinstance(said, str):
        return fill(said, **words) if "{" in said else said
    if isinstance(said, list):
        return [worded(entry, words) for entry in said]
    return {key: worded(entry, words) for key, entry in said.items()} if isinstance(said, dict) else said

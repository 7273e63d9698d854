"""One file of a layer against the definition that it is read as, and against what the layers below say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from reportgen.editions.layers import PLACING, named_by
from reportgen.editions.nodes import compose_yaml, pairs
from reportgen.editions.values import in_words
from reportgen.editions.worded import words_in
from reportgen.lint.definitions import Key, definition_in, fits, items_in, keys_of, no_check, values_in
from reportgen.lint.files import Gathered, is_null, nearest, source_of

UNREAD, HITS_NOTHING, WRONG = "E007", "E009", "E010"

EMPTIED = ("records", "texts", "left_out_checks")
"""Settings that are lists of names, of which an edition may want none."""
_PLACED = dict.fromkeys(PLACING, Key(Any, needed=False))


class Walk:
    """One file of a layer against what such files are read as and against what the layers below say."""

    def __init__(
        self, gathered: Gathered, path: Path, also: Mapping[str, Iterable[str]], codes: frozenset[str]
    ) -> None:
        self.gathered, self.path, self.also, self.codes = gathered, path, also, codes
        self.words = words_in(gathered.said)

    def find(self, code: str, message: str, node: yaml.Node, remedy: str = "") -> None:
        """Collect a finding at a node."""
        self.gathered.add_finding(code, message, source_of(self.path, node), remedy)

    def walk(self, node: yaml.Node, hint: Any, below: Any, name: str) -> None:
        """Descend into a node. `hint`: what may stand here; `below`: what the layers below have here,
        None for nothing.
        """
        definition, values, items = definition_in(hint), values_in(hint), items_in(hint)
        if definition and isinstance(node, yaml.MappingNode):
            self._mapping(node, keys_of(definition), None, below, name)
        elif values and isinstance(node, yaml.MappingNode):
            for key, key_node, value in pairs(node):
                if not is_null(value) and no_check(hint, key, self.codes):
                    self.find(WRONG, f"没有「{key}」这项检查（在「{name}」里）", key_node, "编号见 docs/checks.md")
            self._mapping(node, {}, Key(values, needed=False), below, name)
        elif items and isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self.walk(item, items, None, name)
        elif items and isinstance(node, yaml.MappingNode):
            self._edited(node, items, below, name)
        elif not fits(hint, node, self.codes, self.words):
            expected, written = in_words(hint), f"，写的是「{node.value}」" if isinstance(node, yaml.ScalarNode) else ""
            where = f"「{name}」" if name else "这里"
            self.find(WRONG, f"{where}应是{' ' * expected[0].isascii()}{expected}{written}", node)

    def _mapping(
        self, node: yaml.MappingNode, keys: Mapping[str, Key], other: Key | None, below: Any, name: str
    ) -> None:
        """Each key of a mapping; `other`: what stands under a key that isn't named."""
        seen: dict[str, int] = {}
        known = [*keys, *self.also.get(name, ())]
        for key, key_node, value in pairs(node):
            if key in seen:
                self._twice(key, seen[key], key_node)
            seen[key] = key_node.start_mark.line + 1
            if is_null(value):
                self._deleted(key, key_node, keys, below if isinstance(below, Mapping) else {})
            elif (read := keys.get(key, other)) is not None:
                self.walk(value, read.hint, below.get(key) if isinstance(below, Mapping) else None, key)
            elif key not in known:
                where = f"（在「{name}」里）" if name else ""
                self.find(UNREAD, f"没有哪里读「{key}」{where}", key_node, nearest(key, known))

    def _deleted(self, key: str, node: yaml.Node, keys: Mapping[str, Key], below: Mapping[str, Any]) -> None:
        """A key that says null: it must take something away, and nothing that is needed."""
        gone = named_by(key, below)
        needed = [name for name in (gone or [key]) if name in keys and keys[name].needed]
        if needed:
            remedy = f"请写上（{in_words(keys[needed[0]].hint)}），或删掉这一行，用下一层的"
            if needed[0] in EMPTIED:
                remedy = f'一个也不要写 {needed[0]}: {{"*": null}}；只不要几个，一个一个写 名称: null'
            self.find(WRONG, f"「{key}」后面没有写，等于删去「{needed[0]}」；模板和程序要用它", node, remedy)
        elif not gone:
            self.find(HITS_NOTHING, f"要删去的「{key}」在下面各层里没有", node, nearest(key, below))

    def _edited(self, node: yaml.MappingNode, entries: Any, below: Any, name: str) -> None:
        """A mapping laid on a list: each key must be a name in that list, or a new one with its place."""
        name = name or self.path.name
        if not isinstance(below, list):
            self.find(HITS_NOTHING, f"「{name}」写成了映射，要改的列表在下面各层里却没有", node, "请写成列表")
            return
        items = {str(i.get("name")): i for i in below if isinstance(i, Mapping) and i.get("name")}
        seen: dict[str, int] = {}
        for key, key_node, value in pairs(node):
            if key in seen:
                self._twice(key, seen[key], key_node)
                continue
            seen[key] = key_node.start_mark.line + 1
            if is_null(value):
                if items.pop(key, None) is None:
                    self.find(HITS_NOTHING, f"要删去的「{key}」在「{name}」里没有", key_node, nearest(key, items))
                continue
            self._placed(key, key_node, value, items, name)
            if (definition := definition_in(entries)) and isinstance(value, yaml.MappingNode):
                self._mapping(value, {**keys_of(definition), **_PLACED}, None, items.get(key), key)
            else:
                self.walk(value, entries, items.get(key), key)
            items.setdefault(key, {"name": key})

    def _placed(self, key: str, key_node: yaml.Node, value: yaml.Node, items: Iterable[str], name: str) -> None:
        """Whether an entry stands in the list already, or says where in it it is to stand."""
        placed = {word: node for word, _, node in pairs(value) if word in PLACING}
        place = str(getattr(placed.get("after"), "value", ""))
        if key in items:
            for word, where in placed.items():
                message = f"「{key}」本来就在「{name}」里，{word} 不会移动它"
                self.find(HITS_NOTHING, message, where, "要换次序请把整个列表重写")
        elif not placed:
            remedy = nearest(key, items) or "要加新的，请写 after: 放在谁后面（放在最前写 first: true）"
            self.find(HITS_NOTHING, f"「{name}」里没有「{key}」，会当作新的加在最后", key_node, remedy)
        elif "first" not in placed and place not in items:
            self.find(HITS_NOTHING, f"after: 「{place}」在「{name}」里没有", placed["after"], nearest(place, items))

    def _twice(self, key: str, line: int, node: yaml.Node) -> None:
        self.find(UNREAD, f"「{key}」写了两次，上一次在第 {line} 行，只有后一次有用", node, "请删去一处")


def walk_file(
    gathered: Gathered,
    path: Path,
    hint: Any,
    below: Any,
    also: Mapping[str, Iterable[str]],
    codes: frozenset[str] = frozenset(),
) -> None:
    """One file against what it is read as and the layers below.

    also: what templates read besides, by the mapping's key; codes: of rules that the edition itself states.
    """
    with suppress(yaml.YAMLError):  # loading the edition told it
        node = compose_yaml(path)
        if node is not None:
            Walk(gathered, path, also, codes).walk(node, hint, below, "")

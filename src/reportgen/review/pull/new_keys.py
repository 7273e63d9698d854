"""New keys -> the places of a YAML file where they belong: with their like, each group written once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.load import Loaded
from reportgen.load.nodes import Mapping, Text
from reportgen.load.spans import FileText, Style
from reportgen.review.pull.data_changes import NewKey, Value
from reportgen.review.pull.splices import CannotChange, Splice, new_lines
from reportgen.review.pull.yaml_writing import Tree, block, flow_value, in_braces, scalar

Keys = tuple[str, ...]


def splices_of(changes: Iterable[NewKey], name: str, file: FileText, loaded: Loaded) -> list[Splice]:
    """Where and how the keys are written in a file of this name.
    Raises CannotChange for a key where something else stands.
    """
    groups: dict[Keys, Tree] = {}
    for change in changes:
        above = _mapping_above(change.keys, name, loaded)
        _put(groups.setdefault(above, {}), change, len(above))
    return [splice for above, tree in groups.items() for splice in _Group(above, name, file, loaded).splices(tree)]


def _mapping_above(keys: Keys, name: str, loaded: Loaded) -> Keys:
    """The deepest mapping of the file that is there already; () for the file itself."""
    depth = 0
    while depth < len(keys) - 1:
        node = loaded.nodes.get(keys[: depth + 1])
        if not isinstance(node, Mapping) or node.source.file != name:
            break
        depth += 1
    return keys[:depth]


def _put(tree: Tree, change: NewKey, depth: int) -> None:
    for key in change.keys[depth:-1]:
        below = tree.setdefault(key, {})
        assert isinstance(below, dict)  # noqa: S101 - what is a text by the model has no keys below it
        tree = below
    tree[change.keys[-1]] = change.value


class _Group:
    """The new keys below one mapping of a file; `above` is () for the file itself."""

    def __init__(self, above: Keys, name: str, file: FileText, loaded: Loaded) -> None:
        self._above, self._name, self._file, self._loaded = above, name, file, loaded
        node = loaded.nodes.get(above)
        self._span = loaded.span(*above) if isinstance(node, Mapping) else None
        if isinstance(node, Mapping):
            self._entries, sources = node.entries, node.key_sources.values()
            self._indent = min((source.line, source.column) for source in sources if source.file == name)[1] - 1
        else:
            own = {path: n for path, n in loaded.nodes.items() if len(path) == 1 and n.source.file == name}
            self._entries, self._indent = {str(key): n for (key,), n in own.items()}, 0

    def splices(self, tree: Tree) -> Iterator[Splice]:
        """Behind its own key what has one already, without a value; all else behind the last one."""
        for key in tree:
            if key in self._entries:
                yield self._value_of(key, tree[key])
        fresh: Tree = {key: value for key, value in tree.items() if key not in self._entries}
        if not fresh:
            return
        if self._span and self._span.style is Style.FLOW:
            close = self._file.stretch(self._span)[1] - 1
            yield Splice(close, close, (", " if self._entries else "") + in_braces(fresh))
        else:
            yield new_lines(self._file, self._last_line() + 1, "\n".join(block(fresh, " " * self._indent)))

    def _value_of(self, key: str, value: Value | Tree) -> Splice:
        """A value behind a key that has none yet."""
        node, span = self._entries[key], self._loaded.span(*self._above, key)
        if span is None or not isinstance(node, Text) or node.value.strip():
            where = ".".join((*self._above, key))
            raise CannotChange(f"{self._name} 里「{where}」的写法放不进新的键，请手工补")
        start, end = self._file.stretch(span)
        blank = "" if self._file.text[start - 1 : start].isspace() else " "
        if self._span and self._span.style is Style.FLOW:
            return Splice(start, end, blank + flow_value(value))
        if isinstance(value, str):
            return Splice(start, end, blank + scalar(value, " " * self._indent))
        below = block({key: value}, " " * self._indent)[1:]
        return new_lines(self._file, span.end_line + 1, "\n".join(below))

    def _last_line(self) -> int:
        """The line on which the last value ends."""
        if self._span:
            return self._span.end_line
        ends = [span.end_line for key in self._entries if (span := self._loaded.span(key))]
        return max(ends, default=0)

"""Reads typed fields out of located YAML, with a fault for each one that is missing, unknown or of a wrong type."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from bot.pack.faults import Fault, fault_of, listed, wording
from bot.pack.reading.located import Located, Mapping, Scalar, Sequence

_KINDS: dict[type[Located], str] = {Scalar: "text", Sequence: "list", Mapping: "mapping"}
"""How a fault calls what it found in place of something else."""


class Fields:
    """The fields of one mapping. Faults go to the shared list; a faulty field reads as its empty value."""

    def __init__(self, file: str, node: Located, faults: list[Fault], where: str) -> None:
        self.file = file
        self.faults = faults
        self.where = where
        self.line = node.line
        self._node = node if isinstance(node, Mapping) else Mapping(node.line, {}, {})
        if not isinstance(node, Mapping):
            self.fault(node.line, "not_a_mapping", where=where, found=wording(_KINDS[type(node)]))

    def fault(self, line: int, name: str, /, **values: object) -> None:
        """Record the fault `name` at `line` (from 1)."""
        self.faults.append(fault_of(self.file, line, name, **values))

    def __contains__(self, key: str) -> bool:
        return key in self._node.items

    @property
    def mapping(self) -> Mapping:
        """What it reads: the mapping with its lines."""
        return self._node

    def line_of(self, key: str) -> int:
        """The line of a key, or of the mapping if the key is absent."""
        return self._node.key_lines.get(key, self.line)

    def node(self, key: str) -> Located | None:
        """The located value of a key; None if it is absent."""
        return self._node.items.get(key)

    def names(self) -> Iterator[str]:
        """The keys in file order."""
        return iter(self._node.items)

    def only(self, known: Collection[str]) -> None:
        """Record a fault for every key that is not in `known`, suggesting the most similar known one."""
        for key, line in self._node.key_lines.items():
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                if near:
                    self.fault(line, "unknown_key_near", where=self.where, key=key, near=near[0])
                else:
                    self.fault(line, "unknown_key", where=self.where, key=key, known=listed(sorted(known)))

    def text(self, key: str, default: str | None = None) -> str:
        """A scalar as text; required if there is no default."""
        node = self._node.items.get(key)
        if node is None:
            if default is None:
                self.fault(self.line, "missing_key", where=self.where, key=key)
            return default or ""
        if not isinstance(node, Scalar):
            self.fault(node.line, "not_a_text", where=self.where, key=key, found=wording(_KINDS[type(node)]))
            return default or ""
        value = node.text.strip()
        if not value and default is None:
            self.fault(node.line, "empty_text", where=self.where, key=key)
        return value

    def choice(self, key: str, choices: Collection[str], default: str) -> str:
        """A scalar that must be one of a closed list."""
        value = self.text(key, default)
        if value not in choices:
            self.fault(
                self.line_of(key),
                "value_not_in_list",
                where=self.where,
                key=key,
                value=value,
                known=listed(sorted(choices)),
            )
            return default
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        value = self.text(key, None if default is None else str(default))
        try:
            return int(value)
        except ValueError:
            if value:
                self.fault(self.line_of(key), "not_a_number", where=self.where, key=key, value=value)
            return default or 0

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of scalars as texts; required if there is no default."""
        return tuple(text for _, text in self.located_texts(key, default))

    def located_texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[tuple[int, str], ...]:
        """A list of scalars, or the lines of a block (`|`), as (line, text)."""
        node = self._node.items.get(key)
        if node is None:
            if default is None:
                self.fault(self.line, "missing_key", where=self.where, key=key)
            return tuple((self.line, text) for text in default or ())
        if isinstance(node, Scalar) and node.block:
            return tuple(
                (node.line + number, line.strip())
                for number, line in enumerate(node.text.split("\n"), 1)
                if line.strip()
            )
        if not isinstance(node, Sequence):
            self.fault(node.line, "not_a_list_of_texts", where=self.where, key=key)
            return ()
        texts = []
        for item in node.items:
            if isinstance(item, Scalar) and item.text.strip():
                texts.append((item.line, item.text.strip()))
            else:
                self.fault(item.line, "not_a_text_in_list", where=self.where, key=key)
        return tuple(texts)

    def fields(self, key: str, required: bool = True) -> Fields | None:
        """A mapping inside this one; None if it is absent."""
        node = self._node.items.get(key)
        if node is None:
            if required:
                self.fault(self.line, "missing_key", where=self.where, key=key)
            return None
        return Fields(self.file, node, self.faults, wording("where_field", where=self.where, key=key))

    def each(self, key: str, what: str) -> Iterator[Fields]:
        """The mappings of a list; nothing if it is absent."""
        node = self._node.items.get(key)
        if node is None:
            return
        if not isinstance(node, Sequence):
            self.fault(node.line, "not_a_list", where=self.where, key=key)
            return
        for item in node.items:
            if isinstance(item, Mapping):
                yield Fields(self.file, item, self.faults, what)
            else:
                self.fault(item.line, "not_a_mapping", where=what, found=wording(_KINDS[type(item)]))

    def named(self, key: str, what: str) -> Iterator[tuple[str, Fields]]:
        """The mappings of a mapping with their names; nothing if it is absent."""
        inner = self.fields(key, required=False)
        if inner is None:
            return
        for name in inner.names():
            yield (
                name,
                Fields(
                    self.file,
                    inner._node.items[name],
                    self.faults,
                    wording("where_named", what=what, name=name),
                ),
            )

    def word_groups(self, key: str) -> dict[str, tuple[str, ...]]:
        """A section of `name: word、word、…` lines; nothing if it is absent."""
        groups: dict[str, tuple[str, ...]] = {}
        section = self.fields(key, required=False)
        for name in section.names() if section else ():
            assert section is not None
            words = (word.strip() for word in section.text(name).split("、"))
            groups[name] = tuple(word for word in words if word)
        return groups

"""Reads typed fields out of located YAML, with a fault for each one that is missing, unknown or of a wrong type."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from bot.pack.faults import Fault
from bot.pack.reading.located import Located, Mapping, Scalar, Sequence

_KINDS = {Scalar: "一个值", Sequence: "一个列表", Mapping: "“键: 值”"}


class Fields:
    """The fields of one mapping. Faults go to the shared list; a faulty field reads as its empty value."""

    def __init__(self, file: str, node: Located, faults: list[Fault], where: str) -> None:
        self.file = file
        self.faults = faults
        self.where = where
        self.line = node.line
        self._node = node if isinstance(node, Mapping) else Mapping(node.line, {}, {})
        if not isinstance(node, Mapping):
            self.fault(node.line, f"{where}应是“键: 值”，这里是{_KINDS[type(node)]}", "请照其他条目写")

    def fault(self, line: int, wrong: str, mend: str) -> None:
        """Record a fault at `line`."""
        self.faults.append(Fault(self.file, line, wrong, mend))

    def __contains__(self, key: str) -> bool:
        return key in self._node.items

    def line_of(self, key: str) -> int:
        """The line of a key, or of the mapping where the key is absent."""
        return self._node.key_lines.get(key, self.line)

    def node(self, key: str) -> Located | None:
        """What stands under a key as it was read; None where it is absent."""
        return self._node.items.get(key)

    def names(self) -> Iterator[str]:
        """The keys in file order."""
        return iter(self._node.items)

    def only(self, known: Collection[str]) -> None:
        """Every key that is not in `known` is a fault, with the nearest known one as the mend."""
        for key, line in self._node.key_lines.items():
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                mend = f"是不是 {near[0]}？" if near else f"可用的键：{'、'.join(sorted(known))}"
                self.fault(line, f"{self.where}有不认识的键 {key}", mend)

    def text(self, key: str, default: str | None = None) -> str:
        """A scalar as text; required where there is no default."""
        node = self._node.items.get(key)
        if node is None:
            if default is None:
                self.fault(self.line, f"{self.where}缺 {key}", f"请补上 {key}: …")
            return default or ""
        if not isinstance(node, Scalar):
            self.fault(
                node.line, f"{self.where}的 {key} 应是文字，这里是{_KINDS[type(node)]}", "请改成一段文字"
            )
            return default or ""
        value = node.text.strip()
        if not value and default is None:
            self.fault(node.line, f"{self.where}的 {key} 是空的", f"请写上 {key} 的内容")
        return value

    def choice(self, key: str, choices: Collection[str], default: str) -> str:
        """A scalar out of a closed list."""
        value = self.text(key, default)
        if value not in choices:
            self.fault(
                self.line_of(key),
                f"{self.where}的 {key} 不能是 {value}",
                f"只能是：{'、'.join(sorted(choices))}",
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
                self.fault(self.line_of(key), f"{self.where}的 {key} 应是整数，这里是 {value}", "请改成数字")
            return default or 0

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of scalars as texts; required where there is no default."""
        return tuple(text for _, text in self.located_texts(key, default))

    def located_texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[tuple[int, str], ...]:
        """A list of scalars, or the lines of a block (`|`), as (line, text)."""
        node = self._node.items.get(key)
        if node is None:
            if default is None:
                self.fault(self.line, f"{self.where}缺 {key}", f"请补上 {key}: …")
            return tuple((self.line, text) for text in default or ())
        if isinstance(node, Scalar) and node.block:
            return tuple(
                (node.line + number, line.strip())
                for number, line in enumerate(node.text.split("\n"), 1)
                if line.strip()
            )
        if not isinstance(node, Sequence):
            self.fault(node.line, f"{self.where}的 {key} 应是列表", "请写成 [甲, 乙] 或每行一个“- ”")
            return ()
        texts = []
        for item in node.items:
            if isinstance(item, Scalar) and item.text.strip():
                texts.append((item.line, item.text.strip()))
            else:
                self.fault(item.line, f"{self.where}的 {key} 里有一项不是文字", "请改成文字")
        return tuple(texts)

    def fields(self, key: str, required: bool = True) -> Fields | None:
        """A mapping inside this one; None where it is absent."""
        node = self._node.items.get(key)
        if node is None:
            if required:
                self.fault(self.line, f"{self.where}缺 {key}", f"请补上 {key}: …")
            return None
        return Fields(self.file, node, self.faults, f"{self.where}的 {key}")

    def each(self, key: str, what: str) -> Iterator[Fields]:
        """The mappings of a list; nothing where it is absent."""
        node = self._node.items.get(key)
        if node is None:
            return
        if not isinstance(node, Sequence):
            self.fault(node.line, f"{self.where}的 {key} 应是列表", "请每项以“- ”开头")
            return
        for item in node.items:
            if isinstance(item, Mapping):
                yield Fields(self.file, item, self.faults, what)
            else:
                self.fault(item.line, f"{what}应是“键: 值”，这里是{_KINDS[type(item)]}", "请照其他条目写")

    def named(self, key: str, what: str) -> Iterator[tuple[str, Fields]]:
        """The mappings of a mapping with their names; nothing where it is absent."""
        inner = self.fields(key, required=False)
        if inner is None:
            return
        for name in inner.names():
            yield name, Fields(self.file, inner._node.items[name], self.faults, f"{what} {name} ")

    def word_groups(self, key: str) -> dict[str, tuple[str, ...]]:
        """A section of `name: word、word、…` lines; nothing where it is absent."""
        groups: dict[str, tuple[str, ...]] = {}
        section = self.fields(key, required=False)
        for name in section.names() if section else ():
            assert section is not None
            words = (word.strip() for word in section.text(name).split("、"))
            groups[name] = tuple(word for word in words if word)
        return groups

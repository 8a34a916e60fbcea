"""YAML read into values that remember their line, with the traps of YAML 1.1 refused.

Only what a pack needs is allowed: mappings, lists and scalars. Anchors and aliases are refused (they can
explode), as are tags, tabs, duplicate keys, unquoted yes/no and unquoted dates, each with a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.pack.faults import Fault, PackError, fault_of

MAX_BYTES = 4_000_000
MAX_DEPTH = 20
_TRAP_BOOLEANS = frozenset(
    ["y", "Y", "n", "N", "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"]
)
_BARE_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Scalar:
    """A scalar with its text as written; `quoted` tells "12" from 12."""

    line: int
    text: str
    quoted: bool
    block: bool = False


@dataclass(frozen=True)
class Sequence:
    """A list."""

    line: int
    items: tuple[Located, ...]


@dataclass(frozen=True)
class Mapping:
    """A mapping; `key_lines` holds the line of each key."""

    line: int
    items: dict[str, Located]
    key_lines: dict[str, int]


Located = Scalar | Sequence | Mapping


class _Builder:
    """Builds located values from YAML events, one pass, collecting faults."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)

    def fault(self, line: int, name: str, /, **values: object) -> None:
        self.faults.append(fault_of(self.file, line, name, **values))

    def refuse(self, line: int, name: str, /, **values: object) -> PackError:
        self.fault(line, name, **values)
        return PackError(self.faults)

    def document(self) -> Located | None:
        root: Located | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                raise self.refuse(_line(event), "two_documents")
            if isinstance(event, yaml.NodeEvent):
                root = self.node(event, 0)
        return root

    def node(self, event: yaml.Event, depth: int) -> Located:
        line = _line(event)
        if depth > MAX_DEPTH:
            raise self.refuse(line, "too_deep", most=MAX_DEPTH)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.refuse(line, "anchor")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise self.refuse(line, "tag", tag_name=tag)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(line, depth)
        return self.mapping(line, depth)

    def scalar(self, event: yaml.ScalarEvent, line: int) -> Scalar:
        plain = event.style is None or event.style == ""
        if plain and event.value in _TRAP_BOOLEANS:
            self.fault(line, "bare_boolean", value=event.value)
        if plain and _BARE_DATE.fullmatch(event.value):
            self.fault(line, "bare_date", value=event.value)
        return Scalar(line, event.value, quoted=not plain, block=event.style == "|")

    def sequence(self, line: int, depth: int) -> Sequence:
        items: list[Located] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.node(event, depth + 1))
        return Sequence(line, tuple(items))

    def mapping(self, line: int, depth: int) -> Mapping:
        items: dict[str, Located] = {}
        lines: dict[str, int] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self.fault(key.line, "key_not_a_text")
                continue
            if key.text in items:
                self.fault(key.line, "duplicate_key", key=key.text, line=lines[key.text])
                continue
            items[key.text] = value
            lines[key.text] = key.line
        return Mapping(line, items, lines)


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 0


def read_text(path: Path, called: str = "") -> str:
    """The text of one file of a pack, which faults call `called`, or else by its name.

    Raises PackError when it is missing, unreadable, empty, over 4 MB, not UTF-8, or holds control characters.
    """
    name = called or path.name
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise PackError(
                [fault_of(name, 0, "file_too_large", size=size // 1000000, most=MAX_BYTES // 1000000)]
            )
        raw = path.read_bytes()
    except FileNotFoundError:
        raise PackError([fault_of(name, 0, "missing_file", folder=path.parent)]) from None
    except OSError as error:
        raise PackError([fault_of(name, 0, "unreadable_file", reason=error.strerror)]) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise PackError([fault_of(name, line, "not_utf8")]) from None
    if not text.strip():
        raise PackError([fault_of(name, 0, "empty_file")])
    control = _CONTROL.search(text)
    if control:
        raise PackError([fault_of(name, text.count("\n", 0, control.start()) + 1, "control_character")])
    return text


def read_yaml(path: Path) -> Mapping:
    """One YAML file as a located mapping.

    Raises PackError with the line and the mend for anything that is not plain, safe YAML.
    """
    return parse_yaml(path.name, read_text(path))


def parse_yaml(name: str, text: str) -> Mapping:
    """The text of a YAML file called `name`, as `read_yaml` reads it."""
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            raise PackError([fault_of(name, number, "tab")])
    builder = _Builder(name, text)
    try:
        root = builder.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise PackError(
            [fault_of(name, mark.line + 1 if mark else 0, "bad_yaml", reason=error.problem or error.context)]
        ) from None
    except yaml.YAMLError as error:
        raise PackError(
            [fault_of(name, 0, "unparsable_yaml", reason=" ".join(str(error).split())[:80])]
        ) from None
    if builder.faults:
        raise PackError(builder.faults)
    if not isinstance(root, Mapping):
        raise PackError([fault_of(name, 1, "root_not_a_mapping")])
    return root

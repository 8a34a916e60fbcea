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

from bot.pack.faults import Fault, PackError

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

    def fault(self, line: int, wrong: str, mend: str) -> None:
        self.faults.append(Fault(self.file, line, wrong, mend))

    def refuse(self, line: int, wrong: str, mend: str) -> PackError:
        self.fault(line, wrong, mend)
        return PackError(self.faults)

    def document(self) -> Located | None:
        root: Located | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                raise self.refuse(_line(event), "一个文件里有两份 YAML（---）", "请只留一份")
            if isinstance(event, yaml.NodeEvent):
                root = self.node(event, 0)
        return root

    def node(self, event: yaml.Event, depth: int) -> Located:
        line = _line(event)
        if depth > MAX_DEPTH:
            raise self.refuse(line, f"嵌套超过 {MAX_DEPTH} 层", "请写平一些")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.refuse(line, "用了 YAML 的锚点或别名（& *）", "请把内容直接写出来")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise self.refuse(line, f"用了 YAML 标签 {tag}", "请去掉标签")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(line, depth)
        return self.mapping(line, depth)

    def scalar(self, event: yaml.ScalarEvent, line: int) -> Scalar:
        plain = event.style is None or event.style == ""
        if plain and event.value in _TRAP_BOOLEANS:
            self.fault(
                line, f"没有引号的 {event.value} 会被当成真假值", f'请写成 "{event.value}" 或 true/false'
            )
        if plain and _BARE_DATE.fullmatch(event.value):
            self.fault(line, f"没有引号的日期 {event.value}", f'请写成 "{event.value}"')
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
                self.fault(key.line, "键不是文字", "请用一个词作键")
                continue
            if key.text in items:
                mend = f"第 {lines[key.text]} 行已有，请删去一个"
                self.fault(key.line, f"键 {key.text} 重复", mend)
                continue
            items[key.text] = value
            lines[key.text] = key.line
        return Mapping(line, items, lines)


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 0


def read_text(path: Path) -> str:
    """The text of one file of a pack.

    Raises PackError when it is missing, unreadable, empty, over 4 MB, or not UTF-8.
    """
    name = path.name
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            wrong = f"文件有 {size // 1_000_000} MB，超过 {MAX_BYTES // 1_000_000} MB"
            raise PackError([Fault(name, 0, wrong, "请删去多余内容")])
        raw = path.read_bytes()
    except FileNotFoundError:
        raise PackError([Fault(name, 0, "缺这个文件", f"请放在 {path.parent} 里")]) from None
    except OSError as error:
        raise PackError([Fault(name, 0, f"读不了（{error.strerror}）", "请查文件权限")]) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise PackError([Fault(name, line, "不是 UTF-8 编码", "请另存为 UTF-8")]) from None
    if not text.strip():
        raise PackError([Fault(name, 0, "文件是空的", "请照自带的 knowledge/ 写")])
    return text


def read_yaml(path: Path) -> Mapping:
    """One YAML file as a located mapping.

    Raises PackError with the line and the mend for anything that is not plain, safe YAML.
    """
    return parse_yaml(path.name, read_text(path))


def parse_yaml(name: str, text: str) -> Mapping:
    """The text of a YAML file called `name`, as `read_yaml` reads it."""
    for number, line in enumerate(text.split("\n"), 1):
        if _CONTROL.search(line):
            raise PackError([Fault(name, number, "有看不见的控制字符", "请删去这一行重打")])
        if "\t" in line[: len(line) - len(line.lstrip())]:
            raise PackError([Fault(name, number, "行首有制表符（Tab）", "请改成空格")])
    builder = _Builder(name, text)
    try:
        root = builder.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        wrong = f"不是合法的 YAML（{error.problem or error.context}）"
        mend = "请查这一行的冒号、引号、缩进"
        raise PackError([Fault(name, mark.line + 1 if mark else 0, wrong, mend)]) from None
    except yaml.YAMLError as error:
        wrong = f"不是合法的 YAML（{' '.join(str(error).split())[:80]}）"
        raise PackError([Fault(name, 0, wrong, "请查有没有控制字符")]) from None
    if builder.faults:
        raise PackError(builder.faults)
    if not isinstance(root, Mapping):
        raise PackError([Fault(name, 1, "最外层不是“键: 值”", "请照自带的 knowledge/ 写")])
    return root

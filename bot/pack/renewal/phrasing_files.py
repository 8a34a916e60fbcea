"""Takes the phrasings out of the entries of format 1, into one file a topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.pack.faults import Fault, PackError, fault_of
from bot.pack.layout import FAQ
from bot.pack.reading.fields import Fields
from bot.pack.reading.located import Located, Mapping, Sequence

_KEY = "variants"
_REMARK = "# 问法，一行一个；[ ] 里是 faq.yaml 里条目的 id；# 开头的行不算。"
_LONGEST_NAME = 24


@dataclass
class Taken:
    """faq.yaml without its phrasings, and the text of each file of phrasings by its name."""

    faq: str
    files: dict[str, str] = field(default_factory=dict)


def take_phrasings(text: str, root: Mapping) -> Taken:
    """Remove the phrasings from `text`, which was parsed as `root`.

    A comment above an entry begins a new topic. Raises PackError for a phrasing that the new form would take for a
    heading or a remark.
    """
    lines = text.split("\n")
    entries = root.items.get("entries")
    faults: list[Fault] = []
    gone: set[int] = set()
    topics: dict[str, list[str]] = {}
    name = "00-entries.txt"
    for entry in _mappings(entries):
        comment = _comment_above(lines, entry.line - 1)
        if comment:
            name = f"{len(topics) + 1:02}-{_file_name(comment)}.txt"
        if _KEY not in entry.items:
            continue
        fields = Fields(FAQ, entry, faults, FAQ)
        found = fields.located_texts(_KEY)
        faults += [fault for line, phrasing in found for fault in _mistakable(line, phrasing)]
        gone |= _lines_of(lines, entry.key_lines[_KEY], max((line for line, _ in found), default=0))
        topic = topics.setdefault(name, [f"# {comment}", _REMARK] if comment else [_REMARK])
        topic += ["", f"[{fields.text('id')}]", *(phrasing for _, phrasing in found)]
    if faults:
        raise PackError(faults)
    kept = [line for number, line in enumerate(lines, 1) if number not in gone]
    return Taken("\n".join(kept), {name: "\n".join(topic) + "\n" for name, topic in topics.items()})


def _mappings(node: Located | None) -> list[Mapping]:
    items = node.items if isinstance(node, Sequence) else ()
    return [item for item in items if isinstance(item, Mapping)]


def _mistakable(line: int, phrasing: str) -> list[Fault]:
    heading = phrasing.startswith("[") and phrasing.endswith("]")
    if not heading and not phrasing.startswith("#"):
        return []
    return [fault_of(FAQ, line, "phrasing_not_possible", phrasing=phrasing)]


def _lines_of(lines: list[str], key_line: int, last: int) -> set[int]:
    """The numbers of the lines of a key and its value: up to `last`, and on as long as they are indented deeper."""
    indent = _indent(lines[key_line - 1])
    end = max(key_line, last)
    while end < len(lines) and lines[end].strip() and _indent(lines[end]) > indent:
        end += 1
    return set(range(key_line, end + 1))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _comment_above(lines: list[str], start: int) -> str:
    """The words of the last comment right above the line numbered `start`, blank lines aside."""
    while start > 0 and not lines[start - 1].strip():
        start -= 1
    above = lines[start - 1].strip() if start else ""
    return above.strip("#─—-= ").strip() if above.startswith("#") else ""


def _file_name(words: str) -> str:
    return re.sub(r"\W+", "-", words).strip("-")[:_LONGEST_NAME].strip("-")

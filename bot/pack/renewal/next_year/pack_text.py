"""The files of a pack as texts that are changed line by line, so that order, comments and form stay as their author left them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.pack.drafting.writing.yaml_text import scalar
from bot.pack.faults import wording
from bot.pack.layout import CLAUSES, FAQ, LEXICON, NOTICE, PHRASINGS, RULES
from bot.pack.reading.located import Located, Mapping, Scalar, Sequence, parse_yaml
from bot.pack.reading.older_names import in_names_of_today

YAML_FILES = (NOTICE, FAQ, LEXICON, RULES)
_SKIPPED = frozenset(("figures.json",))
"""Files that tell what was measured of the old pack."""
_FLOW_NEEDS_QUOTES = set(",[]{}:#")
_VALUE_IN_BRACES = r"""(?:"[^"]*"|'[^']*'|[^,}\[]*)"""


def _present(name: str, text: str) -> str:
    is_of_pack = name in YAML_FILES or name.startswith(f"{PHRASINGS}/")
    return in_names_of_today(name, text) if is_of_pack else text


@dataclass
class PackText:
    """The texts of a pack by path inside the folder."""

    files: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> PackText:
        """All texts of a folder; hidden ones and measured figures are left out. Raises OSError, UnicodeDecodeError."""
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        inner = {path.relative_to(folder): path for path in paths}
        kept = {
            str(name): _present(str(name), path.read_text(encoding="utf-8-sig"))
            for name, path in inner.items()
            if path.name not in _SKIPPED and not any(part.startswith(".") for part in name.parts)
        }
        return cls(kept)

    def root(self, name: str) -> Mapping:
        """A YAML file as it stands now; an empty one if it is not there. Raises PackError if it cannot be read."""
        return parse_yaml(name, self.files[name]) if name in self.files else Mapping(0, {}, {})

    @property
    def yaml_names(self) -> list[str]:
        """The YAML files of the pack that are there."""
        return [name for name in YAML_FILES if name in self.files]

    def mappings(self, name: str) -> Iterator[Mapping]:
        """Every mapping of a file, outer ones first."""
        yield from _mappings_in(self.root(name))

    def items(self, name: str, *path: str) -> list[tuple[str, Mapping]]:
        """What stands in a list or a mapping of a file with its id, in order."""
        node: Located | None = self.root(name)
        for key in path:
            node = node.items.get(key) if isinstance(node, Mapping) else None
        if isinstance(node, Sequence):
            return [(text_of(one, "id"), one) for one in node.items if isinstance(one, Mapping)]
        if isinstance(node, Mapping):
            return [(id, one) for id, one in node.items.items() if isinstance(one, Mapping)]
        return []

    def members(self, kind: str = "") -> list[tuple[str, Mapping]]:
        """The members of one kind of the lexicon, or of all of them, each with its id, in order."""
        kinds = [kind] if kind else [id for id, _ in self.items(LEXICON, "kinds")]
        return [one for id in kinds for one in self.items(LEXICON, "kinds", id, "members")]

    def set(self, name: str, node: Mapping, key: str, new: str) -> bool:
        """Write a new text for a key that has one; False if its old text does not stand on one line."""
        old = node.items.get(key)
        if not isinstance(old, Scalar):
            return False
        lines = self.files[name].split("\n")
        place = old.line - 1
        line = lines[place]
        flow = _in_braces(line)
        forms = (json.dumps(old.text, ensure_ascii=False), f"'{old.text}'", old.text)
        for form in forms:
            found = re.search(rf"(?<![\w]){re.escape(key)}:\s*(?={re.escape(form)}\s*(?:[,}}]|#|$|\s))", line)
            if found:
                written = _written(new, form[:1] in "\"'", flow)
                lines[place] = line[: found.end()] + written + line[found.end() + len(form) :]
                self.files[name] = "\n".join(lines)
                return True
        return False

    def put(self, name: str, node: Mapping, key: str, new: str, behind: str) -> None:
        """Write a text for a key; one that it does not have yet goes behind the key `behind`, which has its text on one line."""
        if key in node.items:
            self.set(name, node, key, new)
            return
        lines = self.files[name].split("\n")
        place = node.key_lines[behind] - 1
        if _in_braces(lines[place]):
            pair = rf"(?<![\w]){re.escape(behind)}:\s*{_VALUE_IN_BRACES}"
            written = f", {key}: {_written(new, True, True)}"
            lines[place] = re.sub(pair, lambda found: found[0].rstrip() + written, lines[place], count=1)
        else:
            blank = re.match(r"[\s-]*", lines[place])
            lines.insert(
                place + 1, f"{' ' * (blank.end() if blank else 0)}{key}: {_written(new, True, False)}"
            )
        self.files[name] = "\n".join(lines)

    def drop(self, name: str, node: Mapping, key: str) -> None:
        """Take a key with its text, which stands on one line, out of an item."""
        lines = self.files[name].split("\n")
        place = node.key_lines[key] - 1
        if _in_braces(lines[place]):
            pair = rf"(?<![\w]){re.escape(key)}:\s*{_VALUE_IN_BRACES}(?:,\s*)?"
            lines[place] = re.sub(r",\s*}", "}", re.sub(pair, "", lines[place], count=1))
        else:
            del lines[place]
        self.files[name] = "\n".join(lines)

    def set_list(self, name: str, node: Mapping, key: str, new: list[str]) -> None:
        """Write a list on the line of its key; a list that went over several lines leaves none of them."""
        old = node.items[key]
        lines = self.files[name].split("\n")
        first = node.key_lines[key] - 1
        items = [one.line - 1 for one in old.items] if isinstance(old, Sequence) else []
        last = max(items, default=first)
        joined = "[" + ", ".join(_written(one, False, True) for one in new) + "]"
        line = re.sub(
            rf"(?<![\w]){re.escape(key)}:\s*(?:\[[^\]]*\]?)?",
            lambda _: f"{key}: {joined}",
            lines[first],
            count=1,
        )
        lines[first] = line
        if last > first:
            end = last + 1
            while end < len(lines) and lines[end].strip() in ("]", "],"):
                end += 1
            lines[first + 1 : end] = [""] * (end - first - 1)
        self.files[name] = "\n".join(lines)

    def extent(self, name: str, node: Mapping) -> tuple[int, int]:
        """The places of the first line of an item, and of the one past its last."""
        lines = self.files[name].split("\n")
        start = self.first_line(name, node)
        depth = _indent(lines[start])
        end = start + 1
        while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > depth):
            end += 1
        while end > start + 1 and not lines[end - 1].strip():
            end -= 1
        return start, end

    def first_line(self, name: str, node: Mapping) -> int:
        """The place of the line that an item begins on: its dash, or its name."""
        lines = self.files[name].split("\n")
        start = node.line - 1
        first = lines[start].lstrip()
        if first.startswith("- ") or re.match(r"[^\s].*:\s*\{", first):
            return start
        return start - 1 if start and _indent(lines[start - 1]) < _indent(lines[start]) else start

    def remove(self, name: str, node: Mapping) -> None:
        """Take an item out, with the blank line behind it."""
        start, end = self.extent(name, node)
        lines = self.files[name].split("\n")
        if end < len(lines) and not lines[end].strip() and start and not lines[start - 1].strip():
            end += 1
        del lines[start:end]
        self.files[name] = "\n".join(lines)

    def insert(self, name: str, place: int, new: list[str]) -> None:
        """Put lines before the line at `place`."""
        lines = self.files[name].split("\n")
        lines[place:place] = new
        self.files[name] = "\n".join(lines)

    def remove_line(self, name: str, number: int) -> None:
        """Take out the line of this number (from 1)."""
        lines = self.files[name].split("\n")
        del lines[number - 1]
        self.files[name] = "\n".join(lines)

    def mark(self, name: str, node: Mapping, reason: str) -> None:
        """Mark an item as undecided."""
        if wording("undecided") in node.items:
            return
        start = self.first_line(name, node)
        lines = self.files[name].split("\n")
        mark = f"{wording('undecided')}: {json.dumps(reason, ensure_ascii=False)}"
        line = lines[start]
        if re.match(r"\s*(?:- )?(?:\S+:\s*)?\{", line):
            lines[start] = line.replace("{", f"{{{mark}, ", 1)
        elif line.lstrip().startswith("- "):
            lines.insert(start + 1, " " * (_indent(line) + 2) + mark)
        else:
            lines.insert(start + 1, " " * (_indent(line) + 2) + mark)
        self.files[name] = "\n".join(lines)

    def ask(self, name: str, question: str) -> None:
        """Add an open question at the top of a file."""
        key = wording("undecided")
        line = f"  - {json.dumps(question, ensure_ascii=False)}"
        lines = self.files[name].split("\n")
        if line in lines:
            return
        if f"{key}:" in lines:
            place = lines.index(f"{key}:") + 1
            while place < len(lines) and lines[place].startswith("  - "):
                place += 1
            lines.insert(place, line)
        else:
            place = 0
            while place < len(lines) and (lines[place].startswith("#") or not lines[place].strip()):
                place += 1
            lines[place:place] = [f"{key}:", line, ""]
        self.files[name] = "\n".join(lines)

    def take_questions(self) -> list[tuple[str, str]]:
        """Take the open questions off the tops of the files. Returns them with their files."""
        key = wording("undecided")
        found: list[tuple[str, str]] = []
        for name in self.yaml_names:
            root = self.root(name)
            held = texts_of(root, key)
            if not held:
                continue
            found += [(name, one) for one in held]
            lines = self.files[name].split("\n")
            start = root.key_lines[key] - 1
            end = start + 1
            while end < len(lines) and (lines[end].startswith((" ", "-")) or not lines[end].strip()):
                end += 1
            del lines[start:end]
            self.files[name] = "\n".join(lines)
        return found

    def change_lines(self, name: str, change: Callable[[str], str]) -> None:
        """Change every line of a file by itself."""
        self.files[name] = "\n".join(map(change, self.files[name].split("\n")))

    @property
    def remark(self) -> str:
        """The comment at the head of notice.md."""
        match = re.match(r"\s*(<!--.*?-->)", self.files[CLAUSES], re.DOTALL)
        return match[1] if match else ""


def text_of(node: Located | None, key: str) -> str:
    """The text of a key; empty if it has none."""
    found = node.items.get(key) if isinstance(node, Mapping) else None
    return found.text if isinstance(found, Scalar) else ""


def texts_of(node: Located | None, key: str) -> list[str]:
    """The texts of a list; of a single text that one."""
    found = node.items.get(key) if isinstance(node, Mapping) else None
    if isinstance(found, Scalar):
        return [found.text]
    return [one.text for one in found.items if isinstance(one, Scalar)] if isinstance(found, Sequence) else []


def _mappings_in(node: Located) -> Iterator[Mapping]:
    if isinstance(node, Mapping):
        yield node
        for one in node.items.values():
            yield from _mappings_in(one)
    elif isinstance(node, Sequence):
        for one in node.items:
            yield from _mappings_in(one)


def _written(text: str, quoted: bool, flow: bool) -> str:
    plain = scalar(text)
    if quoted or (flow and plain[:1] != '"' and set(plain) & _FLOW_NEEDS_QUOTES):
        return json.dumps(text, ensure_ascii=False)
    return plain


def _in_braces(line: str) -> bool:
    """Whether an item is written on one line, in braces."""
    return re.match(r"\s*(?:- )?(?:[\w.]+:\s*)?\{", line) is not None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())

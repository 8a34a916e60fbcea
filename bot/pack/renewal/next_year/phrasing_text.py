"""The files of phrasings and sayings, cut at their headings."""

from __future__ import annotations

from collections.abc import Callable, Collection

from bot.pack.layout import PHRASINGS, SAYINGS
from bot.pack.renewal.next_year.pack_text import PackText


def phrasing_names(pack: PackText) -> list[str]:
    """The files of phrasings."""
    return [name for name in sorted(pack.files) if name.startswith(f"{PHRASINGS}/") and name.endswith(".txt")]


def taken_phrasings(pack: PackText, id: str) -> list[str]:
    """Take the phrasings of an entry out of their file."""
    for name in phrasing_names(pack):
        lines = pack.files[name].split("\n")
        if f"[{id}]" not in lines:
            continue
        start = lines.index(f"[{id}]")
        end = next((at for at in range(start + 1, len(lines)) if _is_heading(lines[at])), len(lines))
        held = lines[start + 1 : end]
        pack.files[name] = "\n".join(
            lines[:start] + [line for line in held if line.startswith("#")] + lines[end:]
        )
        return [line for line in held if line.strip() and not line.startswith("#")]
    return []


def add_phrasings(pack: PackText, id: str, new: list[str], file: str) -> None:
    """Put phrasings under an entry; under a heading of their own in `file` if it has none. Those it has are not repeated."""
    for name in phrasing_names(pack):
        lines = pack.files[name].split("\n")
        if f"[{id}]" in lines:
            start = lines.index(f"[{id}]")
            end = next((at for at in range(start + 1, len(lines)) if _is_heading(lines[at])), len(lines))
            while end > start + 1 and not lines[end - 1].strip():
                end -= 1
            lines[end:end] = [one for one in new if one not in lines[start:end]]
            pack.files[name] = "\n".join(lines)
            return
    name = f"{PHRASINGS}/{file}"
    before = pack.files.get(name, "").rstrip("\n")
    pack.files[name] = (f"{before}\n\n" if before else "") + "\n".join([f"[{id}]", *new, ""])


def keep_phrasings(pack: PackText, wanted: Callable[[str, str], bool]) -> None:
    """Keep the phrasings for which `wanted(id, text)` holds."""
    for name in phrasing_names(pack):
        kept, id = [], ""
        for line in pack.files[name].split("\n"):
            if _is_heading(line):
                id = line.strip()[1:-1]
            elif line.strip() and not line.startswith("#") and not wanted(id, line.strip()):
                continue
            kept.append(line)
        pack.files[name] = "\n".join(kept)


def drop_sayings(pack: PackText, facts: Collection[str]) -> None:
    """Take out the sayings that tell facts that are gone: their own files, and the clauses that tell them with others."""
    for fact in facts:
        pack.files.pop(f"{SAYINGS}/{fact}.txt", None)
    for name in [one for one in pack.files if one.startswith(f"{SAYINGS}/")]:
        kept, out = [], False
        for line in pack.files[name].split("\n"):
            if _is_heading(line):
                told = [part.partition("=")[0] for part in line.strip()[1:-1].split()]
                out = any("=" in line and fact in facts for fact in told)
            if not out:
                kept.append(line)
        pack.files[name] = "\n".join(kept)


def drop_option(pack: PackText, fact: str, value: str) -> None:
    """Take out the sayings that answer a question with a choice that is gone."""
    for name in [one for one in pack.files if one.startswith(f"{SAYINGS}/")]:
        own = name == f"{SAYINGS}/{fact}.txt"
        kept, out = [], False
        for line in pack.files[name].split("\n"):
            if _is_heading(line):
                told = line.strip()[1:-1].split()
                out = f"{fact}={value}" in told or (own and told == [value])
            if not out:
                kept.append(line)
        pack.files[name] = "\n".join(kept)


def _is_heading(line: str) -> bool:
    return line.startswith("[") and line.rstrip().endswith("]")

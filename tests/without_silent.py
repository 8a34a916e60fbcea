"""A pack without the entries that say what its notice leaves open, as one is before its author has written any."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import yaml

_HEADING = re.compile(r"\[(.+)\]\s*$")
_IN_LISTS = ("clauses", "aspects")
"""Lists of an entry that name no other entries."""


def without_silent(source: Path, folder: Path) -> Path:
    """Copy the pack of `source` to `folder` without its silent entries, their phrasings, and what points to them."""
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("tests"))
    faq = yaml.safe_load((folder / "faq.yaml").read_text(encoding="utf-8"))
    gone = frozenset(entry["id"] for entry in faq["entries"] if entry.get("kind") == "not_said")
    faq["entries"] = [_without(gone, entry) for entry in faq["entries"] if entry["id"] not in gone]
    faq["most_asked"] = [id for id in faq["most_asked"] if id not in gone]
    groups = {name: [id for id in ids.split("、") if id not in gone] for name, ids in faq["together"].items()}
    faq["together"] = {name: "、".join(ids) for name, ids in groups.items() if len(ids) > 1}
    text = yaml.safe_dump(faq, allow_unicode=True, sort_keys=False)
    (folder / "faq.yaml").write_text(text, encoding="utf-8")
    lexicon = (folder / "lexicon.yaml").read_text(encoding="utf-8")
    kept = [line for line in lexicon.splitlines() if line.strip() not in {f"entry: {id}" for id in gone}]
    (folder / "lexicon.yaml").write_text("\n".join(kept) + "\n", encoding="utf-8")
    for path in (folder / "phrasings").glob("*.txt"):
        _drop_phrasings(path, gone)
    return folder


def _without(gone: frozenset[str], entry: dict[str, Any]) -> dict[str, Any]:
    """An entry without the names of those that are gone."""
    kept: dict[str, Any] = {}
    for key, value in entry.items():
        if isinstance(value, list) and key not in _IN_LISTS:
            value = [one for one in value if one not in gone]
        if value != [] and not (isinstance(value, str) and value in gone):
            kept[key] = value
    return kept


def _drop_phrasings(path: Path, gone: frozenset[str]) -> None:
    """Cut the phrasings of entries that are gone out of a file; delete it if none are left."""
    kept, is_kept = list[str](), True
    for line in path.read_text(encoding="utf-8").splitlines():
        heading = _HEADING.match(line)
        is_kept = heading[1] not in gone if heading else is_kept
        if is_kept:
            kept.append(line)
    if any(map(_HEADING.match, kept)):
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    else:
        path.unlink()

"""A pack as its notice alone had it: next year's notice takes the place of the notice and of what changed it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.pack.layout import AMENDMENTS, FAQ, NOTICE, RULES
from bot.pack.reading.located import Mapping as LocatedMapping
from bot.pack.reading.located import Scalar
from bot.pack.renewal.next_year.pack_text import PackText, texts_of

_SECTION = re.compile(rf"(?m)^{AMENDMENTS}:.*\n?")


@contextmanager
def without_later_documents(folder: Path) -> Iterator[Path]:
    """A folder with the pack of `folder` without later documents: itself if it has none, else a copy that is deleted afterwards.

    What cites a clause of theirs cites the clause of the notice that it changed. Raises OSError, UnicodeDecodeError, PackError.
    """
    text = PackText.of(folder)
    if not text.items(NOTICE, AMENDMENTS):
        yield folder
        return
    _take_out_later(text)
    with tempfile.TemporaryDirectory() as place:
        for name, words in text.files.items():
            path = Path(place) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(words, encoding="utf-8")
        yield Path(place)


def _take_out_later(text: PackText) -> None:
    changed: dict[str, str] = {}
    for _, node in text.items(NOTICE, AMENDMENTS):
        changes = node.items.get("changes")
        for clause, own in changes.items.items() if isinstance(changes, LocatedMapping) else ():
            changed.setdefault(own.text if isinstance(own, Scalar) else "", clause)
    while listed := text.items(NOTICE, AMENDMENTS):
        text.remove(NOTICE, listed[-1][1])
    text.files[NOTICE] = _SECTION.sub("", text.files[NOTICE])
    text.files = {name: words for name, words in text.files.items() if not name.startswith(f"{AMENDMENTS}/")}
    for name in (FAQ, RULES):
        while _cite_the_notice(text, name, changed):
            pass


def _cite_the_notice(text: PackText, name: str, changed: Mapping[str, str]) -> bool:
    """Mend the first list of clauses that names a later one; False if there is none."""
    for node in text.mappings(name):
        cited = texts_of(node, "clauses")
        if changed.keys() & set(cited):
            text.set_list(name, node, "clauses", list(dict.fromkeys(changed.get(one, one) for one in cited)))
            return True
    return False

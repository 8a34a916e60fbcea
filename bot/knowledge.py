"""A knowledge folder made ready for use: the pack and its index, kept compiled between runs.

Reading 12,000 phrasings and weighing them takes seconds; a person who asks one question should not wait for that
twice. The compiled form is JSON in the cache folder, named by a digest of the pack and of the code that reads it, so
that it can never be stale; a damaged or unwritable cache only costs time.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.faq.answer import Answerer
from bot.faq.index import Index
from bot.faq.matcher import Matcher
from bot.pack.layout import RULES, pack_files
from bot.pack.model import Pack
from bot.pack.plain import pack_from_plain, pack_to_plain

if TYPE_CHECKING:
    from bot.pack.interview_model import Interview

_KEPT = 8
_DAMAGED = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


class Knowledge:
    """A pack with its index; its interview comes when it is first asked for."""

    def __init__(self, pack: Pack, index: Index, folder: Path, interview: Path | None = None) -> None:
        self.pack = pack
        self.index = index
        self._folder = folder
        self._compiled_interview = interview

    def answerer(self) -> Answerer:
        """Answers questions from this pack."""
        return Answerer(self.pack, Matcher(self.pack, self.index))

    @cached_property
    def rules(self) -> str:
        """A name for the rules of the interview: other rules, another name."""
        try:
            return hashlib.sha256((self._folder / RULES).read_bytes()).hexdigest()[:16]
        except OSError:
            return ""

    @cached_property
    def interview(self) -> Interview | None:
        """The interview of this pack; None where it has none."""
        if self._compiled_interview is None:
            return self.pack.interview
        from bot.pack.interview_plain import interview_from_plain

        try:
            plain = json.loads(self._compiled_interview.read_bytes())
            return None if plain is None else interview_from_plain(plain)
        except _DAMAGED:
            from bot.pack.loader import load_pack

            return load_pack(self._folder).interview


def open_knowledge(folder: Path, cache: Path | None = None) -> Knowledge:
    """The knowledge of `folder`, from the cache where that holds it.

    Raises PackError where the pack cannot be used.
    """
    digest = _digest(folder)
    compiled = cache / f"pack-{digest}.json" if cache else None
    interview = cache / f"interview-{digest}.json" if cache else None
    if compiled and interview and interview.is_file():
        knowledge = _read(folder, compiled, interview)
        if knowledge:
            return knowledge
    from bot.faq.index import build_index
    from bot.pack.interview_plain import interview_to_plain
    from bot.pack.loader import load_pack  # brings PyYAML, which a cached start does without

    pack = load_pack(folder)
    knowledge = Knowledge(pack, build_index(pack), folder)
    if compiled and interview:
        _write(interview, None if pack.interview is None else interview_to_plain(pack.interview))
        _write(compiled, {"pack": pack_to_plain(pack), "index": knowledge.index.to_plain()})
    return knowledge


def _digest(folder: Path) -> str:
    """A name for this pack as read by this code."""
    digest = hashlib.sha256()
    for path in pack_files(folder):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with suppress(OSError):  # the loader says what is wrong with it
            digest.update(path.read_bytes())
        digest.update(b"\0")
    package = Path(__file__).parent
    for part in ("faq", "pack"):
        for source in sorted((package / part).iterdir()):
            if source.suffix in (".py", ".txt"):
                status = source.stat()
                digest.update(f"{source.name} {status.st_size} {status.st_mtime_ns}".encode())
    return digest.hexdigest()[:24]


def _read(folder: Path, compiled: Path, interview: Path) -> Knowledge | None:
    try:
        plain: dict[str, Any] = json.loads(compiled.read_bytes())
        return Knowledge(pack_from_plain(plain["pack"]), Index.from_plain(plain["index"]), folder, interview)
    except _DAMAGED:
        return None


def _write(compiled: Path, plain: object) -> None:
    """Write whole or not at all; drop older ones. A folder that cannot be written is no error."""
    unfinished = ""
    try:
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=compiled.parent, delete=False, encoding="utf-8") as file:
            unfinished = file.name
            json.dump(plain, file, ensure_ascii=False, separators=(",", ":"))
        os.replace(unfinished, compiled)
        others = sorted(compiled.parent.glob("*-*.json"), key=lambda path: path.stat().st_mtime)
        for old in others[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        if unfinished:
            Path(unfinished).unlink(missing_ok=True)

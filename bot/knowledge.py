"""A knowledge folder made ready for use: the pack and its index, kept compiled between runs.

Reading 22,000 phrasings and weighing them takes seconds; a person who asks one question should not wait for that. The
compiled form of the shipped pack is built with the program; that of any other pack is kept in the cache folder. Its name is
a digest of the pack and of the code that makes it, so that it can never be stale; a damaged or unwritable one only costs time.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bot.faq.answer import Answerer
from bot.faq.asked_aspects import AskedAspects
from bot.faq.entry_texts import EntryTexts
from bot.faq.follow_up import FollowUps
from bot.faq.index import Index, Tables
from bot.faq.matcher import Matcher
from bot.faq.ranking import Ranker
from bot.hearing.learned_acts import Added, LearnedActs, learn_acts
from bot.language.normalize import normalize
from bot.language.places import BEYOND, provinces_in
from bot.made_folder import make_folder
from bot.pack.compiled import without_phrasings
from bot.pack.faults import PackError, fault_of
from bot.pack.interview_model import Interview
from bot.pack.layout import RULES, act_files, pack_files
from bot.pack.model import Entry, Pack

if TYPE_CHECKING:
    from bot.interview.reading.described import Describer
    from bot.interview.reading.exact_reply import ExactReader
    from bot.interview.reading.free_reply import ReplyReader
    from bot.interview.reading.learned_before import Origins
    from bot.interview.reading.listening import Listening
    from bot.interview.reading.reckoning import Reckoning

BUILT = Path(__file__).parent / "compiled"
"""The folder of the compiled shipped pack, if it was built with the program."""
_KEPT = 120
"""Files of the cache that are kept: four of each pack, for thirty packs and their changes."""
_DAMAGED = (OSError, msgspec.MsgspecError, RecursionError)
_MADE_BY = ("faq", "hearing", "interview/reading", "language", "pack", "relearning.py")
_ACTS_MADE_BY = ("hearing", "language")
_DESCRIBED_BY = (*_MADE_BY, "interview/engine")
_LEARNED_BY = ("hearing",)
"""The rooms whose code tells what the compiled form holds."""

Files = tuple[Path, Path, Path, Path]
"""The compiled files of a pack: the pack, its interview, how people answer it, and what they ask for."""


@dataclass(frozen=True)
class Compiled:
    """The compiled form of a pack without its interview."""

    pack: Pack
    index: Tables


class Knowledge:
    """A pack with its index; its interview, and how people answer it, come when they are first asked for."""

    def __init__(
        self,
        pack: Pack,
        index: Index,
        folder: Path,
        interview: Path | None = None,
        listening: Path | None = None,
        acts: Path | None = None,
        places: Sequence[Path] = (),
    ) -> None:
        self.pack = pack
        self.index = index
        self._folder = folder
        self._compiled_interview = interview
        self._compiled_listening = listening
        self._compiled_acts = acts
        self._places = places
        self.origins: Origins | None = None
        """From what `listening` was learned, if it was learned here."""

    def answerer(self) -> Answerer:
        """Answers questions from this pack."""
        ranker = Ranker(self.pack, self.index)
        follow_ups = FollowUps(self.pack, self.index, ranker, lambda: self.acts)
        texts = EntryTexts(self.pack, self.index)
        matcher = Matcher(self.pack, self.index, ranker, AskedAspects(lambda: self.acts), texts)
        return Answerer(self.pack, matcher, follow_ups, self._reckoned)

    def _reckoned(
        self, question: str, entries: Sequence[Entry], now: datetime, *, leans: bool = False
    ) -> str:
        """What the numbers and dates that a question tells come to, by the rules of the interview."""
        return "" if self._reckoning is None else self._reckoning(question, entries, now, leans=leans)

    @cached_property
    def _reckoning(self) -> Reckoning | None:
        if self.interview is None:
            return None
        from bot.interview.reading.reckoning import Reckoning

        return Reckoning(self.interview, self.pack.facts, lambda: self.reader)

    def named_in(self, text: str) -> Iterator[str]:
        """What a text names: members of kinds and concepts of the pack, and whether places lie in its region."""
        said, home = normalize(text), self.pack.facts.region
        _, members = self.index.lexicon.members(said)
        yield from (f"member {found.member}" for found in members)
        yield from self.index.lexicon.concepts(said).difference(self.index.tables.telling)
        for province in provinces_in(said):
            yield "home" if province == home else province if province in BEYOND else "elsewhere"

    def prepare(self) -> None:
        """Read now what is otherwise read for the first message: what was learned of acts and of answers."""
        _ = self.acts
        if self.interview is not None:
            _ = self.reader

    @cached_property
    def reader(self) -> ReplyReader:
        """Reads answers to the interview. Raises ValueError if the pack has none."""
        from bot.interview.reading.free_reply import ReplyReader

        exact, describer = self._describing()
        return ReplyReader(exact, describer, self.listening, self.acts)

    def _describing(self) -> tuple[ExactReader, Describer]:
        from bot.interview.engine.texts import filled
        from bot.interview.reading.described import Describer
        from bot.interview.reading.exact_reply import ExactReader

        if self.interview is None:
            raise ValueError(self._folder)
        interview = filled(self.interview)
        exact = ExactReader(interview, self.index.read, self.index.members_in)
        return exact, Describer(interview, exact, self.named_in)

    @cached_property
    def listening(self) -> Listening:
        """How people answer the questions of the interview, and how they ask for it."""
        from bot.interview.reading.listening import Listening

        if self._compiled_listening is not None:
            with suppress(*_DAMAGED):
                return msgspec.msgpack.decode(self._compiled_listening.read_bytes(), type=Listening)
        if self.interview is None:
            return Listening()
        from bot.relearning import Learning, learned_from

        pack = self.pack
        if not any(entry.variants for entry in pack.entries.values()):
            from bot.pack.loader import load_pack

            pack = load_pack(self._folder, draft=True)  # it was let in before
        described_by, learned_by = (_code(rooms) for rooms in (_DESCRIBED_BY, _LEARNED_BY))
        learning = Learning(self.named_in, described_by, learned_by, self._places)
        found, self.origins = learned_from(pack, self.interview, self.index, learning)
        return found

    @cached_property
    def acts(self) -> LearnedActs:
        """What people can ask for whatever the notice, in the words of any and of this one."""
        with suppress(*_DAMAGED):
            return _decoded_acts(self._compiled_acts or BUILT / _acts_name(self._folder))
        return learn_acts(added=_added_acts(self._folder))

    @cached_property
    def rules(self) -> str:
        """A version of the interview's rules that changes when they do."""
        try:
            return hashlib.sha256((self._folder / RULES).read_bytes()).hexdigest()[:16]
        except OSError:
            return ""

    @cached_property
    def interview(self) -> Interview | None:
        """The interview of this pack; None if it has none."""
        if self._compiled_interview is None:
            return self.pack.interview
        try:
            return msgspec.msgpack.decode(self._compiled_interview.read_bytes(), type=Interview | None)
        except _DAMAGED:
            from bot.pack.loader import load_pack

            return load_pack(self._folder, draft=True).interview


def open_knowledge(folder: Path, cache: Path | None = None, *, draft: bool = False) -> Knowledge:
    """Load the knowledge of `folder`: the compiled form if there is one, else compile it and store it in `cache`.

    Raises PackError if the pack cannot be used. A `draft` may quote what does not stand in the notice; its compiled form is
    its own.
    """
    digest = digest_of_folder(folder, draft=draft)
    for place in (BUILT, cache):
        knowledge = _read(folder, place, digest) if place else None
        if knowledge:
            return knowledge
    knowledge = _made(folder, draft=draft, cache=cache)
    if cache:
        with suppress(OSError):  # a cache that cannot be written is no error
            _keep(knowledge, compiled_files(folder, cache, digest))
            _drop_old(cache)
    return knowledge


def open_library(
    folders: Sequence[Path], cache: Path | None = None, *, draft: bool = False
) -> tuple[Knowledge, ...]:
    """Load the knowledge of each of several folders.

    Raises PackError if one cannot be used, with its folder in the faults, or if two are of the same notice.
    """
    found: dict[str, tuple[Path, Knowledge]] = {}
    for folder in folders:
        try:
            knowledge = open_knowledge(folder, cache, draft=draft)
        except PackError as error:
            raise in_folder(error, folder) from error
        id = knowledge.pack.facts.id
        if id in found:
            raise PackError([fault_of(str(folder), 0, "same_notice", id=id, other=found[id][0])])
        found[id] = (folder, knowledge)
    return tuple(knowledge for _, knowledge in found.values())


def in_folder(error: PackError, folder: Path) -> PackError:
    """The faults of a pack with its folder, so that it is seen which of several packs is meant."""
    return PackError(
        fault if fault.file == str(folder) else replace(fault, file=str(folder / fault.file))
        for fault in error.faults
    )


def compile_knowledge(folder: Path, place: Path) -> None:
    """Write the compiled form of `folder` into `place`, unless it is there already, and delete other compiled forms there.

    Raises PackError if the pack cannot be used, OSError if it cannot be written.
    """
    pack, interview, listening, _ = compiled_files(folder, place, digest_of_folder(folder))
    # It is whole in itself, whatever was built elsewhere.
    files = (pack, interview, listening, place / _acts_name(folder))
    if not all(path.is_file() for path in files):
        _keep(_made(folder, cache=place), files)
    plain = keep_plain_acts(place)
    kept = (*files, _origins_of(listening), plain)
    for path in place.glob("*.msgpack"):
        if path in kept:
            path.chmod(0o644)  # whoever installs the program, everybody may start it
        else:
            path.unlink()


def keep_plain_acts(place: Path) -> Path:
    """Write into `place`, unless it is there, what packs that add no sayings of their own need not learn: what is asked for of
    any notice."""
    plain, built = place / _acts_name(None), BUILT / _acts_name(None)
    if not plain.is_file():
        make_folder(place)
        try:
            acts = _decoded_acts(built)
        except _DAMAGED:
            acts = learn_acts()
        write_compiled(plain, acts)
    return plain


def _made(folder: Path, *, draft: bool = False, cache: Path | None = None) -> Knowledge:
    from bot.faq.index import build_index
    from bot.pack.loader import load_pack  # brings PyYAML, which a compiled start does without

    pack = load_pack(folder, draft=draft)
    return Knowledge(pack, build_index(pack), folder, places=(BUILT, *([cache] if cache else [])))


def digest_of_folder(folder: Path, *, draft: bool = False) -> str:
    """A digest of this pack and of the code that reads it; another for a `draft`."""
    made_by = _named(Path(__file__).parent, _sources(_MADE_BY))
    return _digest_of(*_named(folder, pack_files(folder)), *made_by) + "-draft" * draft


def _digest_of(*files: tuple[str, Path]) -> str:
    digest = hashlib.sha256()
    for name, path in files:
        digest.update(name.encode() + b"\0")
        with suppress(OSError):  # the loader says what is wrong with it
            digest.update(path.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()[:24]


def _named(root: Path, paths: tuple[Path, ...]) -> Iterator[tuple[str, Path]]:
    return ((path.relative_to(root).as_posix(), path) for path in paths)


def _acts_name(folder: Path | None) -> str:
    """The name of the compiled acts: those of every pack that adds nothing to them, or of the one in `folder`."""
    added = act_files(folder) if folder else ()
    own = _digest_of(*((path.name, path) for path in added)) if added else ""
    return f"acts-{_acts_digest()}{own and f'-{own}'}.msgpack"


@cache
def _decoded_acts(compiled: Path) -> LearnedActs:
    """What a compiled file holds, once for all packs: its name tells its content. Raises as reading and decoding do."""
    return msgspec.msgpack.decode(compiled.read_bytes(), type=LearnedActs)


def _acts_digest() -> str:
    return _code(_ACTS_MADE_BY)


@cache
def _code(rooms: tuple[str, ...]) -> str:
    """A digest of the code of some rooms."""
    return _digest_of(*_named(Path(__file__).parent, _sources(rooms)))


def _origins_of(listening: Path) -> Path:
    """The file that tells from what another one was learned."""
    return listening.with_name(listening.name.replace("listening", "origins", 1))


def _added_acts(folder: Path) -> Added:
    """What the pack of a folder adds to the sayings of any notice; a file that cannot be read adds nothing."""
    added = []
    for path in act_files(folder):
        with suppress(OSError, UnicodeDecodeError):
            added.append((path.stem, path.read_text(encoding="utf-8-sig")))
    return tuple(added)


def _sources(rooms: tuple[str, ...]) -> tuple[Path, ...]:
    package = Path(__file__).parent
    found = (
        path
        for room in rooms
        for path in ((package / room,) if room.endswith(".py") else (package / room).rglob("*"))
        if path.suffix in (".py", ".txt", ".toml", ".yaml")
    )
    return tuple(sorted(found))


def compiled_files(folder: Path, place: Path, digest: str) -> Files:
    """The files of the pack, of its interview, of how people answer it, and of what they ask for."""
    pack, interview, listening = (
        place / f"{name}-{digest}.msgpack" for name in ("pack", "interview", "listening")
    )
    name = _acts_name(folder)
    built = BUILT / name
    return pack, interview, listening, built if built.is_file() else place / name


def _read(folder: Path, place: Path, digest: str) -> Knowledge | None:
    compiled, interview, listening, acts = compiled_files(folder, place, digest)
    if not all(path.is_file() for path in (interview, listening, acts)):
        return None
    try:
        found = msgspec.msgpack.decode(compiled.read_bytes(), type=Compiled)
    except _DAMAGED:
        return None
    return Knowledge(found.pack, Index(found.index), folder, interview, listening, acts)


def _keep(knowledge: Knowledge, files: Files) -> None:
    compiled, interview, listening, acts = files
    make_folder(compiled.parent)
    if not acts.is_file():
        write_compiled(acts, knowledge.acts)
    write_compiled(listening, knowledge.listening)
    if knowledge.origins is not None:  # behind it: whoever finds this one finds that
        from bot.interview.reading.learned_before import digest_of_bytes

        kept = digest_of_bytes(msgspec.msgpack.encode(knowledge.listening))
        write_compiled(_origins_of(listening), replace(knowledge.origins, kept=kept))
    write_compiled(interview, knowledge.pack.interview)
    write_compiled(compiled, Compiled(without_phrasings(knowledge.pack), knowledge.index.tables))


def write_compiled(path: Path, content: object) -> None:
    """Write a file atomically."""
    unfinished = ""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            unfinished = file.name
            file.write(msgspec.msgpack.encode(content))
        os.replace(unfinished, path)
    except OSError:
        if unfinished:
            Path(unfinished).unlink(missing_ok=True)
        raise


def _drop_old(place: Path) -> None:
    found = [path for path in place.glob("*-*.msgpack") if path.name != _acts_name(None)]
    found.sort(key=lambda path: path.stat().st_mtime)
    for old in found[:-_KEPT]:
        old.unlink(missing_ok=True)


if __name__ == "__main__":  # python -m bot.knowledge FOLDER CACHE [draft]: compile a pack into the cache
    with suppress(PackError):
        open_knowledge(Path(sys.argv[1]), Path(sys.argv[2]), draft=len(sys.argv) > 3)

"""Every single item of a pack's own questions and talks with what is answered to it and whether that is right.

Kept beside the compiled forms: what is in force before a change is what came of the change before.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from bot.conversation.assistant import assistant_of
from bot.evaluation.measuring import answered_turn
from bot.evaluation.own_tests import OwnTests, has_tests, read_own_tests
from bot.evaluation.playing import Played, Player, player_of
from bot.evaluation.questions import Judged, evaluate
from bot.evaluation.talks import Talk, right_turns
from bot.knowledge import Knowledge, digest_of_folder
from bot.pack.layout import TESTS
from bot.replies.acts import PickEntry
from bot.replies.reply import Choice, Kind

ItemKind = Literal["question", "talk"]
RIGHT, MISSED, WRONG = 2, 1, 0
"""What a judgement is worth: no answer is better than a wrong one."""
_WORTH = {"right": RIGHT, "ok": RIGHT, "missed": MISSED}
_JUDGED_ROOM = "judged"
_FILES_KEPT = 4
_LONGEST_REPLY = 160


class Item(msgspec.Struct, frozen=True):
    """What is said in one question, or one turn of a talk, and how that went.

    `entries` are those that answer, the leading one first, `choices` those that are offered. `silent` if the notice does not
    answer it, so that no answer is right; `understood` unless it was taken for something else than the notice.
    """

    kind: ItemKind
    said: str
    worth: int
    reply: str
    entries: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    silent: bool = False
    understood: bool = True


Items = dict[str, Item]
"""Items by the name of their file and their place in it."""


def judged_items(folder: Path, known: Callable[[], Knowledge], cache: Path, *, draft: bool = False) -> Items:
    """The items of the pack in `folder`, whose knowledge `known` gives if it is needed. None if it has no tests.

    Raises PackError if the tests cannot be read; what cannot be kept in `cache` is judged anew.
    """
    if not has_tests(folder):
        return {}
    kept = cache / _JUDGED_ROOM / f"{_digest(folder, draft=draft)}.json"
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode(kept.read_bytes(), type=Items)
    knowledge = known()
    tests = read_own_tests(folder, knowledge.pack.facts, knowledge.interview)
    found = {**dict(_of_questions(tests, knowledge)), **dict(_of_talks(tests, knowledge))}
    with suppress(OSError):
        _keep(kept, found)
    return found


def _of_questions(tests: OwnTests, knowledge: Knowledge) -> Iterator[tuple[str, Item]]:
    answerer, now = knowledge.answerer(), tests.premises.now
    for name, questions in tests.questions.items():
        for place, one in enumerate(evaluate(questions, answerer, now).judged):
            yield f"questions/{name}:{place}", _of_question(one)


def _of_question(one: Judged) -> Item:
    answer = one.answer
    return Item(
        "question",
        one.question.q,
        _WORTH.get(one.verdict, WRONG),
        _reply_shown(answer.text),
        answer.entries,
        tuple(_picked(answer.choices)),
        silent=not one.question.answerable,
        understood=answer.outcome != "unknown",
    )


def _of_talks(tests: OwnTests, knowledge: Knowledge) -> Iterator[tuple[str, Item]]:
    player = player_of(assistant_of(knowledge), [knowledge])
    for name, talks in tests.talks.items():
        for place, talk in enumerate(talks):
            for number, item in enumerate(_of_talk(talk, player, tests)):
                yield f"talks/{name}:{place}.{number}", item


def _of_talk(talk: Talk, player: Player, tests: OwnTests) -> Iterator[Item]:
    played = list(player.play(talk.script))
    right = right_turns(talk, [answered_turn(player, one) for one in played], tests.premises.manners)
    for one, is_right in zip(played, right, strict=False):
        choices = [choice for reply in one.replies for choice in reply.choices]
        yield Item(
            "talk",
            one.said,
            RIGHT if is_right else WRONG,
            _reply_shown(one.text),
            tuple(dict.fromkeys(_entries_said(one))),
            tuple(_picked(choices)),
            understood=not any(reply.kind is Kind.UNKNOWN for reply in one.replies),
        )


def _entries_said(one: Played) -> Iterator[str]:
    """The entries that a turn of a talk says, or is about: a wrong topic spoils what follows it."""
    yield from (reply.entry for reply in one.replies if reply.entry)
    for topic in one.conversation.topics[:1]:
        yield from topic.entries


def _picked(choices: Iterable[Choice]) -> Iterator[str]:
    return (choice.does.entry for choice in choices if isinstance(choice.does, PickEntry))


def _reply_shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_REPLY else f"{line[: _LONGEST_REPLY - 1]}…"


def _digest(folder: Path, *, draft: bool) -> str:
    """A digest of what decides how the items are judged: pack, tests and program."""
    made = hashlib.sha256(f"{digest_of_folder(folder, draft=draft)} {_program()}".encode())
    for path in sorted((folder / TESTS).rglob("*")):
        if path.is_file():
            made.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return made.hexdigest()[:24]


@cache
def _program() -> str:
    made = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*")):
        if path.suffix in (".py", ".toml", ".txt", ".yaml"):
            made.update(path.read_bytes())
    return made.hexdigest()


def _keep(path: Path, items: Items) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_bytes(msgspec.json.encode(items))
    os.replace(unfinished, path)
    found = sorted(path.parent.glob("*.json"), key=lambda one: one.stat().st_mtime)
    for old in found[:-_FILES_KEPT]:
        old.unlink(missing_ok=True)

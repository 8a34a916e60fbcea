"""What people say about letting an office see how they stand: the commands, and words that are surely about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Literal

from bot.conversation.sharing_code import code_in, is_bare_code
from bot.hearing.text_features import letters
from bot.language.given_names import Named, full_names_in, is_oneself, new_name
from bot.language.normalize import normalize
from bot.language.question_words import may_ask
from bot.language.word_finder import finder
from bot.language.words import words
from bot.replies.acts import Act, RunCommand

SHARE, UNSHARE = "/share", "/unshare"
_SLASHES = ("/", "／")
_SECTION = "sharing"
_LONGEST_ORDER = 40
"""Characters of a message that is looked at: longer ones are no order."""
_ALIKE = 0.6
"""How alike two names are of which one puts the other right."""
_AROUND_CODE = " ：:，,。.！!"

Does = Literal["show", "code", "choose", "next", "rename", "name", "agree", "refuse", "withdraw"]
_IN_BUTTONS: tuple[Does, ...] = ("choose", "next", "rename", "agree", "refuse")
"""What stands behind /share in a button; anything else there is a code."""


@dataclass(frozen=True)
class SharingOrder:
    """What somebody wants: `words` are the code, whom, or the name, as it was said."""

    does: Does
    words: str = ""


def sharing_command(does: Does, words: str = "") -> RunCommand:
    """The act of a button."""
    if does == "withdraw":
        return RunCommand(f"{UNSHARE} {words}".strip())
    return RunCommand(SHARE if does == "show" else f"{SHARE} {does} {words}".strip())


def sharing_order(said: str | Act) -> SharingOrder | None:
    """The order that a message or a tap is, whoever sends it; None if it is none for certain."""
    text = said.command if isinstance(said, RunCommand) else said
    if not isinstance(text, str):
        return None
    text = text.strip()
    return _order_by_command(text) if text.startswith(_SLASHES) else _order_in_words(text)


def agreement(text: str) -> bool | None:
    """Whether a message agrees, or declines; None if it says anything else."""
    said = letters(normalize(text))
    return True if said in _said("agrees") else False if said in _said("agrees_not") else None


def declines(text: str) -> bool:
    """Whether a message says, in whatever pieces, that nothing is to be shown: 算了不想给."""
    return _is_made_of(text, "declines")


def gives_no_name(text: str) -> bool:
    """Whether a message only says that there is no name, or that one is not known."""
    return _is_made_of(text, "no_name")


def says_name_is_wrong(text: str) -> bool:
    """Whether a message only says that the name is not right: 名字写错了."""
    return _is_made_of(text, "wrong_name")


def corrected_name(text: str, before: str) -> str:
    """By which name, in the place of `before`, somebody is to be shown: a name alone, or behind a word that says so; "" if none.

    What else may stand there is an answer or a question: 我是在职.
    """
    if may_ask(text):
        return ""
    said = text.strip(_AROUND_CODE)
    for name in {one.name for one in full_names_in(said)}:
        for no in words(_SECTION, "not_the_name"):
            said = said.replace(no + name, "").strip(_AROUND_CODE)
    full = max((one.name for one in full_names_in(said) if said.endswith(one.name)), key=len, default="")
    named = new_name(Named("", said, said))
    if named:
        certain = named.endswith(full) if full else _puts_right(said)
        return named if certain else ""
    if not full:
        return ""
    lead = said[: -len(full)]
    if _is_made_of(lead, "wrong_name"):
        return full
    with_unit = lead[-1:].isspace() or SequenceMatcher(None, said, before).ratio() >= _ALIKE
    return said if not lead or with_unit else ""


def _puts_right(said: str) -> bool:
    """Whether there is a word in a message by which a name is put right for certain: 改成, 应该是."""
    return finder("people", "renames").stands_in(said)


def _is_made_of(text: str, what: Literal["declines", "no_name", "wrong_name"]) -> bool:
    """Whether nothing stands in a message but words for this, one at least, and what is said beside them."""
    said, at, found = "".join(filter(str.isalnum, letters(normalize(text)))), 0, False
    meant, beside = finder(_SECTION, what), finder(_SECTION, f"{what}_beside")
    while at < len(said):
        word, other = meant.longest_at(said, at), beside.longest_at(said, at)
        if not word and not other:
            return False
        found = found or bool(word)
        at += max(len(word), len(other))
    return found


def names_everybody(text: str) -> bool:
    """Whether a message means all."""
    return letters(normalize(text)) in _said("everybody")


def people_named(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Who of `names` a message names, in the order of the list; nobody if it asks something."""
    if may_ask(text):
        return ()
    left, found = normalize(text), set()
    for name in sorted(names, key=len, reverse=True):  # 王芳芳 is not 王芳
        written = normalize(name)
        if written and written in left:
            found.add(name)
            left = left.replace(written, " ")
    return tuple(name for name in names if name in found)


def whom_meant(withdrawn: str, groups: Iterable[str]) -> str | None:
    """Which of `groups` words behind 不给 mean; "" if all, None if none of them."""
    said = letters(normalize(withdrawn))
    if said in {letters(normalize(word)) for word in words(_SECTION, "whoever")}:
        return ""
    alike = [
        name
        for name in groups
        if (known := letters(normalize(name))) and (known in said or _is_short_for(said, known))
    ]
    return alike[0] if len(alike) == 1 else None


def _is_short_for(said: str, name: str) -> bool:
    """Whether words are a name, or one of its short forms: 东阳局 of 东阳市某某局."""
    left = iter(name)
    return all(letter in left for letter in said)


def _order_by_command(text: str) -> SharingOrder | None:
    name, _, rest = text.partition(" ")
    plain, rest = "/" + name[1:].partition("@")[0].lower(), rest.strip()
    if plain == UNSHARE:
        return SharingOrder("withdraw", rest)
    if plain != SHARE:
        return None
    step, _, words = rest.partition(" ")
    does = next((one for one in _IN_BUTTONS if one == step), None)
    if does is not None:
        return SharingOrder(does, words.strip())
    return SharingOrder("code", rest) if rest else SharingOrder("show")


def _order_in_words(text: str) -> SharingOrder | None:
    if len(text) > _LONGEST_ORDER:
        return None
    if is_bare_code(text):
        return SharingOrder("code", text)
    said = letters(normalize(text))
    if said in _said("offers") or said in _said("to_whom"):
        return SharingOrder("show")
    if said in _said("withdraws"):
        return SharingOrder("withdraw")
    for word in words(_SECTION, "code"):
        before, found, rest = text.partition(word)
        if found:
            code = rest.strip(_AROUND_CODE)
            asks = may_ask(before + rest) or not code
            return SharingOrder("show") if asks and not code_in(code) else SharingOrder("code", code)
    if may_ask(text):
        return None
    shown = _around(said, "offers")
    if shown and not is_oneself(shown):  # 给我看看进度 wants to see one's own
        return SharingOrder("show")
    whom = _around(said, "withdraws")
    return None if whom is None else SharingOrder("withdraw", whom)


def _around(said: str, what: Literal["offers", "withdraws"]) -> str | None:
    """Who stands between 不给 and 看了; None if the message is not of that form."""
    begin = next((one for one in words(_SECTION, f"{what}_begin") if said.startswith(one)), None)
    end = next((one for one in words(_SECTION, f"{what}_end") if said.endswith(one)), None)
    if begin is None or end is None or len(begin) + len(end) > len(said):
        return None
    return said[len(begin) : len(said) - len(end)]


@cache
def _said(name: str) -> frozenset[str]:
    return frozenset(letters(normalize(word)) for word in words(_SECTION, name))

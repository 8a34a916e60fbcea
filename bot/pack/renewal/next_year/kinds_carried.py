"""Enumerations of the notice: what is new in one enters the kinds, the choices and the rules that list them together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.pack.drafting.finding.list_finder import lists_in
from bot.pack.drafting.notice_head import letters_of
from bot.pack.layout import FAQ, LEXICON, RULES
from bot.pack.reading.located import Mapping, Sequence
from bot.pack.renewal.next_year.carried import Carried
from bot.pack.renewal.next_year.pack_text import text_of, texts_of
from bot.pack.renewal.next_year.phrasing_text import drop_option
from bot.pack.renewal.next_year.renewal_words import reading, worded

_FEWEST_KINDS = 2
_IN_TEXT = 3
"""Members in a row from which a text is taken to list them all."""


def carry_kinds(work: Carried) -> list[str]:
    """Bring the kinds to what the new notice lists. Returns the new members."""
    kinds = [id for id, _ in work.pack.items(LEXICON, "kinds")]
    return [member for kind in kinds for member in _carry_kind(work, kind)]


def _carry_kind(work: Carried, kind: str) -> list[str]:
    """The same for one of them."""
    known = {
        text_of(node, "name"): id
        for id, node in work.pack.members(kind)
        if text_of(node, "listed") != "false"
    }
    ending = _ending(known)
    added: list[str] = []
    for old, new in _lists(work, known):
        for place, member in enumerate(new):
            if member not in known:
                before = next((one for one in reversed(new[:place]) if one in known), "")
                known[member] = _add(work, _Added(kind, member, before, ending), known)
                added.append(member)
        for member in old:
            if member not in new and member in known:
                _remove(work, member, known.pop(member), ending)
    return added


@dataclass(frozen=True)
class _Added:
    """A new member of a kind, and the one that stands before it in the notice (empty if it is the first).

    `ending` is what the names of all members of the kind end with.
    """

    kind: str
    name: str
    before: str
    ending: str = ""


def _lists(work: Carried, known: dict[str, str]) -> list[tuple[list[str], list[str]]]:
    """The kinds that each line of the old notice lists, with the list in its place."""
    found = []
    for a, b in work.notices.pairs:
        old = work.notices.old_lines[a].text
        listed = [name for name in known if name in old]
        if len(listed) < _FEWEST_KINDS or 2 * len(listed) < len(known):
            continue
        text = work.notices.lines[b].text
        lists = [*(list(one.members) for one in lists_in(text)), *_runs(text, listed)]
        new = next((one for one in lists if set(one) & set(listed)), None)
        if new is not None:
            found.append((listed, new))
    return found


def _runs(text: str, names: list[str]) -> Iterator[list[str]]:
    """The enumerations in the middle of a sentence that hold some of `names`: …面向钢琴门类、书画门类及其他门类，…"""
    for match in reading("run_of_members").finditer(text):
        members = match[0].split(worded("read", "list_joint"))
        members[-1] = reading("behind_run").split(members[-1])[0]
        first = next((name for name in names if members[0].endswith(name)), "")
        members[:1] = [first] if first else []
        if len(set(members) & set(names)) >= _FEWEST_KINDS:
            yield members


def _add(work: Carried, added: _Added, known: dict[str, str]) -> str:
    """A new member behind the one before it, in every place where that stands in a list of them."""
    member, before = added.name, added.before
    pack, short = work.pack, _short(member, added.ending)
    id, count = letters_of(member) or "kind", 2
    taken = {own for own, _ in pack.members()}
    while id in taken:
        id, count = f"{letters_of(member) or 'kind'}_{count}", count + 1
    words = list(dict.fromkeys((member, short)))
    _free_words(work, words)
    nodes = pack.members(added.kind)
    behind = next((node for own, node in nodes if own == known.get(before)), nodes[-1][1])
    first = pack.files[LEXICON].split("\n")[pack.first_line(LEXICON, behind)]
    blank = first[: len(first) - len(first.lstrip())]
    lines = [f"- id: {id}", f"  name: {member}", "  words: |", f"    {' '.join(words)}"]
    lines = [f"{blank}{line}" for line in lines]
    pack.insert(LEXICON, pack.extent(LEXICON, behind)[1], lines)
    _add_choice(work, id, added, known.get(before, ""))
    _add_to_conditions(work, id, added.kind)
    for name in (FAQ, RULES):
        if name in pack.files and before:
            pack.change_lines(name, lambda line: _listed_in(line, added, known))
    return id


def _free_words(work: Carried, words: list[str]) -> None:
    """Take words from the kinds that had them: a name that the notice lists is its own now."""
    for _, node in work.pack.members():
        start, end = work.pack.extent(LEXICON, node)
        lines = work.pack.files[LEXICON].split("\n")
        for place in range(start, end):
            if re.match(r"\s+\S", lines[place]) and ":" not in lines[place]:
                blank = re.match(r"\s*", lines[place])
                kept = [one for one in lines[place].split() if one not in words]
                if len(kept) < len(lines[place].split()):
                    lines[place] = (blank[0] if blank else "") + " ".join(kept)
        work.pack.files[LEXICON] = "\n".join(lines)


def _short(member: str, ending: str) -> str:
    """A member without the ending that all of its kind have: 钢琴门类, 书画门类."""
    short = member.removesuffix(ending)
    return short if len(short) > 1 else member


def _ending(names: Iterable[str]) -> str:
    """What the names of all members of a kind end with; empty if they have nothing in common."""
    all_names = list(names)
    shortest = min(all_names, key=len, default="")
    endings = (shortest[place:] for place in range(len(shortest)))
    return next((end for end in endings if all(name.endswith(end) for name in all_names)), "")


def _behind(ending: str) -> str:
    """A pattern of what may stand behind a member in a list of them."""
    plain = worded("read", "behind_member")
    return rf"{plain}|{re.escape(ending)}(?:{worded('read', 'list_end')})" if ending else plain


def _choice_lists(work: Carried) -> list[Mapping]:
    """The questions whose choices are the kinds."""
    kinds = {id for id, _ in work.pack.members()}
    found = []
    for _, node in work.pack.items(RULES, "facts"):
        choices = node.items.get("choices")
        values = [text_of(one, "value") for one in choices.items] if isinstance(choices, Sequence) else []
        if len(set(values) & kinds) > _FEWEST_KINDS:
            found.append(node)
    return found


def _add_choice(work: Carried, id: str, added: _Added, before: str) -> None:
    if RULES not in work.pack.files:
        return
    for node in _choice_lists(work):
        choices = node.items["choices"]
        assert isinstance(choices, Sequence)
        items = [one for one in choices.items if isinstance(one, Mapping)]
        place = next((one for one in items if text_of(one, "value") == before), items[-1])
        start, end = work.pack.extent(RULES, place)
        indent = len(work.pack.files[RULES].split("\n")[start]) - len(
            work.pack.files[RULES].split("\n")[start].lstrip()
        )
        words = _short(added.name, added.ending)
        line = f"{' ' * indent}- {{value: {id}, label: {added.name}, words: [{words}]}}"
        work.pack.insert(RULES, end, [line])


def _add_to_conditions(work: Carried, id: str, kind: str) -> None:
    """Add a member to the conditions that name all listed ones."""
    if RULES not in work.pack.files:
        return
    listed = {
        own for own, node in work.pack.members(kind) if text_of(node, "listed") != "false" and own != id
    }
    for fact in [text_of(node, "id") for node in _choice_lists(work)]:
        for node in list(work.pack.mappings(RULES)):
            if isinstance(node.items.get(fact), Sequence):
                held = texts_of(node, fact)
                if listed <= set(held) and id not in held:
                    work.pack.set_list(RULES, node, fact, [*held, id])


def _listed_in(line: str, added: _Added, known: dict[str, str]) -> str:
    """A line in which a text lists the kinds, with the new one behind the one before it."""
    joint = worded("read", "list_joint")
    before, member, ending = added.before, added.name, added.ending
    for old, new in ((before, member), (_short(before, ending), _short(member, ending))):
        names = [name if old == before else _short(name, ending) for name in known]
        if new in line or sum(f"{name}{joint}" in line for name in names) < _IN_TEXT:
            continue
        place = re.search(rf"{re.escape(old)}(?={_behind(ending)})", line)
        if place:
            return f"{line[: place.end()]}{joint}{new}{line[place.end() :]}"
    return line


def _remove(work: Carried, member: str, id: str, ending: str) -> None:
    """A kind that the notice lists no more."""
    pack, joint = work.pack, worded("read", "list_joint")
    work.gone("members").append(id)
    pack.remove(LEXICON, next(node for own, node in pack.members() if own == id))
    if RULES in pack.files:
        for fact in _choice_lists(work):
            drop_option(pack, text_of(fact, "id"), id)
            choices = fact.items["choices"]
            assert isinstance(choices, Sequence)
            for one in choices.items:
                if isinstance(one, Mapping) and text_of(one, "value") == id:
                    pack.remove(RULES, one)
        for node in list(pack.mappings(RULES)):
            for key, held in node.items.items():
                if isinstance(held, Sequence) and id in texts_of(node, key):
                    pack.set_list(RULES, node, key, [one for one in texts_of(node, key) if one != id])
    for name in (FAQ, RULES):
        for word in (member, _short(member, ending)):
            if name in pack.files:
                pattern = re.compile(
                    rf"{joint}{re.escape(word)}(?={_behind(ending)})|{re.escape(word)}{joint}"
                )
                pack.change_lines(name, lambda line, pattern=pattern: pattern.sub("", line))  # type: ignore[misc]
    pack.ask(LEXICON, worded("ask", "kind_gone", name=member))

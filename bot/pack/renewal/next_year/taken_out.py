"""What the new notice has no more is taken out with all that uses it; who asks is told that the notice does not say."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.pack.checking.quotes import squeeze
from bot.pack.faults import wording
from bot.pack.layout import FAQ, NOTICE, RULES
from bot.pack.model import EACH
from bot.pack.reading.located import Mapping, Scalar, Sequence
from bot.pack.renewal.next_year.carried import Carried
from bot.pack.renewal.next_year.clauses_carried import gone_items
from bot.pack.renewal.next_year.pack_text import PackText, text_of, texts_of
from bot.pack.renewal.next_year.phrasing_text import (
    add_phrasings,
    drop_sayings,
    keep_phrasings,
    taken_phrasings,
)
from bot.pack.renewal.next_year.renewal_words import reading, worded

_SHORTEST_WORD = 2
_TEXT_KEYS = (
    "answer",
    "short",
    "text",
    "question",
    "help",
    "pass",
    "means",
    "todo",
    "where",
    "obtain",
    "answer_unlisted",
)
_LISTS = (
    "follow_ups",
    "items",
    "most_asked",
    "reckons",
    "suspended_by",
    "softened_by",
    "ask_again",
    "parts",
    "facts",
    "given",
)
_NAMING = ("then", "item", "until", "due")
_OWN_KINDS = ("answer", "not_said")


def take_out(work: Carried) -> None:
    """Take out what rests on clauses that are gone alone, and leave a decision for each of these clauses."""
    gone = gone_items(work)
    if not work.notices.gone:
        return
    _find_words(work, gone)
    by_clause: dict[str, dict[str, list[str]]] = {id: {} for id in work.notices.gone}
    entries: list[str] = []
    for name, section, id in gone:
        node = _item(work.pack, name, section, id)
        first = texts_of(node, "clauses")[0]
        by_clause[first].setdefault(section[-1], []).append(id)
        work.gone(section[-1]).append(id)
        if name == FAQ:
            if text_of(node, "kind") in ("", *_OWN_KINDS):
                entries.append(id)
                continue
            taken_phrasings(work.pack, id)
        work.pack.remove(name, node)
    _silence(work, entries)
    drop_sayings(work.pack, work.gone("facts"))
    unname(work.pack, {id for section, ids in work.gone_ids.items() if section != "contacts" for id in ids})
    mentions = _strike(work)
    for clause, sections in by_clause.items():
        work.pack.ask(FAQ, _decision(work, clause, sections, mentions))


def _item(pack: PackText, name: str, section: Iterable[str], id: str) -> Mapping:
    return next(node for own, node in pack.items(name, *section) if own == id)


def _find_words(work: Carried, gone: list[tuple[str, tuple[str, ...], str]]) -> None:
    """The words by which only what is gone was called: names and topics that the new notice does not have."""
    words = {work.notices.old[id].name for id in work.notices.gone}
    for name, section, id in gone:
        node = _item(work.pack, name, section, id)
        words |= {text_of(node, key) for key in ("topic", "name")}
    now = squeeze(work.notices.whole)
    parts = {part for word in words for part in re.split(worded("read", "split_titles"), word)}
    old = squeeze(work.notices.old_whole)
    called = {one for one in parts if len(one) >= _SHORTEST_WORD and one in old and one not in now}
    work.gone_words = sorted(called, key=len, reverse=True)


def _silence(work: Carried, entries: list[str]) -> None:
    """Make one entry of those that are gone: it says that the notice does not say, to all their phrasings."""
    pack = work.pack
    merged: dict[str, str] = {}
    for id in entries:
        node = _item(pack, FAQ, ("entries",), id)
        topic = text_of(node, "topic") or text_of(node, "title")
        if topic not in merged:
            merged[topic] = id
            _as_silent(work, node, topic)
            continue
        add_phrasings(pack, merged[topic], taken_phrasings(pack, id), "renewed.txt")
        pack.remove(FAQ, node)
    for id in merged.values():
        work.gone("entries").remove(id)


def _as_silent(work: Carried, node: Mapping, topic: str) -> None:
    pack = work.pack
    looks = _keys(pack.root(FAQ), "looks")
    phone = next((id for id in looks if id == "phone"), looks[0] if looks else _new_look(work))
    place = next(iter(work.notices.ids))
    clause = next((id for id in work.notices.old if work.notices.ids.get(id)), place)
    node = _item(pack, FAQ, ("entries",), text_of(node, "id"))
    id, aspects, needs = text_of(node, "id"), texts_of(node, "aspects"), texts_of(node, "needs")
    lines = [
        f"  - id: {id}",
        f"    title: {topic}",
        f"    topic: {topic}",
        "    kind: not_said",
        f"    clauses: [{clause}]",
        *([f"    look: {phone}"] if phone else []),
        f"    answer: {worded('write', 'not_said', topic=topic)}",
        *([f"    needs: [{', '.join(needs)}]"] if needs else []),
        *([f"    aspects: [{', '.join(aspects)}]"] if aspects else []),
    ]
    start, end = pack.extent(FAQ, node)
    old = pack.files[FAQ].split("\n")
    old[start:end] = lines
    pack.files[FAQ] = "\n".join(old)


def _new_look(work: Carried) -> str:
    """Where people are sent by a pack that sends them nowhere yet: to the office that its notice came from."""
    notice = work.pack.root(NOTICE).items.get("notice")
    who = next(iter(texts_of(notice, "issuers")), text_of(notice, "short_title"))
    root = work.pack.root(FAQ)
    place = min(root.key_lines.values(), default=1) - 1
    if "looks" in root.items:
        place = root.key_lines["looks"] - 1
        lines = work.pack.files[FAQ].split("\n")
        del lines[place]
        work.pack.files[FAQ] = "\n".join(lines)
    work.pack.insert(FAQ, place, ["looks:", f"  ask: {worded('write', 'look', who=who)}", ""])
    return "ask"


def _keys(root: Mapping, key: str) -> list[str]:
    node = root.items.get(key)
    return list(node.items) if isinstance(node, Mapping) else []


def unname(pack: PackText, gone: set[str]) -> None:
    """Drop what is gone from the lists, keys and groups that merely name it."""
    if not gone:
        return
    for name in (FAQ, RULES):
        if name not in pack.files:
            continue
        for node in list(pack.mappings(name)):
            for key in _LISTS:
                held = texts_of(node, key) if isinstance(node.items.get(key), Sequence) else []
                if set(held) & gone and len(held) == len(node.items[key].items):  # type: ignore[union-attr]
                    pack.set_list(name, node, key, [one for one in held if one not in gone])
        lines = pack.files[name].split("\n")
        drop = {
            node.key_lines[key] - 1
            for node in pack.mappings(name)
            for key in _NAMING
            if isinstance(node.items.get(key), Scalar) and text_of(node, key) in gone
        }
        pack.files[name] = "\n".join(line for place, line in enumerate(lines) if place not in drop)
    _ungroup(pack, gone)


def _ungroup(pack: PackText, gone: set[str]) -> None:
    groups = pack.root(FAQ).items.get("together")
    between = wording("between_words")
    for key in groups.items if isinstance(groups, Mapping) else ():
        assert isinstance(groups, Mapping)
        words = text_of(groups, key).split(between)
        kept = [one for one in words if one.strip() not in gone]
        if len(kept) < len(words):
            pack.set(FAQ, groups, key, between.join(kept))


def _strike(work: Carried) -> list[str]:
    """Strike what mentions the things that are gone out of texts and phrasings. Returns where."""
    words = [*work.gone_words, *(work.notices.old[id].shown for id in work.notices.gone)]
    where: list[str] = []
    for name in work.pack.yaml_names:
        for node in list(work.pack.mappings(name)):
            if text_of(node, "kind") == "not_said" and text_of(node, "topic") in words:
                continue
            for key in _TEXT_KEYS:
                text = text_of(node, key)
                if any(word in text for word in words):
                    new = without_mention(text, words)
                    if new and new != text and work.pack.set(name, node, key, new):
                        where.append(text_of(node, "id") or key)
    own = {
        id
        for id, node in work.pack.items(FAQ, "entries")
        if text_of(node, "topic") in words or text_of(node, "kind") == EACH
    }
    keep_phrasings(work.pack, lambda id, text: id in own or not any(word in text for word in words))
    return list(dict.fromkeys(where))


def without_mention(text: str, words: Iterable[str]) -> str:
    """A text without the members of lists and the parts of sentences that hold one of `words`; empty if nothing is left."""
    parts = re.split(f"({reading('segment').pattern})", text)
    kept: list[str] = []
    for place in range(0, len(parts), 2):
        part, sign = parts[place], parts[place + 1] if place + 1 < len(parts) else ""
        if any(word in part for word in words):
            if sign in worded("read", "sentence_end") and sign and kept:
                kept[-1] = sign  # the sentence ends where its last part was
            continue
        kept += [part, sign]
    return "".join(kept).strip()


def _decision(work: Carried, clause: str, sections: dict[str, list[str]], mentions: list[str]) -> str:
    old = work.notices.old[clause]
    named = {"entries": "entry", "rules": "rule", "items": "item", "facts": "fact"}
    between = wording("between_words")
    parts = [
        worded("parts", named[section], ids=between.join(ids))
        for section, ids in sections.items()
        if section in named
    ]
    what = between.join(parts) or worded("ask", "nothing")
    text = worded("ask", "gone", shown=old.shown, name=old.name, what=what)
    if mentions:
        text += worded("ask", "gone_mentions", count=len(mentions), where=between.join(mentions[:6]))
    return text

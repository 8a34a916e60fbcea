"""Clause ids and quotes in all YAML files, and what falls away because its clause does."""

from __future__ import annotations

from difflib import SequenceMatcher

from bot.pack.checking.quotes import squeeze
from bot.pack.layout import FAQ, LEXICON, NOTICE, RULES
from bot.pack.reading.located import Mapping
from bot.pack.renewal.next_year.carried import Carried
from bot.pack.renewal.next_year.pack_text import text_of, texts_of
from bot.pack.renewal.next_year.renewal_words import worded
from bot.pack.renewal.next_year.span_map import printed

_SECTIONS = {
    FAQ: (("entries",),),
    LEXICON: (("terms",),),
    RULES: (("facts",), ("rules",), ("checklist", "items"), ("routes",)),
    NOTICE: (("milestones",), ("values",), ("dates",), ("documents",), ("links",), ("emails",)),
}
_SHORTEST_QUOTE = 4
_ANY_QUOTE = 30
_LONGEST_QUOTE = 60
_LONGEST_ANSWER = 190


def carry_clauses(work: Carried) -> None:
    """Renumber the clauses and re-cut the quotes of every item of the YAML files. Facts must have been carried before."""
    for name in work.pack.yaml_names:
        for node in list(work.pack.mappings(name)):
            if "clauses" in node.items:
                _carry(work, name, node)


def gone_items(work: Carried) -> list[tuple[str, tuple[str, ...], str]]:
    """(file, section, id) of everything of which no clause is left. To be asked before the clauses are renumbered."""
    gone = set(work.notices.gone)
    found: list[tuple[str, tuple[str, ...], str]] = []
    for name, sections in _SECTIONS.items():
        if name not in work.pack.files:
            continue
        for section in sections:
            for id, node in work.pack.items(name, *section):
                clauses = texts_of(node, "clauses")
                if clauses and set(clauses) <= gone:
                    found.append((name, section, id))
    return found


def _carry(work: Carried, name: str, node: Mapping) -> None:
    clauses = texts_of(node, "clauses")
    quote = text_of(node, "quote")
    found, owner = work.notices.recut(quote, clauses) if quote else ("", "")
    ids = work.notices.ids
    whole = not quote  # without a quote nothing tells which part of a divided clause is meant
    new = [
        now
        for id in clauses
        for now in (ids.get(id, []) if id in work.notices.old else [id])[: None if whole else 1]
    ]
    if owner and owner not in new:
        new.append(owner)
    new = list(dict.fromkeys(new))
    if new and new != clauses:
        work.pack.set_list(name, node, "clauses", new)
    if not quote or not new:
        return
    if not found and name == FAQ:
        found = _any_quote(text_of(node, "answer"), [work.notices.text(id) for id in new])
    if name == FAQ:
        _quote_again(work, node, clauses, new)
    if found and found != squeeze(quote):
        whole_text = "\n".join(work.notices.text(id) for id in new)
        work.pack.set(name, node, "quote", printed(found, whole_text))


def _quote_again(work: Carried, node: Mapping, clauses: list[str], new: list[str]) -> None:
    """An answer in the notice's own words, in those of the new one."""
    head = worded("write", "quoted", text="")
    answer = text_of(node, "answer")
    head = head if answer.startswith(head) else ""
    words = [one for one in answer.removeprefix(head).split("\n") if one.strip()]
    before = squeeze("".join(work.notices.old[id].text for id in clauses if id in work.notices.old))
    if not words or not all(squeeze(one) in before for one in words):
        return
    found = [work.notices.recut(one, clauses) for one in words]
    said = "\n".join(printed(text, work.notices.text(owner)) for text, owner in found if owner)
    if squeeze(said) == squeeze("".join(words)):
        return
    said = said or work.notices.text(new[0])
    work.pack.set(FAQ, node, "answer", head + (said.replace("\n", "") if head else said)[:_LONGEST_ANSWER])


def _any_quote(answer: str, texts: list[str]) -> str:
    """Words of a clause for an answer whose quote is gone: the longest that both say."""
    said, best = squeeze(answer), ""
    for text in map(squeeze, texts):
        match = SequenceMatcher(None, said, text, autojunk=False).find_longest_match()
        if match.size > len(best):
            best = text[match.b : match.b + match.size]
    return best[:_LONGEST_QUOTE] if len(best) >= _SHORTEST_QUOTE else squeeze(texts[0])[:_ANY_QUOTE]

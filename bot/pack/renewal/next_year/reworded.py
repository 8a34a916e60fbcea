"""Texts of the pack with the days, numbers, phones and clauses of the new notice in the place of the old ones."""

from __future__ import annotations

import re

from bot.pack.layout import FAQ, LEXICON, NOTICE, RULES
from bot.pack.renewal.next_year.carried import Carried
from bot.pack.renewal.next_year.named_numbers import rename
from bot.pack.renewal.next_year.pack_text import text_of
from bot.pack.renewal.next_year.phrasing_text import phrasing_names
from bot.pack.renewal.next_year.renewal_words import worded

_LEFT_ALONE = re.compile(r"\s*(?:- )?(?:clauses|quote|id|date|value|formula|title_id|pace)\s*:")
_REMARK = re.compile(r"\s*#")


def reword(work: Carried) -> None:
    """Change the answers, questions, rules, words and phrasings of a pack. Facts and clauses must have been carried before."""
    pack, literals = work.pack, work.literals
    rename(work)
    for name in (FAQ, RULES, LEXICON):
        if name in pack.files:
            pack.change_lines(name, lambda line: line if _LEFT_ALONE.match(line) else literals.said(line))
    for node in list(pack.mappings(NOTICE)):
        step = node.items.get("step")
        for owner, key in ((step, "text"), (node, "name")):
            text = text_of(owner, key)
            if text and literals.said(text) != text:
                pack.set(NOTICE, owner, key, literals.said(text))  # type: ignore[arg-type]
    for name in phrasing_names(pack):
        pack.change_lines(name, lambda line: line if line.startswith(("[", "#")) else literals.asked(line))
    _times(work)


def _times(work: Carried) -> None:
    """Write the time of day into its milestone, with whose day every text says it; a text that said it by itself no more does."""
    for id, (before, time) in work.times.items():
        _set_time(work, id, time)
        place = re.compile(
            rf"\{{date\.{re.escape(id)}\}}(?:{re.escape(before)})?{worded('read', 'not_timed')}"
        )
        for name in (FAQ, RULES):
            if name in work.pack.files:
                work.pack.change_lines(
                    name,
                    lambda line, place=place, id=id: (
                        line if _REMARK.match(line) else place.sub(f"{{date.{id}}}", line)
                    ),  # type: ignore[misc]
                )


def _set_time(work: Carried, id: str, time: str) -> None:
    node = next(node for own, node in work.pack.items(NOTICE, "milestones") if own == id)
    if time:
        work.pack.put(NOTICE, node, "time", time, "date")
    elif "time" in node.items:
        work.pack.drop(NOTICE, node, "time")

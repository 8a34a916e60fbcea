"""The drift check of the interview: every text that it can say against what the notice says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.pack.checking.drift import allowed
from bot.pack.checking.quotes import squeeze
from bot.pack.checking.tokens import tokens
from bot.pack.faults import Fault, fault_of
from bot.pack.layout import RULES
from bot.pack.model import Pack
from bot.pack.reading.interview_reader import spoken_texts
from bot.pack.spoken import fill

_NAMED = re.compile(r"《([^》]+)》")


def interview_drift(pack: Pack) -> Iterator[Fault]:
    """Every date, number, phone, URL, document and 《title》 that is neither in the notice nor declared derived."""
    if pack.interview is None:
        return
    shown = tuple(clause.shown for clause in pack.clauses.values())
    notice = squeeze(pack.notice)
    values = pack.interview.substitutions
    derived = [text for name, text in values.items() if name.startswith("derived.")]
    known = {*allowed(pack), *(token for text in derived for token in tokens(text))}
    for line, template in spoken_texts(pack.interview):
        text = fill(template, values)
        for token in tokens(text, shown):
            if token not in known:
                yield fault_of(
                    RULES, line, "rule_says_what_notice_does_not", token=token, template=template[:16]
                )
        for title in _NAMED.findall(text):
            if squeeze(title) not in notice:
                yield fault_of(RULES, line, "rule_names_unknown_title", title=title)

"""Numbers and days of notice.yaml against the quotes beside them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.pack.checking.quotes import squeeze
from bot.pack.checking.stated_days import days_of_quote
from bot.pack.checking.tokens import Token, tokens
from bot.pack.drafting.finding.value_finder import amounts_in
from bot.pack.faults import Fault, fault_of, wording
from bot.pack.layout import NOTICE
from bot.pack.model import Pack, StatedFact
from bot.pack.spoken import spoken_date

_TEN_THOUSAND = 10_000


def unstated(pack: Pack) -> Iterator[Fault]:
    """Numbers and days that their own quotes do not state."""
    for fact in pack.facts.stated:
        if not _states(fact, pack.facts.year):
            value = spoken_date(fact.day) if fact.day else fact.number
            fault = fault_of(
                NOTICE, fact.line, "value_not_in_quote", id=fact.id, value=value, quote=fact.quote
            )
            yield fault.causing(*tokens(value), Token("number", value), *tokens(fact.quote))


def _states(fact: StatedFact, year: int) -> bool:
    if fact.day:
        return fact.day in set(days_of_quote(fact.quote, year))
    value, quote = squeeze(fact.number), squeeze(fact.quote)
    if not value.isdecimal():
        return value in quote
    stated = {token.value for token in tokens(fact.quote)}
    amounts = list(amounts_in(fact.quote))
    numbers = {one.number for one in amounts}
    numbers |= {one.number * _TEN_THOUSAND for one in amounts if one.unit.startswith(wording("ten_thousand"))}
    return value in stated or float(value) in numbers

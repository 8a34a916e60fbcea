"""Figures in two parts as one: 1米62 as 1.62米, 14秒4 as 14.4秒, 4分35秒 as 275秒; and back for who reads them."""

from __future__ import annotations

import re

from bot.faq.bounds.bound_patterns import bound_pattern, bound_word

_IN_A_MINUTE = 60


def in_one_figure(text: str) -> str:
    """A normalised text in which no figure is in two parts."""
    text = bound_pattern("compound", "seconds").sub(_with_a_part("second"), text)
    text = bound_pattern("compound", "metres").sub(_with_a_part("metre"), text)
    return bound_pattern("compound", "minutes").sub(_in_seconds, text)


def in_minutes(text: str) -> str:
    """A text in which many seconds stand as minutes and seconds."""
    return bound_pattern("compound", "long").sub(_of_minutes, text)


def _with_a_part(word: str) -> str:
    return rf"\g<whole>.\g<part>{bound_word(word)}"


def _in_seconds(match: re.Match[str]) -> str:
    return f"{int(match['whole']) * _IN_A_MINUTE + float(match['part']):g}{bound_word('second')}"


def _of_minutes(match: re.Match[str]) -> str:
    minutes, seconds = divmod(float(match["n"]), _IN_A_MINUTE)
    if not minutes:
        return match[0]
    if not seconds:
        return f"{minutes:g}{bound_word('minutes')}"
    return f"{minutes:g}{bound_word('minute')}{seconds:g}{bound_word('second')}"

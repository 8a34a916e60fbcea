"""Traditional characters as Simplified, and the numerals of cheques (壹贰叁) as everyday ones."""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

from bot.language.pinyin import syllables

_HAN = re.compile(r"[\u3400-\u9fff]")
_BOTH = frozenset("後於麽夥徵菸摺")
"""Traditional characters that the table of Simplified ones knows as well."""
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟弍", "一二三四五六七八九十百千二")

_FORMAL_NUMERAL = re.compile(f"[{''.join(map(chr, _FORMAL))}]{{2,}}")


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> _Converter:
    import opencc  # 14 ms and some MB: only for those who write Traditional

    converter: _Converter = opencc.OpenCC("t2s")
    return converter


@cache
def _common() -> frozenset[str]:
    """The common characters that are Simplified alone."""
    return frozenset(syllables()) - _BOTH


def simplified(text: str) -> str:
    """Traditional characters as Simplified, one for one. Text of common Simplified characters comes back untouched."""
    if _common().issuperset(_HAN.findall(text)):
        return text
    converted = _converter().convert(text)
    return converted if len(converted) == len(text) else "".join(map(_converter().convert, text))


def everyday(text: str) -> str:
    """Numerals of cheques and contracts as everyday ones, one for one: 贰拾 as 二十."""
    return text.translate(_FORMAL)


def with_everyday_numerals(text: str) -> str:
    """A text in which numerals of cheques of two or more characters are everyday ones: 捌拾玖 as 八十九; 小陆 stays."""
    return _FORMAL_NUMERAL.sub(lambda found: everyday(found[0]), text)

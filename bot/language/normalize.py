"""Text as people type it → text as it is matched: one width, one case, one script, one form of numerals."""

from __future__ import annotations

import re
import unicodedata

from bot.language.numerals import CHINESE, DIGITS, LESSONS, TENS, ZERO, arabic, with_joined_tens
from bot.language.remembered import remembered
from bot.language.script import simplified
from bot.language.words import words

MAX_LENGTH = 1_200
"""Characters of a message that are read; of a longer one its beginning and its end, if people put the question."""

_LOOK_ALIKES = str.maketrans({pair[0]: pair[1] for pair in words("writing", "alike")})
_SOFTENED = str.maketrans({pair[0]: pair[1] for pair in words("writing", "softened")})
# A numeral of one character is a number beside a measure word alone: 一般, 万一, 统一 hold none. In 2三年 it is another
# number than the one before it, and in 几十年 it is none.
_NUMERAL = re.compile(
    rf"[{CHINESE}]{{2,}}|(?<![0-9几数])[{ZERO}{DIGITS}{TENS}](?=[年月日号个天份条项篇件次张位级步类]|{LESSONS}|周)"
)
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_SPACES = re.compile(r"[ \t\u3000]+")
_BREAKS = re.compile(r"\s*[\r\n\v\f\u0085\u2028\u2029]+\s*")


def _without_invisible(text: str) -> str:
    """Controls, surrogates, direction marks, emoji joiners and the like become blanks or vanish."""
    if text.isprintable():
        return text
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if character in "\n\r\t\v\f\u2028\u2029":
            kept.append("\n")
        elif category[0] != "C" and category not in ("So", "Sk", "Mn"):
            kept.append(character)
        elif category in ("So", "Cc"):
            kept.append(" ")
    return "".join(kept)


def with_plain_end(said: str) -> str:
    """A text whose last character is not softened: 交了 of 交啦."""
    return said[:-1] + said[-1:].translate(_SOFTENED)


def folded(said: str) -> str:
    """Words, or a pattern, with the characters that normalised text has: 自己 stands there as 自已."""
    return said.translate(_LOOK_ALIKES)


def shorten(text: str) -> str:
    """A message of bounded length: its beginning and its end."""
    if len(text) <= MAX_LENGTH:
        return text
    half = MAX_LENGTH // 2
    return text[:half] + "\n" + text[-half:]


def _of_one_width(text: str) -> str:
    """`text` after NFKC, bounded before and after it: one character may become eighteen."""
    text = _without_invisible(_ESCAPES.sub(" ", shorten(text)))
    return shorten(unicodedata.normalize("NFKC", text))


def readable(text: str) -> str:
    """`text` as it was said, letter case and numerals too, but in one width and script. Never fails; bounded in length."""
    text = simplified(_of_one_width(text))
    return _BREAKS.sub("\n", _SPACES.sub(" ", text)).strip()


@remembered(1024)
def normalize(text: str) -> str:
    """`text` in the form in which it is matched. Never fails; bounded in length; punctuation is kept."""
    text = simplified(_of_one_width(text).lower()).translate(_LOOK_ALIKES)
    text = _NUMERAL.sub(lambda match: arabic(match.group()), with_joined_tens(text))
    return _BREAKS.sub("\n", _SPACES.sub(" ", text)).strip()

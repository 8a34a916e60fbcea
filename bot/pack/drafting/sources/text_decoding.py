"""Bytes of a text → text: UTF-8, UTF-16, or what Chinese programs write (GB18030, Big5)."""

from __future__ import annotations

import codecs
import re
import unicodedata

from bot.language.script import simplified
from bot.pack.drafting.sources.notice_refusal import NoticeError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TRIED = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_HEAD = 4096
_SAMPLE = 20_000
_LIKELY = 0.9
"""The share of characters that are such as notices have, from which a text is taken to be decoded right."""


def decoded(raw: bytes) -> str:
    """The text of a file. Raises NoticeError if it is in none of the encodings that are known."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    best, best_share = "", 0.0
    for encoding in (*_declared(raw), *_TRIED):
        try:
            text = raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        share = _share_of_likely(simplified(text[:_SAMPLE]))
        if share >= _LIKELY:
            return text
        if share > best_share and encoding == "utf-8":
            best, best_share = text, share
    if best:
        return best
    raise NoticeError(why="new_unknown_encoding")


def _declared(raw: bytes) -> tuple[str, ...]:
    """The encoding that a page declares of itself; GB2312 is read as what includes it."""
    match = _DECLARED.search(raw[:_HEAD])
    if match is None:
        return ()
    name = match[1].decode("ascii").lower()
    return ("gb18030",) if name in ("gb2312", "gbk") else (name,)


def _share_of_likely(text: str) -> float:
    """The share of characters that stand in the two thousand or so that most texts are made of, or are plain ASCII."""
    seen = [character for character in text if not character.isspace()]
    if not seen:
        return 1.0
    return sum(_is_likely(character) for character in seen) / len(seen)


def _is_likely(character: str) -> bool:
    if character.isascii():
        return character.isprintable()
    if unicodedata.category(character)[0] in "PN":
        return True
    try:
        return 0xB0 <= character.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return unicodedata.east_asian_width(character) in "FA"

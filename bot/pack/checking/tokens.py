"""The hard facts inside a text: dates, phones, URLs, document numbers, numbers. What the drift check compares."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.numerals import CHINESE, LESSONS, counted
from bot.pack.faults import wording

_URL = re.compile(r"https?://[A-Za-z0-9./_\-]+")
_DOCUMENT = re.compile(r"[\u4e00-\u9fff]*[(\[〔](\d{4})[)\]〕]\s*(\d+)\s*号")
_PHONE = re.compile(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
_FULL_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_SHORT_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年?")
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d])")
_COUNTED = re.compile(rf"(?<![哪下上每这那第])([{CHINESE}]+)(?=年(?!度)|份|个?工作日|{LESSONS}|周年|%)")
_LIST_NUMBER = re.compile(r"(?m)^\s*(?:附件[::]\s*)?\d{1,2}\.(?!\d)")
_CIRCLED = re.compile(r"[\u2460-\u2473]")


@dataclass(frozen=True, order=True)
class Token:
    """One hard fact: its kind (url, document, phone, date, year, number) and its value in one form."""

    kind: str
    value: str

    def __str__(self) -> str:
        return f"{wording(f'token_{self.kind}')} {self.value}"


def tokens(text: str, clause_names: tuple[str, ...] = ()) -> Iterator[Token]:
    """Every hard fact in `text`. The names of clauses (附件1第7条) and list numbers are no facts."""
    text = _CIRCLED.sub(" ", text)
    text = unicodedata.normalize("NFKC", text)
    for name in sorted(clause_names, key=len, reverse=True):
        text = text.replace(unicodedata.normalize("NFKC", name), " ")
    text = _LIST_NUMBER.sub(" ", text)
    text = re.sub(r"附件\s*\d+(?:第\s*[\d、]+\s*条)?", " ", text)
    for kind, pattern in (("url", _URL), ("document", _DOCUMENT), ("phone", _PHONE), ("date", _FULL_DATE)):
        for match in pattern.finditer(text):
            yield Token(kind, _value(kind, match))
        text = pattern.sub(" ", text)
    for match in _SHORT_DATE.finditer(text):
        yield Token("date", f"--{int(match[1]):02}-{int(match[2]):02}")
    text = _SHORT_DATE.sub(" ", text)
    for match in _YEAR.finditer(text):
        yield Token("year", match[1])
    text = _YEAR.sub(" ", text)
    for match in _NUMBER.finditer(text):
        yield Token("number", match.group())
    for match in _COUNTED.finditer(text):
        value = counted(match[1])
        if value is not None:
            yield Token("number", str(value))


def _value(kind: str, match: re.Match[str]) -> str:
    if kind == "document":
        return f"〔{match[1]}〕{match[2]}号"
    if kind == "date":
        return f"{int(match[1]):04}-{int(match[2]):02}-{int(match[3]):02}"
    return match.group()

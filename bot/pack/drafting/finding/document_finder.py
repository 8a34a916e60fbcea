"""Document numbers (浙工信消费〔2022〕203号) and 《titles》 in a text."""

from __future__ import annotations

from dataclasses import dataclass

from bot.pack.drafting.finding.address_finder import AddressFound, addresses_in
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import sign


@dataclass(frozen=True)
class DocumentFound:
    """A document number, from `start` to `end`; `title` is that of the 《document》 right before it, empty if there is none."""

    start: int
    end: int
    number: str
    title: str = ""


def documents_in(text: str) -> list[DocumentFound]:
    """The document numbers of a text, in order."""
    plain = one_width(text)
    for link in addresses_in(text):
        if link.kind == "link":
            plain = _blank(plain, link)
    found: list[DocumentFound] = []
    for name in ("document", "order"):
        for match in sign("finding", name).finditer(plain):
            start = match.start() + _before(match[0])
            number = text[start : match.end()].strip()
            if sign("finding", "document").match(one_width(number)) or name == "order":
                found.append(DocumentFound(start, match.end(), number, _title(text, start)))
    return sorted(found, key=lambda one: one.start)


def titles_in(text: str) -> list[str]:
    """The 《titles》 of a text, each once."""
    return list(dict.fromkeys(match[1].strip() for match in sign("finding", "title").finditer(text)))


def _blank(plain: str, found: AddressFound) -> str:
    return plain[: found.start] + " " * (found.end - found.start) + plain[found.end :]


def _before(words: str) -> int:
    """How many characters before a document number belong to the sentence and not to it: 根据浙人事函〔2022〕31号."""
    number = sign("finding", "document_before").match(
        words.partition("〔")[0].partition("[")[0].partition("(")[0]
    )
    return number.end() if number else 0


def _title(text: str, start: int) -> str:
    """The title right before a document number: 《…》（浙人事函〔2022〕31号）."""
    before = text[:start].rstrip(" （([")
    if not before.endswith("》"):
        return ""
    return before[before.rfind("《") + 1 : -1]

"""Links, e-mail addresses and phones in a text. A bank account, an identity or a document number is no phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import sign


@dataclass(frozen=True)
class AddressFound:
    """An address in a text, from `start` to `end`: `kind` is link, email, phone, mobile, fax or postcode; `value` in one form.

    `words` are those of the text; of a phone that shares the area code of the one before it, those of both.
    """

    kind: str
    start: int
    end: int
    value: str
    words: str


def addresses_in(text: str) -> list[AddressFound]:
    """The addresses of a text, in order."""
    plain = one_width(text)
    found = [*_links(plain, text)]
    rest = _blanked(plain, found)
    found += _emails(rest, text)
    rest = _blanked(rest, found)
    rest = sign("finding", "document").sub(lambda match: " " * len(match[0]), rest)
    found += _postcodes(rest, text)
    rest = _blanked(rest, found)
    found += _phones(rest, text)
    return sorted(found, key=lambda one: one.start)


def links_in(text: str) -> list[tuple[int, int]]:
    """Where the links of a text stand."""
    if "http" not in text and "www" not in text.lower():
        return []
    return [(one.start, one.end) for one in _links(one_width(text), text)]


def without_addresses(text: str) -> str:
    """A text in one width with blanks for its addresses and document numbers, whose digits count nothing; as long as it was."""
    plain = _blanked(one_width(text), addresses_in(text))
    return sign("finding", "document").sub(lambda match: " " * len(match[0]), plain)


def _blanked(plain: str, found: list[AddressFound]) -> str:
    for one in found:
        plain = plain[: one.start] + " " * (one.end - one.start) + plain[one.end :]
    return plain


def _links(plain: str, text: str) -> Iterator[AddressFound]:
    for match in sign("finding", "link").finditer(plain):
        value = sign("finding", "link_end").sub("", match[0])
        end = match.start() + len(value)
        if "." in value.split("//")[-1]:
            yield AddressFound("link", match.start(), end, value, text[match.start() : end])


def _emails(plain: str, text: str) -> Iterator[AddressFound]:
    for match in sign("finding", "email").finditer(plain):
        value = match[0].replace(" ", "")
        yield AddressFound("email", match.start(), match.end(), value, text[match.start() : match.end()])


def _postcodes(plain: str, text: str) -> Iterator[AddressFound]:
    for match in sign("finding", "postcode").finditer(plain):
        start, end = match.span("code")
        yield AddressFound("postcode", start, end, match["code"], text[start:end])


def _phones(plain: str, text: str) -> Iterator[AddressFound]:
    taken = 0
    for place, character in enumerate(plain):
        if place < taken or not (character.isdigit() or character in "(+"):
            continue
        if (
            place
            and ((plain[place - 1].isalnum() and plain[place - 1].isascii()) or plain[place - 1] in "-_.")
            and plain[place - 3 : place] != "86-"
        ):
            continue
        for name in ("landline", "mobile", "service", "hotline", "local"):
            match = sign("finding", name).match(plain, place)
            if match and match[0][0] == "(" and ")" not in match[0]:
                break  # the bracket is not its own
            if match and _may_be(name, match, plain):
                for found in _phone(name, match, plain, text):
                    taken = found.end
                    yield found
                break
        if place >= taken and character.isdigit():
            taken = place + len(re.match(r"[\d-]+", plain[place:])[0])  # type: ignore[index]


def _may_be(name: str, match: re.Match[str], plain: str) -> bool:
    """Whether the words before digits allow that they are a phone; short ones must be called one."""
    before = plain[max(0, match.start() - 24) : match.start()]
    line = before.rpartition("\n")[2]
    if sign("finding", "account").search(line):
        return False
    behind = plain[match.end() : match.end() + 1]
    if behind.isdigit() or (behind.isascii() and behind.isalpha()):
        return False
    if name in ("hotline", "local"):
        return bool(sign("finding", "phone_word").search(line))
    return True


def _phone(name: str, match: re.Match[str], plain: str, text: str) -> Iterator[AddressFound]:
    groups = match.groupdict()
    area = groups.get("area") or ""
    more = re.sub(r"\s", "", groups.get("more") or "")
    local = re.sub(r"[\s]", "", groups["local"])
    kind = "mobile" if name == "mobile" else "phone"
    if sign("finding", "fax_word").search(plain[max(0, match.start() - 12) : match.start()]):
        kind = "fax"
    if kind == "mobile":
        local = local.replace("-", "")
    area = area if not area or area.startswith("0") else f"0{area}"
    value = f"{area}-{local}{more}" if area else f"{local}{more}"
    yield AddressFound(kind, match.start(), match.end(), value, text[match.start() : match.end()])
    end = match.end()
    while area and (other := sign("finding", "shared").match(plain, end)):
        yield AddressFound(
            kind,
            other.start("local"),
            other.end(),
            f"{area}-{other['local']}",
            text[match.start() : other.end()],
        )
        end = other.end()
    other = sign("finding", "shared_end").match(plain, end) if area and end == match.end() else None
    if other is not None:
        whole = local[: -len(other["end"])] + other["end"]
        yield AddressFound(
            kind, other.start("end"), other.end(), f"{area}-{whole}", text[match.start() : other.end()]
        )

"""Reads what comes back: delivery status notifications (RFC 3464), sent to the return address of a letter (VERP)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses

_NOBODY = re.compile(r"\s*(5\.1\.(?!7\b|8\b)\d{1,3}|5\.2\.1)\b")
"""Nobody there: what ends a subscription, as in an answer of a server."""
_HEADERS = ("X-Original-To", "Envelope-To", "Delivered-To", "To")
_MOST_PARTS = 50


@dataclass(frozen=True)
class Bounce:
    """What came back: the mailbox `name` that it is about, and the enhanced code `ends` if nobody is there for good."""

    name: str
    ends: str = ""


def read_bounce(raw: bytes, bounce: str, recipient: str = "") -> Bounce | None:
    """What a letter to the return address `bounce` tells; None if it names no mailbox.

    `recipient` is its envelope's recipient where the mail server told it; else its headers do. What is no notification, or
    tells of a delay or of anything that may pass, ends nothing.
    """
    letter = message_from_bytes(raw)
    name = _name(letter, bounce, recipient)
    if name is None:
        return None
    if letter.get_content_type() != "multipart/report":
        return Bounce(name)
    found = (_ends(fields) for fields in _recipients(letter))
    return Bounce(name, next((code for code in found if code), ""))


def _name(letter: Message, bounce: str, recipient: str) -> str | None:
    """The mailbox that stands behind the plus of the return address."""
    local, _, domain = bounce.lower().rpartition("@")
    form = re.compile(re.escape(local) + r"\+([a-z2-7]{20})@" + re.escape(domain))
    told = [recipient] if recipient else [str(one) for name in _HEADERS for one in letter.get_all(name, [])]
    for _, address in getaddresses(told):
        found = form.fullmatch(address.lower())
        if found:
            return found[1]
    return None


def _recipients(letter: Message) -> Iterator[Message]:
    """The fields of each recipient of which a notification tells."""
    for count, part in enumerate(letter.walk()):
        if count >= _MOST_PARTS:
            return
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            fields = part.get_payload()
            yield from (one for one in fields if isinstance(one, Message)) if isinstance(fields, list) else ()


def _ends(fields: Message) -> str:
    """The code by which a recipient is gone for good; empty if this does not say so."""
    if str(fields.get("Action", "")).strip().lower() != "failed":
        return ""
    for name in ("Status", "Diagnostic-Code"):
        text = str(fields.get(name, ""))
        found = _NOBODY.match(text) if name == "Status" else re.search(r"\b5\d\d[ -]" + _NOBODY.pattern, text)
        if found:
            return found[1]
    return ""

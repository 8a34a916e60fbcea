"""Addresses as people type them, as letters carry them, and as they are counted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import idna

_MOST_OCTETS, _MOST_LOCAL_OCTETS = 254, 64
"""Octets of an address and of its local part (RFC 5321, 4.5.3.1)."""
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff-]+"
_PLAIN = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_QUOTED = re.compile(r'"([ !#-\[\]-~]|\\[ -~])+"')
"""The two forms of a local part (RFC 5321, 4.1.2), with letters of any script in the first (RFC 6531, 3.3)."""
_TOP = re.compile(r"(?=.*[a-z])[a-z0-9-]{2,}")
_WITHIN = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_NEARLY = re.compile(r"[^\x00-\x7f]{0,8}[!-?A-~]+@[!-~]*")
_FEW_WORDS = 8
"""Characters beside an address."""
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD])


@dataclass(frozen=True)
class MailAddress:
    """An address that is well formed. Whether anybody reads there, only a letter shows.

    `shown` is how people write it, `wire` how SMTP carries it: its domain in ASCII. `international` tells that its local part
    is not, so that every server on the way must know SMTPUTF8.
    """

    shown: str
    wire: str
    international: bool = False

    @property
    def counted(self) -> str:
        """One text for all spellings that reach one mailbox: letters of any case, and with any tag behind a plus."""
        local, _, domain = self.wire.rpartition("@")
        untagged = local if local.startswith('"') else local.partition("+")[0] or local
        return f"{unicodedata.normalize('NFKC', untagged).casefold()}@{domain.lower()}"

    @property
    def hinted(self) -> str:
        """Enough of it for its owner to know it, and nobody else: z…@example.cn."""
        local, _, domain = self.shown.rpartition("@")
        return f"{local[:1]}…@{domain}"


def read_address(text: str) -> MailAddress | None:
    """The address that `text` is, however it was typed (full-width letters, blanks around it); None if it is none."""
    typed = text.translate(_INVISIBLE).translate(_FULL_WIDTH).strip().strip("<>").strip()
    if "@" not in typed or len(typed) > _MOST_OCTETS or not typed.isprintable():
        return None
    local, _, domain = typed.rpartition("@")
    local = unicodedata.normalize("NFC", local)
    wire = _on_the_wire(domain)
    if wire is None or not (_PLAIN.fullmatch(local) or _QUOTED.fullmatch(local)):
        return None
    if len(local.encode()) > _MOST_LOCAL_OCTETS or len(local.encode()) + len(wire) >= _MOST_OCTETS:
        return None
    shown = idna.decode(wire) if "xn--" in wire else wire
    return MailAddress(f"{local}@{shown}", f"{local}@{wire}", not local.isascii())


def find_address(text: str) -> MailAddress | None:
    """The address that `text` is, or that stands in it with a few words around (邮箱是a@b.cn); None in any longer text."""
    typed = text.translate(_INVISIBLE).translate(_FULL_WIDTH)
    found = _WITHIN.findall(typed)
    if len(found) == 1 and len(typed) - len(found[0]) <= _FEW_WORDS and (within := read_address(found[0])):
        return within
    return read_address(text)


def is_nearly_address(text: str) -> bool:
    """Whether `text` is no address, but was meant as one: its end is missing, or a sign is wrong (zhang@qq, zhang@qq,com)."""
    typed = "".join(text.translate(_INVISIBLE).translate(_FULL_WIDTH).split())
    return len(typed) <= _MOST_OCTETS and _NEARLY.fullmatch(typed) is not None and find_address(text) is None


def _on_the_wire(domain: str) -> str | None:
    """A domain in ASCII; None if it is none that mail from outside could reach."""
    try:
        wire = idna.encode(domain, uts46=True, std3_rules=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        return None
    labels = wire.split(".")
    return wire if len(labels) > 1 and _TOP.fullmatch(labels[-1]) else None

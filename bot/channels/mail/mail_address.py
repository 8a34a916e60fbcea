"""Addresses as people type them, as letters carry them, and as they are counted."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

_LONGEST = 254
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
    if "@" not in typed or len(typed) > _LONGEST or not typed.isprintable():
        return None
    try:
        found = validate_email(
            typed,
            check_deliverability=False,
            allow_quoted_local=True,
            allow_smtputf8=True,
            globally_deliverable=False,
        )
    except (EmailNotValidError, UnicodeError):
        return None
    if found.ascii_domain is None or "." not in found.ascii_domain:
        return None
    international = found.ascii_email is None
    wire = f"{found.local_part}@{found.ascii_domain}"
    return MailAddress(found.normalized, wire, international) if len(wire.encode()) <= _LONGEST else None

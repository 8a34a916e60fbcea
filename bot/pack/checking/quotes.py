"""The form in which quotes are compared."""

from __future__ import annotations

import unicodedata


def squeeze(text: str) -> str:
    """NFKC without white space: the form in which a quote is looked up in the notice."""
    return "".join(unicodedata.normalize("NFKC", text).split())

"""Whether an address can be called: of a known scheme, with a host that can be looked up and a port that there is; its parts."""

from __future__ import annotations

import re
from collections.abc import Collection
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import SplitResult, urlsplit

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)
_DOTTED_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_LONGEST_HOST = 253


def is_callable(text: str, schemes: Collection[str], query: bool = True) -> bool:
    """Whether a text is a URL of one of `schemes` that can be called as it stands. A user and a password may stand in it.

    A fragment would never be sent, and without `query` what follows a question mark would not be either.
    """
    if "\\" in text or any(sign.isspace() or not sign.isprintable() for sign in text):
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme not in schemes or port == 0 or "#" in text or ("?" in text and not query):
        return False
    return parts.netloc.count("@") <= 1 and _can_be_looked_up(parts)


def without_user(text: str) -> str:
    """An address without the user and the password in it, to be shown."""
    scheme, parted, rest = text.partition("://")
    before, at, after = rest.rpartition("@")
    return f"{scheme}{parted}…@{after}" if before and at else text


def root_of(url: str) -> str:
    """The path below which all of a site lies: empty, or such as /bot; of the URL of its first page."""
    return urlsplit(url).path.rstrip("/")


def host_of(url: str) -> str:
    """The host of a URL as browsers name it: in small letters, with its port unless that goes without saying."""
    parts = urlsplit(url)
    usual = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    return parts.netloc.lower().removesuffix(usual)


def below(path: str, root: str) -> str | None:
    """The path without `root`; None if it does not lie below that."""
    return path[len(root) :] if path.startswith(f"{root}/") else None


def _can_be_looked_up(parts: SplitResult) -> bool:
    """Whether its host is a name or a full IP address. An address with a zone means something on one machine alone."""
    host = parts.hostname or ""
    if "[" in parts.netloc:
        return "%" not in host and _is(IPv6Address, host)
    labels = _ascii(host).removesuffix(".").split(".")
    if _DOTTED_NUMBER.fullmatch(labels[-1]):
        return _is(IPv4Address, host)
    return len(host) <= _LONGEST_HOST and all(map(_LABEL.fullmatch, labels))


def _is(kind: type[IPv4Address] | type[IPv6Address], host: str) -> bool:
    try:
        kind(host)
    except AddressValueError:
        return False
    return True


def _ascii(host: str) -> str:
    """A host in the letters in which it is looked up; empty if there are none for it."""
    if host.isascii() and "xn--" not in host:
        return host
    import idna  # few addresses need it

    try:
        if host.isascii():
            idna.decode(host)
            return host
        return idna.encode(host).decode()
    except idna.IDNAError:
        return ""

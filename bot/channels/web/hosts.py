"""Under which names the server may be reached: a page of another site must not reach it under a name of its own.

Such a page has its name point to this machine for a moment (DNS rebinding); the visitor's browser then takes the server for
that site, and names it in Host. An IP address cannot be made to point elsewhere, so it is always allowed.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:/@?#\s]+)(?::(\d{1,5}))?")
_WEB_PORTS = frozenset([80, 443])


@dataclass(frozen=True)
class Hosts:
    """The allowed names. Without `names`: any, or on a `loopback` address those of this machine and of a proxy before it.

    `port` is the one that the server listens on; 0 if it is not known. `public` is the host (with its port if it has one) under
    which it is reached from outside, allowed besides; empty if that is not known. Where it is known there is a proxy, whether or
    not that says so with each request.
    """

    names: frozenset[str] = frozenset()
    loopback: bool = False
    port: int = 0
    public: str = ""

    @classmethod
    def of(cls, names: Sequence[str], address: str, port: int, public: str = "") -> Hosts:
        """The rule for a server with these `names` in its settings, which listens on `address` and `port`."""
        return cls(frozenset(name.lower() for name in names), _is_loopback(address), port, public.lower())

    def allow(self, host: str, forwarded: bool) -> bool:
        """Whether a request with this Host header is meant for this server; `forwarded` if a proxy says that it passed it on.

        Programs that name no host are none that a page could use.
        """
        if not host or not (self.names or self.loopback) or host.lower() == self.public:
            return True
        parsed = _HOST.fullmatch(host.lower())
        if parsed is None:
            return False
        name, port = parsed[1].removesuffix("."), int(parsed[2] or 0)
        if name in self.names or _is_own(name):
            return True
        # A browser that comes straight here names our port (unless that is one which it leaves out): by a proxy it names another.
        straight = port == self.port or self.port in _WEB_PORTS
        proxied = forwarded or bool(self.public)
        return not self.names and proxied and not straight

    @property
    def expected(self) -> str:
        """The names under which it is reached, for whoever set up a proxy that sends another."""
        return ", ".join(filter(None, (self.public, *sorted(self.names)))) or "localhost"


def _is_own(name: str) -> bool:
    """Whether `name` is an IP address or a name of the machine itself."""
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
    return True


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"

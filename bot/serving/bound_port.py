"""The socket on which a server listens. It imports no server, so that a process that only hands the socket on stays small."""

from __future__ import annotations

import errno
import socket
from socket import EAI_AGAIN

from bot.messages import message
from bot.refusal import Refused

BACKLOG = 2048
_PASSING = frozenset([errno.EADDRINUSE, errno.EADDRNOTAVAIL, EAI_AGAIN])
"""Why a port may be had later: the program that has it ends, the network comes up, names are resolved again."""


def bind(host: str, port: int) -> socket.socket:
    """A listening socket on the address. Raises OSError if it cannot be bound."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(BACKLOG)
    except OSError:
        bound.close()
        raise
    bound.setblocking(False)
    return bound


def bind_or_refuse(host: str, port: int) -> socket.socket:
    """As `bind`. Raises Refused with what to do if it cannot be bound."""
    try:
        return bind(host, port)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        passes = getattr(error, "errno", None) in _PASSING
        raise Refused(message("serve_no_port", host=host, port=port, reason=reason), passes) from error


def address_of(bound: socket.socket) -> str:
    """The URL of the socket for a browser on this machine."""
    host, port, *_ = bound.getsockname()
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"

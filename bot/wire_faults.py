"""Why a connection to another system failed, in a few words for the log: the cause, not what the library made of it.

Nothing of what was sent or answered is in it.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

_SHOWN = 120


def why(error: BaseException) -> str:
    """The class of `error`, and the cause at the bottom of it if that is one that an administrator can mend."""
    name = type(error).__name__
    for cause in _chain(error):
        told = _cause(cause)
        if told:
            return f"{name}: {told}"
    return name


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _cause(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate not accepted ({error.verify_message[:_SHOWN]}); SSL_CERT_FILE names other authorities"
    if isinstance(error, ssl.SSLError):
        return f"no TLS ({(error.reason or 'unknown')[:_SHOWN]})"
    if isinstance(error, socket.gaierror):
        return "the host name is not known"
    if isinstance(error, ConnectionRefusedError):
        return "nobody listens there"
    if isinstance(error, ConnectionResetError | BrokenPipeError):
        return "the connection was broken off"
    if isinstance(error, OSError) and error.strerror and not isinstance(error, TimeoutError):
        return error.strerror[:_SHOWN]
    return ""

"""A certificate authority of the tests' own."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

import trustme

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Certificates:
    """`authority` is the file that SSL_CERT_FILE names; `chain` holds the server's certificate and key."""

    authority: Path
    chain: Path

    @classmethod
    def made(cls, folder: Path, host: str = HOST) -> Certificates:
        """A new authority, and a certificate of it for `host`."""
        folder.mkdir(parents=True, exist_ok=True)
        authority = trustme.CA()
        made = cls(folder / "authority.pem", folder / "chain.pem")
        authority.cert_pem.write_to_path(str(made.authority))
        authority.issue_cert(host).private_key_and_cert_chain_pem.write_to_path(str(made.chain))
        return made

    def of_server(self) -> ssl.SSLContext:
        """What a server shows."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.chain)
        return context

    def trusted(self) -> ssl.SSLContext:
        """What a client accepts."""
        return ssl.create_default_context(cafile=str(self.authority))

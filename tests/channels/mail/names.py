"""A name server of the tests' own, with the TXT records that it is given."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import cast

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
from dns.asyncresolver import Resolver

from tests.smtp_server.certificates import HOST


class _Answering(asyncio.DatagramProtocol):
    def __init__(self, records: Mapping[str, str]) -> None:
        self._records = records

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        asked = dns.message.from_wire(data)
        answer = dns.message.make_response(asked)
        answer.flags |= dns.flags.RA
        name = asked.question[0].name.to_text(omit_final_dot=True)
        if name in self._records:
            text = self._records[name]
            parts = " ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200))
            answer.answer.append(dns.rrset.from_text(asked.question[0].name, 60, "IN", "TXT", parts))
        else:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        self._transport.sendto(answer.to_wire(), address)


@contextlib.asynccontextmanager
async def names(records: Mapping[str, str]) -> AsyncIterator[Resolver]:
    """A resolver that asks such a server."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: _Answering(records), local_addr=(HOST, 0))
    resolver = Resolver(configure=False)
    resolver.nameservers = [HOST]
    resolver.port = transport.get_extra_info("sockname")[1]
    try:
        yield resolver
    finally:
        transport.close()

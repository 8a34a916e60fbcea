"""The socket that the server listens on."""

from __future__ import annotations

import contextlib

import pytest

from bot.serving.bound_port import address_of, bind


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_the_address_is_one_that_people_can_open(host: str) -> None:
    """With the port that was found if any would do."""
    with contextlib.closing(bind(host, 0)) as bound:
        port = bound.getsockname()[1]
        assert address_of(bound).endswith(f":{port}")
        assert "0.0.0.0" not in address_of(bound)


def test_an_address_that_is_taken_is_refused() -> None:
    """And one that is not this machine's."""
    with contextlib.closing(bind("127.0.0.1", 0)) as bound, pytest.raises(OSError, match=r"."):
        bind("127.0.0.1", bound.getsockname()[1])
    with pytest.raises(OSError, match=r"."):
        bind("203.0.113.1", 0)

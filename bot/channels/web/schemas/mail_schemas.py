"""Models of letters."""

from __future__ import annotations

from bot.channels.web.schemas.described_model import DescribedModel


class CameBack(DescribedModel):
    """Whether a letter that came back is about a mailbox that this server knows."""

    known: bool

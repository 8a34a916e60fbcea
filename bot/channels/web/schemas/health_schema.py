"""Model of the health check."""

from __future__ import annotations

from typing import Literal

from bot.channels.web.schemas.described_model import DescribedModel


class Health(DescribedModel):
    """The health of the server and of its parts. If one part is "unwell", so is the server.

    Other values of a part are "ok", "off", or a word of its own, such as "standby". `cause` says in a word what is wrong
    with the database, such as "full" or "busy"; it is empty if nothing is. "held" of a channel: it refuses everybody.
    """

    status: Literal["ok", "unwell"]
    database: Literal["ok", "unwell"]
    dispatcher: str
    telegram: str
    push: str
    mail: str
    wechat: str
    wecom: str
    wecom_group: str
    dingtalk: str
    dingtalk_group: str
    cause: str = ""


class Alive(DescribedModel):
    """That the process answers."""

    status: Literal["ok"] = "ok"

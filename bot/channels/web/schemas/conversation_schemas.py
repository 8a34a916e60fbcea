"""A message that comes in, what is answered, and how the conversation stands."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.channels.web.schemas.shared_fields import CLAUSES

LONGEST_TEXT = 2000
MessageId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
User = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f-\x9f]{1,150}$")]


class Incoming(BaseModel):
    """一句话，或者点了一个选项；二者给一个。"""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": ["text"]}, {"required": ["choice"]}],
            "examples": [{"text": "单位几号前要推荐"}, {"choice": "deadline_unit", "id": "m-1"}],
        }
    )
    text: str = Field("", max_length=LONGEST_TEXT, description="说的话")
    choice: str = Field("", max_length=LONGEST_TEXT, description="所点选项的 id")
    id: MessageId | None = Field(
        None, description="发送方给这条消息的编号；同一编号重发，得到同样的回答，不算第二次"
    )
    user: User | None = Field(None, description="推送渠道的用户，只与 Authorization: Bearer 同用")

    @model_validator(mode="after")
    def _one_of_two(self) -> Incoming:
        given = self.model_fields_set & {"text", "choice"}
        if len(given) != 1:
            message = "text or choice"
            raise ValueError(message)
        return self

    @property
    def said(self) -> str:
        """What is handed to the assistant: printable, whole characters alone."""
        return "".join(map(_printable, self.text or self.choice))


def _printable(character: str) -> str:
    """The character; half a surrogate pair, which no database takes, and control characters are replaced."""
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return character if character >= " " or character in "\n\t" else " "


class Choice(BaseModel):
    """可以点的选项。"""

    id: str
    label: str


class Reply(BaseModel):
    """一条回答。text 是全文，末行是依据；body 是正文，basis 是依据那一行。"""

    text: str = Field(examples=["个人网上申报截止到2022年12月6日（还有21天）。\n依据：四（一）"])
    body: str
    basis: str
    clauses: list[str] = CLAUSES
    choices: list[Choice]
    attachment: Literal["", "calendar"] = Field(description="calendar：附有日历，见 /api/calendar.ics")
    entry: str = Field(description="所答的问答条目，评价时用；空为不评价")


class Interview(BaseModel):
    """资格问答到了哪里。asking 不空：在问；verdict 不空：有了结论。"""

    name: str
    asking: str
    verdict: Literal["", "eligible", "not_eligible", "late", "needs_more", "check_12"]
    phase: Literal["verdict", "papers", "done"]
    paused: bool
    answered: int
    left: int = Field(description="大约还有几题")
    question: Reply | None


class Answered(BaseModel):
    """对一句话的回答。"""

    replies: list[Reply]
    interview: Interview | None


class Begun(BaseModel):
    """一个人的资格问答。"""

    name: str
    asking: str
    verdict: str


class Standing(BaseModel):
    """这个会话现在开着什么；不是聊天记录。"""

    session: bool
    interview: Interview | None
    choices: list[Choice]
    interviews: list[Begun]


class Vote(BaseModel):
    """对一条回答的评价。"""

    model_config = ConfigDict(json_schema_extra={"examples": [{"entry": "deadline_unit", "vote": "up"}]})
    entry: str = Field(max_length=100)
    vote: Literal["up", "down"]


class Counted(BaseModel):
    """是否计入；同一会话对同一条目只计一次。"""

    counted: bool


class Forgotten(BaseModel):
    """删了几行。"""

    forgotten: int

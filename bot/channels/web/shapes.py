"""The forms of what comes in and goes out, as the OpenAPI page shows them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

LONGEST_TEXT = 2000
_CLAUSES = Field(description="条款编号", examples=[["四.一"]])
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
    clauses: list[str] = _CLAUSES
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


class Notice(BaseModel):
    """这份通知，和这个服务本身。pretends 不空：正假装是那一刻。"""

    title: str
    short_title: str
    year: int
    greeting: list[str]
    unofficial: str
    today: str
    pretends: str | None
    push: bool
    telegram: str | None
    contacts: list[dict[str, Any]]
    source: str | None


class Deadline(BaseModel):
    """一个时间节点。days_left 小于 0：已截止；derived：由通知推算。"""

    id: str
    name: str
    role: str
    date: str = Field(examples=["2022-12-06"])
    spoken: str
    days_left: int
    state: str
    derived: bool
    clauses: list[str] = _CLAUSES


class Deadlines(BaseModel):
    """时间节点，按日期排列。"""

    today: str
    deadlines: list[Deadline]


class Questions(BaseModel):
    """最常问的问题；点了作为 choice 发出。"""

    questions: list[Choice]


class Clause(BaseModel):
    """一个条款和通知原文。"""

    id: str
    shown: str
    name: str
    text: str


class Clauses(BaseModel):
    """全部条款。"""

    clauses: list[Clause]


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


class Reason(BaseModel):
    """一条理由。"""

    effect: Literal["pass", "block", "late", "need", "check", "warn", "route"]
    text: str
    clauses: list[str] = _CLAUSES


class Paper(BaseModel):
    """清单上的一项：是什么，交到哪里，从哪里来。"""

    text: str
    where: str
    obtain: str
    clauses: list[str] = _CLAUSES


class Step(BaseModel):
    """报送路径的一步。"""

    text: str
    clauses: list[str] = _CLAUSES


class Given(BaseModel):
    """一项回答。"""

    fact: str
    name: str
    value: str


class Cited(BaseModel):
    """所引条款的名称和原文。"""

    shown: str
    name: str
    text: str


class Result(BaseModel):
    """一次资格问答的结果，供打印。"""

    name: str
    notice: str
    today: str
    verdict: str
    title: str
    text: str
    reasons: list[Reason]
    checklist: list[Paper]
    route: list[Step]
    answers: list[Given]
    open: list[str]
    clauses: dict[str, Cited]
    disclaimer: str


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


class Health(BaseModel):
    """各部分的状况。"""

    status: Literal["ok", "unwell"]
    database: Literal["ok", "unwell"]
    dispatcher: str
    telegram: str


class ProblemShape(BaseModel):
    """出错时的说明（RFC 9457）；detail 说怎么办。"""

    type: str = "about:blank"
    title: str
    status: int
    detail: str

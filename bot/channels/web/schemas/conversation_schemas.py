"""Models of a conversation: the message of a user, the replies, and what is open."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, StringConstraints, field_validator, model_validator

from bot.channels.web.api_examples import ANSWER, ENTRY, QUESTION, ROLE
from bot.channels.web.schemas.described_model import DescribedModel
from bot.channels.web.schemas.shared_fields import CLAUSES, NOTICE
from bot.conversation.assistant import Assistant
from bot.conversation.turn import Conversation
from bot.messages import message
from bot.replies.act_ids import act_of
from bot.replies.acts import Act
from bot.replies.reply import Attachment, Kind
from bot.replies.reply import Choice as Offered
from bot.replies.reply import Reply as Said

LONGEST_TEXT = 2000
MOST_SEEN = 2**31 - 1
"""Milliseconds; no page stays open for longer."""
MessageId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
User = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f-\x9f]{1,150}$")]


class Incoming(DescribedModel):
    """The message of a user: a text, or the id of the choice that was picked."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": ["text"]}, {"required": ["choice"]}],
            "examples": [
                {"text": QUESTION},
                {"choice": ENTRY, "id": "m-1"},
            ],
        }
    )
    text: str = Field("", max_length=LONGEST_TEXT, description=message("schema_incoming_text"))
    choice: str = Field("", max_length=LONGEST_TEXT, description=message("schema_incoming_choice"))
    id: MessageId | None = Field(None, description=message("schema_incoming_id"))
    user: User | None = Field(None, description=message("schema_incoming_user"))
    seen_for: int | None = Field(None, ge=0, le=MOST_SEEN, description=message("schema_incoming_seen_for"))

    @field_validator("seen_for", mode="before")
    @classmethod
    def _number(cls, given: object) -> object:
        """What the schema calls a number: not true, and no digits in quotation marks."""
        if isinstance(given, bool | str):
            wrong = "seen_for"
            raise ValueError(wrong)
        return given

    @model_validator(mode="after")
    def _one_of_two(self) -> Incoming:
        given = self.model_fields_set & {"text", "choice"}
        if len(given) != 1:
            wrong = "text or choice"
            raise ValueError(wrong)
        return self

    @property
    def seen(self) -> timedelta | None:
        """How long the choice had been in view when it was picked; None if that is not told."""
        return None if self.seen_for is None else timedelta(milliseconds=self.seen_for)

    @property
    def said(self) -> str | Act:
        """The act that was picked, or the text, of characters that can be shown and stored."""
        words = "".join(map(_printable, self.text or self.choice))
        return act_of(words) if "choice" in self.model_fields_set else words


def _printable(character: str) -> str:
    """The character, or a replacement if it is a control character or a lone surrogate, which databases refuse."""
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return character if character >= " " or character in "\n\t" else " "


class Choice(DescribedModel):
    """A choice that the user can pick instead of typing."""

    id: str
    label: str

    @classmethod
    def of(cls, offered: Offered) -> Self:
        """The choice as the assistant offered it."""
        return cls(id=offered.id, label=offered.label)


class Reply(DescribedModel):
    """One reply. `text` is the whole reply: `body`, and `basis` as its last line, which names the clauses."""

    kind: Kind = Field(description=message("schema_reply_kind"))
    text: str = Field(examples=[ANSWER])
    body: str
    basis: str
    clauses: list[str] = CLAUSES
    choices: list[Choice]
    attachment: Attachment = Field(description=message("schema_reply_attachment"))
    entry: str = Field(description=message("schema_reply_entry"))

    @classmethod
    def of(cls, said: Said) -> Self:
        """The reply as the assistant gave it."""
        return cls(
            kind=said.kind,
            text=said.whole,
            body=said.text,
            basis=said.basis,
            clauses=list(said.clauses),
            choices=list(map(Choice.of, said.choices)),
            attachment=said.attachment,
            entry=said.entry,
        )


class Typed(DescribedModel):
    """How the answer that is awaited is typed, with an example and what to write into the empty field."""

    kind: Literal["number", "year", "date"]
    example: str
    prompt: str

    @classmethod
    def of(cls, assistant: Assistant, conversation: Conversation) -> Self | None:
        """How the open question of `conversation` is answered; None if its answer is picked, or nothing is asked."""
        typed = assistant.typed(conversation)
        if typed is None:
            return None
        prompt = message(f"typed_{typed.kind}", example=typed.example)
        return cls(kind=typed.kind, example=typed.example, prompt=prompt)


class Interview(DescribedModel):
    """The state of the open interview: it asks for the fact `asking`, or has reached `verdict`."""

    name: str
    asking: str
    verdict: str
    phase: Literal["verdict", "papers", "done"]
    paused: bool
    answered: int
    left: int = Field(description=message("schema_interview_left"))
    question: Reply | None
    typed: Typed | None = Field(description=message("schema_interview_typed"))

    @classmethod
    def of(cls, assistant: Assistant, conversation: Conversation, now: datetime) -> Self | None:
        """The open interview of `conversation`; None if there is none. `now` is aware."""
        progress = assistant.interview(conversation)
        if progress is None:
            return None
        question = assistant.open_question(conversation, now)
        return cls(
            name=conversation.name,
            asking=progress.asking,
            verdict=progress.verdict,
            phase=progress.phase,
            paused=progress.paused,
            answered=len(progress.answers),
            left=assistant.questions_left(conversation, now),
            question=Reply.of(question) if question else None,
            typed=Typed.of(assistant, conversation),
        )


class Begun(DescribedModel):
    """An interview of one person, finished or not; `notice` is empty for one begun before interviews named theirs.

    `begun` is when (ISO 8601), empty if that was not kept: it stays when the person is called otherwise.
    """

    notice: str = NOTICE
    name: str
    asking: str
    verdict: str
    begun: str

    @classmethod
    def all(cls, conversation: Conversation) -> list[Self]:
        """Each of `conversation`."""
        return [
            cls(
                notice=progress.notice,
                name=name,
                asking=progress.asking,
                verdict=progress.verdict,
                begun=progress.begun,
            )
            for name, progress in conversation.interviews.items()
        ]


class Answered(DescribedModel):
    """The answer to a message; `interviews` are those of everybody for whom the session asks."""

    notice: str = NOTICE
    replies: list[Reply]
    interview: Interview | None
    interviews: list[Begun]
    role: str | None = Field(description=message("schema_role_remembered"))


class Standing(DescribedModel):
    """What is open in the conversation of a session. It holds no messages."""

    notice: str = NOTICE
    session: bool
    interview: Interview | None
    choices: list[Choice]
    interviews: list[Begun]
    role: str = Field(description=message("schema_role_taken"))
    shared: bool = Field(description=message("schema_standing_shared"))

    @classmethod
    def of(cls, assistant: Assistant, conversation: Conversation, now: datetime) -> Self:
        """What is open in `conversation`. `now` is aware."""
        return cls(
            notice=assistant.notice_of(conversation),
            session=True,
            interview=Interview.of(assistant, conversation, now),
            choices=list(map(Choice.of, conversation.offered)),
            interviews=Begun.all(conversation),
            role=conversation.role,
            shared=conversation.shared,
        )

    @classmethod
    def without_session(cls, notice: str) -> Self:
        """The answer for a visitor without a session."""
        return cls(
            notice=notice, session=False, interview=None, choices=[], interviews=[], role="", shared=False
        )


class Being(DescribedModel):
    """Who somebody is: a role of the notice, or empty to take that back."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"role": ROLE}]})
    role: str = Field(max_length=100, description=message("schema_role_taken"))


class Vote(DescribedModel):
    """Feedback on the answer of an entry."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"entry": ENTRY, "vote": "up"}]})
    entry: str = Field(max_length=100)
    vote: Literal["up", "down"]
    missing: str = Field(default="", max_length=120, description=message("schema_vote_missing"))


class Counted(DescribedModel):
    """Whether the feedback was counted: once for each session and entry."""

    counted: bool


class Forgotten(DescribedModel):
    """How many rows of the database were deleted."""

    forgotten: int

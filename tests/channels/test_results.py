"""One result, whatever it is read in: the chat, the page, the file of Telegram, its /status, a reminder, the terminal."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import docx
import httpx
import pytest

from bot.channels.telegram.paper import paper_of
from bot.channels.terminal import Session, run_json
from bot.commands.interview_batch import plain_assessment
from bot.conversation.assistant import Assistant, assistant_of
from bot.knowledge import Knowledge
from tests.channels.telegram.test_turns import Chat
from tests.channels.web.conftest import site_of
from tests.conversation.talks import BEGIN, Talk, status_of
from tests.interview.applicants import answers, assessor, interview
from tests.packs import OPEN, SHANGHAI

MORE = "iv:do:more"
ENOUGH = 5
"""How often some more questions about the papers are asked for until none is left."""
LATE_DAY = datetime(2022, 12, 7, 10, tzinfo=SHANGHAI)
_MARK = re.compile(r"^(?:□ )?(?:\d+\. |· )")
_OF_THE_LIST = re.compile(r"（http[^）]*）|（已有）|（还缺）|按您说的算：[^。]*。$")
"""What a row says in one list, and the paper by its place: an address, what is there, what is missing of a number."""


@dataclass(frozen=True)
class Applicant:
    """Somebody with a verdict: what is asked of them is answered so, on the day `now`."""

    verdict: str
    answers: Mapping[str, object]
    now: datetime = OPEN

    def reply(self, fact: str) -> str:
        """What they say to a question: a tap, or a number typed."""
        value = self.answers.get(fact, "unknown")
        typed = isinstance(value, int) and not isinstance(value, bool)
        return str(value) if typed else f"iv:answer:{fact}:{value}"


APPLICANTS = (
    Applicant("eligible", answers()),
    Applicant("not_eligible", answers(employment_status="retired")),
    Applicant("late", answers(), LATE_DAY),
    Applicant("needs_more", answers(ce_registered=False, annual_review_years=3)),
    Applicant("check_12", answers(meets_12=None)),
)
each = pytest.mark.parametrize("applicant", APPLICANTS, ids=lambda applicant: applicant.verdict)


@pytest.fixture(scope="module")
def full(shipped: Knowledge) -> Assistant:
    """Answers and interviews from the shipped pack."""
    return assistant_of(shipped)


@dataclass(frozen=True)
class Told:
    """What is told of a result, each in the order in which it is told."""

    reasons: tuple[str, ...]
    checklist: tuple[str, ...]
    route: tuple[str, ...]


class Universe:
    """All that could be told of an applicant, told or not, by which a text is taken apart again."""

    def __init__(self, known: Mapping[str, object], now: datetime) -> None:
        self._all = plain_assessment(None, assessor().assess(known, now.date()), "n")

    def told_in(self, text: str) -> Told:
        """What `text` tells in its rows; the same row twice counts once."""
        rows = [_MARK.sub("", line) for line in text.splitlines() if _MARK.match(line)]
        parts = (self._found(rows, part) for part in ("reasons", "checklist", "route"))
        return Told(*parts)

    def on_paper(self, text: str) -> set[str]:
        """What a paper, which groups its rows by what is to be done with them, holds of all that it should tell.

        What is to be found out stands there as a task, and not as a reason too.
        """
        rows = [one for part in ("reasons", "checklist", "route") for one in self._all[part]]
        texts = {bare_of(one["text"]) for one in rows if one.get("effect") != "check"}
        return {one for one in texts if one in text}

    def _found(self, rows: Iterable[str], part: str) -> tuple[str, ...]:
        texts = sorted((one["text"] for one in self._all[part]), key=len, reverse=True)
        found = (next((text for text in texts if row.startswith(text)), "") for row in rows)
        return tuple(dict.fromkeys(filter(None, found)))


def lines_in(file: bytes) -> str:
    """The lines of a Word document."""
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(file)).paragraphs)


def bare_of(row: str) -> str:
    """A row without what a paper says elsewhere."""
    return _OF_THE_LIST.sub("", row)


def interviewed(assistant: Assistant, applicant: Applicant) -> Talk:
    """The whole interview in a chat, to the verdict and to the end of the questions about the papers."""
    talk = Talk(assistant, applicant.now)
    for said in (BEGIN, "iv:do:papers", *[MORE] * ENOUGH):
        talk.say(said)
        while talk.status and "asking" in talk.status:
            talk.say(applicant.reply(talk.status["asking"]))
    return talk


def chatted(assistant: Assistant, applicant: Applicant) -> str:
    """What the chat says of the verdict and of the papers."""
    talk = interviewed(assistant, applicant)
    return talk.say("iv:do:why") + "\n" + talk.say("iv:do:papers")


def of_page(result: Mapping[str, Any]) -> Told:
    """What the page shows."""
    return Told(*(tuple(one["text"] for one in result[part]) for part in ("reasons", "checklist", "route")))


async def page_of(assistant: Assistant, applicant: Applicant) -> dict[str, Any]:
    """The result that the API gives after the same interview."""
    site = site_of(assistant)
    site.services.clock = lambda: applicant.now
    async with site.visitor() as visitor:

        async def said(**body: str) -> dict[str, Any]:
            answered: dict[str, Any] = (await visitor.post("/api/messages", json=body)).json()
            return answered

        interview = (await said(text=BEGIN))["interview"]
        for step in ("iv:do:papers", *[MORE] * ENOUGH):
            while interview["asking"]:
                reply = applicant.reply(interview["asking"])
                interview = (await said(**{"choice" if ":" in reply else "text": reply}))["interview"]
            interview = (await said(choice=step))["interview"]
        response: httpx.Response = await visitor.get("/api/result")
    found: dict[str, Any] = response.json()
    return found


def lines_of(applicant: Applicant, asked: list[str]) -> Iterable[str]:
    """The same interview as lines of a pipe: `asked` gets the open question after each line."""
    for said in (BEGIN, "iv:do:papers", *[MORE] * ENOUGH):
        yield said
        while asked[-1]:
            yield applicant.reply(asked[-1])
    yield "iv:do:why"
    yield "iv:do:papers"


def piped(assistant: Assistant, applicant: Applicant) -> str:
    """What the terminal says in JSON of the verdict and of the papers."""
    said: list[dict[str, Any]] = []
    asked = [""]

    class Out(io.StringIO):
        def write(self, text: str) -> int:
            said.append(json.loads(text))
            asked.append((said[-1]["interview"] or {}).get("asking", ""))
            return len(text)

    run_json(Session(assistant, lambda: applicant.now), lines_of(applicant, asked), Out())
    return "\n".join(reply["text"] for line in said[-2:] for reply in line["replies"])


@each
async def test_every_channel_tells_the_same(full: Assistant, applicant: Applicant) -> None:
    """Page, chat and terminal tell the same reasons, papers and route in the same order, paper and file the same rows."""
    universe = Universe(interviewed(full, applicant).answers, applicant.now)
    page = await page_of(full, applicant)
    told = of_page(page)
    assert page["verdict"] == applicant.verdict
    assert told.reasons
    assert bool(told.checklist) == bool(told.route) == (applicant.verdict not in ("not_eligible", "late"))
    document = "\n".join(row for passage in page["document"] for row in passage["rows"])
    if applicant.verdict not in ("not_eligible", "late"):  # whoever is refused reads what decided alone
        rows = (*told.reasons, *told.checklist, *told.route)
        assert universe.on_paper(document) == universe.on_paper("\n".join(map(bare_of, rows)))
    assert universe.told_in(chatted(full, applicant)) == told
    assert universe.told_in(piped(full, applicant)) == told
    file = paper_of(full, interviewed(full, applicant).conversation, applicant.now)
    assert file is not None
    assert universe.on_paper(lines_in(file.content)) == universe.on_paper(document)


@each
def test_a_program_is_told_everything(full: Assistant, applicant: Applicant) -> None:
    """`noticebot interview --batch` gives every rule that was decided, what people are not told too."""
    known = interviewed(full, applicant).answers
    everything = plain_assessment(None, assessor().assess(known, applicant.now.date()), "n")
    told = Universe(known, applicant.now).told_in(chatted(full, applicant))
    assert set(told.reasons) <= {reason["text"] for reason in everything["reasons"]}
    assert list(told.checklist) == [line["text"] for line in everything["checklist"]]
    assert list(told.route) == [line["text"] for line in everything["route"]]


@each
async def test_the_status_says_the_verdict_in_words(full: Assistant, applicant: Applicant) -> None:
    """/status on Telegram names the verdict as the chat does, and no word of the program."""
    chat = Chat(full, applicant.now)
    said = await chat.say(BEGIN)
    while asked := (status_of(full, said.conversation) or {}).get("asking"):
        said = await chat.say(applicant.reply(asked))
    status = await chat.say("/status")
    (reply,) = status.replies
    assert interview().verdicts[applicant.verdict].name in reply.text
    assert applicant.verdict not in reply.text


async def test_what_was_never_asked_is_not_called_unanswered(full: Assistant) -> None:
    """Who answered every question reads of none that is open."""
    assert (await page_of(full, APPLICANTS[0]))["open"] == []


def test_who_is_refused_at_once_hears_what_decided(full: Assistant) -> None:
    """A retired applicant who was asked one question hears no reason for what was not asked."""
    talk = Talk(full)
    said = talk.say(BEGIN, "iv:answer:employment_status:retired")
    file = paper_of(full, talk.conversation, OPEN)
    assert file is not None
    universe = Universe(talk.answers, OPEN)
    told = universe.told_in(lines_in(file.content))
    assert told == universe.told_in(said)
    assert len(told.reasons) == 1
    assert "退休" in told.reasons[0]

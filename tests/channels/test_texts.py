"""The texts of messages.toml are for people alone: with every one of them replaced, the same happens everywhere.

The same conversations are held in the terminal, over the API and on Telegram, once with the texts as they are and once with
others; everything but the texts is compared.
"""

from __future__ import annotations

import io
import json
import string
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from bot import messages
from bot.channels.telegram.clerk import is_menu
from bot.channels.telegram.heard import Heard
from bot.channels.telegram.letters import letters
from bot.channels.telegram.paper import brings_checklist
from bot.channels.telegram.turns import Said
from bot.channels.terminal import Session, run_json
from bot.conversation.assistant import Assistant, assistant_of
from bot.conversation.stored import conversation_of, saved_of
from bot.conversation.turn import Channel, Conversation
from bot.knowledge import Knowledge
from bot.replies.act_ids import act_of
from bot.replies.reply import Kind, Reply
from bot.store.model.saved import Saved
from tests.channels.telegram.test_turns import Chat
from tests.channels.web.conftest import site_of
from tests.conversation.talks import Talk
from tests.interview.applicants import answers
from tests.packs import OPEN

ASKING = "…"
"""Stands for the interview: every question is answered by a tap until nothing is asked."""
GIVEN = answers()
SCRIPTS = {
    "questions": [
        "单位几号前要推荐", "那个人呢", "推荐", "@none", "你好", "四（二）原文", "@deadline_unit", "今天天气怎么样",
        "我是搞青瓷的能不能报", "@action_interview", "@iv:do:pause",
    ],
    "interview": [
        "我能不能报", "什么意思", "随便说点什么呢", "没有", "@iv:answer:submitted_online:False", "为什么问",
        "单位几号前要推荐", "改", "不改了", "上一步", "没有", "@iv:do:change", "99", "@iv:do:keep", "先到这里",
        "我能不能报", ASKING, "@iv:do:papers", ASKING, "@rm:begin", "改", "@iv:change:submitted_online", "有", "重来",
    ],
    "people": [
        "@iv:other", "我爸", "没有", "名单", "换一个人", "算了", "@iv:name:我爸", "@iv:do:pause", "名单", "1", "2",
    ],
    "reminders": [
        "提醒我", "@rm:all", "提前5天和1天提醒我", "@rm:list", "12月3日上午9点提醒我交材料", "12月3日提醒我",
        "@rm:nobody:stop", "改成早上8点", "暂停提醒", "@rm:resume", "别提醒了", "@rm:resume", "只要个人的",
        "我有哪些提醒", "过几天提醒我", "算了", "明年的通知出来告诉我", "提前500天提醒我", "给我日历", "@rm:watch", "@rm:stop",
    ],
    "commands": [
        "/help", "/deadlines", "/interview", "没有", "/remind", "/remind 提前5天", "/status", "/cancel", "/cancel",
        "/ics", "/nonsense", "/start", "@/interview", "@/deadlines", "@nonsense", "@iv:do:dance", "/forget", "@iv:do:why",
    ],
}  # fmt: skip
each = pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)


@pytest.fixture(scope="module")
def full(shipped: Knowledge) -> Assistant:
    """Answers and interviews from the shipped pack."""
    return assistant_of(shipped)


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Replaces every text by its name and its placeholders, in lines of their own."""
    texts = {name: _other(name, text) for name, text in messages._messages().items()}
    return lambda: monkeypatch.setattr(messages, "_messages", lambda: texts)


def _other(name: str, text: str) -> str:
    placeholders = dict.fromkeys(field for _, field, _, _ in string.Formatter().parse(text) if field)
    return "\n".join([f"《{name}》", *(f"{{{field}}}" for field in placeholders)])


@dataclass
class Asked:
    """What is open after a turn, whichever channel it came through."""

    fact: str = ""

    def steps(self, script: list[str]) -> Iterator[str]:
        """The steps of a script, with the answers to what is asked meanwhile."""
        for step in script:
            if step != ASKING:
                yield step
            while step == ASKING and self.fact:
                value = GIVEN.get(self.fact, "unknown")
                number = isinstance(value, int) and not isinstance(value, bool)
                yield str(value) if number else f"@iv:answer:{self.fact}:{value}"


def _reply(reply: Reply) -> tuple[Any, ...]:
    """A reply without its texts."""
    return reply.kind, reply.clauses, [choice.id for choice in reply.choices], reply.attachment, reply.entry


def _kept(conversation: Conversation) -> object:
    """All that is remembered, without labels."""
    saved = saved_of(Saved(), conversation, "n-2022")
    offered = [id for id, _ in saved.state["offered"]]
    return (
        {**saved.state, "offered": offered, "question": ""},
        {name: one.state for name, one in saved.interviews.items()},
        saved.subscriptions,
    )


def _in_the_assistant(full: Assistant, script: list[str]) -> list[tuple[str, list[tuple[Any, ...]], object]]:
    talk, asked = Talk(full, channel=Channel(pushes=True)), Asked()
    happened: list[tuple[str, list[tuple[Any, ...]], object]] = []
    for step in asked.steps(script):
        if step.startswith("@"):
            turn = full.turn(talk.conversation, act_of(step[1:]), OPEN, talk.channel)
            talk.conversation, talk.replies = turn.conversation, turn.replies
        else:
            talk.say(step)
        progress = talk.conversation.interview
        asked.fact = progress.asking if progress is not None else ""
        happened.append((step, list(map(_reply, talk.replies)), _kept(talk.conversation)))
    return happened


def _in_the_terminal(full: Assistant, script: list[str]) -> Sequence[object]:
    session, asked, happened = Session(full, lambda: OPEN), Asked(), []
    for step in asked.steps(script):
        out = io.StringIO()
        run_json(session, [step.removeprefix("@")], out)
        told = json.loads(out.getvalue())
        progress = session.conversation.interview
        asked.fact = progress.asking if progress is not None else ""
        replies = [(one["clauses"], [choice["id"] for choice in one["choices"]]) for one in told["replies"]]
        happened.append((step, replies, told["interview"], _kept(session.conversation)))
    return happened


async def _over_the_api(full: Assistant, script: list[str]) -> Sequence[object]:
    visitor, asked, happened = site_of(full).visitor(), Asked(), []
    for step in asked.steps(script):
        body = {"choice": step[1:]} if step.startswith("@") else {"text": step}
        told = (await visitor.post("/api/messages", json=body)).json()
        asked.fact = (told["interview"] or {}).get("asking", "")
        happened.append((step, _without_texts(told)))
    result = (await visitor.get("/api/result")).json()
    happened.append(("result", [(one["effect"], one["clauses"]) for one in result.get("reasons", [])]))
    return happened


def _without_texts(plain: Any) -> Any:
    if isinstance(plain, list):
        return [_without_texts(one) for one in plain]
    if not isinstance(plain, dict):
        return plain
    texts = ("text", "body", "basis", "label", "prompt", "example")
    return {name: _without_texts(value) for name, value in plain.items() if name not in texts}


async def _on_telegram(full: Assistant, script: list[str]) -> Sequence[object]:
    chat, asked, happened = Chat(full), Asked(), []
    pages = Heard("tap", 1, 1, buttons=((("a", "1.-.=rm:list", ""), ("b", "1.-.=rm:stop", "")),))
    said = await chat.say("/start")
    for step in asked.steps(script):
        if step.startswith("@"):
            said = await chat.tap(said.keyboards.data_of(act_of(step[1:])))
        else:
            said = await chat.say(step)
        kept = conversation_of(await chat.store.load("telegram:1001") or Saved())
        asked.fact = kept.interview.asking if kept.interview is not None else ""
        shown = letters(said.replies, said.keyboards, lambda: b"", "n")
        data = sorted(one.data for letter in shown for row in letter.rows for one in row if not one.url)
        happened.append((step, *_outcome(said), is_menu(pages, said), data, _kept(kept)))
    return happened


def _outcome(said: Said) -> tuple[object, ...]:
    return (
        list(map(_reply, said.replies)),
        bool(said.toast),
        said.picked,
        [file.name for file in said.files],
        brings_checklist(said.replies),
    )


@each
def test_in_the_assistant(full: Assistant, script: list[str], replaced: Callable[[], None]) -> None:
    """Kinds, clauses, choices, answers, verdict and wishes."""
    before = _in_the_assistant(full, script)
    replaced()
    assert _in_the_assistant(full, script) == before


@each
def test_in_the_terminal(full: Assistant, script: list[str], replaced: Callable[[], None]) -> None:
    """What programs read of it, and what is kept."""
    before = _in_the_terminal(full, script)
    replaced()
    assert _in_the_terminal(full, script) == before


@each
async def test_over_the_api(full: Assistant, script: list[str], replaced: Callable[[], None]) -> None:
    """All that a page is told, and the result."""
    before = await _over_the_api(full, script)
    replaced()
    assert await _over_the_api(full, script) == before


@each
async def test_on_telegram(full: Assistant, script: list[str], replaced: Callable[[], None]) -> None:
    """Messages, toasts, files, menus that turn over, and what is under every button."""
    before = await _on_telegram(full, script)
    replaced()
    assert await _on_telegram(full, script) == before


def test_the_conversations_are_whole(full: Assistant, replaced: Callable[[], None]) -> None:
    """What is compared holds a verdict and a checklist, something stale, wishes, and the texts are other ones."""
    replaced()
    happened = [turn for script in SCRIPTS.values() for turn in _in_the_assistant(full, script)]
    kinds = {reply[0] for _, replies, _ in happened for reply in replies}
    assert {Kind.VERDICT, Kind.CHECKLIST, Kind.STALE, Kind.WISH, Kind.MENU, Kind.NAME_WANTED} <= kinds
    assert full.deadlines(OPEN).text.startswith("《deadline_line》")

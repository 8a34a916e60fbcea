"""The chat over pipes and as JSON."""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import Any

import pytest

from bot.channels.terminal import Session, run_json, run_pipe
from bot.conversation.assistant import Assistant
from bot.replies.reply import Kind
from tests.packs import CLOSED, OPEN


def _session(assistant: Assistant, now: datetime = OPEN) -> Session:
    return Session(assistant, lambda: now)


def _json(assistant: Assistant, *lines: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    run_json(_session(assistant), [line + "\n" for line in lines], out)
    return [json.loads(line) for line in out.getvalue().split("\n") if line]


def _pipe(assistant: Assistant, *lines: str, now: datetime = OPEN) -> str:
    out = io.StringIO()
    run_pipe(_session(assistant, now), [line + "\n" for line in lines], out)
    return out.getvalue()


def test_each_line_gives_one_json_line_in_the_form_of_the_contract(tiny_assistant: Assistant) -> None:
    """say, replies (text, clauses, choices with id and label), interview, and the notice."""
    first, second = _json(tiny_assistant, "继续教育要多少学时", "我是做青瓷的可以申报吗")
    assert set(first) == {"say", "replies", "interview", "notice"}
    assert first["notice"] == "tiny-2022"
    assert first["say"] == "继续教育要多少学时"
    assert first["interview"] is None
    assert set(first["replies"][0]) == {"text", "clauses", "choices"}
    assert first["replies"][0]["clauses"] == ["附1.7"]
    assert first["replies"][0]["choices"] == []
    assert second["replies"][0]["choices"][0].keys() == {"id", "label"}


def test_the_text_of_a_json_reply_holds_the_clause_line(tiny_assistant: Assistant) -> None:
    """What a program shows is complete."""
    (line,) = _json(tiny_assistant, "继续教育要多少学时")
    assert "附件1第7条" in line["replies"][0]["text"]


@pytest.mark.parametrize("pick", ["1", "action_interview"])
def test_a_line_may_be_a_choice(tiny_assistant: Assistant, pick: str) -> None:
    """By number or id; the label works as well."""
    label = _json(tiny_assistant, "我是做青瓷的可以申报吗")[0]["replies"][0]["choices"][0]["label"]
    for said in (pick, label):
        picked = _json(tiny_assistant, "我是做青瓷的可以申报吗", said)[1]["replies"][0]
        assert picked["clauses"] == ["一.1"]
        assert "青瓷" not in picked["text"]


def test_blank_lines_are_skipped(tiny_assistant: Assistant) -> None:
    """Nothing said, nothing answered."""
    assert len(_json(tiny_assistant, "", "你好", "   ", "\t", "你好")) == 2


def test_the_conversation_goes_on_from_line_to_line(tiny_assistant: Assistant) -> None:
    """A follow-up is read with the line before."""
    lines = _json(tiny_assistant, "个人申报什么时候截止", "那单位呢")
    assert "2022年12月19日" in lines[1]["replies"][0]["text"]


@pytest.mark.parametrize("word", ["/quit", "/exit", "退出"])
def test_quit_ends_the_chat(tiny_assistant: Assistant, word: str) -> None:
    """What comes after is not read."""
    assert len(_json(tiny_assistant, "你好", word, "你好")) == 1
    assert "2022年12月19日" not in _pipe(tiny_assistant, word, "单位推荐什么时候截止")


@pytest.mark.parametrize("command", ["/help", "/deadlines", "/nonsense", "/", "/ x"])
def test_a_command_gets_a_reply(tiny_assistant: Assistant, command: str) -> None:
    """Known or not, nothing is silent."""
    (line,) = _json(tiny_assistant, command)
    assert line["replies"][0]["text"].strip()


def test_the_deadlines_are_told_by_a_command(tiny_assistant: Assistant) -> None:
    """All of them with their year."""
    (line,) = _json(tiny_assistant, "/deadlines")
    assert "2022年12月6日" in line["replies"][0]["text"]
    assert "2022年12月19日" in line["replies"][0]["text"]


def test_a_pipe_is_greeted_and_answered_in_plain_text(tiny_assistant: Assistant) -> None:
    """Greeting, question, answer, clause line; numbers before the choices."""
    out = _pipe(tiny_assistant, "继续教育要多少学时", "我是做青瓷的可以申报吗")
    assert "非官方" in out
    assert "80" in out
    assert "附件1第7条" in out
    assert "1. " in out
    assert "\x1b" not in out


def test_the_greeting_on_a_pipe_says_that_the_call_is_over(tiny_assistant: Assistant) -> None:
    """In 2026, before the first question."""
    assert "2022年12月6日" in _pipe(tiny_assistant, now=CLOSED)


@pytest.mark.parametrize(
    "line", ["\ud800", "\x00\x1b[31m", "\u202e倒", "？" * 1000, "截止" * 100_000, "{}", "{word}", "[red]"]
)
def test_hostile_lines_get_a_reply(tiny_assistant: Assistant, line: str) -> None:
    """Each is answered with a text that any wire can carry."""
    session = _session(tiny_assistant)
    for reply in session.say(line):
        assert reply.text.strip()
        reply.text.encode()


def test_a_person_is_asked_once_before_everything_is_deleted(tiny_assistant: Assistant) -> None:
    """A second /forget means it; anything else between means that it was not meant. A program is not asked."""
    for asks, lines in (
        (True, ["我能不能报", "/forget", "/help", "/忘记", "/forget"]),
        (False, ["我能不能报", "/forget"]),
    ):
        session = _session(tiny_assistant)
        session.asks = asks
        replies = [session.say(line) for line in lines]
        assert [one[0].kind for one in replies if one[0].kind is Kind.FORGOTTEN] == [Kind.FORGOTTEN]
        assert replies[-1][0].kind is Kind.FORGOTTEN

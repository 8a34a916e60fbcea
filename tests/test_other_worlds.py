"""Two packs of other worlds in every channel: a subsidy without kinds and interview, and study abroad with two kinds and its own.

Neither has a word in common with the shipped notice; the program must not know the difference.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.post import TelegramPost
from bot.channels.terminal import Session, run_json
from bot.commands.exits import WRONG_USE
from bot.conversation.assistant import Assistant, assistant_of
from bot.conversation.examples import how_to_use
from bot.interview.engine.assessment import Assessor
from bot.interview.engine.day_of_asking import day_of_asking
from bot.knowledge import Knowledge, open_knowledge
from bot.pack.checking.check import check_folder
from bot.pack.spoken import days_left, time_left
from bot.store.database import Store
from tests.channels.telegram.channel_at_work import FAST, Moment, running, settings_for, surroundings
from tests.channels.web.conftest import site_of
from tests.packs import SHANGHAI
from tests.serving.servers import LONGEST, ROOT
from tests.telegram_api.phone import Phones
from tests.telegram_api.running import in_thread

WORLDS = Path(__file__).parent / "data" / "worlds"
SUBSIDY, ABROAD = "subsidy", "abroad"
WHILE_OPEN = {
    SUBSIDY: datetime(2025, 4, 1, 10, tzinfo=SHANGHAI),
    ABROAD: datetime(2025, 5, 1, 10, tzinfo=SHANGHAI),
}
NOT_THEIRS = ("青瓷", "学时", "评审", "专业", "公示", "职称", "工艺")
"""Words of the shipped notice, which nobody must hear of here."""
ASKED = {
    SUBSIDY: {"补助多少钱": "20万元", "上传什么材料": "营业执照", "什么时候申领": "2025年4月15日17:00"},
    ABROAD: {
        "德国能去吗": "德国在选派的3个国家里",
        "我是研究物理的能报吗": "物理属于物理学",
        "申请到哪天": "2025年5月20日",
    },
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the packs of these tests are kept compiled."""
    return tmp_path_factory.mktemp("worlds")


@pytest.fixture(params=[SUBSIDY, ABROAD])
def world(request: pytest.FixtureRequest) -> str:
    """One of the two."""
    return str(request.param)


@pytest.fixture
def knowledge(world: str, cache: Path) -> Knowledge:
    """Its pack."""
    return open_knowledge(WORLDS / world, cache)


@pytest.fixture
def assistant(knowledge: Knowledge) -> Assistant:
    """Answers, and interviews where the pack has one."""
    return assistant_of(knowledge)


def said_in_terminal(assistant: Assistant, now: datetime, *lines: str) -> list[dict[str, Any]]:
    """What the terminal answers to some lines."""
    out = io.StringIO()
    run_json(Session(assistant, lambda: now), [line + "\n" for line in lines], out)
    return [json.loads(line) for line in out.getvalue().split("\n") if line]


def texts_of(replies: list[dict[str, Any]]) -> str:
    """The texts of some replies in one."""
    return "\n".join(reply["text"] for reply in replies)


def test_they_have_no_fault(world: str) -> None:
    """As `noticebot check` sees them."""
    _, faults = check_folder(WORLDS / world)
    assert list(map(str, faults)) == []


def test_the_terminal_answers_from_them(world: str, assistant: Assistant) -> None:
    """Each question with its fact, help and greeting with their own examples, nothing of another notice."""
    for question, fact in ASKED[world].items():
        (line,) = said_in_terminal(assistant, WHILE_OPEN[world], question)
        assert fact in texts_of(line["replies"]), question
    heard = said_in_terminal(
        assistant, WHILE_OPEN[world], "你好", "/help", "/deadlines", "我能不能报", "收费吗", "停"
    )
    told = "\n".join(texts_of(line["replies"]) for line in heard)
    assert [word for word in NOT_THEIRS if word in told] == []
    assert assistant.pack.examples[0] in told


def test_only_a_pack_with_an_interview_offers_one(assistant: Assistant, world: str) -> None:
    """The help of no channel speaks of it else, and no question begins it."""
    has_one = world == ABROAD
    assert assistant.interviews is has_one
    for name in ("chat_help", "command_help", "telegram_help", "wechat_help"):
        assert ("我能不能报" in how_to_use(name, assistant.pack, interviews=assistant.interviews)) <= has_one
    (line,) = said_in_terminal(assistant, WHILE_OPEN[world], "我能不能报")
    assert (line["interview"] is not None) is has_one


@pytest.mark.parametrize(("hour", "is_over"), [(16, False), (19, True)])
def test_at_seven_it_is_closed_if_it_closed_at_five(cache: Path, hour: int, is_over: bool) -> None:
    """On the very day; before its window it is not open yet."""
    facts = open_knowledge(WORLDS / SUBSIDY, cache).pack.facts
    closes = facts.milestones["apply"]
    now = datetime(2025, 4, 15, hour, tzinfo=SHANGHAI)
    assert (days_left(closes, now, facts) < 0) is is_over
    assert ("17:00" in time_left(closes, now, facts)) is not is_over
    assert "2025年3月3日" in time_left(closes, datetime(2025, 3, 3, 8, 59, tzinfo=SHANGHAI), facts)


@pytest.mark.parametrize(
    ("moment", "verdict"), [("2025-05-20T23:59", "ask_school"), ("2025-05-21T00:01", "late")]
)
def test_the_interview_says_its_own_verdict_and_keeps_to_the_hour(
    cache: Path, moment: str, verdict: str
) -> None:
    """24:00 is the end of the day; the verdict of the kind check has the id of the pack."""
    interview = open_knowledge(WORLDS / ABROAD, cache).interview
    assert interview is not None
    answers = {"country": "france", "months": 30, "language": "unsaid"}
    assert (
        Assessor(interview).verdict(answers, day_of_asking(interview, datetime.fromisoformat(moment)))
        == verdict
    )


def test_a_year_is_twelve_months_where_months_are_asked(cache: Path) -> None:
    """And a country is picked by any word of its kind."""
    knowledge = open_knowledge(WORLDS / ABROAD, cache)
    assert knowledge.interview is not None
    reader, facts = knowledge.reader, knowledge.interview.facts
    now = WHILE_OPEN[ABROAD]
    for said, months in (("一年", 12), ("两年半", 30), ("三十个月", 30), ("半年", 6)):
        assert reader.read(facts["months"], said, now).value == months, said
    assert reader.read(facts["country"], "想去柏林", now).value == "germany"


async def test_the_page_and_its_api_speak_for_them(world: str, assistant: Assistant) -> None:
    """The page, the answers, the dates, the calendar, the contacts and the examples of the API."""
    site = site_of(assistant)
    site.services.clock = lambda: WHILE_OPEN[world]
    visitor = site.visitor()
    page = (await visitor.get("/")).text
    assert assistant.pack.facts.short_title in page
    assert "example" in page  # the e-mail of the contact
    for question, fact in ASKED[world].items():
        answer = (await visitor.post("/api/messages", json={"text": question})).json()
        assert fact in texts_of(answer["replies"]), question
    described = (await visitor.get("/openapi.json")).text
    assert assistant.pack.examples[0] in described
    assert "<question>" not in described
    calendar = (await visitor.get("/api/calendar.ics")).text
    assert "BEGIN:VEVENT" in calendar
    dates = (await visitor.get("/api/deadlines")).text
    assert [word for word in NOT_THEIRS if word in page + described + calendar + dates] == []


async def test_telegram_speaks_for_them(world: str, assistant: Assistant, tmp_path: Path) -> None:
    """Its welcome, an answer, a reminder set and listed."""
    with in_thread() as url:
        async with Phones(url) as phones, await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
            around = surroundings(
                settings_for(url, tmp_path), store, assistant, Moment(WHILE_OPEN[world]), FAST
            )
            async with running(TelegramPost(around)):
                told = await phones.ask(1, "/start")
                for question, fact in ASKED[world].items():
                    answer = await phones.ask(1, question)
                    assert fact in str(answer), question
                    told += answer
                told += await phones.ask(1, "提前3天提醒我")
                told += await phones.ask(1, "我的提醒")
    assert [word for word in NOT_THEIRS if word in str(told)] == []


def test_reminders_are_set_and_listed(world: str, assistant: Assistant) -> None:
    """The last one of a deadline that closes at five comes before five."""
    heard = said_in_terminal(assistant, WHILE_OPEN[world], "提前3天提醒我", "我的提醒", "/calendar")
    told = "\n".join(texts_of(line["replies"]) for line in heard)
    assert assistant.pack.facts.submission is not None
    assert "2025年" in told
    assert [word for word in NOT_THEIRS if word in told] == []


COMMANDS = {
    "ask": (["ask", "--json", "电话多少"], b""),
    "dates": (["dates", "去年三月"], b""),
    "remind": (["remind", "--json"], b""),
    "check": (["check"], b""),
    "talk": (["talk", "-"], '{"id": 1, "turns": ["你好", "提前3天提醒我"], "pushes": true}\n'.encode()),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_commands_work_on_them(world: str, cache: Path, name: str) -> None:
    """They end well, and say nothing of another notice."""
    arguments, stdin = COMMANDS[name]
    run = command(world, cache, *arguments, stdin=stdin)
    assert run.returncode == 0, run.stderr.decode()
    assert [word for word in NOT_THEIRS if word in run.stdout.decode()] == []


def test_the_interview_command_needs_an_interview(world: str, cache: Path) -> None:
    """A pack without one is wrong use, said in words; with one the verdict has the id of the pack."""
    facts = '{"facts": {"country": "japan", "months": 24, "language": "unsaid"}, "now": "2025-05-02"}\n'
    run = command(world, cache, "interview", "--batch", "-", stdin=facts.encode())
    if world == SUBSIDY:
        assert run.returncode == WRONG_USE
        assert run.stderr.decode().strip()
    else:
        assert json.loads(run.stdout)["verdict"] == "ask_school"


def command(
    world: str, cache: Path, *arguments: str, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """A command on one of the packs, which reads its own environment."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    now = WHILE_OPEN[world].isoformat()
    return subprocess.run(
        [sys.executable, "-m", "bot", "--knowledge", str(WORLDS / world), "--now", now, *arguments],
        input=stdin,
        capture_output=True,
        env={**kept, "PYTHONPATH": str(ROOT), "BOT_DATA_DIR": str(cache / "data")},
        cwd=cache,
        timeout=LONGEST,
        check=False,
    )

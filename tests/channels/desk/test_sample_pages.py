"""Staff ask the bot something themselves."""

from __future__ import annotations

from bot.conversation.service import ConversationService
from bot.conversation.thinking import Crowded
from bot.conversation.turn import TALK_ONLY
from bot.replies.reply import Reply
from bot.serving.unanswered_log import UnansweredLog
from tests.channels.desk.office import Office
from tests.channels.desk.workshop import Workshop

UNKNOWN = "红烧<b>肉</b>怎么做"


async def test_what_staff_ask_is_answered_and_counts_nowhere(workshop: Workshop) -> None:
    """Neither a count nor a word is left of it, nor a talk; asked as people ask, the same leaves both."""
    office = workshop.office
    log = UnansweredLog(office.store.questions, 30)
    service = ConversationService(workshop.current.assistant, office.store, unanswered=log)

    async def answered(text: str) -> tuple[Reply, ...]:
        return (await service.passing_turn(text, office.clock(), TALK_ONLY, "desk", "tiny-2022")).replies

    office.services.home.answered = answered
    reader = await office.staff("reader")
    page = await reader.post("/desk/sample", {"question": UNKNOWN})
    assert page.status_code == 200
    assert "这个我不懂" in page.text
    assert "<b>" not in page.text
    known = await reader.post("/desk/sample", {"question": "收费吗"})
    (said,) = await answered("收费吗")
    assert said.basis.startswith("依据")
    assert said.basis in known.text
    assert "通知未写收费" in known.text
    for command in ("/forget", "/忘记"):
        page = await reader.post("/desk/sample", {"question": command})
        assert "没有可删的" in page.text
        assert "都已删除" not in page.text
    assert await office.store.questions.counts("tiny-2022", "2000-01-01") == ()
    assert await office.store.questions.kept("tiny-2022", office.clock().replace(year=2000)) == ()
    assert await office.store.load("desk") is None
    await service.turn("web:1", UNKNOWN, office.clock())
    assert await office.store.questions.kept("tiny-2022", office.clock().replace(year=2000)) != ()


async def test_nothing_asked_and_too_many(office: Office) -> None:
    """An empty question shows the form; if too many ask, that is said."""

    async def crowded(text: str) -> tuple[Reply, ...]:
        raise Crowded

    office.services.home.answered = crowded
    reader = await office.staff("reader")
    assert "不算数" in (await reader.post("/desk/sample", {"question": "  "})).text
    refused = await reader.post("/desk/sample", {"question": "几点"})
    assert refused.status_code == 503
    assert "稍等" in refused.text
    stranger = await office.browser().get("/desk/sample")
    assert stranger.status_code == 303

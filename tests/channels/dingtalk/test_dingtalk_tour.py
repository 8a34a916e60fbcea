"""Whole conversations over a real WebSocket and real HTTP, shown as members see them."""

from __future__ import annotations

from tests.channels.dingtalk.bureau import Bureau, Opens
from tests.channels.platforms.tour import Visit, through_it_all
from tests.dingtalk_api.server import TOPIC
from tests.dingtalk_api.world import links

WANG, LI = "032615015535634423", "manager1234"


async def test_from_a_question_to_forgetting(here: Bureau) -> None:
    """The whole talk; its reminder has lines to tap."""
    phones = here.phones
    assert "非官方" in await phones.say(WANG, "/start")
    assert "直接用平常的话" in await phones.say(WANG, "/help")

    async def says(text: str) -> str:
        return await phones.say(WANG, text)

    async def taps(label: str) -> str:
        return await phones.tap(WANG, label)

    await through_it_all(Visit(here, "dingtalk", WANG, lambda: here.shown(WANG), says, taps), "markdown")


async def test_other_kinds_of_messages(here: Bureau) -> None:
    """Spoken words that were recognised and rich texts are heard, pictures and files get a plain word."""
    phones = here.phones
    await phones.does(LI, msgtype="audio", content={"recognition": "什么时候截止。", "duration": 4000})
    assert "2022年12月6日" in await phones.shown(LI)
    rich = [{"type": "picture", "downloadCode": "x"}, {"text": "\n"}, {"text": "什么时候截止"}]
    await phones.does(LI, msgtype="richText", content={"richText": rich})
    assert "2022年12月6日" in await phones.shown(LI)
    for kind, content in (
        ("picture", {"downloadCode": "x"}),
        ("audio", {"duration": 3}),
        ("file", {"fileName": "x"}),
        ("video", {}),
        ("of_tomorrow", None),
    ):
        await phones.does(LI, msgtype=kind, content=content)
        assert "打字" in await phones.shown(LI)


async def test_in_a_group_the_answer_goes_to_who_asked(here: Bureau) -> None:
    """One to one: nothing personal stands in the group. People of other units cannot be answered and are passed over."""
    await here.phones.does(
        LI, msgtype="text", text={"content": " 什么时候截止"}, conversationType="2", conversationTitle="群"
    )
    assert "2022年12月6日" in await here.phones.shown(LI)
    assert [one["userIds"] for one in here.world.sent] == [[LI]]
    for fields in ({"senderStaffId": None}, {"robotCode": "dingof_another"}):
        id = await here.phones.does(LI, msgtype="text", text={"content": "什么时候截止"}, **fields)
        assert here.world.acknowledged[id] == 200
    assert len(here.world.sent) == 1


async def test_choices_are_lines_that_can_be_tapped(here: Bureau) -> None:
    """A tap says the label; the numbers can be written as well; an address with signs of Markdown stays whole."""
    await here.phones.say(WANG, "我能不能报")
    how, text = here.shown(WANG)[-1]
    assert how == "markdown"
    assert links(text)[0][1] == "在职在岗"
    assert "公务员" in await here.phones.say(WANG, "1")
    earlier = here.shown(WANG)[0][1]
    before = len(here.shown(WANG))
    await here.phones.say(WANG, links(earlier)[0][1])  # of a question that is over
    assert len(here.shown(WANG)) > before


async def test_a_ping_is_answered_and_other_topics_are_not_there(here: Bureau) -> None:
    """With its content, as the protocol wants it; of what nobody asked for it says that there is no such topic."""
    await here.connected()
    assert await here.server.ping()
    for kind, topic in (("EVENT", "*"), ("CALLBACK", "/v1.0/card/instances/callback")):
        id = await here.server.push(kind, topic, {"a": 1})
        await here.until(lambda id=id: id in here.world.acknowledged)  # type: ignore[misc]
        assert here.world.acknowledged[id] == 404


async def test_moved_and_broken_connections(here: Bureau) -> None:
    """Where DingTalk ends a connection the next one stands before; what still comes over the old one is heard."""
    await here.connected()
    old = here.server.connections[0]
    await here.server.move(quiet=1.0)
    await here.connected(2)
    here.server.connections.remove(old)
    here.server.connections.insert(0, old)
    here.phones._before = 0
    message = here.phones.message(WANG, msgtype="text", text={"content": "什么时候截止"})
    new, here.server.connections[:] = here.server.connections[1:], [old]
    await here.server.push("CALLBACK", TOPIC, message)
    here.server.connections += new
    assert "2022年12月6日" in await here.phones.shown(WANG)
    await here.connected(1)
    await here.server.break_off()
    assert "2022年12月6日" in await here.phones.say(WANG, "什么时候截止")


async def test_a_platform_that_is_away_or_refuses(bureau_of: Opens) -> None:
    """It is tried again and again; the state says so."""
    async with bureau_of(client_secret="another-secret") as here:
        await here.until(lambda: here.world.refused.count("authFailed") > 1)
        assert here.post.state() == "unreachable"

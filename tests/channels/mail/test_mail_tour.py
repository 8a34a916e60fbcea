"""The whole way by e-mail: asked for on the page, confirmed, reminded, managed from another browser, stopped, forgotten."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select, text

from bot.conversation.turn import Channel
from bot.store.rows.tables import letter_count, mailbox, metadata, used_link
from tests.channels.mail.town import ADDRESS, BOUNCE, LATER, SITE, Town, say
from tests.reminders.moments import at

DAY_BEFORE, NINE = "2022-12-05T09:00", "2022-11-22T09:00"


async def rows_of(here: Town, table: str) -> list[tuple[object, ...]]:
    """All rows of a table."""
    found = await here.store._read(
        lambda connection: connection.execute(select(metadata.tables[table])).all()
    )
    return [tuple(row) for row in found]


async def everything(here: Town) -> str:
    """All that the database holds, as one text."""
    return "\n".join([repr(await rows_of(here, name)) for name in metadata.tables])


async def test_the_whole_way(anywhere: Town) -> None:
    """From 到期提醒我 to a letter with all of it, to another browser, to the end of all letters."""
    here, visitor = anywhere, anywhere.visitor()
    replies = await say(visitor, "rm:begin")
    assert [one["kind"] for one in replies] == ["who", "address_wanted"]
    await say(visitor, "rm:role:申报人")
    page = await here.confirmed(visitor)
    assert ADDRESS in page
    assert "2022年12月6日" in page
    (confirming,) = here.to()
    assert confirming.sender == BOUNCE
    async with here.dispatching():
        here.clock.now = at(NINE)
        _, letter = await here.letters(2)
    assert "2022年12月6日" in letter.text
    assert "还有14天" in letter.text
    assert "别提醒了" not in letter.text
    assert re.fullmatch(r"bounce\+[a-z2-7]{20}@notice\.example\.com", letter.sender)
    message = letter.letter
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["From"] == "某县经信局 <remind@notice.example.com>"
    assert "2022年12月6日" in letter.page
    (calendar,) = message.iter_attachments()
    assert calendar.get_content_type() == "text/calendar"
    assert "BEGIN:VCALENDAR" in calendar.get_content()

    # A browser that knows nothing is led back by the letter.
    (link,) = letter.links("/mail/manage")
    other = here.visitor("198.51.100.2")
    shown = await other.get(link)
    assert '<form method="post"' in shown.text
    assert "Set-Cookie" not in shown.headers
    assert (await other.post(link, headers={"Sec-Fetch-Site": "same-origin"})).status_code == 303
    listed = await say(other, "我的提醒")
    assert "2022年12月6日" in listed[0]["text"]

    # One click of a mail program ends it all, and is not disturbed by a second.
    stop = message["List-Unsubscribe"].strip("<>")
    program = here.visitor("198.51.100.3")
    for _ in range(2):
        form = {"List-Unsubscribe": "One-Click"}
        assert (await program.post(stop, data=form, headers={"Origin": "null"})).status_code == 200
    assert await rows_of(here, "mailbox") == []
    async with here.dispatching() as dispatcher:
        here.clock.now = at(DAY_BEFORE)
        await here.until(lambda: dispatcher.status().planned_at is not None)
    assert len(here.to()) == 2
    assert (await other.post(link)).status_code == 404
    assert here.house.wrong == []


async def test_before_it_is_confirmed_nothing_of_an_address_is_stored(here: Town) -> None:
    """Neither as it was typed, nor in any other form that leads back to it: only counts under keyed hashes."""
    visitor = here.visitor()
    await say(visitor, "12月3日上午9点提醒我交材料")
    await say(visitor, ADDRESS)
    await here.letters(1)
    held = await everything(here)
    assert "zhang" not in held
    assert "203.0.113" not in held
    assert len(await rows_of(here, "letter_count")) == 2
    for table in (mailbox, used_link):
        assert await rows_of(here, table.name) == []
    assert letter_count.name in metadata.tables


async def test_a_link_is_for_once_and_for_two_hours(here: Town) -> None:
    """Used again it changes nothing; too old, changed, or of another purpose it is refused."""
    visitor = here.visitor()
    await here.confirmed(visitor)
    (letter,) = here.to()
    (link,) = letter.links("/mail/confirm")
    kept = await rows_of(here, "mailbox")
    again = await visitor.post(link)
    assert "已经用过" in again.text
    assert await rows_of(here, "mailbox") == kept
    for wrong in (
        link[:-1] + ("A" if link[-1] != "A" else "B"),
        link.replace("confirm", "stop"),
        f"{SITE}/mail/confirm",
    ):
        assert (await visitor.post(wrong)).status_code == 404
        assert (await visitor.get(wrong)).status_code == 404
    await say(visitor, "li@example.com")
    (fresh,) = (await here.letters(1, "li@example.com"))[0].links("/mail/confirm")
    here.real.now += LATER
    assert (await visitor.post(fresh)).status_code == 404
    assert [row[1] for row in await rows_of(here, "mailbox")] == [ADDRESS]


async def test_looking_changes_nothing(here: Town) -> None:
    """Programs that open every link of a letter neither confirm nor stop, and get no cookie."""
    visitor = here.visitor()
    await say(visitor, ADDRESS)
    (letter,) = await here.letters(1)
    (link,) = letter.links("/mail/confirm")
    before = await everything(here)
    for method in ("GET", "HEAD", "GET"):
        assert (await here.visitor().request(method, link)).status_code == 200
    assert await everything(here) == before


async def test_other_sites_cannot_post_the_forms(here: Town) -> None:
    """A page elsewhere can have nobody's browser confirm, or take on another's session."""
    visitor = here.visitor()
    await say(visitor, ADDRESS)
    (link,) = (await here.letters(1))[0].links("/mail/confirm")
    elsewhere: dict[str, str]
    for elsewhere in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert (await visitor.post(link, headers=elsewhere)).status_code == 403
    assert (await visitor.post(link, headers={"Origin": SITE})).status_code == 200


async def test_every_address_gets_the_same_answer_and_three_letters_a_day(here: Town) -> None:
    """Known or not, often or not, refused by its server or not: nobody learns anything of anybody's address."""
    here.house.faults["nobody@example.com"] = ["550 5.1.1 no such user"]
    answers = set()
    for number, typed in enumerate(
        [ADDRESS, ADDRESS.upper(), "zhang+tag@example.com", "ZHANG@EXAMPLE.COM", ADDRESS]
    ):
        replies = await say(here.visitor(f"203.0.113.{number}"), typed)
        answers.add(replies[0]["text"].casefold().replace("+tag", ""))
    unknown = await say(here.visitor("203.0.113.99"), "nobody@example.com")
    answers.add(unknown[0]["text"].replace("nobody", "zhang"))
    assert len(answers) == 1
    await here.until(lambda: len(here.house.taken) >= 3 and "nobody@example.com" in here.house.tried)
    assert len(here.house.taken) == 3
    here.real.now += timedelta(days=1)
    await say(here.visitor(), ADDRESS)
    await here.until(lambda: len(here.house.taken) == 4)


async def test_one_visitor_can_ask_for_three_letters_a_day(here: Town) -> None:
    """To whomever: of a network of its own each, whatever browser."""
    for number in range(6):
        await say(here.visitor("2001:db8::1"), f"a{number}@example.com")
    await say(here.visitor("198.51.100.7"), "last@example.com")
    await here.letters(1, "last@example.com")
    assert len(here.house.taken) == 4


async def test_all_that_is_due_to_a_person_at_a_moment_is_one_letter(here: Town) -> None:
    """Whoever looks after many wishes gets one letter for them, and all of them count as sent."""
    visitor = here.visitor()
    says = [f"11月22日上午9点提醒我{what}" for what in ("催张三", "催李四", "催王五", "收材料")]
    await here.confirmed(visitor, "rm:role:申报人", *says)
    async with here.dispatching() as dispatcher:
        here.clock.now = at(NINE)
        await here.until(lambda: dispatcher.status().outcomes.get("web") == {"sent": 5})
    _, letter = here.to()
    for words in ("催张三", "催李四", "催王五", "收材料", "2022年12月6日"):
        assert words in letter.text
        assert words in letter.page
    assert str(letter.letter["Subject"]).startswith("5件事")
    assert letter.text.count("/mail/stop") == 1


@pytest.mark.parametrize("refusal", ["550 5.1.1 no such user", "550 5.2.1 disabled (data)"])
async def test_a_recipient_who_is_not_there_ends_the_subscription_with_its_reason(
    here: Town, refusal: str
) -> None:
    """Only theirs; on the page another address is asked for, and once it is confirmed the wishes come back."""
    visitor, other = here.visitor(), here.visitor()
    await here.confirmed(visitor, "rm:role:申报人")
    await here.confirmed(other, "rm:role:申报人", address="li@example.com")
    here.house.faults[ADDRESS] = [refusal]
    async with here.dispatching() as dispatcher:
        here.clock.now = at(NINE)
        await here.until(lambda: dispatcher.status().outcomes.get("web") == {"blocked": 1, "sent": 1})
        assert not dispatcher.held()
    ended = [row for row in await rows_of(here, "subscription") if "gone" in str(row)]
    assert len(ended) == 1
    assert refusal.split()[1] in str(ended)
    replies = await say(visitor, "提醒我")
    assert replies[-1]["kind"] == "address_wanted"
    page = await here.confirmed(visitor, address="new@example.com")
    assert "2022年12月6日" in page
    assert "退回来" not in str(await say(visitor, "我的提醒"))


async def test_whose_letters_came_back_is_told_on_the_page(here: Town) -> None:
    """Once a day before any answer, and whenever reminders are spoken of; not the others, and not who stopped."""
    visitor, other, stopped = here.visitor(), here.visitor(), here.visitor()
    await here.confirmed(visitor, "rm:role:申报人")
    await here.confirmed(other, "rm:role:申报人", address="li@example.com")
    await here.confirmed(stopped, "rm:role:申报人", address="wang@example.com")
    await say(stopped, "停止提醒")
    here.house.faults[ADDRESS] = ["550 5.1.1 no such user"]
    async with here.dispatching() as dispatcher:
        here.clock.now = at(NINE)
        await here.until(lambda: dispatcher.status().outcomes.get("web") == {"blocked": 1, "sent": 1})
    first, answer = await say(visitor, "什么时候截止")
    assert first["kind"] == "address_wanted"
    assert "寄到 z…@example.com 的提醒信退回来了。\n这1个提醒先停着" in first["text"]
    assert "个人申报" in first["text"]
    assert "2022年12月6日" in answer["text"]
    assert "退回来" not in str(await say(visitor, "到哪里报送材料"))
    assert "退回来" in str(await say(visitor, "我的提醒"))
    here.real.now += timedelta(days=1)
    assert "退回来" in str(await say(visitor, "到哪里报送材料"))
    assert "zhang@" not in str(await say(visitor, "我的提醒"))
    for somebody in (other, stopped):
        assert "退回来" not in str(await say(somebody, "什么时候截止"))
        assert "退回来" not in str(await say(somebody, "我的提醒"))


async def test_what_was_missed_is_told_where_reminders_are_spoken_of(here: Town) -> None:
    """There is nothing that another address could bring back."""
    visitor = here.visitor()
    await here.confirmed(visitor, "11月22日上午9点提醒我交表")
    here.house.faults[ADDRESS] = ["550 5.1.1 no such user"]
    async with here.dispatching() as dispatcher:
        here.clock.now = at(NINE)
        await here.until(lambda: dispatcher.status().outcomes.get("web") == {"blocked": 1})
    assert "退回来" not in str(await say(visitor, "什么时候截止"))
    told, _ = await say(visitor, "我的提醒")
    assert told["kind"] == "note"
    assert "没能提醒到" in told["text"]
    assert "交表" in told["text"]
    assert "先停着" not in told["text"]


async def test_an_address_with_a_fault_is_named_one(here: Town) -> None:
    """Nothing is sent or kept of it, and the form for another is there."""
    visitor = here.visitor()
    await say(visitor, "rm:role:申报人")
    for typed in ("zhang@", "zhang@example", "zhang＠example，com"):
        (told,) = await say(visitor, typed)
        assert (told["kind"], "不完整" in told["text"]) == ("address_wanted", True)
    assert "zhang" not in await everything(here)
    assert here.house.tried == []
    await here.confirmed(visitor)


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("mail", "553 5.7.1 sender not owned"),
        ("rcpt", "554 5.7.1 blocked"),
        ("rcpt", "550 who are you"),
        ("data", "550 5.7.1 spam"),
    ],
)
async def test_a_server_that_refuses_us_holds_the_channel_and_loses_nothing(
    here: Town, stage: str, answer: str
) -> None:
    """It says so, ends nobody's subscription, and all goes out without a mark once it is mended."""
    await here.confirmed(here.visitor(), "rm:role:申报人")
    here.house.walls[stage] = answer  # type: ignore[index]
    async with here.dispatching() as dispatcher:
        here.clock.now = at(NINE)
        await here.until(lambda: "web" in dispatcher.held())
        assert answer.split()[0] in dispatcher.held()["web"]
        here.house.walls.clear()
        here.clock.now += timedelta(minutes=5)
        await here.until(lambda: dispatcher.status().outcomes.get("web") == {"sent": 1})
    assert "可能重复" not in here.to()[-1].text


async def test_greylisting_is_waited_out(here: Town) -> None:
    """The letter that confirms and the reminder both come at the second try."""
    here.house.greylists = True
    visitor = here.visitor()
    await here.confirmed(visitor, "rm:role:申报人")
    here.house._known.clear()
    async with here.dispatching() as dispatcher:
        here.clock.now = at(NINE)
        await here.until(lambda: here.house.tried.count(ADDRESS) == 3)
        here.clock.now += timedelta(minutes=1)
        await here.until(lambda: dispatcher.status().outcomes.get("web") == {"sent": 1})
    assert here.house.tried.count(ADDRESS) == 4


@pytest.mark.parametrize(("fault", "marked"), [("cut before the dot", False), ("cut after the dot", True)])
async def test_a_break_is_repeated_with_its_mark_only_where_it_may_have_arrived(
    here: Town, fault: str, marked: bool
) -> None:
    """Before the final dot there was no letter; after it there may have been one, whose id is the same."""
    await here.confirmed(here.visitor(), "rm:role:申报人")
    here.house.faults[ADDRESS] = [fault]
    async with here.dispatching() as dispatcher:
        here.clock.now = at(NINE)
        await here.until(lambda: here.house.tried.count(ADDRESS) == 2)
        await here.until(lambda: not dispatcher.status().in_flight)
        here.clock.now += timedelta(minutes=5)
        await here.until(lambda: dispatcher.status().outcomes.get("web") == {"sent": 1})
    letters = here.to()[1:]
    assert ["可能重复" in one.text for one in letters] == ([False, True] if marked else [False])
    assert len({one.letter["Message-ID"] for one in letters}) == 1


async def test_a_letter_to_confirm_that_may_be_lost_comes_once_more(
    here: Town, logged: list[dict[str, object]]
) -> None:
    """Two letters do no harm, and none would leave somebody waiting; a third never comes."""
    here.house.faults[ADDRESS] = ["cut after the dot"] * 3
    visitor = here.visitor()
    await say(visitor, "rm:role:申报人")
    await say(visitor, ADDRESS)
    await here.until(lambda: any(event["event"] == "letter_sent" for event in logged))
    assert len(here.to()) == 2


async def test_forget_takes_the_address_too(here: Town) -> None:
    """And what waits to be sent to it."""
    visitor = here.visitor()
    await here.confirmed(visitor, "rm:role:申报人")
    assert (await visitor.post("/api/forget", json={})).json()["forgotten"] >= 3
    assert "zhang" not in await everything(here)


async def test_leaving_a_device_keeps_everything(here: Town) -> None:
    """The session is gone from the browser alone."""
    visitor = here.visitor()
    await here.confirmed(visitor, "rm:role:申报人")
    kept = await rows_of(here, "mailbox")
    left = await visitor.post("/api/leave", json={})
    assert left.status_code == 200
    assert (await visitor.get("/api/conversation")).json()["session"] is False
    assert await rows_of(here, "mailbox") == kept


async def test_somebody_who_asks_for_letters_only_gets_what_is_usual(here: Town) -> None:
    """Without a wish of their own: all the days to come, said on the page that confirms."""
    page = await here.confirmed(here.visitor())
    assert "2022年12月6日" in page
    assert [row[2] for row in await rows_of(here, "subscription")] != []


async def test_an_address_is_no_question(here: Town) -> None:
    """Only a message that is one and nothing else is taken for one; another is answered, and nothing is sent."""
    visitor = here.visitor()
    replies = await say(visitor, "我的邮箱是 zhang@example.com，单位几号前要推荐")
    assert "2022年12月19日" in replies[0]["text"]
    assert here.house.tried == []


@pytest.mark.parametrize(
    "typed",
    [
        "zhang@example.com\r\nBcc: evil@example.com",
        "zhang@example.com\r\nSubject: buy",
        "a@b",
        "zhang@example.com,li@example.com",
        '"a\r\nb"@example.com',
        "a@[127.0.0.1]",
    ],
)
async def test_what_is_no_address_gets_no_letter(here: Town, typed: str) -> None:
    """Above all nothing that would put a line of its own into a letter."""
    await say(here.visitor(), typed)
    await say(here.visitor("198.51.100.7"), "last@example.com")
    await here.letters(1, "last@example.com")
    assert here.house.tried == ["last@example.com"]


@pytest.mark.parametrize(
    ("typed", "recipient"),
    [
        ("ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", "zhang@example.com"),
        ("zhang@例子.公司", "zhang@xn--fsqu00a.xn--55qx5d"),
        ("张三@例子.公司", "张三@xn--fsqu00a.xn--55qx5d"),
        ('"zhang san"@example.com', '"zhang san"@example.com'),
        ("Zhang.San+notice@Example.COM", "Zhang.San+notice@example.com"),
    ],
)
async def test_odd_addresses_are_reminded(here: Town, typed: str, recipient: str) -> None:
    """Full-width letters, names and domains in Chinese, quotes, capitals, tags."""
    visitor = here.visitor()
    await say(visitor, "rm:role:申报人")
    await say(visitor, typed)
    (letter,) = await here.letters(1, recipient)
    (link,) = letter.links("/mail/confirm")
    assert (await visitor.post(link)).status_code == 200
    async with here.dispatching():
        here.clock.now = at(NINE)
        await here.letters(2, recipient)
    assert here.house.wrong == []


async def test_nothing_of_a_letter_is_logged(here: Town, logged: list[dict[str, object]]) -> None:
    """No address, no link, no word."""
    visitor = here.visitor()
    await here.confirmed(visitor, "rm:role:申报人")
    here.house.faults[ADDRESS] = ["550 5.1.1 zhang@example.com no such user"]
    async with here.dispatching() as dispatcher:
        here.clock.now = at(NINE)
        await here.until(lambda: dispatcher.status().outcomes.get("web") == {"blocked": 1})
    told = repr(logged)
    assert "reminder_attempt" in told
    for secret in ("zhang", "token=", "12月6日"):
        assert secret not in told


async def test_a_database_that_is_away_is_said(here: Town) -> None:
    """Nothing is promised then."""
    visitor: httpx.AsyncClient = here.visitor()
    await say(visitor, "你好")
    await here.store._write(lambda connection: connection.execute(text("DROP TABLE letter_count")))
    answer = await visitor.post("/api/messages", json={"text": ADDRESS})
    assert answer.status_code == 503


async def joined_with_wechat(here: Town, visitor: httpx.AsyncClient, taker: str = "wechat:o123") -> None:
    """Have the wishes of the page be one set with those of somebody in WeChat."""

    async def other(words: str) -> str:
        turn = await here.services.conversations.turn(taker, words, here.clock(), Channel(pushes=True))
        return "\n".join(reply.text for reply in turn.replies)

    shown = re.search(r"/join (\d{4} \d{4} \d{5})", str(await say(visitor, "/join")))
    assert shown is not None
    check = re.search(r"是 (\d\d)", await other(f"/join {shown[1]}"))
    assert check is not None
    assert "已确认" in str(await say(visitor, f"/join {check[1]}"))
    assert "已合并" in await other("/joinok")


@pytest.mark.parametrize("order", ["/unjoin", "/forget"])
async def test_an_address_that_is_confirmed_while_another_channel_reminds(here: Town, order: str) -> None:
    """It says who reminds; once they are apart, letters come, also of what was only noted when it was given."""
    visitor = here.visitor()
    await say(visitor, "rm:role:申报人")
    await joined_with_wechat(here, visitor)
    page = await here.confirmed(visitor)
    assert "还在微信发" in page
    assert "以后的提醒发到" not in page
    conversations = here.services.conversations
    await conversations.turn("wechat:o123", order, here.clock(), Channel(pushes=True))
    assert not await conversations.holder_of("wechat:o123")
    async with here.dispatching():
        here.clock.now = at(NINE)
        letters = await here.letters(2)
    assert "2022年12月6日" in letters[-1].text + letters[-2].text


async def test_who_is_reminded_elsewhere_stops_letters_alone(here: Town) -> None:
    """The link of an old letter does not end what WeChat sends."""
    visitor = here.visitor()
    await here.confirmed(visitor, "rm:role:申报人")
    async with here.dispatching():
        here.clock.now = at(NINE)
        _, letter = await here.letters(2)
    await joined_with_wechat(here, visitor)
    (link,) = letter.links("/mail/stop")
    assert (await here.visitor().post(link)).status_code == 200
    kept = await here.services.conversations.conversation("wechat:o123")
    assert len(kept.subscriptions.running) == 1
    assert await rows_of(here, "mailbox") == []
    await say(visitor, "/unjoin")
    async with here.dispatching() as dispatcher:
        here.clock.now = at("2022-11-29T09:00")
        await here.until(lambda: "blocked" in dispatcher.status().outcomes.get("web", {}))
    told = await say(visitor, "什么时候截止")
    assert told[0]["kind"] == "address_wanted"
    assert "先停着" in told[0]["text"]

"""What people do about a reminder from its letter: by buttons behind a link, never by the link itself."""

from __future__ import annotations

from datetime import timedelta

import httpx

from tests.channels.answer_page import AnswerPage
from tests.channels.mail.town import Town, say
from tests.reminders.moments import at

NINE = "2022-11-16T09:00"


async def link_of_a_letter(here: Town, visitor: httpx.AsyncClient, *wishes: str) -> list[str]:
    """The links of the letter that reminds of these wishes."""
    await here.confirmed(visitor, *wishes)
    async with here.dispatching():
        here.clock.now = at(NINE)
        letter = (await here.letters(2))[-1]
    return letter.links("/mail/answer")


async def listed(visitor: httpx.AsyncClient) -> str:
    """What somebody is reminded of."""
    return "\n".join(one["text"] for one in await say(visitor, "我的提醒"))


async def test_done_and_not_done_after_all(here: Town) -> None:
    """A GET shows three buttons and changes nothing; a POST does it, and can be taken back there."""
    visitor = here.visitor()
    (link,) = await link_of_a_letter(here, visitor, "每天9点提醒我填表，到11月20号")
    before = await listed(visitor)
    page = AnswerPage(here.visitor("198.51.100.2"))
    for _ in range(3):
        assert await page.open(link) == 200
    assert list(page.buttons) == ["已办", "一小时后再提醒", "停止提醒"]
    assert "填表" in page.words
    assert await listed(visitor) == before
    assert "不再提醒" in await page.tap("已办")
    assert "还没办好" in page.buttons
    assert "填表" not in await listed(visitor)
    assert "继续提醒" in await page.tap("还没办好")
    assert await listed(visitor) == before


async def test_once_more_in_an_hour(here: Town) -> None:
    """It comes as another letter; asked for twice, it comes once."""
    visitor = here.visitor()
    (link,) = await link_of_a_letter(here, visitor, "每天9点提醒我填表，到11月20号")
    page = AnswerPage(here.visitor("198.51.100.2"))
    await page.open(link)
    assert "再提醒您一次" in await page.tap("一小时后再提醒")
    await page.open(link)
    assert "已经安排" in await page.tap("一小时后再提醒")
    async with here.dispatching():
        here.clock.now += timedelta(minutes=62)
        assert "填表" in (await here.letters(3))[-1].text
    assert len(here.to()) == 3


async def test_a_letter_with_several_has_a_link_for_each(here: Town) -> None:
    """In the text the links stand beneath their reminders, in HTML under words; one stops its own alone."""
    visitor = here.visitor()
    wishes = ("11月16日上午9点提醒我填表", "11月16日上午9点提醒我催张三")
    links = await link_of_a_letter(here, visitor, *wishes)
    assert len(set(links)) == 2
    letter = here.to()[-1]
    assert letter.page.count("已办／一小时后再提醒</a>") == 2
    assert letter.text.index("填表") < letter.text.index(links[0]) < letter.text.index("催张三")
    page = AnswerPage(here.visitor("198.51.100.2"))
    await page.open(links[0])
    assert "填表" in await page.tap("已办")
    assert "催张三" not in page.words


async def test_a_link_gives_no_right_to_anything_else(here: Town) -> None:
    """Changed, too old, from another site, or with the choice of another wish it is refused, and nothing changes."""
    visitor = here.visitor()
    (link,) = await link_of_a_letter(
        here, visitor, "每天9点提醒我填表，到11月20号", "12月1日上午9点提醒我催张三"
    )
    page = AnswerPage(here.visitor("198.51.100.2"))
    await page.open(link)
    done, before = page.buttons["已办"], await listed(visitor)
    assert (await page.browser.post(done, headers={"Sec-Fetch-Site": "cross-site"})).status_code == 403
    token, _, act = done.partition("&act=")
    wrong = {
        f"{token[:-1]}{'A' if token[-1] != 'A' else 'B'}&act={act}": 404,
        f"{token}&act=rm:0000000000:stop": 400,
        f"{token}&act=rm:stop-all": 400,
        f"{token}&act=/forget": 400,
        f"{token}&act=": 400,
        f"{token}&act={'x' * 500}": 400,
        token.replace("/mail/answer", "/mail/stop"): 404,
        "/mail/answer": 404,
    }
    for place, status in wrong.items():
        assert (await page.browser.post(place)).status_code == status, place
    here.real.now += timedelta(days=31)
    assert (await page.browser.post(done)).status_code == 404
    assert await page.open(link) == 404
    assert await listed(visitor) == before


async def test_each_link_of_a_letter_says_what_it_is_about(here: Town) -> None:
    """There may be several; the letter speaks of no other way to answer but these."""
    visitor = here.visitor()
    await here.confirmed(visitor, "提前20天提醒我", "11月16日上午9点提醒我交表")
    async with here.dispatching():
        here.clock.now = at(NINE)
        letter = (await here.letters(2))[-1]
    links = letter.links("/mail/answer")
    page, said = AnswerPage(here.visitor("198.51.100.2")), []
    for link in links:
        await page.open(link)
        said.append(page.words)
    assert sorted(("个人申报" in words, "交表" in words) for words in said) == [(False, True), (True, False)]
    assert "回“已办”" not in letter.text + letter.page

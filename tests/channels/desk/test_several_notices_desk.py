"""A desk of several notices: each page is of one, which its address names, and so is each change."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.channels.desk.desk_app import build_desk
from bot.channels.desk.desk_notice import DeskNotice
from bot.channels.desk.trials import Bench
from bot.serving.current import CurrentKnowledge
from bot.store.database import Store
from bot.store.model.account import AuditLine
from bot.store.model.asked_question import Gap
from bot.store.model.sharing import ShareGroup
from tests.channels.desk.office import Office
from tests.channels.desk.workshop import reloads
from tests.packs import OPEN
from tests.several_packs import HIGH, NAMES, SENIOR, write_packs

ASKED = "办这事掏不掏钱呀"
PHRASINGS = "办这件事掏钱吗\n要自己掏多少\n"
OTHER = f"/desk/n/{HIGH}"


@dataclass
class Two:
    """A desk that opens with one notice and has another."""

    office: Office
    packs: dict[str, CurrentKnowledge]
    others: list[DeskNotice]

    async def asked(self, notice: str, text: str) -> None:
        """Note that somebody was not answered."""
        gap = Gap("unknown", "", text)
        await self.office.store.questions.note("web:1", [gap], "2022-11-15", notice, self.office.clock())

    async def numbers(self) -> dict[str, int]:
        """The number of the last change of each notice."""
        return {id: await self.office.store.revisions.latest(id) for id in self.packs}

    def said(self, notice: str, question: str) -> str:
        """What a process answers."""
        found = self.packs[notice].assistant().suggestions(question, OPEN)
        return found[0][1].text if found else ""


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[Two]:
    """The desk."""
    cache, packs = tmp_path / "cache", dict[str, CurrentKnowledge]()
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        notices = []
        for folder in write_packs(tmp_path / "packs", SENIOR, HIGH):
            one = CurrentKnowledge(folder, cache, reloads())
            one.lay_over(store.revisions)
            packs[one.pack().facts.id] = one
            bench = Bench(folder, cache, one.base, lambda one=one: one.laid.number)  # type: ignore[misc]
            notices.append(DeskNotice(one.pack, bench, one.assistant, one.assessor))
        office = await Office(store, packs[SENIOR].pack()).open()
        office.services.home, others = notices[0], notices[1:]
        office.services.others = lambda: tuple(others)
        office.services.keeps_questions = 30
        office.app = build_desk(office.services)
        yield Two(office, packs, others)
        await office.services.stop()
        for client in office.made:
            await client.aclose()


async def test_each_page_is_of_the_notice_that_its_address_names(two: Two) -> None:
    """Its own questions, its title above, the other one a click away on the same page; without a name the first one's."""
    await two.asked(SENIOR, "快递寄到哪里")
    await two.asked(HIGH, "能不能带猫")
    reader = await two.office.staff("reader")
    bare = await reader.get("/desk/questions?days=7")
    assert (bare.status_code, bare.headers["location"]) == (303, f"/desk/n/{SENIOR}/questions?days=7")
    for notice, own, foreign in (
        (SENIOR, "快递寄到哪里", "能不能带猫"),
        (HIGH, "能不能带猫", "快递寄到哪里"),
    ):
        page = (await reader.get(f"/desk/n/{notice}/questions")).text
        assert own in page
        assert foreign not in page
        assert f"{two.packs[notice].pack().facts.short_title} · 办事员后台" in page
        assert f'href="/desk/n/{notice}/questions" aria-current="true"' in page
        assert all(f'href="/desk/n/{id}/questions"' in page for id in NAMES if id in two.packs)
        assert f'href="/desk/n/{notice}/revisions"' in page
    assert "共 2 份通知 · 办事员后台" in (await reader.get("/desk/password")).text
    for path in ("", "/sample", "/revisions", "/groups"):
        assert two.packs[HIGH].pack().facts.short_title in (await reader.get(OTHER + path)).text


async def test_a_change_is_of_the_notice_on_whose_page_it_was_made(two: Two) -> None:
    """From question to answer and back: the other notice has neither the change nor its number; the audit names the notice."""
    office = two.office
    await two.asked(HIGH, ASKED)
    editor = await office.staff("editor")
    page = (await editor.get(f"{OTHER}/questions")).text
    group = page.split(f"{OTHER}/phrase?q=")[1].split('"')[0]
    fields = {"q": group, "entry": "fee", "phrasings": PHRASINGS}
    done = await editor.post(f"{OTHER}/phrase", fields, on=f"{OTHER}/phrase?q={group}")
    assert done.headers["location"].startswith(f"{OTHER}/revision?id=")
    await office.services.trials(two.others[0]).finished()
    assert await two.numbers() == {SENIOR: 0, HIGH: 1}
    for one in two.packs.values():
        await one._look_for_revisions()
    assert "通知未写收费" in two.said(HIGH, "要自己掏多少")
    assert two.packs[SENIOR].laid.number == 0
    assert ASKED not in (await editor.get(f"{OTHER}/questions")).text
    foreign = done.headers["location"].replace(OTHER, f"/desk/n/{SENIOR}")
    assert (await editor.get(foreign)).status_code == 404
    assert (
        await editor.post("/desk/undo", {"number": "1"}, on=f"{OTHER}/revisions")
    ).status_code == 404  # of a page without a name: the first notice has no such change
    await editor.post(f"{OTHER}/undo", {"number": "1"}, on=f"{OTHER}/revisions")
    await office.services.trials(two.others[0]).finished()
    assert await two.numbers() == {SENIOR: 0, HIGH: 2}
    lines = [line.about for _, line in await office.store.staff.audit(100) if line.act.startswith("revision")]
    assert lines == [f"1 {HIGH}", f"1 {HIGH}"]


async def test_one_change_is_tried_after_another(two: Two) -> None:
    """Of whichever notices: each trial takes a processor."""
    services = two.office.services
    turns = {id(services.trials(one).turn) for one in services.notices()}
    assert len(turns) == 1


async def test_a_notice_that_is_not_there(two: Two) -> None:
    """A wrong name, or a pack that was taken away while staff were at it: said with what to do, to whoever is logged in."""
    stranger, reader = two.office.browser(), await two.office.staff("reader")
    assert (await stranger.get(f"{OTHER}/questions")).headers["location"] == "/desk/login"
    assert (await reader.get(f"{OTHER}/questions")).status_code == 200
    two.others.clear()
    gone = await reader.get(f"{OTHER}/questions")
    assert gone.status_code == 404
    assert "机器人现在没有这份通知" in gone.text
    for odd in ("x", "%2e%2e", "a" * 300, "%00", "木"):
        assert (await reader.get(f"/desk/n/{odd}/questions")).status_code in (303, 404)
    assert (await reader.get("/desk/questions")).status_code == 200  # one alone needs no name


async def test_who_may_not_may_not_in_any_notice(two: Two) -> None:
    """A reader changes nothing on the pages of the other notice either, nor does a form without its token."""
    reader, editor = await two.office.staff("reader"), await two.office.staff("editor")
    assert (await reader.get(f"{OTHER}/phrase")).status_code == 403
    assert (await reader.post(f"{OTHER}/undo", {"number": "1"}, on=f"{OTHER}/revisions")).status_code == 403
    bare = await editor.client.post(f"{OTHER}/phrase", data={"entry": "fee", "phrasings": PHRASINGS})
    assert bare.status_code == 403


async def test_a_group_is_of_one_notice(two: Two) -> None:
    """It is made, listed and opened on the pages of its notice alone."""
    editor, clock = await two.office.staff("editor"), two.office.clock
    made = await editor.post(f"{OTHER}/group/new", {"name": "东阳市经信局"}, on=f"{OTHER}/group/new")
    assert made.status_code == 200
    assert two.packs[HIGH].pack().facts.short_title in made.text
    (group,) = await two.office.store.sharings.groups_of(HIGH)
    assert isinstance(group, ShareGroup)
    assert "东阳市经信局" in (await editor.get(f"{OTHER}/groups")).text
    assert "东阳市经信局" not in (await editor.get(f"/desk/n/{SENIOR}/groups")).text
    assert (await editor.get(f"/desk/n/{SENIOR}/group?id={group.id}")).status_code == 404
    closed = await editor.post(
        f"{OTHER}/group/close", {"id": str(group.id)}, on=f"{OTHER}/group?id={group.id}"
    )
    assert closed.headers["location"] == f"{OTHER}/groups"
    assert not (await two.office.store.sharings.groups_of(HIGH))[0].is_open(clock())


async def test_a_word_to_everybody_stands_on_the_first_page_of_each(two: Two) -> None:
    """It goes to all who have reminders, of whichever notice, and may be stopped by whoever sees it."""
    office = two.office
    line = AuditLine(office.clock(), "owner", "notice_drafted", "")
    id = await office.store.office_notices.draft(SENIOR, "owner", "办公室", "系统停机", office.clock(), line)
    await office.store.office_notices.hold(SENIOR, id, "owner", line)
    reader = await office.staff("reader")
    for notice in two.packs:
        assert "系统停机" in (await reader.get(f"/desk/n/{notice}")).text

"""The desk's pages of groups: who makes a code, what is seen of those who share, and what is written down of each look."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path
from unittest.mock import patch

import pytest

from bot.channels.desk.routes import group_pages
from bot.conversation.assistant import assistant_of
from bot.conversation.shared_states import SharedState, shared_states
from bot.knowledge import Knowledge
from bot.store.database import Store
from tests.channels.desk.office import Browser, Office
from tests.conversation.sharers import COUNTY, Sharers
from tests.several_packs import SENIOR, library

HR, ME = "telegram:hr", "web:me"
SCRIPT = "<script>alert(1)</script>"
FIELDS = {"name": COUNTY, "last": "2022-12-15"}
_CODE = re.compile("[A-Z]{3}-[A-Z]{3}-[A-Z]{3}")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """A small notice with an interview."""
    folder: Path = tmp_path_factory.mktemp("small")
    (one,) = library(folder, SENIOR)
    return one


@pytest.fixture
async def county(tmp_path: Path, small: Knowledge) -> AsyncIterator[tuple[Office, Sharers]]:
    """The desk of that notice, and people who talk with its bot."""
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        office = await Office(store, small.pack).open()
        assistant = assistant_of(small)
        office.services.home.assistant = lambda: assistant
        yield office, Sharers(store, assistant, office.clock())
        for client in office.made:
            await client.aclose()


async def made(browser: Browser, **fields: str) -> str:
    """Make a group at the desk. Returns its code."""
    page = await browser.post("/desk/group/new", {**FIELDS, **fields})
    assert page.status_code == 200
    found = _CODE.search(page.text)
    assert found is not None
    return found[0]


async def place_of(browser: Browser, name: str = COUNTY) -> str:
    """Where a group is to be seen."""
    page = (await browser.get("/desk/groups")).text
    found = re.search(rf"<h2>{name}</h2>.*?href=\"(/desk/group\?id=\d+)\"", page, re.DOTALL)
    assert found is not None
    return found[1]


async def sharing(sharers: Sharers, code: str) -> None:
    """An office of two, of whom one lacks hours, and somebody alone whose name is a script."""
    await sharers.say(HR, "给王芳问一下", "70", "给李强问一下", "85")
    await sharers.say(HR, f"分享码 {code}", "全部", "下一步", "木雕厂", "同意")
    await sharers.say(ME, f"分享码 {code}", SCRIPT, "同意")


async def test_from_the_code_to_the_text(county: tuple[Office, Sharers]) -> None:
    """An editor makes it, people share by it, a reader sees who has to do what; counts in the text, names by a tick."""
    office, sharers = county
    editor, reader = await office.staff("editor"), await office.staff("reader")
    code = await made(editor)
    place = await place_of(reader)
    assert "还没有人给看" in (await reader.get(place)).text
    await sharing(sharers, code)
    page = (await reader.get(place)).text
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page
    for told in (
        "还差东西（1人）",
        "不差什么，还没提交（1人）",
        "还没答完（1人）",
        "木雕厂",
        "学时卡",
        "还没开始答",
    ):
        assert told in page
    assert "telegram:hr" not in page
    assert "70" not in re.sub(r"20\d\d|&#\d+;|[0-9a-f]{32,}", "", page)
    text = unescape(page.partition("readonly>")[2].partition("</textarea>")[0])
    assert "1. 学时卡：1人" in text
    assert "王芳" not in text
    named = (await reader.get(f"{place}&names=on")).text
    text = unescape(named.partition("readonly>")[2].partition("</textarea>")[0])
    assert "1. 学时卡：1人（王芳）" in text
    lines = [line for _, line in await office.store.staff.audit(9) if line.act == "group_read"]
    assert [(line.account, line.about) for line in lines[::-1]] == [
        ("reader", f"{COUNTY}：0 人"),
        ("reader", f"{COUNTY}：3 人"),
        ("reader", f"{COUNTY}：3 人"),
    ]
    owner = await office.staff("owner")
    assert "查看进度" in (await owner.get("/desk/audit")).text


async def test_a_code_is_shown_once(county: tuple[Office, Sharers]) -> None:
    """Nowhere else, in no form in the database; another takes its place, and who shared by the first stays."""
    office, sharers = county
    editor = await office.staff("editor")
    code = await made(editor)
    await sharing(sharers, code)
    place = await place_of(editor)
    for path in ("/desk/groups", place, "/desk"):
        assert code not in (await editor.get(path)).text
    file = Path(office.store._place)
    stored = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    assert stored
    assert code.encode() not in stored
    assert code.replace("-", "").encode() not in stored
    assert (await editor.post("/desk/group/new", FIELDS)).status_code == 409
    id = place.partition("id=")[2]
    other = _CODE.search((await editor.post("/desk/group/code", {"id": id}, on=place)).text)
    assert other is not None
    assert "没有能用" in await sharers.say("web:new", f"分享码 {code}")
    assert COUNTY in await sharers.say("web:new", f"分享码 {other[0]}")
    assert "3 人给看" in (await editor.get(place)).text
    assert (await editor.post("/desk/group/close", {"id": id}, on=place)).status_code == 303
    page = (await editor.get(place)).text
    assert "已关闭" in page
    assert "木雕厂" not in page
    for path in ("/desk/group/code", "/desk/group/close"):
        assert (await editor.post(path, {"id": id}, on="/desk")).status_code == 409
    acts = [act for act in await office.acts() if act.startswith("group") and act != "group_read"]
    assert acts == ["group_made", "group_code", "group_closed"]


async def test_who_may_do_what(county: tuple[Office, Sharers]) -> None:
    """A reader makes, renews and closes nothing; who is not logged in sees nothing; a forged form does nothing."""
    office, sharers = county
    editor, reader = await office.staff("editor"), await office.staff("reader")
    code = await made(editor)
    await sharing(sharers, code)
    place = await place_of(reader)
    id = place.partition("id=")[2]
    assert "/desk/group/new" not in (await reader.get("/desk/groups")).text
    assert "/desk/group/close" not in (await reader.get(place)).text
    for path in ("/desk/group/new", "/desk/group/code", "/desk/group/close"):
        assert (await reader.post(path, {**FIELDS, "name": "别的", "id": id}, on="/desk")).status_code == 403
        forged = await editor.client.post(path, data={**FIELDS, "name": "别的", "id": id})
        assert forged.status_code == 403
        elsewhere = {"origin": "https://evil.example"}
        forged = await editor.client.post(path, data={"id": id}, headers=elsewhere)
        assert forged.status_code == 403
    before = len(await office.store.staff.audit(99))
    stranger = office.browser()
    for path in ("/desk/groups", place, f"{place}&names=on", "/desk/group/new"):
        answer = await stranger.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/desk/login")
    assert len(await office.store.staff.audit(99)) == before
    assert [one.name for one in await office.store.sharings.groups_of(SENIOR)] == [COUNTY]
    assert "3 人给看" in (await reader.get(place)).text


async def test_withdrawn_while_the_page_is_made(county: tuple[Office, Sharers]) -> None:
    """Somebody takes it back between the look at the database and the page: they are not on it."""
    office, sharers = county
    code = await made(await office.staff("editor"))
    await sharing(sharers, code)
    reader = await office.staff("reader")
    place = await place_of(reader)
    loop = asyncio.get_running_loop()

    def slowly(*given: object) -> tuple[SharedState, ...]:
        asyncio.run_coroutine_threadsafe(sharers.say(HR, "不给看了"), loop).result()
        return shared_states(*given)  # type: ignore[arg-type]

    with patch.object(group_pages, "shared_states", slowly):
        page = (await reader.get(place)).text
    assert "1 人给看" in page
    assert "王芳" not in page
    assert "木雕厂" not in page
    (_, line), *_ = await office.store.staff.audit(1)
    assert line.about == f"{COUNTY}：1 人"


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "名" * 41},
        {"name": "a\u202eb"},
        {"last": "2022-11-14"},
        {"last": "2024-01-01"},
        {"last": "soon"},
    ],
)
async def test_what_cannot_be_made_is_refused(county: tuple[Office, Sharers], fields: dict[str, str]) -> None:
    """With the reason, and nothing is stored."""
    office, _ = county
    editor = await office.staff("editor")
    assert (await editor.post("/desk/group/new", {**FIELDS, **fields})).status_code == 422
    assert await office.store.sharings.groups_of(SENIOR) == ()
    for odd in ("0", "x", "9" * 30, "1"):
        assert (await editor.get(f"/desk/group?id={odd}")).status_code == 404


async def test_a_group_of_another_notice_is_not_there(county: tuple[Office, Sharers]) -> None:
    """Its number leads nowhere, however it is asked for."""
    office, sharers = county
    await sharers.group("别的通知", notice="other-2022")
    editor = await office.staff("editor")
    id = str(sharers.groups["别的通知"])
    assert (await editor.get(f"/desk/group?id={id}")).status_code == 404
    for path in ("/desk/group/code", "/desk/group/close"):
        assert (await editor.post(path, {"id": id}, on="/desk")).status_code == 404
    assert "别的通知" not in (await editor.get("/desk/groups")).text

"""A word to everybody who has reminders: drafted, previewed, confirmed by a second person."""

from __future__ import annotations

import asyncio
import html
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.desk.desk_app import build_desk
from bot.channels.desk.proofs import Proofs, Unproved
from bot.reminders.subscription import Subscription
from bot.store.database import Store
from bot.store.model.account import Account, AuditLine
from bot.store.model.office_notice import MOST_A_DAY, OfficeNotice, Reach, read_revision
from bot.store.model.saved import Saved, SavedSubscription
from tests.channels.desk.office import KEPT, PASSWORD, Browser, Office
from tests.channels.desk.test_totp import code_now, with_totp

NOW = datetime(2022, 11, 15, 2, tzinfo=UTC)
NOTICE, DAY = "tiny-2022", "2022-11-15"
LINE = AuditLine(NOW, "test", "notice_drafted")
TEXT = {"text": "更正：受理点电话换了，请看网站。<b>", "sender": "省工艺美术办公室"}


def wish(id: str, **values: Any) -> Subscription:
    """A wish that runs."""
    return Subscription(id, "deadlines", NOTICE, "tiny", **values)


async def wishing(store: Store) -> None:
    """Three people: two with one running wish or more, one whose wish ended."""
    runs, ended = SavedSubscription({"kind": "deadlines"}), SavedSubscription({}, ended="stopped")
    await store.save("push:1", Saved(subscriptions={"1": runs, "2": runs}), NOW)
    await store.save("telegram:2", Saved(subscriptions={"1": ended, "3": runs}), NOW)
    await store.save("web:3", Saved(subscriptions={"1": ended}), NOW)


async def test_everybody_gets_one(url: str) -> None:
    """On each database, however many confirm at once; the draft's author never does."""
    async with await Store.open(url) as store:
        await wishing(store)
        notices = store.office_notices
        assert await notices.reached(NOW) == Reach(2, 0)
        id = await notices.draft(NOTICE, "li", "办公室", "系统今晚停机", NOW, LINE)
        assert await notices.confirm(NOTICE, id, "li", DAY, NOW, LINE) == "own"
        await store.staff.add(Account("li", "owner", KEPT, NOW), LINE)
        later = replace(LINE, at=NOW + timedelta(hours=1))
        assert await notices.confirm(NOTICE, id, "li", DAY, NOW, later) == "early"
        tries = [notices.confirm(NOTICE, id, name, DAY, NOW, LINE) for name in ("wang", "zhao", "wang")]
        assert sorted(await asyncio.gather(*tries)) == ["confirmed", "gone", "gone"]
        assert await notices.outcomes(id) == {"due": 2}
        found = await notices.found(NOTICE, id)
        assert found is not None
        assert (found.status, found.people) == ("confirmed", 2)
        term = await store.ledger.take("somebody", await store.ledger.leader())
        assert term is not None
        (one,) = await store.ledger.claim(term, "push", "due", NOW, 10)
        assert (one.user_key, one.subscription_id, one.kind) == ("push:1", "1", "office")
        assert read_revision(one.revision) == ("办公室", "系统今晚停机")
        await store.forget("telegram:2")
        assert await notices.outcomes(id) == {"claimed": 1}


async def test_a_paused_first_wish_keeps_nobody_from_it(url: str) -> None:
    """It goes under one that is not paused, or is not any more; who has paused all of them gets none and is told of."""
    on, off = wish("on"), wish("off", paused=True, about='x "paused": false')
    later = wish("later", paused_until=NOW + timedelta(days=1))
    back = wish("back", paused_until=NOW - timedelta(minutes=1))
    said = wish("said", about='"paused": true')
    people = {"push:1": (off, on), "push:2": (later, back), "push:3": (off, later), "push:4": (said,)}
    async with await Store.open(url) as store:
        for user, wishes in people.items():
            kept = {f"{n}": SavedSubscription(one.to_plain()) for n, one in enumerate(wishes)}
            await store.save(user, Saved(subscriptions=kept), NOW)
        notices = store.office_notices
        assert await notices.reached(NOW) == Reach(3, 1)
        id = await notices.draft(NOTICE, "li", "办公室", "系统今晚停机", NOW, LINE)
        assert await notices.confirm(NOTICE, id, "wang", DAY, NOW, LINE) == "confirmed"
        found = await notices.found(NOTICE, id)
        assert found is not None
        assert found.people == 3
        term = await store.ledger.take("somebody", await store.ledger.leader())
        assert term is not None
        due = await store.ledger.claim(term, "push", "due", NOW, 10)
        got = sorted((one.user_key, one.subscription_id) for one in due)
        assert got == [("push:1", "1"), ("push:2", "1"), ("push:4", "0")]
        assert not any(Subscription.from_plain(one.wish).is_paused(NOW) for one in due)


async def test_a_wish_that_changes_meanwhile_loses_nothing(url: str) -> None:
    """Somebody moves their hour before it goes out (at night, say): they get it all the same; not who was deleted."""
    async with await Store.open(url) as store:
        for user in ("push:1", "push:2"):
            kept = SavedSubscription(wish("on").to_plain())
            await store.save(user, Saved(subscriptions={"on": kept}), NOW)
        id = await store.office_notices.draft(NOTICE, "li", "办公室", "系统今晚停机", NOW, LINE)
        assert await store.office_notices.confirm(NOTICE, id, "wang", DAY, NOW, LINE) == "confirmed"
        for user, left in (("push:1", {"on": wish("on", at="08:00")}), ("push:2", {})):
            saved = await store.load(user)
            assert saved is not None
            subscriptions = {name: SavedSubscription(one.to_plain()) for name, one in left.items()}
            await store.save(user, replace(saved, subscriptions=subscriptions), NOW)
        assert await store.office_notices.outcomes(id) == {"due": 1}


async def test_the_preview_tells_who_paused(office: Office) -> None:
    """How many get it, and how many do not."""
    await wishing(office.store)
    kept = SavedSubscription(wish("off", paused=True).to_plain())
    await office.store.save("push:9", Saved(subscriptions={"1": kept}), NOW)
    editor = await office.staff("editor")
    page = (await editor.get(await drafted(editor))).text
    assert "2 人，每人发一条" in page
    assert "另有 1 人把提醒全暂停了" in page


async def test_a_day_has_its_bound(url: str) -> None:
    """Two at once are counted one after the other; the next day is another. What was stopped cannot be confirmed."""
    async with await Store.open(url) as store:
        await wishing(store)
        notices = store.office_notices
        ids = [
            await notices.draft(NOTICE, "li", "办公室", f"第{n}条", NOW, LINE) for n in range(MOST_A_DAY + 2)
        ]
        done = await asyncio.gather(*(notices.confirm(NOTICE, id, "wang", DAY, NOW, LINE) for id in ids))
        assert sorted(done) == ["confirmed"] * MOST_A_DAY + ["enough"] * 2
        left = [id for id, how in zip(ids, done, strict=True) if how == "enough"]
        tomorrow = NOW + timedelta(days=1)
        assert await notices.confirm(NOTICE, left[0], "wang", "2022-11-16", tomorrow, LINE) == "confirmed"
        assert await notices.stop(NOTICE, left[1], "anybody", tomorrow, LINE)
        assert not await notices.stop(NOTICE, left[0], "anybody", tomorrow, LINE)
        assert await notices.confirm(NOTICE, left[1], "wang", "2022-11-16", tomorrow, LINE) == "gone"
        assert await notices.confirm("other", left[1], "wang", "2022-11-16", tomorrow, LINE) == "gone"
        listed = await notices.listed(NOTICE, 9)
        assert [one.status for one in listed] == ["stopped", "confirmed", "confirmed", "confirmed"] or len(
            listed
        ) == 4


async def drafted(browser: Browser, **fields: str) -> str:
    """Where the draft is to be seen."""
    done = await browser.post("/desk/notice/draft", {**TEXT, **fields})
    assert done.status_code == 303
    return done.headers["location"]


async def test_from_the_draft_to_what_became_of_it(office: Office) -> None:
    """The preview is what people get; an editor drafts, an owner confirms, and both are in the audit."""
    await wishing(office.store)
    editor, owner, reader = [await office.staff(name) for name in ("editor", "owner", "reader")]
    place = await drafted(editor)
    page = (await editor.get(place)).text
    assert "〔办公室通知〕更正：受理点电话换了，请看网站。&lt;b&gt;" in page
    assert "省工艺美术办公室" in page
    assert "2 人" in page
    assert "/desk/notice/confirm" not in page
    id = place.partition("id=")[2]
    for other in (editor, reader):
        assert (await other.post("/desk/notice/confirm", {"id": id}, on="/desk")).status_code == 403
    assert (await owner.post("/desk/notice/confirm", {"id": id}, on=place)).status_code == 303
    assert "等着发" in (await reader.get(place)).text
    assert (await owner.post("/desk/notice/confirm", {"id": id}, on="/desk")).status_code == 409
    assert (await reader.post("/desk/notice/stop", {"id": id}, on="/desk")).status_code == 409
    assert [act for act in await office.acts() if act.startswith("notice")] == [
        "notice_drafted",
        "notice_confirmed",
    ]


async def test_an_owner_alone_without_codes_sends_nothing(office: Office) -> None:
    """What one wrote another must confirm; it is told how to do it alone; anybody may stop it."""
    await wishing(office.store)
    owner = await office.staff("owner")
    place = await drafted(owner)
    id = place.partition("id=")[2]
    page = (await owner.get(place)).text
    assert "/desk/notice/confirm" not in page
    assert "/desk/notice/hold" not in page
    assert 'href="/desk/totp"' in page.partition("<main>")[2]
    for path in ("/desk/notice/confirm", "/desk/notice/hold"):
        fields = {"id": id, "password": PASSWORD, "code": ""}
        assert (await owner.post(path, fields, on="/desk")).status_code == 409
    assert (
        await (await office.staff("reader")).post("/desk/notice/stop", {"id": id}, on=place)
    ).status_code == 303
    found: OfficeNotice | None = await office.store.office_notices.found(NOTICE, int(id))
    assert found is not None
    assert (found.status, found.people) == ("stopped", 0)


async def test_an_owner_alone_waits_and_proves_who_they_are(office: Office) -> None:
    """Ten minutes in which everybody sees it and may stop it; then password and a code that was not used, together."""
    await wishing(office.store)
    owner, reader = await office.staff("owner"), await office.staff("reader")
    secret, _ = await with_totp(office, owner)
    place = await drafted(owner)
    id = place.partition("id=")[2]

    async def confirm(**fields: str) -> int:
        fields = {"id": id, "password": PASSWORD, "code": code_now(office, secret), **fields}
        return (await owner.post("/desk/notice/confirm", fields, on="/desk")).status_code

    assert await confirm() == 409
    assert (await reader.post("/desk/notice/hold", {"id": id}, on="/desk")).status_code == 403
    assert (await owner.post("/desk/notice/hold", {"id": id}, on=place)).status_code == 303
    office.clock.pass_by(minutes=9, seconds=59)
    assert (await owner.post("/desk/notice/hold", {"id": id}, on="/desk")).status_code == 303
    assert await confirm() == 409
    first_page = (await reader.get("/desk")).text
    assert f"id={id}" in first_page
    assert html.escape(f"{TEXT['text']}") in first_page
    assert "〔办公室通知〕" in first_page
    assert "/desk/notice/stop" in (await reader.get(place)).text
    office.clock.pass_by(seconds=1)
    assert 'name="code"' in (await owner.get(place)).text
    assert await confirm(password="wrong") == 403
    assert await confirm(code="000000") == 403
    assert await confirm(code="") == 403
    found = await office.store.office_notices.found(NOTICE, int(id))
    assert found is not None
    assert found.status == "drafted"
    assert await confirm() == 303
    assert f"id={id}" not in (await reader.get("/desk")).text
    assert await confirm() == 409
    assert (await office.store.office_notices.outcomes(int(id))) == {"due": 2}
    assert [act for act in await office.acts() if act.startswith("notice")] == [
        "notice_drafted",
        "notice_held",
        "notice_confirmed",
    ]


async def ready(office: Office) -> tuple[Browser, dict[str, str]]:
    """An owner alone whose draft was held for long enough, and what they fill in."""
    await wishing(office.store)
    owner = await office.staff("owner")
    secret, _ = await with_totp(office, owner)
    place = await drafted(owner)
    id = place.partition("id=")[2]
    assert (await owner.post("/desk/notice/hold", {"id": id}, on=place)).status_code == 303
    office.clock.pass_by(minutes=11)
    return owner, {"id": id, "password": PASSWORD, "code": code_now(office, secret)}


async def unharmed(office: Office) -> bool:
    """Whether the next tries of the owner are looked at."""
    account = await office.store.staff.named("owner")
    return account is not None and account.failures == 0 and account.locked_until is None


async def test_more_clicks_than_one_are_no_wrong_codes(office: Office) -> None:
    """One sends it; the others are told that it is settled."""
    owner, fields = await ready(office)
    done = await asyncio.gather(*(owner.post("/desk/notice/confirm", fields, on="/desk") for _ in range(7)))
    assert sorted(one.status_code for one in done) == [303] + [409] * 6
    assert all("已经定了" in one.text for one in done if one.status_code == 409)
    assert await unharmed(office)
    assert not {"refused_code", "refused_wrong", "refused_locked"} & set(await office.acts())
    assert await office.store.office_notices.outcomes(int(fields["id"])) == {"due": 2}


async def test_a_click_that_another_process_takes_is_no_wrong_code(office: Office) -> None:
    """It comes while the first is looked at there, and finds the code used."""
    owner, fields = await ready(office)
    beside, sent, waits = replace(office.services), asyncio.Event(), asyncio.Event()

    class Later(Proofs):
        async def both(self, account: Account, password: str, code: str) -> Unproved | None:
            waits.set()
            await sent.wait()
            return await super().both(account, password, code)

    beside.logins.proofs = Later(office.store.staff, office.clock)
    office.app = build_desk(beside)
    other = office.browser()
    other.client.cookies = owner.client.cookies
    late = asyncio.create_task(other.post("/desk/notice/confirm", fields, on="/desk"))
    await waits.wait()
    assert (await owner.post("/desk/notice/confirm", fields, on="/desk")).status_code == 303
    sent.set()
    told = await late
    assert told.status_code == 409
    assert "已经定了" in told.text
    assert await unharmed(office)


async def test_what_is_stopped_while_it_is_held_goes_to_nobody(office: Office) -> None:
    """By any account; and who is no longer the only owner needs the other one."""
    await wishing(office.store)
    owner, reader = await office.staff("owner"), await office.staff("reader")
    secret, _ = await with_totp(office, owner)
    first, second = await drafted(owner), await drafted(owner)
    for place in (first, second):
        id = place.partition("id=")[2]
        assert (await owner.post("/desk/notice/hold", {"id": id}, on=place)).status_code == 303
    stopped = await reader.post("/desk/notice/stop", {"id": first.partition("id=")[2]}, on=first)
    assert stopped.status_code == 303
    await office.hire("wang", "owner")
    office.clock.pass_by(minutes=11)
    for place in (first, second):
        fields = {"id": place.partition("id=")[2], "password": PASSWORD, "code": code_now(office, secret)}
        assert (await owner.post("/desk/notice/confirm", fields, on="/desk")).status_code == 409
    assert (await office.store.office_notices.outcomes(int(second.partition("id=")[2]))) == {}
    other = await office.staff("wang")
    id = second.partition("id=")[2]
    assert (await other.post("/desk/notice/confirm", {"id": id}, on=second)).status_code == 303


@pytest.mark.parametrize(
    "fields",
    [{"text": ""}, {"text": "字" * 141}, {"sender": ""}, {"sender": "名" * 21}, {"text": "a\u202eb"}],
)
async def test_what_cannot_be_sent_is_refused(office: Office, fields: dict[str, str]) -> None:
    """With the reason, and nothing is stored."""
    editor = await office.staff("editor")
    assert (await editor.post("/desk/notice/draft", {**TEXT, **fields})).status_code == 422
    assert await office.store.office_notices.listed(NOTICE, 9) == ()
    for odd in ("0", "x", "9" * 30):
        assert (await editor.get(f"/desk/notice?id={odd}")).status_code == 404


async def test_a_code_is_not_used_up_for_what_cannot_be_sent(office: Office) -> None:
    """The bound of the day is looked at first."""
    owner, fields = await ready(office)
    day = office.clock().astimezone(office.services.home.zone).date().isoformat()
    notices = office.store.office_notices
    for number in range(MOST_A_DAY):
        id = await notices.draft(NOTICE, "li", "办公室", f"第{number}条", office.clock(), LINE)
        assert await notices.confirm(NOTICE, id, "wang", day, office.clock(), LINE) == "confirmed"
    refused = await owner.post("/desk/notice/confirm", fields, on="/desk")
    assert refused.status_code == 409
    account = await office.store.staff.named("owner")
    assert account is not None
    assert await Proofs(office.store.staff, office.clock).code(account, fields["code"]) is None

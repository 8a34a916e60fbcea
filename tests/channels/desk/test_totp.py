"""Codes beside the password: what authenticators make, turning them on and off, and people who want in without one."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import segno

from bot.channels.desk.desk_app import page_specs
from bot.channels.desk.desk_pages import DeskPages
from bot.channels.desk.proofs import MOST_WRONG
from bot.channels.desk.totp import (
    RECOVERY_CODES,
    STEP_SECONDS,
    code_of,
    hotp,
    new_secret,
    recovery_hash,
    step_at,
    step_of,
    totp_link,
    typed_code,
)
from bot.store.database import Store
from bot.store.model.account import Account, AuditLine, StaffSession
from tests.channels.desk.office import KEPT, PASSWORD, START, Browser, Office

RFC_KEY = b"12345678901234567890"
LINE = AuditLine(START, "test", "totp_on")


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_codes_of_rfc_6238(seconds: int, code: str) -> None:
    """Its table for SHA-1, eight digits; of six they are the last."""
    step = seconds // STEP_SECONDS
    assert hotp(RFC_KEY, step, 8) == code
    assert hotp(RFC_KEY, step) == code[2:]
    if seconds < 10**10:
        assert step_at(datetime.fromtimestamp(seconds, UTC)) == step


def test_the_codes_of_rfc_4226() -> None:
    """Its ten."""
    codes = [
        "755224",
        "287082",
        "359152",
        "969429",
        "338314",
        "254676",
        "287922",
        "162583",
        "399871",
        "520489",
    ]
    assert [hotp(RFC_KEY, counter) for counter in range(10)] == codes


def test_a_clock_may_be_one_step_off() -> None:
    """Fast or slow; two steps are too many."""
    secret = new_secret()
    here = step_at(START)
    for off in (-1, 0, 1):
        assert step_of(secret, code_of(secret, here + off), START) == here + off
    others = {code_of(secret, here + off) for off in (-1, 0, 1)}
    for off in (-2, 2, 100):
        code = code_of(secret, here + off)
        assert code in others or step_of(secret, code, START) is None
    assert step_of(secret, "\ud80012345", START) is None


def test_codes_are_read_as_people_type_them() -> None:
    """With blanks, hyphens, full-width digits, capitals."""
    assert typed_code(" １２３ 456 ") == "123456"
    assert recovery_hash("li", "ABCD-efgh ijkm-2345") == recovery_hash("li", "abcd-efgh-ijkm-2345")
    assert recovery_hash("li", "abcd") != recovery_hash("wang", "abcd")


def test_the_link_holds_what_an_app_needs() -> None:
    """Whatever the account is called."""
    link = urlsplit(totp_link("ABC", "办事员后台 & co", "李 四"))
    assert (link.scheme, link.netloc) == ("otpauth", "totp")
    assert parse_qs(link.query) == {"secret": ["ABC"]}
    assert unquote(link.path) == "/办事员后台 & co:李 四"


def test_the_picture_is_coarse_enough_for_old_phones() -> None:
    """The issuer stands in it once; as many modules as a version of the code has are 4 times it and 17."""
    link = totp_link("A" * 32, "办事员后台 2022年浙江省正高级工艺美术师评审", "zhanglaoshi")
    assert int(segno.make(link, error="m", micro=False).version) <= 13


def secret_in(page: str) -> str:
    """The secret that a page shows."""
    found = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', page)
    assert found is not None
    return found[1].replace(" ", "")


def code_now(office: Office, secret: str) -> str:
    """What the authenticator shows."""
    return code_of(secret, step_at(office.clock()))


async def with_totp(office: Office, browser: Browser) -> tuple[str, list[str]]:
    """Turn it on in a browser that is logged in. Returns the secret and the recovery codes; the next code is another."""
    page = await browser.post("/desk/totp/begin", {"password": PASSWORD}, on="/desk/totp")
    secret = secret_in(page.text)
    done = await browser.post("/desk/totp/confirm", {"code": code_now(office, secret)}, on="/desk/totp")
    codes = re.findall(r"<li><code>([a-z0-9-]+)</code></li>", done.text)
    office.clock.pass_by(seconds=STEP_SECONDS)
    return secret, codes


async def test_it_counts_once_a_code_confirmed_it(office: Office) -> None:
    """The secret is shown once; until a right code nothing is asked for, and other browsers end with it."""
    browser, other = await office.staff("editor"), await office.staff("editor")
    wrong = await browser.post("/desk/totp/begin", {"password": "wrong"}, on="/desk/totp")
    assert wrong.status_code == 403
    assert "secret" not in wrong.text
    shown = await browser.post("/desk/totp/begin", {"password": PASSWORD}, on="/desk/totp")
    secret = secret_in(shown.text)
    assert "<svg width=" in shown.text
    assert secret in shown.text.replace(" ", "")
    assert "otpauth://totp/" in shown.text
    assert secret not in (await browser.get("/desk/totp")).text.replace(" ", "")
    assert (await browser.post("/desk/totp/confirm", {"code": "000"}, on="/desk/totp")).status_code == 422
    assert (await office.browser().log_in("editor")).headers["location"] == "/desk"
    done = await browser.post("/desk/totp/confirm", {"code": code_now(office, secret)}, on="/desk/totp")
    codes = re.findall(r"<li><code>([a-z0-9-]+)</code></li>", done.text)
    assert len(set(codes)) == RECOVERY_CODES
    assert (await browser.get("/desk")).status_code == 200
    assert (await other.get("/desk")).headers["location"] == "/desk/login"
    page = (await browser.get("/desk/totp")).text
    assert str(RECOVERY_CODES) in page
    assert not any(code in page for code in codes)
    again = await browser.post("/desk/totp/begin", {"password": PASSWORD}, on="/desk/totp")
    assert again.status_code == 409
    assert (await office.browser().log_in("editor")).headers["location"] == "/desk/code"
    account = await office.store.staff.named("editor")
    assert account is not None
    assert account.totp_secret == secret
    assert "totp_on" in await office.acts()


async def test_a_code_of_nothing_turns_nothing_on(office: Office) -> None:
    """Without a secret that was offered to this very session; another session's is not one's own."""
    one, other = await office.staff("reader"), await office.staff("reader")
    page = await one.post("/desk/totp/begin", {"password": PASSWORD}, on="/desk/totp")
    code = code_now(office, secret_in(page.text))
    for given in (code, "", "000000"):
        done = await other.post("/desk/totp/confirm", {"code": given}, on="/desk/totp")
        assert done.status_code == 422
    account = await office.store.staff.named("reader")
    assert account is not None
    assert not account.has_totp


async def test_half_a_login_opens_no_page(office: Office) -> None:
    """Whatever is asked for by looking or by posting; five minutes later not even the code's."""
    await with_totp(office, await office.staff("owner"))
    browser = office.browser()
    assert (await browser.log_in("owner")).headers["location"] == "/desk/code"
    page = (await browser.get("/desk/code")).text
    assert "<nav" not in page
    token = re.search(r'name="form" value="(\w+)"', page)
    assert token is not None
    before = [line for _, line in await office.store.staff.audit(1000)]
    tried = 0
    for spec in page_specs(office.services, DeskPages(office.services)):
        if spec.role is None or spec.path in ("/desk/code", "/desk/logout"):
            continue
        calls = [browser.get(spec.path)] if spec.reads else []
        fields = {"form": token[1], "password": PASSWORD, "code": "1", "id": "1", "old": PASSWORD}
        calls += [browser.client.post(spec.path, data=fields)] if spec.posts else []
        for answer in await asyncio.gather(*calls):
            assert (answer.status_code, answer.headers["location"]) == (303, "/desk/code"), spec.path
            tried += 1
    assert tried > 20
    assert [line for _, line in await office.store.staff.audit(1000)] == before
    office.clock.pass_by(minutes=6)
    assert (await browser.get("/desk/code")).headers["location"] == "/desk/login"


async def test_the_code_begins_another_session(office: Office) -> None:
    """The cookie of the half one, which somebody may have seen, is worth nothing afterwards."""
    secret, _ = await with_totp(office, await office.staff("owner"))
    browser = office.browser()
    await browser.log_in("owner")
    half = dict(browser.client.cookies)
    entered = await browser.post("/desk/code", {"code": code_now(office, secret)})
    assert (entered.status_code, entered.headers["location"]) == (303, "/desk")
    assert (await browser.get("/desk")).status_code == 200
    assert (await browser.get("/desk/code")).headers["location"] == "/desk"
    thief = office.browser()
    thief.client.cookies.update(half)
    assert (await thief.get("/desk/code")).headers["location"] == "/desk/login"
    assert (await office.acts())[-2:] == ["login_half", "login"]


async def test_a_code_is_used_once(office: Office) -> None:
    """Neither again, nor by two at once, nor an earlier one after a later; the one that turned it on neither."""
    owner = await office.staff("owner")
    page = await owner.post("/desk/totp/begin", {"password": PASSWORD}, on="/desk/totp")
    secret = secret_in(page.text)
    first = code_now(office, secret)
    await owner.post("/desk/totp/confirm", {"code": first}, on="/desk/totp")

    async def tries(code: str) -> int:
        browser = office.browser()
        await browser.log_in("owner")
        return (await browser.post("/desk/code", {"code": code})).status_code

    assert await tries(first) == 403
    office.clock.pass_by(seconds=STEP_SECONDS)
    code = code_now(office, secret)
    assert sorted(await asyncio.gather(tries(code), tries(code))) == [303, 403]
    assert await tries(code) == 403
    later = code_of(secret, step_at(office.clock()) + 1)
    assert await tries(later) == 303
    office.clock.pass_by(seconds=STEP_SECONDS)
    assert await tries(later) == 403


async def test_a_recovery_code_is_used_once(office: Office) -> None:
    """By two at once too; each is told in the audit, and none works for another account."""
    _, codes = await with_totp(office, await office.staff("owner"))
    await with_totp(office, await office.staff("editor"))

    async def tries(name: str, code: str) -> int:
        browser = office.browser()
        await browser.log_in(name)
        return (await browser.post("/desk/code", {"code": code})).status_code

    assert await tries("editor", codes[0]) == 403
    assert sorted(await asyncio.gather(*(tries("owner", codes[0].upper()) for _ in range(2)))) == [303, 403]
    assert await tries("owner", codes[0]) == 403
    assert await tries("owner", codes[1]) == 303
    assert await office.store.staff.recovery_left("owner") == RECOVERY_CODES - 2
    assert (await office.acts()).count("recovery_used") == 2


async def test_nobody_tries_codes_until_one_is_right(office: Office) -> None:
    """Five in all, also where somebody who knows the password logs in again before each, and a hundred at once are no more."""
    secret, _ = await with_totp(office, await office.staff("owner"))
    statuses = []
    for _ in range(MOST_WRONG + 2):
        browser = office.browser()
        if (await browser.log_in("owner")).status_code == 303:
            statuses.append((await browser.post("/desk/code", {"code": "abcdef"})).status_code)
    assert statuses == [403] * MOST_WRONG
    acts = await office.acts()  # the fifth try was a password: the code behind it was not looked at
    assert (acts.count("refused_code"), acts.count("refused_locked")) == (MOST_WRONG - 1, 3)
    assert (await office.browser().log_in("owner")).status_code == 403
    office.clock.pass_by(minutes=16)
    browser = office.browser()
    await browser.log_in("owner")
    page = (await browser.get("/desk/code")).text
    token = re.search(r'name="form" value="(\w+)"', page)
    assert token is not None
    guesses = [{"form": token[1], "code": f"{number:06}"} for number in range(100)]
    right = {code_of(secret, step_at(office.clock()) + off) for off in (-1, 0, 1)}
    guesses = [guess for guess in guesses if guess["code"] not in right]
    done = await asyncio.gather(*(browser.client.post("/desk/code", data=guess) for guess in guesses))
    assert {answer.status_code for answer in done} == {403}
    assert (await office.acts()).count("refused_code") == 2 * MOST_WRONG - 1
    held = await browser.post("/desk/code", {"code": code_now(office, secret)})
    assert held.status_code == 403
    office.clock.pass_by(minutes=16)
    again = office.browser()
    await again.log_in("owner")
    assert (await again.post("/desk/code", {"code": code_now(office, secret)})).status_code == 303


async def test_a_hundred_passwords_at_once_are_no_more_than_five(office: Office) -> None:
    """Each is counted before it is compared."""
    browser = office.browser()
    page = (await browser.get("/desk/login")).text
    token = re.search(r'name="form" value="(\w+)"', page)
    assert token is not None
    fields = [{"form": token[1], "name": "editor", "password": f"guess {n}"} for n in range(40)]
    await asyncio.gather(*(browser.client.post("/desk/login", data=one) for one in fields))
    acts = await office.acts()
    assert acts.count("refused_wrong") == MOST_WRONG
    assert acts.count("refused_locked") == 40 - MOST_WRONG


async def test_a_right_password_without_its_code_locks_nobody_out(office: Office) -> None:
    """Whoever put the phone away and began anew, ten times, is let in."""
    secret, _ = await with_totp(office, await office.staff("owner"))
    browser = office.browser()
    for _ in range(2 * MOST_WRONG):
        assert (await office.browser().log_in("owner")).status_code == 303
    await browser.log_in("owner")
    assert (await browser.post("/desk/code", {"code": code_now(office, secret)})).status_code == 303


async def test_turned_off_with_password_and_code_and_by_no_forged_form(office: Office) -> None:
    """A session alone, a form of another site or session, a password alone, a code alone: nothing."""
    owner = await office.staff("owner")
    secret, codes = await with_totp(office, owner)

    async def is_on() -> bool:
        account = await office.store.staff.named("owner")
        return account is not None and account.has_totp

    token = re.search(r'name="form" value="(\w+)"', (await owner.get("/desk/totp")).text)
    assert token is not None
    right = {"password": PASSWORD, "code": code_now(office, secret)}
    post = owner.client.post
    forged = [
        await post("/desk/totp/off", data=right),
        await post("/desk/totp/off", data={**right, "form": "0" * 64}),
        await post(
            "/desk/totp/off", data={**right, "form": token[1]}, headers={"origin": "https://e.example"}
        ),
        await post(
            "/desk/totp/off", data={**right, "form": token[1]}, headers={"sec-fetch-site": "cross-site"}
        ),
        await (await office.staff("editor")).client.post("/desk/totp/off", data={**right, "form": token[1]}),
    ]
    assert [answer.status_code for answer in forged] == [403] * 5
    for fields in (
        {"password": "", "code": right["code"]},
        {"password": PASSWORD, "code": ""},
        {"password": PASSWORD, "code": "000000"},
    ):
        assert (await owner.post("/desk/totp/off", fields, on="/desk/totp")).status_code == 403
    assert await is_on()
    assert (await owner.post("/desk/totp/off", right, on="/desk/totp")).status_code == 303
    assert not await is_on()
    assert await office.store.staff.recovery_left("owner") == 0
    assert (await office.browser().log_in("owner")).headers["location"] == "/desk"
    assert (await office.acts())[-2:] == ["totp_off", "login"]
    assert (
        await owner.post("/desk/totp/off", {**right, "code": codes[0]}, on="/desk/totp")
    ).status_code == 403


async def test_the_store_keeps_it_alike_on_each_database(url: str) -> None:
    """A step and a recovery code are used by one of many at once; what an account had goes with it."""
    async with await Store.open(url) as store:
        staff = store.staff
        await staff.add(Account("li", "owner", KEPT, START), LINE)
        session = StaffSession("hash", "li", "place", START, START, offered="A" * 32)
        without = await staff.named("li")
        assert without is not None
        assert await staff.begin(session, without, LINE)
        ends = await asyncio.gather(*(staff.turn_on(session, 7, ["a", "b"], LINE) for _ in range(3)))
        assert sorted(ends) == [False, False, True]
        account = await staff.named("li")
        assert account is not None
        late = replace(session, token_hash="late")  # its password was compared before codes were asked for
        assert not await staff.begin(late, without, LINE)
        assert await staff.begin(late, account, LINE)
        assert sorted(await asyncio.gather(*(staff.use_step(account, 8) for _ in range(5)))) == [
            False
        ] * 4 + [True]
        assert not await staff.use_step(account, 7)
        used = await asyncio.gather(*(staff.use_recovery("li", "a", LINE) for _ in range(5)))
        assert sorted(used) == [False] * 4 + [True]
        tries = [staff.take_try("li", 5, START, START.replace(hour=9)) for _ in range(20)]
        assert sum(await asyncio.gather(*tries)) == 5
        assert await staff.remove("li", LINE, even_last=True)
        await staff.add(Account("li", "owner", KEPT, START), LINE)
        assert await staff.recovery_left("li") == 0
        assert not await staff.turn_off("li", LINE)

"""Logging in at the desk: passwords, the end of sessions, cookies that were copied, the audit."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.channels.desk.desk_logins import Logins
from bot.channels.desk.passwords import hash_password, is_password, one_time_password, weakness
from bot.store.model.account import AuditLine
from bot.store.rows.tables import carrying_try
from bot.store.staff import Staff
from tests.channels.desk.office import PASSWORD, Browser, Office

NEW = "another good one 9"


def choosing(old: str, new: str, again: str = "") -> dict[str, str]:
    """The fields of the form for another password."""
    return {"old": old, "new": new, "again": again or new}


def test_a_password_is_kept_as_a_hash_of_its_own() -> None:
    """Two hashes of one password differ, and each knows it again, whatever characters it has."""
    for password in (PASSWORD, "密码要长一点才好记", "\ud800lone surrogate"):
        first, second = hash_password(password), hash_password(password)
        assert first != second
        assert password not in first
        assert is_password(password, first)
        assert is_password(password, second)
        assert not is_password(password + "x", first)


def test_one_time_passwords_can_be_read_aloud() -> None:
    """No two are alike, and no letter is taken for another."""
    made = {one_time_password() for _ in range(100)}
    assert len(made) == 100
    assert not set("".join(made)) & set("il1o0")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "short"),
        ("aaaaaaaaaaaaaaaa", "plain"),
        ("passwordpassword", "plain"),
        ("123456789012", "plain"),
        ("098765432109", "plain"),
        ("abcdefghijklm", "plain"),
        ("qwertyuiopas", "plain"),
        ("aaabbbcccddd111", "plain"),
        ("grün 4711 Haus", ""),
        ("my name is Zhang1", "plain"),
        ("x" * 201, "long"),
        (NEW, ""),
    ],
)
def test_weak_passwords_are_refused(password: str, why: str) -> None:
    """With the reason."""
    assert weakness(password, "zhang1") == why


async def test_a_stranger_sees_the_login_and_nothing_else(office: Office) -> None:
    """Every page leads there."""
    stranger = office.browser()
    for path in ("/desk", "/desk/audit", "/desk/password"):
        answer = await stranger.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/desk/login")
    assert (await stranger.get("/desk/login")).status_code == 200


async def test_logging_in_and_out(office: Office) -> None:
    """After logging out the cookie opens nothing, though somebody kept it."""
    browser = await office.staff("reader")
    assert "reader" in (await browser.get("/desk")).text
    kept = dict(browser.client.cookies)
    assert (await browser.post("/desk/logout", {}, on="/desk")).status_code == 303
    browser.client.cookies.update(kept)
    assert (await browser.get("/desk")).status_code == 303
    assert (await office.acts())[-2:] == ["login", "logout"]


async def test_an_unknown_name_is_answered_like_a_wrong_password(office: Office) -> None:
    """And what was typed as a name, which may be a password, is written down nowhere."""
    browser = office.browser()
    unknown = await browser.log_in("a-secret-typed-here", "x")
    wrong = await browser.log_in("reader", "x")
    assert unknown.status_code == wrong.status_code == 403
    assert unknown.text.replace("a-secret-typed-here", "reader") == wrong.text
    lines = [line for _, line in await office.store.staff.audit(10)]
    assert {line.act for line in lines[:2]} == {"refused_unknown", "refused_wrong"}
    assert not any("a-secret" in line.about + line.account for line in lines)


async def test_five_wrong_passwords_close_an_account_for_a_while(office: Office) -> None:
    """Even the right one is not looked at then; a quarter of an hour later it is."""
    browser = office.browser()
    for _ in range(5):
        assert (await browser.log_in("editor", "wrong")).status_code == 403
    assert (await browser.log_in("editor")).status_code == 403
    assert (await office.acts())[-1] == "refused_locked"
    office.clock.pass_by(minutes=16)
    assert (await browser.log_in("editor")).status_code == 303


async def test_a_name_that_nobody_has_closes_as_an_account_does(office: Office) -> None:
    """With the same words after as many tries, for as long, whatever process is asked; nothing of it can be read."""
    staff = office.store.staff
    other = Logins(Staff(staff._engine, staff._place), office.clock)
    browser = office.browser()
    for _round in range(2):
        said: dict[str, list[tuple[int, str]]] = {}
        for name in ("editor", "nobody-is-called-so"):
            tries = [await browser.log_in(name, "wrong") for _ in range(7)]
            said[name] = [(one.status_code, one.text.replace(name, "X")) for one in tries]
        assert said["editor"] == said["nobody-is-called-so"]
        assert "停用一刻钟" in said["editor"][5][1]
        assert await other.log_in("nobody-is-called-so", "wrong", "elsewhere") == "locked"
        assert await other.log_in("somebody-else", "wrong", "elsewhere") == "wrong"
        office.clock.pass_by(minutes=16)
    names = await staff._read(lambda connection: connection.scalars(select(carrying_try.c.name)).all())
    assert all(re.fullmatch("desk:[0-9a-f]{5}", name) for name in names)
    assert len(names) == 2


async def test_a_right_password_begins_the_count_anew(office: Office) -> None:
    """Four slips, twice, close nothing."""
    browser = office.browser()
    for _ in range(2):
        for _ in range(4):
            await browser.log_in("editor", "wrong")
        assert (await browser.log_in("editor")).status_code == 303


async def test_the_one_time_password_opens_one_page(office: Office) -> None:
    """Until another is chosen; after three days not even that."""
    until = office.clock() + timedelta(days=3)
    await office.hire("li", "owner", once_until=until)
    browser = office.browser()
    entered = await browser.log_in("li")
    assert entered.headers["location"] == "/desk/password"
    for path in ("/desk", "/desk/audit"):
        assert (await browser.get(path)).headers["location"] == "/desk/password"
    assert (await browser.post("/desk/password", choosing(PASSWORD, "short"))).status_code == 422
    assert (await browser.post("/desk/password", choosing(PASSWORD, PASSWORD))).status_code == 422
    assert (await browser.post("/desk/password", choosing(PASSWORD, NEW, NEW + "x"))).status_code == 422
    assert (await browser.post("/desk/password", choosing("wrong", NEW))).status_code == 422
    assert (await browser.post("/desk/password", choosing(PASSWORD, NEW))).status_code == 303
    assert (await browser.get("/desk/audit")).status_code == 200
    assert (await office.browser().log_in("li", PASSWORD)).status_code == 403
    assert (await office.browser().log_in("li", NEW)).status_code == 303
    await office.hire("wang", "owner", once_until=until)
    office.clock.pass_by(days=4)
    assert (await office.browser().log_in("wang")).status_code == 403
    assert (await office.acts())[-1] == "refused_expired"


async def test_a_new_password_ends_what_is_open_elsewhere(office: Office) -> None:
    """The browser in which it was chosen goes on."""
    one, other = await office.staff("editor"), await office.staff("editor")
    assert (await one.post("/desk/password", choosing(PASSWORD, NEW))).status_code == 303
    assert (await one.get("/desk")).status_code == 200
    assert (await other.get("/desk")).status_code == 303


@pytest.mark.parametrize("elsewhere", [{"address": "127.0.0.2"}, {"agent": "Browser/2"}])
async def test_a_copied_cookie_is_worth_nothing_elsewhere(office: Office, elsewhere: dict[str, str]) -> None:
    """It ends the session, and the audit says so."""
    browser = await office.staff("owner")
    thief = office.browser(**elsewhere)
    thief.client.cookies.update(dict(browser.client.cookies))
    assert (await thief.get("/desk")).status_code == 303
    assert (await browser.get("/desk")).status_code == 303
    assert (await office.acts())[-1] == "session_elsewhere"


async def test_a_session_ends(office: Office) -> None:
    """Half an hour without a request, or nine hours with as many as one likes."""
    browser = await office.staff("reader")
    office.clock.pass_by(minutes=31)
    assert (await browser.get("/desk")).status_code == 303
    await browser.log_in("reader")
    for _ in range(27):
        assert (await browser.get("/desk")).status_code == 200
        office.clock.pass_by(minutes=20)
    office.clock.pass_by(minutes=1)
    assert (await browser.get("/desk")).status_code == 303


async def test_a_changed_role_counts_at_once(office: Office) -> None:
    """The session ends with the role that it had; so it does with the account."""
    browser = await office.staff("owner")
    line = AuditLine(office.clock(), "test", "account_role")
    await office.store.staff.give_role("owner", "reader", line, even_last=True)
    assert (await browser.get("/desk/audit")).status_code == 303
    await browser.log_in("owner")
    assert (await browser.get("/desk/audit")).status_code == 403
    await office.store.staff.remove("owner", line)
    assert (await browser.get("/desk")).status_code == 303


async def test_the_audit_is_for_owners(office: Office) -> None:
    """It shows what was done in words, and that others wanted to read it."""
    for name in ("reader", "editor"):
        assert (await (await office.staff(name)).get("/desk/audit")).status_code == 403
    owner: Browser = await office.staff("owner")
    page = (await owner.get("/desk/audit")).text
    assert "北京时间" in page
    assert "打开没有权限的页面" in page
    assert "/desk/audit" in page
    for number in range(250):
        await office.store.staff.note(AuditLine(office.clock(), "x", "login", f"<b>{number}"))
    page = (await owner.get("/desk/audit")).text
    assert "&lt;b&gt;249" in page
    assert "<b>" not in page
    assert "?before=" in page
    assert (await owner.get("/desk/audit?before=9e9")).status_code == 200
    assert (await owner.get("/desk/audit?before=-1;drop")).status_code == 200


async def test_behind_https_the_cookie_belongs_to_the_host(office: Office) -> None:
    """No other host of the domain can set it, and it never goes over plain HTTP."""
    browser = office.browser()
    browser.client.base_url = "https://127.0.0.1:8081"
    answer = await browser.log_in("reader")
    cookies = [value for name, value in answer.headers.multi_items() if name == "set-cookie"]
    assert len(cookies) == 1
    assert cookies[0].startswith("__Host-noticebot-desk=")
    assert all(part in cookies[0] for part in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"))
    assert (await browser.get("/desk")).status_code == 200


async def test_a_refused_origin_is_logged_with_both_names(office: Office) -> None:
    """As the page says; the host under which the bot is reached from outside is none that is refused."""
    office.services.public = "notice.example.org"
    stranger = office.browser()
    page = (await stranger.get("/desk/login")).text
    token = re.search(r'name="form" value="(\w+)"', page)
    assert token is not None
    fields = {"form": token[1], "name": "owner", "password": PASSWORD}
    with capture_logs() as logged:
        refused = await stranger.client.post(
            "/desk/login", data=fields, headers={"origin": "https://other.example"}
        )
    assert refused.status_code == 403
    (told,) = [line for line in logged if line["event"] == "origin_refused"]
    assert told["origin"] == "https://other.example"
    assert told["host"]
    outside = {"origin": "https://notice.example.org"}
    assert (await stranger.client.post("/desk/login", data=fields, headers=outside)).status_code == 303

"""Two thousand requests of people who want more than they may: nothing of the office changes, and no script comes back."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import httpx
from sqlalchemy import Connection, select

from bot.channels.desk.desk_app import page_specs
from bot.channels.desk.desk_guard import SESSION, PageSpec
from bot.channels.desk.desk_pages import DeskPages
from bot.store.model.asked_question import Gap
from bot.store.rows.tables import carrying_try, desk_audit, mark, metadata, staff_session
from tests.channels.desk.office import Browser, Office

REQUESTS = 2000
SCRIPTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "';DROP TABLE staff_account;--",
    "{{ 7*7 }}{% for x in y %}",
    "javascript:alert(1)//",
    "</textarea><svg onload=alert(1)>",
)
NAMES = (
    "role",
    "account",
    "name",
    "password",
    "old",
    "new",
    "again",
    "entry",
    "text",
    "number",
    "kind",
    "revision",
)
PATHS = (
    "/desk/../desk/audit",
    "/desk//audit",
    "/desk/audit%00",
    "/desk/audit/",
    "/DESK/AUDIT",
    "/openapi.json",
    "/docs",
)


def rows(connection: Connection) -> dict[str, list[Any]]:
    """All that is stored, without the audit and the tries, which are to grow, and without who is logged in."""
    grow = (desk_audit, staff_session, carrying_try, mark)
    kept = [table for table in metadata.sorted_tables if table not in grow]
    return {table.name: sorted(map(repr, connection.execute(select(table)))) for table in kept}


class Attacker:
    """Sends one hostile request of each kind."""

    def __init__(self, office: Office, specs: list[PageSpec], chance: random.Random) -> None:
        self.office = office
        self.specs = specs
        self.chance = chance
        self.stolen: list[str] = []
        self.insiders: dict[str, Browser] = {}

    async def begin(self) -> None:
        """A reader and an editor turn hostile; cookies of others were copied, dead ones and one in use."""
        for name in ("reader", "editor"):
            self.insiders[name] = await self.office.staff(name)
        for _ in range(3):
            victim = await self.office.staff("owner")
            self.stolen.append(victim.client.cookies[SESSION])
            await victim.post("/desk/logout", {}, on="/desk")
        self.stolen.append((await self.office.staff("owner")).client.cookies[SESSION])

    @property
    def fields(self) -> dict[str, str]:
        """A form full of scripts."""
        count = self.chance.randint(1, 6)
        return {self.chance.choice(NAMES): self.chance.choice((*SCRIPTS, "owner", "1")) for _ in range(count)}

    @property
    def spec(self) -> PageSpec:
        """A page behind the login."""
        return self.chance.choice([spec for spec in self.specs if spec.role is not None])

    def _posted(self) -> PageSpec:
        return self.chance.choice([spec for spec in self.specs if spec.posts])

    async def by_a_stolen_cookie(self) -> httpx.Response:
        """From another place, or after its end."""
        thief = self.office.browser(self.chance.choice(["127.0.0.9", "198.51.100.7"]), "curl/8")
        thief.client.cookies.set(SESSION, self.chance.choice(self.stolen))
        if self.chance.random() < 0.5:
            return await thief.get(self.spec.path)
        return await thief.client.post(self._posted().path, data=self.fields)

    async def by_a_made_up_cookie(self) -> httpx.Response:
        """A guess, a script, a very long one."""
        guess = self.chance.choice(["a" * 43, "v1.owner.admin", "x" * 5000, "%27OR%271%27=%271", ""])
        stranger = self.office.browser()
        return await stranger.client.get(self.spec.path, headers={"cookie": f"{SESSION}={guess}"})

    async def by_a_forged_form(self) -> httpx.Response:
        """A page elsewhere has a logged-in browser post a form: without the token, or with that of another session."""
        insider = self.insiders[self.chance.choice(list(self.insiders))]
        token = self.chance.choice(
            [{}, {"form": "0" * 64}, {"form": ""}, {"form": self.chance.choice(SCRIPTS)}]
        )
        origin = self.chance.choice(
            [{}, {"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}]
        )
        return await insider.client.post(self._posted().path, data={**self.fields, **token}, headers=origin)

    async def by_a_raised_role(self) -> httpx.Response:
        """Somebody with a lesser role asks for what needs a greater one, and says that they have it."""
        name = self.chance.choice(list(self.insiders))
        above = [spec for spec in self.specs if spec.role not in (None, "reader", name)]
        spec = self.chance.choice(above)
        query = f"?role=owner&account=owner&{SESSION}=1"
        if spec.posts and self.chance.random() < 0.6:
            return await self.insiders[name].post(spec.path, {**self.fields, "role": "owner"}, on="/desk")
        return await self.insiders[name].get(spec.path + query)

    async def by_an_editor_s_form(self) -> httpx.Response:
        """An editor's own form, with scripts in every field: nothing of it fits the pack."""
        path = self.chance.choice(["/desk/phrase", "/desk/entry", "/desk/undo"])
        texts = {
            name: self.chance.choice(SCRIPTS) for name in ("title", "answer", "quote", "phrasings", "number")
        }
        place = {"clause": self.chance.choice(["附1.7", *SCRIPTS]), "entry": self.chance.choice(SCRIPTS)}
        return await self.insiders["editor"].post(path, {**texts, **place, "q": "1"}, on="/desk")

    async def by_an_odd_request(self) -> httpx.Response:
        """Other methods, kinds, hosts, sizes, paths."""
        insider = self.insiders["reader"].client
        path = self.chance.choice([*PATHS, self.spec.path])
        odd: list[Callable[[], Awaitable[httpx.Response]]] = [
            lambda: insider.request(self.chance.choice(["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"]), path),
            lambda: insider.post(self._posted().path, json={"form": "x", "role": "owner"}),
            lambda: insider.get(path, headers={"host": "evil.example"}),
            lambda: insider.post(self._posted().path, content=b"a=" + b"%ff%fe" * 20_000),
            lambda: insider.post(
                self._posted().path,
                content="&".join(f"a{number}=1" for number in range(500)),
                headers={"content-type": "application/x-www-form-urlencoded"},
            ),
            lambda: insider.get(path + "?" + "a=" + "'" * 500),
        ]
        return await self.chance.choice(odd)()

    async def by_a_login(self) -> httpx.Response:
        """Scripts and role names where a name belongs."""
        stranger = self.office.browser()
        fields = {
            "name": self.chance.choice((*SCRIPTS, "Owner", "owner\x00", "")),
            "password": "x",
            "role": "owner",
        }
        return await stranger.post("/desk/login", fields)


async def test_two_thousand_hostile_requests_change_nothing(office: Office) -> None:
    """Neither what is stored, nor who may do what; each answer is a plain refusal without a script, though people asked some."""
    office.services.keeps_questions = 30
    for script in SCRIPTS:
        await office.store.questions.note(
            "web:1", [Gap("unknown", "", script)], "2022-11-15", office.pack.facts.id, office.clock()
        )
    specs = list(page_specs(office.services, DeskPages(office.services)))
    attacker = Attacker(office, specs, random.Random(17))
    await attacker.begin()
    before = await office.store.staff._read(rows)
    kinds = [
        attacker.by_a_stolen_cookie,
        attacker.by_a_made_up_cookie,
        attacker.by_a_forged_form,
        attacker.by_a_raised_role,
        attacker.by_an_editor_s_form,
        attacker.by_an_odd_request,
    ]
    statuses: Counter[int] = Counter()
    for number in range(REQUESTS):
        kind = attacker.by_a_login if number % 50 == 0 else attacker.chance.choice(kinds)
        answer = await kind()
        statuses[answer.status_code] += 1
        assert answer.status_code in (303, 400, 403, 404, 405, 413, 415, 421, 422) or (
            answer.status_code == 200 and kind in (attacker.by_an_odd_request, attacker.by_an_editor_s_form)
        ), (kind.__name__, answer.status_code, str(answer.request.url))
        assert "location" not in answer.headers or answer.headers["location"] in ("/desk", "/desk/login")
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert not any(
            mark in answer.text.lower() for mark in ("<script", "<img", "<svg", 'href="javascript', "49{")
        )
        for client in office.made[2:]:
            if client not in [one.client for one in attacker.insiders.values()]:
                await client.aclose()
        del office.made[2:-1]
    assert sum(statuses.values()) == REQUESTS
    asked = (await attacker.insiders["editor"].get("/desk/questions?days=0")).text
    assert "&lt;script&gt;alert(1)" in asked
    assert "<script" not in asked
    assert await office.store.staff._read(rows) == before
    assert [(one.name, one.role) for one in await office.store.staff.everybody()] == [
        ("editor", "editor"),
        ("owner", "owner"),
        ("reader", "reader"),
    ]


async def test_each_page_asks_for_its_role(office: Office) -> None:
    """By looking and by posting: whoever has less is refused, and strangers are led to the login."""
    specs = list(page_specs(office.services, DeskPages(office.services)))
    needed = [spec for spec in specs if spec.role is not None]
    assert {spec.role for spec in needed} >= {"reader", "owner"}
    order = ["", "reader", "editor", "owner"]
    for name in order:
        browser = await office.staff(name) if name else office.browser()
        for spec in needed:
            assert spec.role is not None
            calls = [partial(browser.get, spec.path)] if spec.reads else []
            calls += [partial(browser.client.post, spec.path, data={"a": "1"})] if spec.posts else []
            for call in calls:
                answer = await call()
                if not name:
                    assert answer.headers["location"] == "/desk/login"
                elif order.index(name) < order.index(spec.role):
                    assert answer.status_code == 403
                elif call.func == browser.get:
                    done = spec.path == "/desk/code"  # there is no code to be given any more
                    assert answer.status_code == 303 if done else answer.status_code in (200, 404)
                else:
                    assert answer.status_code == 403  # the form was not given to this session

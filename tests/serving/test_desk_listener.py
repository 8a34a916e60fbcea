"""The listener of the desk, in real server processes."""

from __future__ import annotations

import asyncio
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bot.store.database import Store
from bot.store.model.account import Account, AuditLine
from tests.channels.desk.office import KEPT, PASSWORD
from tests.packs import TinyPack
from tests.ports import free_port
from tests.serving.servers import Servers
from tests.several_packs import HIGH, SENIOR, write_packs

NOW = datetime(2022, 11, 15, tzinfo=UTC)


def changed(database: Path, *, hired: bool) -> None:
    """Make or remove an account, as the command does in a process of its own."""

    async def change() -> None:
        async with await Store.open(f"sqlite:///{database}") as store:
            line = AuditLine(NOW, "test", "account_added", "zhang")
            if hired:
                await store.staff.add(Account("zhang", "owner", KEPT, NOW), line)
            else:
                await store.staff.remove("zhang", line, even_last=True)

    asyncio.run(change())


def test_it_opens_with_the_first_account_and_closes_with_the_last(servers: Servers, tiny: TinyPack) -> None:
    """While the server runs; the public app has no page of the desk, and the desk none of the public app."""
    server = servers.start(knowledge=tiny.folder, settings={"BOT_DESK_BIND": "127.0.0.1:0"})
    changed(servers.folder / "bot.db", hired=True)
    desk = server.wait_for("desk_serving")["url"]
    with server.client() as visitor:
        assert visitor.get("/desk").status_code == 404
        assert visitor.get("/desk/login").status_code == 404
        assert visitor.get(f"{desk}/desk/login").status_code == 200
        assert visitor.get(f"{desk}/desk").headers["location"] == "/desk/login"
        assert visitor.get(f"{desk}/healthz").status_code == 404
        assert visitor.post(f"{desk}/api/messages", json={"text": "费用"}).status_code == 404
        assert visitor.get(f"{desk}/desk/login", headers={"host": "evil.example"}).status_code == 421
    changed(servers.folder / "bot.db", hired=False)
    server.wait_for("desk_closed")
    assert server.stop() == 0


def test_another_process_takes_the_port_over(servers: Servers, tiny: TinyPack) -> None:
    """Of two on one machine one has the desk; when it ends, the other has it."""
    settings = {"BOT_DESK_BIND": f"127.0.0.1:{free_port()}"}
    first = servers.start(knowledge=tiny.folder, settings=settings)
    changed(servers.folder / "bot.db", hired=True)
    url = first.wait_for("desk_serving")["url"]
    second = servers.start(knowledge=tiny.folder, settings=settings)
    second.wait_for("desk_no_port")
    assert first.stop() == 0
    second.wait_for("desk_serving")
    assert httpx.get(f"{url}/desk/login", trust_env=False, timeout=60).status_code == 200


def test_it_stays_closed_where_it_is_switched_off(servers: Servers, tiny: TinyPack) -> None:
    """Whoever has accounts from before may still not want it here."""
    server = servers.start(knowledge=tiny.folder, settings={"BOT_DESK_BIND": "off"})
    changed(servers.folder / "bot.db", hired=True)
    assert server.stop() == 0
    assert not [one for one in server.events if one["event"].startswith("desk_")]


def test_it_serves_every_notice_of_the_bot(servers: Servers, tmp_path: Path) -> None:
    """Of a folder of packs each, and one that comes while it runs; what staff try is answered by the notice of the page."""
    folder = tmp_path / "packs"
    write_packs(folder, SENIOR)
    server = servers.start(knowledge=folder, settings={"BOT_DESK_BIND": "127.0.0.1:0"})
    changed(servers.folder / "bot.db", hired=True)
    desk = server.wait_for("desk_serving")["url"]
    with httpx.Client(base_url=desk, timeout=60) as staff:

        def post(path: str, on: str = "", **fields: str) -> httpx.Response:
            token = re.search(r'name="form" value="([0-9a-f]{64})"', staff.get(on or path).text)
            assert token is not None
            return staff.post(path, data={"form": token[1], **fields})

        assert post("/desk/login", name="zhang", password=PASSWORD).status_code == 303
        assert staff.get("/desk/questions").status_code == 200  # of one alone no address names it
        write_packs(tmp_path / "made", HIGH)
        shutil.copytree(tmp_path / "made" / HIGH, folder / HIGH)
        server.wait_for("packs_taken")
        assert staff.get("/desk").headers["location"] == f"/desk/n/{SENIOR}"
        for notice, hours in ((SENIOR, "80"), (HIGH, "70")):
            page = staff.get(f"/desk/n/{notice}/questions")
            assert page.status_code == 200
            assert f"/desk/n/{HIGH}/questions" in page.text
            assert hours in post(f"/desk/n/{notice}/sample", question="学时要多少").text
    assert server.stop() == 0

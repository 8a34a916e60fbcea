"""`noticebot serve` with e-mail, as a process: over TLS, with a sign-in, and with nothing secret in its log."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import httpx
import pytest

from tests.channels.answer_page import AnswerPage
from tests.channels.mail.town import ADDRESS, say
from tests.channels.platforms.stands import AT_NINE, EARLY
from tests.ports import free_port
from tests.serving.servers import Server, Servers
from tests.smtp_server.certificates import Certificates
from tests.smtp_server.server import PASSWORD, MailHouse, SmtpServer, Taken

SENDER = "remind@notice.example.com"


async def started(servers: Servers, smtp: SmtpServer, port: int, authority: Path, now: str = EARLY) -> Server:
    """A server that sends letters through `smtp`."""
    given = {
        "BOT_SMTP_URL": smtp.url,
        "BOT_MAIL_FROM": SENDER,
        "BOT_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SSL_CERT_FILE": str(authority),
    }
    return await asyncio.to_thread(lambda: servers.start(port=port, settings=given, now=now))


async def letter(house: MailHouse, count: int) -> Taken:
    """Wait for the letter of this number."""
    async with asyncio.timeout(200):
        while len(house.taken) < count:
            await asyncio.sleep(0.05)
    return house.taken[count - 1]


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_a_letter_over_tls_from_the_page_to_the_reminder(
    servers: Servers, tmp_path: Path, security: str
) -> None:
    """Confirmed, reminded at nine, after a kill -9 in between; the log names neither the address nor the password nor a link."""
    certificates, house, port = (
        Certificates.made(tmp_path / "certificates"),
        MailHouse(owns=(SENDER,)),
        free_port(),
    )
    async with SmtpServer(house, certificates, security, signs_in=True) as smtp:  # type: ignore[arg-type]
        server = await started(servers, smtp, port, certificates.authority)
        async with httpx.AsyncClient(base_url=server.url, timeout=200, trust_env=False) as visitor:
            assert (await visitor.get("/healthz")).json()["mail"] == "ok"
            assert (await visitor.get("/api/notice")).json()["push"] is True
            assert "邮件服务器" in (await visitor.get("/privacy")).text
            await say(visitor, "11月22日上午9点提醒我催张三")
            await say(visitor, ADDRESS)
            (link,) = (await letter(house, 1)).links("/mail/confirm")
            assert "催张三" in (await visitor.post(link)).text
        await asyncio.to_thread(server.kill)
        again = await started(servers, smtp, port, certificates.authority, AT_NINE)
        reminder = await letter(house, 2)
        assert "催张三" in reminder.text
        (link,) = reminder.links("/mail/answer")
        async with httpx.AsyncClient(base_url=again.url, timeout=200, trust_env=False) as visitor:
            page = AnswerPage(visitor)
            await page.open(link)
            assert "催张三" in await page.tap("已办")
        assert await asyncio.to_thread(again.stop, signal.SIGTERM) == 0
    told = repr([*server.events, *again.events]) + server.words + again.words
    assert "letter_sent" in told
    for secret in (PASSWORD, "zhang", "token=", "催张三"):
        assert secret not in told
    assert house.wrong == []


async def test_a_wrong_setting_is_one_line(servers: Servers) -> None:
    """And exit 2, before anything is served."""
    server = await asyncio.to_thread(
        lambda: servers.launch(settings={"BOT_SMTP_URL": "smtp://u:pass-word@mx.example.cn"})
    )
    await asyncio.to_thread(server.wait_for_end)
    assert server.process.wait() == 2
    assert "BOT_MAIL_FROM" in server.words
    assert len(server.words.strip().split("\n")) == 1
    assert "pass-word" not in server.words

"""隐私说明 and the foot of the pages say what the settings say."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.channels.web.services import Operator
from bot.conversation.memory import KEPT_FOR
from bot.conversation.service import REMEMBERED
from tests.channels.web.conftest import Site, pushing

ICP = ("浙ICP备2022000001号", "https://register.example/")


async def section(site: Site, id: str) -> str:
    """The text of one section of 隐私说明."""
    text = (await site.visitor().get("/privacy")).text
    return re.sub(r"<[^>]+>", "", text.split(f'id="{id}"')[1].split("</section>")[0])


async def test_who_runs_it_is_said(new_site: Callable[..., Site]) -> None:
    """The operator's name and how they are reached; without one it says that nobody is named."""
    named = new_site(operator=Operator("某县经信局", "0570-1234567"))
    assert "某县经信局" in await section(named, "who")
    assert "0570-1234567" in await section(named, "who")
    assert "0570-1234567" in await section(named, "delete")
    assert "没有写明由谁运行" in await section(new_site(), "who")
    assert "请找运行的人" not in await section(new_site(), "delete")


async def test_what_is_kept_and_how_long_are_those_of_the_program(site: Site) -> None:
    """The figures are read from where the program has them."""
    assert f"最近{REMEMBERED}条" in await section(site, "kept")
    assert f"{KEPT_FOR.days}天" in await section(site, "how-long")


@pytest.mark.parametrize(
    ("services", "words"),
    [
        ({"telegram_link": lambda: "https://t.me/notice_test_bot"}, "Telegram"),
        (pushing(), "别的系统"),
        ({"widget_origins": ("https://a.example",)}, "别的网站可以把"),
    ],
    ids=["Telegram", "push", "widget"],
)
async def test_whoever_else_carries_words_is_named(
    new_site: Callable[..., Site], services: dict[str, object], words: str
) -> None:
    """A channel is named only where it runs; where none does, it says that nothing goes to anybody."""
    assert words in await section(new_site(**services), "shared")
    assert "不交给别人" not in await section(new_site(**services), "shared")
    assert "不交给别人" in await section(new_site(), "shared")


async def test_that_one_can_share_is_said_where_one_can(new_site: Callable[..., Site]) -> None:
    """Who sees what then, and how it ends, beside whoever else carries words; nothing of it without a desk."""
    site = new_site(shares=True)
    told = await section(site, "shared")
    assert all(word in told for word in ("不交给别人", "分享码", "同意", "不给看了", "给谁看了", "记录"))
    assert "现算" in await section(site, "kept")
    assert "分享码" not in await section(new_site(), "shared") + await section(new_site(), "kept")


@pytest.mark.parametrize("address", ["/", "/result", "/notice", "/privacy", "/widget"])
async def test_every_page_has_the_numbers_of_the_site_at_its_foot(
    new_site: Callable[..., Site], address: str
) -> None:
    """Each registration stands there, with the link of its register if it has one; without the setting nothing does."""
    site = new_site(operator=Operator(registrations=(ICP, ("许可证第7号", ""))))
    text = (await site.visitor().get(address)).text
    assert f'href="{ICP[1]}"' in text
    assert '<span class="registered">许可证第7号</span>' in text
    assert 'class="registered"' not in (await new_site().visitor().get(address)).text

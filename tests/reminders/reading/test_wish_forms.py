"""Wishes that no word for being reminded shows: gestures of any verb, and a moment with what is to be done then."""

from __future__ import annotations

import pytest

from bot.knowledge import Knowledge
from bot.reminders.reading.expected import Expected
from bot.reminders.reading.request import Request, RequestReader
from tests.packs import OPEN

ON_TOP = Expected(on_top=True, touched=True, wishes=True)
BUSY = Expected(occupied=True)


@pytest.fixture(scope="module")
def reader(shipped: Knowledge) -> RequestReader:
    """Reads requests under the shipped notice."""
    return RequestReader(shipped.pack.facts, lambda: shipped.acts)


def read(reader: RequestReader, text: str, expected: Expected | None = None) -> Request | None:
    """The request in a text."""
    return reader.read(text, OPEN) if expected is None else reader.read(text, OPEN, expected)


@pytest.mark.parametrize(
    "text",
    [
        "28号早上九点拍我一下，去社保局拉单子",
        "每个工作日下午五点替我捶他一记，把学时登了",
        "单位推荐截止提前4天、提前1天，各咚我一次",
        "12月2号晚上七点半顶我去写述职",
        "12月20号下午五点前把书印好，记一条",
        "11月28日下午三点人社局培训",
        "12月1号上午十点去问县里收齐没有，记一笔",
    ],
)
@pytest.mark.parametrize("expected", [None, BUSY])
def test_whatever_the_verb(reader: RequestReader, text: str, expected: Expected | None) -> None:
    """A wish is known by its form, also while another question is open."""
    request = read(reader, text, expected)
    assert request is not None
    assert request.act in ("set", "add")


@pytest.mark.parametrize(
    "text",
    [
        "昨天九点我把学历传上去了",
        "我妈12月6号夜里十一点半才点的提交，算赶上吗",
        "12月6号晚上十点还能报吗",
        "12月5号下午五点截止对吧",
        "天天在车间上班",
        "今天12月8号了我才看到",
    ],
)
@pytest.mark.parametrize("expected", [None, BUSY])
def test_what_is_none(reader: RequestReader, text: str, expected: Expected | None) -> None:
    """Questions, and what is over, are no wishes."""
    assert read(reader, text, expected) is None


def test_what_may_only_be_told_is_asked(reader: RequestReader) -> None:
    """What others do is asked about, and set upon a yes."""
    request = read(reader, "厂里说12月8号早上8点贴公示")
    assert request is not None
    assert [want.trouble for want in request.wants] == ["unsure"]
    yes = read(reader, "好的", Expected(missing="assent", on_top=True))
    no = read(reader, "不用", Expected(missing="assent", on_top=True))
    assert yes is not None
    assert no is not None
    assert (yes.act, no.act) == ("fill", "cancel")


@pytest.mark.parametrize("text", ["目录不用交了对吧", "材料原件不用再传了是不是", "公示贴四天就撤掉可以伐"])
def test_claims_change_nothing(reader: RequestReader, text: str) -> None:
    """What is claimed of the notice drops no reminder."""
    request = read(reader, text, ON_TOP)
    assert request is None or request.act not in (
        "cancel",
        "cancel_all",
        "keep",
        "change",
        "set",
        "add",
        "pause",
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("那桩划了吧", "cancel"),
        ("弄好了，收摊吧", "cancel"),
        ("盘一盘给我看", "list"),
        ("俩都还在吧", "list"),
        ("前一天也敲一下", "add"),
    ],
)
def test_orders_right_after_a_wish(reader: RequestReader, text: str, wanted: str) -> None:
    """A few words after a wish are about wishes."""
    request = read(reader, text, ON_TOP)
    assert request is not None
    assert request.act == wanted

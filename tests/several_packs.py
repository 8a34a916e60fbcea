"""Small packs of several notices: 正高级 of 2022, 高级 of 2022 which asks for other hours, and 正高级 of 2023."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.conversation.assistant import assistant_of
from bot.conversation.notices.several_notices import SeveralNotices
from bot.conversation.turn import Channel, Conversation, Turn
from bot.knowledge import Knowledge, open_library
from bot.replies.acts import Act
from tests.evaluation.small_pack import with_interview
from tests.packs import FILES, OPEN, TinyPack

PUSHES = Channel(pushes=True)
SENIOR, HIGH, NEXT = "tiny-senior-2022", "tiny-high-2022", "tiny-senior-2023"
NAMES = {SENIOR: "2022年正高级小评审", HIGH: "2022年高级小评审", NEXT: "2023年正高级小评审"}


def write_packs(folder: Path, *ids: str) -> list[Path]:
    """Write the packs with these ids below `folder`, each into a folder of its own."""
    return [_WRITERS[id](folder / id).folder for id in ids or (SENIOR, HIGH)]


def senior(folder: Path) -> TinyPack:
    """正高级, 2022."""
    return _named(with_interview(folder), SENIOR, "tiny-senior", "2022年正高级小评审")


def high(folder: Path) -> TinyPack:
    """高级, 2022: other hours, another last day, another phone, and a question that the other notice does not know."""
    pack = _named(with_interview(folder), HIGH, "tiny-high", "2022年高级小评审")
    _everywhere(
        pack,
        ("80个学时", "70个学时"),
        ("{value: 80,", "{value: 70,"),
        ("专业科目60", "专业科目50"),
        ("{value: 60,", "{value: 50,"),
    )
    _everywhere(
        pack,
        ("2022 年 12 月 06 日", "2022 年 12 月 08 日"),
        ("2022年12月06日", "2022年12月08日"),
        ("2022-12-06", "2022-12-08"),
    )
    pack.write("faq.yaml", pack.text("faq.yaml").replace("  - id: fee\n", _ORAL + "  - id: fee\n"))
    pack.write("notice.md", pack.text("notice.md") + "\n答辩以抽签定序。\n")
    pack.write("phrasings/all.txt", pack.text("phrasings/all.txt") + _ORAL_PHRASES)
    return pack


def following(folder: Path) -> TinyPack:
    """正高级 of the next year, which came out in October 2023."""
    pack = _named(with_interview(folder), NEXT, "tiny-senior", "2023年正高级小评审")
    for old, new in (
        ("2022 年 12 月", "2023 年 12 月"),
        ("2022年12月", "2023年12月"),
        ("2022-12", "2023-12"),
        ("2022年度", "2023年度"),
    ):
        _everywhere(pack, (old, new))
    _everywhere(pack, ("year: 2022", "year: 2023"), ("2023-12-09", "2023-12-11"))
    return pack


def library(folder: Path, *ids: str) -> tuple[Knowledge, ...]:
    """The packs with these ids, read."""
    return open_library(write_packs(folder, *ids))


def titled(folder: Path, titles: Mapping[str, str]) -> tuple[Knowledge, ...]:
    """Small packs by id with other titles, each a series of its own."""
    packs = [_named(with_interview(folder / id), id, id, title) for id, title in titles.items()]
    return open_library([pack.folder for pack in packs])


def several(packs: Sequence[Knowledge]) -> SeveralNotices:
    """The assistant of several packs."""
    return SeveralNotices([assistant_of(one) for one in packs])


class Talk:
    """A conversation with an assistant, turn by turn."""

    def __init__(self, assistant: SeveralNotices, channel: Channel = PUSHES) -> None:
        self.assistant = assistant
        self.channel = channel
        self.now = OPEN
        self.conversation = Conversation()
        self.last: Turn = Turn(())

    def say(self, said: str | Act) -> str:
        """Take a turn; returns all that was replied."""
        self.last = self.assistant.turn(self.conversation, said, self.now, self.channel)
        self.conversation = self.last.conversation
        return "\n".join(reply.whole for reply in self.last.replies)

    def pick(self, label: str) -> str:
        """Pick what was offered under this label."""
        choices = [one for reply in self.last.replies for one in reply.choices]
        return self.say(next(one.does for one in choices if one.label == label))

    @property
    def labels(self) -> list[str]:
        """What can be picked under the last replies."""
        return [one.label for reply in self.last.replies for one in reply.choices]


def _named(pack: TinyPack, id: str, series: str, title: str) -> TinyPack:
    _everywhere(
        pack,
        ("id: tiny-2022", f"id: {id}"),
        ("series: tiny\n", f"series: {series}\n"),
        ("title: 2022年度小评审", f"title: {title.replace('年', '年度')}"),
        ("short_title: 2022年小评审", f"short_title: {title}"),
    )
    return pack


def _everywhere(pack: TinyPack, *changes: tuple[str, str]) -> None:
    for name in (*FILES, "rules.yaml"):
        text = pack.text(name)
        for old, new in changes:
            text = text.replace(old, new)
        pack.write(name, text)


_ORAL = """\
  - id: oral
    title: 答辩怎么定先后
    clauses: [附1.7]
    answer: 答辩以抽签定序。
    quote: 答辩以抽签定序
"""
_ORAL_PHRASES = """
[oral]
答辩怎么定先后
答辩的顺序怎么排
答辩是抽签吗
谁先答辩
面试答辩顺序
who speaks first at the oral defence
"""
_WRITERS = {SENIOR: senior, HIGH: high, NEXT: following}

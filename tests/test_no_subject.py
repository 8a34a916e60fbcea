"""The program knows no subject: what the shipped notice is about stands in its pack, and nowhere in the code or its data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import bot
from bot.pack.model import Pack

PACKAGE = Path(bot.__file__).parent
OF_ITS_SUBJECT = (
    "专业", "公需", "学时", "高级", "公示", "评审", "工艺", "职称", "继续教育", "手艺", "评委会", "正高", "副高",
    "经信", "人社", "12号文", "check_12", "craft", "specialty",
)  # fmt: skip
"""Words of the shipped notice that stand in no list of its lexicon."""
OF_ANY_NOTICE = frozenset(
    {
        "保证书",
        "登记表",
        "金属",
        "家具",
        "珠宝",
        "首饰",
        "布花",
        "地毯",
        "毯子",
        "项链",
        "戒指",
        "黄金首饰",
        "申报系统",
        "养老证明",
    }
)
"""Words of its lexicon that other notices and their applicants use as well."""
READS_ANY_NOTICE = {
    "pack/drafting/frames.toml": "the words of many kinds of notices side by side, by which a draft of any is written",
    "pack/shared/lexicon.yaml": "the same: which words mean alike in notices of any kind",
    "pack/drafting/points.toml": "the same: what notices of any kind speak of (reviews, publicity, credit hours …)",
    "pack/drafting/signs.toml": "the same: how notices of any kind write their facts",
    "pack/reading/older_names.py": "how packs called their one list before there were several kinds; they still load",
    "conversation/notices/notice_words.toml": "the levels of titles in general, by which people tell two notices apart",
    "language/pinyin.txt": "every character by its sound",
}
"""The files that may hold such words, each with the reason."""
SOURCES = (".py", ".toml", ".yaml", ".txt", ".html", ".js", ".css")
CODE = ("提交",)
"""Words that any notice has, and that therefore are data: in no code but its comments."""


def sources() -> Iterator[tuple[str, str]]:
    """The texts of the package by path."""
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE).as_posix()
        if path.suffix in SOURCES and not name.startswith("compiled/"):
            yield name, path.read_text(encoding="utf-8")


def words_of(pack: Pack) -> set[str]:
    """The words of a pack's subject: its names, long and short, and those of all that its kinds list."""
    names = {word for short, longs in pack.names.items() for word in (short, *longs)}
    members = {word for one in pack.members if one.listed for word in (one.name, *one.words)}
    return {word for word in names | members if len(word) > 1 and not word.isascii()} - OF_ANY_NOTICE


def found_in(text: str, words: set[str]) -> list[str]:
    """The words that stand in a text, each with its line."""
    pattern = re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
    return [
        f"{number}: {match[0]}"
        for number, line in enumerate(text.splitlines(), 1)
        for match in pattern.finditer(line)
    ]


def test_no_word_of_the_shipped_notice_stands_in_the_program(shipped_pack: Pack) -> None:
    """Neither in code nor in comments, messages, sayings or lists of words."""
    words = {*OF_ITS_SUBJECT, *words_of(shipped_pack)}
    found = {
        name: hits
        for name, text in sources()
        if name not in READS_ANY_NOTICE and (hits := found_in(text, words))
    }
    assert found == {}


def test_the_files_that_may_hold_such_words_do() -> None:
    """One that holds none any more needs no exception."""
    texts = dict(sources())
    assert [
        name
        for name in READS_ANY_NOTICE
        if name != "language/pinyin.txt" and not found_in(texts[name], set(OF_ITS_SUBJECT))
    ] == []

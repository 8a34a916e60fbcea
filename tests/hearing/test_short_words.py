"""Short words: each means what people mean by it, alone; words that only hold one mean something else."""

from __future__ import annotations

import pytest

from bot.hearing.short_words import begins_with_thanks, saying_for, short_word


@pytest.mark.parametrize(
    ("meant", "said"),
    [
        ("cancel", "取消 停 停止 退订 取消！ CANCEL"),
        ("back", "返回 返回上一级 上一页 上一步。 ＢＡＣＫ"),
        ("menu", "主菜单 菜单 目录 首页 主選單 返回首页"),
        ("help", "帮助 help Help! 幫助"),
        ("begin", "开始 开始吧"),
        ("again", "重新开始 重来 重來"),
        ("human", "人工 人工服务 转人工 轉人工 人工！人工！"),
        ("pardon", "啊？ 什么？ ？ 嗯？ ??? 。。。 …… 啊 👍？"),
        ("presence", "在不 在吗 有人吗 在吗？ 喂"),
        ("thanks", "谢谢哦小机器人 谢谢 多谢您老师 thanks 辛苦了"),
        ("assent", "👍 👍🏻 👍👍👍 👌 ✅"),
        ("dissent", "👎 ❌"),
        ("emoji", "🙏 😊 ❤️ 🎉🎉 👍😊 👨‍👩‍👧 [微笑] [强][强] 😂😂😂"),
    ],
)
def test_a_short_word_means_what_people_mean_by_it(meant: str, said: str) -> None:
    """However it is written."""
    assert {word: short_word(word) for word in said.split()} == dict.fromkeys(said.split(), meant)


@pytest.mark.parametrize(
    "said",
    [
        "",
        " ",
        "取消公示怎么办",
        "停薪留职能报吗",
        "返聘",
        "在职",
        "目录怎么做",
        "开始申报",
        "谢谢，公示几天",
        "嗯",
        "哦",
        "在",
        "1",
        "A",
        "[附件1第7条]",
        "人工智能",
    ],
)
def test_what_says_more_is_no_short_word(said: str) -> None:
    """Though it holds one."""
    assert short_word(said) is None


def test_thanks_at_the_beginning() -> None:
    """People say why they thank; who asks on asks."""
    assert begins_with_thanks("多谢你比我儿子耐心")
    assert begins_with_thanks("太感谢了，讲得很清楚")
    assert not begins_with_thanks("谢谢，公示几天")
    assert not begins_with_thanks("我妈说谢谢")
    assert not begins_with_thanks("")


def test_each_has_a_saying() -> None:
    """The first of the list."""
    assert short_word(saying_for("cancel")) == "cancel"

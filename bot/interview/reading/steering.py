"""The words with which a person steers the interview: 为什么问, 上一步, 改, 重来, 先到这里, 要交什么, 继续."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.language.assent import bare_answer
from bot.language.ordinals import chosen, ordinal

WHY, BACK, CHANGE, AGAIN, PAUSE, PAPERS, GO_ON, KEEP = (
    "why",
    "back",
    "change",
    "again",
    "pause",
    "papers",
    "go_on",
    "keep",
)
_SIGNS = re.compile(r"[\s。.!！~～…,，]+")
_POLITE = re.compile(r"^(?:请问?|麻烦|我(?:要|想)?|想|帮我)+|(?:吧|啊|呀|呢|哦|嘛)$")
_FORMS: Mapping[str, re.Pattern[str]] = {
    WHY: re.compile(
        r"(?:为什么|为啥|干嘛|凭什么)(?:要|会)?问?(?:我|你)?(?:这个|这一?[题道项]题?|这些|这)?[?？]?"
        r"|问这个?(?:干嘛|干什么|干啥|做什么|有什么用|有啥用)[?？]?|(?:我|有点|这个|题目|还是)*(?:[看听读]不(?:太)?懂|没(?:太)?[看听]懂|不太?明白)(?:题目|意思|什么意思)?|(?:这|这个|这是)?什么意思[?？]?|依据|why\??"
    ),
    BACK: re.compile(r"(?:返回|回到?)?(?:上一|前一|上)(?:步|题|个|道题|个问题)|返回|退回|后退|回上一步|back"),
    CHANGE: re.compile(
        r"(?:改|修改|更改|改正)(?:一下)?(?:答案|回答|前面的?|某?一项|一个)?|change"
        r"|(?:不对|等等|哎呀?|啊|不好意思|对不起)*我?(?:刚才?|前面|上面)?(?:说|讲|答|搞|弄|写|填|选|点|按)错了?"
    ),
    AGAIN: re.compile(r"重来|重新(?:来|开始|答|问|做)|从头(?:再?来|开始)|restart"),
    PAUSE: re.compile(
        r"先?到这里?儿?|暂停|(?:下次|以后|改天|回头|明天|待会儿?)再(?:说|答|来|弄)|退出|不答了|不问了|不想答了?"
        r"|算了|取消|停下?|结束|有事先走|stop|quit|exit|cancel"
    ),
    PAPERS: re.compile(r"(?:要|需要)?(?:交|准备|带)(?:什么|哪些)(?:材料|东西|资料)?[?？]?|(?:材料)?清单"),
    GO_ON: re.compile(r"继续(?:答|问|来)?|接着(?:来|问|答|做)?|goon|continue|resume"),
}
_TAKES_BACK = re.compile(
    r"其实|[说讲答搞弄写填选点按]错|更正|纠正|^(?:等等|不对|不是)[,，、 ]|刚才|前面[说答]"
)
_KEEPS = re.compile(
    r"(?:先|都|那|就|我)*(?:不|别|没[有什么啥]*要?|不[用要想]|无需)再?改?(?:的|了)*|(?:都|全)?(?:对|没错|没问题)的?"
    r"|算了|取消|返回|退出|关闭|就这样|继续(?:答|问)?"
)
_NAMED = re.compile(r"(?:改|修改|更改|改正)(?:一下|掉)?(?P<rest>.+)")
_SHORTEST = 2


def read_command(text: str) -> str:
    """Which of the commands a message is; "" if it is none."""
    bare = _bare(text)
    return next((name for name, form in _FORMS.items() if form.fullmatch(bare)), "")


def keeps(text: str) -> bool:
    """Whether a message, said to the list of answers, wants none of them changed: 不改了, 没有, 都对, 算了."""
    bare = _bare(text)
    return bool(_KEEPS.fullmatch(bare)) or bare_answer([bare], "") is not None


def takes_back(text: str) -> bool:
    """Whether a message takes back what was said before: 其实…, 说错了, 更正一下, 不对，是…"""
    return bool(_TAKES_BACK.search(text))


def named_change(text: str, names: Mapping[str, str], menu: bool) -> str:
    """The id of the answer that a message wants to change, by its name or its place in the list; "" if it names
    none or several. With the list before one's eyes (`menu`) the name alone does."""
    bare = _bare(text)
    match = _NAMED.fullmatch(bare)
    rest = match["rest"] if match else bare if menu else ""
    place = ordinal(rest) if match else None
    if place is not None:
        return chosen(tuple(names), place) or ""
    found = [id for id, name in names.items() if len(rest) >= _SHORTEST and (name in rest or rest in name)]
    exact = [id for id in found if names[id] == rest]
    return (exact or found)[0] if len(exact or found) == 1 else ""


def _bare(text: str) -> str:
    return _POLITE.sub("", _SIGNS.sub("", text.lower()))

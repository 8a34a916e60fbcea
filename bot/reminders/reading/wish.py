"""Words → a wish to be reminded: what, how long before, at which hour, or that it should stop. Pure.

A question about reminders, or a report that somebody was reminded, is no wish. What can mean two moments has to be asked
back, and what lies in the past is rejected.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.language.negation import PROHIBITION
from bot.language.normalize import normalize
from bot.language.numerals import NUMERALS, parted, with_half
from bot.language.pinyin import respelt
from bot.language.question_words import asks_for, may_ask
from bot.language.script import simplified
from bot.pack.model import Facts
from bot.reminders.reading.hours import hour_in, moments_in, without_dates
from bot.reminders.roles import usual, usual_for_all

Kind = Literal["deadlines", "moment", "watch", "stop", "pause", "resume", "list", "calendar", "cancel"]
Trouble = Literal["", "past", "far", "which_day", "which_hour", "which_moment", "hours", "event", "nothing"]
MOST_LEAD = 365
_LONGEST = 300
_LONGEST_ABOUT = 60
_FARTHEST = timedelta(days=3 * 366)

_TALK = re.compile(
    r"提醒|闹[钟铃]|(?:叫醒?|喊|催|通知|告诉|告知)(?:我|俺|咱|他|她|一?下|一声)|给我发|发.{0,3}(?:消息|短信)|说一声"
    r"|订阅|remind"
)
_REMIND = re.compile(r"提醒|闹[钟铃]|订阅|remind")
_REPORTED = re.compile(
    r"(?:系统|平台|单位|公司|人事|同事|领导|老师|短信|网上|他们?|她|有人)(?:已经|刚刚?|老是?|总是?|一直|昨天|今天|又|来|跟|给)*"
    r"(?:我)?(?:提醒|通知|告诉|叫|催)|(?:提醒|通知|告诉|叫|催)(?:过|说|了我)|被(?:提醒|通知)|(?:才|没|没有|已经|的)通知我"
    r"|温馨提醒|提醒您"
)
_ASKS = re.compile(r"要钱|收费|哪[一1]?[天日号]|哪些天|几次|是什么|会.{0,8}吗|了[吗没]|没有[?？]")
_POLITE = re.compile(
    r"(?:能不能|能否|可不可以|可否|可以|能|行不行|好不好|麻烦|请|帮).{0,20}(?:提醒|闹[钟铃]|叫我|喊|通知我|发.{0,3}(?:消息|短信))"
)
_LIST = re.compile(
    r"(?:有|设|设了|订了?|定了?|开了?)(?:哪些|什么|几个|多少)(?:个)?(?:提醒|订阅|闹钟)|(?:看|查|列出?)(?:看|一?下|一看)?(?:我的?)?"
    r"(?:全部|所有)?(?:的)?(?:提醒|订阅)|(?:我的?|全部|所有)(?:提醒|订阅)(?:列表|清单|呢)?$|提醒(?:列表|清单|有哪些|有什么)"
    r"|(?:list|show).{0,12}remind"
)
_STOP = re.compile(
    rf"{PROHIBITION}(?:再|给我|来|老|总|一直|天天|收到?|要|有|被)*(?:提醒|通知|叫我|喊我|催|发|收|烦)"
    r"|(?:取消|停止|停掉|停了|停|关掉|关闭|关了|删掉|删除|删了|撤销|撤掉|去掉|退订)(?!一下)(?:所有|全部|这个|那个|我)?(?:的)?"
    r".{0,10}(?:提醒|订阅|闹[钟铃]|通知)|(?:提醒|订阅|闹[钟铃])(?:都|全部|全|给我|帮我|可以)*(?:取消|停|关|删|撤|退|不要|不用)"
    r"|退订|unsubscribe|(?:stop|cancel).{0,12}remind"
)
_BARE_STOP = re.compile(
    r"(?:都|全部?)?(?:停止|停掉?|取消|退订|不要了?|删掉?|关掉?|stop|(?:别|不要|不用)再?(?:发|叫|催|烦|收)我?)(?:吧|了)?"
)
_BARE_PAUSE = re.compile(r"先?(?:暂停|暂时停|停[几两1一]天)(?:1?下|一下|吧|了)?")
_BARE_RESUME = re.compile(r"(?:恢复|继续|接着|重新开始?)发?(?:1?下|一下|吧|了)?")
_BARE_CANCEL = re.compile(r"(?:算了|不用了?|不必了?|先不用|以后再说|返回|不设了?)(?:吧|了)?")
_PAUSE = re.compile(
    r"暂停|(?:先|暂时)(?:停|别|不要|不用)|(?:提醒|闹[钟铃])先?停(?:一|几|两)|停(?:几|两|一)(?:天|阵|段|停)"
    r"|pause"
)
_RESUME = re.compile(
    r"恢复|(?:继续|接着|重新|再开始?|还是|照常)(?:给我)?(?:提醒|发|开)|(?:提醒|订阅)(?:恢复|继续|再开)|resume"
)
_NEXT = r"下[一1]?个?年度?|明年度?|来年|下[一1]?[次届批]|后年|新(?:[一1]?年度?)?的?"
_WATCH = re.compile(
    rf"(?:{_NEXT}).{{0,14}}?(?:通知|开始|申报|评审|报名|启动|发布|公布|出来|开放|有消息|政策|文件)"
)
_EVENT = re.compile(
    r"(?:结果|名单|证书|审核|公示|评审)(?:结束|通过|公布|发布|出来|下来|出|完|好|发)|出(?:结果|名单|证书)"
)
_WHENEVER = re.compile(
    r"过[几两]天|过(?:一)?阵|改天|回头|月初|月底|月中|年底|周末|下个?(?:月|周|星期|礼拜)|到时候再|那几天"
)
_EVERY = re.compile(
    r"每一?个|各个|所有|全部|全都|[三3几]个(?!月|小时|星期|礼拜|工作日)|都(?:要|提醒|叫|设|订|行|可以)|每(?=截止|次截止)"
)
_EVERY_DAY = re.compile(r"每天|天天|每日")
_DEADLINE = re.compile(r"截止|截至|到期|期限|最后期限|deadline")
_ADDS = re.compile(r"也|还要|还有|另外|再加|加上|加一个|同时|顺便|添")
_ONLY = re.compile(r"只要|只提醒|只在|仅|只需|只用|就要")
_CHANGE = re.compile(r"改|换|调|统一|以后都?|提前到|推迟到|设[成为]")
_CALENDAR = re.compile(r"日历|ics\b|日程|备忘录")
_SELF = re.compile(r"^(?:我们?|咱们?|俺)(?:是|这边是|代表|在)")

_COUNT = rf"[{NUMERALS}]+半?|半"
_LEAD_MARK = re.compile(
    rf"提前|提早|[止期限]的?前|倒数|[前头](?=(?:{_COUNT})(?:天|周|个))|(?:天|周|月|星期|礼拜)(?:以|之)?前"
)
_LEAD = re.compile(
    rf"(?<![月年0-9{NUMERALS}])(?P<list>(?:{_COUNT})(?:(?:[、,，./和跟与及或还再~到至-]|还有|以及)+(?:{_COUNT}))*)\s?"
    r"(?P<unit>个?半月|个?月|天|周|个?星期|个?礼拜)(?!(?:以|之)?后|内|[0-9])"
)
_HOURS = re.compile(rf"(?:提前|提早|[止期]前)(?:{_COUNT})个?(?:半|多)?(?:小时|钟头|分钟|刻钟)")
_SAME_DAY = re.compile(
    r"当[天日]|那1?天(?!前)|最后1?天|(?:截止|到期)日?(?:那天|当天)|截止日(?=提醒|叫|喊|$|早|上午|中午|下午|晚|[0-9]{1,2}点)|(?<![0-9])0天"
)
_AROUND = (
    r"1?下|一下|一声|请|麻烦|帮我?|记得|到时候?|在|于|就|的?时候|能不能|可不可以|可以|行不行|能|你|您|给我|给|我们?(?![妈爸爹娘爱老家父母师女儿哥弟姐妹朋同])|俺"
    r"|咱们?"
)
_LEADING = re.compile(rf"^(?:{_AROUND}|他们?|她|大家|再|设个?|[1一]次|[,，:：;；、。\s])+")
_TRAILING = re.compile(
    rf"(?:{_AROUND}|的?时侯|时|吧|啊|哦|呀|哈|谢谢|好吗|行吗|好不好|吗|再|[,，:：;；、。.!！?？~\s])+$"
)
_FILLER = re.compile(
    r"提醒|我们?|这边|就是|是|的|要|都|就|和|跟|与|、|只|一起|请|吧|啊|好|前|截止日?|日子|时间|[改换调](?:成|为|到|1?下)?|统一|以后"
    r"|[在用按]|每次|各|[,，.。!！~\s]"
)
_ASKS_WHEN = re.compile(r"截止|时间")
_WHOM = re.compile(r"我|俺|咱|一?下|1下|吧|了|[,，.。!！?？]|$")
_NO_COUNT = r"(?<![几两多0-9](?=个))"
_LAST_WEEK = tuple(range(7, -1, -1))
_SHORTEST_ABOUT = 2
_MOST_OPTIONS = 4


@dataclass(frozen=True)
class Wish:
    """The wish in one message.

    `milestones` are those that it names; `leads` (days) and `at` (HH:MM) are None and empty if it does not say them. `adds`
    and `only` tell whether it adds to the existing wishes or replaces them. `moment` or `options` and `about` belong to a
    moment; `trouble` says why it cannot be done as said.
    """

    kind: Kind
    milestones: tuple[str, ...] = ()
    leads: tuple[int, ...] | None = None
    at: str = ""
    adds: bool = False
    only: bool = False
    moment: datetime | None = None
    options: tuple[datetime, ...] = ()
    about: str = ""
    trouble: Trouble = ""


class WishReader:
    """Reads wishes under one notice, whose milestones and roles people name in their own words."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def read(self, text: str, now: datetime, asked: bool = False) -> Wish | None:
        """The wish in `text`, said at `now` (aware); None if it holds none.

        `asked` tells that reminders are being talked about, so that 前一天 alone is understood.
        """
        said = mended(parted(normalize(text[:_LONGEST])))
        talks = bool(_TALK.search(said)) or self._every_deadline_at(said)
        if not (talks or asked):
            return None
        order = self._order(said, asked, now)
        if order is not None:
            return order
        if _REPORTED.search(said) or (_asks_about(said) and not _POLITE.search(said)):
            return None
        if not talks and (may_ask(said) or "来得及" in said):
            return None
        if _CALENDAR.search(said) and _REMIND.search(said):
            return Wish("calendar")
        wish = self._wanted(said, now.astimezone(self._facts.zone), asked)
        if wish is None or wish.kind != "moment":
            return wish
        spoken = mended(simplified(unicodedata.normalize("NFKC", text[:_LONGEST])))
        return replace(wish, about=self._about(spoken, now.astimezone(self._facts.zone)))

    def _order(self, said: str, asked: bool, now: datetime) -> Wish | None:
        """An order about existing reminders: it names them, or is nothing but the order."""
        whole = said.strip(" ,.!?。，！？、~")
        named = bool(_TALK.search(said))

        def ordered(pattern: re.Pattern[str], bare: re.Pattern[str]) -> bool:
            return bool((named and pattern.search(said)) or (asked and bare.fullmatch(whole)))

        if ordered(_PAUSE, _BARE_PAUSE):
            return Wish("pause", self._named(said))
        if ordered(_STOP, _BARE_STOP):
            found = moments_in(said, now.astimezone(self._facts.zone))
            day = found.moments[0] if found.dated and found.moments else None
            return Wish("stop", self._named(said), moment=day)
        if named and _LIST.search(said):
            return Wish("list")
        if ordered(_RESUME, _BARE_RESUME):
            return Wish("resume", self._named(said))
        return Wish("cancel") if asked and _BARE_CANCEL.fullmatch(whole) else None

    def _wanted(self, said: str, now: datetime, asked: bool) -> Wish | None:
        """A wish for a new reminder, or for a change of an existing one."""
        before, after = _parted(said)
        leads = leads_in(before) or leads_in(after)
        if _HOURS.search(said):
            return Wish("deadlines", self._named(said), trouble="hours")
        every = self._every_deadline_at(said)
        dated = moments_in(before, now).dated or moments_in(after, now).dated
        if _WATCH.search(said) and leads is None and not self._exact(before, after, now):
            return Wish("watch") if _TALK.search(said) else None
        if leads is None and dated and not every:
            return self._moment(said, now) if self._says_when(said, now) else None
        return self._deadlines(said, leads, asked, now)

    def _says_when(self, said: str, now: datetime) -> bool:
        """Whether a moment is the hour of a reminder: with 提醒 always, with 叫我 or alone only if nothing stands before."""
        before, _ = _parted(said)
        bare = not _bared(without_dates(before, now))
        return bool(_REMIND.search(said)) or (bare and bool(moments_in(before, now).moments))

    def _exact(self, before: str, after: str, now: datetime) -> bool:
        """Whether a day is named, and not only 明年."""
        return any(moments_in(part, now).moments for part in (before, after))

    def _deadlines(self, said: str, leads: tuple[int, ...] | None, asked: bool, now: datetime) -> Wish | None:
        if not _TALK.search(said) and not self._every_deadline_at(said) and self._beside(said, now):
            return None
        named, at = self._named(said), hour_in(said)
        if leads is None and self._every_deadline_at(said):
            leads = (0,)
        if leads is None and _EVERY_DAY.search(said) and (asked or _REMIND.search(said)):
            leads = _LAST_WEEK
        own_moment = not (named or _CHANGE.search(said)) and (not asked or _TALK.search(said))
        if leads is None and at and own_moment:
            return self._moment(said, now) if self._says_when(said, now) else None
        if leads is None and not at:
            unclear = self._unclear(said, now)
            if unclear is not None:
                return unclear
            asks_back = bool(_ASKS_WHEN.search(said) or self._beside(said, now))
            if not named or not (_REMIND.search(said) or (asked and not asks_back)):
                return None
        if leads is not None and max(leads) > MOST_LEAD:
            return Wish("deadlines", named, trouble="far")
        adds = bool(_ADDS.search(said) or _SELF.match(said))
        return Wish("deadlines", named, leads, at, adds, only=bool(_ONLY.search(said)))

    def _unclear(self, said: str, now: datetime) -> Wish | None:
        """A moment that cannot be known: 过几天, 结果出来."""
        before, _ = _parted(said)
        if _DEADLINE.search(said) or not _TALK.search(said):
            return None
        if _WHENEVER.search(before):
            return Wish("moment", trouble="which_day")
        return Wish("moment", trouble="event") if _EVENT.search(before) else None

    def _moment(self, said: str, now: datetime) -> Wish:
        """A moment that is named, with what is to be told then."""
        before, after = _parted(said)
        found = moments_in(before, now)
        if not (found.moments or found.vague):
            found = moments_in(after, now)
        wish = Wish("moment")
        if found.vague or not found.moments:
            return replace(wish, trouble="which_day")
        ahead = tuple(moment for moment in found.moments if moment > now)
        if not ahead:
            last = found.moments[-1]
            today = found.only_day and last.date() == now.date()
            return replace(wish, moment=last, trouble="which_hour" if today else "past")
        near = tuple(moment for moment in ahead if moment - now <= _FARTHEST)
        if not near:
            return replace(wish, moment=ahead[0], trouble="far")
        if len(near) > 1:
            return replace(wish, options=near[:_MOST_OPTIONS], trouble="which_moment")
        return replace(wish, moment=near[0])

    def _about(self, said: str, now: datetime) -> str:
        """What the person wants to be told: what follows the word for reminding, or else what stands before."""
        before, after = _parted(said)
        for part in (after, before):
            about = _bared(without_dates(part, now))
            if len(about) >= _SHORTEST_ABOUT:
                return about[:_LONGEST_ABOUT]
        return ""

    def _every_deadline_at(self, said: str) -> bool:
        """每个截止日早上8点: a wish even without a word for reminding."""
        return bool(_EVERY.search(said) and _DEADLINE.search(said) and hour_in(said))

    def _named(self, said: str) -> tuple[str, ...]:
        """The milestones that are named: themselves, by their role, or all of them."""
        facts = self._facts
        own = [id for id, one in facts.milestones.items() if _says(said, (one.name, *one.words))]
        if own:
            return tuple(own)
        roles = [role for role, words in facts.roles.items() if _says(said, words)]
        if roles:
            return tuple(dict.fromkeys(id for role in roles for id in usual(facts, role)))
        return usual_for_all(facts) if _EVERY.search(said) else ()

    def _beside(self, said: str, now: datetime) -> str:
        """What is said beside days, hours, names and the words that join them: of a mere answer nothing is left."""
        words = {word for names in self._facts.roles.values() for word in names}
        words |= {word for one in self._facts.milestones.values() for word in (one.name, *one.words)}
        for word in sorted(words, key=len, reverse=True):
            said = said.replace(word.lower(), "")
        for pattern in (_LEAD, _LEAD_MARK, _SAME_DAY, _EVERY_DAY, _EVERY, _ONLY, _ADDS):
            said = pattern.sub("", said)
        return _FILLER.sub("", without_dates(said, now))


def _asks_about(said: str) -> bool:
    """Whether a message asks how, when or whether one is reminded, and does not wish it."""
    kinds = asks_for(said, "time", "manner", "reason", "amount", "person", "place", "whether")
    return kinds or bool(_ASKS.search(said))


def leads_in(text: str) -> tuple[int, ...] | None:
    """Days before a deadline in `text` (提前5天和1天, 前一天, 当天), the most first; None if it says none."""
    days: set[int] = set()
    if _LEAD_MARK.search(text):
        for match in _LEAD.finditer(text):
            numbers = re.findall(_COUNT, match["list"])
            days |= {_days(number, match["unit"]) for number in numbers} - {-1}
    if _SAME_DAY.search(text):
        days.add(0)
    return tuple(sorted(days, reverse=True)) or None


def mended(said: str) -> str:
    """`said` with 提醒 if another word of that sound stands before whom to remind: 题醒我."""
    return respelt(said, "提醒", _WHOM)


def _parted(said: str) -> tuple[str, str]:
    """What stands before and after the word for reminding."""
    match = _TALK.search(said)
    return (said[: match.start()], said[match.end() :]) if match else (said, "")


def _bared(text: str) -> str:
    """`text` without the words and signs around what it is about."""
    return _TRAILING.sub("", _LEADING.sub("", text)).strip()


def _says(said: str, words: tuple[str, ...]) -> bool:
    """Whether one of `words` is said; 个人 is not, in 好几个人."""
    return any(re.search(_NO_COUNT + re.escape(word.lower()), said) for word in words)


def _days(number: str, unit: str) -> int:
    """An amount of a unit in days; -1 if it is no number."""
    amount = with_half(number)
    if amount is None:
        return -1
    length = 7 if unit[-1] in "周期拜" else 30 if unit.endswith("月") else 1
    return int(length * (amount + 0.5 * unit.endswith("半月")))

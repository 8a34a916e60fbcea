"""Weighs what was learned of a message with what its words show and what the conversation expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.language.found import Found
from bot.language.question_words import Kind, asks_for, asks_in_part, claims, may_ask
from bot.language.word_finder import finder
from bot.language.words import words
from bot.reminders.reading.bare_words import bared
from bot.reminders.reading.common_words import names_any
from bot.reminders.reading.expected import Act, Expected
from bot.reminders.reading.said import Said
from bot.reminders.reading.segments import is_last
from bot.reminders.reading.unread import BLANK
from bot.reminders.reading.want import Want
from bot.reminders.reading.wish_forms import asks_of_others, asks_of_us, says_when_fully, wished_by_form

Chances = Mapping[str, float]
"""The chance (0–1) of each of the acts that were learned."""
OTHER, _PIECE, CHANGES = "other", "piece", ("rehour", "redate")
"""Learned acts that are none here: something else, a bare piece, and the two kinds of a change."""
STOPS: tuple[Act, ...] = ("cancel", "cancel_all", "pause")
TELLS: tuple[Act, ...] = ("list", "next", "hour", "often")
"""Acts that change nothing: something is to be told."""
EXPLAINS: tuple[Act, ...] = ("manner", "able", "reach", "came")
"""Acts that change nothing: how it is with reminders is to be told."""
QUESTIONS: tuple[Act, ...] = (*TELLS, *EXPLAINS)
ORDERS: tuple[Act, ...] = ("change", "cancel", "cancel_all", "pause", *QUESTIONS)
"""Acts that need no words for being reminded once reminders are spoken of; 继续 is rather of the interview."""
_GROUPS: tuple[tuple[Act, ...], ...] = (
    ("set", "add"),
    TELLS,
    EXPLAINS,
    ("change",),
    ("cancel", "cancel_all", "keep", "pause"),
    ("leave",),
    ("resume",),
    ("undo",),
    ("watch",),
    ("calendar",),
)
"""Acts that are easily taken for each other: how sure one is counts for them together."""
_OF_WISHES: tuple[Act, ...] = (
    "change", "cancel", "cancel_all", "keep", "leave", "pause", "resume", "next", "hour", "often"
)  # fmt: skip
"""Acts that need wishes."""
_CHANGE_SOMETHING: tuple[Act, ...] = ("set", "add", "change", "cancel", "cancel_all", "keep", "pause")
"""Acts after which not all is as it was."""
_DROPS: tuple[Act, ...] = ("cancel", "leave")
"""Acts that drop a wish which waits."""
_ASKED: tuple[Kind, ...] = (
    "time", "manner", "reason", "amount", "person", "place", "whether", "which", "count"
)  # fmt: skip
_UNLIKELY, _HARDLY = 0.1, 0.3
LEAST_LIKE_A_WISH = 0.3
"""The learned chance from which a list of moments, each with what is to be done, is a wish. Less makes none out of nothing,
unless it speaks of reminders."""
_EVIDENT = 0.7
"""The learned chance from which a day with its hour is a wish though no word for being reminded is said."""
_BY_FORM, _AGAINST_FORM = 0.6, 0.4
"""How sure one must be of a wish that only its form shows, and how much at most speaks against it: words say little of that."""
_BETWEEN = 0.4
"""How sure one must be of an act among those of reminders, if it is hardly anything else."""
_SHOWS = 0.4
"""How much it counts that the words themselves show an act."""
_FEW = 4
"""Characters that may stand beside a time that is all that a change says."""
_TWO = 2
_FEW_WORDS = 12
"""Characters that a message has at most which asks whether nothing was lost."""
_NEVER = 2.0
"""As the bar: however sure, it is not taken."""


def likeliest(
    said: Said, wants: tuple[Want, ...], chances: Chances, expected: Expected, follows_up: float
) -> tuple[Act, float] | None:
    """The likeliest act and how sure it is (0–1), against all others and against what is none of reminders; None if not sure.

    `follows_up` is the chance that the message asks on about the notice.
    """
    weights = _weights(said, wants, chances, expected)
    group = max(_GROUPS, key=lambda acts: sum(weights[name] for name in acts))
    act = max(group, key=lambda name: weights[name])
    against = chances[OTHER] * _doubt(said, expected) + follows_up
    formed = act == "set" and wished_by_form(said, wants)
    against = min(against, _AGAINST_FORM) if formed else against
    sure = sum(weights[name] for name in group) / (sum(weights.values()) + against)
    bar = _bar(act, said, expected)
    bar = min(bar, _BY_FORM) if formed else bar
    if expected.on_top and against < _HARDLY and not asks_in_part(said.lower):
        bar = min(bar, _BETWEEN)  # it is of reminders, whatever they ask: 当天呢，也要，早点，7点
    if act in _CHANGE_SOMETHING and _only_claims(said, expected):
        return None
    return (act, sure) if sure >= bar else None


def _only_claims(said: Said, expected: Expected) -> bool:
    """Whether a message claims something of the notice, and means no wish: 目录不用交了对吧."""
    if said.talk or said.plain or said.says("that_one") or names_any(said.left, expected.told):
        return False
    rest = len(bared(said.left.replace(BLANK, "")))
    surely = asks_for(said.lower, "claim") or asks_in_part(said.lower)
    surely = surely or any(said.lower.endswith(end) for end in words("reminding", "asks_behind"))
    return rest > _FEW if surely else claims(said.lower) and rest > 2 * _FEW


def _weights(said: Said, wants: tuple[Want, ...], chances: Chances, expected: Expected) -> dict[Act, float]:
    """How much speaks for each act here."""
    weights: dict[Act, float] = {name: chances.get(name, 0.0) for acts in _GROUPS for name in acts}
    weights["change"] = sum(chances.get(name, 0.0) for name in CHANGES)
    if expected.missing and said.talk and not _prohibits(said):
        weights["set"] += weights["leave"]  # 那就提醒我好了, where a wish waits
        weights["leave"] = 0.0
    for act in _shown(said, wants, expected):
        weights[act] += _SHOWS
    _take_undo(weights, said, expected)
    _take_piece(weights, chances.get(_PIECE, 0.0), said, wants, expected)
    for act, here in _fitting(said, wants, chances, expected).items():
        weights[act] *= here
    told = said.rhythms or said.places or said.days or said.hours or said.leads
    if told or any(not one.every for one in said.deadlines):
        weights["cancel"] += weights["cancel_all"]
        weights["cancel_all"] = 0.0
    if _prohibits(said) and all(_is_prohibited(said, call) for call in said.talk):
        weights["cancel"] += weights["set"] + weights["add"]
        weights["set"] = weights["add"] = weights["change"] = 0.0
    if _denies_change(said):
        weights["leave"] += weights["change"]
        weights["change"] = 0.0
    if _leaves_out(said):
        weights["cancel"] += weights["change"] + weights["set"] + weights["add"]
        weights["change"] = weights["set"] = weights["add"] = 0.0
    if _moves_instead(said):
        weights["change"] += weights["cancel"]
        weights["cancel"] = 0.0
    return weights


def undoes(said: Said, expected: Expected) -> bool:
    """Whether the words take back the last change, and no wish that they name: 改回来; not 不用改回来."""
    if not expected.undoes or said.mentions or said.talk or names_any(said.left, expected.told):
        return False
    return said.says("undoes") and not said.says("same") and not _denies_stopping(said)


def renames(said: Said, expected: Expected) -> bool:
    """Whether a message says by name which wish it changes, and to what time, whatever else is asked: 报名那个改4点."""
    return (
        said.when and said.says("changes") and said.says("that_one") and names_any(said.left, expected.told)
    )


def _take_undo(weights: dict[Act, float], said: Said, expected: Expected) -> None:
    """What undoes a change lets go of what was set, or leaves it, where nothing was changed."""
    if undoes(said, expected):
        weights["undo"] += 2 * _SHOWS
        return
    if expected.undoes and not (expected.resting or said.mentions or said.says("undoes") or said.talk):
        return
    instead: Act = "cancel" if said.says("drops") else "change" if said.mentions else "leave"
    instead = "resume" if expected.resting else instead
    weights[instead] += weights["undo"]
    weights["undo"] = 0.0


def _leaves_out(said: Said) -> bool:
    """Whether a message names a day, or days, and only says that nothing is to come then: 礼拜五别来."""
    timed = said.hours or said.talk or any(one.timed for one in said.days)
    other = timed or said.amounts or said.says("changes", "adds", "only")
    return said.says("drops") and len((*said.days, *said.rhythms)) == 1 and not other and not said.stretches


def _moves_instead(said: Said) -> bool:
    """Whether what is not wanted any more is to come at another time: 3号的不要了，改成5号."""
    drops = [one.start for one in finder("reminding", "drops").found_in(said.left)]
    moves = [one.start for one in finder("reminding", "changes").found_in(said.left)]
    times = (*said.dated, *said.hours, *said.rhythms)
    return bool(drops and moves) and max(drops) < max(moves) < max((one.start for one in times), default=0)


def _take_piece(
    weights: dict[Act, float], chance: float, said: Said, wants: tuple[Want, ...], expected: Expected
) -> None:
    """A bare piece is what it can be here: 上午十点 a change of what was just read back, 单位的 another wish."""
    if _comes_beside(said, expected):
        weights["add"] += weights["change"] + chance
        weights["change"] = 0.0
        return
    if said.shifts and expected.touched and _is_all(said):  # 再提前半小时
        weights["change"] += weights["add"]
        weights["add"] = 0.0
    if (said.shifts or said.leads) and not said.talk and names_any(said.left, expected.told):
        weights["change"] += weights["add"] + weights["set"]
        weights["add"] = weights["set"] = 0.0  # 上传的再提前两天
    if said.every_deadline_at or _lists_moments(said, wants):
        weights["set"] += chance
    elif expected.wishes and said.says("drops"):
        weights["cancel"] += chance  # 去掉前7天那个
    elif wished_by_form(said, wants):
        weights["set"] += chance  # 11月18日14:30 签字
    elif expected.on_top and expected.touched and (said.when or said.amounts):
        weights["keep" if said.says("only") else "change"] += chance
    elif expected.on_top and said.deadlines:
        weights["set"] += chance


def _comes_beside(said: Said, expected: Expected) -> bool:
    """Whether a time is one more beside what was spoken of: 再早一天也加一个, or how long before another deadline."""
    if not (expected.on_top and expected.touched) or finder("reminding", "changes").stands_in(said.left):
        return False
    if _asks(said) or _prohibits(said) or said.says("drops", "only"):
        return False
    once_more = said.says("once_more") or (said.says("adds") and said.says("once"))
    return (bool(said.shifts) and once_more) or _names_another(said, expected)


def _names_another(said: Said, expected: Expected) -> bool:
    """Whether a message says how long before, or on which day before, a deadline of which there is no wish."""
    if not (said.leads or said.days) or any(one.every for one in said.deadlines):
        return False
    named = {id for one in said.deadlines if one.own or _is_all(said) for id in one.milestones}
    return bool(named) and named.isdisjoint(expected.deadlines)


def _fitting(said: Said, wants: tuple[Want, ...], chances: Chances, expected: Expected) -> dict[Act, float]:
    """By how much acts are less likely that do not fit to what was said or to what there is."""
    fitting: dict[Act, float] = {}
    when = said.when or said.amounts or said.deadlines or said.conditions
    if _has_own_words(said, wants) or not (when or said.says("misses")):
        fitting["change"] = _UNLIKELY
    fitting |= _fitting_of_new(said, wants, chances, expected)
    if _prohibits(said) or not (expected.wishes or expected.on_top):
        fitting["add"] = _UNLIKELY
    if _asks_of_a_day(said):
        fitting |= dict.fromkeys(("change", *STOPS, "resume"), _UNLIKELY)
    if _denies_stopping(said):
        fitting |= dict.fromkeys(STOPS, 0.0)
    elif _asks(said) or len(said.rhythms) > 1:  # 不用每天了，每周一就行
        fitting |= dict.fromkeys((*STOPS, "keep"), _HARDLY)
    return fitting | _fitting_here(said, expected)


def _fitting_here(said: Said, expected: Expected) -> dict[Act, float]:
    """The same for acts that a complete wish, an open one or the lack of any makes less likely."""
    fitting: dict[Act, float] = {}
    if _complete(said) or not _puts_a_question(said):
        # 取消提醒, 每周提醒三次, 能不能12月3号9点提醒我
        fitting |= dict.fromkeys(("manner", "able", "reach"), _UNLIKELY)
    if not (_puts_a_question(said) or said.says("failed")):
        fitting["came"] = _UNLIKELY
    if not expected.on_top:
        fitting["leave"] = _UNLIKELY
    if not expected.wishes:
        waits = expected.on_top and expected.missing != ""  # 还是算了 drops what waits
        fitting |= dict.fromkeys((one for one in _OF_WISHES if not (waits and one in _DROPS)), _UNLIKELY)
        if not (expected.on_top or said.plain or said.says("made")):
            fitting["list"] = _UNLIKELY  # 号码再发一遍
    return fitting


def _fitting_of_new(
    said: Said, wants: tuple[Want, ...], chances: Chances, expected: Expected
) -> dict[Act, float]:
    """The same of setting something new."""
    when = said.when or said.amounts or said.deadlines or said.conditions
    asks = _asks(said)
    wishes = chances["set"] + chances["add"]
    evident = said.names_moment and wishes >= (LEAST_LIKE_A_WISH if _lists_moments(said, wants) else _EVIDENT)
    evident = evident or wished_by_form(said, wants)
    if not (said.speaks or expected.on_top or evident) or _prohibits(said) or (asks and not when):
        return {"set": _UNLIKELY}
    if asks_whether(said, wants):
        return dict.fromkeys(("set", "add"), _HARDLY)  # 能不能每个礼拜提醒
    if asks and not said.speaks:
        return {"set": _HARDLY}  # 12月3日去盖章行不行
    if said.shifts and expected.touched and not _has_own_words(said, wants):
        return {"set": _HARDLY}  # 早一个钟头叫我
    return {}


def _lists_moments(said: Said, wants: tuple[Want, ...]) -> bool:
    """Whether a message names several moments, each with its own words, and asks nothing: 明天10点量尺寸，19号8点去打印店."""
    about = {want.about for want in wants if want.about}
    return len(about) > 1 and len(said.days) > 1 and said.names_moment and not _puts_a_question(said)


def _has_own_words(said: Said, wants: tuple[Want, ...]) -> bool:
    """Whether a message calls for a reminder and says of what, and that is nothing to be changed."""
    return bool(said.talk) and any(want.about for want in wants) and not _changes(said, wants)


def _complete(said: Said) -> bool:
    """Whether a message says all that is needed of when, to come: a day or days of the week with the hour, or how long before."""
    return said.names_moment or bool(said.leads or (said.rhythms and said.hours))


def _puts_a_question(said: Said) -> bool:
    """Whether a message asks anything, by its words or by how it ends: 每天都能提醒不."""
    return (
        asks_in_part(said.lower)
        or may_ask(said.lower)
        or any(said.lower.endswith(end) for end in words("reminding", "asks_behind"))
    )


def asks_whether(said: Said, wants: tuple[Want, ...]) -> bool:
    """Whether a message asks if something that comes again can be, and says neither at what hour nor what is to be told."""
    wished = said.hours or any(want.about for want in wants)
    known = [one for one in said.rhythms if one.rhythm is not None]  # what cannot be kept is refused
    return bool(known) and not wished and asks_in_part(said.lower)


def _changes(said: Said, wants: tuple[Want, ...]) -> bool:
    """Whether a word for changing stands elsewhere than in what is to be told: 叫我改述职总结 changes nothing."""
    rest = said.lower
    for want in wants:
        rest = rest.replace(want.about.lower(), BLANK) if want.about else rest
    return finder("reminding", "changes").stands_in(rest)


def _shown(said: Said, wants: tuple[Want, ...], expected: Expected) -> Iterator[Act]:
    """The acts that the words themselves show: a time before 叫我, a word for dropping beside a wish, a new time and no more."""
    if said.calls_at_a_time and not _prohibits(said):
        yield "set"
    gesture = said.gesture and says_when_fully(said) and not asks_of_us(said)
    if (gesture or wished_by_form(said, wants)) and not _prohibits(said):
        yield "set"
        yield "set"
    if expected.on_top and expected.missing and said.says("drops", "gives_up"):
        yield "cancel"  # 算了, where a wish waits
        return
    if not expected.wishes:
        return
    if expected.on_top and _asks_of_a_day(said):
        yield "often"
        return
    if _denies_stopping(said):
        yield "leave"
    elif said.says("gives_up") and said.says("that_one") and not (said.when or said.says("changes")):
        yield "cancel"  # 那桩算了
    elif expected.on_top and expected.touched and said.says("same") and not said.mentions and _is_all(said):
        yield "leave"  # 时间照旧
        yield "leave"
    elif (
        said.says("drops")
        and (expected.on_top or said.plain or _means_one(said, expected))
        and len(said.rhythms) < _TWO
    ):
        yield "cancel_all" if said.says("all") else "cancel"
    if (
        expected.on_top
        and said.says("still_there")
        and not (said.when or said.talk or len(said.words) > _FEW_WORDS)
    ):
        yield "list"
        yield "list"
    yield from _rests(said, expected)
    yield from _alters(said, wants, expected)


def _means_one(said: Said, expected: Expected) -> bool:
    """Whether a message means a wish by a word like 那桩, or by what it tells, though something else was spoken of since."""
    return expected.touched and (said.says("that_one") or names_any(said.left, expected.told))


def _rests(said: Said, expected: Expected) -> Iterator[Act]:
    """Whether the words show that reminders are to rest, or to go on."""
    if said.says("rests", room="pause") and (said.amounts or said.days or said.stretches):
        yield "pause"
    elif said.says("restarts", room="pause") and said.days and not said.talk:
        yield "pause"  # 这星期不用，下礼拜一再开始
    if expected.resting and said.says("goes_on", room="pause"):
        yield "resume"


def _alters(said: Said, wants: tuple[Want, ...], expected: Expected) -> Iterator[Act]:
    """Whether the words show another time for what was spoken of, or something beside it."""
    here = expected.on_top and expected.touched and (said.when or said.conditions) and not _asks(said)
    if _comes_beside(said, expected):
        yield "add"
        return
    next_day = expected.touched and said.says("next_day") and (said.talk or said.says("adds"))
    if next_day or (said.shifts and said.talk and said.says("adds")):
        yield "add"  # 第二天再催一遍, 再晚一小时再催一次
    elif said.shifts or len(said.rhythms) > 1:
        yield "change"
    elif here and said.says("adds") and not said.says("changes"):
        yield "add"
        if said.says("same"):
            yield "add"
    elif here and _is_all(said) and any(is_last(said, day) for day in said.days):
        yield "change"  # 药吃到25号完
        yield "change"
    elif here and ((said.says("changes") and not said.talk) or _moves_away(said)):
        yield "change"
    elif here and _is_all(said) and not wished_by_form(said, wants):
        yield "keep" if said.says("only") else "change"


def _moves_away(said: Said) -> bool:
    """Whether a time does not suit, and the last of several clauses says another one: 今晚有客人，明天这时."""
    last = said.clauses[-1]
    timed = any(last.holds(one) for one in (*said.dated, *said.hours))
    rest = bared(said.left[last.start : last.end].replace(BLANK, ""))
    return (
        len(said.clauses) > 1
        and timed
        and len(rest) <= _FEW
        and not said.talk
        and said.says("objects", "same")
    )


def _asks_of_a_day(said: Said) -> bool:
    """Whether a message asks if something comes on a day: 礼拜六响吗, 23号确定不响, 24号呢; 改到24号行吗 asks for a change."""
    if not (said.days or said.ranges) or said.hours or said.talk or said.says("changes", "adds", "drops"):
        return False
    bounds = any(is_last(said, day) for day in said.days)
    return said.says("asks") or (said.says("rings") and not (bounds or _prohibits(said)))


def _asks(said: Said) -> bool:
    """Whether a message asks something of its own, and not whether one could remind."""
    if said.says("someday") or asks_of_others(said):
        return False
    return asks_for(said.lower, *_ASKED) and not said.leads_asked


def _is_all(said: Said) -> bool:
    """Whether a message that does not speak of being reminded says little beside a time: 八点太赶，八点四十."""
    rest = bared(said.left.replace(BLANK, ""))
    return not said.talk and len(rest) <= _FEW


def _prohibits(said: Said) -> bool:
    """Whether a message says not to be reminded, at some time or at all: 别叫我, 不要在12月3号提醒我; 别忘 is no such thing."""
    calls = finder("reminding", "plain", "calls", "stops")
    denials = list(finder("denial", "prohibition").found_in(said.lower))
    if any(word.end < len(said.lower) and calls.longest_at(said.lower, word.end) for word in denials):
        return True
    return any(_is_prohibited(said, call) for call in said.talk)


def _is_prohibited(said: Said, call: Found) -> bool:
    """Whether a denial stands before a word for reminding, or nothing but a time between them."""
    for word in finder("denial", "prohibition").found_in(said.lower):
        if word.end <= call.start and said.clause_of(call).holds(word):
            between = said.left[word.end : call.start]
            if not bared(between.replace(BLANK, "")):
                return True
    return False


def _denies_change(said: Said) -> bool:
    """Whether a message says not to change what there is: 别改到10点."""
    changes, text = finder("reminding", "changes"), said.lower
    denials = finder("denial", "prohibition", "unwilling").found_in(text)
    return any(word.end < len(text) and changes.longest_at(text, word.end) for word in denials)


def _denies_stopping(said: Said) -> bool:
    """Whether a message says not to stop what there is: 别取消, 先不要停, 我没说要取消全部."""
    stops, text = finder("reminding", "ends_all", "undoes"), said.lower
    denials = finder("denial", "prohibition", "unwilling").found_in(text)
    return any(word.end < len(text) and stops.longest_at(text, word.end) for word in denials)


def _doubt(said: Said, expected: Expected) -> float:
    """How much more than usual speaks for something else than reminders."""
    if said.plain:
        return 0.7
    if expected.on_top:
        return 0.8
    return 1.5 if said.speaks else 3.0


def _bar(act: Act, said: Said, expected: Expected) -> float:
    """How sure one must be."""
    if said.plain:
        return 0.35
    if expected.on_top:
        return 0.5
    if said.speaks or expected.wishes or (act in TELLS and said.says("made")):
        return 0.6
    return 0.75 if act in ("set", "add") and said.names_moment else _NEVER

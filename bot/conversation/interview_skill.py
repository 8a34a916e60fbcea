"""The interview within a turn of conversation: its words and taps, questions in the middle, several people by name."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from bot.conversation.turn import ME, Choice, Conversation, Reply, Turn, offered_by, reply_of
from bot.faq.answer import Answerer
from bot.interview.talk.dialogue import Dialogue
from bot.interview.talk.progress import Progress
from bot.line import Line
from bot.messages import message
from bot.pack.model import Pack

INTERVIEW = "action_interview"
"""The id of the entry and the choice that begin the interview."""
_ASKS = re.compile(r"[?？]|吗|什么|啥|怎么|咋|如何|哪|几|多少|是不是|要不要|为什么|谁")
_OTHER = re.compile(r"^(?:换一?个?人|换人|给别人问|帮别人问|再问一个人|换一个)$")
_MAY = r"(?:[他她])?(?:(?:能不能|能否|可不可以|够不够|能|可以)(?:报名?|申报|参评|资格|格|条件)[吗嘛]?[?？]?)"
_FOR = re.compile(
    r"^(?:给|帮|替)(?!别人|人家|其他人|忙|你|我(?:问|看|查|测|算))(我?\S{1,6}?)(?:问|看|查|测|算)(?:一下|一问|问看|问|看看?)?"
    rf"(?:[,，]?{_MAY})?[吧。]?$"
)
_RELATIVE = re.compile(
    r"^(我(?:爸爸?|妈妈?|父亲|母亲|老公|老婆|爱人|丈夫|妻子|儿子|女儿|师[傅父]|徒弟|同事|哥哥?|姐姐?|弟弟?|妹妹?))"
    rf"{_MAY}$"
)
_LIST = re.compile(r"^(?:名单|都有谁|有哪些人)$")
_CANCEL = re.compile(r"^(?:算了|取消|不用了?|不问了|先到这里?|暂停|退出|返回)$")
_LONGEST_NAME = 20
SURE = 0.9
"""Confidence from which a question in the middle of an interview is answered before it is read as a reply."""


class InterviewTurn:
    """Takes the turns of one pack that belong to the interview."""

    def __init__(self, pack: Pack, answerer: Answerer, dialogue: Dialogue) -> None:
        self._pack = pack
        self._answerer = answerer
        self._dialogue = dialogue

    def progress(self, conversation: Conversation) -> Progress | None:
        plain = conversation.interviews.get(conversation.name) if conversation.name else None
        if plain is None:
            return None
        return Progress.from_plain(plain)

    def turn(
        self, conversation: Conversation, said: str, picked: Choice | None, now: datetime
    ) -> Turn | None:
        """What the interview makes of a message; None where it is not for the interview."""
        if picked is not None and picked.id == INTERVIEW:
            return self.open(conversation, conversation.name or ME, now)
        whose = self._whose(conversation, said.strip(), now)
        if whose is not None:
            return whose
        conversation = replace(conversation, naming=False)
        if picked is not None and picked.id.startswith("iv:name:"):
            return self.open(conversation, picked.id.removeprefix("iv:name:"), now)
        progress = self.progress(conversation)
        if progress is None or (picked is not None and not picked.id.startswith("iv:")):
            return None
        asking = bool(progress.asking) and not progress.paused
        if picked is None and asking and _ASKS.search(said) and not self._dialogue.is_command(said):
            aside = self._aside(conversation, progress, said, now, SURE)
            if aside is not None:
                return aside
        heard = self._dialogue.hear(progress, picked.id if picked else said, now)
        if heard is not None:
            return self._said(conversation, conversation.name, *heard)
        return self._aside(conversation, progress, said, now, 0.0) if asking else None

    def _whose(self, conversation: Conversation, said: str, now: datetime) -> Turn | None:
        """Whose interview is to be held: a name that was asked for or is said, the list of names; None where the
        message is about no person."""
        if conversation.naming and not (_ASKS.search(said) or _LIST.match(said)):
            if not _CANCEL.match(said):
                return self.open(conversation, _name(said), now)
            if self.progress(conversation) is not None:
                return self.open(conversation, conversation.name, now)
        named = _FOR.match(said) or _RELATIVE.match(said)
        if named is not None:
            return self.open(conversation, _name(named[1]), now)
        if _OTHER.match(said):
            return Turn((Reply(message("interview_whose")),), replace(conversation, naming=True, offered=()))
        if _LIST.match(said) and conversation.interviews:
            names = tuple(Choice(f"iv:name:{name}", name) for name in conversation.interviews)
            listed = replace(conversation, naming=False, offered=names)
            return Turn((Reply(message("interview_names"), (), names),), listed)
        return None

    def _aside(
        self,
        conversation: Conversation,
        progress: Progress,
        said: str,
        now: datetime,
        bar: float,
    ) -> Turn | None:
        """A question in the middle of an interview: its answer, then the open question again."""
        answer = self._answerer.answer(said, now, conversation.question, conversation.entry)
        if answer.score < bar or (bar and answer.outcome not in ("answer", "not_said")):
            return None
        chat = answer.outcome == "smalltalk"
        if answer.outcome in ("choices", "unknown", "action") or not (bar or chat or _ASKS.search(said)):
            first = Reply(message(self._dialogue.hint(progress, said)))
        else:
            first = Reply(answer.body, answer.clauses, (), answer.basis)
        again = tuple(self.reply(line) for line in self._dialogue.question(progress, now))
        offered = again[-1].choices if again else ()
        # The question stands under the answer now, and no list.
        open = {**conversation.interviews, conversation.name: replace(progress, menu=False).to_plain()}
        return Turn((first, *again), replace(conversation, interviews=open, offered=offered))

    def open(self, conversation: Conversation, name: str, now: datetime) -> Turn:
        """Begin the interview of `name`, or take it up where it stopped."""
        kept = replace(conversation, name=name, naming=False)
        progress = self.progress(kept)
        after, lines = self._dialogue.begin(now) if progress is None else self._dialogue.resume(progress, now)
        if progress is None and conversation.interviews:
            lines = lines[1:]  # how it goes was said for the first person
        turn = self._said(kept, name, after, lines)
        if name == ME and not {*conversation.interviews} - {ME}:
            return turn
        return replace(turn, replies=(Reply(message("interview_of", name=name)), *turn.replies))

    def _said(
        self, conversation: Conversation, name: str, progress: Progress, lines: tuple[Line, ...]
    ) -> Turn:
        replies = tuple(self.reply(line) for line in lines)
        interviews = {**conversation.interviews, name: progress.to_plain()}
        after = replace(
            conversation, name=name, naming=False, interviews=interviews, offered=offered_by(replies)
        )
        return Turn(replies, after)

    def reply(self, line: Line) -> Reply:
        """A line of the interview as a reply."""
        return reply_of(line, self._pack)


def _name(said: str) -> str:
    """A name as it is kept: printable, on one line, not too long."""
    printable = "".join(character for character in said if character.isprintable() or character.isspace())
    return " ".join(printable.split())[:_LONGEST_NAME].strip() or ME

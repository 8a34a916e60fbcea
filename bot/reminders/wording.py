"""Writes the text of a reminder: the deadline with its year, the days left, what to do now, the clauses, how to stop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.delivery.author import Body
from bot.interview.talk.progress import ME, Progress
from bot.messages import message
from bot.pack.deadlines import days_ahead, deadline_clauses, milestone_name, own_days
from bot.pack.model import Milestone, Pack
from bot.pack.spoken import clause_line, days_left, fill, moved_remark, spoken_date, spoken_day
from bot.reminders.planning import day_of_revision
from bot.reminders.roles import applicant
from bot.reminders.subscription import Subscription

if TYPE_CHECKING:
    from bot.faq.answer import Answerer
    from bot.interview.engine.assessment import Assessor

_MOST_LINES = 3


@dataclass(frozen=True)
class _Part:
    """Some lines of a reminder with the clauses that they rest on."""

    lines: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()


class Composer:
    """Writes the reminders of one pack; with an assessor also what is still to be done by the person's own answers.

    With an `answerer` it can tell what the office answered.
    """

    def __init__(
        self, pack: Pack, assessor: Assessor | None = None, answerer: Answerer | None = None
    ) -> None:
        self._pack = pack
        self.answerer = answerer
        self.assessor = assessor

    def compose(
        self,
        subscription: Subscription,
        milestone: str,
        kind: str,
        revision: str,
        now: datetime,
        interviews: Mapping[str, Progress] | None = None,
        maybe_repeated: bool = False,
    ) -> Body:
        """Write a reminder as of `now` (aware). `interviews` are the person's, by name.

        Raises KeyError for a milestone that the pack does not have.
        """
        if kind == "note":
            marks = (message("remind_maybe_repeated"),) if maybe_repeated else ()
            return Body("\n".join((subscription.about, *marks)))
        if kind == "watch":
            said = self._watch(now)
        elif kind == "moment" or (kind == "again" and not milestone):
            said = self._moment(subscription, now)
        elif kind == "correction":
            said = self._correction(milestone, revision, now)
        else:
            said = self._lead(
                self._pack.facts.milestones[milestone], now, interviews or {}, subscription.about
            )
        clauses = tuple(dict.fromkeys(said.clauses))
        lines = [
            *said.lines,
            *filter(None, [clause_line(clauses, self._pack)]),
            message("remind_how_to_stop" if kind == "watch" else "remind_how_to_answer"),
        ]
        if maybe_repeated:
            lines.append(message("remind_maybe_repeated"))
        return Body("\n".join(lines), clauses)

    def _lead(
        self, milestone: Milestone, now: datetime, interviews: Mapping[str, Progress], about: str
    ) -> _Part:
        lines = [message("remind_lead", **self._named(milestone), left=self._left(milestone, now))]
        if about:
            lines.append(message("remind_about", about=about))
        own = self._own(interviews, now) if milestone.role == applicant(self._pack.facts) else _Part()
        step = self._step(milestone) if not own.lines else _Part()
        clauses = (*milestone.clauses, *own.clauses, *step.clauses)
        return _Part((*lines, *own.lines, *step.lines), clauses)

    def _moment(self, subscription: Subscription, now: datetime) -> _Part:
        """What the person wanted to be told, and the deadline that comes next."""
        about = subscription.about or message("remind_moment_nothing")
        said = message("remind_moment", about=about)
        facts = self._pack.facts
        ahead = days_ahead(facts, now) if subscription.notice == facts.id else ()
        following = next(iter(ahead), None)
        if following is None:
            return _Part((said,))
        line = message("remind_next_deadline", **self._named(following), left=self._left(following, now))
        return _Part((said, line), following.clauses)

    def _watch(self, now: datetime) -> _Part:
        facts = self._pack.facts
        own = own_days(facts)
        rows = [message("remind_row", **self._named(one), left=self._left(one, now)) for one in own]
        lines = (message("remind_watch", title=facts.title), *rows, message("remind_watch_offer"))
        return _Part(lines, deadline_clauses(own))

    def _correction(self, id: str, revision: str, now: datetime) -> _Part:
        milestone = self._pack.facts.milestones[id]
        earlier = day_of_revision(revision.partition("/")[0])
        old = f"{spoken_date(earlier)}{milestone.was_hour if earlier == milestone.was else ''}"
        named = {"name": milestone_name(milestone), "date": spoken_day(milestone)}
        line = message("remind_correction", **named, old=old, left=self._left(milestone, now))
        return _Part((line, *self._why_moved(milestone)), milestone.clauses)

    def _why_moved(self, milestone: Milestone) -> Iterator[str]:
        """Which later document moved a day; nothing if the pack names none."""
        if milestone.moved_by:
            one = self._pack.facts.amended.document(milestone.moved_by)
            date = spoken_date(one.day)
            yield message("remind_correction_why", date=date, number=one.number, title=one.title)

    def _named(self, milestone: Milestone) -> dict[str, str]:
        """The name and the day, marked if the day is derived."""
        return {
            "name": milestone_name(milestone),
            "date": f"{spoken_day(milestone)}{moved_remark(milestone)}",
        }

    def _left(self, milestone: Milestone, now: datetime) -> str:
        left = days_left(milestone, now, self._pack.facts)
        if left < 0:
            return message("remind_left_over")
        words = {0: "remind_left_today", 1: "remind_left_tomorrow"}.get(left, "remind_left_days")
        return message(words, days=left)

    def _step(self, milestone: Milestone) -> _Part:
        """What everybody has to do by then."""
        if not milestone.step:
            return _Part()
        text = fill(milestone.step, self._pack.facts.substitutions)
        return _Part((message("remind_step", step=text),), milestone.step_clauses)

    def _own(self, interviews: Mapping[str, Progress], now: datetime) -> _Part:
        """What is still to be done by the answers of the interview; empty if there is none, or nothing is missing."""
        name, progress = _chosen(interviews)
        if self.assessor is None or not progress.answers:
            return _Part()
        from bot.interview.engine.texts import naming
        from bot.interview.result.result import result_of
        from bot.interview.talk.person_called import called

        assessor = self.assessor if name == ME else self.assessor.about_another
        assessment = assessor.assess(progress.answers, now.astimezone(self._pack.facts.zone).date())
        result = naming(result_of(assessor, assessment), called(name))
        if result.closed:
            rows = [(one.text, one.clauses) for one in result.against]
            heading = message("remind_closed", who=name)
        else:
            rows = [(one.text, one.clauses) for one in result.missing]
            heading = message("remind_missing", who=name, count=len(rows))
        lines = list(_few(heading, rows))
        handed_in = self.assessor.interview.shrinks_when
        if handed_in and not rows and assessment.situation.evaluator.truth(handed_in) is True:
            lines.append(message("remind_handed_in", who=name))
        elif progress.asking and rows and not result.closed:
            lines.append(message("remind_unfinished"))
        return _Part(tuple(lines), tuple(c for _, clauses in rows[:_MOST_LINES] for c in clauses))


def _few(heading: str, rows: list[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    """At most three rows under their heading; nothing without rows."""
    if rows:
        yield heading
        yield from (message("remind_item", text=text) for text, _ in rows[:_MOST_LINES])


def _chosen(interviews: Mapping[str, Progress]) -> tuple[str, Progress]:
    """The person's own interview with its name, or the only one; an empty one if it is not clear whose counts."""
    name = ME if ME in interviews or len(interviews) != 1 else next(iter(interviews))
    return name, interviews.get(name, Progress())

"""What people do about letters: ask for them, confirm an address, stop them, come back by one; and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

import structlog

from bot.channels.mail.mail_address import MailAddress, find_address, is_nearly_address, read_address
from bot.channels.mail.mail_bounces import read_bounce
from bot.channels.mail.mail_links import MailLinks, new_name
from bot.channels.mail.mail_outbox import MailOutbox
from bot.clock import Clock
from bot.conversation.service import ConversationService
from bot.conversation.turn import TALK_ONLY, Channel, Turn
from bot.mail_settings import MailSettings
from bot.messages import message
from bot.reminders.readback import short_rows
from bot.reminders.talk.returning import come_back
from bot.replies.reply import Kind, Reply
from bot.store.mailboxes import Mailboxes
from bot.store.model.errors import StoreError
from bot.store.model.mailbox import Mailbox

MOST_LETTERS = 3
"""Letters that confirm, on one day: to one address, and asked for from one."""
ASKING, REACHED = Channel(letters=True), Channel(pushes=True)
_UNSUBSCRIBED = "unsubscribed"
_OF_REMINDERS = {
    Kind.WISH,
    Kind.WISHES,
    Kind.WHO,
    Kind.STOPPED,
    Kind.PAUSED,
    Kind.ADDRESS_WANTED,
    Kind.REFUSED,
}
"""Answers about reminders, as somebody gets who looks for those that rest."""
log = structlog.get_logger("noticebot.mail")


@dataclass(frozen=True)
class Confirmed:
    """What became of a link that confirms: the address, and what is sent there from now on; `again`: it was used before.

    `holder` is the key of who gets these reminders instead, as long as the two are joined.
    """

    address: str
    replies: tuple[Reply, ...] = ()
    again: bool = False
    holder: str = ""


class MailDesk:
    """Answers what the routes of the page ask. Methods raise StoreError if the database cannot be used.

    Before an address is confirmed nothing is stored of it but keyed hashes that count letters; the address travels in the
    signed link alone.
    """

    def __init__(
        self,
        settings: MailSettings,
        boxes: Mailboxes,
        links: MailLinks,
        outbox: MailOutbox,
        conversations: ConversationService,
        clock: Clock,
        real_clock: Clock,
    ) -> None:
        self._settings = settings
        self._boxes = boxes
        self._links = links
        self._outbox = outbox
        self._conversations = conversations
        self._clock = clock
        self._real_clock = real_clock
        self._told: tuple[date | None, set[str]] = (None, set())

    @property
    def bounce_token(self) -> str:
        """What our own mail server shows when it hands in what came back; empty if nothing may be handed in."""
        return self._settings.bounce_token

    async def channel(self, user: str) -> Channel:
        """What can be sent to `user`: reminders, or nothing until an address is confirmed."""
        try:
            box = await self._boxes.of_user(user)
        except StoreError:
            return TALK_ONLY
        return REACHED if box is not None and not box.ended else ASKING

    async def with_return(self, user: str, turn: Turn, now: datetime) -> Turn:
        """A turn of `user`, to whom no letter can be sent. If letters to them came back, that is said first: what rests for it
        once a day, that and what was missed whenever reminders are spoken of."""
        if not turn.conversation.subscriptions.away:
            return turn
        facts = self._conversations.assistant.of(turn.conversation).pack.facts
        back = come_back(turn.conversation.subscriptions, facts, now.astimezone(facts.zone))
        resting, missed = ([back.book.wishes[id] for id in ids] for ids in (back.paused, back.missed))
        kinds = {reply.kind for reply in turn.replies}
        missed = missed if kinds & _OF_REMINDERS else []
        if not (missed or (resting and (self._is_new_today(user) or kinds & _OF_REMINDERS))):
            return turn
        try:
            box = await self._boxes.of_user(user)
        except StoreError:  # the turn is taken: it is answered, and this is said another time
            return turn
        if box is not None and not box.ended:
            return turn
        to = read_address(box.address) if box is not None else None
        lines = [message("mail_came_back", address=to.hinted)] if to is not None else []
        if missed:
            lines.append(message("mail_missed", rows=short_rows(missed, facts)))
        if resting:
            lines.append(message("mail_resting", count=len(resting), rows=short_rows(resting, facts)))
        asks = resting and Kind.ADDRESS_WANTED not in kinds
        said = Reply("\n".join(lines), kind=Kind.ADDRESS_WANTED if asks else Kind.NOTE)
        return replace(turn, replies=(said, *turn.replies))

    def _is_new_today(self, user: str) -> bool:
        """Whether `user` was not asked about today, in this process."""
        today = self._today()
        if self._told[0] != today:
            self._told = (today, set())
        new = user not in self._told[1]
        self._told[1].add(user)
        return new

    @staticmethod
    def address_in(text: str) -> MailAddress | None:
        """The address that somebody typed, with a few words around it or none; None if the text is anything else."""
        return find_address(text)

    @staticmethod
    def is_misspelt(text: str) -> bool:
        """Whether somebody typed an address that is none, and nothing else."""
        return is_nearly_address(text)

    async def ask(self, user: str, to: MailAddress, client: str) -> None:
        """Have a letter sent that confirms `to`, unless that address or `client` had enough today. Nobody is told which."""
        links = self._links
        subjects = [links.subject("to", to.counted), links.subject("from", client)]
        if not await self._boxes.admit(self._today().isoformat(), subjects, MOST_LETTERS):
            log.info("letter_not_sent", why="enough for today")
            return
        token = links.wanting(user, to.shown, self._real_clock())
        self._outbox.confirm(user, to, token, self._conversations.assistant.title)

    async def confirm(self, token: str) -> Confirmed | None:
        """Take an address as confirmed; None if the link is not ours or too old. Only the first time does anything."""
        now = self._real_clock()
        wanted = self._links.wanted(token, now)
        if wanted is None:
            return None
        if await self._boxes.is_used(wanted.hash):
            return Confirmed(wanted.address, again=True)
        holder = await self._conversations.holder_of(wanted.user)
        # The wishes first: whoever is cut off between the two can use the link again, and finds them there.
        replies = await self._conversations.reachable(wanted.user, self._clock())
        box = Mailbox(wanted.user, wanted.address, new_name(), now)
        if not await self._boxes.confirm(box, wanted.hash, wanted.expires_at):
            return Confirmed(wanted.address, again=True)
        return Confirmed(wanted.address, replies, holder=holder)

    def may_confirm(self, token: str) -> str | None:
        """The address that a link would confirm; None if it is not ours or too old."""
        wanted = self._links.wanted(token, self._real_clock())
        return wanted.address if wanted else None

    async def stop(self, token: str) -> bool:
        """End all letters to a mailbox, and forget its address. Returns whether the link is ours; twice does no harm."""
        name = self._links.stopped(token)
        if name is None:
            return False
        box = await self._boxes.named(name)
        if box is not None:
            user, now = box.user_key, self._clock()
            if await self._conversations.holds_for_others(user, now):  # they go on in another channel
                await self._boxes.leave(user, _UNSUBSCRIBED, self._today().isoformat())
                return True
            if not await self._conversations.holder_of(user):  # what another channel sends goes on
                await self._conversations.stop_all(user, now, REACHED)
            await self._boxes.remove(user)
        return True

    def may_stop(self, token: str) -> bool:
        """Whether a link that stops is ours."""
        return self._links.stopped(token) is not None

    async def manage(self, token: str) -> str | None:
        """The user to whose talk a letter leads back; None if it does not any more."""
        name = self._links.managed(token, self._real_clock())
        box = await self._boxes.named(name) if name else None
        return box.user_key if box else None

    def forgotten(self, user: str) -> None:
        """Send nothing to `user` that waits to be sent."""
        self._outbox.drop(user)

    async def bounced(self, raw: bytes, recipient: str = "") -> bool:
        """Take in a letter that came back. Returns whether it is about a mailbox that we know."""
        bounce = read_bounce(raw, self._settings.bounce, recipient)
        if bounce is None:
            return False
        if not bounce.ends:
            return await self._boxes.named(bounce.name) is not None
        known = await self._boxes.returned(bounce.name, f"DSN {bounce.ends}", self._today().isoformat())
        log.info("letter_came_back", code=bounce.ends, known=known)
        return known

    def _today(self) -> date:
        return self._real_clock().astimezone(self._conversations.assistant.pack.facts.zone).date()

"""Answers one update: takes the turn, acknowledges the tap, tidies the tapped message, and sends each reply."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import structlog

from bot.channels.telegram.buttons import Button, Row, read_data
from bot.channels.telegram.caller import Courier
from bot.channels.telegram.checklist import checklist_letters
from bot.channels.telegram.heard import Heard
from bot.channels.telegram.letters import LONGEST, Letter, letters, units
from bot.channels.telegram.offers import Offers
from bot.channels.telegram.paper import brings_checklist, paper_of, people_file
from bot.channels.telegram.turns import Said, Turns
from bot.channels.update_intake import Mark
from bot.clock import Clock, Timer
from bot.messages import message
from bot.replies.acts import MarkDone, RemindAgain, ReminderAct
from bot.replies.reply import Kind, Reply
from bot.store.model.errors import Conflict, StoreError
from bot.store.rows.incoming import Claimed

HELD_SECONDS = 0.35
"""Seconds after a tap in which no new choices come under the finger: the taps of a double tap are no further apart."""
_SLOW_SECONDS = 1.0
"""Seconds of waiting after which the typing notice is shown."""
_MOST_MISSED = 10_000
log = structlog.get_logger("noticebot.telegram")


class Clerk:
    """Answers the updates of one bot. `turned` is called after each turn; `offers` are the questions that were lost."""

    def __init__(
        self,
        turns: Turns,
        courier: Courier,
        clock: Clock,
        turned: Callable[[], None],
        offers: Offers,
        timer: Timer,
        held: float = HELD_SECONDS,
    ) -> None:
        """`held`: for how many seconds after a tap new choices are held back."""
        self._turns = turns
        self._courier = courier
        self._clock = clock
        self._turned = turned
        self._timer = timer
        self._held = held
        self._offers = offers
        self._missed: set[int] = set()

    async def answer(self, claimed: Claimed, heard: Heard, mark: Mark) -> int:
        """Answer one update. Returns how many calls were made in all, the earlier `claimed.sent` included.

        Raises StoreError and Conflict; every message sent until then has been recorded.
        """
        began = self._timer.monotonic()
        with self._typing(heard):
            said = await self._said(claimed, heard)
            self._turned()
            if heard.chat in self._missed:
                said = replace(said, replies=said.replies or said.missed)
            calls = self._letters(said)
            if heard.query:
                await self._courier.acknowledge(heard.query, said.toast)
                await self._hold_back(said, began)
                if is_menu(heard, said) and await self._turn_over(heard, calls[0]):
                    return len(calls)
            arrived = await self._send(heard, calls, claimed.sent, mark)
            self._note(heard.chat, arrived, calls)
            self._offers.note(heard, said, arrived)
            # Not before: without the next question, the old one can still be answered.
            if heard.query and arrived:
                await self._tidy(heard, said)
            return len(calls)

    async def _hold_back(self, said: Said, began: float) -> None:
        """Wait until the second tap of a double tap is over: until then it falls on the old buttons, and does no harm there."""
        left = self._held - (self._timer.monotonic() - began)
        if left > 0 and any(reply.choices for reply in said.replies):
            await self._timer.sleep(left)

    def _note(self, chat: int, arrived: bool, calls: tuple[Letter, ...]) -> None:
        """Remember whom the last reply did not reach, as far as there is room."""
        if calls and arrived:
            self._missed.discard(chat)
        elif not arrived and len(self._missed) < _MOST_MISSED:
            self._missed.add(chat)

    async def slow_down(self, heard: Heard) -> None:
        """Tell a chat that it writes faster than it can be answered."""
        text = message("telegram_slow_down")
        await self._courier.reply(heard.chat, Letter(text), heard.message if heard.group else 0, heard.topic)

    async def _said(self, claimed: Claimed, heard: Heard) -> Said:
        try:
            return await self._turns.turn(claimed, heard, self._clock())
        except (StoreError, Conflict):
            raise
        except Exception:  # one message that cannot be answered must not stop the chat
            log.exception("telegram_turn_failed", kind=heard.kind)
            return Said((Reply(message("telegram_fault"), kind=Kind.ERROR),))

    def _letters(self, said: Said) -> tuple[Letter, ...]:
        files = tuple(Letter(file=file) for file in said.files)
        if not said.replies:
            return files
        now, name = self._clock(), self._turns.assistant.of(said.conversation).title
        calendar = partial(self._turns.calendar, said.conversation, now)
        assistant = self._turns.assistant.of(said.conversation)
        table = partial(people_file, assistant, said.conversation, now)
        checklist = partial(checklist_letters, keyboards=said.keyboards, pack=assistant.pack)
        made = letters(said.replies, said.keyboards, calendar, name, people=table, checklist=checklist)
        paper = (
            paper_of(self._turns.assistant.of(said.conversation), said.conversation, now)
            if brings_checklist(said.replies)
            else None
        )
        if paper is not None:  # before the last message, so that its buttons stay at the bottom
            made = (*made[:-1], Letter(file=paper), made[-1])
        return (*made, *files)

    async def _send(self, heard: Heard, calls: tuple[Letter, ...], before: int, mark: Mark) -> bool:
        """Make the calls that were not made before and record each but the last, which is recorded with the end of the answer.

        Returns whether all of them arrived.
        """
        arrived = True
        for number, letter in enumerate(calls[before:], before + 1):
            attempt = await self._courier.reply(
                heard.chat, letter, heard.message if heard.group and number == 1 else 0, heard.topic
            )
            arrived &= attempt.outcome == "sent"
            if attempt.outcome == "gone":
                break  # who blocked the bot wants no more messages
            if number < len(calls):
                await mark(number)
        return arrived

    async def _tidy(self, heard: Heard, said: Said) -> None:
        """Edit the tapped message to show what was chosen, and remove the buttons for choosing."""
        if said.voted:
            await self._courier.edit_buttons(heard.chat, heard.message, _rows(heard, without="votes"))
        elif said.picked:
            rows = _rows(heard, without="choices")
            label = next((a for row in heard.buttons for a, data, _ in row if data == heard.text), "")
            chosen = message("telegram_chosen", label=label)
            if not label or not heard.shown or units(heard.shown) + units(chosen) + 2 > LONGEST:
                await self._courier.edit_buttons(heard.chat, heard.message, rows)
            else:
                text = f"{heard.shown}\n\n{_escaped(chosen)}"
                await self._courier.edit(heard.chat, heard.message, text, rows)

    async def _turn_over(self, heard: Heard, page: Letter) -> bool:
        """Replace the tapped page of a menu by the next one. Returns False if that is not possible."""
        attempt = await self._courier.edit(heard.chat, heard.message, page.text, page.rows)
        return attempt.outcome == "sent"

    @contextlib.contextmanager
    def _typing(self, heard: Heard) -> Iterator[None]:
        """If the answer takes long, show the typing notice."""
        tasks: set[asyncio.Task[None]] = set()

        def show() -> None:
            task = asyncio.ensure_future(self._courier.type(heard.chat, heard.topic))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

        timer = asyncio.get_running_loop().call_later(_SLOW_SECONDS, show)
        try:
            yield
        finally:
            timer.cancel()


def is_menu(heard: Heard, said: Said) -> bool:
    """Whether the tapped message and the only reply are pages of the same menu (several choices about reminders)."""
    if not said.picked or len(said.replies) != 1 or said.files or said.replies[0].attachment:
        return False
    offered = [choice.does for choice in said.replies[0].choices]
    pressed = [read_data(data) for row in heard.buttons for _, data, _ in row if data]
    tapped = [one.act if one is not None else None for one in pressed]
    pages = [*tapped, *offered]
    if any(isinstance(act, MarkDone | RemindAgain) for act in tapped):
        return False  # a reminder, which stays to be read
    return len(tapped) > 1 and bool(offered) and all(isinstance(act, ReminderAct) for act in pages)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _rows(heard: Heard, without: str) -> tuple[Row, ...]:
    """The keyboard of the tapped message without its votes, or without its choices."""
    kept = []
    for row in heard.buttons:
        buttons = tuple(Button(label, data, url) for label, data, url in row)
        pressed = read_data(buttons[0].data) if buttons and buttons[0].data else None
        is_vote = pressed is not None and pressed.what in ("up", "down")
        if bool(buttons[0].url) or (is_vote if without == "choices" else not is_vote):
            kept.append(buttons)
    return tuple(kept)

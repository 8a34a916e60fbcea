"""What letters say and how they are built: plain text, the same as HTML, the calendar, and how to stop them (RFC 8058)."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from bot.channels.mail.mail_address import MailAddress
from bot.channels.mail.smtp_wire import Envelope
from bot.delivery.sender import Reminder
from bot.mail_settings import MailSettings
from bot.messages import message

_SEVEN_BIT = SMTP.clone(cte_type="7bit")
_LINK = re.compile(r"https?://[^\s<>\"'（）()，。；、“”]+")
_LONGEST_SUBJECT = 60
_NOT_BY_ANSWER = {
    "remind_how_to_stop": "",
    "remind_how_to_answer": "mail_how_to_answer",
    "remind_unfinished": "mail_unfinished",
    "remind_watch_offer": "mail_watch_offer",
}
"""Lines of a reminder that ask for an answer, which nobody reads here, and what a letter says for them."""
_FONT = "font-family:system-ui,'PingFang SC','Microsoft YaHei',sans-serif;font-size:16px;line-height:1.7;color:#1d1d1b"
_LINK_STYLE = "color:#0b4a73"
_BUTTON = "display:inline-block;padding:12px 20px;border-radius:8px;background:#14564a;color:#ffffff;text-decoration:none"


@dataclass(frozen=True)
class Ways:
    """Where the links of a letter lead: to what the person has here, to the end of all letters, to the answer to a reminder."""

    manage: str
    stop: str
    answer: Callable[[Reminder], str] = lambda reminder: ""


class LetterWriter:
    """Writes letters from the sender that `settings` name, about the site at `public_url`."""

    def __init__(self, settings: MailSettings, public_url: str) -> None:
        self._settings = settings
        self._public_url = public_url

    def confirming(self, to: MailAddress, notice: str, link: str, hours: int, now: datetime) -> Envelope:
        """The letter that asks whether the address is right. `now` is the real time."""
        subject = message("mail_confirm_subject", notice=notice)
        lines = message("mail_confirm_text", notice=notice, hours=hours, site=self._public_url).split("\n")
        mark = hashlib.sha256(link.encode()).hexdigest()[:32]
        letter = self._letter(to, subject, mark, now)
        button = (message("mail_confirm_button"), link)
        letter.set_content("\n".join([*lines, "", link, ""]), charset="utf-8")
        letter.add_alternative(_page(lines, button, ()), subtype="html", charset="utf-8")
        return self._envelope(letter, to, "")

    def reminding(
        self,
        to: MailAddress,
        reminders: Sequence[Reminder],
        name: str,
        ways: Ways,
        calendar: bytes,
        now: datetime,
    ) -> Envelope:
        """One letter with all of `reminders`, to the mailbox `name`. `calendar` is the file of the person; empty for none."""
        answers = [ways.answer(reminder) for reminder in reminders]
        pairs = zip(reminders, answers, strict=True)
        bodies = ["\n".join(_lines_of(reminder.text, bool(link))) for reminder, link in pairs]
        asked = [link and message("reminded_by_link", link=link) for link in answers]
        texts = [_with_answer(body, line) for body, line in zip(bodies, asked, strict=True)]
        mark = hashlib.sha256("\n".join(sorted(one.id for one in reminders)).encode()).hexdigest()[:32]
        letter = self._letter(to, _subject(texts), mark, now)
        letter["List-Unsubscribe"] = f"<{ways.stop}>"
        if ways.stop.startswith("https:"):  # RFC 8058 asks for nothing less
            letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        why = message("mail_why", site=self._public_url)
        foot = (message("mail_manage", link=ways.manage), message("mail_stop", link=ways.stop))
        rule = message("mail_rule")
        plain = f"\n\n{rule}\n\n".join(texts)
        letter.set_content("\n".join([plain, "", rule, why, *foot, ""]), charset="utf-8")
        labels = [message("reminded_by_button") if link else "" for link in answers]
        shown = [_with_answer(body, label) for body, label in zip(bodies, labels, strict=True)]
        lines = f"\n{rule}\n".join(shown).split("\n")
        button = (message("mail_manage_button"), ways.manage)
        page = _page(lines, button, (why, foot[1]), [link for link in answers if link])
        letter.add_alternative(page, subtype="html", charset="utf-8")
        if calendar:
            letter.add_attachment(
                calendar,
                maintype="text",
                subtype="calendar",
                filename="deadlines.ics",
                params={"charset": "utf-8", "method": "PUBLISH"},
            )
        return self._envelope(letter, to, name)

    def _letter(self, to: MailAddress, subject: str, mark: str, now: datetime) -> EmailMessage:
        """A letter without its text. Whoever gets it twice has it once where the program goes by its id, made of `mark`."""
        settings = self._settings
        letter = EmailMessage(SMTPUTF8 if to.international else _SEVEN_BIT)
        letter["From"] = Address(settings.sender_name, addr_spec=settings.sender)
        letter["To"] = to.wire
        letter["Subject"] = subject
        letter["Date"] = format_datetime(now)
        letter["Message-ID"] = f"<{mark}@{settings.domain}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter["X-Auto-Response-Suppress"] = "All"
        letter["Content-Language"] = "zh-CN"
        return letter

    def _envelope(self, letter: EmailMessage, to: MailAddress, name: str) -> Envelope:
        return Envelope(self.return_path(name), to.wire, letter.as_bytes(), to.international)

    def return_path(self, name: str) -> str:
        """Where a letter to the mailbox `name` goes if it cannot be delivered."""
        local, _, domain = self._settings.bounce.rpartition("@")
        if not domain:
            return self._settings.sender
        return f"{local}+{name}@{domain}" if name else self._settings.bounce


def _lines_of(text: str, answered_by_link: bool) -> Iterator[str]:
    """The lines of a reminder, without those that ask for an answer; `answered_by_link`: a link of its own follows for that."""
    instead = {message(name): other and message(other) for name, other in _NOT_BY_ANSWER.items()}
    if answered_by_link:
        instead[message("remind_how_to_answer")] = ""
    for line in text.split("\n"):
        said = instead.get(line, line)
        if said:
            yield said


def _subject(texts: Sequence[str]) -> str:
    """What comes first, and how many there are."""
    first = "".join(one if one.isprintable() else " " for one in texts[0].partition("\n")[0])
    if len(texts) > 1:
        first = message("mail_subject_of_several", count=len(texts), first=first)
    return first if len(first) <= _LONGEST_SUBJECT else first[: _LONGEST_SUBJECT - 1] + "…"


def _with_answer(body: str, answer: str) -> str:
    """A reminder with the line by which it is answered; empty: none."""
    return f"{body}\n{answer}" if answer else body


def _page(
    lines: Sequence[str], button: tuple[str, str], small: Sequence[str], answers: Sequence[str] = ()
) -> str:
    """The text as HTML, which needs nothing from anywhere else. `answers` are the links of the lines that answer a reminder."""
    label, link = button
    says, links = message("reminded_by_button"), iter(answers)
    rows = "".join(
        f'<p style="margin:0 0 8px">{_anchor(says, next(links)) if line == says and answers else _marked_up(line)}</p>'
        for line in lines
        if line
    )
    foot = "".join(
        f'<p style="margin:0 0 6px;font-size:13px;color:#5b5b57">{_marked_up(line)}</p>' for line in small
    )
    return (
        f'<!doctype html><html lang="zh-CN"><body style="margin:0;padding:20px;{_FONT}"><div style="max-width:560px">{rows}'
        f'<p style="margin:20px 0"><a href="{html.escape(link)}" style="{_BUTTON}">{html.escape(label)}</a></p>'
        f"{foot}</div></body></html>"
    )


def _anchor(label: str, link: str) -> str:
    return f'<a href="{html.escape(link)}" style="{_LINK_STYLE}">{html.escape(label)}</a>'


def _marked_up(line: str) -> str:
    """A line of text as HTML, its addresses as links."""
    made, end = "", 0
    for found in _LINK.finditer(line):
        made += html.escape(line[end : found.start()]) + _anchor(found[0], found[0])
        end = found.end()
    return made + html.escape(line[end:])

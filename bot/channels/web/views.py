"""What the assistant says and knows, in the form of the API."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.conversation.assistant import Assistant, Conversation, Reply
from bot.messages import message
from bot.pack.deadlines import in_order
from bot.pack.model import Pack
from bot.pack.spoken import days_left, spoken_date, state

MOST_ASKED = 5


def reply_view(reply: Reply) -> dict[str, Any]:
    """One reply."""
    return {
        "text": reply.whole,
        "body": reply.text,
        "basis": reply.basis,
        "clauses": list(reply.clauses),
        "choices": [{"id": choice.id, "label": choice.label} for choice in reply.choices],
        "attachment": reply.attachment,
        "entry": reply.entry,
    }


def interview_view(assistant: Assistant, conversation: Conversation, now: datetime) -> dict[str, Any] | None:
    """How the open interview stands; None where none is open."""
    progress = assistant.interview(conversation)
    if progress is None:
        return None
    question = assistant.open_question(conversation, now)
    return {
        "name": conversation.name,
        "asking": progress.asking,
        "verdict": progress.verdict,
        "phase": progress.phase,
        "paused": progress.paused,
        "answered": len(progress.answers),
        "left": assistant.questions_left(conversation, now),
        "question": reply_view(question) if question else None,
    }


def standing_view(assistant: Assistant, conversation: Conversation, now: datetime) -> dict[str, Any]:
    """What is open now."""
    return {
        "session": True,
        "interview": interview_view(assistant, conversation, now),
        "choices": [{"id": choice.id, "label": choice.label} for choice in conversation.offered],
        "interviews": [
            {"name": name, "asking": str(plain.get("asking", "")), "verdict": str(plain.get("verdict", ""))}
            for name, plain in conversation.interviews.items()
        ],
    }


NO_STANDING: dict[str, Any] = {"session": False, "interview": None, "choices": [], "interviews": []}


def today_view(pack: Pack, now: datetime) -> str:
    """The day in the zone of the notice."""
    return now.astimezone(pack.facts.zone).date().isoformat()


def notice_view(assistant: Assistant, now: datetime) -> dict[str, Any]:
    """What the notice is called, how the call stands and whom to phone."""
    facts = assistant.pack.facts
    return {
        "title": facts.title,
        "short_title": facts.short_title,
        "year": facts.year,
        "greeting": list(assistant.greeting(now)),
        "unofficial": message("chat_unofficial"),
        "today": today_view(assistant.pack, now),
        "contacts": [
            {
                "office": contact.office,
                "person": contact.person,
                "phone": contact.phone,
                "clauses": list(contact.clauses),
            }
            for contact in facts.contacts.values()
        ],
        "source": facts.substitutions.get("link.notice"),
    }


def deadlines_view(pack: Pack, now: datetime) -> dict[str, Any]:
    """The time line."""
    facts = pack.facts
    return {
        "today": today_view(pack, now),
        "deadlines": [
            {
                "id": milestone.id,
                "name": milestone.name,
                "role": milestone.role,
                "date": milestone.day.isoformat(),
                "spoken": spoken_date(milestone.day),
                "days_left": days_left(milestone, now, facts),
                "state": state(milestone, now, facts),
                "derived": milestone.derived,
                "clauses": list(milestone.clauses),
            }
            for milestone in in_order(facts)
        ],
    }


def questions_view(pack: Pack) -> dict[str, Any]:
    """The most asked questions: those that the pack names, filled up from its first entries."""
    answers = [entry.id for entry in pack.entries.values() if entry.kind == "answer" and "_" in entry.id]
    ids = dict.fromkeys([*pack.most_asked, *answers])
    chosen = [pack.entries[id] for id in list(ids)[:MOST_ASKED]]
    return {"questions": [{"id": entry.id, "label": entry.title} for entry in chosen]}


def clauses_view(pack: Pack, ids: Iterable[str] | None = None) -> list[dict[str, str]]:
    """Clauses with the words of the notice; all where no ids are named."""
    return [
        {"id": id, "shown": clause.shown, "name": clause.name, "text": clause.text}
        for id, clause in ((id, pack.clauses[id]) for id in (pack.clauses if ids is None else ids))
    ]

"""How the person is spoken of whom an interview is about."""

from __future__ import annotations

from bot.hearing.short_words import short_word
from bot.interview.talk.progress import ME
from bot.language.given_names import wants_quotes
from bot.language.persons import person_in, relative
from bot.language.words import words
from bot.messages import message


def called(name: str) -> str:
    """How the person kept under `name` is spoken of: 张师傅, 您爸 for 我爸, “12” in quotation marks; 您 for oneself."""
    if name == ME:
        return message("you")
    mine = next((word for word in words("person", "mine") if name.startswith(word)), "")
    if mine and person_in(name) == name:
        return message("your_person", person=relative(name))
    return message("quoted_name", name=name) if wants_quotes(name) or short_word(name) else name

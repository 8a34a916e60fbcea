"""Cuts a message into the questions it may hold, and tells a story from the question at its end."""

from __future__ import annotations

import re

from bot.language.question_words import KINDS, asks_for

_STRONG = re.compile(
    r"[。?!;\n]+|(?:,|\s|^)(?:另外|还有就是|还有个|还有一个|还有|再问一下|再问|顺便问一下|顺便问|顺便)[,:\s]?"
)
_ENDS_WITH_NO = re.compile(r"不\b")
_SENTENCE = re.compile(r"[。?!;\n]+")
_STORY = 45
_SHORTEST_QUESTION = 6
_SHORTEST_PART = 4
_MOST_PARTS = 3


def _asks(part: str) -> bool:
    return asks_for(part, *KINDS) or bool(_ENDS_WITH_NO.search(part))


def parts(text: str) -> tuple[str, ...]:
    """The questions of a normalised message, in order; empty unless there are two or three."""
    found = [part.strip(" ,.:") for part in _STRONG.split(text)]
    asking = [part for part in found if len(part) >= _SHORTEST_PART and _asks(part)]
    return tuple(asking) if 2 <= len(asking) <= _MOST_PARTS else ()


def story_and_question(text: str) -> tuple[str, str]:
    """A long normalised message as its story and the last question in it; the story is empty if there is none."""
    sentences = [part for part in (part.strip(" ,.:") for part in _SENTENCE.split(text)) if part]
    if len(text) < _STORY or len(sentences) < 2:
        return "", text
    for number in reversed(range(len(sentences))):
        question = sentences[number]
        if len(question) >= _SHORTEST_QUESTION and _asks(question):
            return "\n".join(sentences[:number] + sentences[number + 1 :]), question
    return "", text

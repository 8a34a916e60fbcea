"""Cuts a message into the questions it may hold, each with what it leans on, and tells a story from the question at its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from bot.faq.index import bare
from bot.language.question_words import KINDS, asks_for
from bot.language.word_finder import finder
from bot.language.words import one_of, words

_SENTENCE = re.compile(r"[。?!;\n]+")
_SIGNS = re.compile(r"[,、\s]+")
_NOT = one_of("question", "not")
_YES_OR_NO = re.compile(rf"{_NOT}\b|(\w){_NOT}\1")
_STORY = 45
_SHORTEST_QUESTION = 6
_SHORTEST = 2
_BREAKS = frozenset("。?!;,、 \n\t")
_LONG_RUN = 14
_SHORTEST_RUN = 5
"""Characters of a run without a sign that may hold several clauses, and of each of these."""
_SHORTEST_ASKING = 3
"""Characters of a question that stands without a sign beside others."""
_EDGES, _CLOSED_BY = " ,.:", "?!.;, "
_MOST_QUESTIONS = 12
"""Questions in one message; who asks more is answered what the message says as a whole."""
_MOST_LINKED = 4
"""Things that are asked about in one breath."""


@dataclass(frozen=True)
class QuestionPart:
    """A question in a message, and the words beside it that it may lean on; `told` if these ask nothing themselves."""

    text: str
    beside: str
    told: bool = False


def asks(part: str) -> bool:
    """Whether a piece of a normalised message is put as a question."""
    return asks_for(part, *KINDS) or bool(_YES_OR_NO.search(part))


def parts(text: str) -> tuple[QuestionPart, ...]:
    """The questions between the signs of a normalised message, in order; empty unless there are several.

    What asks nothing goes with the question behind it, or with the last one.
    """
    said = list(pieces(text))
    asking = [place for place, piece in enumerate(said) if asks(piece)]
    if not 2 <= len(asking) <= _MOST_QUESTIONS:
        return ()
    found: list[QuestionPart] = []
    begin = 0
    for number, place in enumerate(asking):
        end = len(said) if number == len(asking) - 1 else place + 1
        before = f"{found[-1].text} {found[-1].beside}".strip() if found else ""
        told = " ".join((*said[begin:place], *said[place + 1 : end]))
        found.append(QuestionPart(said[place], told or before, bool(told)))
        begin = end
    return tuple(found)


def linked(text: str) -> tuple[QuestionPart, ...]:
    """The things that a message names beside one another (甲和乙分别…), each leaning on the rest; empty if it names one.

    Without a word that means each of them, 跟 may stand for something else: 跟岗位挂不挂钩.
    """
    if not finder("linking", "each").stands_in(text):
        return ()
    things = [piece for piece in _between(text) if len(bare(piece)) >= _SHORTEST]
    if not 2 <= len(things) <= _MOST_LINKED:
        return ()
    return tuple(
        QuestionPart(piece, " ".join((*things[:place], *things[place + 1 :])))
        for place, piece in enumerate(things)
    )


def _between(text: str) -> Iterator[str]:
    """What stands between the words that link things."""
    start = 0
    for link in finder("linking", "between", "whole").found_in(text):
        if link.word not in words("linking", "whole"):
            yield text[start : link.start]
            start = link.end
    yield text[start:]


def broken(text: str) -> str:
    """A normalised text with a comma where a long run without any sign turns, as in what was dictated."""
    runs = ("".join(run) for _, run in groupby(text, _BREAKS.__contains__))
    return "".join(_broken(run) if len(run) >= _LONG_RUN else run for run in runs)


def _broken(run: str) -> str:
    """A run with a comma before each word that turns, and behind each that closes what is said."""
    places = {turn.start for turn in finder("linking", "turns").found_in(run)}
    places |= {close.end for close in finder("linking", "closes").found_in(run)}
    start, parts = 0, []
    for place in sorted(places):
        if place - start >= _SHORTEST_RUN <= len(run) - place:
            parts.append(run[start:place])
            start = place
    return ",".join((*parts, run[start:]))


def unclosed(text: str) -> str:
    """A normalised text without the word that closes it and asks nothing: of 怎么弄呀 what stands before 呀."""
    said = text.rstrip(_CLOSED_BY)
    close = next((word for word in words("linking", "closing") if said.endswith(word)), "")
    return said[: len(said) - len(close)] if close else text


def parted_at_seams(text: str, is_familiar: Callable[[str], bool], starts: Collection[int] = ()) -> str:
    """A normalised text with a comma wherever one question ends and another begins without a sign: 几号截止要交几份.

    That is where a word begins by whose `starts` things are named, or between two characters that never stand side by side
    on the subject, if what is on either side asks.
    """
    out: list[str] = []
    start = 0
    for place in range(1, len(text)):
        if text[place - 1] in _BREAKS:
            out.append(text[start:place])
            start = place
        run = text[start:place]
        leads = text.startswith(words("linking", "leads"), place)
        seam = leads or place in starts or not is_familiar(text[place - 1 : place + 1])
        if seam and len(run) >= _SHORTEST_ASKING and asks(run) and asks(_run_from(text, place)):
            out.append(f"{run},")
            start = place
    return "".join((*out, text[start:]))


def _run_from(text: str, place: int) -> str:
    """What stands in a text from a place on before the next sign; empty if that is too little to ask anything."""
    end = next((index for index in range(place, len(text)) if text[index] in _BREAKS), len(text))
    return text[place:end] if end - place >= _SHORTEST_ASKING else ""


def pieces(text: str) -> Iterator[str]:
    """What stands between the signs, without the words that lead on to another question: 另外, 顺便问一下."""
    for sentence in _SENTENCE.split(text):
        for piece in _split(sentence):
            said = piece.strip(_EDGES)
            lead = max(filter(said.startswith, words("linking", "leads")), key=len, default="")
            if bare(said[len(lead) :]):
                yield said[len(lead) :].strip(_EDGES)


def _split(sentence: str) -> Iterator[str]:
    """A sentence at its commas and blanks; English at none of its blanks, which part words."""
    start = 0
    for sign in _SIGNS.finditer(sentence):
        beside = sentence[sign.start() - 1 : sign.start()] + sentence[sign.end() : sign.end() + 1]
        if sign[0].isspace() and beside.isascii():
            continue
        yield sentence[start : sign.start()]
        start = sign.end()
    yield sentence[start:]


def story_and_question(text: str) -> tuple[str, str]:
    """A long normalised message as its story and the last question in it; the story is empty if there is none."""
    sentences = [part for part in (part.strip(_EDGES) for part in _SENTENCE.split(text)) if part]
    if len(text) < _STORY or len(sentences) < 2:
        return "", text
    for number in reversed(range(len(sentences))):
        question = sentences[number]
        if len(question) >= _SHORTEST_QUESTION and asks(question):
            return "\n".join(sentences[:number] + sentences[number + 1 :]), question
    return "", text

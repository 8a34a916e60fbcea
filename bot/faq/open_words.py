"""What a reply says of that which the notice leaves open: the topic, what of it is asked, and what the notice does state."""

from __future__ import annotations

from dataclasses import dataclass

from bot.faq.match import Unsaid
from bot.faq.notice_passages import Passage, Passages
from bot.faq.retelling import MOST_QUOTED, first_sentence
from bot.messages import message
from bot.pack.model import Pack
from bot.pack.spoken import contact_line

MOST = 270
"""Characters that an answer may have together with the word that it may not be all."""
MOST_NAMED = 2
"""Details that a reply names."""
_STOPS = "。；！？"


@dataclass(frozen=True)
class Unheard:
    """What is said where no entry answers, and the clauses it comes from."""

    text: str
    clauses: tuple[str, ...]


class OpenWords:
    """Says what the notice of one pack leaves open."""

    def __init__(self, pack: Pack) -> None:
        self._facts = pack.facts
        self._passages = Passages(pack)

    @property
    def _phone(self) -> str:
        return contact_line(self._facts.hand_off)

    def unsaid(self, unsaid: Unsaid, answer: str) -> str:
        """That the notice does not state it, and what it does: an `answer`, or where it names the topic."""
        what, named = what_of(unsaid), self._naming(unsaid) if unsaid.apart else None
        if named is not None:
            words = named.text.rstrip(_STOPS)
            return message("unsaid_apart", topic=unsaid.topic, what=what, words=words, phone=self._phone)
        first = answer if len(answer) <= MOST_QUOTED else first_sentence(answer)
        return message("unsaid", topic=unsaid.topic, what=what, answer=first, phone=self._phone)

    def room(self, doubt: Unsaid | None) -> int:
        """The characters that the words beside an answer take."""
        return len(self._beside(doubt, "")) if doubt else 0

    def beside(self, answer: str, doubt: Unsaid | None) -> str:
        """An answer with the word that it may not be what is asked, in front of it if that is likely; as it is if there is no
        room."""
        said = self._beside(doubt, answer) if doubt else answer
        return said if len(said) < MOST else answer

    def _beside(self, doubt: Unsaid, answer: str) -> str:
        if not (doubt.lacking or doubt.details or doubt.aspect or doubt.words):
            return message("perhaps_open", answer=answer, phone=self._phone)
        is_named = bool(doubt.lacking or doubt.details or doubt.aspect)
        name = "likely_open" if doubt.likely and is_named else "maybe_open"
        return message(name, topic=doubt.topic, what=what_of(doubt), answer=answer, phone=self._phone)

    def choices(self, doubt: Unsaid | None) -> str:
        """The words above choices."""
        if doubt is None or not doubt.words:
            return message("did_you_mean")
        return message("choices_open", topic=doubt.topic, what=what_of(doubt))

    def unheard(self, doubt: Unsaid | None) -> Unheard | None:
        """What is said where no entry answers what was asked, if it is known what that is."""
        if doubt is None:
            return None
        named = self._naming(doubt) if doubt.topic else None
        if named is None:
            contact = self._facts.hand_off
            text = message("unknown_unnamed", what=what_of(doubt), phone=contact_line(contact))
            return Unheard(text, contact.clauses)
        words = named.text.rstrip(_STOPS)
        text = message("unknown_open", topic=doubt.topic, what=what_of(doubt), words=words, phone=self._phone)
        return Unheard(text, (named.clause,))

    def _naming(self, unsaid: Unsaid) -> Passage | None:
        return self._passages.naming(unsaid.topic, MOST_QUOTED)


def what_of(unsaid: Unsaid) -> str:
    """What is asked, as a reply names it: the details, the aspect, or the asker's own words."""
    if unsaid.lacking:
        return message("aspect_lacking", what=unsaid.lacking)
    if unsaid.details:
        one, *others = unsaid.details[:MOST_NAMED]
        return message("aspect_both", one=one, other=others[0]) if others else one
    if unsaid.aspect:
        return message(f"aspect_{unsaid.aspect}")
    return message("aspect_words", words=unsaid.words) if unsaid.words else message("aspect_other")

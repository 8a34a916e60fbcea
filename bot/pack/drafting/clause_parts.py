"""The clauses of a notice → what a screen of a telephone holds of them: each part in the notice's own words, with its topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.pack.checking.lint import MAX_ANSWER
from bot.pack.checking.tokens import tokens
from bot.pack.drafting.clause_topics import LONGEST_TOPIC, named_of, plain_topic, topic_of
from bot.pack.drafting.cutting.markers import marker_of
from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.finding.address_finder import links_in
from bot.pack.drafting.notice_text import TextLine
from bot.pack.drafting.point_sentences import is_only_title, whole_sentences
from bot.pack.drafting.signs import listing, sign

_ANSWER = MAX_ANSWER - 5
_SHORT_PART = 90
"""Characters up to which clauses that stand together are one part: longer ones are asked for one by one."""
_SHORT_RUN = 50
"""The same for the sentences of a paragraph without a title."""
_COLUMNS = 3
"""Columns of a table that names each thing with several of its properties."""
_FEWEST_COLUMNS = 2
_MOST_ROWS = 40
_QUOTE = 40
_OPENS_LIST = ("：", ":")
_SCHEMES = ("http", "https")
_SENTENCE_SIGNS = "。；;：:"


@dataclass(frozen=True)
class ClausePart:
    """Words of one clause or several, at most an answer long: `text` with a line for each paragraph."""

    clauses: tuple[str, ...]
    text: str
    topic: str
    quote: str
    above: tuple[str, ...] = ()
    number: int = 0
    """Which part of its clause it is, from 0 on."""
    unnamed: bool = False
    """Its clause has no title."""
    columns: tuple[str, ...] = ()
    """The names of the columns, if it is a row of a table."""
    overview: bool = False
    """It only names what other parts say."""
    titled: bool = False
    """It names them by their titles, and not by the first words of their sentences."""


def parts_of(clauses: Sequence[CutClause]) -> list[ClausePart]:
    """The parts of all clauses in order. What stands below one heading, or a clause with its items, is one part if it is short.

    Where it is longer, a part of its own names what stands below.
    """
    parts: list[ClausePart] = []
    done: set[int] = set()
    for place, clause in enumerate(clauses):
        if place in done:
            continue
        family = [place, *_below(place, clauses)]
        named = [clauses[one] for one in family if clauses[one].id]
        whole = "\n".join(map(_whole_text, named))
        if len(named) > 1 and _length(whole) <= _SHORT_PART:
            done.update(family)
            ids = tuple(one.id for one in named)
            topic = _heading_topic(clause) if not clause.id else topic_of(clause)
            parts.append(ClausePart(ids, whole, topic, _quote(named[0]), clause.above))
        elif clause.id and len(named) > 1 and _opens_list(clause):
            parts.append(_opened(clause, named[1:]))
        elif clause.id:
            parts += _cut(clause)
        elif len(named) > 1:
            parts += _overview(clause, [one for one in named if one.depth == named[0].depth])
    return parts


def _below(place: int, clauses: Sequence[CutClause]) -> list[int]:
    """The places of what stands below a heading, or of the items of a clause and of theirs."""
    clause = clauses[place]
    found: list[int] = []
    if clause.id:
        ids = {clause.id}
        for other in range(place + 1, len(clauses)):
            if clauses[other].parent in ids:
                ids.add(clauses[other].id)
                found.append(other)
        return found
    path = (*clause.above, clause.name)
    for other in range(place + 1, len(clauses)):
        if clauses[other].above[: len(path)] != path or clauses[other].zone != clause.zone:
            break
        found.append(other)
    return found


def _opens_list(clause: CutClause) -> bool:
    """Whether a clause says nothing beside its items: it ends on a colon, or is a title alone."""
    return clause.text.rstrip().endswith(_OPENS_LIST) or is_only_title(clause.text)


def _opened(clause: CutClause, items: Sequence[CutClause]) -> ClausePart:
    """A clause that only opens a list, with as many of its items as an answer holds, each as far as its first stop."""
    text, ids = _whole_text(clause), [clause.id]
    for one in items:
        first = next(whole_sentences(one.lines[0].text), one.lines[0].text)
        if _length(f"{text}\n{first}") > _ANSWER:
            break
        text, ids = f"{text}\n{first}", [*ids, one.id]
    return ClausePart(
        tuple(ids), text, topic_of(clause), _quote(clause), clause.above, unnamed=not named_of(clause)
    )


def _heading_topic(clause: CutClause) -> str:
    return plain_topic(clause.name[:LONGEST_TOPIC])


def _overview(heading: CutClause, members: Sequence[CutClause]) -> Iterator[ClausePart]:
    """What stands below a heading, by the first words of each clause."""
    rows: list[str] = []
    for one in members:
        text = one.lines[0].text
        match = sign("parts", "first_words").match(text)
        row = match[0].rstrip("：:，,；;。") if match else text
        if _length("\n".join([*rows, row])) <= _ANSWER:
            rows.append(row)
    if len(rows) > 1:
        ids = tuple(one.id for one in members[: len(rows)])
        yield ClausePart(
            ids,
            "\n".join(rows),
            _heading_topic(heading),
            _quote(members[0]),
            heading.above,
            overview=True,
            titled=all(map(named_of, members)),
        )


def _cut(clause: CutClause) -> Iterator[ClausePart]:
    """A clause cut at its lines and sentences; each row of a table by itself, if there are not too many."""
    topic, unnamed = topic_of(clause), not named_of(clause)
    number = 0
    for lines in _stretches(clause):
        if lines[0].table and len(lines[0].cells) >= _FEWEST_COLUMNS and 1 < len(lines) <= _MOST_ROWS:
            yield from _rows(clause, lines)
            continue
        catch_all = sign("parts", "catch_all").fullmatch(topic)
        if (unnamed or catch_all) and not lines[0].table and clause.zone == "body" and _runs_on(lines):
            for line in lines[1:] if catch_all and _is_heading_line(lines[0]) else lines:
                for sentence in whole_sentences(line.text):
                    yield from _of_sentence(clause, sentence)
            continue
        for text in _pieces(lines):
            yield ClausePart(
                (clause.id,), text, topic, _quote_of(text, clause), clause.above, number, unnamed
            )
            number += 1


def _is_heading_line(line: TextLine) -> bool:
    """Whether a line is the number and the title of a clause alone: 五、其他事项."""
    marker = marker_of(line.text)
    return marker is not None and not any(map(line.text.__contains__, _SENTENCE_SIGNS))


def _runs_on(lines: Sequence[TextLine]) -> bool:
    """Whether paragraphs without a title say one thing after another: each sentence is asked for by itself."""
    text = "\n".join(line.text for line in lines)
    return len(text) > _SHORT_RUN and sum(1 for _ in sign("parts", "sentences").finditer(text)) > 1


def _of_sentence(clause: CutClause, sentence: str) -> Iterator[ClausePart]:
    """The parts of one sentence of a paragraph without a title: it is about what it begins with."""
    alone = replace(clause, lines=(TextLine(sentence),))
    for number, text in enumerate(_pieces(alone.lines)):
        yield ClausePart(
            (clause.id,), text, topic_of(alone), _quote_of(text, clause), clause.above, number, unnamed=True
        )


def _stretches(clause: CutClause) -> Iterator[list[TextLine]]:
    """The paragraphs of a clause, and each of its tables by itself."""
    held: list[TextLine] = []
    for line in clause.lines:
        if held and held[-1].table != line.table:
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _rows(clause: CutClause, lines: Sequence[TextLine]) -> Iterator[ClausePart]:
    """A part for each row, under the cell that tells it from the others."""
    head = lines[0].cells
    column = _telling_column(lines)
    for line in lines[1:]:
        text = row_said(line, head)
        cell = line.cells[column] if column < len(line.cells) else line.cells[0]
        pieces = list(_pieces([TextLine(text)]))
        for number, piece in enumerate(pieces):
            topic = plain_topic(cell[:LONGEST_TOPIC])
            yield ClausePart(
                (clause.id,), piece, topic, line.cells[0] or cell, clause.above, number, columns=head
            )
    if unsaid_in(lines[0].text, "\n".join(line.text for line in lines[1:])):
        yield ClausePart(
            (clause.id,), lines[0].text[:_ANSWER], topic_of(clause), lines[0].cells[0], clause.above
        )


def _telling_column(lines: Sequence[TextLine]) -> int:
    """The column of words in which the rows differ most."""
    columns = range(min(len(lines[0].cells), _COLUMNS))

    def tells(column: int) -> tuple[int, int]:
        cells = [line.cells[column] for line in lines[1:] if column < len(line.cells)]
        words = {cell for cell in cells if sum(map(str.isalpha, cell)) > 1 and not cell.isascii()}
        return len(words), -column

    return max(columns, key=tells)


def _pieces(lines: Sequence[TextLine]) -> Iterator[str]:
    held = ""
    head = next((line.cells for line in lines if line.table), ())
    for line in lines:
        for sentence in _sentences(row_said(line, head)):
            joint = "\n" if sentence.begins and held else ""
            if held and _length(held + joint + sentence.text) > _ANSWER:
                yield held
                held = sentence.text
            else:
                held += joint + sentence.text
    if held:
        yield held


@dataclass(frozen=True)
class _Sentence:
    text: str
    begins: bool


def _sentences(text: str) -> Iterator[_Sentence]:
    """The sentences of a line; one that is longer than an answer is cut at its commas."""
    begins = True
    for match in sign("parts", "sentences").finditer(text):
        for piece in _short_enough(match[0]):
            yield _Sentence(piece, begins)
            begins = False


def _short_enough(text: str) -> Iterator[str]:
    if _length(text) <= _ANSWER:
        yield text
        return
    held = ""
    for match in sign("parts", "clauses").finditer(text):
        if held and _length(held + match[0]) > _ANSWER:
            yield held
            held = ""
        held += match[0]
        while _length(held) > _ANSWER:
            cut = _cut_place(held)
            yield held[:cut]
            held = held[cut:]
    if held:
        yield held


def _cut_place(text: str) -> int:
    """Where an endless text may be cut: not inside a number or a Latin word."""
    cut = _ANSWER
    while cut > _ANSWER // 2 and text[cut - 1].isascii() and text[cut - 1].isalnum():
        cut -= 1
    return cut


def _length(text: str) -> int:
    """The length of an answer as it is counted: without its links."""
    return len(text) - sum(end - start for start, end in links_in(text))


def _whole_text(clause: CutClause) -> str:
    return "\n".join(line.text for line in clause.lines)


def row_said(line: TextLine, head: tuple[str, ...]) -> str:
    """A row of a table with the names of its columns: 岗位：教师；人数：2; its first row, or a paragraph, as it is."""
    if not line.table or line.cells == head or len(head) != len(line.cells) or len(head) < _COLUMNS - 1:
        return line.text
    if len(head) == _COLUMNS - 1:
        return f"{line.cells[0]}：{line.cells[1]}" if all(line.cells) else line.text
    pairs = [f"{name}：{cell}" if name else cell for name, cell in zip(head, line.cells, strict=True) if cell]
    return "；".join(pairs)


def _quote(clause: CutClause) -> str:
    return _quote_of(clause.text, clause)


def _quote_of(text: str, clause: CutClause) -> str:
    """Words of a part that stand in its clause as they are: its longest piece, shortened."""
    pieces = [match[0] for match in sign("parts", "quotable").finditer(text)]
    squeezed = "".join(clause.text.split())
    fitting = [piece for piece in pieces if "".join(piece.split()) in squeezed and "//" not in piece]
    fitting = [piece for piece in fitting if not piece.rstrip().endswith(_SCHEMES)]
    best = max(fitting[:3] or pieces[:1] or [text], key=len)
    return best.strip()[:_QUOTE]


def unsaid_in(text: str, said: str) -> bool:
    """Whether a text states a fact that another one does not."""
    return bool(set(tokens(text)) - set(tokens(said)))


def names_of_parts(count: int) -> str:
    """What is added to the title of a further part."""
    parts: list[str] = listing("frames")["texts"]["parts"]
    return parts[min(count, len(parts) - 1)]

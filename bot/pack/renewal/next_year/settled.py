"""The last step: the pack is checked, and what is still wrong is marked as undecided, so that nothing wrong is ever said."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from bot.pack.checking.drift import drift
from bot.pack.checking.interview_drift import interview_drift
from bot.pack.checking.lint import lint
from bot.pack.checking.quotes import squeeze
from bot.pack.checking.tokens import tokens
from bot.pack.drafting.writing.yaml_text import block
from bot.pack.faults import Fault, PackError, wording
from bot.pack.layout import CLAUSES, FAQ, LEXICON, NOTICE, PHRASINGS, RULES
from bot.pack.loader import load_pack
from bot.pack.reading.located import Mapping
from bot.pack.renewal.next_year.added import RENEWED
from bot.pack.renewal.next_year.carried import Carried
from bot.pack.renewal.next_year.pack_text import PackText
from bot.pack.renewal.next_year.phrasing_text import add_phrasings
from bot.pack.renewal.next_year.renewal_words import reading, worded, worded_list

_MOST_ROUNDS = 12
_LONGEST_ANSWER = 190
_SENTENCE_QUOTE = 40


def settle(work: Carried) -> tuple[Fault, ...]:
    """Mark what is wrong until the pack can be read and says nothing that the notice does not. Returns what is left."""
    faults: tuple[Fault, ...] = ()
    for _ in range(_MOST_ROUNDS):
        faults = _faults(work.pack)
        if not faults:
            break
        before = dict(work.pack.files)
        _mend(work, faults)
        if work.pack.files == before:
            break
    return faults


def write_files(pack: PackText, folder: Path) -> None:
    """Write every file of a pack into a folder. Raises OSError."""
    for name, text in pack.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _faults(pack: PackText) -> tuple[Fault, ...]:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "pack"
        write_files(pack, folder)
        try:
            found = load_pack(folder, draft=True)
        except PackError as error:
            return error.faults
        said = {*drift(found), *interview_drift(found)}
        return tuple(sorted(said or set(lint(found))))


def _mend(work: Carried, faults: tuple[Fault, ...]) -> None:
    """Mark the items that faults stand in; the lowest first, so that the lines above stay right."""
    whole = [fault for fault in faults if fault.file == CLAUSES]
    own = sorted(
        (fault for fault in faults if fault.file != CLAUSES), key=lambda fault: (fault.file, -fault.line)
    )
    nodes: dict[tuple[str, int], tuple[Mapping, list[str]]] = {}
    dropped: set[tuple[str, int]] = set()
    for fault in own:
        if fault.file.startswith(f"{PHRASINGS}/"):
            dropped.add((fault.file, fault.line))
            continue
        node = _item_at(work.pack, fault.file, fault.line)
        if node is not None:
            nodes.setdefault((fault.file, node.line), (node, []))[1].append(fault.wrong)
    for (name, _), (node, wrongs) in sorted(nodes.items(), key=lambda one: one[0], reverse=True):
        work.pack.mark(name, node, worded("write", "undecided_fault", wrong=wrongs[0]))
    for name, line in sorted(dropped, reverse=True):
        if name in work.pack.files:
            lines = work.pack.files[name].split("\n")
            del lines[line - 1]
            work.pack.files[name] = "\n".join(lines)
    if not own:
        _say_whole(work, whole)


_SECTIONS: dict[str, tuple[tuple[str, ...], ...]] = {
    NOTICE: (
        ("milestones",),
        ("values",),
        ("dates",),
        ("documents",),
        ("links",),
        ("emails",),
        ("contacts",),
    ),
    FAQ: (("entries",),),
    LEXICON: (("terms",),),
    RULES: (("facts",), ("derived",), ("rules",), ("checklist", "items"), ("routes",)),
}


def _item_at(pack: PackText, name: str, line: int) -> Mapping | None:
    """The item of a file that a line belongs to."""
    best: Mapping | None = None
    nodes = [node for section in _SECTIONS.get(name, ()) for _, node in pack.items(name, *section)]
    nodes += [node for _, node in pack.members()] if name == LEXICON else []
    for node in nodes:
        if node.line <= line and (best is None or node.line > best.line):
            best = node
    return best if best is not None and wording("undecided") not in best.items else None


def _say_whole(work: Carried, faults: list[Fault]) -> None:
    """Answer in the notice's own words what no entry says: each sentence with a fact that was left unsaid."""
    pack = work.pack
    taken = {id for id, _ in pack.items(FAQ, "entries")}
    for clause in work.notices.shown:
        marks = [
            fault for fault in faults if re.search(rf"(?<![\w.]){re.escape(clause)}(?![\w.])", fault.wrong)
        ]
        if not marks:
            continue
        text = work.notices.text(clause)
        sentences = [one.strip() for one in re.findall(reading("sentence").pattern, text) if one.strip()]
        wrong = " ".join(fault.wrong for fault in marks)
        facts = [one for one in sentences if any(str(token.value) in wrong for token in tokens(one))]
        said = ("".join(facts) or text)[:_LONGEST_ANSWER]
        id, count = f"renewed_{len(taken)}", 2
        while id in taken:
            id, count = f"renewed_{len(taken)}_{count}", count + 1
        taken.add(id)
        name = work.notices.names[clause]
        record: dict[str, object] = {
            "id": id, "title": name, "topic": name, "clauses": [clause],
            "answer": worded("write", "quoted", text=said.replace("\n", "")),
            "quote": squeeze(said.split("\n")[0])[:_SENTENCE_QUOTE],
        }  # fmt: skip
        nodes = pack.items(FAQ, "entries")
        lines = ["", f"  # {worded('write', 'quoted_mark')}", *block([record], 2)]
        pack.insert(FAQ, pack.extent(FAQ, nodes[-1][1])[1], lines)
        shown = work.notices.shown[clause]
        asked = [one.replace("{name}", name).replace("{shown}", shown) for one in worded_list("asked")]
        add_phrasings(pack, id, asked, RENEWED)

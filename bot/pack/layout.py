"""The files of a knowledge folder, and the number of their format."""

from __future__ import annotations

from pathlib import Path

FORMAT = 2
"""Stands in notice.yaml as `format`; an older one is brought up to date by `noticebot renew --upgrade`."""
CLAUSES = "notice.md"
NOTICE = "notice.yaml"
RULES = "rules.yaml"
FAQ = "faq.yaml"
LEXICON = "lexicon.yaml"
AMENDMENTS = "amendments"
"""The folder of the later documents that change the notice (更正, 延期), one file each, cut at its clauses."""
PHRASINGS = "phrasings"
SAYINGS = "sayings"
ACTS = "acts"
"""The folder inside that of the sayings for what people ask for whatever the notice, in the words of this one."""
WORD_LISTS = ("asked_of_a_year", "done", "awaited", "beside_handing_in", "no_condition")
"""The lists of the program to which a pack may add words of its own subject (`words` of its lexicon): what is asked of a year
(的课时 behind 去年); what is done, and of which there is therefore not none (公布 behind 还没); what people wait for (评选 before
结果出来); what may stand beside the word for handing in; what makes no condition of a sentence with 如果."""
TESTS = "tests"
SHARED = Path(__file__).with_name("shared")
"""The folder of what comes with the program for every pack: silent points, and what is said whatever the notice (TALK)."""
TALK = "talk.yaml"
UPGRADE = ".renewing"
"""Stands in a folder while it is being upgraded, and holds what is not in its place yet."""
FORMAT_1_KEPT = "format-1"
"""The folder inside an upgraded pack that holds its old files."""
NEEDED = (CLAUSES, NOTICE, FAQ, LEXICON)
"""The files that every pack has; one without RULES has no interview."""
_FORMAT_1 = ("rules.yaml", "faq.yaml")


def pack_files(folder: Path) -> tuple[Path, ...]:
    """Every file of the pack of `folder`, in a fixed order, without its tests."""
    single = [folder / name for name in (*NEEDED, RULES)]
    files = (*(path for path in single if path.is_file()), *phrasing_files(folder), *saying_files(folder))
    return (*files, *act_files(folder), *amendment_files(folder))


def amendment_files(folder: Path) -> tuple[Path, ...]:
    """The files of the later documents by name."""
    return tuple(sorted((folder / AMENDMENTS).glob("*.md")))


def packs_in(folder: Path) -> tuple[Path, ...]:
    """The packs that a folder stands for: itself, or those it holds, by name.

    One that holds no pack stands for itself too, so that it is said what is missing there.
    """
    if any((folder / name).exists() for name in (*NEEDED, UPGRADE, *_FORMAT_1)):
        return (folder,)
    try:
        within = sorted(path for path in folder.iterdir() if path.is_dir() and (path / NOTICE).is_file())
    except OSError:
        within = []
    return tuple(within) or (folder,)


def phrasing_files(folder: Path) -> tuple[Path, ...]:
    """The files of phrasings by name."""
    return tuple(sorted((folder / PHRASINGS).glob("*.txt")))


def saying_files(folder: Path) -> tuple[Path, ...]:
    """The files of sayings by name, one for each question that has some."""
    return tuple(sorted((folder / SAYINGS).glob("*.txt")))


def act_files(folder: Path) -> tuple[Path, ...]:
    """The files of sayings that the pack adds to those of the program, one for each group of acts that has some."""
    return tuple(sorted((folder / SAYINGS / ACTS).glob("*.txt")))


def is_format_1(folder: Path) -> bool:
    """Whether `folder` holds a pack as format 1 laid it out: dates in rules.yaml, and no notice.yaml.

    A pack of format 2 whose notice.yaml is gone still has a lexicon and phrasings.
    """
    if (folder / NOTICE).exists() or ((folder / LEXICON).exists() and (folder / PHRASINGS).exists()):
        return False
    return all((folder / name).is_file() for name in _FORMAT_1)


def is_being_upgraded(folder: Path) -> bool:
    """Whether an upgrade of `folder` was begun and not finished."""
    return (folder / UPGRADE).is_dir()

"""Knowledge of a folder with changes laid over it: written beside the compiled forms, where a read-only pack does not matter.

What only the interview needs is that of the folder itself: no change touches it, and to learn it again would take half a minute.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from bot.faq.index import build_index
from bot.knowledge import (
    BUILT,
    Compiled,
    Knowledge,
    compiled_files,
    digest_of_folder,
    open_knowledge,
    write_compiled,
)
from bot.made_folder import make_folder
from bot.pack.compiled import without_phrasings
from bot.pack.faults import PackError
from bot.pack.laying import Change, laid_over, written_change
from bot.pack.loader import load_pack
from bot.pack.renewal.next_year.pack_text import PackText

_ROOM = "laid"
_FOLDERS_KEPT = 4
_MOST_BYTES = 256 * 1024 * 1024


def laid_folder(base: Path, changes: Sequence[Change], cache: Path) -> Path:
    """The folder that holds the pack of `base` with `changes`, written into `cache` unless it is there.

    Raises PackError if a file of `base` cannot be read, OSError if nothing can be written.
    """
    digest = hashlib.sha256(digest_of_folder(base).encode())
    for change in changes:
        digest.update(written_change(change).encode() + b"\0")
    room = cache / _ROOM
    folder = room / digest.hexdigest()[:24]
    if folder.is_dir():
        return folder
    files = laid_over(PackText.of(base), changes).files
    make_folder(room)
    unfinished = Path(tempfile.mkdtemp(dir=room))
    try:
        for name, text in files.items():
            path = unfinished / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        with suppress(OSError):  # another process was quicker
            os.replace(unfinished, folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _drop_old(room, folder)
    return folder


def compile_laid(folder: Path, base: Path, cache: Path, *, draft: bool = False) -> Knowledge:
    """The knowledge of a laid folder, compiled into `cache`; see `laid_folder`. Raises PackError if it cannot be used."""
    digest = digest_of_folder(folder, draft=draft)
    pack, *_ = compiled_files(folder, cache, digest)
    if not pack.is_file():
        loaded = load_pack(folder, draft=draft)
        made = Compiled(without_phrasings(loaded), build_index(loaded).tables)
        make_folder(cache)
        write_compiled(pack, made)
    _lend_interview(folder, base, cache, draft)
    return open_knowledge(folder, cache, draft=draft)


def compiled_bytes(folder: Path, cache: Path, *, draft: bool = False) -> tuple[str, bytes]:
    """The compiled form of a laid folder for other processes, with the digest under which they look for it."""
    digest = digest_of_folder(folder, draft=draft)
    pack, *_ = compiled_files(folder, cache, digest)
    return digest, zlib.compress(pack.read_bytes(), 6)


def take_compiled(folder: Path, base: Path, cache: Path, given: bytes, *, draft: bool = False) -> None:
    """Put what another process compiled of the same folder where it is looked for. Raises ValueError if it is damaged."""
    digest = digest_of_folder(folder, draft=draft)
    pack, *_ = compiled_files(folder, cache, digest)
    if not pack.is_file():
        try:
            unpacked = zlib.decompressobj().decompress(given, _MOST_BYTES)
            made = msgspec.msgpack.decode(unpacked, type=Compiled)
        except (zlib.error, msgspec.MsgspecError) as error:
            raise ValueError(digest) from error
        make_folder(cache)
        write_compiled(pack, made)
    _lend_interview(folder, base, cache, draft)


def is_compiled(folder: Path, cache: Path, *, draft: bool = False) -> bool:
    """Whether a laid folder can be opened at once."""
    pack, interview, listening, _ = compiled_files(folder, cache, digest_of_folder(folder, draft=draft))
    return pack.is_file() and interview.is_file() and listening.is_file()


def _lend_interview(folder: Path, base: Path, cache: Path, draft: bool) -> None:
    """Give the laid folder the interview of `base`, and how people answer it."""
    open_knowledge(base, cache, draft=draft)  # compiled, if it was not
    digest = digest_of_folder(folder, draft=draft)
    of_base = digest_of_folder(base, draft=draft)
    _, interview, listening, _ = compiled_files(folder, cache, digest)
    for place in (BUILT, cache):
        _, lent, heard, _ = compiled_files(base, place, of_base)
        if lent.is_file() and heard.is_file():
            for source, target in ((lent, interview), (heard, listening)):
                if not target.is_file():
                    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
                    shutil.copyfile(source, unfinished)
                    os.replace(unfinished, target)
            return


def _drop_old(room: Path, kept: Path) -> None:
    found = sorted((one for one in room.iterdir() if one != kept), key=lambda one: one.stat().st_mtime)
    for old in found[: -_FOLDERS_KEPT + 1]:
        shutil.rmtree(old, ignore_errors=True)


def _main(base: Path, cache: Path, *, draft: bool) -> None:
    changes = msgspec.json.decode(sys.stdin.buffer.read(), type=list[Change])
    with suppress(PackError):  # whatever is wrong is found when it is opened
        compile_laid(laid_folder(base, changes, cache), base, cache, draft=draft)


if __name__ == "__main__":  # python -m bot.laid_knowledge FOLDER CACHE [draft]: the changes come in as JSON
    _main(Path(sys.argv[1]), Path(sys.argv[2]), draft=len(sys.argv) > 3)

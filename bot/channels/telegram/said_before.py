"""What messages say, as numbers that tell nobody what it was: so an edit that changed no words is known."""

from __future__ import annotations

import hashlib

from bot.channels.telegram.heard import Heard


def words_of(heard: Heard, key: bytes) -> tuple[int, ...]:
    """Numbers for what a message says and for its album, by which it is known what was said before."""
    said = [f"{heard.message} {heard.text}"] if heard.kind in ("text", "edit") else []
    album = [f"album {heard.album}"] if heard.album and heard.kind != "edit" else []
    texts = [f"{heard.chat} {one}".encode("utf-8", "surrogatepass") for one in said + album]
    return tuple(
        int.from_bytes(hashlib.blake2b(text, digest_size=8, key=key).digest()) >> 1 for text in texts
    )


def only_once(heard: Heard) -> bool:
    """Whether there is nothing to answer if the same was said before: an edit, or one more picture of an album."""
    return heard.kind == "edit" or (heard.kind == "other" and bool(heard.album))

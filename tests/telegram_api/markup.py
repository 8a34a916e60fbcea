"""Text as Telegram takes it: HTML with a closed list of tags, lengths in UTF-16 units after the entities."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from tests.telegram_api.refusal import refuse

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024
_STYLES = ["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "span", "tg-spoiler"]
_TAGS = frozenset([*_STYLES, "a", "tg-emoji", "code", "pre", "blockquote"])
_TAG = re.compile(r"<(/?)([a-zA-Z0-9-]*)((?:\s+[a-zA-Z-]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?)*)\s*(>?)")
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ENTITY = re.compile(r"&(lt|gt|amp|quot|#[0-9]+|#x[0-9a-fA-F]+);")

_ADDRESS = re.compile(r"(?:https?://)?(?:[^\s/@]*@)?(?P<host>[^\s/:?#@]+)(?::(?P<port>\d*))?(?:[/?#]\S*)?$")


def units(text: str) -> int:
    """The length that Telegram counts: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain text and its entities; raises Refusal if Telegram could not parse it."""
    plain, entities, open_tags = "", [], list[tuple[str, int, str]]()
    position = 0
    while position < len(text):
        if text[position] == "&" and (entity := _ENTITY.match(text, position)):
            plain += html.unescape(entity[0])
            position = entity.end()
        elif text[position] == "<":
            tag = _TAG.match(text, position)
            at = len(text[:position].encode())
            assert tag is not None
            closing, name, attributes, closed = tag.groups()
            if not closed:
                refuse(f"can't parse entities: Unclosed start tag at byte offset {at}")
            if not closing and name not in _TAGS:
                refuse(f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {at}')
            if name == "blockquote" and attributes.strip() == "expandable":
                name = "expandable_blockquote"  # https://core.telegram.org/bots/api#html-style
            if not closing:
                href = _HREF.search(attributes)
                open_tags.append(
                    (name, units(plain), html.unescape(href[1] or href[2] or "") if href else "")
                )
            else:
                entities.append(_closed(name, open_tags, plain, at))
            position = tag.end()
        else:
            plain += text[position]
            position += 1
    if open_tags:
        refuse(f"can't parse entities: Can't find end tag corresponding to start tag \"{open_tags[-1][0]}\"")
    return plain, [entity for entity in entities if entity["length"]]


def _closed(name: str, open_tags: list[tuple[str, int, str]], plain: str, at: int) -> dict[str, Any]:
    if not open_tags:
        refuse(f"can't parse entities: Unexpected end tag at byte offset {at}")
    opened, start, href = open_tags.pop()
    if name and opened.removeprefix("expandable_") != name:
        refuse(
            f'can\'t parse entities: Unmatched end tag at byte offset {at}, expected "</{opened}>", found "</{name}>"'
        )
    kinds = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "a": "text_link"}
    found = {"type": kinds.get(opened, opened), "offset": start, "length": units(plain) - start}
    return found | ({"url": href} if href else {})


def checked_text(given: Mapping[str, Any], key: str, longest: int) -> tuple[str, list[dict[str, Any]]]:
    """The text under `key` as it is shown, with its entities; raises Refusal if Telegram would not take it."""
    text = str(given.get(key, ""))
    mode = str(given.get("parse_mode", ""))
    if mode not in ("", "HTML"):
        refuse("unsupported parse_mode")
    plain, entities = parse_html(text) if mode == "HTML" else (text, [])
    if key == "text" and not plain.strip():
        refuse("message text is empty")
    if units(plain) > longest:
        refuse("message is too long" if key == "text" else "message caption is too long")
    return plain.rstrip(), entities


def _check_address(url: str) -> None:
    """Refuse what Telegram takes for no address: a host without a dot, a port or a last part that is none."""
    found = _ADDRESS.match(url)
    if (
        not found
        or "." not in found["host"]
        or found["host"].endswith(".")
        or int(found["port"] or 1) > 65535
    ):
        refuse(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if not re.fullmatch(r"[\d.]+|.*\.[a-zA-Z]{2,}", found["host"]):
        refuse("BUTTON_URL_INVALID")


def checked_keyboard(given: Any) -> list[list[dict[str, Any]]]:
    """The rows of an inline keyboard; raises Refusal if one of its buttons is not as Telegram wants it."""
    if not given:
        return []
    rows: list[list[dict[str, Any]]] = given.get("inline_keyboard", [])
    if sum(map(len, rows)) > 100:
        refuse("reply markup is too long")
    for button in (button for row in rows for button in row):
        if not str(button.get("text", "")).strip():
            refuse('can\'t parse inline keyboard button: Field "text" must be of type String')
        if len([key for key in button if key != "text"]) != 1:
            refuse("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        data = button.get("callback_data")
        if data is not None and not 1 <= len(str(data).encode()) <= 64:
            refuse("BUTTON_DATA_INVALID")
        url = button.get("url")
        if url is not None:
            _check_address(str(url))
    return [row for row in rows if row]

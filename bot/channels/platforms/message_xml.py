"""The XML of WeChat and WeCom: flat messages, read without entities or document types, and the two forms of an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NoMessage(ValueError):  # noqa: N818 - what it is, not what went wrong
    """The body is no message of the platform."""


def read_xml(body: bytes) -> dict[str, str]:
    """The fields of a message. Raises NoMessage, also for entities, document types and anything that is not XML."""
    try:
        root = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise NoMessage(type(error).__name__) from error
    if root.tag != "xml":
        raise NoMessage
    return {child.tag: (child.text or "").strip() for child in root}


def text_answer(to: str, account: str, moment: int, text: str) -> bytes:
    """The answer `text` of `account` to the person `to`; `moment` in seconds since 1970."""
    fields: dict[str, str | int] = {
        "ToUserName": to,
        "FromUserName": account,
        "CreateTime": moment,
        "MsgType": "text",
        "Content": text,
    }
    return _written(fields)


def sealed_answer(sealed: str, signature: str, moment: str, nonce: str) -> bytes:
    """A sealed answer with its signature."""
    return _written({"Encrypt": sealed, "MsgSignature": signature, "TimeStamp": int(moment), "Nonce": nonce})


def _written(fields: Mapping[str, str | int]) -> bytes:
    parts = [f"<{name}>{_value(value)}</{name}>" for name, value in fields.items()]
    return f"<xml>{''.join(parts)}</xml>".encode()


def _value(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    text = _NOT_XML.sub("", value).replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[{text}]]>"

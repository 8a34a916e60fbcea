"""A call that Telegram refuses: its code, its words, and what comes with them."""

from __future__ import annotations

from typing import Any, NoReturn


class Refusal(Exception):  # noqa: N818 - Telegram's answer, not a fault of the server
    """Raised by a method; becomes `{"ok": false, …}` with `code` as the status."""

    def __init__(self, code: int, words: str, **parameters: Any) -> None:
        super().__init__(words)
        self.code = code
        self.words = words
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The answer as JSON."""
        said = {"ok": False, "error_code": self.code, "description": self.words}
        return said | ({"parameters": self.parameters} if self.parameters else {})


def refuse(words: str, code: int = 400, kind: str = "Bad Request", **parameters: Any) -> NoReturn:
    """Refuse a call with Telegram's words."""
    said = f"{kind}: {words}"
    raise Refusal(code, said, **parameters)

"""What is said of a setting that cannot work."""

from __future__ import annotations

from bot.setting_names import UnknownName


class SettingsError(ValueError):
    """An invalid setting: the `name` of the variable (or of the file) and its `text`, empty if it is a secret.

    `why` is the name of the message that says what is wrong. `unknown` are names beside it that are misspelled, perhaps the
    one that is missing.
    """

    unknown: tuple[UnknownName, ...] = ()

    def __init__(self, name: str, text: str = "", why: str = "bad_setting") -> None:
        super().__init__(name, text, why)
        self.name = name
        self.text = text
        self.why = why

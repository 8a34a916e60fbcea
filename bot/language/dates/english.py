"""English dates in the form of the Chinese ones: December 6, 2022; 6th of Dec; June 2019."""

from __future__ import annotations

import re

from bot.language.dates.plain_text import PlainText

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
# At one place the fullest form comes first.
_FORMS = (
    rf"{_MONTH}[. ]?{_DAY}(?:, ?| ){_YEAR}",
    rf"{_DAY} ?(?:of )?{_MONTH}[., ]{{0,2}}{_YEAR}",
    rf"{_MONTH}[., ]{{0,2}}{_YEAR}",
    rf"{_MONTH}[. ]?{_DAY}",
    rf"{_DAY} ?(?:of )?{_MONTH}",
)
_DATE = re.compile(
    "(?<![0-9A-Za-z])(?:"
    + "|".join(re.sub(r"\(\?P<(\w+)>", rf"(?P<\1_{number}>", form) for number, form in enumerate(_FORMS))
    + ")(?![0-9A-Za-z])",
    re.IGNORECASE,
)


def in_chinese(plain: PlainText) -> PlainText:
    """The text with its English dates as 2022年12月6日, each character with the place that it came from."""
    if not any(month in plain.text.lower() for month in _MONTHS):
        return plain
    text, place = "", 0
    origins: list[int] = []
    for match in _DATE.finditer(plain.text):
        found = {name.partition("_")[0]: part for name, part in match.groupdict().items() if part}
        said = f"{_MONTHS.index(found['month'][:3].lower()) + 1}月"
        said = (f"{found['year']}年" if "year" in found else "") + said
        said += f"{int(found['day'])}日" if "day" in found else ""
        first, last = plain.origins[match.start()], plain.origins[match.end() - 1]
        text += plain.text[place : match.start()] + said
        origins += [*plain.origins[place : match.start()], *[first] * (len(said) - 1), last]
        place = match.end()
    return PlainText(text + plain.text[place:], (*origins, *plain.origins[place:]))

"""Make bot/language/pinyin.txt: the common characters of GB 2312 by their plainest reading, without tones.

pypinyin knows more, but costs 150 ms and 54 MB at each start; a table of one reading a character is what matching
needs. Run by hand when pypinyin changes; a test compares the two.
"""

from __future__ import annotations

from pathlib import Path

from pypinyin import Style, lazy_pinyin

TARGET = Path(__file__).resolve().parents[1] / "bot" / "language" / "pinyin.txt"


def common_characters() -> list[str]:
    """The 6,763 characters of GB 2312, in its order."""
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return [character for row in rows if (character := row.decode("gb2312", "ignore"))]


def table() -> str:
    """One line a syllable: the syllable, a blank, its characters."""
    syllables: dict[str, list[str]] = {}
    for character in common_characters():
        syllable = lazy_pinyin(character, style=Style.NORMAL)[0]
        syllables.setdefault(syllable, []).append(character)
    return "".join(f"{syllable} {''.join(syllables[syllable])}\n" for syllable in sorted(syllables))


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8")

"""The tiny pack as format 1 laid it out."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from tests.packs import FAQ, LEXICON, NOTICE, NOTICE_FACTS, PHRASES

RULES_1 = re.sub(r"(?m)^(format: 2|    closes: .*)\n", "", NOTICE_FACTS).lstrip()


def faq_1() -> str:
    """faq.yaml with words and phrasings inside, in two topics."""
    groups = re.findall(r"(?ms)^\[(\w+)\]\n(.*?)(?=\n\[|\Z)", PHRASES)
    faq = FAQ.replace("kind: each", "kind: craft").replace("    role: unlisted\n", "")
    for id, phrasings in groups:
        entry = re.search(rf"(?ms)^  - id: {id}\n.*?(?=^  - id: |\Z)", faq)
        assert entry
        lines = "".join(f"      {line}\n" for line in phrasings.split("\n") if line)
        faq = faq.replace(entry[0], f"{entry[0]}    variants: |\n{lines}")
    faq = faq.replace("  - id: fee\n", "\n  # ── 没写的 ──\n\n  - id: fee\n")
    looks, entries = faq.split("entries:\n")
    text = f"# 问答，占位符取自 rules.yaml\n\n{looks}\n{lexicon_1()}\n# 条目\nentries:\n{entries}"
    return text.replace("{kind}", "{craft}")


def lexicon_1() -> str:
    """The words, with the one list that there could be under the name that it had."""
    kinds, _, rest = LEXICON.partition("names:\n")
    members = textwrap.dedent(kinds.partition("    members:\n")[2])
    return f"crafts:\n{textwrap.indent(members, '  ')}names:\n{rest}"


def write_old_pack(folder: Path) -> Path:
    """The tiny pack in format 1, freshly written to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"notice.md": NOTICE, "rules.yaml": RULES_1, "faq.yaml": faq_1()}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder

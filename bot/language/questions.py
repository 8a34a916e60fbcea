"""Tells what is a question of the person's own from what is an answer: a question gives nothing away."""

from __future__ import annotations

import re

_WORDS = re.compile(
    r"(?<![没不])(?<!没有)(?:什么|啥|多少|怎么|怎样)|咋|如何|谁|多久|多长|多大|几[号点时路月岁]|几个工作日"
    r"|哪(?!有|里有|来|里都|儿都|都)|用那个|(?<!应该)(\w)不\1|有没有|[是能可]否|是.{1,12}还是.|(?:可以|能够?)不可?能?以?$"
    r"|[评行报能要交收给算对中]不[呀啊呢]?$|^我?想问|^请问|^打听|吗[\s。?？]*$"
)
_MARKS = re.compile(r"[?？][\s。]*$")
_THANKS = re.compile(r"知道了|明白了|了解了|收到|谢谢|多谢|辛苦")


def asks(text: str) -> bool:
    """Whether a message asks something, by its words."""
    return bool(_WORDS.search(text) or _THANKS.search(text))


def asks_back(text: str) -> bool:
    """Whether a message asks something, or puts what it says as a question: 是公务员吗. A number may be put so: 90？"""
    return asks(text) or bool(_MARKS.search(text))

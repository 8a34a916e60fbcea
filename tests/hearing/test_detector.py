"""Everything that a piece of text tells, each label by itself."""

from __future__ import annotations

import pytest

from bot.hearing.detector import Detector, detect
from bot.hearing.text_features import features

TOLD = {
    "craft": ["做青瓷的", "我做青瓷", "青瓷做了二十年", "我是青瓷的"],
    "post": ["在厂里上班", "我在厂里", "厂里上班的", "一直在厂里上班"],
}
BOTH = ["厂里上班，做青瓷的", "我在厂里做青瓷", "青瓷厂里上班"]
NEITHER = ["今天天气不错", "你好", "几号截止", "我想问问"]


@pytest.fixture(scope="module")
def detector() -> Detector:
    """What fifteen sayings teach."""
    examples = [(features(text), [label]) for label, texts in TOLD.items() for text in texts]
    examples += [(features(text), list(TOLD)) for text in BOTH]
    return detect([*examples, *((features(text), []) for text in NEITHER)])


def _found(detector: Detector, text: str) -> set[str]:
    return {label for label, chance in detector.found(features(text)).items() if chance >= 0.5}


def test_one_several_or_none_is_found(detector: Detector) -> None:
    """Labels do not exclude each other."""
    for label, texts in TOLD.items():
        assert [_found(detector, text) for text in texts] == [{label}] * len(texts)
    assert [_found(detector, text) for text in BOTH] == [set(TOLD)] * len(BOTH)
    assert [_found(detector, text) for text in NEITHER] == [set()] * len(NEITHER)


def test_chances_are_between_nothing_and_one_and_only_of_what_is_spoken_of(detector: Detector) -> None:
    """A label of which nothing in the text speaks is left out."""
    for text in (*BOTH, *NEITHER, "", "青瓷" * 300):
        assert all(0 <= chance <= 1 for chance in detector.found(features(text)).values())
    assert detector.found({"never met": 1.0}) == {}


def test_examples_that_tell_nothing_teach_too() -> None:
    """The words of what tells nothing speak for nothing."""
    examples = [(features(text), ["craft"]) for text in TOLD["craft"]]
    without, beside = detect(examples), detect([*examples, *((features("我做饭"), []) for _ in range(4))])
    said = features("我做饭")
    assert beside.found(said)["craft"] < without.found(said)["craft"]


def test_the_same_examples_give_the_same_and_none_give_nothing(detector: Detector) -> None:
    """An empty set of sayings is no error."""
    assert detect([(features(text), ["craft"]) for text in TOLD["craft"]]) == detect(
        [(features(text), ["craft"]) for text in TOLD["craft"]]
    )
    assert detect([]) == Detector((), {})

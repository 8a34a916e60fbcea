"""What was learned, in the form in which it is kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from bot.hearing.detector import Detector, detect
from bot.hearing.learned import Learned, learn
from bot.hearing.text_features import features

YES = ["交了", "已经交了", "交过了", "昨天交了", "早交了"]
NO = ["没交", "还没交", "没有交", "没交呢", "下周交"]
PROGRAM = """
import msgspec
from bot.hearing.detector import detect
from bot.hearing.text_features import features
from bot.hearing.learned import learn
yes, no = {yes}, {no}
learned = learn({{"yes": [features(text) for text in yes], "no": [features(text) for text in no]}})
found = detect([(features(text), ["yes"]) for text in yes] + [(features(text), ()) for text in no])
print(msgspec.msgpack.encode([learned, found]).hex())
"""


@pytest.fixture(scope="module")
def learned() -> Learned:
    """What ten sayings teach."""
    return learn({"yes": [features(text) for text in YES], "no": [features(text) for text in NO]})


def test_chances_are_of_each_label_and_add_up_to_one(learned: Learned) -> None:
    """What was learned is known again, and what is like it."""
    for said, label in (*((text, "yes") for text in YES), *((text, "no") for text in NO)):
        chances = learned.chances(features(said))
        assert set(chances) == {"yes", "no"}
        assert sum(chances.values()) == pytest.approx(1)
        assert max(chances, key=lambda name: chances[name]) == label
    assert learned.chances(features("我也没交"))["no"] > 0.5


def test_what_was_never_met_tells_nothing(learned: Learned) -> None:
    """But for what every text has."""
    chances = learned.chances(features("蓝色大象"))
    assert chances["yes"] == pytest.approx(0.5, abs=0.2)


def test_a_feature_of_a_single_example_is_left_out(learned: Learned) -> None:
    """昨 stands in one saying; 交 in all."""
    assert "u昨" not in learned.places
    width = len(learned.weighing.rows) // len({*learned.places.values()})
    assert (max(learned.places.values()) + 1) * width == len(learned.weighing.rows)
    assert width % len(learned.labels) == 0


def test_it_may_tell_something_all_the_same() -> None:
    """Where that is wanted; features that stand in the same sayings share one row."""
    learned = learn(
        {"yes": [features(text) for text in YES], "no": [features(text) for text in NO]}, fewest=1
    )
    assert "u昨" in learned.places
    assert learned.places["u昨"] == learned.places["b昨天"]
    assert len({*learned.places.values()}) < len(learned.places)


def test_however_much_is_said_the_chances_are_chances(learned: Learned) -> None:
    """A hundred thousand features that all speak for one label do not run over into the next."""
    place = max(learned.places.values())
    chances = learned.weighing.chances((place, 1.0) for _ in range(100_000))
    once = learned.weighing.chances([(place, 1.0)])
    assert max(chances, key=lambda label: chances[label]) == max(once, key=lambda label: once[label])
    assert sum(chances.values()) == pytest.approx(1)


def test_it_is_kept_and_read_back(learned: Learned) -> None:
    """Character for character."""
    packed = msgspec.msgpack.encode(learned)
    assert msgspec.msgpack.decode(packed, type=Learned) == learned
    found = detect([(features(text), ["yes"]) for text in YES])
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Detector) == found


def test_whoever_learns_learns_the_same() -> None:
    """In any process: the order of sets differs from one to the next."""
    made = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM.format(yes=YES, no=NO)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).resolve().parents[2],
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1
    assert len(made.pop()) > 100

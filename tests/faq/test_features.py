"""What of a text is compared."""

from __future__ import annotations

from bot.faq.features import features, of_phrasing, stem
from bot.faq.lexicon import Lexicon

LEXICON = Lexicon({"青瓷": "ceramics", "竹编": "weaving"}, {}, {"截止": ["截止", "最晚"]})


def test_phrasings_with_a_placeholder_look_like_messages_with_a_craft() -> None:
    """{kind}能报吗 and 青瓷能报吗 have the same features."""
    assert of_phrasing("{kind}能报吗", LEXICON).names == features("青瓷能报吗", LEXICON).names


def test_the_craft_that_is_named_comes_back() -> None:
    """Which craft is not a feature; it picks the entry."""
    one, other = features("青瓷能报吗", LEXICON), features("竹编能报吗", LEXICON)
    assert one.names == other.names
    assert [found.member for found in one.members + other.members] == ["ceramics", "weaving"]


def test_words_of_one_concept_share_a_feature() -> None:
    """最晚 and 截止 meet."""
    assert features("最晚", LEXICON).names & features("截止", LEXICON).names


def test_homophones_share_features() -> None:
    """公式 and 公示 differ by a character and sound the same."""
    assert len(features("公式", LEXICON).names & features("公示", LEXICON).names) >= 2


def test_english_words_meet_without_their_endings() -> None:
    """deadline and deadlines are one word."""
    assert stem("deadlines") == stem("deadline")
    assert features("deadlines", LEXICON).names & features("the deadline", LEXICON).names


def test_punctuation_alone_has_no_features() -> None:
    """Nothing to compare."""
    assert features("？！。", LEXICON).names == frozenset()

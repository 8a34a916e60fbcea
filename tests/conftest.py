"""What most tests need: the tiny pack, its answerer, and the shipped pack compiled once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.faq.answer import Answerer
from bot.knowledge import Knowledge, open_knowledge
from bot.pack.loader import load_pack
from bot.pack.model import Pack
from bot.settings import shipped_knowledge
from tests.packs import TinyPack
from tests.serving import Servers


@pytest.fixture
def tiny(tmp_path: Path) -> TinyPack:
    """The tiny pack in a folder that the test may spoil."""
    return TinyPack.written(tmp_path / "knowledge")


@pytest.fixture(scope="session")
def tiny_knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The tiny pack ready for use; not to be changed."""
    return open_knowledge(TinyPack.written(tmp_path_factory.mktemp("tiny")).folder)


@pytest.fixture(scope="session")
def tiny_answerer(tiny_knowledge: Knowledge) -> Answerer:
    """Answers from the tiny pack."""
    return tiny_knowledge.answerer()


@pytest.fixture(scope="session")
def tiny_assistant(tiny_knowledge: Knowledge) -> Assistant:
    """Takes turns from the tiny pack."""
    return Assistant(tiny_knowledge.pack, tiny_knowledge.answerer())


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the session (BOT_DATA_DIR): its cache holds the shipped pack, compiled once."""
    folder = tmp_path_factory.mktemp("data")
    open_knowledge(shipped_knowledge(), folder / "cache")
    return folder


@pytest.fixture(scope="session")
def shipped(data_dir: Path) -> Knowledge:
    """The shipped pack as people use it: from the cache."""
    return open_knowledge(shipped_knowledge(), data_dir / "cache")


@pytest.fixture(scope="session")
def answerer(shipped: Knowledge) -> Answerer:
    """Answers from the shipped pack."""
    return shipped.answerer()


@pytest.fixture(scope="session")
def assistant(shipped: Knowledge) -> Assistant:
    """Takes turns from the shipped pack."""
    return Assistant(shipped.pack, shipped.answerer())


@pytest.fixture(scope="session")
def shipped_pack() -> Pack:
    """The shipped pack with its phrasings, as its author wrote it (the compiled form leaves them out)."""
    return load_pack(shipped_knowledge())


@pytest.fixture
def servers(tmp_path: Path, data_dir: Path) -> Iterator[Servers]:
    """Starts `noticebot serve`; what a test leaves running is ended."""
    made = Servers(tmp_path, data_dir)
    yield made
    made.end()

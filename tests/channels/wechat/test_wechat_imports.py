"""Without its settings WeChat costs nothing: none of its libraries is imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.serving.servers import ROOT

LIBRARIES = {"cryptography", "defusedxml"}


@pytest.mark.parametrize(
    "module", ["bot.cli", "bot.serving.serve", "bot.channels.web.app", "bot.commands.channels_command"]
)
def test_a_server_without_wechat_imports_nothing_of_it(module: str) -> None:
    """Neither the libraries nor the modules of the channel."""
    code = f"import sys, {module}; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert module in loaded
    assert LIBRARIES & {name.partition(".")[0] for name in loaded} == set()
    assert not any(name.startswith("bot.channels.wechat") for name in loaded)

"""deploy/noticebot.service, read by the real systemd."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving.servers import ROOT

UNIT = ROOT / "deploy" / "noticebot.service"
NEWER = ("RestartSteps", "RestartMaxDelaySec")
"""What systemd knows since version 254; an older one says that it ignores them, and starts the unit all the same."""


@pytest.fixture
def analyze() -> str:
    """The program that checks units."""
    found = shutil.which("systemd-analyze")
    if found is None:
        pytest.skip("systemd-analyze is not installed (Debian: apt-get install systemd)")
    return found


def test_the_unit_is_understood(analyze: str, tmp_path: Path) -> None:
    """Every line, with a program that is there in the place of the installed one."""
    unit = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8")
    assert "/opt/noticebot/.venv/bin/noticebot" in text
    text = text.replace("/opt/noticebot/.venv/bin/noticebot", sys.executable)
    unit.write_text(text, encoding="utf-8")
    checked = subprocess.run(
        [analyze, "verify", "--man=no", str(unit)], check=False, capture_output=True, encoding="utf-8"
    )
    ignored = [f"Unknown key '{name}'" for name in NEWER]
    said = [
        line
        for line in checked.stderr.splitlines()
        if UNIT.name in line and not any(words in line for words in ignored)
    ]
    assert (said, checked.returncode) == ([], 0), checked.stderr


def test_it_is_shut_in(analyze: str) -> None:
    """What the service may do beyond its work is little, as systemd reckons it (0 best, 10 worst)."""
    command = [analyze, "security", "--offline=true", "--threshold=40", "--no-pager", str(UNIT)]
    checked = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert checked.returncode == 0, checked.stdout

"""Who asks whether somebody is there is judged by the hours of working days."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.faq.answer import Answerer
from tests.faq.bounds.drafted import drafted

NOW = datetime.fromisoformat("2024-08-06T10:00:00+08:00")
NOTICE = """云泽区图书馆关于办理2024年少儿借阅卡的通知

现将2024年少儿借阅卡办理事项通知如下。

一、办理对象
本区6至14周岁的少年儿童。

二、办理办法
（一）网上登记。8月5日9:00至8月23日17:00，登录云泽图书馆网站登记。
（二）现场领卡。到图书馆二楼服务窗口领卡，工作日9:00—12:00、13:30—17:00，须带户口簿复印件。
（三）借阅。阅览区周六、周日9:00—20:00开放，每次可借5册。

三、联系电话
借阅咨询：0600-5550171。

云泽区图书馆
2024年7月30日
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from the draft of a notice with a window that is open on working days."""
    folder = tmp_path_factory.mktemp("cards")
    notice = Path(folder) / "notice.txt"
    notice.write_text(NOTICE, encoding="utf-8")
    return drafted(notice, folder, "2024-08-01")


@pytest.mark.parametrize(
    ("question", "when"),
    [
        ("礼拜六去窗口领卡有人吗", "礼拜六"),
        ("中午12点半去服务窗口领卡有人没", "中午12点半"),
        ("下午六点去窗口领卡还有人吗", "下午六点"),
    ],
)
def test_nobody_is_there(answerer: Answerer, question: str, when: str) -> None:
    """On a free day, at noon, in the evening."""
    body = answerer.answer(question, NOW).body
    assert f"{when}不在办理的时间里" in body
    assert "工作日9:00" in body


@pytest.mark.parametrize(
    "question",
    ["下午两点去窗口领卡有人吗", "周末能网上登记吗", "阅览区周六能看书吗", "礼拜六几点去窗口领卡"],
)
def test_somebody_may_be_there(answerer: Answerer, question: str) -> None:
    """In the hours, online, elsewhere, and for who asks when."""
    assert "不在办理的时间里" not in answerer.answer(question, NOW).body


@pytest.mark.parametrize("question", ["中午12点半窗口有人收材料吗", "周六去窗口交材料行不行"])
def test_daily_hours_with_free_days_are_those_of_working_days(tmp_path: Path, question: str) -> None:
    """每日9:00—11:30、14:00—16:30，周六、周日不受理 says when somebody is there."""
    notice = tmp_path / "notice.txt"
    daily = "每日9:00—11:30、14:00—16:30，周六、周日不受理，须带户口簿复印件"
    notice.write_text(
        NOTICE.replace("工作日9:00—12:00、13:30—17:00，须带户口簿复印件", daily), encoding="utf-8"
    )
    body = drafted(notice, tmp_path, "2024-08-01").answer(question, NOW).body
    assert "不在办理的时间里" in body.partition("\n")[0]

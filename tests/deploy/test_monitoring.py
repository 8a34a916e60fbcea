"""deploy/alerts.yml, deploy/prometheus.yml and deploy/grafana-dashboard.json, beside the figures of a real server."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.serving.servers import ROOT, Servers
from tests.telegram_api.running import in_thread
from tests.telegram_api.world import TOKEN

DEPLOY = ROOT / "deploy"
ALERTS = DEPLOY / "alerts.yml"
DASHBOARD = DEPLOY / "grafana-dashboard.json"
METRIC = re.compile(r"\bnoticebot_\w+")
SUFFIXES = ("_bucket", "_sum", "_count")

FIRING = """
rule_files: [{rules}]
evaluation_interval: 1m
tests:
  - interval: 1m
    input_series:
      - {{series: 'up{{job="noticebot"}}', values: '0x60'}}
      - {{series: 'noticebot_reminders_waiting{{channel="push"}}', values: '3x60'}}
      - {{series: 'noticebot_reminders_waiting{{channel="mail"}}', values: '3x60'}}
      - {{series: 'noticebot_reminders_outcomes_total{{channel="mail",outcome="sent"}}', values: '0+1x60'}}
      - {{series: 'noticebot_reminders_leading', values: '0x60'}}
      - {{series: 'noticebot_reminders_attempts_total{{channel="push",outcome="uncertain"}}', values: '0+1x60'}}
      - {{series: 'noticebot_part_well{{part="telegram"}}', values: '0x60'}}
      - {{series: 'noticebot_part_well{{part="push"}}', values: '1x60'}}
      - {{series: 'noticebot_reminders_held{{channel="push"}}', values: '1x60'}}
      - {{series: 'noticebot_reminders_database_away', values: '1x60'}}
    promql_expr_test:
      - expr: count by (alertname, channel, part) (ALERTS{{alertstate="firing"}})
        eval_time: 40m
        exp_samples:
          - {{labels: '{{alertname="NoticebotAway"}}', value: 1}}
          - {{labels: '{{alertname="NoticebotNothingSent",channel="push"}}', value: 1}}
          - {{labels: '{{alertname="NoticebotNobodySends"}}', value: 1}}
          - {{labels: '{{alertname="NoticebotUncertainRising",channel="push"}}', value: 1}}
          - {{labels: '{{alertname="NoticebotPartUnwell",part="telegram"}}', value: 1}}
          - {{labels: '{{alertname="NoticebotChannelHeld",channel="push"}}', value: 1}}
          - {{labels: '{{alertname="NoticebotDatabaseAway"}}', value: 1}}
"""
"""Where everything is wrong, each alarm goes off, and only for what is wrong."""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> dict[str, set[str]]:
    """The names of all figures of a real server with a channel, with the names of their labels as far as there are values."""
    servers = Servers(tmp_path_factory.mktemp("figures"), data_dir)
    with in_thread() as telegram:
        server = servers.start(settings={"BOT_TELEGRAM_TOKEN": TOKEN, "BOT_TELEGRAM_API_URL": telegram})
        server.wait_for("telegram_connected")
        with server.client() as client:
            client.post("/api/messages", json={"text": "单位几号前要推荐"})
            told = client.get("/metrics").text
        servers.end()
    found: dict[str, set[str]] = {"up": {"job", "instance"}}
    for family in text_string_to_metric_families(told):
        names = [family.name, f"{family.name}_total", *(family.name + suffix for suffix in SUFFIXES)]
        for name in names:
            found[name] = {label for sample in family.samples for label in sample.labels}
    return found


def expressions() -> list[str]:
    """Every expression of the rules and the dashboard."""
    rules = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))
    board = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    return [
        *(rule["expr"] for group in rules["groups"] for rule in group["rules"]),
        *(target["expr"] for panel in board["panels"] for target in panel["targets"]),
    ]


def test_every_figure_that_is_named_is_there(known: dict[str, set[str]]) -> None:
    """A rule about a figure that nobody counts never goes off."""
    named = {name for one in expressions() for name in METRIC.findall(one)}
    assert len(named) > 12
    assert sorted(named - known.keys()) == []


def test_every_label_that_is_matched_is_there(known: dict[str, set[str]]) -> None:
    """As far as the server has values of that figure."""
    matched = [
        (name, label)
        for one in expressions()
        for name, inside in re.findall(r"(\w+)\{([^}]*)\}", one)
        for label in re.findall(r"(\w+)\s*=", inside)
    ]
    assert matched
    assert [one for one in matched if known[one[0]] and one[1] not in known[one[0]]] == []


def test_what_must_not_be_missed_has_an_alarm() -> None:
    """Each alarm says what it is about and what to do."""
    rules = [rule for group in yaml.safe_load(ALERTS.read_text("utf-8"))["groups"] for rule in group["rules"]]
    told = " ".join(rule["expr"] for rule in rules)
    for name in ("waiting", "uncertain", "part_well", "held", "leading"):
        assert name in told
    for rule in rules:
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"].keys() == {"summary", "description"}
    assert len({rule["alert"] for rule in rules}) == len(rules)


def test_the_dashboard_is_whole() -> None:
    """Panels that do not overlap, of the data source that the reader picks, each with a title and a question."""
    board = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    taken: set[tuple[int, int]] = set()
    for panel in board["panels"]:
        place: dict[str, Any] = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken, panel["title"]
        assert max(x for x, _ in cells) < 24
        taken |= cells
        assert panel["title"]
        assert panel["datasource"]["uid"] == "${datasource}"
        assert [target["expr"].count("(") - target["expr"].count(")") for target in panel["targets"]] == [
            0
        ] * len(panel["targets"])
    assert [one["name"] for one in board["templating"]["list"]] == ["datasource"]


@pytest.fixture
def promtool() -> str:
    """Prometheus's own checker."""
    found = shutil.which("promtool")
    if found is None:
        pytest.skip("promtool is not installed (Debian: apt-get install prometheus)")
    return found


def test_prometheus_understands_each_rule(promtool: str, tmp_path: Path) -> None:
    """And the settings that name them."""
    subprocess.run([promtool, "check", "rules", str(ALERTS)], check=True, capture_output=True)
    settings = (DEPLOY / "prometheus.yml").read_text(encoding="utf-8")
    assert "/etc/prometheus/alerts.yml" in settings
    file = tmp_path / "prometheus.yml"
    file.write_text(settings.replace("/etc/prometheus/alerts.yml", str(ALERTS)), encoding="utf-8")
    subprocess.run([promtool, "check", "config", str(file)], check=True, capture_output=True)


def test_prometheus_understands_each_question_of_the_dashboard(promtool: str, tmp_path: Path) -> None:
    """Each as the expression of a rule."""
    file = tmp_path / "questions.yml"
    rules = [{"record": f"q:{index}", "expr": expr} for index, expr in enumerate(expressions())]
    file.write_text(json.dumps({"groups": [{"name": "questions", "rules": rules}]}), encoding="utf-8")
    subprocess.run([promtool, "check", "rules", str(file)], check=True, capture_output=True)


def test_each_alarm_goes_off_for_what_is_wrong_alone(promtool: str, tmp_path: Path) -> None:
    """Played through by Prometheus: mail that goes out, and a part that works, give none."""
    file = tmp_path / "played.yml"
    file.write_text(FIRING.format(rules=ALERTS), encoding="utf-8")
    played = subprocess.run(
        [promtool, "test", "rules", str(file)], check=False, capture_output=True, encoding="utf-8"
    )
    assert played.returncode == 0, played.stdout + played.stderr

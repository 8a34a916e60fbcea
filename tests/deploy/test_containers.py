"""Containerfile and compose.yaml: each line that matters, beside the Makefile, the tree, and a server shut in as they say."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import read_settings
from bot.wrong_setting import SettingsError
from tests.deploy.test_nginx import AROUND, ports, program, self_signed
from tests.ports import free_port
from tests.serving.servers import LONGEST, ROOT

CONTAINERFILE = ROOT / "Containerfile"
USER = 10001


@cache
def stages() -> list[list[tuple[str, str]]]:
    """The instructions of each stage, with continued lines joined and comments left out."""
    text = re.sub(r"^#.*\n", "", CONTAINERFILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: list[list[tuple[str, str]]] = []
    for line in re.sub(r"\\\n\s*", "", text).splitlines():
        if line.strip():
            name, _, rest = line.partition(" ")
            if name == "FROM":
                found.append([])
            found[-1].append((name, rest.strip()))
    return found


def lines_of(name: str, stage: int = -1) -> list[str]:
    """What stands behind each instruction of that name in a stage."""
    return [rest for one, rest in stages()[stage] if one == name]


@cache
def compose() -> dict[str, Any]:
    """compose.yaml as data."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return found


def copied() -> list[str]:
    """What the build copies from this folder."""
    found = [shlex.split(rest)[:-1] for rest in lines_of("COPY", 0)]
    return [source for sources in found for source in sources]


def test_it_has_two_stages_on_one_known_python() -> None:
    """What builds is not in what runs; the version is one that the program is made for, and is not `latest`."""
    bases = [rest for stage in stages() for name, rest in stage if name == "FROM"]
    images = [base.split()[0] for base in bases]
    assert len(bases) == 2
    assert len(set(images)) == 1
    version = re.search(r"python:(\d+)\.(\d+)", images[0])
    assert version is not None
    assert (int(version[1]), int(version[2])) >= (3, 11)
    assert lines_of("COPY") == ["--from=build /opt/noticebot /opt/noticebot"]


def test_everything_that_is_copied_is_there_and_sent() -> None:
    """The sources stand in the tree, are not left out by .containerignore, and no secret can slip in beside them."""
    kept = [
        line[1:].rstrip("/")
        for line in (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    ]
    assert "*" in (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    for source in copied():
        assert (ROOT / source).exists(), source
        assert any(source.rstrip("/") == one or source.startswith(f"{one}/") for one in kept), source
    assert not any(fnmatch(name, one) for one in kept for name in (".env", ".data", ".git", "deploy"))


def test_it_installs_as_the_makefile_does() -> None:
    """The same lines, with hashes, but for the editable program and the place."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    rule = makefile.split("$(RUN): ")[1].split("\n\n")[0]
    ours = re.findall(r"\$\(BIN\)/(python -m pip install .*)", rule)
    theirs = [
        rest.removeprefix("/opt/noticebot/bin/") for rest in lines_of("RUN", 0) if "pip install" in rest
    ]
    assert len(ours) == 3
    assert [line.replace(" --editable .", " .") for line in ours] == theirs
    assert all("--require-hashes" in line for line in theirs[:2])
    for _, file in re.findall(r"(-r) (\S+)", " ".join(theirs)):
        assert file in copied()


def test_what_is_copied_is_enough_to_build(tmp_path: Path) -> None:
    """Hatchling reads the project in a folder that holds nothing else, and all that goes into the wheel is there."""
    for source in copied():
        place = tmp_path / source
        place.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__", "compiled"))
        else:
            shutil.copy(ROOT / source, place)
    code = """
from pathlib import Path
from hatchling.builders.wheel import WheelBuilder
builder = WheelBuilder(str(Path.cwd()))
builder.metadata.validate_fields()
assert builder.metadata.core.readme and builder.metadata.core.license_files
paths = {file.distribution_path for file in builder.recurse_included_files()}
assert {"bot/cli.py", "bot/messages.toml", "bot/knowledge/notice.yaml"} <= paths, sorted(paths)[:20]
import bot.cli, bot.serving.serve
"""
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env={"PATH": os.environ["PATH"]}, check=True)


def test_it_is_nobody_and_tells_how_it_is() -> None:
    """A user without a name's rights, one volume, a health check that asks for life alone, settings that lie in the volume."""
    instructions = stages()[-1]
    names = [name for name, _ in instructions]
    user = lines_of("USER")[-1]
    assert user == f"{USER}:{USER}"
    assert max(index for index, name in enumerate(names) if name == "RUN") < names.index("USER")
    assert lines_of("VOLUME") == ["/data"]
    settings = dict(one.split("=", 1) for rest in lines_of("ENV") for one in shlex.split(rest))
    assert settings["BOT_DATA_DIR"] == "/data"
    assert not any(word in name for name in settings for word in ("TOKEN", "SECRET", "PASSWORD"))
    check = lines_of("HEALTHCHECK")[0]
    assert "/livez" in check
    assert lines_of("ENTRYPOINT") == ['["noticebot"]']
    assert lines_of("EXPOSE") == ["8080"]


def test_a_server_shut_in_like_this_works(tmp_path: Path) -> None:
    """As that user, with a root that cannot be written but for the volume and /tmp: it serves, and stores what is said."""
    if (
        os.name != "posix"
        or os.getuid() != 0
        or shutil.which("unshare") is None
        or shutil.which("setpriv") is None
    ):
        pytest.skip("only root can shut a process in")
    port = free_port()
    command = " ".join([sys.executable, "-m", "bot", "serve", "--host", "127.0.0.1", "--port", str(port)])
    check = shlex.split(lines_of("HEALTHCHECK")[0].partition("CMD ")[2].strip("[]").replace('", "', '" "'))
    asked = check[-1].replace("8080", str(port))
    talk = (
        "import json,urllib.request as u;"
        f"r=u.Request('http://127.0.0.1:{port}/api/messages',json.dumps({{'text':'提醒我'}}).encode(),"
        "{'Content-Type':'application/json'});print(u.urlopen(r).status);"
        f"print(u.urlopen('http://127.0.0.1:{port}/healthz').status)"
    )
    script = f"""
set -e
mount --make-rprivate /
mount -t tmpfs tmpfs /mnt
install -d -o {USER} -g {USER} -m 0700 /mnt/data
mount -t tmpfs tmpfs /tmp
mount -o remount,bind,ro /
if touch /written 2>/dev/null; then echo writable; exit 3; fi
cd /mnt/data
export BOT_DATA_DIR=/mnt/data PYTHONPATH={ROOT} PYTHONDONTWRITEBYTECODE=1 HOME=/mnt/data
setpriv --reuid {USER} --regid {USER} --clear-groups --no-new-privs {command} 2>/tmp/log &
server=$!
until {sys.executable} -c "{asked}" 2>/dev/null; do kill -0 $server || {{ cat /tmp/log; exit 4; }}; done
{sys.executable} -c "{talk}"
ls -A /mnt/data
kill $server; wait $server
"""
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script],
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST,
    )
    if "permission denied" in done.stderr.lower() and "mount" in done.stderr:
        pytest.skip("nothing can be mounted here")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.split()[:2] == ["200", "200"]
    assert "noticebot.db" in done.stdout


def test_every_service_of_compose_is_whole() -> None:
    """Images with a version, networks, volumes and secrets that are declared, files that are there, no container with rights."""
    whole = compose()
    assert set(whole["services"]) == {"noticebot", "database", "nginx", "prometheus"}
    for name, service in whole["services"].items():
        image = service["image"]
        assert ":" in image.rpartition("/")[2], name
        assert not image.endswith(":latest")
        assert not service.get("privileged")
        assert "network_mode" not in service
        for network in service["networks"]:
            assert network in whole["networks"]
        for secret in service.get("secrets", ()):
            assert secret in whole["secrets"]
        for mount in service.get("volumes", ()):
            source, target, *mode = mount.split(":")
            assert target.startswith("/")
            if source.startswith("."):
                assert (ROOT / source).is_file(), source
                assert mode == ["ro"]
            else:
                assert source in whole["volumes"]
        for other, condition in service.get("depends_on", {}).items():
            assert condition == {"condition": "service_healthy"}
            assert "healthcheck" in whole["services"][other], other


def test_only_nginx_is_reached_from_outside() -> None:
    """Prometheus and the desk by this machine alone, the database by nobody."""
    opened = {name: service.get("ports", []) for name, service in compose()["services"].items()}
    assert opened["database"] == []
    assert opened["nginx"] == ["80:80", "443:443"]
    assert all(port.startswith("127.0.0.1:") for port in (*opened["prometheus"], *opened["noticebot"]))


def test_there_is_no_password_in_it() -> None:
    """Each secret is a file that is not in the repository; none has a default; the address of the page must be said."""
    whole = compose()
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "deploy/secrets/" in ignored
    assert "deploy/noticebot.env" in ignored
    for secret in whole["secrets"].values():
        assert secret.keys() == {"file"}
        assert secret["file"].startswith("deploy/secrets/")
    for service in whole["services"].values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|TOKEN|SECRET|DATABASE_URL", name):
                assert name.endswith("_FILE")
                assert value.startswith("/run/secrets/")
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert re.findall(r"\$\{\w+:-", text) == []
    assert "${BOT_PUBLIC_URL:?" in text
    assert "trust" not in whole["services"]["database"]["environment"].get("POSTGRES_HOST_AUTH_METHOD", "")


def test_whatever_runs_in_the_container_has_the_database(tmp_path: Path) -> None:
    """The address is in the file that a setting names, so `exec noticebot noticebot desk add` sees the same as the server."""
    service = compose()["services"]["noticebot"]
    assert "entrypoint" not in service
    named = service["environment"]["BOT_DATABASE_URL_FILE"]
    (secret,) = service["secrets"]
    assert named == f"/run/secrets/{secret}"
    file = tmp_path / secret
    file.write_text("postgresql+asyncpg://noticebot:p%40ss@database/noticebot\n", encoding="utf-8")
    environment = {**service["environment"], "BOT_PUBLIC_URL": "", "BOT_DATABASE_URL_FILE": str(file)}
    settings = read_settings(environment, tmp_path)
    assert settings.database_url == file.read_text(encoding="utf-8").strip()
    assert settings.unknown == ()
    for missing in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(SettingsError, match="BOT_DATABASE_URL_FILE"):
            read_settings({"BOT_DATABASE_URL_FILE": str(missing)}, tmp_path)
    own = {"BOT_DATABASE_URL": "sqlite:////tmp/x.db", "BOT_DATABASE_URL_FILE": str(file)}
    assert read_settings(own, tmp_path).database_url == "sqlite:////tmp/x.db"


def test_the_desk_is_reached_by_this_machine_alone() -> None:
    """It listens where the port leads, and the page tells how."""
    service = compose()["services"]["noticebot"]
    assert service["environment"]["BOT_DESK_BIND"] == "0.0.0.0:8081"
    assert service["ports"] == ["127.0.0.1:8081:8081"]
    told = (ROOT / "docs" / "containers.md").read_text(encoding="utf-8")
    assert "noticebot noticebot desk add" in told
    assert "127.0.0.1:8081" in told


def test_noticebot_is_shut_in_and_believes_nginx() -> None:
    """No rights, a root that cannot be written, and the addresses of the network that the proxy is in."""
    service = compose()["services"]["noticebot"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["volumes"] == ["data:/data"]
    subnet = compose()["networks"]["inside"]["ipam"]["config"][0]["subnet"]
    assert service["environment"]["BOT_TRUSTED_PROXIES"] == subnet


def test_nginx_understands_its_file(tmp_path: Path) -> None:
    """deploy/nginx-compose.conf, with a certificate in the place of the secret, at other ports."""
    text = (ROOT / "deploy" / "nginx-compose.conf").read_text(encoding="utf-8")
    key, certificate = self_signed(tmp_path, "x")
    plain, secure = ports(2)
    for old, new in (
        ("/run/secrets/certificate_key", str(key)),
        ("/run/secrets/certificate;", f"{certificate};"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{secure} ssl;"),
    ):
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "noticebot.conf").write_text(text, encoding="utf-8")
    whole = tmp_path / "nginx.conf"
    whole.write_text(AROUND.format(folder=tmp_path), encoding="utf-8")
    tested = subprocess.run(
        [program("nginx"), "-p", str(tmp_path), "-c", str(whole), "-t"],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert tested.returncode == 0, tested.stderr
    targets = yaml.safe_load((ROOT / "deploy" / "prometheus.yml").read_text("utf-8"))["scrape_configs"][0]
    assert targets["static_configs"][0]["targets"] == ["noticebot:8080"]
    assert "http://noticebot:8080" in text

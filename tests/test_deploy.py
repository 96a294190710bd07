"""What deploy/ and its guide name exists: commands, settings, addresses, files; and nothing runs as root."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from entrepot.cli.main import app
from entrepot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
CONTAINER = (DEPLOY / "Containerfile").read_text("utf-8")
KNOWN = {f"ENTREPOT_{name.upper()}" for name in Settings.model_fields}


def assert_is_a_command(words: list[str]) -> None:
    """Each word leads to a command, each option is one of its options."""
    found = get_command(app)
    for word in words:
        if word.startswith("--"):
            options = {name for parameter in found.params for name in parameter.opts}
            assert word in options, f"{word} is no option of {found.name}"
        elif hasattr(found, "commands"):
            assert word in found.commands, f"{word} is no command"
            found = found.commands[word]


def settings_in(path: Path) -> dict[str, str]:
    lines = [line.removeprefix("# ") for line in path.read_text("utf-8").splitlines()]
    return dict(line.split("=", 1) for line in lines if re.match(r"ENTREPOT_\w+=", line))


def values(unit: Path, name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", unit.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_that_exists_and_not_as_root(unit: Path) -> None:
    (start,) = values(unit, "ExecStart")
    words = shlex.split(start)
    assert words[0] == "/opt/entrepot/bin/entrepot"
    assert_is_a_command([word for word in words[1:] if not word.startswith("/")])
    assert values(unit, "User") == ["entrepot"]
    assert values(unit, "NoNewPrivileges") == ["yes"]
    assert values(unit, "ProtectSystem") == ["strict"]


def test_every_setting_that_is_named_exists_and_is_acceptable() -> None:
    named = settings_in(DEPLOY / "entrepot.env")
    assert named.keys() <= KNOWN
    given = {name.removeprefix("ENTREPOT_").lower(): value for name, value in named.items()}
    assert Settings.model_validate(given).public_url == "https://orders.example.com"
    guides = "".join((ROOT / "docs/guides" / f"{name}.md").read_text("utf-8") for name in ("deploy", "mail", "backup"))
    assert set(re.findall(r"ENTREPOT_[A-Z_]+", guides + CONTAINER + UNITS[-1].read_text("utf-8"))) <= KNOWN


def test_the_unit_waits_longer_than_the_server_takes_to_stop() -> None:
    (seconds,) = values(DEPLOY / "entrepot.service", "TimeoutStopSec")
    given = int(settings_in(DEPLOY / "entrepot.env")["ENTREPOT_SHUTDOWN_SECONDS"])
    assert int(seconds) > 2 * given  # once for the requests, once for the jobs


def test_the_image_is_made_of_what_is_here_and_runs_as_nobody_special() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINER, re.MULTILINE)
    allowed = (DEPLOY / "Containerfile.containerignore").read_text("utf-8")
    for name in " ".join(copied).split():
        assert (ROOT / name).exists(), name
        assert f"!{name}\n" in allowed
    assert len(re.findall(r"^FROM python:3\.\d+-slim", CONTAINER, re.MULTILINE)) == 2
    assert re.findall(r"^USER (.+)$", CONTAINER, re.MULTILINE) == ["entrepot"]
    assert_is_a_command(re.findall(r'^CMD \["(\w+)"\]$', CONTAINER, re.MULTILINE))


def test_the_health_check_asks_an_address_that_answers(tmp_path: Path) -> None:
    from tests.server import running

    checked = re.search(r"CMD \[\"python\", \"-c\", \"(.+)\"\]", CONTAINER)
    assert checked is not None
    with running(tmp_path / "book.sqlite3") as server:
        words = checked[1].replace("http://127.0.0.1:8000", server.url)
        assert subprocess.run([sys.executable, "-c", words], check=False, timeout=30).returncode == 0
    assert subprocess.run([sys.executable, "-c", words], check=False, capture_output=True, timeout=30).returncode == 1


def test_what_the_guide_installs_is_there() -> None:
    guide = (ROOT / "docs/guides/deploy.md").read_text("utf-8")
    for name in re.findall(r"deploy/[\w.-]+", guide):
        assert (ROOT / name).exists(), name
    for words in re.findall(r"(?:bin/|exec entrepot )entrepot ((?:[a-z-]+ ?)+)", guide):
        assert_is_a_command(words.split())

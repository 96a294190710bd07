"""`entrepot pull` and `push`: from a live server into a book that is free, and into one that a server holds."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from entrepot.clock import SystemClock
from tests.cli.terminal import Said, Terminal, make_organization
from tests.dialects.trade import NAMES, credentials_of, furnish
from tests.makers import World, make_world, open_store
from tests.server import RunningServer, running


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningServer, World, World]]:
    """Another house's server: one organization full of orders, one with suppliers and products only."""
    folder = tmp_path_factory.mktemp("origin")
    with open_store(folder, SystemClock()) as store:
        full, bare = furnish(store), make_world(store, "Bare")
    with running(folder / "book.sqlite3") as server:
        yield server, full, bare


def secret_file(folder: Path, credentials: dict[str, str], mode: int = 0o600) -> str:
    path = folder / "credentials.json"
    path.write_text(json.dumps(credentials), "utf-8")
    path.chmod(mode)
    return str(path)


def exchange(
    terminal: Terminal, verb: str, name: str, origin: Any, world: World, organization: str, *words: str
) -> Said:
    file = secret_file(terminal.folder, credentials_of(world))
    given = ("--url", f"{origin[0].url}/{name}", "--credentials-file", file, "--organization", organization)
    return terminal.run(verb, name, *given, *words)


@pytest.mark.parametrize("name", NAMES)
def test_a_pull_tells_what_became_of_everything_and_changes_nothing_the_second_time(
    anywhere: Terminal, origin: Any, name: str
) -> None:
    organization = make_organization(anywhere)
    lines = anywhere.folder / f"{name}.jsonl"
    first = exchange(anywhere, "pull", name, origin, origin[1], organization, "--json", "--report", str(lines)).document
    assert first["counts"]["orders"] == {"created": 7, "changed": 0, "unchanged": 0, "refused": 0}
    assert first["dry_run"] is False
    listed = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    assert sum(line["noun"] == "orders" and line["became"] == "created" for line in listed) == 7
    again = exchange(anywhere, "pull", name, origin, origin[1], organization, "--json").document
    assert again["counts"]["orders"] == {"created": 0, "changed": 0, "unchanged": 7, "refused": 0}
    assert again["skipped"] == first["skipped"]
    newer = exchange(anywhere, "pull", name, origin, origin[1], organization, "--json", "--since", "last").document
    assert newer["counts"]["orders"]["unchanged"] == 0


def test_a_dry_run_stores_nothing(anywhere: Terminal, origin: Any) -> None:
    organization = make_organization(anywhere)
    planned = exchange(anywhere, "pull", "pack", origin, origin[1], organization, "--json", "--dry-run").document
    assert planned["counts"]["orders"]["created"] == 7
    done = exchange(anywhere, "pull", "pack", origin, origin[1], organization, "--json", "--only", "suppliers,products")
    assert set(done.document["counts"]) == {"suppliers", "products"}


def test_what_was_pulled_is_pushed_to_a_third_house_once(anywhere: Terminal, origin: Any) -> None:
    organization = make_organization(anywhere)
    exchange(anywhere, "pull", "pack", origin, origin[1], organization)
    pushed = exchange(anywhere, "push", "shipwell", origin, origin[2], organization, "--json")
    assert pushed.code == 6, "orders that came without an address cannot go where an address is needed"
    told = json.loads(pushed.out)
    assert told["counts"]["orders"]["refused"] == 7
    assert "country" in told["told"][0]["reasons"][0]
    done = exchange(anywhere, "push", "pack", origin, origin[2], organization, "--json", "--only", "suppliers")
    made = done.document["counts"]["suppliers"]["created"]
    assert made == 2
    again = exchange(anywhere, "push", "pack", origin, origin[2], organization, "--json", "--only", "suppliers")
    assert again.document["counts"]["suppliers"]["created"] == 0


def test_people_read_a_list_of_counts(anywhere: Terminal, origin: Any) -> None:
    organization = make_organization(anywhere)
    said = exchange(anywhere, "pull", "shipwell", origin, origin[1], organization)
    assert said.code == 0
    assert "7 created" in said.out
    assert "passed over: Shipwell's orders API lists no suppliers" in said.out


@pytest.mark.parametrize(
    ("change", "code", "why"),
    [
        ({"token": "ek_" + "x" * 43}, 3, ""),
        ({"token": ""}, 2, "token is missing"),
    ],
)
def test_credentials_that_do_not_do_are_refused(
    anywhere: Terminal, origin: Any, change: dict[str, str], code: int, why: str
) -> None:
    organization = make_organization(anywhere)
    file = secret_file(anywhere.folder, credentials_of(origin[1]) | change)
    words = ("--url", f"{origin[0].url}/pack", "--credentials-file", file, "--organization", organization)
    said = anywhere.run("pull", "pack", *words, "--json")
    assert said.code == code
    assert why in said.error["message"]


def test_a_file_that_others_can_read_holds_no_secret(terminal: Terminal) -> None:
    file = secret_file(terminal.folder, {"token": "a"}, 0o644)
    words = ("--url", "http://127.0.0.1:1", "--credentials-file", file, "--organization", "x", "--json")
    said = terminal.run("pull", "pack", *words)
    assert (said.code, said.error["code"]) == (2, "credentials.file")
    assert "chmod 600" in said.error["message"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("pull", "acme"), "exchange.dialect"),
        (("pull", "pack", "--only", "buckets"), "command.argument"),
        (("pull", "pack", "--since", "yesterday"), "command.argument"),
        (("push", "pack", "--since", "last"), "command.argument"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_once(terminal: Terminal, words: tuple[str, ...], code: str) -> None:
    organization = make_organization(terminal)
    file = secret_file(terminal.folder, {"token": "a", "organization_id": "b"})
    given = ("--url", "http://127.0.0.1:1", "--credentials-file", file, "--organization", organization, "--json")
    assert terminal.run(*words, *given).error["code"] == code

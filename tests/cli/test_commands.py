"""Organizations, users, keys and the file, made and looked after from a terminal, with and without a server."""

import contextlib
import json
import sqlite3
import urllib.error
import urllib.request
from typing import Any
from uuid import UUID

import pytest

from tests.cli.terminal import Serving, Terminal, make_organization

PASSWORD = "correct horse battery"


def test_an_organization_a_user_and_a_key_are_made(anywhere: Terminal) -> None:
    made = anywhere.run(
        "organization", "create", "Harbor Row", "--currency", "eur", "--country", "NL", "--json"
    ).document
    assert {name: made[name] for name in made if name != "id"} == {
        "serial": 1001,
        "name": "Harbor Row",
        "currency": "EUR",
        "time_zone": "UTC",
        "country": "NL",
    }
    organization = ("--organization", made["id"])
    user = anywhere.spawn(
        "user", "create", "ops@harbor.example", *organization, "--role", "buyer", "--password-stdin", "--json",
        typed=f"{PASSWORD}\n",
    ).document  # fmt: skip
    assert (user["email"], user["role"], user["organization_id"]) == ("ops@harbor.example", "buyer", made["id"])
    key = anywhere.spawn("key", "create", *organization, "--name", "Till", "--role", "viewer", "--json").document
    assert (key["name"], key["role"]) == ("Till", "viewer")
    assert key["api_key"].startswith(key["prefix"])
    said = anywhere.run("can", "ops@harbor.example", "people.write", "--json").document
    assert (said["allowed"], said["roles"]) == (False, ["admin"])
    assert "role buyer" in said["reason"]
    assert anywhere.run("can", "ops@harbor.example", "fly").code == 2
    (known,) = anywhere.run("key", "list", *organization, "--json").document["keys"]
    assert (known["id"], known["active"], known["last_used_at"]) == (key["id"], True, None)
    assert f"{key['prefix']}  Till, viewer, never used" in anywhere.run("key", "list", *organization).out
    taken = anywhere.spawn(
        "user", "create", "OPS@harbor.example", *organization, "--role", "viewer", "--password-stdin", "--json",
        typed=PASSWORD,
    )  # fmt: skip
    assert (taken.code, taken.error["kind"]) == (6, "conflict")


def test_a_mistake_is_told_with_its_field_and_exit_code(anywhere: Terminal) -> None:
    organization = make_organization(anywhere)
    nowhere = "0198f0c2-7d1e-7a3b-8c4d-5e6f708192a3"
    wrong = anywhere.run("organization", "create", "", "--currency", "GOLD", "--json")
    assert wrong.code == 2
    assert {".".join(field["path"]) for field in wrong.error["fields"]} == {"name", "currency"}
    unknown = anywhere.run("key", "create", "--organization", nowhere, "--json")
    assert (unknown.code, unknown.error["code"]) == (5, "organization.unknown")
    words = ("user", "create", "x@harbor.example", "--organization", organization, "--password-stdin", "--json")
    alone = anywhere.spawn(*words, "--role", "supplier", typed=PASSWORD)
    assert (alone.code, alone.error["fields"][0]["path"]) == (2, ["supplier_id"])
    nobody = anywhere.spawn(*words, "--role", "supplier", "--supplier", "1001", typed=PASSWORD)
    assert (nobody.code, nobody.error["code"]) == (2, "supplier.unknown")
    short = anywhere.spawn(*words, "--role", "viewer", typed="short")
    assert (short.code, short.error["fields"][0]["path"]) == (2, ["password"])


def test_the_file_is_upgraded_checked_and_copied(anywhere: Terminal) -> None:
    organization = make_organization(anywhere)
    upgraded = anywhere.run("database", "upgrade", "--json").document
    assert upgraded["database"] == str(anywhere.book)
    checked = anywhere.run("database", "check", "--json").document
    assert (checked["ok"], checked["faults"], checked["revision"]) == (True, [], upgraded["revision"])
    copied = anywhere.spawn("database", "backup", "copy.sqlite3", "--json").document
    copy = anywhere.folder / "copy.sqlite3"
    assert (copied["backup"], copied["bytes"]) == (str(copy), copy.stat().st_size)
    assert copy.stat().st_mode & 0o777 == 0o600
    again = anywhere.run("database", "backup", str(copy), "--json")
    assert (again.code, again.error["code"]) == (1, "store.backup")
    key = anywhere.run("key", "create", "--organization", organization, "--database", str(copy), "--json")
    assert key.document["organization_id"] == organization


def test_a_copy_is_whole_while_orders_come_in(terminal: Terminal) -> None:
    with terminal.serving("--demo") as server:
        card = terminal.run("demo", "--json").document
        for round_of in range(5):
            for number in range(10):
                order(server, card, f"B-{round_of}-{number}")
            to = terminal.folder / f"copy-{round_of}.sqlite3"
            terminal.run("database", "backup", str(to), "--json").document  # noqa: B018 - it must work
            with sqlite3.connect(to) as copy:
                found = copy.execute("SELECT count(*) FROM purchase_orders WHERE number LIKE 'B-%'").fetchone()[0]
            copy.close()
            assert found == 10 * (round_of + 1)


def order(server: Serving, card: dict[str, Any], number: str) -> None:
    """One order of one free-text line from the first supplier, over HTTP."""
    suppliers = call(server, card, "/suppliers?limit=1")
    line = {"description": "Chalk", "quantity": 3, "unit_price": "1.10"}
    call(
        server,
        card,
        "/purchase-orders",
        {"supplier_id": suppliers["items"][0]["id"], "number": number, "lines": [line]},
    )


def call(server: Serving, card: dict[str, Any], path: str, body: object = None) -> dict[str, Any]:
    """A request to the native API with the card's key."""
    request = urllib.request.Request(
        f"{server.url}/api/v1{path}",
        None if body is None else json.dumps(body).encode(),
        {"Authorization": f"Bearer {card['api_key']}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        document: dict[str, Any] = json.load(answer)
    return document


def test_a_damaged_file_is_named_with_its_faults(terminal: Terminal) -> None:
    make_organization(terminal)
    terminal.run("demo", "--json").document  # noqa: B018 - it must work
    with terminal.book.open("r+b") as file:
        file.seek(4096 * 60)
        file.write(b"\xa5" * 4096 * 6)
    checked = terminal.run("database", "check", "--json")
    assert checked.code == 1
    assert "Traceback" not in checked.err


def test_a_figure_that_was_tampered_with_is_named_with_its_order(terminal: Terminal) -> None:
    terminal.run("demo", "--json").document  # noqa: B018 - it must work
    with contextlib.closing(sqlite3.connect(terminal.book)) as book, book:
        [(order, line)] = book.execute(
            "SELECT order_id, id FROM purchase_order_lines WHERE quantity_received > 0 LIMIT 1"
        ).fetchall()
        book.execute("UPDATE purchase_order_lines SET quantity_received = quantity_received - 1 WHERE id = ?", (line,))
    checked = terminal.run("database", "check", "--json")
    assert (checked.code, checked.err) == (1, "")
    faults = json.loads(checked.out)["faults"]
    assert len(faults) == 1
    assert f"order {UUID(bytes=order)} of" in faults[0]


def test_a_path_that_leads_nowhere_is_told_so(terminal: Terminal) -> None:
    (terminal.folder / "letter.txt").write_text("Dear supplier,")
    for words, code, sentence in (
        (("database", "check", "--database", f"{terminal.folder}/typo.sqlite3"), 5, "There is no order book at"),
        (
            ("key", "create", "--organization", "x", "--database", f"{terminal.folder}/typo.sqlite3"),
            5,
            "There is no order book at",
        ),
        (("demo", "--database", f"{terminal.folder}/no/such/book.sqlite3"), 8, "does not exist; make it first"),
        (
            ("serve", "--port", "0", "--database", f"{terminal.folder}/no/such/book.sqlite3"),
            8,
            "does not exist; make it first",
        ),
        (("database", "check", "--database", "."), 8, "is not a file"),
        (("database", "check", "--database", f"{terminal.folder}/letter.txt"), 1, "is not an Entrepot order book"),
        (("database", "check", "--database", "postgresql://db/book"), 2, "not supported yet"),
        (("database", "check", "--database", "mysql://db/book"), 2, "is not a database address known here"),
    ):
        said = terminal.run(*words)
        assert said.code == code, words
        assert sentence in said.err
        assert said.err.startswith("entrepot: ")
        assert len(said.err.splitlines()) == 1
    assert not (terminal.folder / "typo.sqlite3").exists()


@pytest.mark.parametrize(
    "words", [(), ("frobnicate",), ("organization", "create", "Harbor Row"), ("serve", "--port", "x")]
)
def test_a_command_that_is_no_command_ends_with_two(terminal: Terminal, words: tuple[str, ...]) -> None:
    said = terminal.run(*words)
    assert said.code == 2
    assert "Usage" in said.err + said.out
    assert "Traceback" not in said.err


def test_a_setting_out_of_range_is_named(terminal: Terminal) -> None:
    said = terminal.spawn("database", "upgrade", "--json", ENTREPOT_PORT="70000")
    assert said.code == 2
    assert said.error["message"] == "Not acceptable: port (ENTREPOT_PORT)."
    assert said.error["fields"][0]["path"] == ["port"]


def test_a_password_is_never_an_argument(terminal: Terminal) -> None:
    organization = make_organization(terminal)
    words = ("user", "create", "a@harbor.example", "--organization", organization, "--role", "viewer", "--json")
    assert terminal.spawn(*words).error["code"] == "password.missing"
    assert terminal.spawn(*words, "--password-stdin", typed=b"\xff\xfe broken").error["fields"][0]["path"] == [
        "password"
    ]


def test_the_version_the_help_and_the_completion_are_printed(terminal: Terminal) -> None:
    assert terminal.run("--version").out.startswith("entrepot ")
    assert "Exit codes" in terminal.run("--help").out
    script = terminal.spawn("--show-completion", "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert (script.code, "_ENTREPOT_COMPLETE" in script.out) == (0, True)
    asked = {"_ENTREPOT_COMPLETE": "complete_bash", "COMP_WORDS": "entrepot database ", "COMP_CWORD": "2"}
    assert terminal.spawn(**asked).out.split() == ["upgrade", "check", "backup", "restore"]


def test_a_backup_of_a_served_book_is_kept_and_restored_elsewhere(terminal: Terminal) -> None:
    folder = terminal.folder / "backups"
    folder.mkdir()
    with terminal.serving("--demo") as server:
        card = terminal.run("demo", "--json").document
        order(server, card, "KEPT-1")
        made = [terminal.run("database", "backup", str(folder), "--keep", "2", "--json").document for _ in range(3)]
        assert made[2]["removed"] == [made[0]["backup"]]
        held = terminal.run("database", "restore", made[2]["backup"], "--json")
        assert (held.code, held.error["code"]) == (8, "store.held")
    book = terminal.folder / "restored.sqlite3"
    restored = terminal.run("database", "restore", made[2]["backup"], "--database", str(book), "--json").document
    assert (restored["ok"], restored["faults"]) == (True, [])
    again = terminal.run("database", "restore", made[2]["backup"], "--database", str(book), "--json")
    assert (again.code, again.error["code"]) == (6, "store.exists")

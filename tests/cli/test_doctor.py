"""The doctor names what is wrong with an installation, one by one, and how to mend it."""

import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from entrepot.actions.jobs import enqueue
from entrepot.cli.examining import examine
from entrepot.clock import SystemClock
from entrepot.settings import Settings
from entrepot.store.store import Store
from tests.cli.terminal import Terminal
from tests.makers import World, make_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with Store.open(f"sqlite:///{tmp_path / 'book.sqlite3'}", clock=SystemClock()) as store:
        yield make_world(store)


@pytest.fixture
def book(tmp_path: Path, world: World) -> Path:
    del world
    return tmp_path / "book.sqlite3"


def found(book: Path, what: str, **more: Any) -> list[tuple[str, str]]:
    """State and advice of every finding of this name."""
    settings = Settings(database_url=f"sqlite:///{book}", **{"port": 0, **more})
    findings = examine(settings)
    assert all(bool(each.mend) == (each.state != "ok") for each in findings)
    return [(each.state, each.mend) for each in findings if each.what == what]


def alter(book: Path, text: str, values: tuple[Any, ...] = ()) -> None:
    with closing(sqlite3.connect(book)) as raw:
        raw.execute(text, values)
        raw.commit()


def test_a_sound_installation_is_well(book: Path) -> None:
    findings = examine(Settings(database_url=f"sqlite:///{book}", port=0))
    assert {each.state for each in findings} == {"ok"}, findings
    named = {each.what for each in findings}
    assert named >= {"python", "sqlite", "clock", "book", "folder", "disk", "log", "schema", "ledger", "jobs", "worker"}


def test_a_book_that_is_not_there(tmp_path: Path) -> None:
    assert found(tmp_path / "nothing.sqlite3", "book")[0][0] == "error"


def test_files_that_others_may_read(book: Path) -> None:
    key = book.with_name(book.name + ".key")
    key.write_text("x")
    os.chmod(book, 0o644)
    os.chmod(key, 0o640)
    assert found(book, "book")[0][0] == "warning"
    assert found(book, "key file") == [("error", f"Others may read it: chmod 600 {key}.")]


def test_a_disk_without_room(book: Path) -> None:
    assert found(book, "disk", least_free_bytes=1 << 44)[0][0] == "error"


def test_a_clock_that_went_back(book: Path) -> None:
    os.utime(book, (4_000_000_000, 4_000_000_000))
    assert found(book, "clock")[0][0] == "error"


def test_a_book_of_a_newer_version_and_a_damaged_one(book: Path, tmp_path: Path) -> None:
    alter(book, "UPDATE alembic_version SET version_num = '9999'")
    assert found(book, "schema")[0][0] == "error"
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"SQLite format 3\x00" + b"nonsense" * 1000)
    assert "restore" in found(broken, "book")[-1][1]


def test_a_ledger_that_was_tampered_with(tmp_path: Path, world: World) -> None:
    from decimal import Decimal

    from entrepot.actions import orders
    from entrepot.book.orders.draft import LineDraft, OrderDraft

    book = tmp_path / "ledger" / "book.sqlite3"
    book.parent.mkdir()
    del world
    with Store.open(f"sqlite:///{book}", clock=SystemClock()) as store:
        mine = make_world(store)
        draft = OrderDraft(
            (LineDraft(product_id=mine.products[0].id, quantity=Decimal(3)),), supplier_id=mine.supplier.id
        )
        store.write_now(lambda uow: orders.create(uow, mine.admin, draft))
    assert found(book, "ledger")[0][0] == "ok"
    alter(book, "UPDATE purchase_order_lines SET quantity_received = 1000000")
    assert "entrepot database check" in found(book, "ledger")[0][1]


def test_jobs_that_are_dead_or_late(tmp_path: Path) -> None:
    book = tmp_path / "book.sqlite3"
    with Store.open(f"sqlite:///{book}", clock=SystemClock()) as store:
        organization_id = make_world(store).organization.id
        store.write_now(lambda uow: enqueue(uow, organization_id, "note", {}))
    assert found(book, "jobs")[0][0] == "ok"
    alter(book, "UPDATE jobs SET run_at = 0")
    assert "entrepot worker" in found(book, "worker")[0][1]
    alter(book, "UPDATE jobs SET state = 'dead'")
    assert "replay" in found(book, "jobs")[0][1]


def test_a_port_that_is_taken_and_an_address_that_leads_nowhere(book: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        # the world's store holds the book: ask about another one
        other = book.with_name("other.sqlite3")
        assert found(other, "port", port=port)[0][0] == "error"
    assert found(book, "public address", public_url=f"http://127.0.0.1:{port}")[0][0] == "error"


@pytest.mark.parametrize(
    "given",
    [
        {"host": "0.0.0.0"},  # noqa: S104 - what is warned of
        {"webhook_allow_private": "10.0.0.0/8"},
        {"smtp_host": "mail.example", "smtp_tls": "none"},
        {"smtp_password": "letmein"},
        {"worker": False},
    ],
)
def test_settings_that_are_unsafe(book: Path, given: dict[str, Any]) -> None:
    assert [state for state, _ in found(book, "settings", **given)] == ["warning"]


def test_the_command_ends_with_one_when_something_is_wrong(terminal: Terminal) -> None:
    wrong = terminal.run("doctor", "--json")
    assert wrong.code == 1
    assert '"mend": "Start the server once' in wrong.out
    terminal.run("database", "upgrade", "--json")
    well = terminal.run("doctor", "--json").document
    assert (well["ok"], well["errors"]) == (True, 0)
    assert "mode 0600" in terminal.run("doctor").out

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.schema import SchemaItem

from entrepot.store.schema import metadata
from entrepot.store.schema.lint import violations
from entrepot.store.types import Id, Moment, Whole
from tests.statements import Heard, listening, unowned_tables
from tests.store.makers import keep, names, open_store


def table(*parts: SchemaItem, kind: str | None = "tenant", name: str = "things") -> MetaData:
    described = MetaData()
    Table("people", described, Column("id", Id, primary_key=True), info={"kind": "platform"})
    Table("owners", described, Column("organization_id", Id, primary_key=True), info={"kind": "tenant"})
    Table(name, described, *parts, info={"kind": kind} if kind else {})
    return described


def own() -> Column[UUID]:
    return Column("organization_id", Id, primary_key=True)


def test_the_schema_keeps_every_rule() -> None:
    assert violations(metadata) == []


@pytest.mark.parametrize(
    ("described", "rule"),
    [
        (table(own(), kind=None), "S1"),
        (table(Column("id", Id, primary_key=True), own()), "S1"),
        (table(Column("organization_id", Id)), "S2"),
        (table(own(), Column("code", Text), UniqueConstraint("code")), "S2"),
        (table(own(), Column("code", Text), Index("ix", "code")), "S2"),
        (table(own(), Column("person_id", ForeignKey("people.id"))), "S2"),
        (table(own(), Column("owner_id", ForeignKey("owners.organization_id"))), "S2"),
        (table(own(), Column("serial", Whole, autoincrement=True)), "S3"),
        (table(own(), Column("at", Moment, server_default=text("CURRENT_TIMESTAMP"))), "S4"),
        (table(own(), Column("count", Whole, default=0)), "S4"),
        (table(own(), Column("owner_id", ForeignKey("owners.organization_id", ondelete="SET NULL"))), "S4"),
        (table(own(), Column("updated_at", Moment)), "S6"),
        (table(own(), Column("price", Float)), "types"),
        (table(own(), Column("serial", BigInteger)), "types"),
        (table(own(), Column("code", String(20))), "types"),
    ],
)
def test_a_table_that_breaks_a_rule_is_named(described: MetaData, rule: str) -> None:
    found = violations(described)
    assert any(each.startswith(f"{rule} things") for each in found), found


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT value FROM counters WHERE organization_id = X'00' AND name = 'x'",
        "INSERT INTO counters (organization_id, name, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        "UPDATE counters SET value = value + 1 WHERE organization_id = ? AND name = ?",
        'SELECT c."value" FROM "counters" AS c JOIN tags t ON t.organization_id = c.organization_id',
        "DELETE FROM counters WHERE (organization_id, name) IN (VALUES (?, ?))",
        "SELECT value FROM secrets WHERE name = 'from counters where'",
        "SAVEPOINT request",
        "CREATE TABLE counters (x)",
    ],
)
def test_a_statement_that_names_its_organization_is_fine(statement: str) -> None:
    assert unowned_tables(statement) == []


@pytest.mark.parametrize(
    ("statement", "tables"),
    [
        ("SELECT value FROM counters WHERE name = 'organization_id ='", ["counters"]),
        ("SELECT organization_id FROM counters", ["counters"]),
        ("DELETE FROM counters", ["counters"]),
        ("SELECT 1 FROM counters c, idempotency_keys AS i WHERE c.organization_id = ?", ["i"]),
        ("SELECT 1 FROM counters c JOIN idempotency_keys i ON i.key = c.name WHERE i.organization_id = ?", ["c"]),
    ],
)
def test_a_statement_that_forgets_an_organization_is_caught(statement: str, tables: list[str]) -> None:
    assert unowned_tables(statement) == tables


def test_the_listener_hears_the_driver_and_sqlalchemy_alike(book: Path) -> None:
    with listening() as heard, open_store(book) as store:
        heard.forget()
        store.write_now(keep("one"))
        store.read_now(names)
        assert heard.count() == 2


def test_the_listener_tells_the_suite_who_forgot_the_organization(book: Path) -> None:
    def broken() -> Heard:
        with listening() as heard, open_store(book) as store:
            store.read_now(lambda uow: uow.row("SELECT count(*) FROM counters"))
        return heard

    with pytest.raises(AssertionError, match="S5 counters"):
        broken()

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, Text, create_engine, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from entrepot.errors import Invalid
from entrepot.store import types as exact

INT64 = st.integers(-(2**63), 2**63 - 1)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


everything = Table(
    "everything",
    MetaData(),
    Column("id", exact.Id, primary_key=True),
    Column("price", exact.Scaled(6)),
    Column("rate", exact.Scaled(9)),
    Column("total", exact.Minor),
    Column("serial", exact.Whole),
    Column("at", exact.Moment),
    Column("due", exact.Day),
    Column("document", exact.Json),
    Column("active", exact.Flag),
    Column("colour", exact.Choice(Colour)),
    Column("note", Text),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)


@given(INT64, st.sampled_from([0, 2, 6, 9]))
def test_a_scaled_number_comes_back_as_it_went(scaled: int, places: int) -> None:
    value = exact.from_scaled(scaled, places)
    assert exact.to_scaled(value, places) == scaled
    assert value == Decimal(scaled) / 10**places
    assert "E+" not in str(value)
    assert value == 0 or value.as_tuple().exponent == 0 or not f"{value:f}".endswith("0")


@pytest.mark.parametrize(
    "value", ["0.0000001", "9223372036854.775808", "-9223372036854.775809", "1E+30", "NaN", "Infinity", "1" * 70]
)
def test_a_number_that_does_not_fit_is_refused_rather_than_rounded(value: str) -> None:
    with pytest.raises(Invalid):
        exact.to_scaled(Decimal(value), 6)


@pytest.mark.parametrize("value", ["9223372036854.775807", "-9223372036854.775808", "0", "-0.000001", "1E+3", "1.50"])
def test_a_number_that_fits_is_kept_to_the_last_digit(value: str) -> None:
    assert exact.from_scaled(exact.to_scaled(Decimal(value), 6), 6) == Decimal(value)


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))])))
def test_a_moment_keeps_its_microsecond_in_any_zone(moment: datetime) -> None:
    assert exact.from_micros(exact.to_micros(moment)) == moment


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        exact.to_micros(datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_document_keeps_the_digits_of_its_numbers() -> None:
    document = {"weight": Decimal("1.5"), "count": 3, "note": "größer ✓", "nested": [None, True, Decimal("0.1")]}
    text = exact.to_json(document)
    assert text == '{"weight":1.5,"count":3,"note":"größer ✓","nested":[null,true,0.1]}'
    assert exact.from_json(text) == {"weight": 1.5, "count": 3, "note": "größer ✓", "nested": [None, True, 0.1]}


@pytest.mark.parametrize("value", [Decimal("0.12345678901234567890"), float("nan"), {1, 2}, b"x"])
def test_a_document_that_json_cannot_hold_exactly_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        exact.to_json({"value": value})


ROW: dict[str, Any] = {
    "id": UUID("01957d2c-0000-7000-8000-0000000000ff"),
    "price": Decimal("4.35"),
    "rate": Decimal("1.081234567"),
    "total": -(2**63),
    "serial": 1001,
    "at": datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=UTC),
    "due": date(2026, 3, 31),
    "document": {"a": [1, None]},
    "active": True,
    "colour": Colour.BLUE,
    "note": "x",
}


@pytest.mark.parametrize("row", [ROW, dict.fromkeys(ROW) | {"id": ROW["id"]}], ids=["filled", "empty"])
def test_every_type_comes_back_from_a_strict_table_as_it_went(row: dict[str, Any]) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        everything.create(connection)
        connection.execute(insert(everything), row)
        assert connection.execute(select(everything)).mappings().one() == row
        kinds = connection.exec_driver_sql("SELECT typeof(id), typeof(price), typeof(at), typeof(due) FROM everything")
        assert kinds.one() == ("blob", *(("integer", "integer", "text") if row["due"] else ("null",) * 3))
    engine.dispose()


def test_both_engines_have_a_column_for_every_type() -> None:
    on_sqlite = str(CreateTable(everything).compile(dialect=sqlite.dialect()))
    on_postgresql = str(CreateTable(everything).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
    for words in ("id BLOB", "price INTEGER", "at INTEGER", "due TEXT", "document TEXT", "active INTEGER"):
        assert words in on_sqlite
    for words in (
        "id UUID",
        "price BIGINT",
        "at TIMESTAMP WITH TIME ZONE",
        "due DATE",
        "document JSONB",
        "active BOOL",
    ):
        assert words in on_postgresql


def test_a_word_off_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="green"):
        exact.Choice(Colour).process_bind_param("green", sqlite.dialect())

"""Cells as people write them."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from entrepot.book.imports import errors
from entrepot.book.imports.cells import CellWrong, decimal_comma_of, moment, number, read_cell
from entrepot.book.imports.fields import FIELDS, Cell, Field
from entrepot.book.imports.job import DateOrder, ImportKind, Style
from entrepot.book.imports.mapping import squeezed

DOT = Style()
COMMA = Style(decimal_comma=True)


def field(cell: Cell) -> Field:
    return Field("x", cell, "")


@pytest.mark.parametrize(
    ("text", "style", "meant"),
    [
        ("12", DOT, "12"),
        ("-1.5", DOT, "-1.5"),
        ("1,234.5", DOT, "1234.5"),
        ("1 234 567.25", DOT, "1234567.25"),
        ("1'234.5", DOT, "1234.5"),
        (".5", DOT, "0.5"),
        ("+3.", DOT, "3"),
        ("1,5", COMMA, "1.5"),
        ("1.234,5", COMMA, "1234.5"),
        ("1.234", COMMA, "1234"),
        ("-0", COMMA, "0"),
    ],
)
def test_a_number_is_read_exactly(text: str, style: Style, meant: str) -> None:
    assert number(text, style) == Decimal(meant)


@pytest.mark.parametrize(
    "text", ["", "x", "1,5", "12,34,567", "1..5", "1e5", "NaN", "٣", "1" * 41, "1.5 EUR", "1,2345"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(CellWrong) as refused:
        number(text, DOT)
    assert refused.value.code == errors.CELL_NUMBER


@given(some.decimals(min_value=-(10**12), max_value=10**12, places=6), some.booleans())
def test_every_number_comes_back_as_it_was_written(value: Decimal, comma: bool) -> None:
    text = f"{value:,f}"
    shown = text.translate(str.maketrans(",.", ".,")) if comma else text
    assert number(shown, COMMA if comma else DOT) == value


@pytest.mark.parametrize(
    ("texts", "delimiter", "comma"),
    [
        (["1.5", "2"], ";", False),
        (["1,5", "1234"], ";", True),
        (["1,5"], ",", True),
        (["1.234,50"], ";", True),
        (["1,234.50", "1,234"], ";", False),
        (["1.234"], ",", False),
        (["1.234"], ";", None),
        (["1,234"], ",", None),
        (["1.5", "1,5"], ";", None),
        (["0.125", "1.234"], ";", False),
        (["12", "x", ""], ";", False),
        (["1.234", "1.234.567,8"], ";", True),
    ],
)
def test_the_decimal_sign_is_found_or_asked_for(texts: list[str], delimiter: str, comma: bool | None) -> None:
    assert decimal_comma_of(texts, delimiter) is comma


@pytest.mark.parametrize(
    ("text", "dates", "meant"),
    [
        ("2026-03-17", DateOrder.ISO, datetime(2026, 3, 17, tzinfo=UTC)),
        ("2026-03-17T08:30:00+02:00", DateOrder.ISO, datetime(2026, 3, 17, 6, 30, tzinfo=UTC)),
        ("2026-03-17 08:30", DateOrder.ISO, datetime(2026, 3, 17, 8, 30, tzinfo=UTC)),
        ("17.3.2026", DateOrder.MONTH_FIRST, datetime(2026, 3, 17, tzinfo=UTC)),
        ("03/04/2026", DateOrder.DAY_FIRST, datetime(2026, 4, 3, tzinfo=UTC)),
        ("03/04/2026", DateOrder.MONTH_FIRST, datetime(2026, 3, 4, tzinfo=UTC)),
    ],
)
def test_a_date_is_read_where_one_day_can_be_meant(text: str, dates: DateOrder, meant: datetime) -> None:
    assert moment(text, Style(dates=dates)) == meant


@pytest.mark.parametrize(
    "text", ["03/04/2026", "2026-02-30", "17-3-26", "soon", "0001-01-01T00:00:00+14:00", "31.4.2026"]
)
def test_any_other_date_is_refused(text: str) -> None:
    with pytest.raises(CellWrong) as refused:
        moment(text, DOT)
    assert refused.value.code == errors.CELL_DATE


@pytest.mark.parametrize(
    ("cell", "text", "code"),
    [
        (Cell.WHOLE, "1.5", errors.CELL_WHOLE),
        (Cell.WHOLE, "x", errors.CELL_WHOLE),
        (Cell.FLAG, "perhaps", errors.CELL_FLAG),
        (Cell.BREAKS, "10", errors.CELL_BREAKS),
        (Cell.BREAKS, "10:x", errors.CELL_NUMBER),
    ],
)
def test_a_cell_that_does_not_fit_its_field_says_why(cell: Cell, text: str, code: str) -> None:
    with pytest.raises(CellWrong) as refused:
        read_cell(field(cell), text, DOT)
    assert refused.value.code == code


def test_flags_and_lists_are_read_as_people_write_them() -> None:
    assert [read_cell(field(Cell.FLAG), text, DOT) for text in ("Yes", "x", "0", "FALSE")] == [True, True, False, False]
    assert read_cell(field(Cell.TEXTS), " a; b ;;c", DOT) == ("a", "b", "c")
    assert read_cell(field(Cell.WHOLE), "1,000", DOT) == 1000


@pytest.mark.parametrize("kind", list(ImportKind))
def test_no_two_fields_of_a_kind_share_a_name_or_another_word(kind: ImportKind) -> None:
    names = [squeezed(each.name) for each in FIELDS[kind].values()]
    assert len(names) == len(set(names))
    words = [squeezed(alias) for each in FIELDS[kind].values() for alias in each.aliases]
    assert len(words) == len(set(words))

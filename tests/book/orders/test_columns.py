"""Custom columns: which values each type takes, and the form they are kept in."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from entrepot.book.orders.columns import ColumnType, CustomColumn, fitted
from entrepot.errors import Findings

MOMENT = datetime(2026, 3, 2, tzinfo=UTC)


def column(type: ColumnType, *choices: str) -> CustomColumn:
    return CustomColumn(UUID(int=1), UUID(int=2), 1001, "field", "Field", type, choices, None, 1, MOMENT, MOMENT)


@given(some.decimals(min_value=-(10**15), max_value=10**15, places=6))
def test_a_number_comes_back_as_the_number_it_was(number: Decimal) -> None:
    kept = column(ColumnType.NUMBER).value(number)
    assert isinstance(kept, str)
    assert Decimal(kept) == number
    assert column(ColumnType.NUMBER).value(kept) == kept


@pytest.mark.parametrize(
    "given", [Decimal("1E+40"), Decimal("1E-40"), "1e9999999", Decimal("Infinity"), "", " ", [], {}]
)
def test_what_is_no_number_of_thirty_digits_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match="Field takes a number"):
        column(ColumnType.NUMBER).value(given)


def test_a_number_stored_before_there_was_a_column_still_counts() -> None:
    assert column(ColumnType.NUMBER).value(12.5) == "12.5"


def test_every_value_that_does_not_fit_is_named_and_the_rest_left_as_it_is() -> None:
    findings = Findings()
    columns = {"day": column(ColumnType.DATE), "gift": column(ColumnType.BOOL)}
    data: dict[str, object] = {"day": "soon", "gift": 1, "free": {"a": [1]}}
    assert fitted(findings, data, columns) == {"free": {"a": [1]}}
    assert [each.path for each in findings.fields] == [("custom_data", "day"), ("custom_data", "gift")]

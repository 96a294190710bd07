from decimal import Decimal

import pytest

from entrepot.book.receiving.errors import SERIALS_COUNT, SERIALS_REPEATED
from entrepot.book.receiving.serials import spelled_out
from entrepot.errors import FIELD_TOO_LONG, Findings

D = Decimal
PATH = ("serial_numbers",)


@pytest.mark.parametrize(
    ("given", "quantity", "codes"),
    [
        (("100+",), "3", ("100", "101", "102")),
        (("A-098+",), "3", ("A-098", "A-099", "A-100")),
        (("007", "100+"), "3", ("007", "100", "101")),
        ((" X1 ", "X2"), "2", ("X1", "X2")),
        (("9+",), "1", ("9",)),
    ],
)
def test_serial_numbers_are_written_out(given: tuple[str, ...], quantity: str, codes: tuple[str, ...]) -> None:
    findings = Findings()
    assert spelled_out(findings, PATH, given, D(quantity)) == codes
    assert findings.fields == []


@pytest.mark.parametrize(
    ("given", "quantity", "code"),
    [
        (("1", "2"), "3", SERIALS_COUNT),
        (("1", "2", "3"), "2", SERIALS_COUNT),
        (("1",), "1.5", SERIALS_COUNT),
        (("1",), "0", SERIALS_COUNT),
        (("1+",), "10001", SERIALS_COUNT),
        (("a", "A"), "2", SERIALS_REPEATED),
        (("101", "100+"), "3", SERIALS_REPEATED),
        (("",), "1", FIELD_TOO_LONG),
        (("9" * 129 + "+",), "1", FIELD_TOO_LONG),
    ],
)
def test_serial_numbers_that_do_not_fit_the_goods_are_refused(given: tuple[str, ...], quantity: str, code: str) -> None:
    findings = Findings()
    spelled_out(findings, PATH, given, D(quantity))
    assert code in [field.code for field in findings.fields]

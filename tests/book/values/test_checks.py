from decimal import Decimal

import pytest

from entrepot.book.values import checks
from entrepot.book.values.address import Address
from entrepot.book.values.country import COUNTRIES
from entrepot.book.values.errors import COUNTRY_UNKNOWN, CURRENCY_UNKNOWN, MONEY_DIGITS, MONEY_NEGATIVE, MONEY_RANGE
from entrepot.book.values.money import Money
from entrepot.errors import FIELD_FORMAT, FIELD_REQUIRED, FIELD_TOO_LONG, Code, Findings


def found(findings: Findings) -> list[tuple[object, Code]]:
    return [(error.path, error.code) for error in findings.fields]


@pytest.mark.parametrize("email", ["a@b", "orders@brightwater.example", "o'neil+po@x.example", "ü@münchen.example"])
def test_an_address_with_one_at_sign_is_an_email(email: str) -> None:
    findings = Findings()
    checks.email(findings, ("email",), email)
    assert found(findings) == []


@pytest.mark.parametrize("email", ["", "a", "@b", "a@", "a b@c", "a@b@c", "a@b\nbcc:x@y", "x" * 250 + "@b.cc"])
def test_anything_else_is_no_email(email: str) -> None:
    findings = Findings()
    checks.email(findings, ("email",), email)
    assert len(findings.fields) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", FIELD_REQUIRED),
        ("  ", FIELD_REQUIRED),
        ("x" * 201, FIELD_TOO_LONG),
        ("a\x00", FIELD_FORMAT),
        ("\ud800", FIELD_FORMAT),
    ],
)
def test_a_name_is_not_blank_not_long_and_can_be_stored(text: str, code: Code) -> None:
    findings = Findings()
    checks.text(findings, ("name",), text, blank=False)
    assert found(findings) == [(("name",), code)]


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("-0.01", MONEY_NEGATIVE),
        ("0.0000001", MONEY_DIGITS),
        ("1000000000000", MONEY_RANGE),
        ("NaN", MONEY_RANGE),
        ("Infinity", MONEY_RANGE),
    ],
)
def test_a_price_that_cannot_be_kept_exactly_is_refused(amount: str, code: Code) -> None:
    findings = Findings()
    checks.money(findings, ("price",), Money(Decimal(amount), "EUR"))
    assert found(findings) == [(("price", "amount"), code)]


def test_trailing_zeros_are_no_digits() -> None:
    findings = Findings()
    checks.price(findings, ("price",), Decimal("1.50000000000"))
    assert found(findings) == []


def test_currencies_and_countries_come_from_closed_lists() -> None:
    findings = Findings()
    checks.currency(findings, ("currency",), "EUX")
    checks.country(findings, ("country",), "nl")
    checks.country(findings, ("country",), "NL")
    assert found(findings) == [(("currency",), CURRENCY_UNKNOWN), (("country",), COUNTRY_UNKNOWN)]
    assert len(COUNTRIES) == 249


def test_every_wrong_part_of_an_address_is_named() -> None:
    findings = Findings()
    checks.address(findings, ("ship_to",), Address(line_1="x" * 201, country="XX", email="nobody"))
    assert [path for path, _ in found(findings)] == [
        ("ship_to", "line_1"),
        ("ship_to", "country"),
        ("ship_to", "email"),
    ]


def test_a_document_may_not_be_bottomless() -> None:
    deep: dict[str, object] = {}
    for _ in range(20):
        deep = {"more": deep}
    findings = Findings()
    checks.document(findings, ("extension",), deep)
    checks.document(findings, ("extension",), {"pack": {"note": ["\ud800"]}})
    checks.document(findings, ("extension",), {"pack": {"note": ["fine"]}})
    assert found(findings) == [(("extension",), FIELD_FORMAT)] * 2

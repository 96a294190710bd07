"""The money of an order: exact, rounded once per line, and every total the sum of its parts."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.book.orders.draft import LineDraft
from entrepot.book.orders.errors import DISCOUNT_RANGE, TOTAL_RANGE
from entrepot.book.orders.line import Discount, DiscountType
from entrepot.book.orders.order import Charge
from entrepot.book.orders.totals import adjusted_unit_price, line_net
from entrepot.book.values.currency import DIGITS
from entrepot.book.values.money import rounded, split
from entrepot.errors import Invalid
from tests.book.orders.makers import an_order, item

D = Decimal
quantities = st.decimals(min_value="0.001", max_value="99999", places=3, allow_nan=False)
prices = st.decimals(min_value=0, max_value="99999.999999", places=6, allow_nan=False)
percents = st.decimals(min_value=0, max_value=100, places=2, allow_nan=False)
currencies = st.sampled_from(["EUR", "JPY", "BHD", "CLF"])


@st.composite
def lines(draw: st.DrawFn) -> LineDraft:
    discount = draw(st.none() | percents.map(lambda value: Discount(DiscountType.PERCENT, value)))
    if draw(st.booleans()):
        return LineDraft(
            description="by case",
            cases=D(draw(st.integers(1, 500))),
            units_per_case=D(draw(st.integers(1, 48))),
            case_price=draw(prices),
            discount=discount,
            tax_rate=draw(percents),
        )
    return LineDraft(
        description="by unit",
        quantity=draw(quantities),
        unit_price=draw(prices),
        discount=discount,
        tax_rate=draw(percents),
    )


def half_up(exact: Fraction, places: int) -> Decimal:
    """Independent rounding: whole units by integer arithmetic, halves away from zero."""
    scaled = exact * 10**places
    sign = -1 if scaled < 0 else 1
    units = (abs(scaled) * 2 + 1) // 2
    return D(sign * int(units)).scaleb(-places)


@given(st.lists(lines(), min_size=1, max_size=8), currencies, percents, prices)
def test_every_total_is_the_sum_of_its_parts(
    drafts: list[LineDraft], currency: str, off: Decimal, delivery: Decimal
) -> None:
    order = an_order(
        *drafts,
        currency=currency,
        discount=Discount(DiscountType.PERCENT, off),
        delivery_cost=delivery,
        charges=(Charge("customs", D("1.25")),),
    )
    totals = order.totals
    assert totals.subtotal == sum(line.net for line in order.lines)
    assert totals.tax == sum(line.tax for line in order.lines)
    assert totals.total == totals.subtotal - totals.discount + totals.delivery + totals.charges + totals.tax
    for amount in (totals.subtotal, totals.discount, totals.delivery, totals.charges, totals.tax, totals.total):
        assert amount == rounded(amount, DIGITS[currency])


@given(lines(), currencies)
def test_a_line_is_rounded_once_from_its_exact_net(draft: LineDraft, currency: str) -> None:
    line = an_order(draft, currency=currency).lines[0]
    places = DIGITS[currency]
    if draft.cases is not None:
        gross = Fraction(draft.cases) * Fraction(draft.case_price or 0)
    else:
        gross = Fraction(draft.quantity or 0) * Fraction(draft.unit_price or 0)
    share = Fraction(draft.discount.value) / 100 if draft.discount is not None else Fraction(0)
    exact = gross * (1 - share)
    assert line.net == half_up(exact, places)
    assert line.tax == half_up(exact * Fraction(draft.tax_rate or 0) / 100, places)


@given(
    st.decimals(min_value=-10_000, max_value=10_000, places=2, allow_nan=False),
    st.lists(st.decimals(min_value=0, max_value=1000, places=3, allow_nan=False), min_size=1, max_size=12),
)
def test_parts_of_a_split_sum_to_the_whole_and_differ_from_their_share_by_less_than_a_cent(
    amount: Decimal, weights: list[Decimal]
) -> None:
    parts = split(amount, weights, 2)
    assert sum(parts) == amount
    shares = weights if sum(weights) else [D(1)] * len(weights)
    for part, share in zip(parts, shares, strict=True):
        assert abs(Fraction(part) - Fraction(amount) * Fraction(share) / Fraction(sum(shares))) < Fraction(1, 100)


def test_freight_of_60_over_900_and_300_of_goods_is_45_and_15() -> None:
    assert split(D("60.00"), [D(900), D(300)], 2) == [D("45.00"), D("15.00")]


def test_100_in_three_parts_leaves_no_cent_over() -> None:
    assert split(D("100.00"), [D(1)] * 3, 2) == [D("33.34"), D("33.33"), D("33.33")]


# C70, C71
@pytest.mark.parametrize(
    ("quantity", "price", "net"),
    [
        ("2.75", "41.18", "113.25"),
        ("12", "0.001", "0.01"),
        ("1", "0.005", "0.01"),
        ("1", "0.0049", "0.00"),
        ("3", "0.333333", "1.00"),
    ],
)
def test_halves_are_rounded_away_from_zero_and_the_price_keeps_its_digits(quantity: str, price: str, net: str) -> None:
    line = an_order(item(quantity, price)).lines[0]
    assert line.net == D(net)
    assert line.unit_price == D(price)


def test_a_discount_of_100_percent_costs_exactly_nothing() -> None:
    line = an_order(item("2.75", "41.18", discount=Discount(DiscountType.PERCENT, D(100)))).lines[0]
    assert line.net == D("0.00")


def test_a_fixed_discount_comes_off_each_unit_also_by_case() -> None:
    by_unit = an_order(item("120", "2.40", discount=Discount(DiscountType.PERCENT, D(10)))).lines[0]
    assert by_unit.net == D("259.20")
    by_case = an_order(
        LineDraft(
            description="Tape",
            cases=D(8),
            units_per_case=D(36),
            case_price=D("54.00"),
            discount=Discount(DiscountType.AMOUNT, D("0.10")),
        )
    ).lines[0]
    assert (by_case.quantity_ordered, by_case.unit_price) == (D(288), D("1.5"))
    assert adjusted_unit_price(by_case) == D("1.4")
    assert by_case.net == D("403.20")


def test_a_case_price_that_does_not_divide_evenly_does_not_drift() -> None:
    line = an_order(LineDraft(description="x", cases=D(7), units_per_case=D(3), case_price=D("10.00"))).lines[0]
    assert line.unit_price == D("3.333333")
    assert line.net == D("70.00")
    assert line_net(line) == D(70)


def test_tax_is_worked_out_from_the_unrounded_net() -> None:
    line = an_order(item("7", "4.99", tax_rate=D(5))).lines[0]
    assert (line.net, line.tax) == (D("34.93"), D("1.75"))


def test_an_order_of_three_tax_rates_with_delivery_adds_up() -> None:
    order = an_order(
        item("12", "2.35", tax_rate=D(20)),
        item("7", "4.99", tax_rate=D(5)),
        item("3", "10.00", tax_rate=D(0)),
        delivery_cost=D("6.50"),
    )
    totals = order.totals
    assert (totals.subtotal, totals.tax, totals.delivery) == (D("93.13"), D("7.39"), D("6.50"))
    assert totals.total == D("107.02")


def test_an_order_discount_does_not_lower_the_tax() -> None:
    order = an_order(item("10", "10", tax_rate=D(20)), discount=Discount(DiscountType.AMOUNT, D(15)))
    assert (order.totals.discount, order.totals.tax, order.totals.total) == (D("15.00"), D("20.00"), D("105.00"))


@pytest.mark.parametrize(
    "discount",
    [
        Discount(DiscountType.AMOUNT, D("4.36")),
        Discount(DiscountType.AMOUNT, D("-0.01")),
        Discount(DiscountType.PERCENT, D("100.01")),
    ],
)
def test_a_discount_beyond_the_price_is_refused(discount: Discount) -> None:
    with pytest.raises(Invalid) as refused:
        an_order(item(discount=discount))
    assert [(field.path, field.code) for field in refused.value.fields] == [(("lines", 0, "discount"), DISCOUNT_RANGE)]


def test_an_order_discount_larger_than_the_goods_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        an_order(item("1", "5"), discount=Discount(DiscountType.AMOUNT, D("5.01")))
    assert refused.value.fields[0].code == DISCOUNT_RANGE


def test_an_amount_too_large_to_be_kept_exactly_is_refused_and_not_cut() -> None:
    with pytest.raises(Invalid) as refused:
        an_order(item("999999999", "999999999999"))
    assert [field.code for field in refused.value.fields] == [TOTAL_RANGE]


def test_rounding_is_the_same_as_the_standard_librarys_half_up_for_positive_amounts() -> None:
    assert rounded(D("-2.345"), 2) == D("-2.345").quantize(D("0.01"), ROUND_HALF_UP) == D("-2.35")

"""Pack's words for the book's things: status, events, wrong fields, numbers."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.book.events import EVENTS
from entrepot.book.orders import events as order_events
from entrepot.book.orders.order import Order, OrderStatus, Receiving
from entrepot.book.orders.query import Condition
from entrepot.book.values.errors import CURRENCY_MIXED, MONEY_DIGITS
from entrepot.dialects.pack.render.events import CODES
from entrepot.dialects.pack.render.orders import line_document, summary
from entrepot.dialects.pack.render.values import amount, moment
from entrepot.dialects.pack.translate.orders import require_changeable
from entrepot.dialects.pack.translate.paths import wire_field
from entrepot.dialects.pack.translate.status import is_updatable, move, require_updatable, status_groups, status_word
from entrepot.dialects.pack.translate.values import (
    grams_of,
    hs_code_of,
    shown_centimetres,
    shown_grams,
    shown_hs_code,
)
from entrepot.dialects.pack.wire.requests import ChangeLine
from entrepot.dialects.pack.wire.values import WeightIn
from entrepot.errors import FIELD_REQUIRED, Conflict, Invalid
from tests.dialects.pack.makers import make_line, make_order

WORDS = {
    ("draft", "none"): "created",
    ("draft", "expected"): "expected",
    ("draft", "arriving"): "receiving",
    ("draft", "partial"): "receiving",
    ("draft", "full"): "received",
    ("draft", "over"): "received",
    ("sent", "none"): "ordered",
    ("sent", "expected"): "expected",
    ("sent", "arriving"): "receiving",
    ("sent", "partial"): "receiving",
    ("sent", "full"): "received",
    ("sent", "over"): "received",
    ("confirmed", "none"): "expected",
    ("confirmed", "expected"): "expected",
    ("confirmed", "arriving"): "receiving",
    ("confirmed", "partial"): "receiving",
    ("confirmed", "full"): "received",
    ("confirmed", "over"): "received",
    **{("closed", state): "completed" for state in ("none", "expected", "arriving", "partial", "full", "over")},
    **{("canceled", state): "canceled" for state in ("none", "expected", "arriving", "partial", "full", "over")},
}
UPDATABLE = {"created", "ordered", "expected"}
STEPS = {
    ("created", "ordered"): "send",
    ("created", "expected"): "confirm",
    ("ordered", "expected"): "confirm",
    ("receiving", "completed"): "close",
    ("receiving", "canceled"): "cancel",
    ("received", "completed"): "close",
    ("created", "canceled"): "cancel",
    ("ordered", "canceled"): "cancel",
    ("expected", "canceled"): "cancel",
}
EVERY_WORD = ("canceled", "created", "ordered", "expected", "receiving", "received", "completed")
# One state of the book for each of Pack's words.
STATES = {word: state for state, word in reversed(WORDS.items())}


def order_in(status: str, receiving: str) -> Order:
    return make_order(status=OrderStatus(status), receiving=Receiving(receiving))


def met(condition: Condition, state: dict[str, str]) -> bool:
    return state[condition.field] in condition.value  # type: ignore[operator]


@pytest.mark.parametrize(("state", "word"), WORDS.items())
def test_every_state_of_the_book_has_packs_word(state: tuple[str, str], word: str) -> None:
    order = order_in(*state)
    assert status_word(order) == word
    assert summary(order)["status"] == word
    assert is_updatable(order) is (word in UPDATABLE)


def test_the_table_knows_every_state() -> None:
    assert set(WORDS) == {(status.value, state.value) for status in OrderStatus for state in Receiving}
    assert set(WORDS.values()) == set(EVERY_WORD)


@pytest.mark.parametrize("word", EVERY_WORD)
def test_a_filter_finds_just_the_orders_that_show_the_word(word: str) -> None:
    groups = status_groups([word])
    for (status, receiving), shown in WORDS.items():
        state = {"status": status, "receiving": receiving}
        found = any(all(met(condition, state) for condition in group) for group in groups)
        assert found is (shown == word)


@pytest.mark.parametrize("wanted", EVERY_WORD)
@pytest.mark.parametrize("current", EVERY_WORD)
def test_the_status_field_makes_the_listed_moves_and_no_other(current: str, wanted: str) -> None:
    order = order_in(*STATES[current])
    if current == wanted:
        assert move(order, wanted) is None
    elif (current, wanted) in STEPS:
        assert move(order, wanted) == STEPS[current, wanted]
    else:
        with pytest.raises(Conflict):
            move(order, wanted)


@pytest.mark.parametrize("word", EVERY_WORD)
def test_lines_can_be_changed_until_goods_arrive(word: str) -> None:
    order = order_in(*STATES[word])
    if word in UPDATABLE:
        require_updatable(order)
    else:
        with pytest.raises(Conflict):
            require_updatable(order)


def test_less_than_what_came_is_a_wrong_field_whatever_the_status() -> None:
    line = make_line(quantity_ordered=Decimal(10), quantity_received=Decimal(4))
    order = replace(order_in("sent", "partial"), lines=[line])
    with pytest.raises(Invalid):
        require_changeable(order, line, ChangeLine(quantity_ordered=3))
    with pytest.raises(Conflict):
        require_changeable(order, line, ChangeLine(quantity_ordered=5))


def test_every_event_of_an_order_has_a_code_of_packs() -> None:
    named = {code for code in vars(order_events).values() if isinstance(code, str) and code in EVENTS}
    own = {code for code in named if code.startswith("order.")}
    assert own <= set(CODES)
    assert CODES["order.created"] == "purchase_order.created"
    assert CODES["order.line_changed"] == "purchase_order.line_updated"
    moved = ("order.sent", "order.confirmed", "order.closed", "order.reopened", "order.canceled")
    assert {CODES[code] for code in moved} == {"purchase_order.status_changed"}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("number",), "reference"),
        (("lines",), "lines"),
        (("lines", 2, "quantity"), "lines.2.quantity_ordered"),
        (("lines", 2, "product_id"), "lines.2.product_id"),
        (("lines", 0, "unit_price"), "lines.0.price.value"),
        (("add", 0, "quantity"), "quantity_ordered"),
        (("change", 0, "unit_price"), "price.value"),
        (("account_reference",), "reference"),
        (("emails", 1), "emails.1"),
        (("sku",), "code"),
        (("barcodes", 1, "code"), "barcodes.1.barcode"),
        (("cost_price", "amount"), "cost_price.value"),
        (("cost_price", "currency"), "cost_price.currency"),
        (("weight_grams",), "weight.value"),
        (("dimensions", "length"), "dimensions.length"),
        (("country_of_origin",), "country_code_of_origin"),
    ],
)
def test_a_wrong_field_of_the_book_has_packs_name(path: tuple[str | int, ...], name: str) -> None:
    assert wire_field(path, FIELD_REQUIRED) == name


def test_a_wrong_currency_is_told_from_a_wrong_amount() -> None:
    assert wire_field(("lines", 1, "unit_price"), CURRENCY_MIXED) == "lines.1.price.currency"
    assert wire_field(("lines", 1, "unit_price"), MONEY_DIGITS) == "lines.1.price.value"
    assert wire_field(("lines", 0, "unit_price"), CURRENCY_MIXED, flat=True) == "price.currency"


def test_times_are_in_utc_with_fractions_only_where_there_are_any() -> None:
    east = timezone(timedelta(hours=2))
    assert moment(datetime(2025, 3, 4, 10, 30, tzinfo=east)) == "2025-03-04T08:30:00Z"
    assert moment(datetime(2025, 3, 4, 10, 30, 0, 1200, tzinfo=east)) == "2025-03-04T08:30:00.001200Z"


@given(st.decimals(min_value=0, max_value=10**12, places=6, allow_nan=False))
def test_an_amount_is_written_exactly(value: Decimal) -> None:
    written = amount(value, "EUR")
    assert Decimal(written) == value
    assert len(written.partition(".")[2]) >= 2
    assert not written.partition(".")[2][2:].endswith("0")


@given(st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False))
def test_a_weight_in_grams_comes_back_as_it_was(value: Decimal) -> None:
    assert shown_grams(grams_of(WeightIn(value=value, unit="g"))) == value


@pytest.mark.parametrize(
    ("value", "unit", "kept"),
    [
        ("1", "oz", "28.349523"),
        ("16", "oz", "453.59237"),
        ("1", "lbs", "453.59237"),
        ("0.001", "kg", "1"),
        ("1.5", "oz", "42.524285"),
    ],
)
def test_weights_are_converted_exactly(value: str, unit: str, kept: str) -> None:
    assert grams_of(WeightIn(value=Decimal(value), unit=unit)) == Decimal(kept)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "unit", "shown"), [("1", "in", "2.54"), ("2", "ft", "60.96"), ("15", "mm", "1.5"), ("0.07", "m", "7")]
)
def test_measures_are_shown_in_centimetres(value: str, unit: str, shown: str) -> None:
    assert shown_centimetres(Decimal(value), unit) == Decimal(shown)


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("48201030", 48201030), ("0902.30", 90230), ("09 02 30", 90230), (None, None), ("", None)],
)
def test_a_customs_code_is_a_number(kept: str | None, shown: int | None) -> None:
    assert shown_hs_code(kept) == shown


def test_a_customs_code_that_shows_alike_keeps_its_zeros() -> None:
    assert hs_code_of(90230, "0902.30") == "0902.30"
    assert hs_code_of(90231, "0902.30") == "90231"
    assert hs_code_of(90230) == "90230"


def test_fractions_are_rounded_up_when_ordered_and_down_when_received() -> None:
    line = make_line(
        quantity_ordered=Decimal("2.5"),
        quantity_received=Decimal("1.75"),
        quantity_returned=Decimal("0.25"),
        sell_ahead=Decimal("1.5"),
    )
    shown = line_document(make_order(line), line)
    assert [shown[name] for name in ("quantity_ordered", "quantity_received", "sell_ahead")] == [3, 1, 1]

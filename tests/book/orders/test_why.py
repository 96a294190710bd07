"""Why an order says what it says: a rule and its inputs for every figure a person may ask about."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.book.orders.draft import LineDraft
from entrepot.book.orders.line import Discount, DiscountType
from entrepot.book.orders.order import Charge, Order, OrderStatus
from entrepot.book.orders.status import hold, make_move
from entrepot.book.orders.why import RULES, Reason, explain
from tests.book.orders.makers import MOMENT, an_order, item

D = Decimal


def reasons(order: Order) -> dict[tuple[str | int, ...], Reason]:
    return {reason.path: reason for reason in explain(order)}


def test_the_total_names_its_five_parts() -> None:
    order = an_order(item("10", "4.35", tax_rate=D(21)), delivery_cost=D(5), charges=(Charge("Customs", D("1.50")),))
    total = reasons(order)["totals", "total"]
    assert (total.value, total.rule) == ("59.14", "total.total")
    parts = {"subtotal": "43.50", "discount": "0.00", "delivery": "5.00", "charges": "1.50", "tax": "9.14"}
    assert total.inputs == parts


def test_a_line_shows_its_steps_from_gross_to_net() -> None:
    order = an_order(item("3", "41.18", discount=Discount(DiscountType.PERCENT, D(10))))
    net = reasons(order)["lines", 0, "net"]
    assert net.value == "111.19"
    assert net.inputs["gross"] == "123.54"
    assert net.inputs["unrounded"] == "111.186"
    assert net.inputs["discount"] == {"type": "percent", "value": "10"}


def test_a_line_by_case_names_cases_and_case_price() -> None:
    case = LineDraft(description="Thing", cases=D(3), units_per_case=D(12), case_price=D(10))
    order = an_order(item("1", "1"), case)
    found = reasons(order)
    assert found["lines", 1, "case_price"].value == "10.00"
    assert found["lines", 1, "unit_price"].rule == "price.from_case"
    assert found["lines", 1, "net"].rule == "line.net_by_case"
    assert found["lines", 1, "net"].inputs["cases"] == "3"


def test_an_order_discount_says_whether_it_is_an_amount_or_a_percentage() -> None:
    amount = an_order(discount=Discount(DiscountType.AMOUNT, D(5)))
    percent = an_order(discount=Discount(DiscountType.PERCENT, D(10)))
    assert reasons(amount)["totals", "discount"].rule == "total.discount_amount"
    assert reasons(percent)["totals", "discount"].rule == "total.discount_percent"
    assert reasons(percent)["totals", "discount"].inputs["subtotal"] == "43.50"
    assert reasons(an_order())["totals", "discount"].rule == "total.no_discount"


def test_without_a_rate_the_worth_at_home_is_not_known() -> None:
    assert reasons(an_order(currency="USD"))["totals", "base_total"].rule in {"total.base_unknown", "total.base"}
    order = an_order()
    order.totals = replace(order.totals, base_total=None)
    assert reasons(order)["totals", "base_total"].rule == "total.base_unknown"


@pytest.mark.parametrize(
    ("verbs", "status", "possible"),
    [
        ((), "draft", {"send", "confirm", "cancel"}),
        (("send",), "sent", {"confirm", "cancel"}),
        (("confirm",), "confirmed", {"close", "cancel"}),
        (("confirm", "close"), "closed", {"reopen"}),
        (("cancel",), "canceled", set()),
    ],
)
def test_the_status_says_what_can_come_next(verbs: tuple[str, ...], status: str, possible: set[str]) -> None:
    order = an_order()
    for verb in verbs:
        make_move(order, verb, MOMENT)
    reason = reasons(order)["status",]
    assert (reason.value, reason.rule) == (status, f"status.{status}")
    named = reason.inputs["possible"]
    assert isinstance(named, list)
    assert set(named) == possible


def test_a_hold_names_its_reason() -> None:
    order = an_order()
    assert reasons(order)["held_at",].rule == "hold.free"
    hold(order, "Budget", MOMENT)
    assert reasons(order)["held_at",].inputs["hold_reason"] == "Budget"


def test_every_status_has_its_rule() -> None:
    assert {f"status.{status.value}" for status in OrderStatus} <= set(RULES)


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(0, 10_000)), min_size=1, max_size=8))
def test_every_figure_of_any_order_has_a_rule_with_a_sentence(lines: list[tuple[int, int]]) -> None:
    order = an_order(*(item(str(quantity), str(D(cents) / 100)) for quantity, cents in lines))
    found = explain(order)
    assert all(reason.rule in RULES and reason.sentence.endswith(".") for reason in found)
    subtotal = reasons(order)["totals", "subtotal"].inputs["nets"]
    assert isinstance(subtotal, list)
    assert sum(map(D, subtotal), D(0)) == order.totals.subtotal
    assert len({reason.path for reason in found}) == len(found)

"""Why an order says what it says: every total, state and price with the rule that made it and what went into it.

The figures are worked out anew by the same functions that made them; this module holds the words only.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from entrepot.book.orders.line import DiscountType, OrderLine, PriceSource
from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.orders.progress import goods
from entrepot.book.orders.status import allowed_moves
from entrepot.book.orders.totals import line_gross, line_net
from entrepot.book.values.currency import digits
from entrepot.book.values.money import ZERO
from entrepot.book.values.quantity import plain
from entrepot.errors import Path

RULES: Mapping[str, str] = {
    "price.given": "The price was entered with the line.",
    "price.break": "The supplier's price break for the ordered quantity.",
    "price.supplier": "The supplier's own price for this product; no price break is reached.",
    "price.cost": "The product's cost price; the supplier names no price in the order's currency.",
    "price.none": "No price was given or found in the order's currency, so the line costs nothing.",
    "price.from_case": "The case price divided by the units per case.",
    "line.net": "Quantity times unit price, less the discount, rounded once, half away from zero.",
    "line.net_by_case": "Cases times case price, less the discount, rounded once, half away from zero.",
    "line.tax": "The unrounded net times the tax rate, rounded once, half away from zero.",
    "line.outstanding": "Ordered less net received, written off and released; never below zero.",
    "total.subtotal": "The sum of the lines' net amounts.",
    "total.no_discount": "The order has no discount of its own.",
    "total.discount_amount": "The order's discount, a fixed amount.",
    "total.discount_percent": "The order's discount, a percentage of the subtotal, rounded once.",
    "total.delivery": "The order's delivery cost, rounded to the currency's digits.",
    "total.charges": "The sum of the order's charges.",
    "total.tax": "The sum of the lines' tax amounts; an order discount does not lower it.",
    "total.total": "Subtotal less discount, plus delivery, charges and tax.",
    "total.base": "The total times the exchange rate of the order, rounded to the base currency's digits.",
    "total.base_unknown": "There is no exchange rate for the order, so its worth in the base currency is not known.",
    "status.draft": "A new order is a draft until it is sent or confirmed.",
    "status.sent": "The order was sent to the supplier, who has not confirmed it yet.",
    "status.confirmed": "The supplier said yes.",
    "status.closed": "The order was closed; nothing more is expected.",
    "status.canceled": "The order was canceled; that is final.",
    "hold.held": "Somebody put the order on hold: it is neither sent, confirmed, received nor billed.",
    "hold.free": "Nobody holds the order.",
    "receiving.no_goods": "The order has no goods line, so there is nothing to receive.",
    "receiving.goods": "Derived from the goods lines: received less returned, plus what was written off or released.",
    "received.percent": "Net received, at most what was ordered on each line, over ordered; goods lines only.",
    "done.percent": "Net received, written off and released, at most what was ordered on each line, over ordered.",
    "billing.quantities": "Derived from the billed quantities of all lines.",
}

_PRICE_RULES = {
    PriceSource.GIVEN: "price.given",
    PriceSource.PRICE_BREAK: "price.break",
    PriceSource.SUPPLIER: "price.supplier",
    PriceSource.COST_PRICE: "price.cost",
    PriceSource.NONE: "price.none",
}
_STATUS_TIMES = {
    OrderStatus.DRAFT: "created_at",
    OrderStatus.SENT: "sent_at",
    OrderStatus.CONFIRMED: "confirmed_at",
    OrderStatus.CLOSED: "closed_at",
    OrderStatus.CANCELED: "canceled_at",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one field has its value: the rule (a name of `RULES`) and what it was given, decimals as plain texts."""

    path: Path
    value: object
    rule: str
    inputs: Mapping[str, object]

    @property
    def sentence(self) -> str:
        """The rule in words."""
        return RULES[self.rule]


def explain(order: Order) -> tuple[Reason, ...]:
    """Every total, state and price of the order, in the order a person reads them. The order must have its lines."""
    return (*_states(order), *_totals(order), *(reason for line in _lines(order) for reason in line))


def _states(order: Order) -> Iterator[Reason]:
    moment = _STATUS_TIMES[order.status]
    moves = {verb: refused is None for verb, refused in allowed_moves(order).items()}
    yield Reason(
        ("status",),
        order.status.value,
        f"status.{order.status.value}",
        {moment: getattr(order, moment), "possible": [verb for verb, allowed in moves.items() if allowed]},
    )
    held = order.held_at is not None
    inputs = {"held_at": order.held_at, "hold_reason": order.hold_reason} if held else {}
    yield Reason(("held_at",), order.held_at, "hold.held" if held else "hold.free", inputs)
    wanted = goods(order.lines)
    figures = {
        "goods_lines": len(wanted),
        "lines_done": sum(1 for line in wanted if line.is_done),
        "ordered": _sum(line.quantity_ordered for line in wanted),
        "net_received": _sum(line.net_received for line in wanted),
        "written_off": _sum(line.quantity_written_off for line in wanted),
        "released": _sum(line.quantity_released for line in wanted),
    }
    rule = "receiving.goods" if wanted else "receiving.no_goods"
    yield Reason(("receiving",), order.receiving.value, rule, figures)
    yield Reason(("received_percent",), _text(order.received_percent), "received.percent", figures)
    yield Reason(("done_percent",), _text(order.done_percent), "done.percent", figures)
    billed = {"billed": _sum(line.quantity_billed for line in order.lines), "lines": len(order.lines)}
    yield Reason(("billing",), order.billing.value, "billing.quantities", billed)


def _totals(order: Order) -> Iterator[Reason]:
    totals, places = order.totals, digits(order.currency)

    def told(amount: Decimal) -> str:
        return money_text(amount, places)

    nets = [told(line.net) for line in order.lines]
    yield Reason(("totals", "subtotal"), told(totals.subtotal), "total.subtotal", {"nets": nets})
    yield Reason(("totals", "discount"), told(totals.discount), *_discount(order))
    delivery = {"delivery_cost": told(order.delivery_cost)}
    yield Reason(("totals", "delivery"), told(totals.delivery), "total.delivery", delivery)
    charges = {"charges": [{"name": charge.name, "amount": told(charge.amount)} for charge in order.charges]}
    yield Reason(("totals", "charges"), told(totals.charges), "total.charges", charges)
    taxes = [told(line.tax) for line in order.lines]
    yield Reason(("totals", "tax"), told(totals.tax), "total.tax", {"taxes": taxes})
    parts = {name: told(getattr(totals, name)) for name in ("subtotal", "discount", "delivery", "charges", "tax")}
    yield Reason(("totals", "total"), told(totals.total), "total.total", parts)
    rate = {"total": told(totals.total), "exchange_rate": _text(order.exchange_rate), "currency": order.base_currency}
    base = totals.base_total
    if base is None:
        yield Reason(("totals", "base_total"), None, "total.base_unknown", rate)
    else:
        yield Reason(("totals", "base_total"), money_text(base, digits(order.base_currency)), "total.base", rate)


def _discount(order: Order) -> tuple[str, dict[str, object]]:
    if order.discount is None:
        return "total.no_discount", {}
    inputs: dict[str, object] = {"value": plain(order.discount.value)}
    if order.discount.type is DiscountType.AMOUNT:
        return "total.discount_amount", inputs
    return "total.discount_percent", {**inputs, "subtotal": money_text(order.totals.subtotal, digits(order.currency))}


def _lines(order: Order) -> Iterator[Iterator[Reason]]:
    places = digits(order.currency)
    for index, line in enumerate(order.lines):
        yield _line(("lines", index), line, places)


def _line(path: Path, line: OrderLine, places: int) -> Iterator[Reason]:
    quantity = plain(line.quantity_ordered)
    source = {"source": line.price_source.value, "quantity": quantity}
    price = money_text(line.unit_price, places)
    if line.by_case:
        case_price = None if line.case_price is None else money_text(line.case_price, places)
        case = {"case_price": case_price, "units_per_case": _text(line.units_per_case)}
        yield Reason((*path, "case_price"), case_price, _PRICE_RULES[line.price_source], source)
        yield Reason((*path, "unit_price"), price, "price.from_case", case)
        made = {"cases": _text(line.cases), "case_price": case_price}
    else:
        yield Reason((*path, "unit_price"), price, _PRICE_RULES[line.price_source], source)
        made = {"quantity": quantity, "unit_price": price}
    gross, net = line_gross(line), line_net(line)
    discount = None
    if line.discount is not None:
        discount = {"type": line.discount.type.value, "value": plain(line.discount.value)}
    gross_text, net_text = money_text(gross, places), money_text(net, places)
    steps = {"gross": gross_text, "discount": discount, "unrounded": net_text, "digits": places}
    yield Reason(
        (*path, "net"),
        money_text(line.net, places),
        "line.net_by_case" if line.by_case else "line.net",
        {**made, **steps},
    )
    tax = {"unrounded_net": net_text, "tax_rate": plain(line.tax_rate), "digits": places}
    yield Reason((*path, "tax"), money_text(line.tax, places), "line.tax", tax)
    moved = {
        "kind": line.kind.value,
        "ordered": quantity,
        "net_received": plain(line.net_received),
        "written_off": plain(line.quantity_written_off),
        "released": plain(line.quantity_released),
    }
    yield Reason((*path, "quantity_outstanding"), plain(line.quantity_outstanding), "line.outstanding", moved)


def money_text(amount: Decimal, places: int) -> str:
    """An amount as the order shows it: with at least the digits of its currency, 24 as "24.00"."""
    whole, _, fraction = plain(amount).partition(".")
    fraction = fraction.ljust(places, "0")
    return f"{whole}.{fraction}" if fraction else whole


def _sum(numbers: Iterator[Decimal]) -> str:
    return plain(sum(numbers, ZERO))


def _text(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)

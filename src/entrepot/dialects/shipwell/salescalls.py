"""What a supplier's user does with sales orders inside one unit of work."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from entrepot.actions import amending, orders
from entrepot.book.orders.draft import LinePatch, OrderKey
from entrepot.book.orders.errors import LINE_UNKNOWN
from entrepot.book.orders.line import OrderLine
from entrepot.book.people.actor import Actor
from entrepot.book.people.errors import RIGHT_MISSING
from entrepot.book.values.unset import UNSET
from entrepot.dialects.shipwell.calls import SHOWN, as_received, named_on_the_wire, shown
from entrepot.dialects.shipwell.render.orders import sales_order
from entrepot.dialects.shipwell.translate.items import ITEM_FIELDS, line_patch
from entrepot.dialects.shipwell.translate.orders import POLICY, item_said_anew, order_patch, said_anew
from entrepot.dialects.shipwell.translate.values import id_given
from entrepot.dialects.shipwell.wire.items import Amount, UpdateOrderItem
from entrepot.dialects.shipwell.wire.orders import SalesOrderItem, UpdateEntirePurchaseOrder, UpdateEntireSalesOrder
from entrepot.errors import EntrepotError
from entrepot.http.errors import Place, WireInvalid, WrongField
from entrepot.store.work import UnitOfWork

Document = dict[str, Any]
_HEADER = ("order_number", "name", "custom_data", "ship_from", "ship_to")


def update_sales_order(
    uow: UnitOfWork, actor: Actor, key: OrderKey, body: UpdateEntireSalesOrder, raw: Mapping[str, Any]
) -> Document:
    """Change what the supplier may; items that are left out stay. Raises NotFound, Invalid, Conflict."""
    view = orders.read(uow, actor, key, SHOWN)
    before = as_received(sales_order(view))
    given = said_anew(raw, before) & {*_HEADER, "items"}
    header = UpdateEntirePurchaseOrder.model_construct(**{name: getattr(body, name) for name in _HEADER})
    patch = order_patch(header, given - {"items"}, view.order, None)
    changes, source = _changes(body, raw, before["items"], view.order.lines) if "items" in given else ((), {})
    try:
        outcome = amending.amend(uow, actor, key, patch, changes, POLICY)
    except EntrepotError as error:
        named_on_the_wire(error, source)
    return shown(uow, actor, outcome.order)


def _changes(
    body: UpdateEntireSalesOrder, raw: Mapping[str, Any], before: list[Document], lines: list[OrderLine]
) -> tuple[tuple[LinePatch, ...], dict[tuple[str, int], int]]:
    """The changes to lines, and where in the list each stands; raises WireInvalid naming every wrong entry."""
    by_id = {line.id: line for line in lines}
    showing = {id_given(str(item["id"])): item for item in before}
    changes: list[LinePatch] = []
    source: dict[tuple[str, int], int] = {}
    wrong: list[WrongField] = []
    for index, (item, sent) in enumerate(zip(body.items or (), raw["items"], strict=True)):
        line = by_id.pop(id_given(item.id), None)
        if line is None:
            told = "This order has no such item, or it stands in the list twice."
            wrong.append(WrongField(Place.BODY, ("items", index, "id"), LINE_UNKNOWN, told))
            continue
        shown_item = showing[line.id]
        if _price_differs(sent, shown_item):
            path = ("items", index, "shipping_requirements", "value_per_piece")
            wrong.append(WrongField(Place.BODY, path, RIGHT_MISSING, "Only the buyer changes prices."))
            continue
        patch = _patch(item, sent, shown_item, line)
        if patch is not None:
            source["change", len(changes)] = index
            changes.append(patch)
    if wrong:
        raise WireInvalid(wrong)
    return tuple(changes), source


def _price_differs(sent: Mapping[str, Any], shown_item: Mapping[str, Any]) -> bool:
    """Whether an item names another price than it has; naming none leaves it."""
    asked = (sent.get("shipping_requirements") or {}).get("value_per_piece")
    return asked is not None and asked != (shown_item["shipping_requirements"] or {}).get("value_per_piece")


def _patch(
    item: SalesOrderItem, sent: Mapping[str, Any], shown_item: Mapping[str, Any], line: OrderLine
) -> LinePatch | None:
    """The change to one line, without price and unit, which are the buyer's; None when nothing new is said."""
    told = {name: sent[name] for name in ITEM_FIELDS if name in sent and name != "custom_data"}
    if isinstance(told.get("amount"), dict):
        told["amount"] = {**shown_item["amount"], "value": told["amount"].get("value")}
    needs = told.get("shipping_requirements")
    if isinstance(needs, dict):
        price = (shown_item["shipping_requirements"] or {}).get("value_per_piece")
        told["shipping_requirements"] = {**needs, "value_per_piece": price}
    given = item_said_anew(told, shown_item)
    if not given:
        return None
    unit = shown_item["amount"]["unit"]
    amount = None if item.amount is None else Amount.model_construct(unit=unit, value=item.amount.value)
    change = UpdateOrderItem.model_construct(
        amount=amount,
        description=item.description,
        references=item.references,
        shipping_requirements=item.shipping_requirements,
    )
    return replace(line_patch(change, given, line), unit_price=UNSET, unit=UNSET, price_currency=None)

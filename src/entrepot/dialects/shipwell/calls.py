"""What each call does inside one unit of work: read what it refers to, ask the action, show what came of it."""

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn
from uuid import UUID

from entrepot.actions import orders
from entrepot.actions.orderviews import views
from entrepot.book.orders.draft import LineChanges, LineKey, OrderKey
from entrepot.book.orders.errors import LINE_UNKNOWN
from entrepot.book.orders.held import NOTHING_HELD
from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order
from entrepot.book.orders.query import OrderQuery, Parts
from entrepot.book.orders.view import OrderView
from entrepot.book.people.actor import Actor
from entrepot.dialects.shipwell.render.orders import item, purchase_order, sales_order
from entrepot.dialects.shipwell.translate.items import line_draft, line_patch
from entrepot.dialects.shipwell.translate.orders import (
    POLICY,
    ItemsUpdate,
    item_said_anew,
    order_draft,
    order_patch,
    said_anew,
)
from entrepot.dialects.shipwell.translate.pointers import item_path, wire_path
from entrepot.dialects.shipwell.translate.values import id_given
from entrepot.dialects.shipwell.wire.items import CreateOrderItem, UpdateOrderItem
from entrepot.dialects.shipwell.wire.orders import CreatePurchaseOrder, UpdateEntirePurchaseOrder
from entrepot.dialects.shipwell.wire.places import OrderSupplier
from entrepot.errors import EntrepotError, NotFound, Path
from entrepot.http.answer import number_bytes
from entrepot.http.body import BodyRules, read_json
from entrepot.http.errors import Place, WireInvalid, WrongField
from entrepot.ids import from_ulid
from entrepot.store import releases, suppliers
from entrepot.store.work import UnitOfWork

Document = dict[str, Any]

_PLACE = Parts.COMPANY | Parts.WAREHOUSES | Parts.SETTINGS
SHOWN = Parts.LINES | Parts.TAGS | Parts.RELEASES | _PLACE
_OWN_BODY = BodyRules(max_depth=200)


def order_key(text: str) -> OrderKey:
    """The order a path names."""
    return OrderKey(id=id_given(text))


def face(actor: Actor, view: OrderView) -> Document:
    """The order as this actor sees it: a supplier's user sees a sales order."""
    return sales_order(view) if actor.supplier_id is not None else purchase_order(view)


def order_seen(uow: UnitOfWork, actor: Actor, key: OrderKey) -> None:
    """Raise NotFound unless this actor sees the order; ask before a body is read."""
    orders.read(uow, actor, key)


def read_order(uow: UnitOfWork, actor: Actor, key: OrderKey) -> Document:
    """One order; raises NotFound."""
    return shown(uow, actor, orders.read(uow, actor, key).order)


def list_orders(uow: UnitOfWork, actor: Actor, query: OrderQuery) -> tuple[Sequence[Document], int]:
    """A page of orders, and how many there are in all."""
    page = orders.browse(uow, actor, query, SHOWN)
    return [face(actor, view) for view in page.items], page.total or 0


def create_order(uow: UnitOfWork, actor: Actor, body: CreatePurchaseOrder) -> Document:
    """Make an order; raises Invalid, Conflict."""
    draft = order_draft(body, known_supplier(uow, actor, body.supplier))
    return shown(uow, actor, orders.create(uow, actor, draft, POLICY).order, fresh=True)


def update_order(
    uow: UnitOfWork, actor: Actor, key: OrderKey, body: UpdateEntirePurchaseOrder, raw: Mapping[str, Any]
) -> Document:
    """Make an order what the body says; raises NotFound, Invalid, Conflict. `raw` is the body as it came."""
    view = orders.read(uow, actor, key, SHOWN)
    before = as_received(purchase_order(view))
    given = said_anew(raw, before)
    supplier_id = known_supplier(uow, actor, body.supplier) if "supplier" in given else None
    patch = order_patch(body, given, view.order, supplier_id)
    items = ItemsUpdate(body.items or (), raw["items"], before["items"], view.order) if "items" in given else None
    try:
        outcome = orders.change(
            uow, actor, key, patch, POLICY, lines=items.changes if items is not None else LineChanges()
        )
    except EntrepotError as error:
        named_on_the_wire(error, items.source if items is not None else {})
    return shown(uow, actor, outcome.order)


def cancel_order(uow: UnitOfWork, actor: Actor, key: OrderKey) -> Document:
    """Call an order off; raises NotFound, Conflict."""
    return shown(uow, actor, orders.cancel(uow, actor, key, POLICY).order)


def read_item(uow: UnitOfWork, actor: Actor, key: OrderKey, item_id: str) -> Document:
    """One item; raises NotFound."""
    order = orders.read(uow, actor, key).order
    return _item(uow, line_named(order, item_id), order)


def add_item(uow: UnitOfWork, actor: Actor, key: OrderKey, body: CreateOrderItem) -> Document:
    """Add an item; raises NotFound, Invalid, Conflict."""
    order = _change_items(uow, actor, key, LineChanges(add=(line_draft(body),)))
    return _item(uow, max(order.lines, key=lambda line: line.position), order)


def change_item(
    uow: UnitOfWork, actor: Actor, key: OrderKey, item_id: str, body: UpdateOrderItem, raw: Mapping[str, Any]
) -> Document:
    """Change an item; raises NotFound, Invalid, Conflict. `raw` is the body as it came."""
    order = orders.read(uow, actor, key).order
    line = line_named(order, item_id)
    patch = line_patch(body, item_said_anew(raw, as_received(item(line, order))), line)
    order = _change_items(uow, actor, key, LineChanges(change=(patch,)))
    return _item(uow, line_named(order, item_id), order)


def remove_item(uow: UnitOfWork, actor: Actor, key: OrderKey, item_id: str) -> None:
    """Remove an item; raises NotFound, Invalid, Conflict."""
    line = line_named(orders.read(uow, actor, key).order, item_id)
    _change_items(uow, actor, key, LineChanges(remove=(LineKey(line_id=line.id),)))


def _item(uow: UnitOfWork, line: OrderLine, order: Order) -> Document:
    held = releases.held(uow, order.organization_id, order.id)
    return item(line, order, held.get(line.id, NOTHING_HELD))


def _change_items(uow: UnitOfWork, actor: Actor, key: OrderKey, lines: LineChanges) -> Order:
    try:
        return orders.change(uow, actor, key, policy=POLICY, lines=lines).order
    except EntrepotError as error:
        if not error.fields:
            raise
        wrong = [WrongField(Place.BODY, item_path(field.path[2:]), field.code, field.message) for field in error.fields]
        raise WireInvalid(wrong, error.message, error.code) from error


def line_named(order: Order, item_id: str) -> OrderLine:
    """The order's line with this id; raises NotFound."""
    wanted = id_given(item_id)
    for line in order.lines:
        if line.id == wanted:
            return line
    raise NotFound(LINE_UNKNOWN)


def known_supplier(uow: UnitOfWork, actor: Actor, supplier: OrderSupplier | None) -> UUID | None:
    """The supplier of the book that the given supplier id is, if any; the action looks for codes and names itself."""
    id = from_ulid(supplier.supplier_id) if supplier is not None and supplier.supplier_id else None
    found = None if id is None else suppliers.get(uow, actor.organization_id, id)
    return None if found is None else found.id


def shown(uow: UnitOfWork, actor: Actor, order: Order, *, fresh: bool = False) -> Document:
    """The order, with its lines already there, as this actor sees it; looks up only what showing it takes.

    A `fresh` one has no releases yet.
    """
    parts = Parts.TAGS if order.tag_ids else Parts.NONE
    if not fresh:
        parts |= Parts.RELEASES
    if order.ship_to is None or order.ship_to.country is None:
        parts |= _PLACE
    if actor.supplier_id is not None:
        parts |= Parts.COMPANY
    view = views(uow, actor.organization_id, [order], parts)[0] if parts else OrderView(order)
    return face(actor, view)


def as_received(document: Document) -> Any:  # noqa: ANN401 - a JSON document
    """A document as a client reads it."""
    return read_json(number_bytes(document), _OWN_BODY)


def named_on_the_wire(error: EntrepotError, source: Mapping[tuple[str, int], int]) -> NoReturn:
    """Raise the error again with the fields of line changes named by their place in the item list that was sent."""
    if not error.fields:
        raise error
    wrong = [
        WrongField(Place.BODY, _sent_path(field.path, source), field.code, field.message) for field in error.fields
    ]
    raise WireInvalid(wrong, error.message, error.code) from error


def _sent_path(path: Path, source: Mapping[tuple[str, int], int]) -> Path:
    if len(path) >= 2 and path[0] in {"add", "change", "remove"} and isinstance(path[1], int):
        index = source.get((str(path[0]), path[1]))
        return ("items",) if index is None else ("items", index, *item_path(path[2:]))
    return wire_path(path)

"""Purchase orders: what a client asks for as the book's drafts and patches."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from entrepot.book.orders.draft import DoorPolicy, LineChanges, LineDraft, LineKey, LinePatch, OrderDraft, OrderPatch
from entrepot.book.orders.errors import LINE_UNKNOWN
from entrepot.book.orders.order import Order, OrderStatus, Reference
from entrepot.book.values.errors import COUNTRY_UNKNOWN
from entrepot.book.values.unset import UNSET, Unset
from entrepot.dialects.shipwell.translate.items import ITEM_FIELDS, line_draft, line_patch
from entrepot.dialects.shipwell.translate.places import (
    bill_to_extras,
    book_bill_to,
    book_stop,
    stop_extras,
    supplier_extras,
    supplier_snapshot,
    window_extras,
)
from entrepot.dialects.shipwell.translate.values import DIALECT, id_given, own
from entrepot.dialects.shipwell.wire.items import CreateOrderItem, UpdateEntireOrderItem
from entrepot.dialects.shipwell.wire.orders import CreatePurchaseOrder, OrderHeader, UpdateEntirePurchaseOrder
from entrepot.dialects.shipwell.wire.places import BillTo, OrderReference
from entrepot.dialects.shipwell.wire.values import UNKNOWN_COUNTRY
from entrepot.dialects.shipwell.wire.words import ORDER_QUALIFIERS
from entrepot.errors import FIELD_REQUIRED, Path
from entrepot.http.errors import Place, WireInvalid, WrongField

# The vendor has no send: an order is out the moment it is made. It asks neither for items nor for what an item is.
POLICY = DoorPolicy(born_as=OrderStatus.SENT, empty_order=True, bare_lines=True)

_LISTS = ("references", "tags", "groups", "items")
_FLAGS = ("archived", "supplier_created_releases_allowed", "order_type")


def order_draft(body: CreatePurchaseOrder, supplier_id: UUID | None) -> OrderDraft:
    """The order a client asks for; `supplier_id` when the id it gives is a supplier of the book.

    Raises WireInvalid for a place without a real country.
    """
    refuse_unknown_countries(body)
    return draft_of(body, supplier_id)


def draft_of(body: CreatePurchaseOrder, supplier_id: UUID | None) -> OrderDraft:
    """The draft of a body or of an answer, which may show a place without a country."""
    bill_to = bill_to_of(body)
    return OrderDraft(
        number=body.order_number,
        lines=tuple(line_draft(item) for item in body.items or ()),
        supplier_id=supplier_id,
        supplier=supplier_snapshot(body.supplier, known=supplier_id is not None),
        title=body.name,
        description=body.description,
        start_date=body.start_date,
        expiration_date=body.expiration_date,
        due_at=body.ship_to.window().end,
        bill_to=None if bill_to is None else book_bill_to(bill_to),
        ship_to=book_stop(body.ship_to),
        ship_from=None if body.ship_from is None else book_stop(body.ship_from),
        references=book_references(body.references or ()),
        tags=tuple(body.tags or ()),
        archived=bool(body.archived),
        supplier_may_release=bool(body.supplier_created_releases_allowed),
        custom_data=body.custom_data or {},
        extension=_extension(_order_extras(body)),
    )


def _order_extras(body: CreatePurchaseOrder) -> dict[str, Any]:
    bill_to = bill_to_of(body)
    return {
        "ship_to": stop_extras(body.ship_to),
        "ship_from": stop_extras(body.ship_from) if body.ship_from else None,
        "supplier": supplier_extras(body.supplier),
        "bill_to": bill_to_extras(bill_to) if bill_to else None,
        "custom_data_given": body.custom_data == {},
        "groups": body.groups,
        "source_system_id": body.source_system_id,
        **window_extras(body.ship_to, body.ship_from),
    }


def _extension(parts: dict[str, Any]) -> dict[str, object]:
    document = {name: part for name, part in parts.items() if part}
    return {DIALECT: document} if document else {}


def bill_to_of(body: OrderHeader) -> BillTo | None:
    """Who pays, if the client says."""
    return body.shipping_requirements.bill_to if body.shipping_requirements else None


def book_references(references: Sequence[OrderReference]) -> tuple[Reference, ...]:
    """The order's references."""
    return tuple(Reference(reference.qualifier, reference.value) for reference in references)


def refuse_unknown_countries(body: CreatePurchaseOrder) -> None:
    """Raise WireInvalid for every place whose country is the code that answers show for an unknown one."""
    wrong = [
        WrongField(Place.BODY, path, COUNTRY_UNKNOWN, "Must be a two-letter country code of ISO 3166.")
        for path, country in _countries(body)
        if country == UNKNOWN_COUNTRY
    ]
    if wrong:
        raise WireInvalid(wrong)


def _countries(body: CreatePurchaseOrder) -> Iterator[tuple[Path, str]]:
    yield ("ship_to", "country"), body.ship_to.country
    if body.ship_from is not None:
        yield ("ship_from", "country"), body.ship_from.country
    if body.supplier is not None and body.supplier.address is not None:
        yield ("supplier", "address", "country"), body.supplier.address.country
    bill_to = bill_to_of(body)
    if bill_to is not None:
        yield ("shipping_requirements", "bill_to", "billing_address", "country"), bill_to.billing_address.country


def said_anew(raw: Mapping[str, Any], shown: Mapping[str, Any]) -> frozenset[str]:
    """The fields of a body that say something: not what an answer showed, nor null for what cannot be cleared.

    Clients send whole answers back. What comes back as it was shown is left as it is, so that nothing the wire cannot
    carry (a region of three letters, a long description) is lost on the way.
    """
    silent = {name for name in (*_LISTS, *_FLAGS) if raw.get(name) is None}
    return frozenset(name for name, value in raw.items() if name not in silent and shown.get(name, UNSET) != value)


def order_patch(
    body: UpdateEntirePurchaseOrder, given: Collection[str], order: Order, supplier_id: UUID | None
) -> OrderPatch:
    """The changes to the header; `given` names the fields that say something new.

    Raises WireInvalid when the delivery stop is to be cleared.
    """
    if "ship_to" in given and body.ship_to is None:
        raise WireInvalid([WrongField(Place.BODY, ("ship_to",), FIELD_REQUIRED, "An order is delivered somewhere.")])
    bill_to = bill_to_of(body)
    ship_to, ship_from = body.ship_to, body.ship_from

    def when(name: str, value: Any) -> Any:  # noqa: ANN401 - each field has its own type
        return value if name in given else UNSET

    return OrderPatch(
        number=when("order_number", body.order_number),
        supplier_id=when("supplier", supplier_id),
        supplier=when("supplier", supplier_snapshot(body.supplier, known=supplier_id is not None)),
        title=when("name", body.name),
        description=when("description", body.description),
        start_date=when("start_date", body.start_date),
        expiration_date=when("expiration_date", body.expiration_date),
        due_at=_due_at(body, given, order),
        bill_to=when("shipping_requirements", None if bill_to is None else book_bill_to(bill_to, order.bill_to)),
        ship_to=when("ship_to", None if ship_to is None else book_stop(ship_to, order.ship_to)),
        ship_from=when("ship_from", None if ship_from is None else book_stop(ship_from, order.ship_from)),
        references=when("references", _references_after(body, order)),
        tags=when("tags", tuple(body.tags or ())),
        archived=when("archived", bool(body.archived)),
        supplier_may_release=when("supplier_created_releases_allowed", bool(body.supplier_created_releases_allowed)),
        custom_data=when("custom_data", body.custom_data or {}),
        extension=_extension_after(body, given, order),
    )


def _due_at(body: UpdateEntirePurchaseOrder, given: Collection[str], order: Order) -> Any:  # noqa: ANN401
    """The new due date, left alone when the window's end is the one the order already has."""
    if "ship_to" not in given or body.ship_to is None:
        return UNSET
    end = body.ship_to.window().end
    return UNSET if end == order.due_at else end


def _references_after(body: UpdateEntirePurchaseOrder, order: Order) -> tuple[Reference, ...]:
    """The references given, and those of the order that the wire has no qualifier for."""
    unseen = tuple(reference for reference in order.references if reference.qualifier not in ORDER_QUALIFIERS)
    return book_references(body.references or ()) + unseen


def _extension_after(
    body: UpdateEntirePurchaseOrder, given: Collection[str], order: Order
) -> dict[str, object] | Unset:
    before = own(order.extension)
    parts = dict(before)
    bill_to = bill_to_of(body)
    if "ship_to" in given and body.ship_to is not None:
        parts["ship_to"] = stop_extras(body.ship_to)
        parts.update(window_extras(body.ship_to, None))
    if "ship_from" in given:
        parts["ship_from"] = stop_extras(body.ship_from) if body.ship_from else None
        ends = window_extras(None, body.ship_from) if body.ship_from else {}
        for name in ("ship_from_window_start", "ship_from_window_end"):
            parts[name] = ends.get(name)
    if "custom_data" in given:
        parts["custom_data_given"] = body.custom_data == {}
    if "supplier" in given:
        parts["supplier"] = supplier_extras(body.supplier)
    if "shipping_requirements" in given:
        parts["bill_to"] = bill_to_extras(bill_to) if bill_to else None
    for name in ("groups", "source_system_id"):
        if name in given:
            parts[name] = getattr(body, name)
    after = _extension(parts)
    return UNSET if after.get(DIALECT, {}) == before else after or {DIALECT: {}}


class ItemsUpdate:
    """A full item list as changes to an order's lines, and where each change came from (for error paths)."""

    def __init__(
        self, items: Sequence[UpdateEntireOrderItem], raw: Sequence[Any], shown: Sequence[dict[str, Any]], order: Order
    ) -> None:
        """`raw` are the items as they came, `shown` as the order shows them; raises WireInvalid for a wrong entry."""
        self.source: dict[tuple[str, int], int] = {}
        self._lines = {line.id: line for line in order.lines}
        self._shown = {str(item["id"]): item for item in shown}
        self._wrong: list[WrongField] = []
        add: list[LineDraft] = []
        change: list[LinePatch] = []
        named: set[UUID] = set()
        for index, (item, sent) in enumerate(zip(items, raw, strict=True)):
            if item.id is None:
                drafted = self._addition(index, item)
                if drafted is not None:
                    self.source["add", len(add)] = index
                    add.append(line_draft(drafted))
                continue
            patch = self._change(index, item, sent, named)
            if patch is not None:
                self.source["change", len(change)] = index
                change.append(patch)
        if self._wrong:
            raise WireInvalid(self._wrong)
        remove = tuple(LineKey(line_id=line.id) for line in order.lines if line.id not in named)
        self.changes = LineChanges(tuple(add), tuple(change), remove)

    def _addition(self, index: int, item: UpdateEntireOrderItem) -> CreateOrderItem | None:
        if item.amount is None:
            self._refuse(index, "amount", FIELD_REQUIRED, "A new item needs an amount.")
            return None
        return CreateOrderItem.model_construct(**{name: getattr(item, name) for name in ITEM_FIELDS})

    def _change(
        self, index: int, item: UpdateEntireOrderItem, sent: dict[str, Any], named: set[UUID]
    ) -> LinePatch | None:
        line = self._lines.get(id_given(item.id or ""))
        if line is None or line.id in named:
            self._refuse(index, "id", LINE_UNKNOWN, "This order has no such item, or it stands in the list twice.")
            return None
        named.add(line.id)
        given = item_said_anew(sent, self._shown[str(item.id).upper()])
        return line_patch(item, given, line) if given else None

    def _refuse(self, index: int, name: str, code: Any, sentence: str) -> None:  # noqa: ANN401
        self._wrong.append(WrongField(Place.BODY, ("items", index, name), code, sentence))


def item_said_anew(raw: Mapping[str, Any], shown: Mapping[str, Any]) -> frozenset[str]:
    """The fields of an item that say something new; an amount cannot be cleared."""
    return frozenset(
        name
        for name in ITEM_FIELDS
        if name in raw and raw[name] != shown.get(name) and not (name == "amount" and raw[name] is None)
    )

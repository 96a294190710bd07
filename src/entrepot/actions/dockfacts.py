"""Gathering what goods refer to, in a number of statements that does not grow with their lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from uuid import UUID

from entrepot.book.orders.draft import HOUSE_POLICY, DoorPolicy
from entrepot.book.orders.held import NOTHING_HELD, Held
from entrepot.book.orders.order import Order
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.receiving import sharing
from entrepot.book.receiving.announcing import FINAL
from entrepot.book.receiving.draft import GoodsDraft
from entrepot.book.receiving.facts import Pooled, ReceivingFacts
from entrepot.book.values.text import folded
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.store import catalog, offers, organizations, receipts, suppliers, warehouses
from entrepot.store import orders as order_store
from entrepot.store.work import UnitOfWork

MAX_SERIAL = (1 << 63) - 1


def gather(
    uow: UnitOfWork,
    organization_id: UUID,
    orders: Sequence[Order],
    goods: Sequence[GoodsDraft],
    policy: DoorPolicy,
    *,
    warehouse_ids: Sequence[UUID | None] = (),
    warehouse_serials: Sequence[int | None] = (),
    products: Sequence[UUID] = (),
    booked: bool = True,
) -> ReceivingFacts:
    """Everything the goods and the orders they are for refer to."""
    settings: OrganizationSettings = organizations.settings(uow, organization_id)
    ids = {line.product_id for order in orders for line in order.lines if line.product_id is not None}
    ids |= {draft.product_id for draft in goods if draft.product_id is not None} | set(products)
    serials = {draft.product_serial for draft in goods if draft.product_serial is not None}
    serials = {serial for serial in serials if 0 <= serial <= MAX_SERIAL}
    skus = {draft.sku for draft in goods if draft.sku is not None}
    known = catalog.by_ids(uow, organization_id, ids) if ids else {}
    named = catalog.find_products(uow, organization_id, serials=serials, skus=skus)
    codes = {folded(draft.barcode) for draft in goods if draft.barcode is not None}
    waiting = _waiting(uow, organization_id, orders) if booked and orders else _Waiting()
    concerned = (*orders, *waiting.companions)
    supplier_ids = {order.supplier_id for order in concerned if order.supplier_id is not None}
    scanned = catalog.by_barcodes(uow, organization_id, codes) if codes else {}
    return ReceivingFacts(
        now=uow.now,
        settings=settings,
        policy=policy,
        products={**known, **named.by_id, **{p.id: p for found in scanned.values() for p, _ in found}},
        serials=named.by_serial,
        skus=named.by_sku_key,
        barcodes=scanned,
        suppliers=suppliers.by_ids(uow, organization_id, supplier_ids) if supplier_ids else {},
        cartons=_cartons(uow, organization_id, supplier_ids, ids, goods),
        warehouses=_warehouses(uow, organization_id, goods, warehouse_ids, warehouse_serials),
        booked=waiting.booked,
        pooled=waiting.pooled,
        companions=waiting.companions,
    )


def booked_on(uow: UnitOfWork, organization_id: UUID, order: Order) -> dict[UUID, Decimal]:
    """What open receipts hold for each line of an order, by the line's id; nothing is asked when none is pending."""
    if not order.receipts_pending:
        return {}
    return sharing.booked_on([order], gather(uow, organization_id, [order], (), HOUSE_POLICY))


def held(uow: UnitOfWork, order: Order, released: Mapping[UUID, Held]) -> dict[UUID, Held]:
    """What live releases (`released`) and open receipts keep of the order's lines, by the line's id."""
    found = dict(released)
    for line_id, units in booked_on(uow, order.organization_id, order).items():
        found[line_id] = replace(found.get(line_id, NOTHING_HELD), booked=units)
    return found


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Goods on open receipts, as `ReceivingFacts` keeps them."""

    booked: Mapping[UUID, Decimal] = field(default_factory=dict)
    pooled: Sequence[Pooled] = ()
    companions: Sequence[Order] = ()


def _waiting(uow: UnitOfWork, organization_id: UUID, orders: Sequence[Order]) -> _Waiting:
    """Goods on open receipts of these orders; of goods that name no line, the other orders of their receipts too."""
    ids = [order.id for order in orders]
    booked, pooled = receipts.booked(uow, organization_id, ids)
    others = dict.fromkeys(id for pool in pooled for id in pool.order_ids if id not in ids)
    if not others:
        return _Waiting(booked, pooled)
    found = order_store.by_ids(uow, organization_id, others)
    companions = tuple(order for order in found.values() if order.status not in FINAL)
    return _Waiting(*receipts.booked(uow, organization_id, [*ids, *found]), companions)


def _cartons(
    uow: UnitOfWork, organization_id: UUID, supplier_ids: set[UUID], ids: set[UUID], goods: Sequence[GoodsDraft]
) -> dict[tuple[UUID, UUID], Decimal]:
    """Carton sizes, needed only when something came by case without a size."""
    if not ids or not any(draft.cases is not None and draft.units_per_case is None for draft in goods):
        return {}
    found: dict[tuple[UUID, UUID], Decimal] = {}
    for listed in offers.of_products(uow, organization_id, ids).values():
        for offer in listed:
            if offer.supplier_id in supplier_ids and offer.carton_quantity is not None:
                found[offer.supplier_id, offer.product_id] = offer.carton_quantity
    return found


def _warehouses(
    uow: UnitOfWork,
    organization_id: UUID,
    goods: Sequence[GoodsDraft],
    more_ids: Sequence[UUID | None],
    more_serials: Sequence[int | None],
) -> dict[UUID | int, Warehouse]:
    ids = {id for id in (*more_ids, *(draft.warehouse_id for draft in goods)) if id is not None}
    serials = {
        serial
        for serial in (*more_serials, *(draft.warehouse_serial for draft in goods))
        if serial is not None and 0 <= serial <= MAX_SERIAL
    }
    named = warehouses.by_ids(uow, organization_id, ids) if ids else {}
    numbered = warehouses.by_serials(uow, organization_id, serials) if serials else {}
    found: dict[UUID | int, Warehouse] = {}
    for warehouse in (*named.values(), *numbered.values()):
        found[warehouse.id] = found[warehouse.serial] = warehouse
    return found

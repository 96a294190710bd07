"""Stock of another server into the book: what is on hand here is brought to what is on hand there, by mutations.

A level is the difference to what is here now, so a second pull with nothing changed writes nothing. Products and
warehouses are never made for the sake of a figure: one that is unknown here is said.
"""

from uuid import UUID

from entrepot.actions import stock
from entrepot.book.exchange.errors import EXCHANGE_REFERENCE
from entrepot.book.exchange.record import Became, Entry, Exchanged, Pulled, PulledStock
from entrepot.book.people.actor import Actor
from entrepot.book.stock.rules import REASON_LENGTH
from entrepot.book.values.money import ZERO
from entrepot.book.values.quantity import plain
from entrepot.errors import NotFound
from entrepot.store import catalog, warehouses
from entrepot.store import exchange as exchange_store
from entrepot.store import stock as stock_store
from entrepot.store.work import UnitOfWork


def pull_stock(
    uow: UnitOfWork, actor: Actor, connection: str, called: str, record: Pulled, found: PulledStock
) -> Entry:
    """Bring one level to the units that the other server shows; raises NotFound for what is unknown here, Conflict,
    Invalid. Fewer units than are promised here are taken as they are, and said in a remark.
    """
    label = f"{found.sku or found.product} at {found.place or found.warehouse}"
    product_id = _product(uow, actor, connection, found)
    warehouse_id = _warehouse(uow, actor, connection, found)
    level = stock_store.level(uow, actor.organization_id, product_id, warehouse_id)
    here = ZERO if level is None else level.on_hand
    delta = found.on_hand - here
    if not delta or (found.whole and here // 1 == found.on_hand):
        became, book_id = Became.UNCHANGED, None if level is None else level.id
        return Entry(record.external_id, label, became, book_id)
    reason = f"Stock as shown by {called}"[:REASON_LENGTH]
    after, _ = stock.mutate(uow, actor, product_id, warehouse_id, delta, reason)
    remarks: tuple[str, ...] = ()
    if after.available < ZERO:
        remarks = (f"{plain(after.on_hand)} on hand, but {plain(after.allocated)} are promised here.",)
    became = Became.CREATED if level is None else Became.CHANGED
    return Entry(record.external_id, label, became, after.id, remarks=remarks)


def _product(uow: UnitOfWork, actor: Actor, connection: str, found: PulledStock) -> UUID:
    """The product that was pulled as this one, else the one of the same SKU."""
    own = actor.organization_id
    link = exchange_store.there(uow, own, connection, Exchanged.PRODUCTS, found.product)
    product = catalog.get(uow, own, link.book_id) if link is not None else None
    if link is None and found.sku is not None:
        product = catalog.by_sku(uow, own, found.sku)
    if product is None or product.deleted_at is not None:
        raise NotFound(EXCHANGE_REFERENCE, f"No product here is {found.sku or found.product}.")
    return product.id


def _warehouse(uow: UnitOfWork, actor: Actor, connection: str, found: PulledStock) -> UUID:
    """The warehouse that was pulled as this one, else the one of the same name."""
    own = actor.organization_id
    link = exchange_store.there(uow, own, connection, Exchanged.WAREHOUSES, found.warehouse)
    warehouse = warehouses.get(uow, own, link.book_id) if link is not None else None
    if link is None and found.place is not None:
        warehouse = warehouses.by_name(uow, own, found.place)
    if warehouse is None:
        raise NotFound(EXCHANGE_REFERENCE, f"No warehouse here is {found.place or found.warehouse}.")
    return warehouse.id

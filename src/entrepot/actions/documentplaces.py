"""What documents belong to: how it is found, on whose timeline it is told, and which parts a document may name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from entrepot.actions import catalog, orders, receipts, suppliers
from entrepot.book.catalog.draft import ProductKey
from entrepot.book.documents.document import Subject, SubjectKind
from entrepot.book.orders.draft import OrderKey
from entrepot.book.people.actor import Actor
from entrepot.book.receiving.draft import ReceiptKey
from entrepot.store import releases
from entrepot.store.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Place:
    """A thing that may have documents, as its events call it, and the lines and pieces of it."""

    word: str
    id: UUID
    version: int
    label: str
    parts: frozenset[UUID] = frozenset()


def place_of(uow: UnitOfWork, actor: Actor, subject: Subject) -> Place:
    """The thing, if this actor may see it; raises Forbidden, and NotFound with the thing's own code."""
    return _FOUND[subject.kind](uow, actor, subject.id)


def _order(uow: UnitOfWork, actor: Actor, id: UUID) -> Place:
    order = orders.read(uow, actor, OrderKey(id=id)).order
    parts = frozenset([*(line.id for line in order.lines), *releases.ids_of(uow, actor.organization_id, order.id)])
    return Place("order", order.id, order.version, f"Order {order.number}", parts)


def _receipt(uow: UnitOfWork, actor: Actor, id: UUID) -> Place:
    receipt = receipts.read(uow, actor, ReceiptKey(id=id))
    parts = frozenset([*(line.id for line in receipt.lines), *(piece.id for piece in receipt.pieces)])
    return Place("goods_receipt", receipt.id, receipt.version, f"Goods receipt {receipt.serial}", parts)


def _supplier(uow: UnitOfWork, actor: Actor, id: UUID) -> Place:
    supplier = suppliers.read(uow, actor, id=id)
    return Place("supplier", supplier.id, supplier.version, f"Supplier {supplier.name}")


def _product(uow: UnitOfWork, actor: Actor, id: UUID) -> Place:
    product = catalog.read(uow, actor, ProductKey(id=id))
    return Place("product", product.id, product.version, f"Product {product.sku}")


_FOUND: Mapping[SubjectKind, Callable[[UnitOfWork, Actor, UUID], Place]] = {
    SubjectKind.ORDER: _order,
    SubjectKind.RECEIPT: _receipt,
    SubjectKind.SUPPLIER: _supplier,
    SubjectKind.PRODUCT: _product,
}

"""What is here, what is coming and what of it can be promised, product by product."""

from collections.abc import Iterable
from uuid import UUID

from entrepot.book.catalog.product import Product
from entrepot.book.orders.view import StockFigures
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.stock.availability import ZERO, Availability, arriving
from entrepot.book.stock.preorder import Incoming
from entrepot.book.values.page import Listing, Page, any_of
from entrepot.store import catalog, preorders, stock
from entrepot.store.work import UnitOfWork

ALL = Listing()


def availability(
    uow: UnitOfWork, actor: Actor, product_ids: Iterable[UUID] | None = None, listing: Listing = ALL
) -> Page[Availability]:
    """A page of products with their figures, of those named (unknown ones are left out) or of all; seven statements.

    `listing` says how many, after which one, and may narrow the products further; raises Forbidden.
    """
    actor.require(Right.STOCK_READ)
    if product_ids is not None:
        listing = Listing(
            where=(*listing.where, any_of("id", tuple(product_ids))), after=listing.after, limit=listing.limit
        )
    page = catalog.page(uow, actor.organization_id, listing)
    found = figures(uow, actor.organization_id, page.items)
    return Page(tuple(found), page.next, page.total)


def figures(uow: UnitOfWork, organization_id: UUID, products: Iterable[Product]) -> list[Availability]:
    """The figures of these products, in their order."""
    every = list(products)
    ids = [product.id for product in every]
    levels = stock.figures(uow, organization_id, ids)
    presold, reserved, waiting = preorders.presold(uow, organization_id, ids)
    coming: dict[UUID, list[Incoming]] = {id: [] for id in ids}
    for line in preorders.incoming(uow, organization_id, ids):
        coming[line.product_id].append(line)
    nothing = StockFigures()
    return [
        Availability(
            product_id=product.id,
            sku=product.sku,
            on_hand=levels.get(product.id, nothing).on_hand,
            allocated=levels.get(product.id, nothing).allocated,
            incoming=arriving(coming[product.id], presold),
            pre_sold=reserved.get(product.id, ZERO) + waiting.get(product.id, ZERO),
            waiting=waiting.get(product.id, ZERO),
        )
        for product in every
    ]

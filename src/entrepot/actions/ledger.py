"""The ledger of quantities: read, proved right, and corrected to an absolute figure."""

from dataclasses import dataclass
from uuid import UUID

from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.receiving.movement import Movement
from entrepot.book.values.page import Listing, Page
from entrepot.store import movements, organizations, stock
from entrepot.store.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class LedgerCheck:
    """How many orders were checked; which orders, receipts and stock levels are not the sum of their movements."""

    checked: int
    orders: tuple[UUID, ...]
    receipts: tuple[UUID, ...]
    stock_levels: tuple[UUID, ...]

    @property
    def drifting(self) -> tuple[UUID, ...]:
        """Everything that drifts, by id; empty in a sound book."""
        return (*self.orders, *self.receipts, *self.stock_levels)


def check(uow: UnitOfWork, actor: Actor) -> LedgerCheck:
    """Prove every counter of one organization from its movements; four statements however large the book is."""
    actor.require(Right.ORDERS_READ)
    return check_organization(uow, actor.organization_id)


def check_organization(uow: UnitOfWork, organization_id: UUID) -> LedgerCheck:
    """The same for whoever runs the server."""
    checked, drifting = movements.drifting_orders(uow, organization_id)
    receipts = movements.drifting_receipts(uow, organization_id)
    levels = stock.unbalanced(uow, organization_id)
    return LedgerCheck(checked, tuple(drifting), tuple(receipts), tuple(levels))


def faults(uow: UnitOfWork) -> list[str]:
    """Every drift in the whole installation, as sentences for the one who runs the server."""
    said = []
    for organization in organizations.every(uow):
        found = check_organization(uow, organization.id)
        for word, ids in (
            ("order", found.orders),
            ("goods receipt", found.receipts),
            ("stock level", found.stock_levels),
        ):
            said += [f"{word} {id} of {organization.name} is not the sum of its movements" for id in ids]
    return said


def browse(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[Movement]:
    """A page of movements; the closed list of fields is `store.movements.CATALOGUE`'s."""
    actor.require(Right.RECEIPTS_READ)
    return movements.page(uow, actor.organization_id, listing)

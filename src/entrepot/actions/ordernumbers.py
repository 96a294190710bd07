"""Numbers of orders: given ones must be free, others are drawn from the counter of the organization's pattern."""

from uuid import UUID

from entrepot.book.orders.errors import NUMBER_TAKEN
from entrepot.book.orders.numbering import counter_name, date_parts, first_free, render
from entrepot.book.orders.order import Order
from entrepot.book.people.organization import Organization
from entrepot.book.people.settings import OrganizationSettings
from entrepot.errors import Conflict, FieldError
from entrepot.store import orders
from entrepot.store.work import UnitOfWork


def assign(uow: UnitOfWork, order: Order, organization: Organization) -> None:
    """Refuse a number that is taken; assign the next free one when none was given."""
    if order.number:
        refuse_taken(uow, order.organization_id, order.number)
        return
    pattern = OrganizationSettings(organization.settings).text("orders.number_pattern")
    parts = date_parts(order.raised_at, organization.time_zone)
    name = counter_name(pattern, parts)
    first = uow.counter(order.organization_id, name, start=1)

    def is_taken(sequence: int) -> bool:
        return orders.number_taken(uow, order.organization_id, render(pattern, sequence, parts)) is not None

    sequence = first_free(first, is_taken)
    if sequence > first:
        uow.counter(order.organization_id, name, sequence - first)
    order.number = render(pattern, sequence, parts)


def refuse_taken(uow: UnitOfWork, organization_id: UUID, number: str, own: UUID | None = None) -> None:
    """Raise Conflict when another order than `own` has this number."""
    holder = orders.number_taken(uow, organization_id, number)
    if holder is not None and holder != own:
        message = f"Another purchase order has the number {number.strip()}."
        raise Conflict(NUMBER_TAKEN, message, fields=(FieldError(("number",), NUMBER_TAKEN, message),))

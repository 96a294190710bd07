"""Who received the goods of order lines, read from the ledger of quantities."""

from collections.abc import Iterable
from uuid import UUID

from entrepot.store.shape import chunks, listed_values
from entrepot.store.types import to_id
from entrepot.store.work import UnitOfWork

_LAST = """
SELECT order_line_id, serial FROM (
    SELECT m.order_line_id, u.serial,
        row_number() OVER (PARTITION BY m.order_line_id ORDER BY m.occurred_at DESC, m.id DESC) AS place
    FROM movements m JOIN users u ON u.organization_id = m.organization_id AND u.id = m.actor_id
    WHERE m.organization_id = ? AND m.order_id IN %s AND m.kind = 'received' AND m.quantity > 0 AND NOT EXISTS (
        SELECT 1 FROM movements r WHERE r.organization_id = m.organization_id AND r.reverses_id = m.id
    )
) came WHERE place = 1
"""


def of_lines(uow: UnitOfWork, organization_id: UUID, order_ids: Iterable[UUID]) -> dict[UUID, int]:
    """The serial of the user who last received goods, not taken back since, by line of these orders."""
    found: dict[UUID, int] = {}
    for part in chunks(tuple(id.bytes for id in order_ids)):
        marks, padded = listed_values(part)
        found |= {to_id(id): serial for id, serial in uow.rows(_LAST % marks, (organization_id.bytes, *padded))}
    return found

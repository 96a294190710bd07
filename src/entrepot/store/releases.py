"""Releases with their lines, in the store."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from entrepot.book.orders.held import Held
from entrepot.book.releases.release import Release, ReleaseLine, held_of
from entrepot.book.values.address import address_from_dict, address_to_dict
from entrepot.store.listing import Catalogue, Field, Sort
from entrepot.store.schema.releases import release_lines, releases
from entrepot.store.shape import Packed, Shape
from entrepot.store.types import to_id
from entrepot.store.work import UnitOfWork

RELEASES = Shape(
    releases, Release, packed={"ship_from": Packed(address_to_dict, address_from_dict)}, without=("lines",)
)
LINES = Shape(release_lines, ReleaseLine)
CATALOGUE = Catalogue(
    RELEASES,
    {
        "id": Field(releases.c.id),
        "order_id": Field(releases.c.order_id),
        "type": Field(releases.c.type),
        "status": Field(releases.c.status),
        "child_order_id": Field(releases.c.child_order_id),
        "shipment_id": Field(releases.c.shipment_id),
        "created_at": Field(releases.c.created_at),
        "updated_at": Field(releases.c.updated_at),
    },
    {"created_at": Sort(releases.c.id, lambda release: release.id)},
)
page = CATALOGUE.page
_NEXT = "SELECT coalesce(max(number), 0) + 1 FROM releases WHERE organization_id = ? AND order_id = ?"
_CHILDREN = "SELECT count(*) FROM releases WHERE organization_id = ? AND order_id = ? AND child_order_id IS NOT NULL"
_IDS = "SELECT id FROM releases WHERE organization_id = ? AND order_id = ?"
_ANY = "SELECT 1 FROM releases WHERE organization_id = ? AND order_id = ? LIMIT 1"


def insert(uow: UnitOfWork, release: Release) -> None:
    """Store a new release with its lines."""
    RELEASES.insert(uow, release)
    LINES.insert_many(uow, release.lines)


def update(uow: UnitOfWork, release: Release, *, lines: bool = False) -> None:
    """Store the next version of a release, and with `lines` the next versions of its lines."""
    RELEASES.update(uow, release)
    if lines:
        LINES.update_many(uow, release.lines)


def get(uow: UnitOfWork, organization_id: UUID, order_id: UUID, id: UUID) -> Release | None:
    """The release of this order with this id and its lines, or None."""
    release = RELEASES.get(uow, organization_id, id)
    if release is None or release.order_id != order_id:
        return None
    load_lines(uow, organization_id, [release])
    return release


def of_orders(uow: UnitOfWork, organization_id: UUID, order_ids: Iterable[UUID]) -> dict[UUID, list[Release]]:
    """The releases of these orders with their lines, in the order they were made, by the order's id."""
    wanted = [id.bytes for id in order_ids]
    if len(wanted) == 1 and uow.row(_ANY, (organization_id.bytes, wanted[0])) is None:
        return {}
    found = sorted(RELEASES.among(uow, organization_id, "order_id", wanted), key=lambda each: each.number)
    load_lines(uow, organization_id, found)
    sorted_out: dict[UUID, list[Release]] = {}
    for release in found:
        sorted_out.setdefault(release.order_id, []).append(release)
    return sorted_out


def load_lines(uow: UnitOfWork, organization_id: UUID, found: Sequence[Release]) -> None:
    """Fill in the lines; one statement for each 500 releases."""
    by_id = {release.id.bytes: release for release in found}
    if not by_id:
        return
    for line in sorted(LINES.among(uow, organization_id, "release_id", by_id), key=lambda each: each.position):
        by_id[line.release_id.bytes].lines.append(line)


def held(uow: UnitOfWork, organization_id: UUID, order_id: UUID) -> Mapping[UUID, Held]:
    """What live releases keep of the lines of an order, by the line's id."""
    return held_of(of_orders(uow, organization_id, [order_id]).get(order_id, ()))


def ids_of(uow: UnitOfWork, organization_id: UUID, order_id: UUID) -> list[UUID]:
    """The ids of an order's releases."""
    rows = uow.rows(_IDS, (organization_id.bytes, order_id.bytes))
    return [to_id(row[0]) for row in rows]


def next_number(uow: UnitOfWork, organization_id: UUID, order_id: UUID) -> int:
    """The number of the order's next release."""
    number: int = uow.row(_NEXT, (organization_id.bytes, order_id.bytes))[0]
    return number


def children(uow: UnitOfWork, organization_id: UUID, order_id: UUID) -> int:
    """How many orders releases of this order have made."""
    count: int = uow.row(_CHILDREN, (organization_id.bytes, order_id.bytes))[0]
    return count

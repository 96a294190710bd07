"""Companies in the store."""

from uuid import UUID

from entrepot.book.people.organization import Company
from entrepot.book.values.address import address_from_dict, address_to_dict
from entrepot.book.values.text import folded
from entrepot.store.listing import Catalogue, Field, Sort, holding
from entrepot.store.schema.people import companies
from entrepot.store.shape import Packed, Shape
from entrepot.store.work import UnitOfWork

SHAPE = Shape(
    companies,
    Company,
    packed={"address": Packed(address_to_dict, address_from_dict)},
    keys={"name_key": lambda company: folded(company.name)},
)
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(companies.c.id),
        "serial": Field(companies.c.serial),
        "name": Field(companies.c.name_key, key=True),
        "code": Field(companies.c.code),
        "is_default": Field(companies.c.is_default),
        "active": Field(companies.c.active),
        "created_at": Field(companies.c.created_at),
        "updated_at": Field(companies.c.updated_at),
        "text": holding(companies.c.name_key),
    },
    {
        "serial": Sort(companies.c.serial, lambda company: company.serial),
        "name": Sort(companies.c.name_key, lambda company: folded(company.name)),
        "created_at": Sort(companies.c.id, lambda company: company.id),
        "updated_at": Sort(companies.c.updated_at, lambda company: company.updated_at),
    },
)
insert = SHAPE.insert
update = SHAPE.update
get = SHAPE.get
by_ids = SHAPE.by_ids
by_serial = SHAPE.by_serial
by_serials = SHAPE.by_serials
page = CATALOGUE.page


def default(uow: UnitOfWork, organization_id: UUID) -> Company:
    """The company that orders belong to when none is named: every organization has one."""
    company = SHAPE.one(uow, organization_id, "is_default = 1")
    if company is None:
        raise LookupError("an organization without a default company")
    return company

"""Payment terms in the store."""

from entrepot.book.values.errors import TERM_NAME_TAKEN
from entrepot.book.values.terms import Instalment, PaymentTerm
from entrepot.book.values.text import folded
from entrepot.store.listing import Catalogue, Field, Sort, holding
from entrepot.store.schema.terms import payment_terms
from entrepot.store.shape import Shape, Taken, records

SHAPE = Shape(
    payment_terms,
    PaymentTerm,
    packed={"instalments": records(Instalment)},
    keys={"name_key": lambda term: folded(term.name)},
    taken=[Taken("name_key", "name", TERM_NAME_TAKEN)],
)
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(payment_terms.c.id),
        "serial": Field(payment_terms.c.serial),
        "name": Field(payment_terms.c.name_key, key=True),
        "days": Field(payment_terms.c.days),
        "created_at": Field(payment_terms.c.created_at),
        "updated_at": Field(payment_terms.c.updated_at),
        "text": holding(payment_terms.c.name_key),
    },
    {
        "serial": Sort(payment_terms.c.serial, lambda term: term.serial),
        "name": Sort(payment_terms.c.name_key, lambda term: folded(term.name)),
        "created_at": Sort(payment_terms.c.id, lambda term: term.id),
        "updated_at": Sort(payment_terms.c.updated_at, lambda term: term.updated_at),
    },
)
insert = SHAPE.insert
update = SHAPE.update
get = SHAPE.get
by_ids = SHAPE.by_ids
by_serial = SHAPE.by_serial
by_serials = SHAPE.by_serials
page = CATALOGUE.page

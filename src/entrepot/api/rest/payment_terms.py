"""Payment terms at the native door."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from entrepot.actions import terms
from entrepot.api.rest import shapes
from entrepot.api.rest.listing import Paged, Texts, When
from entrepot.api.rest.nouns import Noun, given, routes
from entrepot.api.rest.render_nouns import term_document
from entrepot.api.rest.values import ABSENT, Body, Days, Exact, Name, QueryText
from entrepot.book.orders.errors import TERM_UNKNOWN
from entrepot.book.values.termdraft import TermDraft, TermPatch
from entrepot.book.values.terms import Instalment


class InstalmentIn(Body):
    """A part of the amount, in percent, due that many days after the invoice."""

    percent: Exact
    days: Days


Instalments = Annotated[list[InstalmentIn], Field(max_length=36, description="Percents that sum to 100.")]


class TermNew(Body):
    """A payment term to be made: net days, optionally an early-payment discount or instalments."""

    name: Name
    days: Days = 0
    discount_percent: Exact | None = None
    discount_days: Days | None = None
    instalments: Instalments = ABSENT


class TermUpdate(TermNew):
    """Changes to a payment term: what is left out stays, null empties."""

    name: Name = ABSENT
    days: Days = ABSENT


class TermList(Paged):
    """The filters and the order of the list of payment terms."""

    sort: Literal[
        "id", "-id", "serial", "-serial", "name", "-name", "created_at", "-created_at", "updated_at", "-updated_at"
    ] = "id"
    q: Annotated[QueryText, Field(description="A text to look for in the name.")] | None = None
    name: Texts | None = None
    created_from: When | None = None
    created_to: When | None = None
    updated_from: When | None = None
    updated_to: When | None = None


_TURNS: Mapping[str, Callable[[Any], object]] = {
    "instalments": lambda listed: tuple(Instalment(part.percent, part.days) for part in listed)
}
NOUN = Noun(
    path="/payment-terms",
    word="payment_term",
    words="payment_terms",
    unknown=TERM_UNKNOWN,
    shape=shapes.PaymentTerm,
    show=term_document,
    new=TermNew,
    update=TermUpdate,
    query=TermList,
    draft=lambda body: TermDraft(**given(body, _TURNS)),
    patch=lambda body: TermPatch(**given(body, _TURNS)),
    create=terms.create,
    read=lambda uow, actor, id: terms.read(uow, actor, id=id),
    browse=terms.browse,
    change=lambda uow, actor, id, patch, *, expected_version: terms.change(
        uow, actor, patch, id=id, expected_version=expected_version
    ),
)
router = routes(NOUN)

"""Companies, the legal entities of the organization, at the native door."""

from typing import Annotated, Literal

from pydantic import Field

from entrepot.actions import companies
from entrepot.api.rest import shapes
from entrepot.api.rest.listing import Paged, Texts, When, YesNo
from entrepot.api.rest.nouns import Noun, given, routes
from entrepot.api.rest.render_nouns import company_document
from entrepot.api.rest.values import ABSENT, AddressIn, Body, CurrencyCode, Flag, Name, QueryText, Text
from entrepot.book.people.draft import CompanyDraft, CompanyPatch
from entrepot.book.people.errors import COMPANY_UNKNOWN


class CompanyNew(Body):
    """A company to be made; the currency is the organization's unless given."""

    name: Name
    code: Text | None = None
    currency: CurrencyCode | None = None
    is_default: Flag = False
    active: Flag = True
    address: AddressIn | None = None
    email: Text | None = None
    website: Annotated[str, Field(max_length=2048)] | None = None


class CompanyUpdate(CompanyNew):
    """Changes to a company: what is left out stays, null empties; `is_default` can only be given as true."""

    name: Name = ABSENT
    currency: CurrencyCode = ABSENT
    is_default: Flag = ABSENT
    active: Flag = ABSENT


class CompanyList(Paged):
    """The filters and the order of the list of companies."""

    sort: Literal[
        "id", "-id", "serial", "-serial", "name", "-name", "created_at", "-created_at", "updated_at", "-updated_at"
    ] = "id"
    q: Annotated[QueryText, Field(description="A text to look for in the name.")] | None = None
    name: Texts | None = None
    code: Texts | None = None
    is_default: YesNo | None = None
    active: YesNo | None = None
    created_from: When | None = None
    created_to: When | None = None
    updated_from: When | None = None
    updated_to: When | None = None


NOUN = Noun(
    path="/companies",
    word="company",
    words="companies",
    unknown=COMPANY_UNKNOWN,
    shape=shapes.Company,
    show=company_document,
    new=CompanyNew,
    update=CompanyUpdate,
    query=CompanyList,
    draft=lambda body: CompanyDraft(**given(body)),
    patch=lambda body: CompanyPatch(**given(body)),
    create=companies.create,
    read=lambda uow, actor, id: companies.read(uow, actor, id=id),
    browse=companies.browse,
    change=lambda uow, actor, id, patch, *, expected_version: companies.change(
        uow, actor, patch, id=id, expected_version=expected_version
    ),
)
router = routes(NOUN)

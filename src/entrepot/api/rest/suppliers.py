"""Suppliers at the native door."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from entrepot.actions import suppliers
from entrepot.api.rest import shapes
from entrepot.api.rest.listing import Paged, Texts, When, YesNo
from entrepot.api.rest.nouns import Noun, given, routes, same_currency
from entrepot.api.rest.render_nouns import supplier_document
from entrepot.api.rest.values import (
    ABSENT,
    AddressIn,
    Body,
    CurrencyCode,
    Days,
    Exact,
    Flag,
    Id,
    LongText,
    MoneyIn,
    Name,
    OverReceipt,
    QueryText,
    ShortReceipt,
    Text,
)
from entrepot.book.suppliers.draft import SupplierDraft, SupplierPatch
from entrepot.book.suppliers.errors import SUPPLIER_UNKNOWN
from entrepot.book.suppliers.supplier import Block, Contact, IdentificationCode, Supplier


class ContactIn(Body):
    """A person at the supplier."""

    name: Text | None = None
    email: Text | None = None
    phone: Text | None = None


class IdentificationCodeIn(Body):
    """A number somebody else knows the supplier by, and what kind of number it is."""

    qualifier: Name
    value: Name


Emails = Annotated[list[Text], Field(max_length=20)]
Contacts = Annotated[list[ContactIn], Field(max_length=50)]
Codes = Annotated[list[IdentificationCodeIn], Field(max_length=50)]


class SupplierNew(Body):
    """A supplier to be made; the currency is the organization's unless given."""

    name: Name
    code: Text | None = None
    account_reference: Annotated[Text, Field(description="Our number with them.")] | None = None
    their_reference: Annotated[Text, Field(description="Theirs for us.")] | None = None
    emails: Emails = ABSENT
    phone: Text | None = None
    address: AddressIn | None = None
    contacts: Contacts = ABSENT
    currency: CurrencyCode | None = None
    payment_term_id: Id | None = None
    default_tax_rate: Annotated[Exact, Field(description="In percent.")] | None = None
    default_delivery_cost: MoneyIn | None = None
    minimum_order_value: MoneyIn | None = None
    lead_time_days: Days | None = None
    identification_codes: Codes = ABSENT
    remarks: LongText | None = None
    over_receipt_percent: OverReceipt | None = None
    short_receipt_percent: ShortReceipt | None = None
    active: Flag = True
    block: Annotated[Block, Field(description="What is stopped with the supplier.")] = Block.NONE


class SupplierUpdate(SupplierNew):
    """Changes to a supplier: what is left out stays, null empties."""

    name: Name = ABSENT
    currency: CurrencyCode = ABSENT
    active: Flag = ABSENT
    block: Block = ABSENT


class SupplierList(Paged):
    """The filters and the order of the list of suppliers."""

    sort: Literal[
        "id", "-id", "serial", "-serial", "name", "-name", "created_at", "-created_at", "updated_at", "-updated_at"
    ] = "id"
    q: Annotated[QueryText, Field(description="A text to look for in name, code and e-mail addresses.")] | None = None
    name: Texts | None = None
    code: Texts | None = None
    currency: QueryText | None = None
    active: YesNo | None = None
    block: Block | None = None
    email: QueryText | None = None
    account_reference: QueryText | None = None
    their_reference: QueryText | None = None
    created_from: When | None = None
    created_to: When | None = None
    updated_from: When | None = None
    updated_to: When | None = None


_TURNS: Mapping[str, Callable[[Any], object]] = {
    "contacts": lambda listed: tuple(Contact(one.name, one.email, one.phone) for one in listed),
    "identification_codes": lambda listed: tuple(IdentificationCode(one.qualifier, one.value) for one in listed),
}


def _check(body: SupplierNew, supplier: Supplier) -> None:
    same_currency(body, supplier.currency)


NOUN = Noun(
    path="/suppliers",
    word="supplier",
    words="suppliers",
    unknown=SUPPLIER_UNKNOWN,
    shape=shapes.Supplier,
    show=supplier_document,
    new=SupplierNew,
    update=SupplierUpdate,
    query=SupplierList,
    draft=lambda body: SupplierDraft(**given(body, _TURNS)),
    patch=lambda body: SupplierPatch(**given(body, _TURNS)),
    create=suppliers.create,
    read=lambda uow, actor, id: suppliers.read(uow, actor, id=id),
    browse=suppliers.browse,
    change=lambda uow, actor, id, patch, *, expected_version: suppliers.change(
        uow, actor, patch, id=id, expected_version=expected_version
    ),
    delete=lambda uow, actor, id, *, expected_version: suppliers.delete(
        uow, actor, id=id, expected_version=expected_version
    ),
    checked=_check,
)
router = routes(NOUN)

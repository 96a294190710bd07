"""Requests as drafts and patches of the book. Amounts, quantities and prices are per unit in the order's currency."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from entrepot.book.orders.draft import (
    DoorPolicy,
    LineChanges,
    LineDraft,
    LineKey,
    LinePatch,
    OrderDraft,
    OrderKey,
    OrderPatch,
)
from entrepot.book.orders.line import Discount
from entrepot.book.orders.order import OrderStatus
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.values.address import Address
from entrepot.book.values.unset import UNSET
from entrepot.dialects.sellercloud.translate.words import (
    BORN_AS,
    DISCOUNTS,
    KEPT_BILL_TO,
    KEPT_CANCEL_BY,
    KEPT_CASE_MODE,
    KEPT_REQUESTED_ON,
    KEPT_SHIP_TO,
    NAME,
    OPEN,
    TYPES,
    ZERO,
)
from entrepot.dialects.sellercloud.wire import enums
from entrepot.dialects.sellercloud.wire.requests import AddressIn, ChangeItem, ChangePo, CreatePo, CreatePoItem
from entrepot.errors import Invalid


def key_of(number: int) -> OrderKey:
    """Which order a number in a path means."""
    return OrderKey(serial=number)


def policy(settings: OrganizationSettings) -> DoorPolicy:
    """What this vendor's door allows: the company's currency, editing until cancelled, deleting until received,
    receiving until closed and as much as was ordered (unless the organization lets more come).
    """
    return DoorPolicy(
        born_as=BORN_AS[settings.text("sellercloud.po_default_status")],
        approved=settings.flag("sellercloud.approved_by_default"),
        currency_from="company",
        may_edit=frozenset(OrderStatus) - {OrderStatus.CANCELED},
        delete_in=frozenset(OrderStatus),
        receive_in=frozenset(OPEN),
        over_receipt_percent=None if settings.flag("sellercloud.allow_over_receive") else ZERO,
    )


def order_draft(body: CreatePo, default_warehouse_serial: int | None) -> OrderDraft:
    """The order a create call asks for. The vendor's orders know neither line tax nor a default delivery cost.

    `default_warehouse_serial` is the organization's default warehouse; it is looked at when a line without a warehouse
    stands behind a first line with one.
    """
    warehouse = body.DefaultWarehouseID or None
    items = body.Products or []
    lines = tuple(line_draft(item) for item in items)
    if warehouse is not None:
        lines = tuple(replace(line, warehouse_serial=None) for line in lines)
    else:
        warehouse = lines[0].warehouse_serial if lines else None
        lines = tuple(_in_own_warehouse(line, warehouse, default_warehouse_serial) for line in lines)
    return OrderDraft(
        lines=lines,
        type=TYPES[body.POType or enums.POType.PurchaseOrder],
        company_serial=body.CompanyID,
        supplier_serial=body.VendorID,
        warehouse_serial=warehouse,
        title=body.Description,
        vendor_note=body.VendorNote,
        payment_term_serial=body.PaymentTermID or None,
        due_at=body.ExpectedDeliveryDate,
        delivery_cost=ZERO,
        bill_to=address_of(body.BillingAddress),
        ship_to=address_of(body.ShippingAddress),
        extension={NAME: _kept_of(body)},
    )


def as_sent(error: Invalid, body: CreatePo) -> Invalid:
    """The refusal of a new order, its warehouse named where it was sent: without one of its own, on the first line."""
    if body.DefaultWarehouseID:
        return error
    first_line = ("lines", 0, "warehouse_id")
    fields = [replace(field, path=first_line) if field.path == ("warehouse_id",) else field for field in error.fields]
    return Invalid(error.code, error.message, fields=fields)


def needs_default_warehouse(body: CreatePo) -> bool:
    """Whether some line must be told the default warehouse by name, because the order takes another one."""
    given = [bool(item.WarehouseID) for item in body.Products or []]
    return not body.DefaultWarehouseID and bool(given) and given[0] and not all(given)


def _in_own_warehouse(line: LineDraft, order_warehouse: int | None, default: int | None) -> LineDraft:
    if line.warehouse_serial is None and order_warehouse is not None:
        return replace(line, warehouse_serial=default)
    return replace(line, warehouse_serial=None) if line.warehouse_serial == order_warehouse else line


def line_draft(item: CreatePoItem) -> LineDraft:
    """The line an item asks for. A price that is not given is 0, and stays it when the quantity changes."""
    by_case = item.QtyCasesOrdered is not None
    return LineDraft(
        sku=item.ProductID,
        quantity=_decimal(item.QtyUnitsOrdered),
        cases=_decimal(item.QtyCasesOrdered),
        units_per_case=_decimal(item.QtyUnitsPerCase),
        unit_price=None if by_case else item.UnitPrice or ZERO,
        case_price=item.CasePrice or ZERO if by_case else None,
        discount=discount_of(item.DiscountType, item.DiscountValue),
        tax_rate=ZERO,
        warehouse_serial=item.WarehouseID or None,
        notes=item.ItemNotes,
    )


def discount_of(kind: enums.DiscountType | None, value: Decimal | None) -> Discount | None:
    """The book's discount: per unit or percent; a value without a type is an amount, nothing off is no discount."""
    if not value:
        return None
    return Discount(DISCOUNTS[kind or enums.DiscountType.FixedAmount], value)


def address_of(address: AddressIn | None) -> Address | None:
    """The book's address; `Region` stands in for an empty `State`, and the three names become one."""
    if address is None:
        return None
    return Address(
        company_name=_text(address.Business),
        contact_name=full_name(address.FirstName, address.MiddleName, address.LastName),
        line_1=_text(address.AddressLine1),
        line_2=_text(address.AddressLine2),
        locality=_text(address.City),
        region=_text(address.State) or _text(address.Region),
        postal_code=_text(address.ZipCode),
        country=(address.Country or "").strip().upper(),
        phone=_text(address.Phone),
    )


def full_name(*names: str | None) -> str | None:
    """First, middle and last name as one text, or None when all are empty."""
    return " ".join(name.strip() for name in names if name and name.strip()) or None


def _kept_of(body: CreatePo) -> dict[str, object]:
    found: dict[str, object] = {KEPT_CASE_MODE: True} if body.CaseQtyMode else {}
    for name, address in ((KEPT_SHIP_TO, body.ShippingAddress), (KEPT_BILL_TO, body.BillingAddress)):
        rest = _address_rest(address)
        if rest:
            found[name] = rest
    return found


def _address_rest(address: AddressIn | None) -> dict[str, object]:
    """What the book's address cannot hold: how the name is divided, the fax, and whether the region was a `Region`."""
    if address is None:
        return {}
    names = ("FirstName", "MiddleName", "LastName", "Fax", "Region")
    return {name: value for name in names if (value := _text(getattr(address, name)))}


def order_patch(body: ChangePo, own: Mapping[str, object]) -> OrderPatch:
    """The header changes a call asks for; absent and null leave things be. `own` is what the order keeps now."""
    kept_now = dict(own)
    if body.RequestedOnDate is not None:
        kept_now[KEPT_REQUESTED_ON] = body.RequestedOnDate.isoformat()
    if body.CancelByDate is not None:
        kept_now[KEPT_CANCEL_BY] = body.CancelByDate.isoformat()
    return OrderPatch(
        company_serial=UNSET if body.CompanyId is None else body.CompanyId,
        supplier_serial=UNSET if body.VendorId is None else body.VendorId,
        title=UNSET if body.Description is None else body.Description,
        vendor_note=UNSET if body.Instructions is None else body.Instructions,
        raised_at=UNSET if body.OrderedOnDate is None else body.OrderedOnDate,
        due_at=UNSET if body.ExpectedDeliveryDate is None else body.ExpectedDeliveryDate,
        expiration_date=UNSET if body.CancelByDate is None else body.CancelByDate.date(),
        extension=UNSET if kept_now == own else {NAME: kept_now},
    )


def lines_added(items: Iterable[CreatePoItem]) -> LineChanges:
    """The lines an add call asks for; without a warehouse they go where the order goes."""
    return LineChanges(add=tuple(line_draft(item) for item in items))


def lines_changed(items: Iterable[ChangeItem]) -> LineChanges:
    """The line changes a call asks for."""
    return LineChanges(change=tuple(_line_patch(item) for item in items))


def _line_patch(item: ChangeItem) -> LinePatch:
    return LinePatch(
        line_serial=item.ID,
        quantity=UNSET if item.QtyUnitsOrdered is None else Decimal(item.QtyUnitsOrdered),
        cases=UNSET if item.QtyCasesOrdered is None else Decimal(item.QtyCasesOrdered),
        units_per_case=UNSET if item.QtyUnitsPerCase is None else Decimal(item.QtyUnitsPerCase),
        unit_price=UNSET if item.UnitPrice is None else item.UnitPrice,
        case_price=UNSET if item.CasePrice is None else item.CasePrice,
        requested_date=UNSET if item.ExpectedDeliveryDate is None else item.ExpectedDeliveryDate,
    )


def lines_removed(numbers: Iterable[int]) -> LineChanges:
    """The lines a remove call names."""
    return LineChanges(remove=tuple(LineKey(line_serial=number) for number in numbers))


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def _text(text: str | None) -> str | None:
    return text.strip() or None if text is not None else None

"""Gathering what a draft or a change refers to, in a number of statements that does not grow with its lines."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from entrepot.actions import dockfacts
from entrepot.book.orders.columns import CustomColumn
from entrepot.book.orders.draft import LineChanges, LineDraft, OrderDraft, OrderPatch
from entrepot.book.orders.facts import Facts, Found
from entrepot.book.orders.held import Held
from entrepot.book.orders.order import Order, SupplierSnapshot
from entrepot.book.orders.tag import Tag
from entrepot.book.people.organization import Company, Organization
from entrepot.book.suppliers.supplier import Supplier, SupplierProduct
from entrepot.book.values.terms import PaymentTerm
from entrepot.book.values.unset import Unset, given
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.ids import from_ulid, parse_uuid
from entrepot.store import (
    catalog,
    columns,
    companies,
    offers,
    organizations,
    rates,
    releases,
    suppliers,
    tags,
    terms,
    warehouses,
)
from entrepot.store.work import UnitOfWork

MAX_SERIAL = (1 << 63) - 1


def for_draft(uow: UnitOfWork, organization_id: UUID, draft: OrderDraft) -> Facts:
    """Everything a new order refers to."""
    organization = organizations.found(uow, organization_id)
    supplier = find_supplier(uow, organization_id, draft.supplier_id, draft.supplier_serial, draft.supplier)
    company = _company(uow, organization_id, draft.company_id, draft.company_serial)
    default = warehouses.default(uow, organization_id)
    products, priced = line_products(uow, organization_id, supplier, draft.lines)
    prices = {line.price_currency for line in draft.lines} | {draft.currency, supplier.currency if supplier else None}
    return Facts(
        now=uow.now,
        organization=organization,
        company=company,
        supplier=supplier,
        term=_term(uow, organization_id, draft.payment_term_id, draft.payment_term_serial),
        default_warehouse=default,
        warehouses=_warehouses(
            uow,
            organization_id,
            default,
            {draft.warehouse_id, *(line.warehouse_id for line in draft.lines)},
            {draft.warehouse_serial, *(line.warehouse_serial for line in draft.lines)},
        ),
        tags=find_tags(uow, organization_id, draft.tags),
        products=products,
        offers=priced,
        rates=_rates(uow, organization, {*prices, company.currency if company else None}),
        columns=_columns(uow, organization_id, draft.custom_data),
    )


def for_change(uow: UnitOfWork, order: Order, patch: OrderPatch, lines: LineChanges) -> tuple[Facts, Supplier | None]:
    """Everything a change to an order refers to, and the supplier it had before."""
    organization_id = order.organization_id
    organization = organizations.found(uow, organization_id)
    old = suppliers.get(uow, organization_id, order.supplier_id, deleted=True) if order.supplier_id else None
    supplier = old
    if not (isinstance(patch.supplier_id, Unset) and isinstance(patch.supplier_serial, Unset)):
        key, serial = given(patch.supplier_id, None), given(patch.supplier_serial, None)
        supplier = find_supplier(uow, organization_id, key, serial, given(patch.supplier, None))
    elif not isinstance(patch.supplier, Unset):
        supplier = find_supplier(uow, organization_id, None, None, patch.supplier)
    default = warehouses.default(uow, organization_id)
    products, priced = line_products(
        uow, organization_id, supplier, (*lines.add, *renamed(lines)), changed_products(order, lines)
    )
    facts = Facts(
        now=uow.now,
        organization=organization,
        company=_changed_company(uow, organization_id, patch),
        supplier=supplier,
        term=_term(uow, organization_id, given(patch.payment_term_id, None), given(patch.payment_term_serial, None)),
        default_warehouse=default,
        warehouses=_warehouses(
            uow,
            organization_id,
            default,
            {
                given(patch.warehouse_id, None),
                *(line.warehouse_id for line in lines.add),
                *(given(line.warehouse_id, None) for line in lines.change),
            },
            {given(patch.warehouse_serial, None), *(line.warehouse_serial for line in lines.add)},
        ),
        tags=find_tags(uow, organization_id, given(patch.tags, ())),
        products=products,
        offers=priced,
        rates=_rates(
            uow,
            organization,
            {each.price_currency for each in lines.add} | {each.price_currency for each in lines.change},
        ),
        columns=_columns(uow, organization_id, given(patch.custom_data, {})),
        held=_held(uow, order) if lines.change or lines.remove else {},
    )
    return facts, old


def _held(uow: UnitOfWork, order: Order) -> dict[UUID, Held]:
    return dockfacts.held(uow, order, releases.held(uow, order.organization_id, order.id))


def changed_products(order: Order, lines: LineChanges) -> set[UUID]:
    """The products on the lines that are to be changed."""
    if not lines.change:
        return set()
    ids = {patch.line_id for patch in lines.change}
    serials = {patch.line_serial for patch in lines.change}
    named = (line for line in order.lines if line.id in ids or line.serial in serials)
    return {line.product_id for line in named if line.product_id is not None}


def renamed(lines: LineChanges) -> tuple[LineDraft, ...]:
    """The products that lines are to become, named as drafts name them."""
    return tuple(LineDraft(sku=patch.sku) for patch in lines.change if isinstance(patch.sku, str))


def find_supplier(
    uow: UnitOfWork, organization_id: UUID, id: UUID | None, serial: int | None, named: SupplierSnapshot | None
) -> Supplier | None:
    """The supplier by id, by serial, or as somebody names it: by identification code, else by exact name."""
    if id is not None:
        return suppliers.get(uow, organization_id, id)
    if serial is not None:
        return suppliers.by_serial(uow, organization_id, serial) if 0 <= serial <= MAX_SERIAL else None
    if named is None:
        return None
    for qualifier, value in named.identification_codes:
        found = suppliers.by_identification(uow, organization_id, value, qualifier)
        if found is not None:
            return found
    return suppliers.by_name(uow, organization_id, named.name) if named.name else None


def line_products(
    uow: UnitOfWork,
    organization_id: UUID,
    supplier: Supplier | None,
    lines: Iterable[LineDraft],
    more: Iterable[UUID] = (),
) -> tuple[Found, dict[UUID, SupplierProduct]]:
    """The products the lines name, and what the supplier asks for them."""
    ids, serials, skus, supplier_skus = set(more), set[int](), set[str](), set[str]()
    for line in lines:
        if line.product_id is not None:
            ids.add(line.product_id)
        elif line.product_serial is not None:
            if 0 <= line.product_serial <= MAX_SERIAL:
                serials.add(line.product_serial)
        elif line.sku is not None:
            skus.add(line.sku)
        elif line.supplier_sku is not None:
            supplier_skus.add(line.supplier_sku)
    listed = (supplier.id, tuple(supplier_skus)) if supplier is not None and supplier_skus else None
    found = catalog.find_products(uow, organization_id, ids=ids, serials=serials, skus=skus, supplier_skus=listed)
    products = Found(found.by_id, found.by_serial, found.by_sku_key, found.by_supplier_sku_key)
    priced = offers.of(uow, organization_id, supplier.id, found.by_id) if supplier is not None and found.by_id else {}
    return products, priced


def find_tags(uow: UnitOfWork, organization_id: UUID, keys: tuple[str, ...]) -> dict[str, Tag]:
    """The tags by the texts that name them: an id (UUID or ULID form) or a slug."""
    if not keys:
        return {}
    ids = {key: found for key in keys if (found := parse_uuid(key) or from_ulid(key)) is not None}
    by_id = tags.by_ids(uow, organization_id, ids.values()) if ids else {}
    by_slug = tags.by_slugs(uow, organization_id, keys)
    named = {key: by_id[id] for key, id in ids.items() if id in by_id}
    return {**{key: by_slug[key] for key in keys if key in by_slug}, **named}


def _company(uow: UnitOfWork, organization_id: UUID, id: UUID | None, serial: int | None) -> Company | None:
    if id is not None:
        return companies.get(uow, organization_id, id)
    if serial is not None:
        return companies.by_serial(uow, organization_id, serial) if 0 <= serial <= MAX_SERIAL else None
    return companies.default(uow, organization_id)


def _changed_company(uow: UnitOfWork, organization_id: UUID, patch: OrderPatch) -> Company | None:
    id, serial = given(patch.company_id, None), given(patch.company_serial, None)
    return None if id is None and serial is None else _company(uow, organization_id, id, serial)


def _term(uow: UnitOfWork, organization_id: UUID, id: UUID | None, serial: int | None) -> PaymentTerm | None:
    if id is not None:
        return terms.get(uow, organization_id, id)
    if serial is not None and 0 <= serial <= MAX_SERIAL:
        return terms.by_serial(uow, organization_id, serial)
    return None


def _warehouses(
    uow: UnitOfWork, organization_id: UUID, default: Warehouse, ids: set[UUID | None], serials: set[int | None]
) -> dict[UUID | int, Warehouse]:
    found: dict[UUID | int, Warehouse] = {default.id: default, default.serial: default}
    by_id = {id for id in ids if id is not None and id not in found}
    by_serial = {serial for serial in serials if serial is not None and serial not in found}
    inside = {serial for serial in by_serial if 0 <= serial <= MAX_SERIAL}
    named = warehouses.by_ids(uow, organization_id, by_id) if by_id else {}
    numbered = warehouses.by_serials(uow, organization_id, inside) if inside else {}
    for warehouse in (*named.values(), *numbered.values()):
        found[warehouse.id] = found[warehouse.serial] = warehouse
    return found


def _columns(uow: UnitOfWork, organization_id: UUID, custom_data: Mapping[str, object]) -> dict[str, CustomColumn]:
    """The custom columns by key, when there is custom data to judge."""
    return {column.key: column for column in columns.every(uow, organization_id)} if custom_data else {}


def _rates(uow: UnitOfWork, organization: Organization, currencies: set[str | None]) -> dict[str, Decimal]:
    day: date = uow.now.date()
    wanted = [each for each in currencies if each is not None and each != organization.currency]
    found = {each: rates.at(uow, organization.id, each, day) for each in wanted[:5]}
    return {each: rate for each, rate in found.items() if rate is not None}

"""What each kind of row does: values become the drafts and patches that every door gives to the actions."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from entrepot.actions import catalog, offers, suppliers
from entrepot.actions.importorders import take_lines, take_order
from entrepot.actions.importparties import RowsWrong, Taken, supplier_of
from entrepot.book.catalog.draft import BarcodeDraft, ProductDraft, ProductKey, ProductPatch
from entrepot.book.imports.job import Import, ImportKind, RowOutcome, Values
from entrepot.book.orders.errors import TERM_UNKNOWN
from entrepot.book.people.actor import Actor
from entrepot.book.suppliers.draft import SupplierDraft, SupplierPatch, SupplierProductPatch
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.values.address import ADDRESS_FIELDS, Address
from entrepot.book.values.money import Money
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.errors import FIELD_REQUIRED, Invalid, NotFound, Path
from entrepot.store import catalog as product_store
from entrepot.store import offers as offer_store
from entrepot.store import organizations, terms
from entrepot.store import suppliers as supplier_store
from entrepot.store.work import UnitOfWork

__all__ = ["TAKE", "RowsWrong", "Taken", "place_of"]
Take = Callable[[UnitOfWork, Actor, Import, Sequence[Values]], Taken]
PLACES = ADDRESS_FIELDS[:-2]
# Book names of fields that a table says differently.
FIELD_NAMES: Mapping[str, str] = {
    "supplier_id": "supplier",
    "warehouse_id": "warehouse",
    "product_id": "sku",
    "payment_term_id": "payment_term",
}
LINE_NAMES: Mapping[str, str] = {
    "product_id": "sku",
    "notes": "line_notes",
    "discount": "discount_percent",
    "warehouse_id": "line_warehouse",
}


def take_product(uow: UnitOfWork, actor: Actor, item: Import, rows: Sequence[Values]) -> Taken:
    """A row of products: one that is there is changed."""
    given = dict(rows[0].given)
    sku = str(given.pop("sku"))
    before = product_store.by_sku(uow, actor.organization_id, sku)
    currency = str(given.pop("currency", "") or "") or (
        before.cost_price.currency
        if before is not None and before.cost_price is not None
        else organizations.found(uow, actor.organization_id).currency
    )
    for name in ("cost_price", "regular_price"):
        if name in given:
            given[name] = Money(cast("Decimal", given[name]), currency)
    if "barcodes" in given:
        given["barcodes"] = tuple(BarcodeDraft(code) for code in cast("tuple[str, ...]", given["barcodes"]))
    if before is not None:
        after = catalog.change(uow, actor, ProductKey(id=before.id), ProductPatch(**cast("Any", given)))
        return _changed(after.id, after.sku, before.version, after.version)
    _require_name(rows[0], given, "product")
    made = catalog.create(uow, actor, ProductDraft(sku=sku, **cast("Any", given)))
    return Taken(RowOutcome.CREATED, made.id, made.sku)


def take_supplier(uow: UnitOfWork, actor: Actor, item: Import, rows: Sequence[Values]) -> Taken:
    """A row of suppliers: one with this code, or without a code one of this name, is changed."""
    given = dict(rows[0].given)
    before = _supplier_there(uow, actor, given)
    if "payment_term" in given:
        given["payment_term_id"] = _term(uow, actor, rows[0], str(given.pop("payment_term")))
    parts = {name: given.pop(name) for name in PLACES if name in given}
    if parts:
        given["address"] = _address(before, cast("dict[str, str]", parts))
    if before is not None:
        after = suppliers.change(uow, actor, SupplierPatch(**cast("Any", given)), id=before.id)
        return _changed(after.id, after.name, before.version, after.version)
    _require_name(rows[0], given, "supplier")
    made = suppliers.create(uow, actor, SupplierDraft(**cast("Any", given)))
    return Taken(RowOutcome.CREATED, made.id, made.name)


def take_supplier_product(uow: UnitOfWork, actor: Actor, item: Import, rows: Sequence[Values]) -> Taken:
    """A row of what suppliers ask for products: listed the first time, changed after that."""
    given = dict(rows[0].given)
    supplier = supplier_of(uow, actor, rows[0])
    if supplier is None:
        raise RowsWrong([(rows[0].number, "supplier", Invalid(FIELD_REQUIRED, "A supplier is needed."))])
    product = catalog.read(uow, actor, ProductKey(sku=str(given["sku"]))) if "sku" in given else None
    if product is None:
        raise RowsWrong([(rows[0].number, "sku", Invalid(FIELD_REQUIRED))])
    before = offer_store.get(uow, actor.organization_id, supplier.id, product.id)
    asked = {name: value for name, value in given.items() if name not in ("supplier", "supplier_number", "sku")}
    after = offers.put(uow, actor, supplier.id, product.id, SupplierProductPatch(**cast("Any", asked)))
    label = f"{supplier.name}: {product.sku}"
    if before is None:
        return Taken(RowOutcome.CREATED, after.id, label)
    return _changed(after.id, label, before.version, after.version)


TAKE: Mapping[ImportKind, Take] = {
    ImportKind.ORDERS: take_order,
    ImportKind.LINES: take_lines,
    ImportKind.PRODUCTS: take_product,
    ImportKind.SUPPLIERS: take_supplier,
    ImportKind.SUPPLIER_PRODUCTS: take_supplier_product,
}


def place_of(kind: ImportKind, values: Sequence[Values], path: Path) -> tuple[int, str | None]:
    """The row and the field that a path in an action's draft is about."""
    steps = [step for step in path if isinstance(step, str)]
    if len(path) > 1 and path[0] in ("lines", "add", "change") and isinstance(path[1], int):
        if kind is ImportKind.LINES:
            is_change = path[0] == "change"
            values = [each for each in values if ("line" in each.given) is is_change] or values
        row = values[min(path[1], len(values) - 1)]
        name = steps[1] if len(steps) > 1 else None
        return row.number, None if name is None else LINE_NAMES.get(name, name)
    if not steps or steps[0] in ("lines", "add", "change"):
        return values[0].number, None
    name = steps[1] if steps[0] == "address" and len(steps) > 1 else steps[0]
    return values[0].number, FIELD_NAMES.get(name, name)


def _require_name(row: Values, given: Mapping[str, object], what: str) -> None:
    if "name" not in given:
        raise RowsWrong([(row.number, "name", Invalid(FIELD_REQUIRED, f"A new {what} needs a name."))])


def _changed(id: UUID, label: str, before: int, after: int) -> Taken:
    return Taken(RowOutcome.UNCHANGED if before == after else RowOutcome.CHANGED, id, label)


def _supplier_there(uow: UnitOfWork, actor: Actor, given: Mapping[str, object]) -> Supplier | None:
    if "code" in given:
        return supplier_store.by_code(uow, actor.organization_id, str(given["code"]))
    return supplier_store.by_name(uow, actor.organization_id, str(given["name"])) if "name" in given else None


def _address(before: Supplier | None, parts: dict[str, str]) -> Address:
    """The address with these parts changed; a country is written in capitals."""
    old = before.address if before is not None and before.address is not None else Address()
    kept = {name: getattr(old, name) for name in ADDRESS_FIELDS}
    if "country" in parts:
        parts["country"] = parts["country"].upper()
    return Address(**{**kept, **parts})


def _term(uow: UnitOfWork, actor: Actor, row: Values, name: str) -> UUID:
    listing = Listing(where=(Condition("name", Test.EQ, name),), limit=1)
    found = terms.page(uow, actor.organization_id, listing).items
    if not found:
        raise RowsWrong([(row.number, "payment_term", NotFound(TERM_UNKNOWN))])
    return found[0].id

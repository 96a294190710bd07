"""Products in the store."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from entrepot.book.catalog.errors import SKU_TAKEN
from entrepot.book.catalog.product import Barcode, Dimensions, Media, Product
from entrepot.book.values.text import folded
from entrepot.store.listing import Catalogue, Field, Made, Sort, holding, within
from entrepot.store.schema.catalog import product_barcodes, products
from entrepot.store.schema.suppliers import supplier_products, suppliers
from entrepot.store.shape import Shape, Taken, chunks, listed_values, record, records
from entrepot.store.types import to_id
from entrepot.store.work import UnitOfWork


def _text_key(product: Product) -> str:
    """What a person may type a part of in order to find the product."""
    named = (product.name, product.sku, product.brand, *(barcode.code for barcode in product.barcodes))
    return "\n".join(folded(part) for part in named if part)


def _sold_by(field: Field | Made) -> Made:
    return within(products.c.id, supplier_products.c.product_id, field)


SHAPE = Shape(
    products,
    Product,
    packed={"barcodes": records(Barcode), "media": records(Media), "dimensions": record(Dimensions)},
    money=("cost_price", "regular_price"),
    keys={
        "sku_key": lambda product: folded(product.sku),
        "name_key": lambda product: folded(product.name),
        "text_key": _text_key,
    },
    taken=[Taken("sku_key", "sku", SKU_TAKEN)],
)
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(products.c.id),
        "serial": Field(products.c.serial),
        "sku": Field(products.c.sku_key, key=True),
        "name": Field(products.c.name_key, key=True),
        "brand": Field(products.c.brand),
        "type": Field(products.c.type),
        "active": Field(products.c.active),
        "barcode": within(products.c.id, product_barcodes.c.product_id, Field(product_barcodes.c.code_key, key=True)),
        "supplier_id": _sold_by(Field(supplier_products.c.supplier_id)),
        "supplier_serial": _sold_by(within(supplier_products.c.supplier_id, suppliers.c.id, Field(suppliers.c.serial))),
        "created_at": Field(products.c.created_at),
        "updated_at": Field(products.c.updated_at),
        "text": holding(products.c.text_key),
    },
    {
        "serial": Sort(products.c.serial, lambda product: product.serial),
        "sku": Sort(products.c.sku_key, lambda product: folded(product.sku)),
        "name": Sort(products.c.name_key, lambda product: folded(product.name)),
        "created_at": Sort(products.c.id, lambda product: product.id),
        "updated_at": Sort(products.c.updated_at, lambda product: product.updated_at),
    },
    always=[products.c.deleted_at.is_(None)],
)
page = CATALOGUE.page


def insert(uow: UnitOfWork, product: Product) -> None:
    """Store a new product; raises Conflict when its SKU is taken."""
    SHAPE.insert(uow, product)
    _index_barcodes(uow, product)


def update(uow: UnitOfWork, product: Product) -> None:
    """Store a product's next version; raises Conflict when its SKU is taken."""
    SHAPE.update(uow, product)
    uow.sql(
        "DELETE FROM product_barcodes WHERE organization_id = ? AND product_id = ?",
        (product.organization_id.bytes, product.id.bytes),
    )
    _index_barcodes(uow, product)


def _index_barcodes(uow: UnitOfWork, product: Product) -> None:
    codes = {folded(barcode.code) for barcode in product.barcodes}
    if codes:
        uow.many(
            "INSERT INTO product_barcodes (organization_id, code_key, product_id) VALUES (?, ?, ?)",
            [(product.organization_id.bytes, code, product.id.bytes) for code in sorted(codes)],
        )


def get(uow: UnitOfWork, organization_id: UUID, id: UUID) -> Product | None:
    """The product with this id, or None."""
    return _present(SHAPE.get(uow, organization_id, id))


def by_serial(uow: UnitOfWork, organization_id: UUID, serial: int) -> Product | None:
    """The product with this serial, or None."""
    return _present(SHAPE.by_serial(uow, organization_id, serial))


def by_sku(uow: UnitOfWork, organization_id: UUID, sku: str) -> Product | None:
    """The product with this SKU (folded), or None."""
    return _present(SHAPE.one(uow, organization_id, "sku_key = ?", (folded(sku),)))


def by_ids(uow: UnitOfWork, organization_id: UUID, ids: Iterable[UUID]) -> dict[UUID, Product]:
    """Those with these ids, by id, also when they were deleted (old orders still name them)."""
    return SHAPE.by_ids(uow, organization_id, ids)


class Products:
    """What `find_products` found, by every name that was asked for; deleted products are not among them."""

    __slots__ = ("by_id", "by_serial", "by_sku_key", "by_supplier_sku_key")

    def __init__(self, found: Iterable[Product], supplier_skus: Iterable[tuple[str, UUID]] = ()) -> None:
        """`supplier_skus` pairs folded supplier SKUs with product ids."""
        self.by_id = {product.id: product for product in found if product.deleted_at is None}
        self.by_serial = {product.serial: product for product in self.by_id.values()}
        self.by_sku_key = {folded(product.sku): product for product in self.by_id.values()}
        self.by_supplier_sku_key: dict[str, list[Product]] = {}
        for key, id in supplier_skus:
            if id in self.by_id:
                self.by_supplier_sku_key.setdefault(key, []).append(self.by_id[id])

    def sku(self, sku: str) -> Product | None:
        """The product with this SKU, compared folded."""
        return self.by_sku_key.get(folded(sku))

    def supplier_sku(self, supplier_sku: str) -> list[Product]:
        """All products that the supplier lists under this SKU, compared folded."""
        return self.by_supplier_sku_key.get(folded(supplier_sku), [])


def skus(uow: UnitOfWork, organization_id: UUID, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The SKUs of these products, deleted ones too; one statement for each 500."""
    found: dict[UUID, str] = {}
    for part in chunks(tuple({id.bytes for id in ids})):
        marks, padded = listed_values(part)
        text = f"SELECT id, sku FROM products WHERE organization_id = ? AND id IN {marks}"  # noqa: S608
        found |= {to_id(id): sku for id, sku in uow.rows(text, (organization_id.bytes, *padded))}
    return found


def find_products(
    uow: UnitOfWork,
    organization_id: UUID,
    *,
    ids: Iterable[UUID] = (),
    serials: Iterable[int] = (),
    skus: Iterable[str] = (),
    supplier_skus: tuple[UUID, Sequence[str]] | None = None,
) -> Products:
    """The products of an order's lines, by ids, serials, SKUs and the SKUs of one supplier.

    At most one statement per sort of name and 500 names.
    """
    found: list[Product] = []
    pairs: list[tuple[str, UUID]] = []
    wanted = {id.bytes for id in ids}
    if supplier_skus is not None and supplier_skus[1]:
        pairs = _listed_as(uow, organization_id, *supplier_skus)
        wanted |= {id.bytes for _, id in pairs}
    for column, values in (("id", wanted), ("serial", set(serials)), ("sku_key", {folded(sku) for sku in skus})):
        if values:
            found += SHAPE.among(uow, organization_id, column, values)
    return Products(found, pairs)


def by_barcodes(
    uow: UnitOfWork, organization_id: UUID, codes: Iterable[str]
) -> dict[str, list[tuple[Product, Barcode]]]:
    """The products that have each of these barcodes (compared folded), and the barcode itself, by folded code."""
    found: dict[str, list[tuple[Product, Barcode]]] = {}
    for part in chunks(tuple({folded(code) for code in codes})):
        marks, padded = listed_values(part)
        text = (
            f"{SHAPE.selecting} JOIN product_barcodes b ON b.organization_id = products.organization_id"
            " AND b.product_id = products.id"
            f" WHERE products.organization_id = ? AND b.code_key IN {marks} AND products.deleted_at IS NULL"
        )
        wanted = set(part)
        products = {p.id: p for p in map(SHAPE.from_driver, uow.rows(text, (organization_id.bytes, *padded)))}
        for product in products.values():
            for barcode in product.barcodes:
                if folded(barcode.code) in wanted:
                    found.setdefault(folded(barcode.code), []).append((product, barcode))
    return found


def _listed_as(
    uow: UnitOfWork, organization_id: UUID, supplier_id: UUID, skus: Sequence[str]
) -> list[tuple[str, UUID]]:
    pairs: list[tuple[str, UUID]] = []
    for part in chunks(tuple({folded(sku) for sku in skus})):
        marks, padded = listed_values(part)
        text = (
            "SELECT supplier_sku_key, product_id FROM supplier_products "  # noqa: S608 - only question marks come in
            f"WHERE organization_id = ? AND supplier_id = ? AND supplier_sku_key IN {marks}"
        )
        rows = uow.rows(text, (organization_id.bytes, supplier_id.bytes, *padded))
        pairs += [(key, UUID(bytes=raw)) for key, raw in rows]
    return pairs


def _present(product: Product | None) -> Product | None:
    return None if product is None or product.deleted_at is not None else product

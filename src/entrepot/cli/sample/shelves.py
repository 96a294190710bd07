"""The sample merchant's suppliers, products, warehouses and stock."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from entrepot.actions import catalog, offers, stock, suppliers, terms, warehouses
from entrepot.book.catalog.draft import BarcodeDraft, ProductDraft
from entrepot.book.catalog.product import Dimensions, Product
from entrepot.book.people.actor import Actor
from entrepot.book.suppliers.draft import SupplierDraft, SupplierProductPatch
from entrepot.book.suppliers.supplier import Contact, IdentificationCode, PriceBreak, Supplier
from entrepot.book.values.address import Address
from entrepot.book.values.currency import digits
from entrepot.book.values.money import Money
from entrepot.book.values.termdraft import TermDraft
from entrepot.book.values.terms import Instalment, PaymentTerm
from entrepot.book.warehouses.draft import WarehouseDraft, WarehousePatch
from entrepot.book.warehouses.warehouse import Warehouse, WarehouseType
from entrepot.cli.sample.dice import Dice
from entrepot.cli.sample.names import FAMILIES, HOUSES, RATES, Family, House
from entrepot.store import warehouses as warehouse_store
from entrepot.store.work import UnitOfWork

DOCK = Address("Fernhollow Paper & Home", "The dock", "Loods 4, Zaagselkade", None, None, "Vellum aan Zee", None,
               "1999 FH", "NL", "+31 20 555 0120", "dock@fernhollow.example")  # fmt: skip
SHOP = Address("Fernhollow Paper & Home", "The shop", "Lindesteeg 12", None, None, "Vellum aan Zee", None, "1999 FS",
               "NL", "+31 20 555 0121", "shop@fernhollow.example")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """A product as one supplier sells it: with the units in its carton."""

    product: Product
    carton: int


@dataclass(frozen=True, slots=True)
class Shelves:
    """What orders can be made of: suppliers with their articles, warehouses (the default one first)."""

    houses: tuple[tuple[House, Supplier, tuple[Article, ...]], ...]
    warehouses: tuple[Warehouse, ...]


def make_terms(uow: UnitOfWork, actor: Actor) -> list[PaymentTerm]:
    """Four ways to pay."""
    halves = (Instalment(Decimal(50), 0), Instalment(Decimal(50), 45))
    drafts = (
        TermDraft("30 days net", 30),
        TermDraft("2 % 10, net 30", 30, Decimal(2), 10),
        TermDraft("Half now, half on delivery", 45, instalments=halves),
        TermDraft("On receipt", 0),
    )
    return [terms.create(uow, actor, draft) for draft in drafts]


def make_warehouses(uow: UnitOfWork, actor: Actor) -> tuple[Warehouse, ...]:
    """The warehouse the organization was born with gets its address, a shop and a drop-ship place join it."""
    born = warehouse_store.default(uow, actor.organization_id)
    dock = warehouses.change(uow, actor, WarehousePatch(code="DOCK", address=DOCK), id=born.id)
    shop = warehouses.create(uow, actor, WarehouseDraft("Shop on Lindesteeg", code="SHOP", address=SHOP))
    direct = warehouses.create(
        uow, actor, WarehouseDraft("Straight to the customer", code="DIRECT", type=WarehouseType.DROP_SHIP)
    )
    return dock, shop, direct


def make_shelves(uow: UnitOfWork, actor: Actor, dice: Dice) -> Shelves:
    """Terms, warehouses, suppliers, products and what each supplier asks for them."""
    payment_terms = make_terms(uow, actor)
    places = make_warehouses(uow, actor)
    parties = {house.code: _supplier(uow, actor, house, payment_terms) for house in HOUSES}
    by_code = {house.code: house for house in HOUSES}
    articles: dict[str, list[Article]] = {house.code: [] for house in HOUSES}
    number = 0
    for family in FAMILIES:
        for variant in range(len(family.variants)):
            number += 1
            product = catalog.create(uow, actor, _product(family, variant, number))
            for rank, code in enumerate(family.houses):
                carton = family.carton * (rank + 1)
                offer = _offer(family, variant, by_code[code], rank, carton, dice)
                offers.put(uow, actor, parties[code].id, product.id, offer)
                articles[code].append(Article(product, carton))
    return Shelves(tuple((house, parties[house.code], tuple(articles[house.code])) for house in HOUSES), places)


def _supplier(uow: UnitOfWork, actor: Actor, house: House, payment_terms: Sequence[PaymentTerm]) -> Supplier:
    draft = SupplierDraft(
        name=house.name,
        code=house.code,
        account_reference=f"FH-{20881 + 7 * len(house.name)}",
        their_reference=f"{house.code[:3]}-FERNHOLLOW",
        emails=(f"orders@{house.domain}", f"accounts@{house.domain}"),
        phone=house.phone,
        address=house.address,
        contacts=(Contact(house.contact, f"{house.contact.split()[0].lower()}@{house.domain}", house.phone),),
        currency=house.currency,
        payment_term_id=payment_terms[house.term].id,
        default_tax_rate=Decimal(house.tax),
        default_delivery_cost=Decimal(house.delivery),
        minimum_order_value=None if house.minimum is None else Decimal(house.minimum),
        lead_time_days=house.lead_days,
        identification_codes=(IdentificationCode("EXTERNAL_ID", f"VEND-{house.code}"),),
        remarks="Invented, like everything in the sample data.",
    )
    return suppliers.create(uow, actor, draft)


def _product(family: Family, variant: int, number: int) -> ProductDraft:
    letters, word = family.variants[variant]
    sku = f"{family.stem}-{letters}"
    length, width, height = (Decimal(side) for side in family.box)
    return ProductDraft(
        name=f"{family.name}, {word}",
        sku=sku,
        brand="Fernhollow" if number % 3 else "Hazel & Rook",
        description=f"{family.name} in {word}. Sold by the piece, bought by the carton of {family.carton}.",
        barcodes=(
            BarcodeDraft(ean13(200_000_000_000 + number)),
            BarcodeDraft(ean13(210_000_000_000 + number), Decimal(family.carton)),
        ),
        media=(f"https://pictures.fernhollow.example/{sku.lower()}.jpg",),
        cost_price=Money(family.price(variant), "EUR"),
        regular_price=Money(Decimal(family.retail), "EUR"),
        dimensions=Dimensions(length, width, height, "cm"),
        weight_grams=Decimal(family.grams),
        hs_code=family.hs_code,
        country_of_origin=family.origin,
    )


def ean13(twelve: int) -> str:
    """The twelve digits with their check digit; numbers from 20 to 29 in front are free for use inside a company."""
    figures = [int(figure) for figure in str(twelve)]
    return f"{twelve}{-sum(figure * (1 + 2 * (index % 2)) for index, figure in enumerate(figures)) % 10}"


def _offer(family: Family, variant: int, house: House, rank: int, carton: int, dice: Dice) -> SupplierProductPatch:
    def at(percent: int) -> Decimal:
        return _in_currency(family.price(variant) * (percent + 4 * rank) / 100, house.currency)

    steps = ((4, 96), (12, 91), (40, 86))
    return SupplierProductPatch(
        supplier_sku=f"{house.code[:2]}{family.stem.replace('-', '')}{variant + 1:02d}",
        supplier_name=f"{family.name} ({family.variants[variant][1]})",
        price=at(100),
        price_breaks=tuple(PriceBreak(Decimal(carton * cartons), at(percent)) for cartons, percent in steps),
        carton_quantity=Decimal(carton),
        minimum_quantity=Decimal(carton),
        multiple=Decimal(carton),
        lead_time_days=house.lead_days + dice.number(0, 4),
        priority=rank + 1,
        supplier_stock_level=Decimal(carton * dice.number(0, 60)),
    )


def _in_currency(amount: Decimal, currency: str) -> Decimal:
    """EUR in another currency at the rate of the sample year's first month, with its digits and one more."""
    rate = Decimal(RATES.get(currency, "1"))
    places = digits(currency) + (1 if digits(currency) else 0)
    return (amount / rate).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def open_stock(uow: UnitOfWork, actor: Actor, shelves: Shelves, dice: Dice) -> None:
    """What lay there when the book was opened: cartons at the dock, a few pieces in the shop, some of it promised."""
    dock, shop, _ = shelves.warehouses
    seen = set()
    for _, _, articles in shelves.houses:
        for article in articles:
            product = article.product
            if product.id in seen:
                continue
            seen.add(product.id)
            cartons = dice.number(0, 9)
            if cartons:
                stock.mutate(uow, actor, product.id, dock.id, Decimal(cartons * article.carton), "Opening stock")
            if dice.percent(60):
                stock.mutate(uow, actor, product.id, shop.id, Decimal(dice.number(2, 24)), "Opening stock")
            if cartons > 2 and dice.percent(45):
                number = f"Web order {dice.number(40_000, 49_999)}"
                stock.reserve(uow, actor, product.id, dock.id, Decimal(dice.number(1, article.carton)), number)

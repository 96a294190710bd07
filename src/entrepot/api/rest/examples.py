"""The example of every operation of the native door: what is sent and what is answered.

Answers are rendered from made-up records by the same functions that render real ones, so they cannot go stale.
"""

import json
from decimal import Decimal
from functools import cache
from typing import Any

from entrepot.api.rest import render_nouns as nouns
from entrepot.api.rest.examples_more import more_answers
from entrepot.api.rest.history import reason_document
from entrepot.api.rest.made_up import (
    ACTOR,
    COMPANY,
    DUE,
    LEVEL,
    LINE,
    NOON,
    ORDER,
    ORGANIZATION,
    OTHER,
    PRODUCT,
    SUPPLIER,
    TAG,
    TERM,
    WAREHOUSE,
)
from entrepot.api.rest.render import event_document, header_document, lines_of
from entrepot.book.catalog.product import Barcode, Dimensions, Media, Product, ProductType
from entrepot.book.events import Category, Change, Event, EventCode
from entrepot.book.orders.line import LineKind, OrderLine, PriceSource
from entrepot.book.orders.order import (
    Billing,
    Order,
    OrderStatus,
    OrderType,
    Receiving,
    Reference,
    SupplierSnapshot,
    Totals,
)
from entrepot.book.orders.tag import Tag, TagStatus
from entrepot.book.orders.why import explain
from entrepot.book.people.organization import Company, Organization
from entrepot.book.people.rights import RIGHTS, Role
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.stock.level import MutationKind, StockLevel, StockMutation
from entrepot.book.suppliers.supplier import Block, IdentificationCode, PriceBreak, Supplier, SupplierProduct
from entrepot.book.values.address import Address
from entrepot.book.values.money import Money
from entrepot.book.values.terms import PaymentTerm
from entrepot.book.warehouses.warehouse import Warehouse, WarehouseType
from entrepot.http.answer import json_bytes

Document = dict[str, Any]
ADDRESS = Address(
    company_name="Baltic Timber",
    line_1="Ostas iela 4",
    locality="Riga",
    postal_code="LV-1034",
    country="LV",
    email="orders@timber.example",
)


def plain_document(document: object) -> Any:  # noqa: ANN401 - JSON has any shape
    """A document as the client sees it: plain JSON values."""
    return json.loads(json_bytes(document))


def _organization() -> Organization:
    return Organization(ORGANIZATION, 1001, "Harbour Supplies", "EUR", "Europe/Riga", "LV", {}, 3, NOON, NOON)


def _company() -> Company:
    return Company(
        ORGANIZATION, COMPANY, 1001, "Harbour Supplies", None, "EUR", True, True, ADDRESS, None, None, 1, NOON, NOON
    )


def _supplier() -> Supplier:
    return Supplier(
        organization_id=ORGANIZATION,
        id=SUPPLIER,
        serial=1001,
        name="Baltic Timber",
        code="TIMBER",
        account_reference="HS-2231",
        their_reference=None,
        emails=("orders@timber.example",),
        phone="+371 6000 0000",
        address=ADDRESS,
        contacts=(),
        currency="EUR",
        payment_term_id=TERM,
        default_tax_rate=Decimal(21),
        default_delivery_cost=Decimal(25),
        minimum_order_value=Decimal(250),
        lead_time_days=14,
        identification_codes=(IdentificationCode("EXTERNAL_ID", "4711"),),
        remarks=None,
        active=True,
        block=Block.NONE,
        version=1,
        created_at=NOON,
        updated_at=NOON,
    )


def _offer() -> SupplierProduct:
    return SupplierProduct(
        organization_id=ORGANIZATION,
        id=OTHER,
        supplier_id=SUPPLIER,
        product_id=PRODUCT,
        supplier_sku="BT-2040",
        supplier_name="Board 20 × 40",
        price=Decimal("4.35"),
        price_breaks=(PriceBreak(Decimal(100), Decimal("3.95")),),
        carton_quantity=Decimal(20),
        minimum_quantity=Decimal(20),
        multiple=Decimal(20),
        lead_time_days=14,
        priority=1,
        supplier_stock_level=None,
        version=1,
        created_at=NOON,
        updated_at=NOON,
    )


def _product() -> Product:
    return Product(
        organization_id=ORGANIZATION,
        id=PRODUCT,
        serial=1001,
        sku="BOARD-20",
        name="Board 20 × 40, 2 m",
        brand=None,
        description=None,
        barcodes=(Barcode(OTHER, "4006381333931", Decimal(1)),),
        media=(Media(OTHER, "https://pictures.example/board.jpg"),),
        cost_price=Money(Decimal("4.35"), "EUR"),
        regular_price=Money(Decimal("7.90"), "EUR"),
        dimensions=Dimensions(Decimal(200), Decimal(4), Decimal(2), "cm"),
        weight_grams=Decimal(820),
        hs_code="44071190",
        country_of_origin="LV",
        type=ProductType.STANDARD,
        whole_units=True,
        active=True,
        version=1,
        created_at=NOON,
        updated_at=NOON,
    )


def _warehouse() -> Warehouse:
    return Warehouse(
        organization_id=ORGANIZATION,
        id=WAREHOUSE,
        serial=1001,
        name="Main warehouse",
        code="MAIN",
        address=None,
        is_default=True,
        type=WarehouseType.STANDARD,
        active=True,
        version=1,
        created_at=NOON,
        updated_at=NOON,
    )


def _term() -> PaymentTerm:
    return PaymentTerm(ORGANIZATION, TERM, 1001, "2/10 net 30", 30, Decimal(2), 10, (), 1, NOON, NOON, {})


def _tag() -> Tag:
    return Tag(ORGANIZATION, TAG, "Urgent", "urgent", "#d33", TagStatus.ACTIVE, None, 1, NOON, NOON)


def _level() -> StockLevel:
    return StockLevel(ORGANIZATION, LEVEL, PRODUCT, WAREHOUSE, Decimal(40), Decimal(6), 2, NOON, NOON)


def _mutation(kind: MutationKind, delta: int, reason: str | None, reference: str | None) -> StockMutation:
    return StockMutation(
        ORGANIZATION,
        OTHER,
        LEVEL,
        PRODUCT,
        WAREHOUSE,
        kind,
        Decimal(delta),
        reason,
        reference,
        ACTOR,
        "Shop API key",
        NOON,
    )


def _line() -> OrderLine:
    return OrderLine(
        id=LINE,
        serial=1001,
        position=1,
        kind=LineKind.GOODS,
        product_id=PRODUCT,
        sku="BOARD-20",
        product_name="Board 20 × 40, 2 m",
        supplier_sku="BT-2040",
        description=None,
        quantity_ordered=Decimal(120),
        unit=None,
        cases=None,
        units_per_case=None,
        unit_price=Decimal("3.95"),
        case_price=None,
        price_source=PriceSource.PRICE_BREAK,
        discount=None,
        tax_rate=Decimal(21),
        sell_ahead=Decimal(0),
        warehouse_id=None,
        requested_date=DUE,
        promised_date=None,
        quantity_confirmed=None,
        notes=None,
        net=Decimal("474.00"),
        tax=Decimal("99.54"),
    )


def _order(status: OrderStatus = OrderStatus.DRAFT) -> Order:
    sent = None if status is OrderStatus.DRAFT else NOON
    return Order(
        organization_id=ORGANIZATION,
        id=ORDER,
        serial=1001,
        version=1,
        number="PO-000001",
        type=OrderType.PURCHASE,
        status=status,
        company_id=COMPANY,
        supplier_id=SUPPLIER,
        supplier=SupplierSnapshot(
            name="Baltic Timber", code="TIMBER", email="orders@timber.example", phone="+371 6000 0000", address=ADDRESS
        ),
        warehouse_id=WAREHOUSE,
        currency="EUR",
        base_currency="EUR",
        exchange_rate=Decimal(1),
        title="Spring boards",
        description=None,
        vendor_note="Please deliver before noon.",
        start_date=None,
        expiration_date=None,
        due_at=DUE,
        raised_at=NOON,
        sent_at=sent,
        confirmed_at=None,
        closed_at=None,
        canceled_at=None,
        held_at=None,
        hold_reason=None,
        delivery_cost=Decimal("25.00"),
        discount=None,
        charges=(),
        payment_term_id=TERM,
        payment_reference=None,
        bill_to=None,
        ship_to=None,
        ship_from=None,
        references=(Reference("PROJECT", "HARBOUR-7"),),
        tag_ids=(TAG,),
        source="rest",
        created_by_id=ACTOR,
        created_by_name="Shop API key",
        created_by_serial=0,
        updated_by_name="Shop API key",
        parent_order_id=None,
        parent_release_id=None,
        archived=False,
        approved=False,
        revision=0,
        totals=Totals(
            subtotal=Decimal("474.00"),
            discount=Decimal("0.00"),
            delivery=Decimal("25.00"),
            charges=Decimal("0.00"),
            tax=Decimal("99.54"),
            total=Decimal("598.54"),
            base_total=Decimal("598.54"),
        ),
        receiving=Receiving.NONE,
        received_percent=Decimal(0),
        done_percent=Decimal(0),
        billing=Billing.NONE,
        created_at=NOON,
        updated_at=NOON,
        lines=[_line()],
    )


def _event() -> Event:
    return Event(
        organization_id=ORGANIZATION,
        id=OTHER,
        subject="order",
        subject_id=ORDER,
        subject_version=2,
        code=EventCode("order.sent"),
        category=Category.INFO,
        message="Order PO-000001 sent.",
        actor_id=ACTOR,
        actor_name="Shop API key",
        door="rest",
        changes=(Change("status", "draft", "sent"),),
        occurred_at=NOON,
        created_at=NOON,
    )


def _order_parts(order: Order) -> Document:
    header = header_document(order)
    lines = lines_of(order)
    belongs = {"id": order.id, "version": 1, "status": order.status.value, "totals": header["totals"]}
    wire = {"document": {"reference": order.number}, "losses": [{"field": "due_at", "reason": "no such field"}]}
    return {
        "order": {**header, "lines": lines},
        "header": header,
        "line": {**lines[0], "order": belongs},
        "event": event_document(_event()),
        "why": {
            "order_id": order.id,
            "number": order.number,
            "version": 1,
            "reasons": [reason_document(reason) for reason in explain(order)],
        },
        "wires": {"order_id": order.id, "version": 1, "wires": {"pack": wire}},
    }


@cache
def answers() -> Document:
    """An example of everything that is answered, by the name of its shape."""
    organization = nouns.organization_document(_organization())
    level = nouns.level_document(_level())
    came = nouns.mutation_document(_mutation(MutationKind.ON_HAND, 40, "Opening stock", None))
    promised = nouns.mutation_document(_mutation(MutationKind.ALLOCATED, 6, None, "SHOP-88"))
    settings = OrganizationSettings({}).all()
    me = {"id": ACTOR, "kind": "key", "name": "Shop API key", "email": None, "role": "viewer", "supplier_id": None}
    rights = sorted(right.value for right in RIGHTS[Role.VIEWER])
    told: Document = plain_document(
        {
            **_order_parts(_order()),
            "sent": {**header_document(_order(OrderStatus.SENT)), "lines": lines_of(_order())},
            "supplier": nouns.supplier_document(_supplier()),
            "offer": nouns.offer_document(_offer(), "EUR"),
            "product": nouns.product_document(_product()),
            "warehouse": nouns.warehouse_document(_warehouse()),
            "company": nouns.company_document(_company()),
            "term": nouns.term_document(_term()),
            "tag": nouns.tag_document(_tag()),
            **more_answers(_order_parts(_order())),
            "level": level,
            "mutation": came,
            "mutated": {**came, "stock_level": level},
            "reserved": {**promised, "stock_level": level},
            "organization": organization,
            "settings": {name: str(value) if isinstance(value, Decimal) else value for name, value in settings.items()},
            "rate": {"currency": "USD", "day": "2026-03-02", "rate": "0.92"},
            "me": {**me, "organization": organization, "rights": rights},
            "code": {"code": "order.unknown", "sentence": "No purchase order has this id."},
        }
    )
    return told


def page(name: str) -> Document:
    """The example of a list of these."""
    return {"items": [answers()[name]], "next": None}


def problem(status: int, code: str, sentence: str) -> Document:
    """The example of a problem."""
    wrong = [{"pointer": "/lines/0/quantity", "code": code, "message": sentence}] if status == 422 else []
    return {
        "type": f"/api/v1/errors/{code}",
        "title": sentence,
        "status": status,
        "detail": sentence,
        "code": code,
        "instance": "/api/v1/purchase-orders",
        "request_id": "5f0c9a1e-2b",
        "errors": wrong,
    }

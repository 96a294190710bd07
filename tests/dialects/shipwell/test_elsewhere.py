"""Orders born at other doors: how Shipwell shows them, what it cannot carry, what sending them back does."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from entrepot.actions import orders
from entrepot.actions import warehouses as places
from entrepot.book.orders.draft import DoorPolicy, LineDraft, OrderDraft, OrderKey
from entrepot.book.orders.line import Discount, DiscountType
from entrepot.book.orders.order import Charge, Order, OrderStatus, Reference
from entrepot.book.orders.query import Parts
from entrepot.book.values.address import Address
from entrepot.book.warehouses.draft import WarehousePatch
from entrepot.dialects.shipwell.calls import update_order
from entrepot.dialects.shipwell.port import dialect
from entrepot.dialects.shipwell.render.orders import item
from entrepot.dialects.shipwell.translate.status import status_word
from entrepot.dialects.shipwell.wire.orders import UpdateEntirePurchaseOrder
from entrepot.http.answer import number_bytes
from entrepot.http.body import BodyRules, read_json
from entrepot.http.errors import WireInvalid
from entrepot.store.store import Store
from tests.dialects.shipwell.desk import ulid
from tests.makers import World, make_world, open_store

ZEIST = Address(contact_name="Bo", locality="Zeist", country="NL", phone="1", email="a@b.c")
DUE = datetime(2026, 4, 6, 17, tzinfo=UTC)


@dataclass
class Desk:
    """The native desk of one organization, and Shipwell's view of what it does."""

    store: Store
    world: World

    def place(self, *lines: LineDraft, **header: Any) -> Order:
        draft = OrderDraft(lines or (LineDraft(sku="SKU-1", quantity=Decimal(10)),), **header)
        return self.store.write_now(lambda uow: orders.create(uow, self.world.admin, draft)).order

    def stored(self, order: Order) -> Order:
        return self.store.read_now(lambda uow: orders.read(uow, self.world.admin, OrderKey(order.id))).order

    def shown(self, order: Order) -> tuple[dict[str, Any], set[str]]:
        """The document as a client parses it, and the names of what it leaves out."""
        view = self.store.read_now(lambda uow: orders.read(uow, self.world.admin, OrderKey(order.id), Parts.ALL))
        wire = dialect.show(view)
        document: Any = read_json(number_bytes(wire.document), BodyRules())
        return document, {loss.field for loss in wire.losses}

    def send_back(self, order: Order, document: dict[str, Any]) -> dict[str, Any]:
        actor = replace(self.world.admin, door="shipwell")
        body = UpdateEntirePurchaseOrder.model_validate(document)
        return self.store.write_now(lambda uow: update_order(uow, actor, OrderKey(order.id), body, document))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_store(tmp_path) as store:
        yield Desk(store, make_world(store))


def test_a_plain_order_shows_its_product_quantity_price_and_supplier(desk: Desk) -> None:
    order = desk.place(supplier_id=desk.world.supplier.id, due_at=DUE, number="PO-9", title="Paper")
    document, left_out = desk.shown(order)
    assert (document["order_number"], document["name"], document["status"]) == ("PO-9", "Paper", "NOT_READY")
    assert document["supplier"]["supplier_id"] == ulid(desk.world.supplier.id)
    assert document["supplier"]["name"] == "Brightwater Paper"
    assert document["supplier"]["email"] == "orders@brightwater.example"
    (entry,) = document["items"]
    assert entry["amount"] == entry["available_amount"] == {"unit": "UNIT", "value": "10"}
    assert entry["references"] == [{"qualifier": "PRODUCT_REF", "value": "SKU-1"}]
    assert entry["description"] == "Product SKU-1"
    assert entry["shipping_requirements"]["value_per_piece"] == {"currency_code": "EUR", "value": "3"}
    assert entry["shipping_requirements"]["packaging_type"] is None
    window = {"start": None, "end": "2026-04-06T17:00:00.000000Z"}
    assert document["ship_to"]["shipping_requirements"] == {"plan_window": window}
    assert left_out == {"status", "totals", "company_id", "warehouse_id", "lines.supplier_sku"}


def test_an_order_without_ship_to_goes_to_its_warehouse_and_an_unknown_country_is_zz(desk: Desk) -> None:
    order = desk.place()
    stop = desk.shown(order)[0]["ship_to"]
    assert (stop["country"], stop["company_name"]) == ("ZZ", desk.world.warehouse.name)
    address = Address(line_1="Quay 4", locality="Rotterdam", country="NL")
    patch = WarehousePatch(address=address, code="RTM")
    desk.store.write_now(lambda uow: places.change(uow, desk.world.admin, patch, id=desk.world.warehouse.id))
    stop = desk.shown(order)[0]["ship_to"]
    assert (stop["country"], stop["line_1"], stop["location_number"]) == ("NL", "Quay 4", "RTM")
    half = desk.place(ship_to=Address(locality="Somewhere"))
    assert desk.shown(half)[0]["ship_to"]["country"] == "NL"


def rich(desk: Desk) -> Order:
    """An order full of what Shipwell has no room for."""
    return desk.place(
        LineDraft(
            sku="SKU-1", cases=Decimal(2), units_per_case=Decimal(6), case_price=Decimal(15), tax_rate=Decimal(21),
            discount=Discount(DiscountType.PERCENT, Decimal(10)), notes="fragile", sell_ahead=Decimal(1), unit="doos",
            description="d" * 200, requested_date=datetime(2026, 5, 1, tzinfo=UTC),
        ),
        LineDraft(description="Freight help", quantity=Decimal("1.5"), unit="kg", unit_price=Decimal("0.123456")),
        supplier_id=desk.world.supplier.id,
        due_at=DUE,
        description="long " * 200,
        vendor_note="ring twice",
        delivery_cost=Decimal(5),
        discount=Discount(DiscountType.PERCENT, Decimal(1)),
        charges=(Charge("customs", Decimal(2)),),
        payment_reference="PAY-1",
        references=(Reference("INVOICE", "I-1"), Reference("PURCHASE_ORDER_NUMBER", "P-1")),
        ship_to=replace(ZEIST, locality="Utrecht", region="Utrecht"),
        ship_from=Address(locality="Leuven", region="VBR", country="BE"),
        bill_to=Address(company_name="Books", country="NL", contact_name="Cy", email="bills@b.c"),
        custom_data={"a": 1},
    )  # fmt: skip


def test_what_cannot_be_carried_is_named(desk: Desk) -> None:
    document, left_out = desk.shown(rich(desk))
    assert left_out == {
        "status", "totals", "company_id", "warehouse_id", "vendor_note",
        "delivery_cost", "discount", "charges", "payment_reference", "references",
        "description", "ship_to.contact_name", "ship_to.phone", "ship_to.email", "ship_to.region", "ship_from.region",
        "bill_to.contact_name", "lines.discount", "lines.tax_rate", "lines.sell_ahead", "lines.cases",
        "lines.case_price", "lines.supplier_sku", "lines.notes", "lines.unit", "lines.description",
        "lines.requested_date", "lines.product_name",
    }  # fmt: skip
    assert [entry["amount"]["unit"] for entry in document["items"]] == ["UNIT", "KG"]
    assert document["items"][1]["shipping_requirements"]["value_per_piece"]["value"] == "0.123456"
    assert (document["ship_to"]["region"], document["ship_from"]["region"]) == (None, None)
    assert document["references"] == [{"qualifier": "PURCHASE_ORDER_NUMBER", "value": "P-1"}]
    assert document["shipping_requirements"]["bill_to"]["contact"] == {"email": "bills@b.c", "phone_number": None}
    assert (len(document["description"]), len(document["items"][0]["description"])) == (512, 128)


def test_sending_an_answer_back_loses_nothing_it_could_not_carry(desk: Desk) -> None:
    for order in (rich(desk), desk.place()):
        before = desk.stored(order)
        document, _ = desk.shown(order)
        assert desk.send_back(order, document)["updated_at"] == document["updated_at"]
        assert desk.stored(order) == before


def test_an_item_of_which_nothing_is_ordered_comes_back_and_is_not_made_here(desk: Desk) -> None:
    lines = (LineDraft(sku="SKU-1", quantity=Decimal(0)), LineDraft(sku="SKU-2", quantity=Decimal(2)))
    draft, policy = OrderDraft(lines), DoorPolicy(zero_quantity=True)
    order = desk.store.write_now(lambda uow: orders.create(uow, desk.world.admin, draft, policy)).order
    document, _ = desk.shown(order)
    assert desk.send_back(order, document)["updated_at"] == document["updated_at"]
    document["items"][1]["amount"]["value"] = "0"
    with pytest.raises(WireInvalid) as caught:
        desk.send_back(order, document)
    assert [each.path for each in caught.value.wrong] == [("items", 1, "amount", "value")]


def test_changing_a_place_keeps_what_the_wire_cannot_say_of_it(desk: Desk) -> None:
    order = rich(desk)
    document, _ = desk.shown(order)
    document["ship_to"]["locality"] = "Zeist"
    document["references"] = []
    desk.send_back(order, document)
    after = desk.stored(order)
    assert after.ship_to == ZEIST
    assert after.references == (Reference("INVOICE", "I-1"),)
    assert [line.requested_date for line in after.lines] == [line.requested_date for line in order.lines]
    assert [line.cases for line in after.lines] == [line.cases for line in order.lines]


@pytest.mark.parametrize(
    ("status", "with_supplier", "released", "word"),
    [
        ("draft", False, False, "READY"),
        ("draft", True, False, "NOT_READY"),
        ("sent", False, False, "READY"),
        ("sent", True, False, "NOT_READY"),
        ("confirmed", True, False, "NOT_READY"),
        ("closed", True, False, "NOT_READY"),
        ("closed", False, False, "READY"),
        ("closed", True, True, "FILLED"),
        ("sent", True, True, "FILLED"),
        ("canceled", True, True, "CANCELLED"),
        ("canceled", False, False, "CANCELLED"),
    ],
)
def test_one_word_says_where_an_order_stands(
    desk: Desk, status: str, with_supplier: bool, released: bool, word: str
) -> None:
    order = desk.place(supplier_id=desk.world.supplier.id if with_supplier else None)
    order.status = OrderStatus(status)
    if released:
        order.lines[0].quantity_released = order.lines[0].quantity_ordered
    assert status_word(order) == word


def test_a_child_of_a_release_is_ready_though_it_has_a_supplier(desk: Desk) -> None:
    order = desk.place(supplier_id=desk.world.supplier.id)
    order.parent_release_id = order.id
    assert status_word(order) == "READY"


def test_what_was_received_or_written_off_is_not_left_to_release(desk: Desk) -> None:
    order = desk.place()
    line = order.lines[0]
    line.quantity_received, line.quantity_returned, line.quantity_written_off = Decimal(4), Decimal(1), Decimal(2)
    line.quantity_released = Decimal(3)
    assert item(line, order)["available_amount"]["value"] == "2"
    line.quantity_released = Decimal(9)
    assert item(line, order)["available_amount"]["value"] == "0"

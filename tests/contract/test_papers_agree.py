"""What goes with an order (parcels, export, invoice, totals, custom columns, the supplier's terms) is one book too."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from entrepot.actions import settings
from entrepot.clock import FixedClock
from entrepot.store.store import Store
from tests.contract.doors import DOORS, Client
from tests.makers import MOMENT, make_world
from tests.server import inside

D = Decimal


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with inside(tmp_path / "book.sqlite3", clock=FixedClock(MOMENT)) as http:
        yield Client(http, make_world(_store(http)))


def _store(http: TestClient) -> Store:
    store: Store = http.app.state.door.store  # type: ignore[attr-defined]
    return store


def entered(client: Client) -> tuple[str, int]:
    """The sample order, entered at Sellercloud: id and serial."""
    DOORS["sellercloud"].enter(client)
    (order,) = client.native("GET", "/purchase-orders")["items"]
    return order["id"], order["serial"]


def native(client: Client, id: str) -> dict[str, Any]:
    found: dict[str, Any] = client.native("GET", f"/purchase-orders/{id}")
    return found


def patched(client: Client, id: str, changes: dict[str, Any]) -> None:
    version = native(client, id)["version"]
    headers = {**client.key, "If-Match": f'"{version}"'}
    client.call("PATCH", f"/api/v1/purchase-orders/{id}", changes, headers)


def losses(client: Client, id: str) -> dict[str, set[str]]:
    wires = client.native("GET", f"/purchase-orders/{id}/wires")["wires"]
    return {name: {loss["field"] for loss in wire["losses"]} for name, wire in wires.items()}


def test_a_parcel_noted_at_one_door_is_there_at_the_other(client: Client) -> None:
    id, serial = entered(client)
    place = f"/PurchaseOrders/{serial}/TrackingNumber"
    client.sellercloud("PUT", place, {"TrackingNumber": "1Z999", "ShippedViaCarrier": "UPS"})
    (parcel,) = native(client, id)["tracking"]
    assert (parcel["number"], parcel["carrier"], parcel["shipped_at"]) == ("1Z999", "UPS", None)
    second = {"number": "CH-17", "shipped_at": "2026-03-04T08:00:00Z", "shipped": "full"}
    made = client.native("POST", f"/purchase-orders/{id}/tracking", second)
    (row,) = client.sellercloud("GET", "/PurchaseOrders?shippingStatuses=2")["Items"]
    assert [each["TrackingNumber"] for each in row["TrackingNumbers"]] == ["1Z999", "CH-17"]
    admin, several = client.world.admin, {"sellercloud.multiple_tracking_numbers": True}
    _store(client.http).write_now(lambda uow: settings.change(uow, admin, several))
    told = client.sellercloud("GET", f"{place}/Multiple")["TrackingNumbers"]
    assert [each["ID"] for each in told] == [parcel["serial"], made["serial"]]
    client.sellercloud("DELETE", f"{place}/Multiple", {"TrackingNumbersIDs": [parcel["serial"]]})
    assert [each["id"] for each in native(client, id)["tracking"]] == [made["id"]]
    for name, lost in losses(client, id).items():
        assert ("tracking" in lost, "shipped" in lost) == (True, name != "sellercloud"), name


def test_export_and_invoice_are_the_same_note_at_both_doors(client: Client) -> None:
    id, serial = entered(client)
    client.sellercloud("PUT", "/PurchaseOrders/SetQuickBookStatus", {"PurchaseIDs": [serial], "Exported": True})
    invoice = {"InvoiceNumber": "BF-1", "InvoiceDate": "03/06/2026"}
    client.sellercloud("PUT", f"/PurchaseOrders/{serial}/Invoice", invoice)
    seen = native(client, id)
    assert seen["exported_at"] is not None
    assert (seen["supplier_invoice_number"], seen["supplier_invoice_date"]) == ("BF-1", "2026-03-06")
    patched(client, id, {"exported": False, "supplier_invoice_number": "BF-2"})
    detail = client.sellercloud("GET", f"/PurchaseOrders/{serial}")
    assert detail["Purchase"]["IsQBExported"] is False
    assert detail["VendorAndInvoice"]["InvoiceNumber"] == "BF-2"
    fields = {"supplier_invoice_number", "supplier_invoice_date"}
    for name, lost in losses(client, id).items():
        assert fields & lost == (set() if name == "sellercloud" else fields), name


def test_totals_set_at_sellercloud_are_charges_and_delivery_in_every_sum(client: Client) -> None:
    id, serial = entered(client)
    body = {"TaxTotal": 6.31, "OtherTotal": 3, "ShippingTotal": 12.5, "ShippingTotalThirdParty": 4}
    client.sellercloud("PUT", f"/PurchaseOrders/{serial}/Total", body)
    seen = native(client, id)
    assert [(charge["name"], charge["amount"]["amount"]) for charge in seen["charges"]] == [
        ("Tax", "6.31"),
        ("Other", "3.00"),
        ("Third party shipping", "4.00"),
    ]
    for name in ("native", "sellercloud"):
        assert DOORS[name].see(client, id, serial).total == D("88.94"), name


def test_tax_given_as_a_total_counts_the_lines_own_tax(client: Client) -> None:
    DOORS["native"].enter(client)
    (order,) = client.native("GET", "/purchase-orders")["items"]
    client.sellercloud("PUT", f"/PurchaseOrders/{order['serial']}/Total", {"TaxTotal": 7})
    seen = native(client, order["id"])
    assert [(charge["name"], charge["amount"]["amount"]) for charge in seen["charges"]] == [("Tax", "-0.39")]
    assert client.sellercloud("GET", f"/PurchaseOrders/{order['serial']}")["TotalInfo"]["TaxTotal"] == 7


def test_a_custom_columns_value_is_the_custom_data_of_every_door(client: Client) -> None:
    id, serial = entered(client)
    client.native("POST", "/custom-columns", {"key": "weight", "name": "Weight", "type": "number"})
    client.sellercloud("PUT", f"/PurchaseOrders/{serial}/CustomColumns", {"ColumnName": "Weight", "Value": 12.50})
    assert native(client, id)["custom_data"] == {"weight": "12.5"}
    wires = client.native("GET", f"/purchase-orders/{id}/wires")["wires"]
    assert wires["shipwell"]["document"]["custom_data"] == {"weight": "12.5"}
    assert {name for name, lost in losses(client, id).items() if "custom_data" in lost} == {"pack", "storefeeder"}
    patched(client, id, {"custom_data": {"weight": "0.75", "own": "note"}})
    (column,) = client.sellercloud("GET", f"/PurchaseOrders/{serial}/CustomColumns")
    assert column == {"ColumnName": "weight", "DisplayName": "Weight", "Value": 0.75}
    assert "custom_data" in losses(client, id)["sellercloud"]


def test_a_view_saved_at_the_native_door_lists_the_same_orders_at_sellercloud(client: Client) -> None:
    id, serial = entered(client)
    view = client.native("POST", "/views", {"name": "Drafts", "filters": {"status": "draft"}, "shared": True})
    assert client.sellercloud("GET", "/PurchaseOrders/Views") == [{"Key": view["serial"], "Value": "Drafts"}]
    page = f"/PurchaseOrders/GetAllByView?viewID={view['serial']}&pageNumber=1&pageSize=10"

    def listed() -> tuple[list[int], list[int]]:
        here = [order["serial"] for order in client.native("GET", f"/views/{view['id']}/orders")["items"]]
        return here, [row["ID"] for row in client.sellercloud("GET", page)["Items"]]

    assert listed() == ([serial], [serial])
    client.native("POST", f"/purchase-orders/{id}/send")
    assert listed() == ([], [])


def test_a_vendors_terms_set_at_sellercloud_are_the_suppliers_everywhere(client: Client) -> None:
    supplier, product = client.world.supplier, client.world.products[1]
    terms = {"ProductSKU": product.sku, "Price": 4.35, "VendorSKU": "V-2", "QtyPerCase": 24, "Qty": 90}
    client.sellercloud("POST", f"/Vendors/{supplier.serial}/products", {"VendorProducts": [terms]})
    offer = client.native("GET", f"/suppliers/{supplier.id}/products/{product.id}")
    assert offer["price"]["amount"] == "4.35"
    assert (offer["supplier_sku"], offer["carton_quantity"], offer["supplier_stock_level"]) == ("V-2", "24", "90")
    rows = client.storefeeder("GET", f"/products/{product.serial}/productsuppliers")
    assert "V-2" in str(rows)

"""Products, stock per warehouse and warehouses through Pack's door."""

from typing import Any

import pytest

from tests.dialects.pack.desk import NOWHERE, Wire

TIN: dict[str, Any] = {
    "name": "Smoked tea, tin of 125 g",
    "brand_name": "Tidewater",
    "code": "TEA-SMK-125",
    "barcodes": [{"barcode": "8712345600029", "quantity": 1}, {"barcode": "SLEEVE-6", "quantity": 6}],
    "dimensions": {"height": 9.5, "length": 7, "width": 7.25, "unit": "cm"},
    "weight": {"value": 0.18, "unit": "kg"},
    "hs_code": 9023000,
    "country_code_of_origin": "CN",
    "description": "Black tea in tins",
    "cost_price": {"currency": "EUR", "value": "6.8"},
    "regular_price": {"currency": "USD", "value": "13.955"},
    "type": "standard",
}


def test_a_product_is_added_and_read_back(wire: Wire) -> None:
    made = wire.post("/products", TIN)
    shown = {name: value for name, value in made.items() if name in TIN and name != "barcodes"}
    assert shown == {
        **{name: value for name, value in TIN.items() if name != "barcodes"},
        "weight": {"value": 180, "unit": "g"},
        "cost_price": {"currency": "EUR", "value": "6.80"},
    }
    codes = [(code["barcode"], code["quantity"]) for code in made["barcodes"]]
    assert codes == [("8712345600029", 1), ("SLEEVE-6", 6)]
    assert (made["quantity_on_hand"], made["media"]) == (0, [])
    assert wire.get(f"/products/{made['id']}") == made


def test_a_name_is_enough(wire: Wire) -> None:
    made = wire.post("/products", {"name": "Tea towel"})
    assert (made["name"], made["type"], made["barcodes"]) == ("Tea towel", "standard", [])
    assert made["code"]


@pytest.mark.parametrize(
    ("sent", "grams"),
    [
        ({"value": 310, "unit": "g"}, 310),
        ({"value": 0.5, "unit": "kg"}, 500),
        ({"value": 1, "unit": "oz"}, 28.35),
        ({"value": 16, "unit": "oz"}, 453.592),
        ({"value": 1, "unit": "lbs"}, 453.592),
        ({"value": 2.5, "unit": "lbs"}, 1133.981),
        ({"value": 0, "unit": "g"}, 0),
    ],
)
def test_a_weight_in_any_unit_is_shown_in_grams(wire: Wire, sent: dict[str, Any], grams: float) -> None:
    assert wire.post("/products", {"name": "Weight", "weight": sent})["weight"] == {"value": grams, "unit": "g"}


def test_barcodes_that_are_sent_replace_all_there_were(wire: Wire) -> None:
    path = f"/products/{wire.me.tea}"
    first, second = wire.get(path)["barcodes"]
    changed = wire.put(path, {"barcodes": [{"barcode": second["barcode"]}, {"barcode": "NEW", "quantity": 24}]})
    kept, new = changed["barcodes"]
    assert kept == {**second, "quantity": 1}
    assert (new["barcode"], new["quantity"]) == ("NEW", 24)
    assert first["id"] not in {kept["id"], new["id"]}
    assert wire.put(path, {"barcodes": []})["barcodes"] == []


def test_what_was_not_sent_stays(wire: Wire) -> None:
    path = f"/products/{wire.me.tea}"
    before = wire.get(path)
    after = wire.put(path, {"brand_name": "Undertow", "regular_price": None})
    assert {**after, "updated_at": ""} == {
        **before,
        "brand_name": "Undertow",
        "regular_price": None,
        "updated_at": "",
    }


def test_a_customs_code_sent_back_keeps_the_zeros_pack_cannot_show(wire: Wire) -> None:
    path = f"/products/{wire.me.tea}"
    shown = wire.get(path)["hs_code"]
    before = wire.get(path)["updated_at"]
    after = wire.put(path, {"hs_code": shown})
    assert (after["hs_code"], after["updated_at"]) == (shown, before)
    assert wire.put(path, {"hs_code": 481920})["hs_code"] == 481920
    assert wire.put(path, {"hs_code": None})["hs_code"] is None


def test_a_product_can_become_a_bundle(wire: Wire) -> None:
    assert wire.put(f"/products/{wire.me.plain}", {"type": "virtual_bundle"})["type"] == "virtual_bundle"
    body = wire.order_body(lines=[{"product_id": wire.me.plain, "quantity_ordered": 1}])
    assert wire.wrong_fields("POST", "/purchase-orders", body) == ["lines.0.product_id"]


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"name": ""}, ["name"]),
        ({"name": 7}, ["name"]),
        ({"hs_code": "9023000"}, ["hs_code"]),
        ({"hs_code": -1}, ["hs_code"]),
        ({"hs_code": 9023.5}, ["hs_code"]),
        ({"type": "bundle"}, ["type"]),
        ({"country_code_of_origin": "XX"}, ["country_code_of_origin"]),
        ({"weight": {"value": "180", "unit": "g"}}, ["weight.value"]),
        ({"weight": {"value": -1, "unit": "g"}}, ["weight.value"]),
        ({"weight": {"value": 180, "unit": "lb"}}, ["weight.unit"]),
        ({"weight": {"value": True, "unit": "g"}}, ["weight.value"]),
        ({"weight": {}}, ["weight.unit", "weight.value"]),
        ({"weight": {"value": 9999999999, "unit": "kg"}}, ["weight.value"]),
        ({"dimensions": {"height": 0, "length": 1, "width": 1, "unit": "cm"}}, ["dimensions.height"]),
        ({"dimensions": {"height": 1, "length": 1, "unit": "cm"}}, ["dimensions.width"]),
        ({"dimensions": {"height": 1, "length": 1, "width": 1, "unit": "in"}}, ["dimensions.unit"]),
        ({"barcodes": [{"quantity": 2}]}, ["barcodes.0.barcode"]),
        ({"barcodes": [{"barcode": "A", "quantity": 0}]}, ["barcodes.0.quantity"]),
        ({"barcodes": [{"barcode": "A"}, {"barcode": "A"}]}, ["barcodes.1.barcode"]),
        ({"barcodes": [{"barcode": " "}]}, ["barcodes.0.barcode"]),
        ({"cost_price": {"currency": "EUR", "value": 6.8}}, ["cost_price.value"]),
        ({"regular_price": {"currency": "euro", "value": "6.8"}}, ["regular_price.currency"]),
        ({"code": "STR-1"}, ["code"]),
        ({"brand_name": "B" * 201, "description": 7}, ["brand_name", "description"]),
        ({"brand_name": "B" * 201}, ["brand_name"]),
    ],
)
def test_a_wrong_change_of_a_product_is_named(wire: Wire, change: dict[str, Any], fields: list[str]) -> None:
    before = wire.get(f"/products/{wire.me.tea}")
    assert wire.wrong_fields("PUT", f"/products/{wire.me.tea}", change) == fields
    assert wire.get(f"/products/{wire.me.tea}") == before


def test_a_code_is_taken_once(wire: Wire) -> None:
    assert wire.wrong_fields("POST", "/products", {"name": "Again", "code": "tea-1"}) == ["code"]
    assert wire.wrong_fields("POST", "/products", {"code": "TEA-2"}) == ["name"]


def test_products_are_listed_filtered_and_searched(wire: Wire) -> None:
    def names(query: str) -> list[str]:
        return [product["name"] for product in wire.get(f"/products{query}")]

    assert names("") == ["Tea set", "Tea strainer", "Smoked tea"]
    assert names("?sort=name") == ["Smoked tea", "Tea set", "Tea strainer"]
    assert names("?filter[type]=virtual_bundle") == ["Tea set"]
    assert names(f"?filter[id]={wire.me.tea},{wire.me.plain}&sort=name") == ["Smoked tea", "Tea strainer"]
    assert names(f"?filter[id]={wire.neighbour.tea}") == []
    assert names("?query=STRAIN") == ["Tea strainer"]
    assert names("?query=set-1") == ["Tea set"]
    assert names("?query=TIDEwater") == ["Smoked tea"]
    assert names("?query=carton") == ["Smoked tea"]
    assert names("?query=45600012") == ["Smoked tea"]
    assert names("?query=%25") == []
    assert wire.wrong_fields("GET", "/products?filter[type]=bundle") == ["filter.type"]
    assert wire.wrong_fields("GET", f"/products?query={'q' * 201}") == ["query"]
    wire.refused(400, "GET", "/products?filter[name]=Tea")
    wire.refused(400, "GET", "/products?sort=code")


def test_a_listed_product_shows_its_stock(wire: Wire) -> None:
    (tea,) = wire.get(f"/products?filter[id]={wire.me.tea}")
    assert tea == wire.get(f"/products/{wire.me.tea}")
    assert tea["quantity_available"] == 82


def test_a_neighbours_product_is_not_found(wire: Wire) -> None:
    for id in (wire.neighbour.tea, NOWHERE, "x"):
        wire.refused(404, "GET", f"/products/{id}")
        wire.refused(404, "PUT", f"/products/{id}", {"name": "Mine"})


def test_stock_is_listed_per_warehouse(wire: Wire) -> None:
    row = {
        "product_id": wire.me.tea,
        "warehouse_id": wire.me.warehouse,
        "needs_expiry_date": False,
        "needs_lot_number": False,
        "needs_serial_number": False,
        "needs_serial_number_while_packing": False,
        "quantity_allocated": 14,
        "quantity_on_hand": 96,
        "quantity_available": 82,
    }
    assert wire.get("/product-warehouses") == [row]
    assert wire.get(f"/product-warehouses?filter[product_id]={wire.me.tea}") == [row]
    assert wire.get(f"/product-warehouses?filter[product_id]={wire.me.plain}") == []
    assert wire.get(f"/product-warehouses?filter[warehouse_id]={wire.neighbour.warehouse}") == []
    (more,) = wire.get("/product-warehouses?include=product,warehouse")
    assert more["product"] == wire.get(f"/products/{wire.me.tea}")
    assert more["warehouse"] == wire.get(f"/warehouses/{wire.me.warehouse}")
    (one,) = wire.get("/product-warehouses?include[]=warehouse")
    assert set(one) == {*row, "warehouse"}
    wire.refused(400, "GET", "/product-warehouses?include=stock")


def test_warehouses_are_named(wire: Wire) -> None:
    (place,) = wire.get("/warehouses")
    assert set(place) == {"id", "name", "created_at", "updated_at"}
    assert place["id"] == wire.me.warehouse
    assert wire.get(f"/warehouses/{wire.me.warehouse}") == place
    for id in (wire.neighbour.warehouse, NOWHERE, "x"):
        wire.refused(404, "GET", f"/warehouses/{id}")


def test_a_warehouse_sees_products_without_prices_and_quantities(wire: Wire) -> None:
    inside = f"/v1/warehouses/{wire.me.warehouse}/products"
    (tea,) = wire.get(f"{inside}?filter[barcodes.barcode]=carton-12")
    assert set(tea) == {
        *("id", "organization_id", "name", "brand_name", "code", "dimensions", "weight", "hs_code"),
        *("country_code_of_origin", "created_at", "updated_at"),
    }
    assert (tea["id"], tea["organization_id"]) == (wire.me.tea, wire.me.organization)
    (more,) = wire.get(f"{inside}?query=smoked&include=organization")
    assert more["organization"]["id"] == wire.me.organization
    assert len(wire.get(f"{inside}?filter[organization_id]={wire.me.organization}")) == 3
    assert wire.get(f"{inside}?filter[organization_id]={wire.neighbour.organization}") == []
    wire.refused(404, "GET", f"/v1/warehouses/{wire.neighbour.warehouse}/products")
    wire.refused(404, "GET", f"/v1/warehouses/{NOWHERE}/products")


def test_a_warehouse_notes_how_to_handle_what_has_never_come(wire: Wire) -> None:
    path = f"/v1/warehouses/{wire.me.warehouse}/products/{wire.me.plain}"
    there = f"/product-warehouses?filter[product_id]={wire.me.plain}"
    wire.put(path, {})
    assert wire.get(there) == []
    wire.put(path, {"settings": {"needs_serial_number": True}})
    wire.put(path, {"settings": {"needs_lot_number": True}})
    (row,) = wire.get(there)
    assert (row["needs_serial_number"], row["needs_lot_number"], row["quantity_on_hand"]) == (True, True, 0)


def test_a_warehouse_says_what_must_be_noted(wire: Wire) -> None:
    path = f"/v1/warehouses/{wire.me.warehouse}/products/{wire.me.tea}"
    shown = wire.put(path, {"settings": {"needs_lot_number": True, "needs_expiry_date": True}})
    assert (shown["id"], shown["organization_id"]) == (wire.me.tea, wire.me.organization)
    wire.put(path, {"settings": {"needs_expiry_date": False}})
    wire.put(path, {})
    (row,) = wire.get("/product-warehouses")
    assert [row[name] for name in row if name.startswith("needs_")] == [False, True, False, False]
    assert wire.wrong_fields("PUT", path, {"settings": {"needs_lot_number": "yes"}}) == ["settings.needs_lot_number"]
    assert wire.wrong_fields("PUT", path, {"settings": []}) == ["settings"]
    wire.refused(404, "PUT", f"/v1/warehouses/{wire.me.warehouse}/products/{wire.neighbour.tea}", {})
    wire.refused(404, "PUT", f"/v1/warehouses/{wire.neighbour.warehouse}/products/{wire.neighbour.tea}", {})

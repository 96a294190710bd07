"""Stock at the native door: on hand, allocated, available, and the ledger behind them."""

from typing import Any

from tests.api.rest.caller import Caller, codes, fresh


def entry(api: Caller, product: str, **more: Any) -> dict[str, Any]:
    return {"product_id": product, "warehouse_id": api.warehouse, **more}


def level(api: Caller, product: str) -> dict[str, Any]:
    found = api.get("/stock-levels", params={"product_id": product})["items"]
    assert len(found) == 1
    return {name: found[0][name] for name in ("on_hand", "allocated", "available")}


def test_what_comes_and_what_is_promised_make_what_is_available(api: Caller) -> None:
    product = api.post("/products", {"name": "Twine", "sku": fresh("TW")})["id"]
    made = api.post("/stock-mutations", entry(api, product, delta=40, reason="Opening stock"))
    assert (made["kind"], made["delta"], made["reason"]) == ("on_hand", "40", "Opening stock")
    assert made["stock_level"]["on_hand"] == "40"
    promised = api.post("/reservations", entry(api, product, quantity="6", reference="SHOP-88"))
    assert (promised["kind"], promised["reference"]) == ("allocated", "SHOP-88")
    assert level(api, product) == {"on_hand": "40", "allocated": "6", "available": "34"}
    api.post("/reservations", entry(api, product, quantity=-2, reference="SHOP-88"))
    api.post("/stock-mutations", entry(api, product, delta="-10"))
    assert level(api, product) == {"on_hand": "30", "allocated": "4", "available": "26"}
    ledger = api.get("/stock-mutations", params={"product_id": product})["items"]
    assert [(line["kind"], line["delta"]) for line in ledger] == [
        ("on_hand", "40"),
        ("allocated", "6"),
        ("allocated", "-2"),
        ("on_hand", "-10"),
    ]
    assert len(api.get("/stock-mutations", params={"product_id": product, "kind": "allocated"})["items"]) == 2


def test_more_than_there_is_cannot_be_promised_or_taken(api: Caller) -> None:
    product = api.post("/products", {"name": "Twine", "sku": fresh("TW")})["id"]
    api.post("/stock-mutations", entry(api, product, delta=5))
    assert api.post("/reservations", entry(api, product, quantity=6), 409)["code"] == "stock.short"
    assert api.post("/stock-mutations", entry(api, product, delta=-6), 409)["code"] == "stock.negative"
    assert level(api, product)["on_hand"] == "5"


def test_wrong_entries_are_named(api: Caller) -> None:
    nobody = "0192f3a1-7c1e-7a43-9d2e-4c1f0a6b8e55"
    assert codes(api.post("/stock-mutations", entry(api, nobody, delta=1), 422)) == {("/product_id", "product.unknown")}
    wrong = {"product_id": api.product(), "warehouse_id": nobody, "quantity": 1}
    assert codes(api.post("/reservations", wrong, 422)) == {("/warehouse_id", "warehouse.unknown")}
    problem = api.post("/stock-mutations", entry(api, api.product(), delta="much", colour=1), 422)
    assert codes(problem) == {("/delta", "field.format"), ("/colour", "field.unknown")}
    assert codes(api.post("/stock-mutations", entry(api, api.product(), delta="1.5"), 422)) == {
        ("/delta", "quantity.whole")
    }

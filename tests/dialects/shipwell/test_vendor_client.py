"""The vendor's own client, as its customers use it, against a started server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.dialects.shipwell.desk import PASSWORD, Desk, furnish, new_item, new_order
from tests.dialects.shipwell.vendor import CLIENT, Vendor, driving, node_is_here, why_not
from tests.server import running

ORDERS, PURCHASES, SALES, TAGS = "OrdersApi", "PurchaseOrdersApi", "SalesOrdersApi", "TagsApi"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[Desk]]]:
    """A server of its own, and the organizations on it."""
    book: Path = tmp_path_factory.mktemp("vendor") / "book.sqlite3"
    desks = furnish(book, 8)
    with running(book, doors=[("/shipwell", "entrepot.dialects.shipwell.app")]) as server:
        yield f"{server.url}/shipwell", desks


@pytest.fixture
def vendor(started: tuple[str, list[Desk]]) -> Iterator[Vendor | None]:
    """The client of an organization nobody has used yet; None, and a printed reason, where there is no Node."""
    if not node_is_here():
        print(why_not())
        yield None
        return
    url, desks = started
    with driving(url, f"Token {desks.pop().key}") as client:
        yield client


def test_the_client_creates_reads_in_lists_updates_and_cancels(vendor: Vendor | None) -> None:
    if vendor is None:
        return
    status, made = vendor(PURCHASES, "createPurchaseOrder", createPurchaseOrder=new_order(name="First"))
    assert (status, made["status"], made["name"]) == (201, "READY", "First")
    status, second = vendor(ORDERS, "createOrders", createPurchaseOrder=new_order(supplier={"name": "Mills"}))
    assert (status, second["status"]) == (201, "NOT_READY")
    change = {"order_number": made["order_number"], "name": "Changed", "items": [*made["items"], new_item()]}
    status, changed = vendor(PURCHASES, "updatePurchaseOrder", orderId=made["id"], updateEntirePurchaseOrder=change)
    assert (status, changed["name"], len(changed["items"])) == (200, "Changed", 2)
    assert changed["items"][0] == made["items"][0]
    whole = {**changed, "description": "sent back whole"}
    status, again = vendor(ORDERS, "updateOrder", orderId=made["id"], updateData=whole)
    assert (status, again) == (200, {**whole, "updated_at": again["updated_at"]})
    status, page = vendor(ORDERS, "listOrders")
    assert (status, page["count"], page["total_count"]) == (200, 2, 2)
    status, cancelled = vendor(PURCHASES, "cancelPurchaseOrder", orderId=made["id"])
    assert (status, cancelled["status"]) == (200, "CANCELLED")
    status, refused = vendor(PURCHASES, "cancelPurchaseOrder", orderId=made["id"])
    assert (status, refused["errors"][0]["status"]) == (400, "400")


def test_the_client_repeats_the_key_of_an_array_filter(vendor: Vendor | None) -> None:
    if vendor is None:
        return
    for number in ("V-1", "V-2", "V-3"):
        vendor(PURCHASES, "createPurchaseOrder", createPurchaseOrder=new_order(order_number=number))

    def numbers(**query: object) -> list[str]:
        status, page = vendor(ORDERS, "listOrders", orderBy="order_number", **query)
        assert status == 200, page
        return [order["order_number"] for order in page["data"]]

    assert numbers(orderNumber=["V-1", "V-3"]) == ["V-1", "V-3"]
    assert numbers(status=["READY", "CANCELLED"]) == ["V-1", "V-2", "V-3"]
    assert numbers(status=["CANCELLED"]) == []
    assert numbers(shipToRegion=["MN", "WI"], orderNumberIn="V-2,V-9") == ["V-2"]
    assert numbers(orderNumberContains="V-", limit=2, page=2) == ["V-3"]
    assert numbers(createdAtGte="2020-01-01T00:00:00Z", shipToAddressIcontains="quarry") == ["V-1", "V-2", "V-3"]
    status, refused = vendor(ORDERS, "listOrders", limit=5000)
    assert (status, refused["errors"][0]["source"]) == (400, {"pointer": None, "parameter": "limit"})


def test_the_client_adds_reads_changes_and_removes_items(vendor: Vendor | None) -> None:
    if vendor is None:
        return
    order = vendor(PURCHASES, "createPurchaseOrder", createPurchaseOrder=new_order())[1]
    status, item = vendor(PURCHASES, "createPurchaseOrderItem", orderId=order["id"], createOrderItem=new_item())
    assert (status, item["available_amount"]) == (201, {"unit": "BAG", "value": "120"})
    where = {"orderId": order["id"], "orderItemId": item["id"]}
    assert vendor(PURCHASES, "getPurchaseOrderItem", **where) == (200, item)
    change = {"amount": {"unit": "BAG", "value": "7.50"}}
    status, changed = vendor(PURCHASES, "updatePurchaseOrderItem", **where, updateOrderItem=change)
    assert (status, changed["amount"]["value"]) == (200, "7.50")
    assert vendor(PURCHASES, "deletePurchaseOrderItem", **where)[0] == 204
    assert vendor(PURCHASES, "getPurchaseOrderItem", **where)[0] == 404


def test_the_client_keeps_tags(vendor: Vendor | None) -> None:
    if vendor is None:
        return
    body = {"name": "Cold dock", "color": "#1f6feb", "status": "ACTIVE"}
    status, tag = vendor(TAGS, "createTag", createTag=body)
    assert (status, tag["slug"]) == (201, "cold-dock")
    assert vendor(TAGS, "getTag", tagId=tag["id"]) == (200, tag)
    order = vendor(PURCHASES, "createPurchaseOrder", createPurchaseOrder=new_order(tags=["cold-dock"]))[1]
    assert [each["id"] for each in order["tags"]] == [tag["id"]]
    assert vendor(ORDERS, "listOrders", tagsSlugIn="cold-dock")[1]["total_count"] == 1
    assert vendor(ORDERS, "listOrders", tagsIdNotIn=tag["id"])[1]["total_count"] == 0
    status, page = vendor(TAGS, "listTags", slugContains="dock", status="ACTIVE")
    assert (status, page["data"]) == (200, [tag])
    status, changed = vendor(TAGS, "updateTag", tagId=tag["id"], updateTag={**body, "name": "Warm"})
    assert (status, changed["name"], changed["slug"]) == (200, "Warm", "cold-dock")
    assert vendor(TAGS, "deleteTag", tagId=tag["id"])[0] == 204
    assert vendor(TAGS, "listTags")[1]["total_count"] == 0


def test_the_client_keeps_documents_on_both_faces(vendor: Vendor | None, started: tuple[str, list[Desk]]) -> None:
    if vendor is None:
        return
    url, desks = started
    desk = desks.pop()
    with httpx.Client(base_url=url) as http, driving(url, f"Token {desk.key}") as buyer:
        who = {"email": desk.supplier_email, "password": PASSWORD}
        token = http.post("/v2/auth/token/", json=who).json()["token"]
        sold = {"supplier": {"supplier_id": desk.supplier}}
        order = buyer(PURCHASES, "createPurchaseOrder", createPurchaseOrder=new_order(**sold))[1]
        with driving(url, f"Token {token}") as mill:
            for client, api, word in ((buyer, PURCHASES, "PurchaseOrder"), (mill, SALES, "SalesOrder")):
                keeps_documents(client, api, word, order["id"])


def keeps_documents(client: Vendor, api: str, word: str, order_id: str) -> None:
    """The five operations that the client has for documents, on one face of an order."""
    file = {"$file": "Frachtbrief ü.csv", "text": "sku;bags\nRYE-25;120\n", "type": "text/csv"}
    said = {"orderId": order_id, "file": file, "type": "BOL", "description": "Signed"}
    status, made = client(api, f"create{word}Document", **said)
    assert (status, made["filename"], made["type"], made["description"]) == (201, file["$file"], "BOL", "Signed")
    assert httpx.get(made["url"]).text == file["text"]
    where = {"orderId": order_id, "documentId": made["id"]}
    status, read = client(api, f"get{word}Document", **where)
    assert (status, read | {"url": made["url"]}) == (200, made)
    status, page = client(api, f"list{word}Documents", orderId=order_id, limit=1, page=1)
    assert (status, page["total_count"], page["data"][0]["id"]) == (200, 1, made["id"])
    change = {"type": "INVOICE", "description": "Paid"}
    status, changed = client(api, f"update{word}Document", **where, updateProductOrderDocument=change)
    assert (status, changed["type"], changed["description"]) == (200, "INVOICE", "Paid")
    status, refused = client(api, f"create{word}Document", orderId=order_id, file={**file, "text": ""})
    assert (status, refused["errors"][0]["source"]) == (400, {"pointer": None, "parameter": "file"})
    assert client(api, f"delete{word}Document", **where)[0] == 204
    assert client(api, f"get{word}Document", **where)[0] == 404
    assert httpx.get(made["url"]).status_code == 404


def test_the_client_does_everything_it_can(started: tuple[str, list[Desk]]) -> None:
    """One life of an order through every operation that the client has; a new one of theirs fails this test."""
    if not node_is_here():
        print(why_not())
        return
    url, desks = started
    desk = desks.pop()
    token = httpx.post(
        f"{url}/v2/auth/token/", json={"email": desk.supplier_email, "password": PASSWORD}, timeout=30
    ).json()["token"]
    with driving(url, f"Token {desk.key}") as buyer, driving(url, f"Token {token}") as miller:
        driven: set[tuple[str, str]] = set()

        def ask(side: Vendor, expected: int, api: str, call: str, **given: Any) -> Any:
            status, data = side(api, call, **given)
            assert status == expected, (call, status, data)
            driven.add((api, call))
            return data

        _both_sides(
            lambda *which, **given: ask(buyer, *which, **given),
            lambda *which, **given: ask(miller, *which, **given),
            desk,
        )
        assert driven == {(api, call) for api, calls in buyer.operations().items() for call in calls}


def _both_sides(buy: Any, sell: Any, desk: Desk) -> None:
    colored = {"name": "Cold", "color": "#1f6feb", "status": "ACTIVE"}
    tag = buy(201, TAGS, "createTag", createTag=colored)["id"]
    buy(200, TAGS, "getTag", tagId=tag)
    buy(200, TAGS, "updateTag", tagId=tag, updateTag={**colored, "name": "Colder"})
    assert buy(200, TAGS, "listTags", nameContains="old")["count"] == 1
    supplier = {"supplier": {"supplier_id": desk.supplier}, "supplier_created_releases_allowed": True}
    order = buy(201, PURCHASES, "createPurchaseOrder", createPurchaseOrder=new_order(tags=[tag], **supplier))
    spare = buy(201, ORDERS, "createOrders", createPurchaseOrder=new_order(**supplier))
    here, there = {"orderId": order["id"]}, {"orderId": spare["id"]}
    change = {"order_number": order["order_number"], "name": "Named"}
    buy(200, PURCHASES, "updatePurchaseOrder", **here, updateEntirePurchaseOrder=change)
    buy(200, ORDERS, "updateOrder", **here, updateData={**change, "order_type": "PURCHASE_ORDER"})
    assert buy(200, ORDERS, "listOrders", tagsIdIn=tag)["count"] == 1
    _items(buy, here)
    _releases(buy, sell, order, here)
    for side, api, word in ((buy, PURCHASES, "PurchaseOrder"), (sell, SALES, "SalesOrder")):
        _documents(side, api, word, here)
    said = {"order_number": spare["order_number"], "order_type": "SALES_ORDER", "name": "Said"}
    assert sell(200, SALES, "updateSalesOrder", **there, updateEntireSalesOrder=said)["name"] == "Said"
    assert sell(200, SALES, "cancelSalesOrder", **there)["status"] == "CANCELLED"
    assert buy(200, PURCHASES, "cancelPurchaseOrder", **here)["status"] == "CANCELLED"
    buy(204, TAGS, "deleteTag", tagId=tag)


def _items(buy: Any, here: dict[str, str]) -> None:
    item = buy(201, PURCHASES, "createPurchaseOrderItem", **here, createOrderItem=new_item())
    where = {**here, "orderItemId": item["id"]}
    assert buy(200, PURCHASES, "getPurchaseOrderItem", **where) == item
    buy(200, PURCHASES, "updatePurchaseOrderItem", **where, updateOrderItem={"description": "Malt"})
    buy(204, PURCHASES, "deletePurchaseOrderItem", **where)


def _releases(buy: Any, sell: Any, order: dict[str, Any], here: dict[str, str]) -> None:
    def data(value: str) -> dict[str, Any]:
        item = {
            "released_from_item_id": order["items"][0]["id"],
            "released_amount": {"unit": "BAG", "value": value},
            "shipping_requirements": {"packaging_type": "PALLET"},
        }
        return {"release_type": "ORDER", "items": [item]}

    paper = [{"$file": "bill.pdf", "type": "application/pdf", "text": "%PDF-1.7 made up"}]
    notes = {"document_metadata": [{"document_type": "BOL", "description": "Bill"}]}
    made = buy(
        201, PURCHASES, "createPurchaseOrderRelease", **here, data={**data("40"), "auto_accept": True},
        documents=paper, documentsMetadata=notes,
    )  # fmt: skip
    assert (made["status"], [each["type"] for each in made["documents"]]) == ("ACCEPTED", ["BOL"])
    assert buy(200, PURCHASES, "getPurchaseOrderRelease", **here, releaseId=made["id"]) == made
    offered = sell(201, SALES, "createSalesOrderRelease", **here, data=data("30"))
    assert offered["status"] == "NEED"
    assert sell(200, SALES, "getSalesOrderRelease", **here, releaseId=offered["id"]) == offered


def _documents(side: Any, api: str, word: str, here: dict[str, str]) -> None:
    paper = {"$file": "slip.txt", "type": "text/plain", "text": "40 bags"}
    made = side(201, api, f"create{word}Document", **here, file=paper, type="PACKING_SLIPS", description="Slip")
    where = {**here, "documentId": made["id"]}
    assert (made["filename"], made["type"]) == ("slip.txt", "PACKING_SLIPS")
    assert side(200, api, f"get{word}Document", **where)["id"] == made["id"]
    assert side(200, api, f"list{word}Documents", **here)["count"] >= 1
    change = {"type": "OTHER", "description": "Old slip"}
    changed = side(200, api, f"update{word}Document", **where, updateProductOrderDocument=change)
    assert changed["description"] == "Old slip"
    side(204, api, f"delete{word}Document", **where)


def test_the_clients_lock_names_no_place_to_fetch_from() -> None:
    text = (CLIENT / "package-lock.json").read_text("utf-8")
    assert "resolved" not in text
    assert "://" not in text

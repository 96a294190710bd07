import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from entrepot.http.paths import Forgiving, any_case_query


async def nothing() -> None: ...


def forgiving(*paths: str, any_case: bool = False) -> Forgiving:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    for path in paths:
        app.add_api_route(path, nothing)
    return Forgiving(app, any_case=any_case)


@pytest.mark.parametrize("asked", ["/orders/7", "/orders/7/", "/orders/7//"])
def test_a_trailing_slash_makes_no_difference(asked: str) -> None:
    assert forgiving("/orders/{order_id}", "/orders").declared(asked) == "/orders/7"


@pytest.mark.parametrize("asked", ["/v2/auth/token", "/v2/auth/token/"])
def test_an_address_declared_with_a_slash_is_found_without_it(asked: str) -> None:
    assert forgiving("/v2/auth/token/", "/orders/{order_id}").declared(asked) == "/v2/auth/token/"


def test_only_the_addresses_declared_with_a_slash_get_one() -> None:
    paths = forgiving("/v2/{thing}/", "/orders/{order_id}")
    assert paths.declared("/v2/a") == "/v2/a/"
    assert paths.declared("/v2/a/b") == "/v2/a/b"
    assert paths.declared("/v2") == "/v2"
    assert paths.declared("/") == "/"
    assert paths.declared("") == "/"


def test_letters_of_either_case_find_the_vendors_spelling() -> None:
    paths = forgiving("/rest/api/PurchaseOrders/{id}/Items", "/rest/api/PurchaseOrders/GetAllByView", any_case=True)
    assert paths.declared("/REST/Api/purchaseorders/1001/ITEMS/") == "/rest/api/PurchaseOrders/1001/Items"
    assert paths.declared("/rest/api/purchaseorders/getallbyview") == "/rest/api/PurchaseOrders/GetAllByView"
    assert paths.declared("/rest/api/PurchaseOrders/AbC-1") == "/rest/api/PurchaseOrders/AbC-1"


def test_without_that_wish_the_case_of_letters_counts() -> None:
    assert forgiving("/orders").declared("/Orders") == "/Orders"


def test_a_word_spelt_in_two_ways_is_a_mistake_in_the_routes() -> None:
    with pytest.raises(ValueError, match="two ways"):
        forgiving("/Orders", "/orders/{order_id}", any_case=True).declared("/orders")


@pytest.mark.parametrize("asked", ["/sample/Orders/5", "/sample/orders/5", "/sample/ORDERS/5/"])
def test_behind_a_mount_nothing_is_redirected(client: TestClient, asked: str) -> None:
    answer = client.get(asked, follow_redirects=False)
    assert (answer.status_code, answer.json()["id"]) == (200, 5)


def test_an_address_declared_with_a_slash_is_served_both_ways_behind_a_mount(client: TestClient) -> None:
    assert client.post("/sample/orders/5/refuse/conflict").status_code == 409
    assert client.post("/sample/orders/5/refuse/conflict/").status_code == 409


def test_query_names_are_put_into_their_declared_spelling() -> None:
    query = [("PAGESIZE", "5"), ("page", "2"), ("Other", "x")]
    assert any_case_query(query, {"pagesize": "PageSize", "page": "Page"}) == [
        ("PageSize", "5"),
        ("Page", "2"),
        ("Other", "x"),
    ]

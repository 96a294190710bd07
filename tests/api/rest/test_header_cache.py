"""Headers in lists are written once for each version of an order."""

from datetime import timedelta
from pathlib import Path

from entrepot.api.rest.header_cache import HeaderCache
from entrepot.api.rest.render import header_document
from entrepot.http.answer import number_bytes
from tests.api.rest.caller import open_house
from tests.book.orders.makers import an_order


def test_a_header_is_that_of_the_order_and_of_its_version() -> None:
    cache, order = HeaderCache(), an_order()
    assert cache.written(order) == number_bytes(header_document(order))
    order.title, order.version = "Autumn", order.version + 1
    assert cache.written(order) == number_bytes(header_document(order))


def test_only_so_many_headers_are_kept() -> None:
    cache = HeaderCache(most=2)
    for version in range(5):
        order = an_order()
        order.version, order.raised_at = version, order.raised_at + timedelta(days=version)
        assert cache.written(order) == number_bytes(header_document(order))
    assert len(cache._known) == 2


def test_a_list_shows_every_change_at_once(tmp_path: Path) -> None:
    with open_house(tmp_path) as house:
        api = house.ours
        order = api.order({"sku": "SKU-1", "quantity": 2}, title="Spring")
        before = api.get("/purchase-orders")["items"]
        api.step(order, "send")
        after = api.get("/purchase-orders")["items"]
        whole = api.get("/purchase-orders", params={"expand": "lines"})["items"]
    assert [each["status"] for each in (*before, *after)] == ["draft", "sent"]
    assert after == [{name: value for name, value in each.items() if name != "lines"} for each in whole]

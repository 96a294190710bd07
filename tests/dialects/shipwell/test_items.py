"""Items of an order, one by one."""

from typing import Any

import pytest

from tests.dialects.shipwell.desk import Wire, errors_of, new_item


def test_an_item_is_added_read_changed_and_removed(wire: Wire) -> None:
    order = wire.create()
    path = f"/purchase-orders/{order['id']}/items"
    status, added = wire("POST", f"{path}/", new_item(description="Malt", custom_data={"a": 1}))
    assert status == 201
    assert set(added) == set(order["items"][0])
    assert wire("GET", f"{path}/{added['id']}") == (200, added)
    assert wire("GET", f"/orders/{order['id']}")[1]["items"] == [*order["items"], added]
    needs = {"packaging_type": "PALLET", "value_per_piece": {"value": "4.5", "currency_code": "USD"}}
    status, changed = wire("PUT", f"{path}/{added['id']}/", {"shipping_requirements": needs, "description": None})
    assert status == 200
    assert (changed["description"], changed["custom_data"], changed["amount"]) == (None, {"a": 1}, added["amount"])
    assert changed["shipping_requirements"]["value_per_piece"] == {"currency_code": "USD", "value": "4.5"}
    assert wire("PUT", f"{path}/{added['id']}", changed) == (200, changed)
    assert wire("DELETE", f"{path}/{added['id']}/") == (204, None)
    assert wire("GET", f"{path}/{added['id']}")[0] == 404
    assert wire("DELETE", f"{path}/{order['items'][0]['id']}")[0] == 204
    assert wire("GET", f"/orders/{order['id']}")[1]["items"] == []


def test_an_item_may_become_another_product_or_none(wire: Wire) -> None:
    order = wire.create()
    path = f"/purchase-orders/{order['id']}/items/{order['items'][0]['id']}"

    def with_reference(value: str) -> Any:
        return wire("PUT", path, {"references": [{"qualifier": "PRODUCT_REF", "value": value}]})[1]

    known = with_reference("rye-25")
    assert known["references"] == [{"qualifier": "PRODUCT_REF", "value": "RYE-25"}]
    assert known["shipping_requirements"]["value_per_piece"]["value"] == "17.25"
    unknown = with_reference("who-knows")
    assert unknown["references"] == [{"qualifier": "PRODUCT_REF", "value": "who-knows"}]
    assert unknown["shipping_requirements"] is None
    assert wire("PUT", path, {"references": None})[1]["references"] == []


PRICE = "/shipping_requirements/value_per_piece"
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"amount": {"unit": "BAG", "value": "-2"}}, "/amount/value"),
    ({"amount": {"unit": "HEAP", "value": "2"}}, "/amount/unit"),
    ({"amount": {"unit": "BAG", "value": "1000000000"}}, "/amount/value"),
    ({"description": "d" * 129}, "/description"),
    ({"references": [{"qualifier": "NO", "value": "1"}]}, "/references/0/qualifier"),
    ({"custom_data": "no"}, "/custom_data"),
    ({"shipping_requirements": {"value_per_piece": {"value": "0.1234567"}}}, f"{PRICE}/value"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "pointer"), REFUSED, ids=[pointer for _, pointer in REFUSED])
def test_a_wrong_item_is_refused_field_by_field(wire: Wire, changes: dict[str, Any], pointer: str) -> None:
    order = wire.create()
    path = f"/purchase-orders/{order['id']}/items"
    for method, where, body in (
        ("POST", path, new_item(**changes)),
        ("PUT", f"{path}/{order['items'][0]['id']}", changes),
    ):
        status, answer = wire(method, where, body)
        assert (status, errors_of(answer)) == (400, [(pointer, None)])
    assert wire("GET", f"/orders/{order['id']}")[1] == order


def test_an_item_needs_an_amount(wire: Wire) -> None:
    order = wire.create()
    status, answer = wire("POST", f"/purchase-orders/{order['id']}/items", {"description": "Malt"})
    assert (status, errors_of(answer)) == (400, [("/amount", None)])


def test_unknown_and_foreign_items_look_alike(wire: Wire) -> None:
    order, other = wire.create(), wire.create()
    item, foreign = order["items"][0]["id"], other["items"][0]["id"]
    stranger = f"Token {wire.other.key}"
    for path, token in (
        (f"/purchase-orders/{order['id']}/items/{foreign}", None),
        (f"/purchase-orders/{order['id']}/items/nonsense", None),
        (f"/purchase-orders/{item}/items/{item}", None),
        (f"/purchase-orders/{order['id']}/items/{item}", stranger),
    ):
        for method, body in (("GET", None), ("PUT", {"description": "x"}), ("DELETE", None)):
            status, answer = wire(method, path, body, token=token)
            assert (status, errors_of(answer)) == (404, [(None, None)])
    status, answer = wire("POST", f"/purchase-orders/{order['id']}/items", new_item(), token=stranger)
    assert status == 404

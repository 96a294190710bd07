"""Custom columns: typed fields of orders whose values are custom data, at this door and every other."""

from typing import Any

import pytest

from entrepot.book.people.rights import Role
from tests.api.rest.caller import Caller, House, codes, fresh


def column(api: Caller, type: str = "text", **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = api.post(
        "/custom-columns", {"key": fresh("c").replace(" ", "_"), "name": "N", "type": type, **more}
    )
    return made


@pytest.mark.parametrize(
    ("type", "given", "kept"),
    [
        ("text", "Spring", "Spring"),
        ("number", 12.50, "12.5"),
        ("number", "0.000001", "0.000001"),
        ("number", -3, "-3"),
        ("date", "2026-03-04", "2026-03-04"),
        ("bool", True, True),
        ("choice", "L", "L"),
        ("text", None, None),
    ],
)
def test_a_value_of_the_columns_type_is_kept_exactly(api: Caller, type: str, given: Any, kept: Any) -> None:
    key = column(api, type, **({"choices": ["S", "L"]} if type == "choice" else {}))["key"]
    order = api.order(custom_data={key: given, "own": "note"})
    assert order["custom_data"] == {key: kept, "own": "note"}
    changed = api.patch(f"/purchase-orders/{order['id']}", {"custom_data": {key: given}}, 1)
    assert changed["custom_data"] == {key: kept}


@pytest.mark.parametrize(
    ("type", "given"),
    [
        ("text", 7),
        ("text", "x" * 2001),
        ("number", "many"),
        ("number", True),
        ("number", "1E+99"),
        ("number", "NaN"),
        ("date", "04.03.2026"),
        ("date", "2026-02-30"),
        ("bool", "true"),
        ("choice", "XL"),
        ("choice", ["L"]),
    ],
)
def test_a_value_of_another_type_is_refused_on_entry_and_on_change(api: Caller, type: str, given: Any) -> None:
    key = column(api, type, **({"choices": ["S", "L"]} if type == "choice" else {}))["key"]
    order = api.order()
    body = {"supplier_id": api.supplier, "lines": [{"sku": "SKU-1", "quantity": 1}], "custom_data": {key: given}}
    wrong = {(f"/custom_data/{key}", "custom_column.value")}
    assert codes(api.post("/purchase-orders", body, 422)) == wrong
    assert codes(api.patch(f"/purchase-orders/{order['id']}", {"custom_data": {key: given}}, 1, 422)) == wrong


def test_key_and_type_stay_and_keys_are_taken_in_any_case(api: Caller) -> None:
    made = column(api)
    one = f"/custom-columns/{made['id']}"
    problem = api.patch(one, {"key": "other", "type": "number"}, 1, 422)
    assert codes(problem) == {("/key", "field.unknown"), ("/type", "field.unknown")}
    again = {"key": made["key"].upper(), "name": "Again"}
    assert api.post("/custom-columns", again, 409)["code"] == "custom_column.key_taken"
    api.delete(one, 1)
    assert api.get(one, 404)["code"] == "custom_column.unknown"
    assert api.post("/custom-columns", again)["key"] == again["key"]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"key": "1st", "name": "N"}, ("/key", "field.format")),
        ({"key": "a b", "name": "N"}, ("/key", "field.format")),
        ({"key": "c", "name": "N", "type": "choice"}, ("/choices", "custom_column.choices")),
        ({"key": "c", "name": "N", "type": "choice", "choices": ["a", "a"]}, ("/choices", "custom_column.choices")),
        ({"key": "c", "name": "N", "type": "text", "choices": ["a"]}, ("/choices", "custom_column.choices")),
    ],
)
def test_a_column_that_cannot_be_is_refused(api: Caller, body: dict[str, Any], wrong: tuple[str, str]) -> None:
    assert codes(api.post("/custom-columns", body, 422)) == {wrong}


def test_a_deleted_column_leaves_its_values_as_free_custom_data(api: Caller) -> None:
    made = column(api, "bool")
    order = api.order(custom_data={made["key"]: True})
    api.delete(f"/custom-columns/{made['id']}", 1)
    changed = api.patch(f"/purchase-orders/{order['id']}", {"custom_data": {made["key"]: "perhaps"}}, 1)
    assert changed["custom_data"] == {made["key"]: "perhaps"}


def test_only_who_may_change_settings_makes_columns_and_everybody_reads_them(house: House) -> None:
    buyer = house.as_role(Role.BUYER)
    assert buyer.post("/custom-columns", {"key": "mine", "name": "Mine"}, 403)["code"] == "right.missing"
    made = column(house.ours)
    assert buyer.get(f"/custom-columns/{made['id']}") == made
    assert made in buyer.get("/custom-columns", params={"limit": 200})["items"]
    assert buyer.patch(f"/custom-columns/{made['id']}", {"name": "M"}, 1, 403)["code"] == "right.missing"
    assert buyer.delete(f"/custom-columns/{made['id']}", 1, 403)["code"] == "right.missing"

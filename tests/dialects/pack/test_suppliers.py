"""Suppliers through Pack's door."""

from typing import Any

import pytest

from tests.dialects.pack.desk import NOWHERE, Wire

HERBS = {"name": "Hillside Herbs", "reference": "H-1", "emails": ["hills@herbs.example"], "remarks": "Call first"}


def test_a_supplier_is_added_and_read_back(wire: Wire) -> None:
    made = wire.post("/suppliers", HERBS)
    assert {name: made[name] for name in HERBS} == HERBS
    assert set(made) == {"id", "name", "reference", "emails", "remarks", "created_at", "updated_at"}
    assert wire.get(f"/suppliers/{made['id']}") == made


def test_only_the_name_is_needed(wire: Wire) -> None:
    made = wire.post("/suppliers", {"name": "Hillside Herbs"})
    assert (made["reference"], made["emails"], made["remarks"]) == (None, [], None)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"name": "Hill Herbs"}, {"name": "Hill Herbs"}),
        ({"remarks": None}, {"remarks": None}),
        ({"reference": None, "emails": []}, {"reference": None, "emails": []}),
        ({"emails": ["a@herbs.example", "b@herbs.example"]}, {"emails": ["a@herbs.example", "b@herbs.example"]}),
        ({}, {}),
        ({"name": None}, {}),
    ],
)
def test_a_supplier_changes_in_what_was_sent(wire: Wire, change: dict[str, Any], shown: dict[str, Any]) -> None:
    made = wire.post("/suppliers", HERBS)
    after = wire.put(f"/suppliers/{made['id']}", change)
    assert {**after, "updated_at": made["updated_at"]} == {**made, **shown}
    assert wire.get(f"/suppliers/{made['id']}") == after


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["name"]),
        ({"name": None}, ["name"]),
        ({"name": "   "}, ["name"]),
        ({"name": 7}, ["name"]),
        ({"name": "N" * 201}, ["name"]),
        ({"name": "Herbs", "emails": "a@herbs.example"}, ["emails"]),
        ({"name": "Herbs", "emails": ["a@herbs.example", "nobody"]}, ["emails.1"]),
        ({"name": "Herbs", "emails": [7]}, ["emails.0"]),
        ({"name": "Herbs", "reference": 7, "remarks": 8}, ["reference", "remarks"]),
        ({"name": "Herbs", "reference": "R" * 101}, ["reference"]),
    ],
)
def test_a_wrong_supplier_is_refused_by_name(wire: Wire, body: dict[str, Any], fields: list[str]) -> None:
    assert wire.wrong_fields("POST", "/suppliers", body) == fields


def test_suppliers_are_listed_by_name_and_by_age(wire: Wire) -> None:
    for name in ("Birch Bowls", "apple Crates"):
        wire.post("/suppliers", {"name": name})

    def names(query: str) -> list[str]:
        return [supplier["name"] for supplier in wire.get(f"/suppliers{query}")]

    assert names("") == ["apple Crates", "Birch Bowls", "Tidewater Teas"]
    assert names("?sort=created_at") == ["Tidewater Teas", "Birch Bowls", "apple Crates"]
    assert names("?sort=name") == ["apple Crates", "Birch Bowls", "Tidewater Teas"]
    assert names("?sort=-name") == ["Tidewater Teas", "Birch Bowls", "apple Crates"]
    assert names("?query=BIRCH") == ["Birch Bowls"]
    assert names("?query=c-4471") == ["Tidewater Teas"]
    first = wire.page("/suppliers?sort=name&per_page=2")
    assert [each["name"] for each in wire.page(first["links"]["next"])["data"]] == ["Tidewater Teas"]
    wire.refused(400, "GET", "/suppliers?sort=reference")
    wire.refused(400, "GET", "/suppliers?filter[name]=Birch")


def test_a_supplier_is_deleted_unless_an_order_names_it(wire: Wire) -> None:
    made = wire.post("/suppliers", HERBS)
    wire.order()
    wire.refused(409, "DELETE", f"/suppliers/{wire.me.supplier}")
    assert wire.call("DELETE", f"/suppliers/{made['id']}").status_code == 204
    wire.refused(404, "GET", f"/suppliers/{made['id']}")
    wire.refused(404, "DELETE", f"/suppliers/{made['id']}")


def test_a_neighbours_supplier_is_not_found(wire: Wire) -> None:
    for id in (wire.neighbour.supplier, NOWHERE, "x"):
        for method, body in (("GET", None), ("PUT", {"name": "Mine"}), ("DELETE", None)):
            wire.refused(404, method, f"/suppliers/{id}", body)

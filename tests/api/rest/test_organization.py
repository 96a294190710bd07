"""Who is asking, the organization, and its settings."""

from typing import Any

import pytest

from entrepot.book.people.rights import Right, Role
from entrepot.book.people.settings import SETTINGS
from entrepot.store import people
from tests.api.rest.caller import Caller, House, codes
from tests.makers import MOMENT


def test_a_caller_can_ask_who_it_is(house: House, api: Caller) -> None:
    me = api.get("/me")
    assert (me["kind"], me["role"], me["name"]) == ("key", "admin", "Test key")
    assert me["organization"]["name"] == "Harborrow"
    assert me["rights"] == [right.value for right in Right]
    assert "orders.write" not in house.as_role(Role.VIEWER).get("/me")["rights"]


def test_the_organization_is_read_and_changed(api: Caller) -> None:
    organization = api.get("/organization")
    assert (organization["currency"], organization["time_zone"]) == ("EUR", "UTC")
    path, version = "/organization", organization["version"]
    changed = api.patch(path, {"time_zone": "Europe/Brussels", "country": "BE"}, version)
    assert (changed["time_zone"], changed["country"]) == ("Europe/Brussels", "BE")
    assert api.patch(path, {"name": "Late"}, version, 412)["code"] == "version.stale"
    assert codes(api.patch(path, {"currency": "USD"}, changed["version"], 422)) == {("/currency", "field.unknown")}
    assert api.patch(path, {"time_zone": "Mars/Olympus"}, changed["version"], 422)


def test_every_setting_is_there_with_its_default(theirs: Caller) -> None:
    settings = theirs.get("/organization/settings")
    assert set(settings) == set(SETTINGS)
    assert settings["receiving.over_receipt_percent"] == "0"
    assert settings["receiving.auto_close"] is False
    assert settings["sellercloud.case_quantity_mode"] is True
    assert settings["orders.number_pattern"] == "PO-{sequence:06d}"


def test_settings_change_together_or_not_at_all(api: Caller) -> None:
    changed = api.patch(
        "/organization/settings", {"receiving.over_receipt_percent": 2.5, "receiving.auto_close": True}, None
    )
    assert (changed["receiving.over_receipt_percent"], changed["receiving.auto_close"]) == ("2.5", True)
    wrong: dict[str, Any] = {"receiving.auto_close": False, "orders.colour": 1, "orders.number_pattern": "{colour}"}
    problem = api.patch("/organization/settings", wrong, None, 422)
    assert codes(problem) == {
        ("/orders.colour", "setting.unknown"),
        ("/orders.number_pattern", "setting.invalid"),
    }
    assert api.get("/organization/settings") == changed


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("receiving.auto_close", "yes"),
        ("receiving.auto_close", None),
        ("receiving.over_receipt_percent", "much"),
        ("receiving.over_receipt_percent", -1),
        ("receiving.over_receipt_percent", {"a": 1}),
        ("orders.number_next", "7"),
        ("orders.number_next", 0),
        ("orders.number_pattern", "no sequence"),
        ("storefeeder.initial_status", "Lost"),
        ("storefeeder.initial_status", ["Draft"]),
    ],
)
def test_a_setting_refuses_what_it_does_not_take(api: Caller, name: str, value: Any) -> None:
    problem = api.patch("/organization/settings", {name: value}, None, 422)
    assert codes(problem) == {(f"/{name}", "setting.invalid")}


def test_settings_may_name_the_version_they_were_read_at(theirs: Caller) -> None:
    answer = theirs.call("GET", "/organization/settings")
    version = int(answer.headers["etag"].strip('"'))
    theirs.patch("/organization/settings", {"receiving.auto_close": True}, version + 1, 412)
    theirs.patch("/organization/settings", {"receiving.auto_close": True}, version)


def test_the_pattern_and_the_next_number_name_the_next_order(theirs: Caller) -> None:
    pattern = {"orders.number_pattern": "{year}-{sequence:05d}", "orders.number_next": 41}
    theirs.patch("/organization/settings", pattern, None)
    assert theirs.order()["number"] == "2026-00041"
    assert theirs.order()["number"] == "2026-00042"
    assert theirs.get("/organization/settings")["orders.number_next"] == 43


def test_an_order_in_another_currency_shows_its_worth_at_the_rate_of_its_day(api: Caller) -> None:
    supplier = api.supplier
    line = {"description": "Fitting", "quantity": 2, "unit_price": "50"}
    before = api.post("/purchase-orders", {"supplier_id": supplier, "currency": "USD", "lines": [line]}, 201)
    assert before["totals"]["base_total"] is None
    set_rate = api.post("/exchange-rates", {"currency": "USD", "rate": "0.92"}, 201)
    assert set_rate == {"currency": "USD", "day": set_rate["day"], "rate": "0.92"}
    api.post("/exchange-rates", {"currency": "USD", "rate": "0.9", "day": "2020-01-01"}, 201)
    assert api.get("/exchange-rates") == {"items": [set_rate], "next": None}
    after = api.post("/purchase-orders", {"supplier_id": supplier, "currency": "USD", "lines": [line]}, 201)
    assert after["totals"]["base_total"] == {"amount": "92.00", "currency": "EUR"}
    assert codes(api.post("/exchange-rates", {"currency": "XQX", "rate": "-1"}, 422)) == {
        ("/currency", "currency.unknown"),
        ("/rate", "field.range"),
    }


def test_who_came_in_with_a_key_used_it(house: House, api: Caller) -> None:
    api.get("/organization")
    house.store.write_now(lambda uow: None)
    own = api.world.key
    key = house.store.read_now(lambda uow: people.get_key(uow, own.organization_id, own.id))
    assert key is not None
    assert key.last_used_at == MOMENT

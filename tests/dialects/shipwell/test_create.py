"""Creating purchase orders: what is sent and what is answered, field by field and refusal by refusal."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.dialects.shipwell.desk import Wire, errors_of, new_item, new_order

EXCHANGES = Path(__file__).parent / "exchanges"
ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}\Z")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z\Z")


def alike(expected: Any, given: Any, place: str = "") -> None:
    """Equal, where `<id>` stands for any ULID and `<moment>` for any moment."""
    if isinstance(expected, dict):
        assert isinstance(given, dict), place
        assert set(given) == set(expected), place
        for name, value in expected.items():
            alike(value, given[name], f"{place}/{name}")
    elif isinstance(expected, list):
        assert len(given) == len(expected), place
        for index, value in enumerate(expected):
            alike(value, given[index], f"{place}/{index}")
    elif expected == "<id>":
        assert ULID.match(given), place
    elif expected == "<moment>":
        assert MOMENT.match(given), place
    else:
        assert (given, type(given)) == (expected, type(expected)), place


@pytest.mark.parametrize("path", ["/purchase-orders", "/purchase-orders/", "/orders", "/orders/"])
def test_every_field_of_an_order_comes_back_as_it_was_given(wire: Wire, path: str) -> None:
    exchange = json.loads((EXCHANGES / "create.json").read_text("utf-8"))
    exchange["answered"]["supplier"]["supplier_id"] = wire.desk.supplier
    status, made = wire("POST", path, exchange["sent"])
    assert status == 201, made
    alike(exchange["answered"], made)
    for read in ("/purchase-orders", "/orders"):
        assert wire("GET", f"{read}/{made['id']}") == (200, made)
        assert wire("GET", f"{read}/{made['id'].lower()}/") == (200, made)


def test_an_order_needs_little_more_than_a_number_and_where_it_goes(wire: Wire) -> None:
    status, made = wire("POST", "/purchase-orders", {"order_number": "A", "ship_to": {"country": "NO"}})
    assert status == 201
    assert (made["status"], made["items"], made["supplier"], made["custom_data"]) == ("READY", [], None, None)
    assert (made["archived"], made["supplier_created_releases_allowed"]) == (False, False)
    assert made["ship_to"]["country"] == "NO"
    assert made["ship_to"]["shipping_requirements"] is None


def test_null_means_not_given(wire: Wire) -> None:
    names = (
        "ship_from name description source start_date expiration_date references shipping_requirements items tags "
        "order_type archived supplier_created_releases_allowed supplier custom_data groups source_system_id"
    )
    status, made = wire("POST", "/purchase-orders", {**new_order(), **dict.fromkeys(names.split())})
    assert status == 201, made
    assert (made["items"], made["tags"], made["groups"], made["archived"]) == ([], [], [], False)


@pytest.mark.parametrize(
    ("supplier", "status"),
    [
        (None, "READY"),
        ({}, "READY"),
        ({"name": "Somebody New"}, "NOT_READY"),
        ({"supplier_id": "anything"}, "NOT_READY"),
    ],
)
def test_who_sells_decides_the_first_status(wire: Wire, supplier: Any, status: str) -> None:
    made = wire.create(supplier=supplier)
    assert made["status"] == status
    assert (made["supplier"] is None) == (status == "READY")


def test_a_supplier_is_known_by_id_by_code_or_by_name_and_otherwise_kept_as_described(wire: Wire) -> None:
    desk = wire.desk
    by_id = wire.create(supplier={"supplier_id": desk.supplier, "name": "Their own spelling"})["supplier"]
    by_code = wire.create(supplier={"identification_codes": [{"qualifier": "EXTERNAL_ID", "value": "PM-77"}]})[
        "supplier"
    ]
    by_name = wire.create(supplier={"name": "North Dairy"})["supplier"]
    unknown = wire.create(supplier={"name": "Nobody", "supplier_id": "01JQ2W4R8T6Y0AZBXCVDNM5K7P"})["supplier"]
    foreign = wire.create(supplier={"name": "Nobody", "supplier_id": wire.other.supplier})["supplier"]
    assert (by_id["supplier_id"], by_id["name"]) == (desk.supplier, "Their own spelling")
    assert (by_code["supplier_id"], by_code["name"]) == (desk.supplier, "Prairie Mills")
    assert by_name["supplier_id"] == desk.second_supplier
    assert (unknown["supplier_id"], unknown["name"]) == ("01JQ2W4R8T6Y0AZBXCVDNM5K7P", "Nobody")
    assert foreign["supplier_id"] == wire.other.supplier
    assert foreign["email"] is None


def test_an_item_is_a_product_where_the_catalog_knows_its_reference(wire: Wire) -> None:
    def item_of(**changes: Any) -> Any:
        return wire.create(items=[new_item(**changes)])["items"][0]

    known = item_of(references=[{"qualifier": "PRODUCT_REF", "value": "rye-25"}])
    unknown = item_of(references=[{"qualifier": "PRODUCT_REF", "value": "nowhere-1"}])
    assert known["references"] == [{"qualifier": "PRODUCT_REF", "value": "RYE-25"}]
    assert known["shipping_requirements"]["value_per_piece"] == {"currency_code": "USD", "value": "17.25"}
    assert unknown["references"] == [{"qualifier": "PRODUCT_REF", "value": "nowhere-1"}]
    assert unknown["shipping_requirements"] is None


@pytest.mark.parametrize(
    ("given", "shown"),
    [("120", "120"), ("120.00", "120.00"), (120, "120"), (0.5, "0.5"), ("0.000001", "0.000001"), (1e2, "100.0")],
)
def test_a_quantity_keeps_the_digits_it_was_given(wire: Wire, given: Any, shown: str) -> None:
    made = wire.create(items=[new_item(amount={"unit": "KG", "value": given})])
    assert made["items"][0]["amount"] == {"unit": "KG", "value": shown}
    assert wire("GET", f"/purchase-orders/{made['id']}")[1]["items"][0]["amount"]["value"] == shown


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"a": {"b": [1, None]}}, {"a": {"b": [1, None]}}),
        ('{"a": 1.5}', {"a": 1.5}),
        (None, None),
        ({}, {}),
        ("{}", {}),
        ({f"k{n}": n for n in range(50)}, {f"k{n}": n for n in range(50)}),
        ({"k" * 40: 1}, {"k" * 40: 1}),
    ],
)
def test_custom_data_is_answered_as_it_was_stored(wire: Wire, given: Any, shown: Any) -> None:
    made = wire.create(custom_data=given, items=[new_item(custom_data=given)])
    assert (made["custom_data"], made["items"][0]["custom_data"]) == (shown, shown)
    assert wire("GET", f"/orders/{made['id']}")[1]["custom_data"] == shown


def stop(**changes: Any) -> dict[str, Any]:
    return {"country": "US", **changes}


def needing(**needs: Any) -> list[dict[str, Any]]:
    return [new_item(shipping_requirements=needs)]


def window(start: Any, end: Any) -> dict[str, Any]:
    return stop(shipping_requirements={"plan_window": {"start": start, "end": end}})


def billed(**changes: Any) -> dict[str, Any]:
    bill_to = {"billing_company_name": "B", "billing_address": {"country": "US"}, **changes}
    return {"shipping_requirements": {"bill_to": bill_to}}


NEEDS = "/items/0/shipping_requirements"
BILLING = "/shipping_requirements/bill_to"
CODES = "/supplier/identification_codes"
HAZMAT = {"hazard_class": "3", "identification_number": "1", "proper_shipping_name": "x"}
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"order_number": ""}, "/order_number"),
    ({"order_number": "  "}, "/order_number"),
    ({"order_number": "n" * 65}, "/order_number"),
    ({"order_number": 7}, "/order_number"),
    ({"order_type": "SALES_ORDER"}, "/order_type"),
    ({"name": "n" * 256}, "/name"),
    ({"description": "d" * 513}, "/description"),
    ({"source_system_id": "s" * 65}, "/source_system_id"),
    ({"start_date": "2026-02-30"}, "/start_date"),
    ({"start_date": "01/02/2026"}, "/start_date"),
    ({"expiration_date": 20260101}, "/expiration_date"),
    ({"archived": "yes"}, "/archived"),
    ({"tags": ["no-such-tag"]}, "/tags/0"),
    ({"tags": [7]}, "/tags/0"),
    ({"references": [{"qualifier": "INVOICE", "value": "1"}]}, "/references/0/qualifier"),
    ({"references": [{"qualifier": "PURCHASE_ORDER_NUMBER"}]}, "/references/0/value"),
    ({"custom_data": [1]}, "/custom_data"),
    ({"custom_data": "not json"}, "/custom_data"),
    ({"custom_data": "[1]"}, "/custom_data"),
    ({"custom_data": 7}, "/custom_data"),
    ({"custom_data": {f"k{n}": n for n in range(51)}}, "/custom_data"),
    ({"custom_data": {"k" * 41: 1}}, "/custom_data"),
    ({"ship_to": {"line_1": "nowhere"}}, "/ship_to/country"),
    ({"ship_to": stop(country="USA")}, "/ship_to/country"),
    ({"ship_to": stop(country="XX")}, "/ship_to/country"),
    ({"ship_to": stop(country="ZZ")}, "/ship_to/country"),
    ({"ship_to": stop(region="MIN")}, "/ship_to/region"),
    ({"ship_to": stop(region="4")}, "/ship_to/region"),
    ({"ship_to": stop(timezone="Mars/Base")}, "/ship_to/timezone"),
    ({"ship_to": stop(geolocation={"latitude": 90.1, "longitude": 0})}, "/ship_to/geolocation/latitude"),
    ({"ship_to": stop(geolocation={"latitude": 0, "longitude": -181})}, "/ship_to/geolocation/longitude"),
    ({"ship_to": stop(geolocation={"latitude": 0})}, "/ship_to/geolocation/longitude"),
    ({"ship_to": stop(references=[{"qualifier": "X", "value": "1"}])}, "/ship_to/references/0/qualifier"),
    ({"ship_to": stop(custom_data="x")}, "/ship_to/custom_data"),
    ({"ship_to": window("2026-04-06T13:00:00Z", "2026-04-06T12:59:59Z")}, "/ship_to/shipping_requirements/plan_window"),
    ({"ship_to": window("soon", None)}, "/ship_to/shipping_requirements/plan_window/start"),
    ({"ship_from": stop(line_1="l" * 256)}, "/ship_from/line_1"),
    ({"ship_from": {"country": "ZZ"}}, "/ship_from/country"),
    ({"supplier": {"email": "nonsense"}}, "/supplier/email"),
    ({"supplier": {"address": {"locality": "W"}}}, "/supplier/address/country"),
    ({"supplier": {"identification_codes": [{"qualifier": "D", "value": "1"}]}}, f"{CODES}/0/qualifier"),
    (billed(billing_company_name=None), f"{BILLING}/billing_company_name"),
    (billed(payment_term="LATER"), f"{BILLING}/payment_term"),
    (billed(contact={"email": "x"}), f"{BILLING}/contact/email"),
    ({"items": [{"description": "no amount"}]}, "/items/0/amount"),
    ({"items": [new_item(), new_item(amount={"unit": "BAG"})]}, "/items/1/amount/value"),
    ({"items": [new_item(amount={"unit": "SPOON", "value": "1"})]}, "/items/0/amount/unit"),
    ({"items": [new_item(amount={"unit": "BAG", "value": "0"})]}, "/items/0/amount/value"),
    ({"items": [new_item(amount={"unit": "BAG", "value": "-1"})]}, "/items/0/amount/value"),
    ({"items": [new_item(amount={"unit": "BAG", "value": "1e3"})]}, "/items/0/amount/value"),
    ({"items": [new_item(amount={"unit": "BAG", "value": "a lot"})]}, "/items/0/amount/value"),
    ({"items": [new_item(amount={"unit": "BAG", "value": "0.0000001"})]}, "/items/0/amount/value"),
    ({"items": [new_item(amount={"unit": "BAG", "value": "1000000000"})]}, "/items/0/amount/value"),
    ({"items": [new_item(description="d" * 129)]}, "/items/0/description"),
    ({"items": [new_item(references=[{"qualifier": "EXTERNAL_ID", "value": "1"}])]}, "/items/0/references/0/qualifier"),
    ({"items": needing(packaging_type="BASIN")}, f"{NEEDS}/packaging_type"),
    ({"items": needing(piece_type="PIECE")}, f"{NEEDS}/piece_type"),
    ({"items": needing(quantity=1.5)}, f"{NEEDS}/quantity"),
    ({"items": needing(quantity=-1)}, f"{NEEDS}/quantity"),
    ({"items": needing(total_pieces="many")}, f"{NEEDS}/total_pieces"),
    ({"items": needing(stackable=1)}, f"{NEEDS}/stackable"),
    ({"items": needing(dimensions={"length": "1"})}, f"{NEEDS}/dimensions/unit"),
    ({"items": needing(gross_weight={"unit": "G", "value": "1"})}, f"{NEEDS}/gross_weight/unit"),
    ({"items": needing(volume={"unit": "CU_M"})}, f"{NEEDS}/volume/value"),
    ({"items": needing(temperature={"unit": "K"})}, f"{NEEDS}/temperature/unit"),
    ({"items": needing(freight_class="51")}, f"{NEEDS}/freight_class"),
    ({"items": needing(country_of_manufacture="ZZ")}, f"{NEEDS}/country_of_manufacture"),
    ({"items": needing(handling_unit_id="h" * 49)}, f"{NEEDS}/handling_unit_id"),
    ({"items": needing(value_per_piece={"currency_code": "USD"})}, f"{NEEDS}/value_per_piece/value"),
    ({"items": needing(value_per_piece={"currency_code": "U", "value": 1})}, f"{NEEDS}/value_per_piece/currency_code"),
    ({"items": needing(value_per_piece={"value": "-1"})}, f"{NEEDS}/value_per_piece/value"),
    ({"items": needing(identifying_marks=[{"qualifier": "Q"}])}, f"{NEEDS}/identifying_marks/0/value"),
    ({"items": needing(references=[{"qualifier": "OTHER", "value": "1"}])}, f"{NEEDS}/references/0/qualifier"),
    ({"items": needing(hazmat={**HAZMAT, "packing_group": "IV"})}, f"{NEEDS}/hazmat/packing_group"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "pointer"), REFUSED, ids=[pointer for _, pointer in REFUSED])
def test_a_wrong_field_is_refused_where_it_stands_and_nothing_is_stored(
    wire: Wire, changes: dict[str, Any], pointer: str
) -> None:
    status, body = wire("POST", "/purchase-orders", {**new_order(), **changes})
    assert (status, errors_of(body)) == (400, [(pointer, None)])
    assert {(each["status"], each["code"], each["title"]) for each in body["errors"]} == {
        ("400", "validation_error", "Validation Error")
    }
    assert wire("GET", "/orders")[1]["total_count"] == 0


def test_a_number_that_is_too_long_is_told_in_characters(wire: Wire) -> None:
    body = wire("POST", "/purchase-orders", new_order(order_number="n" * 65))[1]
    assert [error["detail"] for error in body["errors"]] == ["Must have at most 64 characters."]


@pytest.mark.parametrize("missing", ["order_number", "ship_to"])
def test_a_required_field_is_missed(wire: Wire, missing: str) -> None:
    order = new_order()
    del order[missing]
    status, body = wire("POST", "/purchase-orders", order)
    assert (status, errors_of(body)) == (400, [(f"/{missing}", None)])


def test_all_wrong_fields_are_named_at_once(wire: Wire) -> None:
    body = {
        "order_number": "x" * 65,
        "ship_to": {"country": "QQ", "region": "XYZ"},
        "items": [{"amount": {"unit": "u"}}],
    }
    status, answer = wire("POST", "/purchase-orders", body)
    pointers = {pointer for pointer, _ in errors_of(answer)}
    expected = {"/order_number", "/ship_to/country", "/ship_to/region", "/items/0/amount/unit", "/items/0/amount/value"}
    assert (status, pointers) == (400, expected)


def test_a_number_serves_once_however_it_is_spelt(wire: Wire) -> None:
    wire.create(order_number="HB-7a")
    for again in ("HB-7a", "hb-7A", "  HB-7a "):
        status, body = wire("POST", "/orders", new_order(order_number=again))
        assert (status, errors_of(body)) == (400, [("/order_number", None)])
    stranger = f"Token {wire.other.key}"
    assert wire("POST", "/orders", new_order(order_number="HB-7a"), token=stranger)[0] == 201


def test_one_order_has_one_currency(wire: Wire) -> None:
    def priced(currency: str) -> dict[str, Any]:
        return new_item(shipping_requirements={"value_per_piece": {"currency_code": currency, "value": "2"}})

    status, body = wire("POST", "/orders", new_order(items=[priced("CAD"), priced("EUR")]))
    assert status == 400
    assert errors_of(body) == [("/items/1/shipping_requirements/value_per_piece/value", None)]
    made = wire.create(items=[priced("CAD"), new_item(shipping_requirements={"value_per_piece": {"value": "3.10"}})])
    prices = [item["shipping_requirements"]["value_per_piece"] for item in made["items"]]
    assert prices == [{"currency_code": "CAD", "value": "2"}, {"currency_code": "CAD", "value": "3.10"}]

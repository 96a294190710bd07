"""Purchase orders through the native door, as the desk and integrators use it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.api.rest.caller import Caller, codes, fresh

TOTALS = ("subtotal", "discount", "delivery", "charges", "tax", "total", "base_total")


def eur(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


def test_a_new_order_is_answered_whole_with_its_address_and_version(api: Caller) -> None:
    answer = api.call("POST", "/purchase-orders", json=api.body({"product_id": api.product(), "quantity": "12"}))
    order = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"http://testserver/api/v1/purchase-orders/{order['id']}"
    assert answer.headers["etag"] == '"1"'
    assert order["version"] == 1
    assert order["status"] == "draft"
    assert (order["receiving"], order["received_percent"], order["billing"]) == ("none", "0", "none")
    assert order["serial"] >= 1001
    assert order["number"].startswith("PO-")
    assert set(order["totals"]) == set(TOTALS)
    assert order["totals"]["total"] == eur("36.00")
    assert order["totals"]["base_total"] == eur("36.00")
    assert api.get(f"/purchase-orders/{order['id']}") == {k: v for k, v in order.items() if k != "warnings"}


def test_a_line_carries_its_figures(api: Caller) -> None:
    line = api.order({"sku": "sku-1", "quantity": 12, "tax_rate": "21"})["lines"][0]
    assert line["sku"] == "SKU-1"
    assert line["quantity_ordered"] == "12"
    assert line["quantity_outstanding"] == "12"
    assert {line[f"quantity_{word}"] for word in ("received", "returned", "written_off")} == {"0"}
    assert line["unit_price"] == eur("3.00")
    assert line["price_source"] == "price_break"
    assert (line["net"], line["tax"]) == (eur("36.00"), eur("7.56"))


def test_a_product_is_found_by_id_sku_or_supplier_sku(api: Caller) -> None:
    lines = api.order(
        {"product_id": api.product(), "quantity": 1},
        {"sku": "SKU-1", "quantity": 1},
        {"supplier_sku": "BW-1", "quantity": 1},
        {"description": "Pallet deposit", "quantity": 1, "unit_price": "7.5"},
    )["lines"]
    assert [line["product_id"] for line in lines] == [api.product()] * 3 + [None]
    assert lines[3]["description"] == "Pallet deposit"
    assert lines[3]["unit_price"] == eur("7.50")


def test_a_line_by_case_costs_cases_times_case_price(api: Caller) -> None:
    case = {"sku": "SKU-1", "cases": 3, "units_per_case": "12", "case_price": eur("10")}
    line = api.order(case)["lines"][0]
    assert (line["cases"], line["units_per_case"], line["quantity_ordered"]) == ("3", "12", "36")
    assert line["case_price"] == eur("10.00")
    assert line["net"] == eur("30.00")


def test_prices_may_be_strings_numbers_or_money(api: Caller) -> None:
    forms: list[Any] = ["4.35", 4.35, eur("4.35"), {"amount": 4.35}]
    lines = api.order(*({"sku": "SKU-2", "quantity": 1, "unit_price": form} for form in forms))["lines"]
    assert [line["unit_price"] for line in lines] == [eur("4.35")] * 4


def test_digits_beyond_the_cent_stay_in_a_price(api: Caller) -> None:
    line = api.order({"sku": "SKU-2", "quantity": "12", "unit_price": "0.001"})["lines"][0]
    assert line["unit_price"] == eur("0.001")
    assert line["net"] == eur("0.01")


def test_discounts_charges_delivery_and_tax_make_the_total(api: Caller) -> None:
    order = api.order(
        {"sku": "SKU-2", "quantity": 10, "unit_price": "10", "discount": {"type": "percent", "value": 10}},
        {"sku": "SKU-3", "quantity": 4, "unit_price": "5", "discount": {"type": "amount", "value": "0.5"}},
        discount={"type": "amount", "value": "8"},
        delivery_cost=eur("12.50"),
        charges=[{"name": "Customs", "amount": eur("3.10")}],
    )
    totals = order["totals"]
    assert [line["net"]["amount"] for line in order["lines"]] == ["90.00", "18.00"]
    assert totals["subtotal"] == eur("108.00")
    assert totals["discount"] == eur("8.00")
    assert totals["delivery"] == order["delivery_cost"] == eur("12.50")
    assert totals["charges"] == eur("3.10")
    assert totals["total"] == eur("115.60")
    assert order["charges"] == [{"name": "Customs", "amount": eur("3.10")}]


def test_every_header_field_comes_back(api: Caller) -> None:
    tag = api.post("/tags", {"name": fresh("Urgent")})
    term = api.post("/payment-terms", {"name": fresh("Net 30"), "days": 30})
    header = {
        "number": fresh("HB"),
        "type": "purchase",
        "company_id": str(api.world.company.id),
        "warehouse_id": api.warehouse,
        "currency": "EUR",
        "start_date": "2026-03-01",
        "expiration_date": "2026-06-30",
        "title": "Spring paper",
        "description": "For the spring sale",
        "vendor_note": "Ring the bell",
        "payment_term_id": term["id"],
        "payment_reference": "REF 8",
        "references": [{"qualifier": "PROJECT", "value": "P-7"}],
        "custom_data": {"colour": "blue", "score": 1.5, "deep": {"list": [1, None, True]}},
    }
    places = {name: {"company_name": "Harborrow", "country": "NL"} for name in ("bill_to", "ship_to", "ship_from")}
    order = api.order(**header, **places, tags=[tag["slug"]], due_at="2026-03-31T11:00:00+02:00")
    read = api.get(f"/purchase-orders/{order['id']}")
    for shown in (order, read):
        assert {name: shown[name] for name in header} == header
        assert shown["due_at"] == "2026-03-31T09:00:00Z"
        assert shown["tag_ids"] == [tag["id"]]
        assert all(shown[name]["country"] == "NL" for name in places)
        assert set(shown["ship_to"]) >= {"line_1", "line_2", "line_3", "locality", "region", "postal_code", "phone"}


def test_a_requested_date_may_be_a_day_and_is_also_read_by_its_other_name(api: Caller) -> None:
    lines = api.order(
        {"sku": "SKU-1", "quantity": 1, "requested_date": "2026-04-02"},
        {"sku": "SKU-1", "quantity": 1, "requested_at": "2026-04-01T10:00:00.1234567Z"},
    )["lines"]
    assert [line["requested_date"] for line in lines] == ["2026-04-02T00:00:00Z", "2026-04-01T10:00:00.123456Z"]


def test_all_wrong_fields_are_named_at_once(api: Caller) -> None:
    body = api.body({"sku": "NOWHERE", "quantity": 1}, {"sku": "SKU-1", "quantity": "-3"}, {"quantity": 1})
    problem = api.post("/purchase-orders", {**body, "warehouse_id": api.product()}, 422)
    assert codes(problem) == {
        ("/lines/0/sku", "product.unknown"),
        ("/lines/1/quantity", "quantity.range"),
        ("/lines/2/product_id", "line.needs_product"),
        ("/warehouse_id", "warehouse.unknown"),
    }


def test_unknown_fields_are_refused_by_name_every_one(api: Caller) -> None:
    body = api.body({"sku": "SKU-1", "quantity": 1, "colour": "red"}, qty=3)
    problem = api.post("/purchase-orders", body, 422)
    assert codes(problem) == {("/lines/0/colour", "field.unknown"), ("/qty", "field.unknown")}


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"supplier_id": "0192f3a1-7c1e-7a43-9d2e-4c1f0a6b8e55"}, "/supplier_id", "supplier.unknown"),
        ({"supplier_id": None}, "/supplier_id", "field.type"),
        ({"supplier_id": "x"}, "/supplier_id", "field.format"),
        ({"lines": "many"}, "/lines", "field.type"),
        ({"due_at": "tomorrow"}, "/due_at", "field.format"),
        ({"due_at": "2026-03-31T09:00:00"}, "/due_at", "field.format"),
        ({"currency": "XXQ"}, "/currency", "currency.unknown"),
        ({"discount": {"type": "percent", "value": "101"}}, "/discount/value", "field.range"),
        ({"discount": {"type": "half", "value": "1"}}, "/discount/type", "field.choice"),
        ({"delivery_cost": {"amount": "1", "currency": "USD"}}, "/delivery_cost/currency", "currency.mixed"),
        ({"delivery_cost": "-1"}, "/delivery_cost", "money.negative"),
        ({"number": "N" * 65}, "/number", "field.too_long"),
        ({"tags": ["no-such-tag"]}, "/tags/0", "tag.unknown"),
        ({"custom_data": [1]}, "/custom_data", "field.type"),
    ],
)
def test_a_wrong_header_field_is_named(api: Caller, change: dict[str, Any], pointer: str, code: str) -> None:
    problem = api.post("/purchase-orders", {**api.body(), **change}, 422)
    assert (pointer, code) in codes(problem)


@pytest.mark.parametrize(
    ("line", "pointer", "code"),
    [
        ({"sku": "SKU-1"}, "/lines/0/quantity", "line.quantity_missing"),
        ({"sku": "SKU-1", "quantity": 1, "cases": 1}, "/lines/0/quantity", "line.quantity_twice"),
        ({"sku": "SKU-1", "quantity": "1.5"}, "/lines/0/quantity", "quantity.whole"),
        ({"sku": "SKU-1", "quantity": "0.0000001"}, "/lines/0/quantity", "quantity.digits"),
        ({"sku": "SKU-1", "quantity": True}, "/lines/0/quantity", "field.type"),
        ({"sku": "SKU-1", "quantity": "1e3"}, "/lines/0/quantity", "field.format"),
        ({"sku": "SKU-1", "quantity": "1_000"}, "/lines/0/quantity", "field.format"),
        ({"sku": "SKU-1", "quantity": "١٢"}, "/lines/0/quantity", "field.format"),
        ({"sku": "SKU-1", "quantity": 1, "unit_price": eur("x")}, "/lines/0/unit_price/amount", "field.format"),
        ({"sku": "SKU-1", "quantity": 1, "unit_price": "1.1234567"}, "/lines/0/unit_price", "money.digits"),
        ({"sku": "SKU-1", "quantity": 1, "tax_rate": "101"}, "/lines/0/tax_rate", "field.range"),
    ],
)
def test_a_wrong_line_field_is_named(api: Caller, line: dict[str, Any], pointer: str, code: str) -> None:
    problem = api.post("/purchase-orders", api.body(line), 422)
    assert (pointer, code) in codes(problem)


def test_a_price_in_another_currency_is_refused(api: Caller) -> None:
    line = {"sku": "SKU-1", "quantity": 1, "unit_price": {"amount": "1", "currency": "USD"}}
    problem = api.post("/purchase-orders", api.body(line), 422)
    assert codes(problem) == {("/lines/0/unit_price/currency", "currency.mixed")}
    dollars = api.order({**line, "sku": "SKU-2"}, currency="USD")
    assert dollars["lines"][0]["unit_price"] == {"amount": "1.00", "currency": "USD"}
    assert dollars["totals"]["base_total"] is None


def test_a_number_is_taken_whatever_its_letter_case(api: Caller) -> None:  # C18
    number = fresh("Case")
    api.order(number=number)
    problem = api.post("/purchase-orders", api.body(number=f" {number.upper()} "), 409)
    assert problem["code"] == "order.number_taken"


def test_a_header_is_changed_by_whoever_read_it_last(api: Caller) -> None:
    order = api.order(title="Old")
    path = f"/purchase-orders/{order['id']}"
    assert api.patch(path, {"title": "New"}, None, 428)["code"] == "precondition.required"
    changed = api.patch(path, {"title": "New", "vendor_note": None}, 1)
    assert (changed["title"], changed["version"]) == ("New", 2)
    assert api.patch(path, {"title": "Newer"}, 1, 412)["code"] == "version.stale"
    assert api.get(path)["title"] == "New"


def test_what_a_change_leaves_out_stays(api: Caller) -> None:
    order = api.order(title="Stays", description="Goes")
    changed = api.patch(f"/purchase-orders/{order['id']}", {"description": None}, 1)
    assert (changed["title"], changed["description"]) == ("Stays", None)


def test_a_header_takes_no_lines_and_no_unknown_fields(api: Caller) -> None:
    order = api.order()
    problem = api.patch(f"/purchase-orders/{order['id']}", {"lines": [], "status": "sent", "number": None}, 1, 422)
    assert codes(problem) == {
        ("/lines", "field.unknown"),
        ("/status", "field.unknown"),
        ("/number", "field.type"),
    }


def test_a_due_date_is_written_to_every_line(api: Caller) -> None:  # C22
    order = api.order({"sku": "SKU-1", "quantity": 1, "requested_date": "2026-06-12"}, {"sku": "SKU-2", "quantity": 1})
    changed = api.patch(f"/purchase-orders/{order['id']}", {"due_at": "2026-06-20"}, 1)
    assert {line["requested_date"] for line in changed["lines"]} == {"2026-06-20T00:00:00Z"}


def test_an_order_lives_through_its_steps(api: Caller) -> None:
    order = api.order()
    assert api.step(order, "send", {"reason": "Mailed"})["status"] == "sent"
    confirmed = api.step(order, "confirm")
    assert confirmed["status"] == "confirmed"
    assert confirmed["confirmed_at"] is not None
    assert api.step(order, "close")["status"] == "closed"
    assert api.step(order, "reopen")["status"] == "confirmed"
    assert api.step(order, "cancel")["status"] == "canceled"
    assert api.step(order, "cancel", status=409)["code"] == "order.move_refused"  # C7


def test_a_held_order_is_not_sent_until_it_is_resumed(api: Caller) -> None:
    order = api.order()
    assert codes(api.step(order, "hold", {"reason": 5}, 422)) == {("/reason", "field.type")}
    held = api.step(order, "hold", {"reason": "Budget"})
    assert (held["status"], held["hold_reason"]) == ("draft", "Budget")
    assert api.step(order, "send", status=409)["code"] == "order.held"
    assert api.step(order, "resume")["held_at"] is None
    assert api.step(order, "resume", status=409)["code"] == "order.not_held"
    assert api.step(order, "send")["status"] == "sent"


def test_a_step_looks_at_the_version_only_when_it_is_named(api: Caller) -> None:
    order = api.order()
    assert api.step(order, "send", version=7, status=412)["code"] == "version.stale"
    assert api.step(order, "send", headers={"If-Match": '"7", "1"'})["status"] == "sent"
    assert api.step(order, "confirm", headers={"If-Match": "*"})["status"] == "confirmed"


def test_a_copy_is_a_new_draft_with_a_number_of_its_own(api: Caller) -> None:  # C21
    order = api.order({"sku": "SKU-1", "quantity": 3}, {"description": "Deposit", "quantity": 1, "unit_price": "2"})
    api.step(order, "send")
    number = fresh("Copy")
    answer = api.call("POST", f"/purchase-orders/{order['id']}/copy", json={"number": number})
    copy = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"].endswith(copy["id"])
    assert copy["id"] != order["id"]
    assert (copy["status"], copy["number"], len(copy["lines"])) == ("draft", number, 2)


def test_a_deleted_order_is_gone_and_its_number_stays_taken(api: Caller) -> None:
    number = fresh("Gone")
    order = api.order(number=number)
    path = f"/purchase-orders/{order['id']}"
    assert api.delete(path, None, 428)["code"] == "precondition.required"
    assert api.delete(path, 9, 412)["code"] == "version.stale"
    api.delete(path, 1)
    assert api.get(path, 404)["code"] == "order.unknown"
    api.post("/purchase-orders", api.body(number=number), 409)


def test_a_sent_order_is_not_deleted(api: Caller) -> None:
    order = api.order()
    api.step(order, "send")
    assert api.delete(f"/purchase-orders/{order['id']}", 2, 409)["code"] == "order.delete_refused"


def test_parts_come_along_when_they_are_asked_for(api: Caller) -> None:
    order = api.order()
    everything = "lines,supplier,warehouse,company,payment_term,products,events,tags"
    read = api.get(f"/purchase-orders/{order['id']}", params={"expand": everything})
    assert read["supplier"]["id"] == api.supplier
    assert read["warehouse"]["id"] == api.warehouse
    assert read["company"]["id"] == str(api.world.company.id)
    assert read["payment_term"] is None
    assert [product["sku"] for product in read["products"]] == ["SKU-1"]
    assert [event["code"] for event in read["events"]] == ["order.created"]
    problem = api.get(f"/purchase-orders/{order['id']}", 422, params={"expand": "lines,engine"})
    assert codes(problem) == {("expand", "field.choice")}


def test_every_change_leaves_an_event_with_old_and_new(api: Caller) -> None:  # C28
    order = api.order(title="Old")
    api.patch(f"/purchase-orders/{order['id']}", {"title": "New"}, 1)
    events = api.get(f"/purchase-orders/{order['id']}/events")["items"]
    assert [event["subject_version"] for event in events] == [1, 2]
    assert {"path": "title", "old": "Old", "new": "New"} in events[1]["changes"]
    assert events[1]["actor"]["name"] == "Test key"
    assert events[1]["door"] == "rest"
    first = api.get(f"/purchase-orders/{order['id']}/events", params={"limit": 1, "sort": "-id"})
    rest = api.get(
        f"/purchase-orders/{order['id']}/events", params={"limit": 1, "sort": "-id", "cursor": first["next"]}
    )
    assert first["items"] + rest["items"] == events[::-1]
    assert rest["next"] is None


def test_why_gives_every_total_status_and_price_its_rule(api: Caller) -> None:
    order = api.order(
        {"sku": "SKU-1", "quantity": 12},
        {"sku": "SKU-1", "cases": 2, "units_per_case": 12, "case_price": "30"},
        delivery_cost="5",
    )
    why = api.get(f"/purchase-orders/{order['id']}/why")
    rules = {reason["pointer"]: reason for reason in why["reasons"]}
    assert set(rules) >= {f"/totals/{name}" for name in TOTALS} | {"/status", "/receiving", "/billing"}
    assert rules["/lines/0/unit_price"]["rule"] == "price.break"
    assert rules["/lines/1/case_price"]["rule"] == "price.given"
    assert rules["/totals/total"]["value"] == "101.00"
    assert rules["/totals/total"]["inputs"]["delivery"] == "5.00"
    assert all(reason["sentence"].endswith(".") for reason in why["reasons"])


def test_wires_show_what_each_dialect_there_is_would_say(api: Caller) -> None:
    order = api.order()
    wires = api.get(f"/purchase-orders/{order['id']}/wires")
    assert wires["order_id"] == order["id"]
    for wire in wires["wires"].values():
        assert wire["document"]
        assert all(set(loss) == {"field", "reason"} for loss in wire["losses"])


def test_an_unchanged_order_need_not_be_sent_again(api: Caller) -> None:
    order = api.order()
    path = f"/purchase-orders/{order['id']}"
    answer = api.call("GET", path, headers={"If-None-Match": '"1"'})
    assert (answer.status_code, answer.content) == (304, b"")
    assert api.call("GET", path, headers={"If-None-Match": '"2"'}).status_code == 200


def test_times_are_utc_and_quantities_plain(api: Caller) -> None:
    order = api.order({"description": "Oil", "quantity": "2.50", "unit_price": "3"})
    assert order["lines"][0]["quantity_ordered"] == "2.5"
    for name in ("created_at", "updated_at", "raised_at"):
        assert order[name].endswith("Z")
        assert datetime.fromisoformat(order[name]).tzinfo is not None


def test_totals_always_add_up(api: Caller) -> None:
    for order in api.get("/purchase-orders", params={"limit": 200})["items"]:
        totals = {name: Decimal(value["amount"]) for name, value in order["totals"].items() if value}
        parts = totals["subtotal"] - totals["discount"] + totals["delivery"] + totals["charges"] + totals["tax"]
        assert totals["total"] == parts


def test_an_order_does_not_move_to_a_blocked_supplier(api: Caller) -> None:
    blocked = api.post("/suppliers", {"name": fresh("Blocked"), "block": "all"})
    order = api.order()
    problem = api.patch(f"/purchase-orders/{order['id']}", {"supplier_id": blocked["id"]}, 1, 422)
    assert codes(problem) == {("/supplier_id", "supplier.blocked")}

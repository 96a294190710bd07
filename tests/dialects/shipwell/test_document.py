"""The API document, the coverage table, and the forms of single values."""

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.dialects.shipwell.translate.values import decimal_shown, digits_given, id_given, moment_text
from entrepot.dialects.shipwell.wire.answers import PurchaseOrder, SalesOrder, Tag
from entrepot.dialects.shipwell.wire.values import moment_of, read_decimal
from entrepot.http.coverage import application
from entrepot.http.openapi import operations_without_example
from tests.dialects.shipwell.desk import Wire

APP = application("entrepot.dialects.shipwell.app")


def test_every_operation_has_an_example() -> None:
    assert operations_without_example(APP) == []


def test_the_document_names_every_filter_of_a_list() -> None:
    parameters = {each["name"] for each in APP.openapi()["paths"]["/orders"]["get"]["parameters"]}
    assert len(parameters) > 75
    assert {"status", "ship_from__plan_window_end__lte", "tags__slug__not_in", "q", "page", "order_by"} <= parameters
    assert not any("422" in answers["responses"] for answers in APP.openapi()["paths"]["/orders"].values())


def test_answers_fit_the_models_of_the_document(wire: Wire) -> None:
    tag = wire("POST", "/tags", {"name": "Cold", "color": "#09f", "status": "ACTIVE"})[1]
    order = wire.create(tags=["cold"], supplier={"supplier_id": wire.desk.supplier})
    Tag.model_validate(tag)
    PurchaseOrder.model_validate(order)
    SalesOrder.model_validate(wire("GET", "/orders", token=wire.as_supplier())[1]["data"][0])


def test_the_document_is_served(wire: Wire) -> None:
    status, document = wire("GET", "/openapi.json", token="")
    assert (status, document["info"]["title"]) == (200, "Shipwell")


@given(st.decimals(min_value=0, max_value=10**9, places=6, allow_nan=False))
def test_a_decimal_is_shown_with_the_digits_it_came_with(value: Decimal) -> None:
    text = f"{value:f}"
    read = read_decimal(text)
    assert decimal_shown(Decimal(text).normalize() + 0, digits_given(read)) == text


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("2026-03-01T09:30:00Z", "2026-03-01T09:30:00.000000Z"),
        ("2026-03-01T09:30:00.123456+00:00", "2026-03-01T09:30:00.123456Z"),
        ("2026-03-01T09:30:00-05:00", "2026-03-01T14:30:00.000000Z"),
        ("2026-03-01T09:30:00", "2026-03-01T09:30:00.000000Z"),
        ("2026-03-01T09:30:00.123456789Z", "2026-03-01T09:30:00.123456Z"),
        ("0001-01-01T00:00:00+14:00", None),
        ("2026-02-30T00:00:00Z", None),
        ("tomorrow", None),
    ],
)
def test_a_moment_is_read_in_any_offset_and_shown_in_utc(given_text: str, shown: str | None) -> None:
    assert moment_text(moment_of(given_text)) == shown


@given(st.text(max_size=30))
def test_any_text_may_be_asked_for_as_an_id(text: str) -> None:
    assert re.fullmatch(r"[0-9a-f-]{36}", str(id_given(text)))


def test_examples_of_requests_are_requests_this_door_takes(wire: Wire) -> None:
    examples: dict[str, Any] = {
        path: operations["post"]["requestBody"]["content"]["application/json"]["example"]
        for path, operations in APP.openapi()["paths"].items()
        if path in {"/purchase-orders", "/tags"}
    }
    assert wire("POST", "/tags", examples["/tags"])[0] == 201
    assert wire("POST", "/purchase-orders", examples["/purchase-orders"])[0] == 201

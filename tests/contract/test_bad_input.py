"""Hostile bytes at every door: each is refused in the door's own form, nothing is stored, nothing crashes."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.contract.documents import Doors, open_doors
from tests.contract.fuzzing import crashes

DEEP, LONG, BIG = 100_000, 5_000, 11 << 20
REFUSED = (400, 413, 415, 422)


@dataclass(frozen=True)
class Desk:
    """Where one door makes an order: its address, a good body with three marked places, and its word for a refusal."""

    url: str
    body: dict[str, Any]
    says: str


def desk_of(doors: Doors, mount: str) -> Desk:
    """A good order at this door; `@text@`, `@quantity@` and `@line@` mark places in it."""
    world = doors.world
    supplier, product = str(world.supplier.id), str(world.products[0].id)
    price = {"currency": "EUR", "value": "2.35"}
    known = {
        "/api/v1": Desk(
            "/api/v1/purchase-orders",
            {
                "supplier_id": supplier,
                "title": "@text@",
                "due_at": "@date@",
                "lines": [{"sku": "SKU-1", "quantity": "@quantity@"}, "@line@"],
            },
            "code",
        ),
        "/pack": Desk(
            f"/pack/v1/organizations/{world.organization.id}/purchase-orders",
            {
                "supplier_id": supplier,
                "reference": "@text@",
                "lines": [{"product_id": product, "quantity_ordered": "@quantity@", "price": price}, "@line@"],
            },
            "message",
        ),
        "/shipwell": Desk(
            "/shipwell/purchase-orders",
            {
                "order_number": "B-1",
                "name": "@text@",
                "ship_to": {"country": "NL", "company_name": "Harborrow", "locality": "Amsterdam"},
                "supplier": {"name": world.supplier.name},
                "items": [
                    {
                        "amount": {"unit": "UNIT", "value": "@quantity@"},
                        "references": [{"qualifier": "PRODUCT_REF", "value": "SKU-1"}],
                    },
                    "@line@",
                ],
            },
            "errors",
        ),
        "/storefeeder": Desk(
            "/storefeeder/purchase-orders",
            {
                "PurchaseOrderReference": "@text@",
                "SupplierID": world.supplier.serial,
                "WarehouseID": world.warehouse.serial,
                "DueDate": "@date@",
                "Lines": [{"SKU": "SKU-1", "Qty": "@quantity@"}, "@line@"],
            },
            "Message",
        ),
        "/sellercloud": Desk(
            "/sellercloud/rest/api/PurchaseOrders",
            {
                "CompanyID": world.company.serial,
                "VendorID": world.supplier.serial,
                "POType": "PurchaseOrder",
                "CaseQtyMode": False,
                "Description": "@text@",
                "Products": [{"ProductID": "SKU-1", "QtyUnitsOrdered": "@quantity@"}, "@line@"],
            },
            "Message",
        ),
    }
    return known[mount]


def written(desk: Desk, **raw: str) -> bytes:
    """The order as JSON, with raw text in the marked places."""
    text = json.dumps(desk.body)
    given = {"text": '"Spring"', "quantity": "2", **raw}
    if "line" not in given:
        text = text.replace(', "@line@"', "")
    if "date" not in given:
        text = text.replace('"due_at": "@date@", ', "").replace('"DueDate": "@date@", ', "")
    for place, value in given.items():
        text = text.replace(f'"@{place}@"', value)
    return text.encode("utf-8", "surrogatepass")


# What is sent in which place, by the name of what is wrong with it.
IN_PLACES = {
    "a list 100,000 deep": {"text": "[" * DEEP + "]" * DEEP},
    "an object 100,000 deep": {"text": '{"a":' * DEEP + "1" + "}" * DEEP},
    "a number of 5,000 digits": {"quantity": "9" * LONG},
    "a fraction of 5,000 digits": {"quantity": "0." + "9" * LONG},
    "not a number": {"quantity": "NaN"},
    "infinity": {"quantity": "-Infinity"},
    "1e400": {"quantity": "1e400"},
    "1e-400": {"quantity": "1e-400"},
    "2^63": {"quantity": str(2**63)},
    "-2^63 - 1": {"quantity": str(-(2**63) - 1)},
    "2^64 as text": {"quantity": f'"{2**64}"'},
    "U+0000": {"text": '"a\\u0000b"'},
    "half a surrogate pair": {"text": '"a\\ud800b"'},
    "bare U+0000": {"text": '"a\x00b"'},
    "an object for a text": {"text": '{"a": 1}'},
    "100,001 lines": {"line": ",".join(["{}"] * 100_000)},
    "a broken end": {"text": '"'},
}
DATES = ("2026-02-30", "2026-13-01", "0000-00-00", "2026-02-30T25:61:00Z", "99999-01-01", "tomorrow", "2026-W09")
DATED = ("/api/v1", "/storefeeder")
MOUNTS = ("/api/v1", "/pack", "/shipwell", "/storefeeder", "/sellercloud")


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    with open_doors(tmp_path_factory.mktemp("book")) as opened:
        yield opened


@pytest.fixture(scope="module")
def credentials(doors: Doors) -> dict[str, dict[str, str]]:
    return {mount: doors.headers(mount) for mount in MOUNTS}


def happened(doors: Doors) -> int:
    """How much is written down about the organization."""
    id = doors.world.organization.id.bytes
    found = doors.store.read_now(lambda uow: uow.row("SELECT count(*) FROM events WHERE organization_id = ?", (id,)))
    return int(found[0])


@pytest.fixture
def nothing_happens(doors: Doors) -> Iterator[None]:
    before = (crashes(), happened(doors))
    yield
    assert (crashes(), happened(doors)) == before


@pytest.fixture(params=MOUNTS)
def mount(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def refusals(
    doors: Doors, credentials: dict[str, dict[str, str]], mount: str, sent: dict[str, bytes], **headers: str
) -> dict[str, object]:
    """What was not refused in the door's own form."""
    desk = desk_of(doors, mount)
    wrong: dict[str, object] = {}
    for name, content in sent.items():
        given = {"Content-Type": "application/json", **credentials[mount], **headers}
        answer = doors.client.post(desk.url, content=content, headers=given)
        if answer.status_code not in REFUSED or desk.says not in answer.json():
            wrong[name] = (answer.status_code, answer.text[:200])
    return wrong


def test_a_good_order_is_taken_at_every_door(doors: Doors, credentials: dict[str, Any], mount: str) -> None:
    desk = desk_of(doors, mount)
    headers = {"Content-Type": "application/json", **credentials[mount]}
    answer = doors.client.post(desk.url, content=written(desk, text=f'"Good {mount[1:4]}"'), headers=headers)
    assert answer.status_code in (200, 201), answer.text


@pytest.mark.usefixtures("nothing_happens")
def test_bad_values_are_refused(doors: Doors, credentials: dict[str, Any], mount: str) -> None:
    desk = desk_of(doors, mount)
    sent = {name: written(desk, **places) for name, places in IN_PLACES.items()}
    assert refusals(doors, credentials, mount, sent) == {}


@pytest.mark.usefixtures("nothing_happens")
@pytest.mark.parametrize("mount", DATED)
def test_days_that_are_not_in_the_calendar_are_refused(doors: Doors, credentials: dict[str, Any], mount: str) -> None:
    desk = desk_of(doors, mount)
    sent = {day: written(desk, date=f'"{day}"') for day in DATES}
    assert refusals(doors, credentials, mount, sent) == {}


@pytest.mark.usefixtures("nothing_happens")
def test_bytes_that_are_no_document_are_refused(doors: Doors, credentials: dict[str, Any], mount: str) -> None:
    desk = desk_of(doors, mount)
    sent = {
        "nothing": b"",
        "not UTF-8": written(desk).replace(b"Spring", b"Spr\xffng"),
        "UTF-16": written(desk).decode().encode("utf-16"),
        "a bare half of a pair": written(desk, text='"a\ud800b"'),
        "a list": b"[]",
        "a text": b'"order"',
        "two documents": written(desk) * 2,
        "11 MiB": written(desk, text='"' + "a" * BIG + '"'),
        "11 MiB of spaces": written(desk) + b" " * BIG,
    }
    assert refusals(doors, credentials, mount, sent) == {}


@pytest.mark.usefixtures("nothing_happens")
def test_a_body_that_would_unpack_to_a_gigabyte_is_not_unpacked(
    doors: Doors, credentials: dict[str, Any], mount: str
) -> None:
    bomb = gzip.compress(b'{"a":"' + b"a" * (16 << 20) + b'"}')
    for coding in ("gzip", "deflate", "br"):
        headers = {"Content-Encoding": coding}
        assert refusals(doors, credentials, mount, {coding: bomb}, **headers) == {}


def test_minus_nothing_is_nothing(doors: Doors, credentials: dict[str, Any], mount: str) -> None:
    desk = desk_of(doors, mount)
    before = crashes()
    headers = {"Content-Type": "application/json", **credentials[mount]}
    for quantity in ("-0", "-0.0"):
        answer = doors.client.post(desk.url, content=written(desk, quantity=quantity, text='"Nil"'), headers=headers)
        assert answer.status_code in (*REFUSED, 200, 201, 500), answer.text
        assert '"-0' not in answer.text
        assert ":-0" not in answer.text
    assert crashes() == before


@pytest.mark.usefixtures("nothing_happens")
def test_no_address_leads_out_of_a_door(doors: Doors, credentials: dict[str, Any], mount: str) -> None:
    for way in ("../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "....//etc/passwd", "%00"):
        for base in (mount, "/files", ""):
            answer = doors.client.get(f"{base}/{way}", headers=credentials[mount])
            assert answer.status_code in (400, 404, 405), (base, way, answer.status_code)
            assert "root:" not in answer.text


@pytest.mark.usefixtures("nothing_happens")
@pytest.mark.parametrize("declaration", ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'])
def test_xml_that_declares_things_is_refused(doors: Doors, credentials: dict[str, Any], declaration: str) -> None:
    bombs = {
        "declared": f"{declaration}<NewPurchaseOrderModel/>".encode(),
        "deep": b"<a>" * DEEP + b"</a>" * DEEP,
    }
    given = {"Content-Type": "application/xml"}
    assert refusals(doors, credentials, "/storefeeder", bombs, **given) == {}

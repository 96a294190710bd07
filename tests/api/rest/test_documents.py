"""Files at the native door: sent as forms and as whole bodies, listed, downloaded, changed, removed, linked."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from entrepot.book.people.rights import Role
from tests import papers
from tests.api.rest.caller import Caller, House, codes
from tests.makers import make_world, open_store
from tests.server import running

MIB = 1024 * 1024


@pytest.fixture
def order(api: Caller) -> dict[str, Any]:
    return api.order()


def folder(order: dict[str, Any]) -> str:
    return f"/purchase-orders/{order['id']}/documents"


def form(api: Caller, path: str, data: bytes, name: str = "slip.pdf", status: int = 201, **words: Any) -> Any:
    """Send a file as a part of a form."""
    media_type = words.pop("media_type", "application/octet-stream")
    return api.post(path, status=status, files={"file": (name, data, media_type)}, data=words)


def raw(api: Caller, path: str, data: bytes, status: int = 201, headers: Any = None, **query: Any) -> Any:
    """Send a file as the whole body."""
    return api.post(path, status=status, content=data, params=query, headers=headers or {})


def test_a_file_sent_in_a_form_is_downloaded_byte_for_byte(api: Caller, order: dict[str, Any]) -> None:
    data = papers.pdf(700_000)
    words: dict[str, Any] = {"description": "Two pallets", "type": "packing_slip", "shared": "true"}
    made = form(api, folder(order), data, "../Lieferschein Ü 7.pdf", **words)
    assert {name: made[name] for name in ("name", "description", "type", "shared", "media_type", "size", "sha256")} == {
        "name": "Lieferschein Ü 7.pdf",
        "description": "Two pallets",
        "type": "packing_slip",
        "shared": True,
        "media_type": "application/pdf",
        "size": len(data),
        "sha256": papers.digest(data),
    }
    assert made["subject"] == {"kind": "purchase_order", "id": order["id"]}
    answer = api.call("GET", made["content_url"])
    assert (answer.status_code, answer.content) == (200, data)
    headers = answer.headers
    assert headers["content-type"] == "application/pdf"
    assert headers["content-length"] == str(len(data))
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-disposition"] == (
        "attachment; filename=\"Lieferschein _ 7.pdf\"; filename*=UTF-8''Lieferschein%20%C3%9C%207.pdf"
    )
    assert "sandbox" in headers["content-security-policy"]
    again = api.call("GET", made["content_url"], headers={"If-None-Match": headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("query", "disposition", "name"),
    [
        ({"name": "photo.png"}, None, "photo.png"),
        ({}, 'attachment; filename="photo.png"', "photo.png"),
        ({}, "attachment; filename=\"x\"; filename*=UTF-8''f%C3%B6to.png", "föto.png"),
        ({"name": "mine.png"}, "attachment; filename=photo.png", "mine.png"),
        ({"name": "C:\\dock\\photo.png"}, None, "photo.png"),
    ],
)
def test_a_file_sent_as_the_whole_body_is_named_by_query_or_header(
    api: Caller, order: dict[str, Any], query: dict[str, Any], disposition: str | None, name: str
) -> None:
    headers = {"Content-Type": "image/png", **({"Content-Disposition": disposition} if disposition else {})}
    made = raw(api, folder(order), papers.png(), headers=headers, type="photo", **query)
    assert (made["name"], made["media_type"], made["type"]) == (name, "image/png", "photo")
    assert api.call("GET", made["content_url"]).content == papers.png()


@pytest.mark.parametrize(
    ("name", "data", "wrong"),
    [
        ("slip.pdf", b"", {("/file", "document.empty")}),
        ("photo.png", papers.HTML, {("/file", "document.poses")}),
        ("a\u202egnp.exe", b"x", {("/name", "document.name")}),
        ("..", b"x", {("/name", "document.name")}),
        ("a\u0085b.png", b"", {("/name", "document.name"), ("/file", "document.empty")}),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_naming_why(
    api: Caller, order: dict[str, Any], name: str, data: bytes, wrong: set[tuple[str, str]]
) -> None:
    assert codes(form(api, folder(order), data, name, 422)) == wrong
    assert codes(raw(api, folder(order), data, 422, name=name)) == wrong
    assert api.get(folder(order))["items"] == []


def test_a_form_names_every_word_that_is_wrong(api: Caller, order: dict[str, Any]) -> None:
    told = form(api, folder(order), b"x", "x.txt", 422, type="poem", shared="perhaps", colour="red", part_id="7")
    wanted = {("/type", "field.choice"), ("/shared", "field.choice"), ("/colour", "field.unknown")}
    assert codes(told) == wanted | {("/part_id", "field.format")}
    assert codes(raw(api, folder(order), b"x", 422)) == {("/name", "field.required")}
    assert codes(raw(api, folder(order), b"x", 422, name="x", type="poem")) == {("type", "field.choice")}
    assert codes(form(api, folder(order), b"x", "x", 422, part_id=str(uuid4()))) == {("/part_id", "document.part")}


@pytest.mark.parametrize("files", [{}, {"paper": ("x.txt", b"x")}, [("file", ("x", b"x")), ("file", ("y", b"y"))]])
def test_a_form_carries_exactly_one_file(api: Caller, order: dict[str, Any], files: Any) -> None:
    extra = {"files": files} if files else {"files": {"description": (None, b"none")}}
    assert codes(api.post(folder(order), status=422, **extra)) == {("/file", "field.required")}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x\r\n"),
        ("multipart/form-data; boundary=x", b"nonsense"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nhalf'),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Type: text/plain\r\n\r\nnameless\r\n--x--\r\n"),
        (f"multipart/form-data; boundary={'x' * 300}", b""),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\na\r\n' * 40),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(api: Caller, order: dict[str, Any], kind: str, body: bytes) -> None:
    told = api.post(folder(order), status=400, content=body, headers={"Content-Type": kind})
    assert told["code"] == "body.unreadable"


def test_a_file_above_the_limit_is_refused_before_it_is_read(api: Caller, order: dict[str, Any]) -> None:
    assert form(api, folder(order), bytes(11 * MIB), "x.bin", 413)["code"] == "body.too_large"
    assert form(api, folder(order), papers.pdf(10 * MIB), "x.pdf")["size"] == 10 * MIB


def test_a_receipt_a_supplier_and_a_product_take_files_in_the_same_way(api: Caller) -> None:
    sent = api.step(api.order(), "send")
    receipt = api.step(sent, "receive", {"lines": [{"sku": "SKU-1", "quantity": 2}]})["receipt"]
    for path in (f"/goods-receipts/{receipt['id']}", f"/suppliers/{api.supplier}", f"/products/{api.product()}"):
        part = {"part_id": receipt["lines"][0]["id"]} if "receipts" in path else {}
        made = form(api, f"{path}/documents", papers.png(), "damage.png", type="photo", **part)
        assert api.get(f"{path}/documents")["items"] == [made]
        assert api.get(f"{path}/documents/{made['id']}") == made
        assert api.call("GET", f"{path}/documents/{made['id']}/content").content == papers.png()
        assert made["part_id"] == part.get("part_id")


def test_documents_are_listed_by_type_and_part_and_in_pages(api: Caller, order: dict[str, Any]) -> None:
    line = order["lines"][0]["id"]
    names = [form(api, folder(order), b"x", f"{number}.txt", type="invoice")["name"] for number in range(3)]
    form(api, folder(order), b"x", "line.txt", part_id=line)
    first = api.get(folder(order), params={"limit": 2, "type": "invoice"})
    rest = api.get(folder(order), params={"limit": 2, "type": "invoice", "cursor": first["next"]})
    assert [item["name"] for item in (*first["items"], *rest["items"])] == names
    assert [item["name"] for item in api.get(folder(order), params={"part_id": line})["items"]] == ["line.txt"]
    newest = api.get(folder(order), params={"sort": "-id", "limit": 1})["items"]
    assert [item["name"] for item in newest] == ["line.txt"]


def test_what_is_said_about_a_file_changes_under_its_version_and_is_told(api: Caller, order: dict[str, Any]) -> None:
    made = form(api, folder(order), b"x", "x.txt", description="first")
    one = f"{folder(order)}/{made['id']}"
    assert api.patch(one, {"description": None}, None, 428)["code"] == "precondition.required"
    assert api.patch(one, {"name": "x.png"}, 1, 422)["errors"][0]["pointer"] == "/name"
    assert codes(api.patch(one, {"size": 3, "type": "poem"}, 1, 422)) == {
        ("/size", "field.unknown"),
        ("/type", "field.choice"),
    }
    dry = api.patch(one, {"shared": True}, 1, params={"dry_run": "true"})
    assert (dry["shared"], dry["version"], dry["events"][-1]["code"]) == (True, 2, "document.changed")
    after = api.patch(one, {"description": None, "shared": True, "name": "y.txt"}, 1)
    assert (after["description"], after["shared"], after["name"], after["version"]) == (None, True, "y.txt", 2)
    assert api.patch(one, {"name": "z.txt"}, 1, 412)["status"] == 412
    told = api.get(f"/purchase-orders/{order['id']}/events")["items"][-1]
    assert (told["code"], told["message"]) == (
        "document.changed",
        f"Order {order['number']}: document y.txt was changed.",
    )
    assert {change["path"].rsplit(".", 1)[1] for change in told["changes"]} == {"name", "description", "shared"}
    assert api.get(f"/purchase-orders/{order['id']}")["version"] == order["version"]


def test_a_removed_file_is_gone(api: Caller, order: dict[str, Any]) -> None:
    made = form(api, folder(order), b"x", "x.txt")
    one = f"{folder(order)}/{made['id']}"
    assert api.delete(one, 1, 200, params={"dry_run": "true"})["dry_run"] is True
    api.delete(one, 1)
    for path in (one, f"{one}/content"):
        assert api.get(path, 404)["code"] == "document.unknown"
    assert api.post(f"{one}/link", status=404)["code"] == "document.unknown"
    assert api.get(f"/purchase-orders/{order['id']}/events")["items"][-1]["code"] == "document.removed"


def test_a_dry_run_judges_a_file_and_keeps_nothing(api: Caller, order: dict[str, Any]) -> None:
    told = raw(api, folder(order), papers.pdf(), 200, name="slip.pdf", dry_run="true")
    assert (told["id"], told["media_type"], told["dry_run"]) == (None, "application/pdf", True)
    assert told["events"][-1]["code"] == "document.attached"
    assert api.get(folder(order))["items"] == []


def test_a_file_sent_twice_under_one_key_is_kept_once(api: Caller, order: dict[str, Any]) -> None:
    first = form(api, folder(order), b"x", "x.txt", 201)
    keyed: dict[str, Any] = {"key": f"upload-{uuid4()}", "files": {"file": ("x.txt", b"x")}}
    one, two = (api.post(folder(order), **keyed) for _ in range(2))
    assert one == two != first
    assert len(api.get(folder(order))["items"]) == 2
    other = api.post(folder(order), status=422, key=keyed["key"], files={"file": ("x.txt", b"y")})
    assert other["code"] == "idempotency.mismatch"


def test_a_link_opens_the_file_without_a_key_until_it_is_removed(house: House, order: dict[str, Any]) -> None:
    api = house.ours
    made = form(api, folder(order), papers.SVG, "drawing.svg")
    one = f"{folder(order)}/{made['id']}"
    link = api.post(f"{one}/link")
    assert re.fullmatch(r"http://testserver/files/[A-Za-z0-9_-]{96}", link["url"])
    assert link["expires_at"] == "2026-03-02T09:45:00Z"
    answer = house.client.get(link["url"])
    assert (answer.status_code, answer.content) == (200, papers.SVG)
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert api.get(f"/purchase-orders/{order['id']}/events")["items"][-1]["code"] == "document.linked"
    wrong = house.client.get(link["url"][:-2] + "AA")
    assert (wrong.status_code, wrong.json()["code"]) == (404, "document.link_ended")
    api.delete(one, 1)
    gone = house.client.get(link["url"])
    assert (gone.status_code, gone.content.replace(gone.headers["x-request-id"].encode(), b"")) == (
        404,
        wrong.content.replace(wrong.headers["x-request-id"].encode(), b""),
    )


def test_who_may_only_look_attaches_nothing_and_is_told_before_sending(house: House, order: dict[str, Any]) -> None:
    viewer = house.as_role(Role.VIEWER)
    assert raw(viewer, folder(order), bytes(11 * MIB), 403, name="x")["code"] == "right.missing"
    assert viewer.get(folder(order))["items"] == []
    stranger = Caller(house.client, house.ours.world, "ek_nobody")
    assert raw(stranger, folder(order), bytes(11 * MIB), 401, name="x")["status"] == 401
    nowhere = f"/purchase-orders/{uuid4()}/documents"
    assert raw(house.ours, nowhere, bytes(11 * MIB), 404, name="x")["code"] == "order.unknown"
    assert raw(house.theirs, folder(order), b"x", 404, name="x")["code"] == "order.unknown"


def test_the_organizations_limits_are_kept(house: House, order: dict[str, Any]) -> None:
    api = house.theirs
    theirs = api.order()
    api.patch("/organization/settings", {"documents.max_bytes": 2000, "documents.per_subject": 1}, None)
    assert raw(api, folder(theirs), bytes(2001), 413, name="x")["code"] == "body.too_large"
    raw(api, folder(theirs), bytes(2000), name="x")
    assert raw(api, folder(theirs), b"x", 409, name="y")["code"] == "document.full"


# --- a server of its own ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    place: Path = tmp_path_factory.mktemp("served")
    with open_store(place) as store:
        world = make_world(store)
    with running(place / "book.sqlite3") as server, httpx.Client(base_url=server.url, timeout=30) as client:
        yield Caller(client, world)


def test_files_go_to_a_server_and_come_back_over_real_connections(served: Caller) -> None:
    order = served.order()
    sent = {"slip.pdf": papers.pdf(3 * MIB), "damage.png": papers.png(300, 200), "lines.csv": papers.CSV}
    for name, data in sent.items():
        form(served, folder(order), data, name)
    for item in served.get(folder(order))["items"]:
        assert served.call("GET", item["content_url"]).content == sent[item["name"]]
        link = served.post(f"{folder(order)}/{item['id']}/link")["url"]
        assert httpx.get(link).content == sent[item["name"]]


def test_a_server_breaks_off_a_file_that_never_ends(served: Caller) -> None:
    order, taken = served.order(), 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(400):
            taken += 1
            yield bytes(MIB // 4)

    try:
        answer = served.call("POST", folder(order), content=endless(), params={"name": "x.bin"})
        assert (answer.status_code, answer.json()["code"]) == (413, "body.too_large")
    except httpx.WriteError:
        assert taken < 400
    told = form(served, folder(order), bytes(11 * MIB), "x.bin", 413)
    assert "10485760 bytes" in told["detail"]
    assert served.get(folder(order))["items"] == []

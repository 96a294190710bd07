"""Files on orders: attached as the vendor's clients send them, listed, read, changed and removed on both faces."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from entrepot.clock import FixedClock
from tests import papers
from tests.dialects.shipwell.conftest import PLACES
from tests.dialects.shipwell.desk import ALPHABET, Wire, errors_of, furnish
from tests.dialects.shipwell.test_access import refused
from tests.server import inside

KEYS = {"id", "filename", "url", "type", "description", "created_by_user_id", "created_at", "updated_at"}
WORDS = ["BOL", "FUEL", "LUMPER", "HOS", "SIGNATURE", "RATE_CONFIRMATION", "DELIVERY_RECEIPT", "WEIGHT_CERTIFICATE"]
WORDS += ["OVERAGES_SHORTAGES_AND_DAMAGES", "INVOICE", "INSURANCE", "CUSTOMS_PAPERWORK", "PACKING_SLIPS", "OTHER"]
NOBODY = "01JQ3A7C9D5E1F2G3H4J5K6M7N"


def papers_of(order: dict[str, Any], face: str = "purchase-orders") -> str:
    return f"/{face}/{order['id']}/documents"


def send(
    wire: Wire, path: str, data: bytes | None, name: str = "bol-311.pdf", *, token: str | None = None, **words: str
) -> tuple[int, Any]:
    """Attach a file as clients do: a form with the parts file, type and description."""
    files: dict[str, Any] = {} if data is None else {"file": (name, data, words.pop("media", "application/pdf"))}
    answer = wire.raw("POST", path, token=token, files=files or {"nothing": ("x", b"x")}, data=words)
    return answer.status_code, answer.json()


def attached(wire: Wire, path: str, data: bytes | None = None, **words: Any) -> dict[str, Any]:
    status, made = send(wire, path, papers.pdf() if data is None else data, **words)
    assert status == 201, made
    found: dict[str, Any] = made
    return found


def followed(wire: Wire, url: str) -> Any:
    """What is behind a link, asked for without any credential."""
    return wire._client.get(urlsplit(url).path)


def sent_order(wire: Wire) -> dict[str, Any]:
    return wire.create(supplier={"supplier_id": wire.desk.supplier})


def without_url(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != "url"}


def test_a_document_is_attached_read_listed_changed_and_removed(wire: Wire) -> None:
    order = wire.create()
    data = papers.pdf(300_000)
    made = attached(wire, papers_of(order), data, type="BOL", description="Signed")
    assert set(made) == KEYS
    assert (made["filename"], made["type"], made["description"]) == ("bol-311.pdf", "BOL", "Signed")
    assert datetime.fromisoformat(made["created_at"]) == datetime.fromisoformat(made["updated_at"])
    assert len(made["id"]) == 26
    one = f"{papers_of(order)}/{made['id']}"
    status, read = wire("GET", one)
    assert (status, without_url(read)) == (200, without_url(made))
    for url in (made["url"], read["url"]):
        behind = followed(wire, url)
        assert (behind.status_code, behind.content) == (200, data)
        assert behind.headers["content-disposition"].startswith("attachment;")
        assert behind.headers["x-content-type-options"] == "nosniff"
    status, changed = wire("PUT", one, {**read, "type": "DELIVERY_RECEIPT", "description": "Signed at the dock"})
    assert (status, changed["type"], changed["description"]) == (200, "DELIVERY_RECEIPT", "Signed at the dock")
    assert changed["filename"] == "bol-311.pdf"
    response = wire.raw("DELETE", one)
    assert (response.status_code, response.content) == (204, b"")
    assert refused(404, wire("GET", one)[1]) == [(None, None)]
    assert followed(wire, made["url"]).status_code == 404
    assert wire("GET", papers_of(order))[1]["data"] == []


def test_documents_are_listed_in_pages_newest_first(wire: Wire) -> None:
    order = wire.create()
    names = [attached(wire, papers_of(order), name=f"{number}.pdf")["filename"] for number in range(3)]
    status, page = wire("GET", f"{papers_of(order)}?limit=2")
    assert (status, page["count"], page["total_count"]) == (200, 2, 3)
    assert [each["filename"] for each in page["data"]] == [*reversed(names)][:2]
    assert page["links"]["next"].endswith(f"{papers_of(order)}?limit=2&page=2")
    status, rest = wire("GET", f"{papers_of(order)}?limit=2&page=2")
    assert ([each["filename"] for each in rest["data"]], rest["links"]["next"]) == (names[:1], None)
    assert errors_of(wire("GET", f"{papers_of(order)}?limit=0")[1]) == [(None, "limit")]


def test_every_kind_of_document_of_the_vendor_is_kept(wire: Wire) -> None:
    order = wire.create()
    assert [attached(wire, papers_of(order), type=word)["type"] for word in WORDS] == WORDS


def test_type_and_description_may_be_left_out_or_come_as_files(wire: Wire) -> None:
    order = wire.create()
    plain = attached(wire, papers_of(order))
    assert (plain["type"], plain["description"]) == ("OTHER", None)
    parts = {"file": ("x.txt", b"x"), "type": ("blob", b"INVOICE"), "description": ("blob", "Fünf".encode())}
    made = wire.raw("POST", f"{papers_of(order)}/", files=parts).json()
    assert (made["type"], made["description"]) == ("INVOICE", "Fünf")
    one = f"{papers_of(order)}/{made['id']}"
    assert wire("PUT", one, {"type": "BOL"})[1]["description"] == "Fünf"
    status, cleared = wire("PUT", one, {"description": None})
    assert (status, cleared["description"], cleared["type"]) == (200, None, "BOL")


def test_a_wrong_upload_is_refused_by_the_parts_of_its_form(wire: Wire) -> None:
    path = papers_of(wire.create())

    def told(answer: tuple[int, Any]) -> list[tuple[str | None, str | None]]:
        assert answer[0] == 400
        return refused(400, answer[1])

    assert told(send(wire, path, None)) == [(None, "file")]
    assert told(send(wire, path, b"")) == [(None, "file")]
    assert told(send(wire, path, papers.HTML, "photo.png", media="image/png")) == [(None, "file")]
    assert told(send(wire, path, papers.pdf(), "..")) == [(None, "file")]
    assert told(send(wire, path, papers.pdf(), type="POEM", description="x" * 513)) == [
        (None, "type"),
        (None, "description"),
    ]
    broken = wire.raw("POST", path, content=b"--x\r\n", headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert told((broken.status_code, broken.json())) == [("/", None)]
    plain = wire.raw("POST", path, json={"file": "x"})
    assert (plain.status_code, refused(415, plain.json())) == (415, [(None, None)])
    status, body = send(wire, path, bytes(10 * 1024 * 1024 + 1), "x.bin")
    assert (status, refused(413, body)) == (413, [(None, None)])
    assert wire("GET", path)[1]["total_count"] == 0


def test_a_wrong_change_is_refused_by_its_field(wire: Wire) -> None:
    order = wire.create()
    one = f"{papers_of(order)}/{attached(wire, papers_of(order))['id']}"
    status, body = wire("PUT", one, {"type": "POEM", "description": 7})
    assert (status, refused(400, body)) == (400, [("/type", None), ("/description", None)])
    status, body = wire("PUT", one, {"description": "x" * 513})
    assert (status, refused(400, body)) == (400, [("/description", None)])
    assert wire.raw("PUT", one, content=b"{", headers={"Content-Type": "application/json"}).status_code == 400


def test_what_the_buyer_keeps_to_itself_and_names_otherwise_stays_so(tmp_path: Path) -> None:
    desks = furnish(tmp_path / "book.sqlite3", 2)
    native = ("/api/v1", "entrepot.api.rest.app")
    with inside(tmp_path / "book.sqlite3", places=[*PLACES, native]) as client:
        wire = Wire(client, iter(desks))
        order, miller = sent_order(wire), wire.as_supplier()
        uuid = UUID(int=sum(ALPHABET.index(letter) << 5 * at for at, letter in enumerate(reversed(order["id"]))))
        path, key = f"/api/v1/purchase-orders/{uuid}/documents", {"Authorization": f"Bearer {wire.desk.key}"}
        files = {"file": ("damage.png", papers.png())}
        photo = client.post(path, files=files, data={"type": "photo"}, headers=key).json()
        shown = wire("GET", papers_of(order))[1]["data"][0]
        assert (shown["filename"], shown["type"]) == ("damage.png", "OTHER")
        one = f"{papers_of(order)}/{shown['id']}"
        assert wire("PUT", one, {**shown, "description": "Wet"})[1]["type"] == "OTHER"
        kept = client.get(f"{path}/{photo['id']}", headers=key).json()
        assert (kept["type"], kept["description"], kept["shared"]) == ("photo", "Wet", False)
        sales = papers_of(order, "sales-orders")
        assert wire("GET", sales, token=miller)[1]["data"] == []
        assert wire("GET", f"{sales}/{shown['id']}", token=miller)[0] == 404
        through = attached(wire, papers_of(order))
        assert client.get(path, headers=key).json()["items"][1]["shared"] is True
        assert wire("GET", sales, token=miller)[1]["data"][0]["id"] == through["id"]


def test_both_sides_of_an_order_see_what_comes_through_here(wire: Wire) -> None:
    order = sent_order(wire)
    miller = wire.as_supplier()
    ours = attached(wire, papers_of(order), name="drawing.pdf")
    theirs = attached(wire, papers_of(order, "sales-orders"), name="confirmation.pdf", token=miller, type="SIGNATURE")
    for path, token in ((papers_of(order), None), (papers_of(order, "sales-orders"), miller)):
        status, page = wire("GET", path, token=token)
        assert (status, [each["id"] for each in page["data"]]) == (200, [theirs["id"], ours["id"]])
    own = f"{papers_of(order, 'sales-orders')}/{theirs['id']}"
    assert wire("PUT", own, {"description": "As agreed"}, token=miller)[1]["description"] == "As agreed"
    assert wire("PUT", f"{papers_of(order)}/{theirs['id']}", {"type": "INVOICE"})[1]["type"] == "INVOICE"
    bought = f"{papers_of(order, 'sales-orders')}/{ours['id']}"
    assert wire("GET", bought, token=miller)[1]["filename"] == "drawing.pdf"
    for method, body in (("PUT", {"type": "BOL"}), ("DELETE", None)):
        status, answer = wire(method, bought, body, token=miller)
        assert (status, refused(403, answer)) == (403, [(None, None)])
    assert wire.raw("DELETE", own, token=miller).status_code == 204


def test_the_other_face_and_other_organizations_do_not_exist(wire: Wire) -> None:
    order = sent_order(wire)
    miller, stranger = wire.as_supplier(), f"Token {wire.other.key}"
    made = attached(wire, papers_of(order))
    bare = wire.create()
    tried: list[tuple[str, str | None]] = [
        (papers_of(order, "sales-orders"), None),
        (papers_of(order), miller),
        (papers_of(order), stranger),
        (papers_of({"id": NOBODY}), None),
        (papers_of(bare, "sales-orders"), miller),
    ]
    answers = set()
    for path, token in tried:
        for method, where, body in (
            ("GET", path, None),
            ("GET", f"{path}/{made['id']}", None),
            ("PUT", f"{path}/{made['id']}", {"type": "BOL"}),
            ("DELETE", f"{path}/{made['id']}", None),
        ):
            status, answer = wire(method, where, body, token=token)
            assert (status, refused(404, answer)) == (404, [(None, None)])
        status, answer = send(wire, path, papers.pdf(), token=token)
        assert (status, refused(404, answer)) == (404, [(None, None)])
        answers.add(status)
    assert answers == {404}
    assert wire("GET", f"{papers_of(bare)}/{made['id']}")[0] == 404


def test_who_may_only_look_reads_and_attaches_nothing(wire: Wire) -> None:
    order = wire.create()
    made = attached(wire, papers_of(order))
    viewer = f"Token {wire.desk.viewer_key}"
    assert wire("GET", papers_of(order), token=viewer)[1]["count"] == 1
    assert send(wire, papers_of(order), papers.pdf(), token=viewer)[0] == 403
    assert wire("DELETE", f"{papers_of(order)}/{made['id']}", token=viewer)[0] == 403
    assert send(wire, papers_of(order), papers.pdf(), token="")[0] == 401


def test_a_link_ends_after_its_minutes(tmp_path: Path) -> None:
    desks = furnish(tmp_path / "book.sqlite3", 2)
    clock = FixedClock(datetime(2026, 3, 2, tzinfo=UTC))
    with inside(tmp_path / "book.sqlite3", clock=clock, places=PLACES) as client:
        wire = Wire(client, iter(desks))
        path = papers_of(wire.create())
        made = attached(wire, path)
        clock.moment += timedelta(minutes=14)
        assert followed(wire, made["url"]).status_code == 200
        clock.moment += timedelta(minutes=1)
        assert followed(wire, made["url"]).status_code == 404
        assert followed(wire, wire("GET", f"{path}/{made['id']}")[1]["url"]).status_code == 200

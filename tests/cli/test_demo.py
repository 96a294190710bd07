"""The sample data: made once, the same merchant every time, with credentials that open every door."""

import json
import stat
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from entrepot.actions import orders, organizations
from entrepot.book.orders.query import OrderQuery, Parts
from entrepot.book.orders.view import OrderView
from entrepot.book.values.page import Listing
from entrepot.cli import demo
from entrepot.clock import FixedClock
from entrepot.ids import parse_uuid
from entrepot.store import catalog, stock, suppliers, warehouses
from entrepot.store.store import Store
from tests.cli.terminal import Terminal

NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)
CARD = {"organization_id", "api_key", "api_key_id", "email", "password", "doors"}


def test_the_card_is_the_same_whoever_is_asked(terminal: Terminal) -> None:
    first = terminal.spawn("demo", "--json").document
    assert first.keys() == CARD
    assert first["doors"].keys() == {"native", "pack", "shipwell", "storefeeder", "sellercloud"}
    assert first["doors"]["native"]["base_url"] == "http://127.0.0.1:8000/api/v1"
    assert terminal.run("demo", "--json").document == first
    with terminal.serving("--demo") as server:
        server.read_until(r"(Sellercloud \(sign in)")
        assert first["api_key"] in server.said
        served = terminal.run("demo", "--json").document
        assert {name: served[name] for name in CARD - {"doors"}} == {name: first[name] for name in CARD - {"doors"}}
        assert served["doors"]["pack"]["base_url"] == f"{server.url}/pack"
        assert first["password"] in terminal.run("demo").out


def test_the_card_is_kept_for_its_owner_only_and_renewed_when_lost(terminal: Terminal) -> None:
    first = terminal.run("demo", "--json").document
    kept = demo.card_file_of(terminal.book)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    kept.unlink()
    second = terminal.run("demo", "--json").document
    assert second["organization_id"] == first["organization_id"]
    assert second["password"] != first["password"]
    kept.write_text("{}")
    with terminal.serving() as server:
        third = terminal.run("demo", "--json").document
        assert third["api_key"] not in {first["api_key"], second["api_key"]}
        assert sign_in(server.url, third) == {"pack", "shipwell", "storefeeder", "sellercloud"}


def sign_in(url: str, card: dict[str, Any]) -> set[str]:
    """The dialects that the card's credentials open."""
    doors = card["doors"]
    pack = f"{url}/pack/v1/organizations/{card['organization_id']}/suppliers"
    tried = {
        "pack": urllib.request.Request(pack, headers={"Authorization": f"Bearer {doors['pack']['token']}"}),
        "shipwell": json_request(
            f"{url}/shipwell/v2/auth/token/", {name: doors["shipwell"][name] for name in ("email", "password")}
        ),
        "storefeeder": urllib.request.Request(
            f"{url}/storefeeder/Token",
            urllib.parse.urlencode(
                {"grant_type": "password"}
                | {name: doors["storefeeder"][name] for name in ("username", "password", "client_id")}
            ).encode(),
        ),
        "sellercloud": json_request(
            f"{doors['sellercloud']['base_url']}/rest/api/token",
            {"Username": doors["sellercloud"]["username"], "Password": doors["sellercloud"]["password"]},
        ),
    }
    opened = set()
    for name, request in tried.items():
        with urllib.request.urlopen(request, timeout=30) as answer:
            if answer.status in {200, 201}:
                opened.add(name)
    return opened


def json_request(url: str, body: object) -> urllib.request.Request:
    return urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})


def merchant(folder: Path, name: str = "book") -> tuple[Store, demo.Credentials]:
    store = Store.open(f"sqlite:///{folder / name}.sqlite3", clock=FixedClock(NOON))
    return store, demo.ensure(store)


def all_orders(store: Store, organization_id: str) -> Sequence[OrderView]:
    id = parse_uuid(organization_id)
    assert id is not None
    actor = organizations.system_actor(id)
    return store.read_now(lambda uow: orders.browse(uow, actor, OrderQuery(limit=1000), Parts.LINES).items)


def test_the_sample_merchant_is_a_believable_one(tmp_path: Path) -> None:
    store, card = merchant(tmp_path)
    with store:
        id = parse_uuid(card["organization_id"])
        assert id is not None
        counted = store.read_now(
            lambda uow: [
                len(noun(uow, id, Listing(limit=1000)).items)
                for noun in (suppliers.page, catalog.page, warehouses.page)
            ]
        )
        assert counted == [12, 200, 3]
        found = [view.order for view in all_orders(store, card["organization_id"])]
        assert Counter(order.status for order in found) == {
            "closed": 62, "canceled": 10, "confirmed": 22, "sent": 16, "draft": 10
        }  # fmt: skip
        assert {order.status for order in found if order.held_at} == {"draft", "sent", "confirmed"}
        assert {order.currency for order in found} == {"EUR", "GBP", "USD", "SEK", "JPY"}
        assert all(order.totals.base_total is not None for order in found)
        open_ones = [order for order in found if order.status in {"sent", "confirmed"}]
        overdue = [order for order in open_ones if order.due_at is not None and order.due_at < NOON]
        assert 5 <= len(overdue) < len(open_ones)
        assert max(order.raised_at for order in found) < NOON
        assert NOON - timedelta(days=365) < min(order.raised_at for order in found) < NOON - timedelta(days=350)
        assert max(order.updated_at for order in found) < NOON
        assert any(order.revision for order in found)
        for part in ("tag_ids", "references", "charges", "discount", "ship_to", "vendor_note", "custom_data"):
            assert 3 < sum(bool(getattr(order, part)) for order in found) < 120, part
        lines = [line for order in found for line in order.lines]
        assert {line.price_source for line in lines} >= {"price_break", "supplier", "given"}
        for share in ([line.by_case for line in lines], [bool(line.discount) for line in lines]):
            assert 20 < sum(share) < len(lines) / 2
        assert store.read_now(lambda uow: stock.unbalanced(uow, id)) == []
        assert store.check() == []


def test_the_sample_merchant_is_the_same_every_time(tmp_path: Path) -> None:
    told = []
    for name in ("one", "two"):
        store, card = merchant(tmp_path, name)
        with store:
            told.append(
                [
                    (order.number, order.status, order.supplier.name, order.raised_at, order.totals, order.revision)
                    for order in (view.order for view in all_orders(store, card["organization_id"]))
                ]
            )
    assert told[0] == told[1]


def test_asking_again_changes_nothing(tmp_path: Path) -> None:
    store, card = merchant(tmp_path)
    with store:
        before = store.groups
        assert demo.ensure(store) == card
        assert store.groups == before

"""The first start of a server whose book is empty."""

import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from entrepot.app import create_app
from entrepot.clock import FixedClock
from entrepot.http import setup
from entrepot.settings import Settings
from tests.makers import MOMENT, make_world, open_store

BODY = {"organization": "Harborrow", "currency": "eur", "email": "ada@harborrow.example", "password": "long enough"}


def test_the_token_makes_one_organization_once(tmp_path: Path) -> None:
    place = tmp_path / "token"
    with open_store(tmp_path) as store, TestClient(create_app(Settings(), store, FixedClock(MOMENT))) as client:
        assert setup.offer(store, place)
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        token = place.read_text().strip()

        def post(**given: Any) -> int:
            return int(client.post("/setup", json={**BODY, **given}).status_code)

        assert (post(token="wrong"), post()) == (401, 400)
        assert post(token=token) == 201
        assert post(token=token, email="eve@harborrow.example") == 401
        who = {"email": BODY["email"], "password": BODY["password"]}
        assert client.post("/api/v1/sessions", json=who).status_code == 201
        assert not setup.offer(store, place)
        assert not place.exists()


def test_the_token_ends_after_a_day(tmp_path: Path) -> None:
    clock = FixedClock(MOMENT)
    with open_store(tmp_path, clock) as store, TestClient(create_app(Settings(), store, clock)) as client:
        setup.offer(store, tmp_path / "token")
        clock.moment += timedelta(days=1)
        token = (tmp_path / "token").read_text().strip()
        assert client.post("/setup", json={**BODY, "token": token}).status_code == 401


def test_a_book_in_use_offers_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        make_world(store)
        assert not setup.offer(store, tmp_path / "token")

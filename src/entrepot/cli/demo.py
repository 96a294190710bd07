"""`entrepot demo`: sample data and the card with which to try it.

The credentials are random. They live in a file beside the order book that only its owner can read; whoever loses it
gets new ones.
"""

import json
import os
import secrets
import threading
from ipaddress import ip_address
from pathlib import Path

from entrepot.actions import organizations, passwords, people
from entrepot.book.people.actor import Actor
from entrepot.book.people.draft import KeyDraft, UserPatch
from entrepot.cli.calling import carry_out
from entrepot.cli.commands import Arguments, Desk, Document, command
from entrepot.cli.console import card, say
from entrepot.cli.errors import DEMO_CARD, DEMO_HOST
from entrepot.cli.options import AsJson, Database, settings_of
from entrepot.cli.sample.merchant import EMAIL, make_merchant
from entrepot.errors import EntrepotError, Failed, Invalid
from entrepot.store import people as people_store
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork

Credentials = dict[str, str]
PASSWORD_BYTES = 18
_one_at_a_time = threading.Lock()  # whoever makes credentials holds the order book, so it is always the same process


def card_file_of(book: Path) -> Path:
    """Where the demo's credentials are kept."""
    return book.with_name(book.name + ".demo.json")


@command("demo")
def show_card(desk: Desk, arguments: Arguments) -> Document:
    """The card of the demo organization, which is made when there is none."""
    del arguments
    check_host(desk.host)
    return card_of(ensure(desk.store), desk.url)


def check_host(host: str) -> None:
    """Raise Invalid unless only this machine can reach a server that listens there."""
    try:
        alone = host.lower() == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        alone = False
    if not alone:
        raise Invalid(DEMO_HOST, f"Sample data is for this machine only, and {host} is open to others: use 127.0.0.1.")


def ensure(store: Store) -> Credentials:
    """Credentials that work for the demo organization; makes it when there is none, and new ones when they are lost."""
    with _one_at_a_time:
        return _ensured(store)


def _ensured(store: Store) -> Credentials:
    path = card_file_of(store.path)
    kept = _read(path)
    if kept is not None and store.read_now(lambda uow: _works(uow, kept)):
        return kept
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    password_hash = passwords.hash_password(password)
    nobody = passwords.hash_password(secrets.token_urlsafe(PASSWORD_BYTES))
    made = store.write_now(lambda uow: _made(uow, password, password_hash, nobody))
    _write(path, made)
    return made


def _made(uow: UnitOfWork, password: str, password_hash: str, nobody: str) -> Credentials:
    """Make the merchant if it is not there; give its user this password and its programs a new key."""
    now = uow.now
    user = people_store.user_by_email(uow, EMAIL)
    if user is None:
        user = make_merchant(uow, password_hash, nobody)
        uow.at(now)
    actor = organizations.system_actor(user.organization_id)
    people.change_user(uow, actor, user.id, UserPatch(password_hash=password_hash, active=True))
    key, secret = people.create_key(uow, actor, KeyDraft("Demo key"))
    return {
        "organization_id": str(user.organization_id),
        "api_key": secret,
        "api_key_id": str(key.id),
        "email": EMAIL,
        "password": password,
    }


def _works(uow: UnitOfWork, kept: Credentials) -> bool:
    user = people_store.user_by_email(uow, kept["email"])
    if user is None or str(user.organization_id) != kept["organization_id"]:
        return False
    try:
        key: Actor = people.actor_of_key(uow, kept["api_key"], "cli")
    except EntrepotError:
        return False
    same = str(key.organization_id) == kept["organization_id"] and str(key.id) == kept["api_key_id"]
    return same and user.active and passwords.verify_password(user.password_hash, kept["password"])


def _read(path: Path) -> Credentials | None:
    try:
        kept = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Failed(DEMO_CARD, f"{path} cannot be read: {error.strerror}.") from error
    except ValueError:
        return None
    names = ("organization_id", "api_key", "api_key_id", "email", "password")
    if not isinstance(kept, dict) or not all(isinstance(kept.get(name), str) for name in names):
        return None
    return {name: kept[name] for name in names}


def _write(path: Path, credentials: Credentials) -> None:
    """Replace the file in one step, readable by its owner only."""
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump(credentials, file, indent=2)
        part.replace(path)
    except OSError as error:
        raise Failed(DEMO_CARD, f"{path} cannot be written: {error.strerror}.") from error


def card_of(credentials: Credentials, url: str) -> Document:
    """What a client of each door needs: base URL and credentials."""
    email, password, key = credentials["email"], credentials["password"], credentials["api_key"]
    organization = credentials["organization_id"]
    signed_in = {"username": email, "password": password}
    return {
        **credentials,
        "doors": {
            "native": {"base_url": f"{url}/api/v1", "api_key": key},
            "pack": {"base_url": f"{url}/pack", "organization_id": organization, "token": key},
            "shipwell": {"base_url": f"{url}/shipwell", "email": email, "password": password, "token": key},
            "storefeeder": {
                "base_url": f"{url}/storefeeder",
                **signed_in,
                "client_id": credentials["api_key_id"],
            },
            "sellercloud": {"base_url": f"{url}/sellercloud", **signed_in},
        },
    }


_TITLES = {
    "native": "Native API (Authorization: Bearer)",
    "pack": "Pack (Authorization: Bearer)",
    "shipwell": "Shipwell (sign in, or Authorization: Token)",
    "storefeeder": "StoreFeeder (sign in at /Token)",
    "sellercloud": "Sellercloud (sign in at /rest/api/token)",
}


def show(document: Document) -> None:
    """Print the card for people, door by door."""
    pairs: list[tuple[str, object]] = [("organization", document["organization_id"])]
    doors = document["doors"]
    for name, door in doors.items() if isinstance(doors, dict) else ():
        pairs.append((_TITLES[name], None))
        pairs += [(f"  {label.replace('_', ' ')}", value) for label, value in door.items()]
    card("Sample data: Fernhollow Paper & Home", pairs)


def demo_command(database: Database = None, as_json: AsJson = False) -> None:
    """Make the sample data if it is not there, and show the credentials to try it with."""
    document = carry_out(settings_of(database_url=database), "demo", {}, make=True)
    if as_json:
        say(document, as_json=True)
    else:
        show(document)

"""The examples of users, API keys, sessions and rights: what is sent and what is answered."""

from datetime import timedelta
from typing import Any

from entrepot.actions.permission import Verdict
from entrepot.api.rest.made_up import NOON, ORGANIZATION, made_up_id
from entrepot.api.rest.render_people import key_document, session_document, user_document, verdict_document
from entrepot.book.orders.errors import MOVE_REFUSED
from entrepot.book.people.rights import Right, Role
from entrepot.book.people.user import ApiKey, Session, User

USER, KEY, SESSION = map(made_up_id, range(81, 84))
NEW_USER: dict[str, Any] = {
    "email": "liis@harbour-supplies.example",
    "name": "Liis Tamm",
    "role": "buyer",
    "password": "nine tall ships at anchor",
}
CHANGE_USER: dict[str, Any] = {"role": "receiver"}
NEW_KEY: dict[str, Any] = {
    "name": "Shop",
    "role": "buyer",
    "scopes": ["orders.read", "orders.write"],
    "addresses": ["203.0.113.0/24"],
    "expires_at": "2027-03-02T12:00:00Z",
}
SIGN_IN: dict[str, Any] = {"email": "liis@harbour-supplies.example", "password": "nine tall ships at anchor"}
_USER = User(
    organization_id=ORGANIZATION,
    id=USER,
    serial=1002,
    email="liis@harbour-supplies.example",
    name="Liis Tamm",
    role=Role.BUYER,
    supplier_id=None,
    password_hash="",
    active=True,
    version=1,
    created_at=NOON,
    updated_at=NOON,
)
_KEY = ApiKey(
    organization_id=ORGANIZATION,
    id=KEY,
    name="Shop",
    prefix="ek_q3Xv8Lm2",
    secret_hash=b"",
    role=Role.BUYER,
    scopes=frozenset({Right.ORDERS_READ, Right.ORDERS_WRITE}),
    active=True,
    expires_at=NOON + timedelta(days=365),
    last_used_at=None,
    created_at=NOON,
    addresses=("203.0.113.0/24",),
)
_SESSION = Session(ORGANIZATION, SESSION, USER, "rest", b"", NOON, NOON + timedelta(hours=12))
_VERDICT = Verdict(
    False,
    Right.ORDERS_SEND,
    (Role.ADMIN, Role.BUYER),
    "Order PO-000001 is sent; send is not possible from there.",
    MOVE_REFUSED,
)


def people_answers() -> dict[str, Any]:
    """An example of everything about people that is answered."""
    key, session = key_document(_KEY), session_document(_SESSION)
    return {
        "user": user_document(_USER),
        "key": key,
        "key_made": {**key, "secret": "ek_q3Xv8Lm2-made-up-for-this-example-only-0000"},
        "key_revoked": {**key, "active": False},
        "session": session,
        "session_made": {**session, "token": "bWFkZS11cC1mb3ItdGhpcy1leGFtcGxlLW9ubHktMDA"},
        "session_ended": {**session, "ended_at": NOON + timedelta(hours=1)},
        "verdict": verdict_document(_VERDICT),
    }

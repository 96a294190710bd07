"""Signing in with e-mail address and password, the same behind every door: throttled, then judged."""

from starlette.requests import Request

from entrepot.actions import sessions
from entrepot.book.people.user import User
from entrepot.http.door import Door, client_address


async def sign_in(door: Door, request: Request, email: str, password: str) -> User:
    """The user with this address and password; raises Unauthenticated, and Limited for whoever failed too often."""
    address = client_address(request)
    door.throttle.begin(email, address, door.clock.now())
    user = await sessions.sign_in(door.store, email, password)
    door.throttle.succeeded(email, address, door.clock.now())
    return user

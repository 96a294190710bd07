"""Passwords: argon2id, hashed in a small pool so that nobody else waits for it."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from entrepot.book.people.errors import SIGN_IN_BUSY
from entrepot.book.people.rules import check_password
from entrepot.errors import Unavailable

T = TypeVar("T")
THREADS = 2
MAX_WAITING = 64

# The second choice of the OWASP password storage cheat sheet: 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Of bytes nobody kept: compared with when nobody has the e-mail address, so that the answer takes as long as any other.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$7b8ggUjtshlixBN95/CUcw$i4jVQQPbAAikU1E1Nil/0D9FbgEKE3TOlt9/litnQQg"

_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="password")
_places = threading.BoundedSemaphore(MAX_WAITING)


def hash_password(password: str) -> str:
    """The argon2id hash of a password (about 25 ms); raises Invalid for one that is too short or too long."""
    check_password(password)
    return _HASHER.hash(_bytes(password))


def verify_password(password_hash: str | None, password: str) -> bool:
    """Whether the password belongs to the hash; with None it never does, and takes as long."""
    try:
        _HASHER.verify(password_hash or _NOBODY, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


async def hash_password_later(password: str) -> str:
    """`hash_password` in the pool; raises Unavailable when too many wait."""
    return await _in_pool(lambda: hash_password(password))


async def verify_password_later(password_hash: str | None, password: str) -> bool:
    """`verify_password` in the pool; raises Unavailable when too many wait."""
    return await _in_pool(lambda: verify_password(password_hash, password))


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


async def _in_pool(work: Callable[[], T]) -> T:
    if not _places.acquire(blocking=False):
        raise Unavailable(SIGN_IN_BUSY, retry_after=1)
    try:
        return await asyncio.get_running_loop().run_in_executor(_pool, work)
    finally:
        _places.release()

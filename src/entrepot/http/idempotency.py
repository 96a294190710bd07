"""Idempotency-Key for writes: the second of two equal requests gets the first one's answer, and does nothing.

The answer is stored in the transaction that did the work, and only when it is a success: a refused request may be
corrected and sent again under its key. Writes of one server stand in one queue, so a twin finds either nothing or a
finished answer; it waits for its elder a few seconds and is then told that it is still under way (409).
"""

import asyncio
import contextlib
import hashlib
import re
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from uuid import UUID

from starlette.requests import Request

from entrepot.errors import Conflict, Invalid
from entrepot.http.answer import Answer
from entrepot.http.errors import IDEMPOTENCY_BUSY, IDEMPOTENCY_KEY, IDEMPOTENCY_MISMATCH, Place, WireInvalid, WrongField
from entrepot.store import idempotency as kept_answers
from entrepot.store.idempotency import IdempotencyKey, Kept
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork

HEADER = "Idempotency-Key"
REPLAYED = ("Idempotent-Replayed", "true")
_CONTENT_TYPE = "Content-Type"
_SEALED = "sealed"  # kept beside the headers of an answer whose body is sealed
_KEY = re.compile(r"[\x21-\x7e]{1,255}\Z")


async def key_of(
    request: Request, organization_id: UUID, credential: str, body: bytes | None = None
) -> IdempotencyKey | None:
    """The request's key for this credential (an id), or None without one; raises `WireInvalid` for a malformed one.

    `body` stands for a body that was read in another way and is not kept (the digest of its files).
    """
    text = request.headers.get(HEADER)
    if text is None:
        return None
    if not _KEY.match(text):
        sentence = "An Idempotency-Key has 1 to 255 visible ASCII characters."
        raise WireInvalid([WrongField(Place.HEADER, (HEADER,), IDEMPOTENCY_KEY, sentence)])
    sent = await request.body() if body is None else body
    told = hashlib.sha256(request.scope["query_string"] + b"\0" + sent).digest()
    path = request.scope["path"]
    return IdempotencyKey(organization_id, credential, request.method, path, text, told)


def idempotent(uow: UnitOfWork, key: IdempotencyKey | None, work: Callable[[], Answer], *, hours: int = 24) -> Answer:
    """The answer kept under the key, else that of `work`, kept for `hours` when it is a success.

    Runs inside the write. Raises Invalid (`idempotency.mismatch`) when the key was used with another request. Without a
    key, and in a dry run, it is `work()` alone.
    """
    if key is None or uow.dry_run:
        return work()
    kept = kept_answers.find(uow, key)
    if kept is not None:
        if kept.body_hash != key.body_hash:
            raise Invalid(IDEMPOTENCY_MISMATCH)
        return _replayed(uow, key, kept)
    answer = work()
    if 200 <= answer.status < 300:
        kept_answers.keep(uow, key, _kept(uow, key, answer), uow.now + timedelta(hours=hours))
    return answer


def _kept(uow: UnitOfWork, key: IdempotencyKey, answer: Answer) -> Kept:
    headers = dict(answer.headers)
    if answer.media_type is not None:
        headers[_CONTENT_TYPE] = answer.media_type
    if answer.secret:
        headers[_SEALED] = "true"
        return Kept(key.body_hash, answer.status, headers, uow.vault.seal(answer.body, key.body_hash))
    return Kept(key.body_hash, answer.status, headers, answer.body)


def _replayed(uow: UnitOfWork, key: IdempotencyKey, kept: Kept) -> Answer:
    headers = tuple((name, value) for name, value in kept.headers.items() if name not in {_CONTENT_TYPE, _SEALED})
    body = uow.vault.open(kept.body, key.body_hash) if _SEALED in kept.headers else kept.body
    return Answer(kept.status, body, kept.headers.get(_CONTENT_TYPE), (*headers, REPLAYED))


class Twins:
    """Who is under way under which key, in this server."""

    def __init__(self) -> None:
        """Nobody yet."""
        self._turns: dict[IdempotencyKey, tuple[asyncio.Lock, int]] = {}

    @contextlib.asynccontextmanager
    async def turn(self, key: IdempotencyKey, seconds: float) -> AsyncIterator[None]:
        """Wait for an elder twin to finish, `seconds` at most; raises Conflict (`idempotency.busy`) when it has not."""
        name = IdempotencyKey(key.organization_id, key.credential, key.method, key.path, key.key, b"")
        lock, count = self._turns.get(name, (asyncio.Lock(), 0))
        self._turns[name] = (lock, count + 1)
        try:
            try:
                await asyncio.wait_for(lock.acquire(), seconds)
            except TimeoutError:
                raise Conflict(IDEMPOTENCY_BUSY, retry_after=1) from None
            try:
                yield
            finally:
                lock.release()
        finally:
            lock, count = self._turns[name]
            if count == 1:
                del self._turns[name]
            else:
                self._turns[name] = (lock, count - 1)


async def write_once(
    store: Store,
    twins: Twins,
    key: IdempotencyKey | None,
    work: Callable[[UnitOfWork], Answer],
    *,
    hours: int = 24,
    wait_seconds: float = 5,
    dry_run: bool = False,
) -> Answer:
    """Carry out a write whose answer is rendered inside its transaction, at most once under a key."""
    if key is None or dry_run:
        return await store.write(work, dry_run=dry_run)

    def once(uow: UnitOfWork) -> Answer:
        return idempotent(uow, key, lambda: work(uow), hours=hours)

    async with twins.turn(key, wait_seconds):
        return await store.write(once)

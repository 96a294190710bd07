"""Remembered answers: what a request with an Idempotency-Key was answered, kept by the transaction of its work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from entrepot.store.types import from_json, to_json, to_micros
from entrepot.store.work import UnitOfWork

SWEPT_AT_ONCE = 20

_FIND = """
SELECT body_hash, status, headers, body FROM idempotency_keys
WHERE organization_id = ? AND credential = ? AND method = ? AND path = ? AND key = ? AND expires_at > ?
"""
_SWEEP = """
DELETE FROM idempotency_keys WHERE organization_id = ? AND id IN (
    SELECT id FROM idempotency_keys WHERE organization_id = ? AND expires_at <= ? ORDER BY expires_at LIMIT ?
)
"""
_DROP = """
DELETE FROM idempotency_keys
WHERE organization_id = ? AND credential = ? AND method = ? AND path = ? AND key = ?
"""
_KEEP = """
INSERT INTO idempotency_keys (organization_id, id, credential, method, path, key, body_hash, status, headers, body,
    created_at, expires_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A client's name for one request: good for one credential, method and path; `body_hash` tells contents apart."""

    organization_id: UUID
    credential: str
    method: str
    path: str
    key: str
    body_hash: bytes

    def columns(self) -> tuple[bytes, str, str, str, str]:
        """The parameters that find it, in the driver's values."""
        return (self.organization_id.bytes, self.credential, self.method, self.path, self.key)


@dataclass(frozen=True, slots=True)
class Kept:
    """A remembered answer and the hash of the request it answered."""

    body_hash: bytes
    status: int
    headers: Mapping[str, str]
    body: bytes


def find(uow: UnitOfWork, key: IdempotencyKey) -> Kept | None:
    """The answer remembered under a key, unless it has expired."""
    row = uow.row(_FIND, (*key.columns(), to_micros(uow.now)))
    return None if row is None else Kept(row[0], row[1], from_json(row[2]), row[3])


def keep(uow: UnitOfWork, key: IdempotencyKey, answer: Kept, expires_at: datetime) -> None:
    """Remember an answer until `expires_at`, and forget a few expired ones of the same organization."""
    now = to_micros(uow.now)
    uow.sql(_SWEEP, (key.organization_id.bytes, key.organization_id.bytes, now, SWEPT_AT_ONCE))
    uow.sql(_DROP, key.columns())
    organization, *columns = key.columns()
    headers = to_json(dict(answer.headers))
    told = (answer.body_hash, answer.status, headers, answer.body, now, to_micros(expires_at))
    uow.sql(_KEEP, (organization, uow.new_id().bytes, *columns, *told))

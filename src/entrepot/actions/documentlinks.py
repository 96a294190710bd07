"""Links that open a document without a credential, for a while: signed, not kept, ended by removing the document.

A link holds the organization, the document and the moment it ends, and an HMAC-SHA256 over them by a secret of the
installation.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from entrepot.actions.documentplaces import place_of
from entrepot.actions.documents import SECRET
from entrepot.actions.organizations import system_actor
from entrepot.book.documents.document import Document, Subject
from entrepot.book.documents.errors import LINK_ENDED
from entrepot.errors import NotFound
from entrepot.ids import uuid_of
from entrepot.store import documents, organizations, secrets
from entrepot.store.work import UnitOfWork

PURPOSE = b"entrepot document link 1\0"
_TOLD = 16 + 16 + 8
_SIGNED = _TOLD + 32
DOOR = "link"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to one document: its token, for an address, and when it ends."""

    token: str
    expires_at: datetime


class Signer:
    """Makes links to documents of one organization; one read for any number of them."""

    def __init__(self, uow: UnitOfWork, organization_id: UUID) -> None:
        """Look up the secret and for how long links live."""
        settings = organizations.settings(uow, organization_id)
        self._secret = secrets.get(uow, SECRET) or b""
        ends = uow.now + timedelta(minutes=settings.integer("documents.link_minutes"))
        self._seconds = int(ends.timestamp())

    def link(self, document: Document) -> Link:
        """The link to a document that is stored, and with it the secret."""
        if not self._secret:
            raise LookupError("links are signed with a secret that is made with the first document")
        told = document.organization_id.bytes + document.id.bytes + self._seconds.to_bytes(8)
        token = urlsafe_b64encode(told + _mark(self._secret, told)).rstrip(b"=").decode("ascii")
        return Link(token, datetime.fromtimestamp(self._seconds, UTC))


def opened(uow: UnitOfWork, token: str) -> Document:
    """The document a link leads to; raises NotFound alike for one that is wrong or has ended."""
    signed = _bytes_of(token)
    secret = secrets.get(uow, SECRET)
    told, mark = signed[:_TOLD], signed[_TOLD:]
    if secret is None or len(signed) != _SIGNED or not hmac.compare_digest(mark, _mark(secret, told)):
        raise NotFound(LINK_ENDED)
    organization_id, document_id = (uuid_of(int.from_bytes(told[start : start + 16])) for start in (0, 16))
    if uow.now.timestamp() >= int.from_bytes(told[32:]):
        raise NotFound(LINK_ENDED)
    document = documents.get(uow, organization_id, document_id)
    if document is None:
        raise NotFound(LINK_ENDED)
    try:
        place_of(uow, system_actor(organization_id, DOOR), Subject(document.subject, document.subject_id))
    except NotFound as gone:
        raise NotFound(LINK_ENDED) from gone
    return document


def _mark(secret: bytes, told: bytes) -> bytes:
    return hmac.new(secret, PURPOSE + told, sha256).digest()


def _bytes_of(token: str) -> bytes:
    """The bytes of a token; none when it is no token."""
    if len(token) > 200 or not token.isascii():
        return b""
    try:
        return urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (NotBase64, ValueError):
        return b""

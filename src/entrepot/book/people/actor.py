"""The one on whose behalf something is done."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from entrepot.book.people.errors import RIGHT_MISSING
from entrepot.book.people.rights import RIGHTS, Right, Role
from entrepot.errors import Forbidden


class ActorKind(StrEnum):
    """What sort of credential the actor came with."""

    USER = "user"
    KEY = "key"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """A user, an API key or the system itself, at one door, inside one organization.

    `supplier_id` is set for users of a supplier: they see only what concerns that supplier.
    `scopes` narrow the role (None: the whole role). `serial` is the user's number; 0 for keys and the system.
    """

    organization_id: UUID
    kind: ActorKind
    id: UUID
    name: str
    role: Role
    door: str
    serial: int = 0
    email: str | None = None
    supplier_id: UUID | None = None
    scopes: frozenset[Right] | None = None

    def can(self, right: Right) -> bool:
        """Whether the actor may do this."""
        return right in RIGHTS[self.role] and (self.scopes is None or right in self.scopes)

    def require(self, right: Right) -> None:
        """Raise `Forbidden` unless the actor may do this."""
        why = self.why_not(right)
        if why is not None:
            raise Forbidden(RIGHT_MISSING, why)

    def why_not(self, right: Right) -> str | None:
        """What keeps the actor from this, in a sentence; None when nothing does."""
        if right not in RIGHTS[self.role]:
            return f"The role {self.role} of {self.name} does not include {right}."
        if self.scopes is not None and right not in self.scopes:
            return f"The scopes of {self.name} do not include {right}."
        return None

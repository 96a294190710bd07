"""What a door gives in order to create or change an organization, a company, a user or a key."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from entrepot.book.people.rights import Right, Role
from entrepot.book.values.address import Address
from entrepot.book.values.unset import UNSET, Unset


@dataclass(frozen=True, slots=True)
class OrganizationDraft:
    """An organization to be made; it is born with a default company and a default warehouse of the given names."""

    name: str
    currency: str
    time_zone: str = "UTC"
    country: str | None = None
    company_name: str | None = None
    warehouse_name: str = "Main warehouse"


@dataclass(frozen=True, slots=True)
class OrganizationPatch:
    """Changes to an organization: what is UNSET stays, None clears."""

    name: str | Unset = UNSET
    time_zone: str | Unset = UNSET
    country: str | None | Unset = UNSET


@dataclass(frozen=True, slots=True)
class CompanyDraft:
    """A company to be made; `currency` defaults to the organization's."""

    name: str
    code: str | None = None
    currency: str | None = None
    is_default: bool = False
    active: bool = True
    address: Address | None = None
    email: str | None = None
    website: str | None = None
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CompanyPatch:
    """Changes to a company: what is UNSET stays, None clears. `is_default` can only be given as True."""

    name: str | Unset = UNSET
    code: str | None | Unset = UNSET
    currency: str | Unset = UNSET
    is_default: bool | Unset = UNSET
    active: bool | Unset = UNSET
    address: Address | None | Unset = UNSET
    email: str | None | Unset = UNSET
    website: str | None | Unset = UNSET
    extension: dict[str, object] | Unset = UNSET


@dataclass(frozen=True, slots=True)
class UserDraft:
    """A user to be made. `password_hash` comes from `hash_password`; `name` defaults to the e-mail."""

    email: str
    password_hash: str
    role: Role
    name: str | None = None
    supplier_id: UUID | None = None
    supplier_serial: int | None = None


@dataclass(frozen=True, slots=True)
class UserPatch:
    """Changes to a user: what is UNSET stays. One made inactive or given a new password is signed out everywhere."""

    name: str | Unset = UNSET
    role: Role | Unset = UNSET
    supplier_id: UUID | None | Unset = UNSET
    password_hash: str | Unset = UNSET
    active: bool | Unset = UNSET


@dataclass(frozen=True, slots=True)
class KeyDraft:
    """An API key to be made; `scopes` narrow the role, `addresses` are the only networks it is accepted from."""

    name: str = "API key"
    role: Role = Role.ADMIN
    scopes: frozenset[Right] | None = None
    expires_at: datetime | None = None
    addresses: tuple[str, ...] | None = None

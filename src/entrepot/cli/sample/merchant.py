"""Making the sample merchant."""

from entrepot.actions import organizations, people
from entrepot.book.people.draft import OrganizationDraft, UserDraft
from entrepot.book.people.rights import Role
from entrepot.book.people.user import User
from entrepot.store.work import UnitOfWork

EMAIL = "demo@fernhollow.example"


def make_merchant(uow: UnitOfWork, password_hash: str, nobody: str) -> User:
    """Make the organization with all its data, over the past year; its administrator has this password hash."""
    organization = organizations.create(uow, OrganizationDraft("Fernhollow Paper & Home", "EUR"))
    return people.create_user(
        uow, organizations.system_actor(organization.id), UserDraft(EMAIL, password_hash, Role.ADMIN, name="Fenna Demo")
    )

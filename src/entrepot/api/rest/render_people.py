"""Users, API keys, sessions and answers about rights as the native door shows them."""

from typing import Any

from entrepot.actions.permission import Verdict
from entrepot.book.people.user import ApiKey, Session, User

Document = dict[str, Any]


def user_document(user: User) -> Document:
    """A user, without the password's hash."""
    return {
        "id": user.id,
        "serial": user.serial,
        "version": user.version,
        "created_at": user.created_at,
        "updated_at": user.updated_at,
        "email": user.email,
        "name": user.name,
        "role": user.role.value,
        "supplier_id": user.supplier_id,
        "active": user.active,
    }


def key_document(key: ApiKey) -> Document:
    """An API key, without its secret."""
    return {
        "id": key.id,
        "name": key.name,
        "prefix": key.prefix,
        "role": key.role.value,
        "scopes": None if key.scopes is None else sorted(scope.value for scope in key.scopes),
        "addresses": None if key.addresses is None else list(key.addresses),
        "active": key.active,
        "expires_at": key.expires_at,
        "last_used_at": key.last_used_at,
        "created_at": key.created_at,
    }


def session_document(session: Session) -> Document:
    """A session, without its token."""
    return {
        "id": session.id,
        "door": session.door,
        "created_at": session.created_at,
        "expires_at": session.expires_at,
        "ended_at": session.closed_at,
    }


def verdict_document(verdict: Verdict) -> Document:
    """Whether they may, and why not."""
    return {
        "allowed": verdict.allowed,
        "right": verdict.right.value,
        "roles": [role.value for role in verdict.roles],
        "reason": verdict.reason,
        "code": verdict.code,
    }

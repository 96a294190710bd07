"""The installation's own secrets, for example what signs a door's tokens."""

import os

from entrepot.store.work import UnitOfWork


def get(uow: UnitOfWork, name: str) -> bytes | None:
    """The 256-bit secret of this name, or None while nobody needed it."""
    row = uow.row("SELECT value FROM secrets WHERE name = ?", (name,))
    return None if row is None else bytes(row[0])


def ensure(uow: UnitOfWork, name: str) -> bytes:
    """The secret of this name, made from the machine's randomness when there is none yet (a write)."""
    found = get(uow, name)
    if found is not None:
        return found
    uow.sql("INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", (name, os.urandom(32)))
    made = get(uow, name)
    if made is None:
        raise LookupError(f"the secret {name} could not be kept")
    return made


def put(uow: UnitOfWork, name: str, value: bytes) -> None:
    """Keep a value under this name, in the place of the one before."""
    remove(uow, name)
    uow.sql("INSERT INTO secrets (name, value) VALUES (?, ?)", (name, value))


def remove(uow: UnitOfWork, name: str) -> None:
    """Keep nothing under this name."""
    uow.sql("DELETE FROM secrets WHERE name = ?", (name,))

"""The three kinds of tables and the habits they share.

*Tenant* tables belong to one organization and carry its id first; *reference* tables are the same for everybody;
*platform* tables belong to the installation.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, MetaData, PrimaryKeyConstraint, Table
from sqlalchemy import UniqueConstraint as _Unique
from sqlalchemy.schema import SchemaItem

from entrepot.store.types import Id

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

TENANT = "organization_id"


class Sort(StrEnum):
    """Whom the rows of a table belong to."""

    TENANT = "tenant"
    REFERENCE = "reference"
    PLATFORM = "platform"


def tenant_table(name: str, *parts: SchemaItem, key: tuple[str, ...] = ("id",), rowid: bool = False) -> Table:
    """A table of one organization's rows: `organization_id` is put first, the primary key is it and `key`.

    `rowid=True` keeps SQLite's rowid: for tables with rows of more than about a kilobyte.
    """
    return _table(name, Sort.TENANT, (TENANT, *key), rowid, Column(TENANT, Id(), nullable=False), *parts)


def reference_table(name: str, *parts: SchemaItem, key: tuple[str, ...] = ("code",)) -> Table:
    """A table that is the same for all organizations (currencies, units, countries)."""
    return _table(name, Sort.REFERENCE, key, False, *parts)


def platform_table(name: str, *parts: SchemaItem, key: tuple[str, ...] = ("id",)) -> Table:
    """A table of the installation itself (sessions, key index, jobs due)."""
    return _table(name, Sort.PLATFORM, key, False, *parts)


def tenant_key(*columns: str, to: str, target: tuple[str, ...] = ("id",)) -> ForeignKeyConstraint:
    """A foreign key inside one organization: `columns` point at `target` of the tenant table `to`."""
    return ForeignKeyConstraint([TENANT, *columns], [f"{to}.{column}" for column in (TENANT, *target)])


def tenant_unique(*columns: str) -> _Unique:
    """A unique key inside one organization."""
    return _Unique(TENANT, *columns)


def tenant_index(table: Table, *columns: str, name: str | None = None, **options: Any) -> Index:  # noqa: ANN401
    """An index of one organization's rows by `columns`, in that order."""
    return Index(
        name or f"ix_{table.name}_{'_'.join(columns)}", table.c[TENANT], *(table.c[each] for each in columns), **options
    )


def sort_of(table: Table) -> Sort:
    """Whom the rows of a table belong to; raises KeyError for a table made without the functions above."""
    sort: Sort = table.info["kind"]
    return sort


def _table(name: str, sort: Sort, key: tuple[str, ...], rowid: bool, *parts: SchemaItem) -> Table:
    for part in parts:
        if isinstance(part, CheckConstraint) and part.name is None:
            raise ValueError(f"a check on {name} has no name")
    return Table(
        name,
        metadata,
        *parts,
        PrimaryKeyConstraint(*key),
        info={"kind": sort},
        sqlite_with_rowid=rowid,
        sqlite_strict=True,
    )

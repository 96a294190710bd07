"""The rules that keep one schema deployable on SQLite, PostgreSQL and a distributed PostgreSQL, checked on metadata.

S1 every table is a tenant, reference or platform table. S2 a tenant's keys begin with its organization. S3 numbers
come from counter rows. S4 the database does nothing on its own. S5 is about statements and is checked where they
run. S6 what changes carries a version.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    Float,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy import LargeBinary as Bytes
from sqlalchemy import Text as Words
from sqlalchemy.sql.schema import ColumnDefault
from sqlalchemy.types import TypeDecorator

from entrepot.store.schema.tables import TENANT, Sort
from entrepot.store.types import Id


def violations(metadata: MetaData) -> list[str]:
    """Every breach of the rules, each as `S2 table: what is wrong`; empty when the schema keeps them."""
    return [found for table in metadata.sorted_tables for rule in _RULES for found in rule(table)]


def _s1_kind(table: Table) -> Iterator[str]:
    kind = table.info.get("kind")
    if kind not in set(Sort):
        yield f"S1 {table.name}: is neither a tenant, a reference nor a platform table"
    first = next(iter(table.columns))
    if kind == Sort.TENANT and (first.name != TENANT or not isinstance(first.type, Id) or first.nullable):
        yield f"S1 {table.name}: a tenant table begins with {TENANT}"


def _s2_keys(table: Table) -> Iterator[str]:
    if not table.primary_key.columns:
        yield f"S2 {table.name}: has no primary key"
    if table.info.get("kind") != Sort.TENANT:
        return
    if _first(table.primary_key.columns) != TENANT:
        yield f"S2 {table.name}: the primary key begins with {TENANT}"
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and _first(constraint.columns) != TENANT:
            yield f"S2 {table.name}: the unique key {constraint.name} begins with {TENANT}"
        if isinstance(constraint, ForeignKeyConstraint):
            yield from _foreign_key(table, constraint)
    for index in table.indexes:
        if _first(index.columns) != TENANT:
            yield f"S2 {table.name}: the index {index.name} begins with {TENANT}"


def _foreign_key(table: Table, constraint: ForeignKeyConstraint) -> Iterator[str]:
    target = constraint.referred_table
    kind = target.info.get("kind")
    if kind == Sort.PLATFORM:
        yield f"S2 {table.name}: points at the platform table {target.name}"
    if kind == Sort.TENANT and (constraint.column_keys[0] != TENANT or constraint.elements[0].column.name != TENANT):
        yield f"S2 {table.name}: the foreign key to {target.name} begins with {TENANT} on both sides"


def _s3_counters(table: Table) -> Iterator[str]:
    for column in table.columns:
        if (
            column.identity is not None
            or column.autoincrement is True
            or (column.default is not None and column.default.is_sequence)
        ):
            yield f"S3 {table.name}.{column.name}: numbers come from counter rows"


def _s4_nothing_by_itself(table: Table) -> Iterator[str]:
    for column in table.columns:
        if column.server_default is not None or column.server_onupdate is not None or column.computed is not None:
            yield f"S4 {table.name}.{column.name}: the database gives no value of its own"
        if isinstance(column.default, ColumnDefault) or column.onupdate is not None:
            yield f"S4 {table.name}.{column.name}: values are passed, not made by a default"
    for key in table.foreign_key_constraints:
        if (key.ondelete or "NO ACTION").upper() not in {"NO ACTION", "RESTRICT", "CASCADE"} or key.onupdate:
            yield f"S4 {table.name}: a foreign key neither clears nor changes columns"


def _s6_version(table: Table) -> Iterator[str]:
    if table.info.get("kind") == Sort.TENANT and "updated_at" in table.columns and "version" not in table.columns:
        yield f"S6 {table.name}: rows that change carry a version"


def _exact_types(table: Table) -> Iterator[str]:
    for column in table.columns:
        if not _is_exact(column):
            yield f"types {table.name}.{column.name}: {column.type!r} is not one of the store's exact types"


def _is_exact(column: Column[object]) -> bool:
    kind = column.type
    if isinstance(kind, Float | Double | Numeric | BigInteger | Integer):
        return False
    if isinstance(kind, String):
        return isinstance(kind, Words)
    return isinstance(kind, TypeDecorator | Bytes)


def _first(columns: Iterable[Any]) -> str | None:
    for column in columns:
        return str(column.name)
    return None


_RULES: tuple[Callable[[Table], Iterator[str]], ...] = (
    _s1_kind,
    _s2_keys,
    _s3_counters,
    _s4_nothing_by_itself,
    _s6_version,
    _exact_types,
)

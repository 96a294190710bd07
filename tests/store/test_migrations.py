import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from entrepot.errors import Failed
from entrepot.store import migrations
from entrepot.store.schema import metadata
from tests.store.makers import keep, names, open_store


def shape(path: Path) -> dict[str, str]:
    """Everything the file says about its tables and indexes, without white space."""
    with closing(sqlite3.connect(path)) as raw:
        found = raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
            " AND name NOT LIKE 'sqlite_stat%'"
        )
        return {name: "".join(sql.split()) for name, sql in found}


@pytest.fixture
def migrated(book: Path) -> Path:
    open_store(book).close()
    return book


def test_the_migrated_book_is_the_described_one(migrated: Path, tmp_path: Path) -> None:
    # Before the first release `python -m entrepot.store.migrations.freeze` writes revision 0001 anew.
    engine = create_engine(f"sqlite:///{tmp_path / 'described.sqlite3'}")
    metadata.create_all(engine)
    engine.dispose()
    assert shape(migrated) == shape(tmp_path / "described.sqlite3")


def test_the_migration_tool_finds_nothing_left_to_do(migrated: Path) -> None:
    engine = create_engine(f"sqlite:///{migrated}")
    with engine.connect() as connection:
        virtual = {
            name for (name,) in connection.exec_driver_sql("SELECT name FROM pragma_table_list WHERE type <> 'table'")
        }
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _parents: kind != "table" or name not in virtual}
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_house_knows_its_own_revisions() -> None:
    scripts = ScriptDirectory(str(migrations.HERE))
    assert scripts.get_current_head() == migrations.HEAD
    assert {each.revision for each in scripts.walk_revisions()} == migrations.KNOWN


def test_opening_again_changes_nothing(migrated: Path) -> None:
    with open_store(migrated) as store:
        store.write_now(keep("kept"))
    before = shape(migrated)
    with open_store(migrated) as store:
        assert store.read_now(names) == ["kept"]
    assert shape(migrated) == before


def test_a_migration_that_leaves_loose_ends_is_undone_whole(migrated: Path) -> None:
    before = shape(migrated)

    def leave_a_loose_end() -> None:
        raw.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        raw.execute("CREATE TABLE child (parent INTEGER REFERENCES parent (id))")
        raw.execute("INSERT INTO child VALUES (99)")

    with closing(sqlite3.connect(migrated, isolation_level=None)) as raw:
        with pytest.raises(Failed, match="Rows of child point at rows of parent that do not exist"):
            migrations.change_schema(raw, leave_a_loose_end)
        assert raw.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert shape(migrated) == before


def test_a_migration_that_crashes_is_undone_whole(migrated: Path) -> None:
    before = shape(migrated)

    def crash() -> None:
        raw.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        raise ZeroDivisionError

    with closing(sqlite3.connect(migrated, isolation_level=None)) as raw, pytest.raises(ZeroDivisionError):
        migrations.change_schema(raw, crash)
    assert shape(migrated) == before

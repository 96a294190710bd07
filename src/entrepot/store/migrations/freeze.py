"""`python -m entrepot.store.migrations.freeze`: writes the tables as they are described now into revision 0001.

For the time before the first release only. Afterwards a change is a new revision, and 0001 stays as it was released.
"""

from itertools import groupby
from typing import Any

from sqlalchemy import create_mock_engine

from entrepot.store.migrations import HERE
from entrepot.store.schema import metadata

FROZEN = HERE / "versions" / "0001_the_order_book.sql"
_END = ";\n\n"


def described() -> str:
    """The statements that make every described table on SQLite, in order, ready to be kept in a file."""
    made: list[str] = []

    def note(statement: Any, *_: object, **__: object) -> None:  # noqa: ANN401 - any kind of statement
        text = str(statement.compile(dialect=engine.dialect)).strip()
        made.append("\n".join(line.rstrip() for line in text.splitlines() if line.strip()).replace("\t", "    "))

    engine = create_mock_engine("sqlite://", note)
    metadata.create_all(engine, checkfirst=False)
    # A table keeps its indexes in a set, whose own order would be another one each time.
    runs = groupby(made, lambda text: text.startswith(("CREATE INDEX", "CREATE UNIQUE INDEX")))
    ordered = [text for are_indexes, run in runs for text in (sorted(run) if are_indexes else run)]
    return _END.join(ordered) + ";\n"


def frozen() -> list[str]:
    """The statements of revision 0001, in order."""
    return FROZEN.read_text("utf-8").removesuffix(";\n").split(_END)


if __name__ == "__main__":
    FROZEN.write_text(described(), "utf-8")

"""What a door gives in order to bring a table in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from entrepot.book.documents.content import Content
from entrepot.book.imports.job import DateOrder, ImportKind, ImportOptions
from entrepot.book.imports.table import Table


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """A file, the table that was read from it, and how it is to be understood.

    `mapping` names fields by heading (None leaves the column out); headings it does not name are guessed.
    `decimal_comma` None: found from the numbers themselves.
    """

    kind: ImportKind
    table: Table
    content: Content
    file_name: str
    mapping: Mapping[str, str | None] | None = None
    decimal_comma: bool | None = None
    dates: DateOrder = DateOrder.ISO
    options: ImportOptions = field(default_factory=ImportOptions)

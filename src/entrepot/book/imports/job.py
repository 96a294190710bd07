"""An import: a table of one kind, how it is read, how far it is, and what became of each row."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from entrepot.errors import Code


class ImportKind(StrEnum):
    """What the rows of a table are."""

    ORDERS = "orders"
    LINES = "lines"
    PRODUCTS = "products"
    SUPPLIERS = "suppliers"
    SUPPLIER_PRODUCTS = "supplier_products"


class ImportState(StrEnum):
    """Where an import stands; `done` may have rows that were refused, `failed` is one that could not go on."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELED = "canceled"


OVER = frozenset({ImportState.DONE, ImportState.FAILED, ImportState.CANCELED})


class RowState(StrEnum):
    """What became of a row."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class RowOutcome(StrEnum):
    """What a row that was taken did."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class DateOrder(StrEnum):
    """How dates with slashes are read; ISO dates and dates with dots (day first) are always understood."""

    ISO = "iso"
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True, slots=True)
class Style:
    """How the cells of a table are written."""

    decimal_comma: bool = False
    dates: DateOrder = DateOrder.ISO


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a row: the heading it is about (None: the row as a whole), the field, a code, a sentence."""

    column: str | None
    field: str | None
    code: Code
    message: str


@dataclass(slots=True)
class ImportRow:
    """One row of the file and what became of it. Rows with the same `group` (its first row's number) stand together.

    `number` counts the rows of the file from 1. `subject_id` is what was made or changed; None in a rehearsal.
    """

    organization_id: UUID
    import_id: UUID
    number: int
    group: int
    cells: tuple[str, ...]
    state: RowState
    outcome: RowOutcome | None
    subject_id: UUID | None
    label: str | None
    errors: tuple[RowError, ...]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a door that brings orders in fixes for all of them.

    `new_numbers`: the number column only says which rows belong together. `plain_prices`: what has no price costs
    nothing, and there is no tax and no delivery cost unless given. `born_as` and `currency_from` as in a `DoorPolicy`.
    """

    company_serial: int | None = None
    type: str = "purchase"
    new_numbers: bool = False
    plain_prices: bool = False
    born_as: str = "draft"
    approved: bool = False
    currency_from: str = "supplier"


@dataclass(slots=True)
class Import:
    """A table that is brought in. `dry_run`: every row is tried and undone.

    `mapping` names the field of each column, in their order, None for one that is left out. `total` rows of the file
    are copied (`loaded` of them so far) and then taken group by group; `position` is the last group that is over.
    `done` and `failed` count rows; `created` and `changed` things.
    """

    organization_id: UUID
    id: UUID
    serial: int
    kind: ImportKind
    dry_run: bool
    state: ImportState
    file_name: str
    form: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    size: int
    sha256: str
    decimal_comma: bool
    dates: DateOrder
    columns: tuple[str, ...]
    mapping: tuple[str | None, ...]
    options: ImportOptions
    total: int
    loaded: int
    position: int
    done: int
    failed: int
    created: int
    changed: int
    error: str | None
    job_id: UUID | None
    source: str
    created_by_kind: str
    created_by_id: UUID
    created_by_name: str
    version: int
    created_at: datetime
    updated_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None

    @property
    def style(self) -> Style:
        """How its cells are written."""
        return Style(self.decimal_comma, self.dates)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in OVER

    @property
    def percent(self) -> Decimal:
        """How much of it is over, in whole percent rounded down."""
        return Decimal(100 * (self.done + self.failed) // max(1, self.total))


@dataclass(frozen=True, slots=True)
class Values:
    """What a row says: the value of each field it names, in the field's own type; blank cells name nothing."""

    number: int
    given: dict[str, object] = field(default_factory=dict)

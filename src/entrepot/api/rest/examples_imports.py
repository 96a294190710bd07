"""The examples of imports: what is sent and what is answered."""

from dataclasses import replace
from typing import Any

from entrepot.api.rest.made_up import ACTOR, NOON, ORDER, ORGANIZATION, OTHER
from entrepot.api.rest.render_imports import import_document, row_document, template_document
from entrepot.book.imports.errors import CELL_NUMBER
from entrepot.book.imports.job import (
    DateOrder,
    Import,
    ImportKind,
    ImportOptions,
    ImportRow,
    ImportState,
    RowError,
    RowOutcome,
    RowState,
)

TABLE = "number,supplier,sku,quantity\r\nPO-88,TIMBER,BOARD-20,120\r\nPO-89,TIMBER,BOARD-20,some\r\n"
REFUSED = "number,supplier,sku,quantity,import error\r\nPO-89,TIMBER,BOARD-20,some,quantity: some is not a number.\r\n"
NEW: dict[str, Any] = {"file": TABLE, "mapping": '{"Artikel": "sku"}'}
COLUMNS = ("number", "supplier", "sku", "quantity")
SPREADSHEET = "the bytes of an XLSX file"


def _import() -> Import:
    return Import(
        organization_id=ORGANIZATION,
        id=OTHER,
        serial=1001,
        kind=ImportKind.ORDERS,
        dry_run=False,
        state=ImportState.DONE,
        file_name="orders.csv",
        form="csv",
        encoding="utf-8",
        delimiter=",",
        sheet=None,
        size=len(TABLE),
        sha256="51c0d7be0a34c55a1f6d0e8b7c3924416f05be2d9a87c6053e1f4b8d27a90c12",
        decimal_comma=False,
        dates=DateOrder.ISO,
        columns=COLUMNS,
        mapping=COLUMNS,
        options=ImportOptions(),
        total=2,
        loaded=2,
        position=3,
        done=1,
        failed=1,
        created=1,
        changed=0,
        error=None,
        job_id=OTHER,
        source="rest",
        created_by_kind="key",
        created_by_id=ACTOR,
        created_by_name="Desk",
        version=4,
        created_at=NOON,
        updated_at=NOON,
        started_at=NOON,
        finished_at=NOON,
    )


def _row() -> ImportRow:
    return ImportRow(
        organization_id=ORGANIZATION,
        import_id=OTHER,
        number=2,
        group=2,
        cells=("PO-88", "TIMBER", "BOARD-20", "120"),
        state=RowState.DONE,
        outcome=RowOutcome.CREATED,
        subject_id=ORDER,
        label="PO-88",
        errors=(),
    )


def import_answers() -> dict[str, Any]:
    """An example of everything about imports that is answered."""
    wrong = RowError("quantity", "quantity", CELL_NUMBER, "some is not a number.")
    refused = replace(
        _row(),
        number=3,
        group=3,
        cells=("PO-89", "TIMBER", "BOARD-20", "some"),
        state=RowState.FAILED,
        outcome=None,
        subject_id=None,
        label=None,
        errors=(wrong,),
    )
    return {
        "import": import_document(_import()),
        "import_row": row_document(_row()),
        "import_error": row_document(refused),
        "import_template": template_document(ImportKind.LINES),
    }

"""What the calls on imports do: a file becomes an import of the house, its state the vendor's job."""

import base64
import binascii
from datetime import datetime
from typing import Any

from entrepot.actions import companies, imports
from entrepot.book.documents.content import content_of
from entrepot.book.imports.draft import ImportDraft
from entrepot.book.imports.errors import COLUMN_MISSING, TABLE_UNREADABLE
from entrepot.book.imports.job import DateOrder, Import, ImportKind, ImportOptions, ImportRow, ImportState, RowState
from entrepot.book.imports.table import Table, TableLimits
from entrepot.book.people.errors import COMPANY_INACTIVE
from entrepot.dialects.sellercloud.auth import Caller
from entrepot.dialects.sellercloud.errors import Breaches
from entrepot.dialects.sellercloud.render.forms import instant
from entrepot.dialects.sellercloud.translate.requests import policy
from entrepot.dialects.sellercloud.wire.enums import FileFormat
from entrepot.dialects.sellercloud.wire.importing import COLUMNS, ImportRequest
from entrepot.documents.reading import read_table
from entrepot.documents.sheets import Sheet, write_csv, write_workbook
from entrepot.documents.workbook import is_workbook
from entrepot.errors import FIELD_FORMAT, Invalid, NotFound
from entrepot.http.errors import Place, WireInvalid, WrongField
from entrepot.store.work import UnitOfWork

Document = dict[str, Any]
NAME = "PurchaseOrders"
ENDINGS = {FileFormat.TAB_Delimited: "txt", FileFormat.CSV: "csv", FileFormat.Excel: "xlsx"}
FIELDS = dict(
    zip(
        COLUMNS,
        ("number", "supplier_number", "sku", "quantity", "unit_price", "line_warehouse", "line_notes"),
        strict=True,
    )
)
STATUS = {
    ImportState.WAITING: 0,
    ImportState.RUNNING: 1,
    ImportState.DONE: 3,
    ImportState.FAILED: 4,
    ImportState.CANCELED: 4,
}
NEEDED = ("VendorID", "ProductID", "QtyUnitsOrdered")
MOST_ERRORS = 1000
TAB = "\t"


def template(form: FileFormat, at: datetime) -> Document:
    """An empty file with a heading for every column."""
    sheet = Sheet(NAME, COLUMNS)
    if form is FileFormat.Excel:
        raw = write_workbook([sheet], at)
    else:
        raw = write_csv(sheet, TAB if form is FileFormat.TAB_Delimited else ",", mark=False)
    return {"FileName": f"{NAME}.{ENDINGS[form]}", "Content": base64.b64encode(raw).decode()}


def file_of(body: ImportRequest) -> bytes:
    """The bytes of the file; raises the model error when they are not in base64."""
    try:
        return base64.b64decode("".join(body.FileContents.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        message = "FileContents is not base64."
        raise WireInvalid([WrongField(Place.BODY, ("FileContents",), FIELD_FORMAT, message)]) from error


def table_of(body: ImportRequest, raw: bytes, limits: TableLimits) -> Table:
    """The table in the file; raises the model error saying why it cannot be read."""
    try:
        if body.Format is FileFormat.Excel and not is_workbook(raw):
            raise Invalid(TABLE_UNREADABLE, "The file is not a spreadsheet that can be read.")
        table = read_table(raw, limits, delimiter=TAB if body.Format is FileFormat.TAB_Delimited else None)
        given = {heading.lower() for heading in table.columns}
        missing = [name for name in NEEDED if name.lower() not in given]
        if missing:
            raise Invalid(COLUMN_MISSING, f"The file has no column {' and no column '.join(missing)}.")
        return table
    except Invalid as error:
        raise WireInvalid([WrongField(Place.BODY, ("FileContents",), error.code, error.message)]) from error


def start(uow: UnitOfWork, caller: Caller, body: ImportRequest, table: Table, raw: bytes) -> Import:
    """Bring the file in as orders of this vendor's own kind; raises the rule error for an unknown or closed company."""
    told = body.Metadata
    if told.CompanyId:
        _check_company(uow, caller, told.CompanyId)
    rules = policy(caller.settings)
    options = ImportOptions(
        company_serial=told.CompanyId or None,
        type="credit_memo" if told.CreateAsCreditMemo else "purchase",
        new_numbers=told.CreateNewPoNumbers,
        plain_prices=True,
        born_as=rules.born_as.value,
        approved=rules.approved,
        currency_from=rules.currency_from,
    )
    known = {name.lower(): field for name, field in FIELDS.items()}
    draft = ImportDraft(
        kind=ImportKind.ORDERS,
        table=table,
        content=content_of(raw),
        file_name=f"{NAME}.{table.form}",
        mapping={heading: known.get(heading.lower()) for heading in table.columns if heading},
        decimal_comma=False,
        dates=DateOrder.MONTH_FIRST,
        options=options,
    )
    return imports.start(uow, caller.actor, draft)


def _check_company(uow: UnitOfWork, caller: Caller, number: int) -> None:
    breaches = Breaches()
    try:
        company = companies.read(uow, caller.actor, serial=number)
    except NotFound as error:
        breaches.add(("Metadata", "CompanyId"), error.message)
    else:
        if not company.active:
            breaches.add(("Metadata", "CompanyId"), "This company is closed.", COMPANY_INACTIVE)
    breaches.settle()


def queued(item: Import, base: str) -> Document:
    """The answer to a file that was taken in."""
    return {
        "QueuedJobLink": f"{base}/rest/api/QueuedJobs/{item.serial}",
        "ID": item.serial,
        "Message": f"{_rows(item.total)} of {item.file_name} will be imported.",
    }


def read_job(uow: UnitOfWork, caller: Caller, number: int) -> Document:
    """A job with what became of its rows so far."""
    item = imports.read(uow, caller.actor, serial=number)
    refused = imports.rows(uow, caller.actor, item.id, limit=MOST_ERRORS, state=RowState.FAILED)
    return {
        "Basic": {
            "ID": item.serial,
            "Name": "Import purchase orders",
            "FileName": item.file_name,
            "Status": STATUS[item.state],
            "PercentCompleted": int(item.percent),
            "SubmittedBy": item.created_by_name,
            "SubmittedOn": instant(item.created_at),
            "StartedOn": instant(item.started_at),
            "CompletedOn": instant(item.finished_at),
        },
        "Result": {
            "TotalRows": item.total,
            "SuccessfulRows": item.done,
            "FailedRows": item.failed,
            "CreatedOrders": item.created,
            "Message": item.error or f"{_rows(item.done)} taken, {item.failed} refused.",
            "Errors": [error for row in refused for error in _errors(row)][:MOST_ERRORS],
        },
    }


def _errors(row: ImportRow) -> list[Document]:
    return [{"Row": row.number, "Column": error.column, "Message": error.message} for error in row.errors]


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"

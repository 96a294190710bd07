"""Importing purchase orders from a file: the template, what is sent, and what is said about the job."""

from datetime import datetime

from pydantic import BaseModel

from entrepot.dialects.sellercloud.wire.enums import FileFormatIn
from entrepot.dialects.sellercloud.wire.forms import Incoming, Text, Truth, Whole

# The template's columns are our own: the vendor's are not known.
COLUMNS = ("PONumber", "VendorID", "ProductID", "QtyUnitsOrdered", "UnitPrice", "WarehouseID", "ItemNotes")


class ImportMetadata(Incoming):
    """How the orders of a file are made; the plug-in's fields are accepted and mean nothing here."""

    CompanyId: Whole | None = None
    PluginID: Whole | None = None
    PluginName: Text | None = None
    CreateNewPoNumbers: Truth = False
    CreateAsCreditMemo: Truth = False


class ImportRequest(Incoming):
    """A file in base64, and how its orders are made."""

    Metadata: ImportMetadata
    FileContents: str
    Format: FileFormatIn | None = None


class TemplateAnswer(BaseModel):
    """An empty file to fill in, in base64."""

    FileName: str
    Content: str


class QueuedJobAnswer(BaseModel):
    """The job that takes the file's rows, and where its state is."""

    QueuedJobLink: str
    ID: int
    Message: str


class JobBasic(BaseModel):
    """Where a job stands: 0 submitted, 1 processing, 3 completed, 4 failed."""

    ID: int
    Name: str
    FileName: str
    Status: int
    PercentCompleted: int
    SubmittedBy: str
    SubmittedOn: datetime
    StartedOn: datetime | None
    CompletedOn: datetime | None


class JobRowError(BaseModel):
    """What is wrong with a row of the file (counted from 1); `Column` is its heading, null for the row as a whole."""

    Row: int
    Column: str | None
    Message: str


class JobResult(BaseModel):
    """What became of the rows so far; at most 1,000 errors are listed."""

    TotalRows: int
    SuccessfulRows: int
    FailedRows: int
    CreatedOrders: int
    Message: str
    Errors: list[JobRowError]


class QueuedJob(BaseModel):
    """A job and what became of it."""

    Basic: JobBasic
    Result: JobResult


EXAMPLE_IMPORT = {
    "Metadata": {"CompanyId": 1001, "CreateNewPoNumbers": False, "CreateAsCreditMemo": False},
    "FileContents": "UE9OdW1iZXIsVmVuZG9ySUQsUHJvZHVjdElELFF0eVVuaXRzT3JkZXJlZAoyMDQsMTAwMSxOQi1BNS1ET1QsMTIwCg==",
    "Format": 1,
}
EXAMPLE_TEMPLATE = {
    "FileName": "PurchaseOrders.csv",
    "Content": "UE9OdW1iZXIsVmVuZG9ySUQsUHJvZHVjdElELFF0eVVuaXRzT3JkZXJlZA==",
}
EXAMPLE_QUEUED = {
    "QueuedJobLink": "https://orders.harborrow.example/sellercloud/rest/api/QueuedJobs/1001",
    "ID": 1001,
    "Message": "1 row of PurchaseOrders.csv will be imported.",
}
EXAMPLE_JOB = {
    "Basic": {
        "ID": 1001,
        "Name": "Import purchase orders",
        "FileName": "PurchaseOrders.csv",
        "Status": 3,
        "PercentCompleted": 100,
        "SubmittedBy": "ops@harborrow.example",
        "SubmittedOn": "2026-03-02T14:05:11.120Z",
        "StartedOn": "2026-03-02T14:05:12.000Z",
        "CompletedOn": "2026-03-02T14:05:13.250Z",
    },
    "Result": {
        "TotalRows": 2,
        "SuccessfulRows": 1,
        "FailedRows": 1,
        "CreatedOrders": 1,
        "Message": "1 row was taken, 1 was refused.",
        "Errors": [{"Row": 3, "Column": "QtyUnitsOrdered", "Message": "some is not a number."}],
    },
}

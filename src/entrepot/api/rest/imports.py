"""Imports at the native door: a table comes as the part `file` of a form or as the whole body; rows are taken later.

With `dry_run` every row is tried and undone; the import itself is kept, so that what was wrong can be looked at.
"""

import json
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from entrepot.actions import imports
from entrepot.api.rest import shapes_imports as shapes
from entrepot.api.rest.calls import PRIVATE, Call, Caller, Dry, DryRun, changed, dry, expected_version, listed, made
from entrepot.api.rest.calls import id_in_path as id_of
from entrepot.api.rest.examples_imports import REFUSED, SPREADSHEET, TABLE
from entrepot.api.rest.listing import Paged, YesNo, bookmark_of, filters_of, next_cursor, page_document
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.nouns import listing_of
from entrepot.api.rest.render_imports import import_document, row_document, template_document
from entrepot.api.rest.shapes import page_of
from entrepot.api.rest.shapes_documents import BINARY
from entrepot.api.rest.thorough import NativeRoute
from entrepot.api.rest.values import QueryText
from entrepot.book.imports.draft import ImportDraft
from entrepot.book.imports.errors import IMPORT_UNKNOWN
from entrepot.book.imports.fields import RIGHTS
from entrepot.book.imports.job import DateOrder, Import, ImportKind, ImportRow, ImportState, RowState
from entrepot.book.values.page import Bookmark
from entrepot.documents.importing import limits_of
from entrepot.documents.importsheets import refused_csv, refused_workbook, template_csv, template_workbook
from entrepot.documents.reading import read_table
from entrepot.documents.sheets import CSV, XLSX
from entrepot.errors import FIELD_REQUIRED, FIELD_TYPE, Code
from entrepot.http.answer import Answer
from entrepot.http.errors import Place, WireInvalid, WrongField
from entrepot.http.uploads import Part, UploadRules, digest_of, is_form, read_file, read_form
from entrepot.store import imports as kept
from entrepot.store.work import UnitOfWork

FILE = "file"
MAPPING = "mapping"
MAPPING_LENGTH = 20_000
MAPPING_IN_QUERY = 2000
BY_NUMBER = "number"
# Templates are the same whenever they are asked for.
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)

router = APIRouter(route_class=NativeRoute, tags=["Imports"])
Decimals = Annotated[
    Literal[".", ","], Field(description="What stands before the decimals; found from the numbers when left out.")
]
Delimiter = Annotated[Literal[",", ";", "\t", "|"], Field(description="What divides the columns of a text file.")]


class ImportStart(Parameters):
    """The query of a call that brings a table in."""

    kind: ImportKind
    dry_run: Annotated[YesNo, Query(description="Try every row and undo it; the import itself is kept.")] = False
    name: Annotated[QueryText, Field(description="The file's name; else the client's own counts.")] | None = None
    sheet: Annotated[QueryText, Field(description="The sheet of a spreadsheet; else the first one.")] | None = None
    delimiter: Delimiter | None = None
    decimal: Decimals | None = None
    dates: Annotated[DateOrder, Field(description="How dates with slashes are read.")] = DateOrder.ISO
    mapping: (
        Annotated[
            str,
            Field(
                max_length=MAPPING_IN_QUERY,
                description="A JSON object of field names (or null) by heading; other headings are guessed.",
            ),
        ]
        | None
    ) = None


class ImportList(Paged):
    """The filters of the list of imports."""

    sort: Literal["id", "-id", "created_at", "-created_at"] = "-id"
    kind: ImportKind | None = None
    state: ImportState | None = None


class RowList(Paged):
    """Which rows of an import are shown."""

    state: RowState | None = None


class Refused(Paged):
    """The refused rows of an import, and in which form; only JSON comes in pages."""

    format: Literal["json", "csv", "xlsx"] = "json"


class TemplateForm(Parameters):
    """In which form a template is answered."""

    format: Literal["json", "csv", "xlsx"] = "json"


_SENT = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": [FILE],
                    "properties": {FILE: BINARY, MAPPING: {"type": "string", "maxLength": MAPPING_LENGTH}},
                }
            },
            "text/csv": {"schema": BINARY},
            "application/octet-stream": {"schema": BINARY},
        },
    }
}


def _also(example: str) -> dict[int | str, dict[str, Any]]:
    content = {
        "text/csv": {"schema": BINARY, "example": example},
        XLSX: {"schema": BINARY, "example": SPREADSHEET},
    }
    return {200: {"description": "In the form that was asked for.", "content": content}}


@router.post("/imports", status_code=201, summary="Bring a table in", response_model=shapes.Import, openapi_extra=_SENT)
async def start(call: Caller, asked: Annotated[ImportStart, Query()]) -> Response:
    """CSV or XLSX, as the part `file` of a form or as the whole body. Rows are taken in the background."""
    call.actor.require(RIGHTS[asked.kind])
    part, mapping, digest = await _sent(call, asked)
    raw = part.content.whole()
    limits = limits_of(call.door.settings)
    reading = partial(read_table, raw, limits, sheet=asked.sheet, delimiter=asked.delimiter)
    draft = ImportDraft(
        kind=asked.kind,
        table=await run_sync(reading),
        content=part.content,
        file_name=asked.name or part.filename or "",
        mapping=mapping,
        decimal_comma=None if asked.decimal is None else asked.decimal == ",",
        dates=asked.dates,
    )

    def work(uow: UnitOfWork) -> Answer:
        item = imports.start(uow, call.actor, draft, dry_run=asked.dry_run)
        return made(import_document(item), item.version, call.url(f"/imports/{item.id}"))

    return await call.write(work, Dry(), digest)


async def _sent(call: Call, asked: ImportStart) -> tuple[Part, dict[str, str | None] | None, bytes]:
    """The file of a request, the mapping, and the digest of both; raises naming what is wrong."""
    rules = UploadRules(call.door.settings.import_max_bytes)
    if not is_form(call.request):
        part = await read_file(call.request, rules)
        return part, _mapping(asked.mapping, Place.QUERY), digest_of([part])
    parts = await read_form(call.request, rules)
    files = [part for part in parts if part.field == FILE]
    if len(files) != 1:
        raise _wrong(Place.BODY, FILE, FIELD_REQUIRED, "Send one file, in the part `file` of the form.")
    said = next((part.text() for part in parts if part.field == MAPPING), None)
    mapping = _mapping(asked.mapping, Place.QUERY) if said is None else _mapping(said, Place.BODY)
    return files[0], mapping, digest_of(parts)


def _mapping(text: str | None, place: Place) -> dict[str, str | None] | None:
    """The mapping a JSON text stands for."""
    if text is None or not text.strip():
        return None
    try:
        found = json.loads(text[:MAPPING_LENGTH])
    except (ValueError, RecursionError) as error:
        raise _wrong(place, MAPPING, FIELD_TYPE, "The mapping is not a JSON object.") from error
    if not isinstance(found, dict) or not all(each is None or isinstance(each, str) for each in found.values()):
        raise _wrong(place, MAPPING, FIELD_TYPE, "The mapping is not a JSON object of field names by heading.")
    return {heading: field or None for heading, field in found.items()}


def _wrong(place: Place, field: str, code: Code, message: str) -> WireInvalid:
    return WireInvalid([WrongField(place, (field,), code, message)])


@router.get("/imports", summary="List imports", response_model=page_of(shapes.Import))
async def browse(call: Caller, asked: Annotated[ImportList, Query()]) -> Response:
    """Those of the kinds that the caller may bring in, latest first."""
    filters = filters_of(asked)
    page = await call.read(lambda uow: imports.browse(uow, call.actor, listing_of(asked, filters, asked.sort)))
    following = next_cursor(page.next, asked.sort, filters)
    return listed(page_document(page.items, import_document, following))


@router.get(
    "/imports/templates/{kind}",
    summary="What a table may hold",
    response_model=shapes.Template,
    responses=_also(TABLE),
)
async def template(call: Caller, kind: ImportKind, asked: Annotated[TemplateForm, Query()]) -> Response:
    """The columns that are understood: described (JSON), or as an empty table to fill in (CSV, XLSX)."""
    call.actor.require(RIGHTS[kind])
    if asked.format == "json":
        return listed(template_document(kind))
    if asked.format == "csv":
        return _file(template_csv(kind), CSV, f"{kind.value}.csv")
    return _file(await run_sync(template_workbook, kind, EPOCH), XLSX, f"{kind.value}.xlsx")


@router.get("/imports/{import_id}", summary="Read an import", response_model=shapes.Import)
async def read(call: Caller, import_id: str, asked: Annotated[Parameters, Query()]) -> Response:
    """How far it is, and what was counted."""
    del asked
    key = id_of(import_id, IMPORT_UNKNOWN)
    item = await call.read(lambda uow: imports.read(uow, call.actor, id=key))
    return call.shown(import_document(item), item.version)


@router.post("/imports/{import_id}/cancel", summary="Stop an import", response_model=shapes.Import)
async def cancel(call: Caller, import_id: str, asked: DryRun) -> Response:
    """What was taken stays; nothing more is."""
    key, expected = id_of(import_id, IMPORT_UNKNOWN), call.expected(required=False)

    def work(uow: UnitOfWork) -> Answer:
        before = imports.read(uow, call.actor, id=key)
        expected_version(expected, lambda: before.version)
        expected.check(before.version)
        after = imports.cancel(uow, call.actor, key)
        document = import_document(after)
        return dry(uow, call.actor, document) if uow.dry_run else changed(document, after.version)

    return await call.write(work, asked)


@router.get("/imports/{import_id}/rows", summary="List the rows of an import", response_model=page_of(shapes.ImportRow))
async def rows(call: Caller, import_id: str, asked: Annotated[RowList, Query()]) -> Response:
    """In the order of the file, with what became of each."""
    return await _rows(call, id_of(import_id, IMPORT_UNKNOWN), asked, asked.state)


@router.get(
    "/imports/{import_id}/errors",
    summary="List the refused rows of an import",
    response_model=page_of(shapes.ImportRow),
    responses=_also(REFUSED),
)
async def errors(call: Caller, import_id: str, asked: Annotated[Refused, Query()]) -> Response:
    """As CSV or XLSX it is the file's own table with one more column: mend it and bring it in again."""
    key = id_of(import_id, IMPORT_UNKNOWN)
    if asked.format == "json":
        return await _rows(call, key, asked, RowState.FAILED)
    item, refused = await call.read(lambda uow: imports.refused(uow, call.actor, key), quick=False)
    name = f"{item.file_name.rpartition('.')[0] or item.file_name}-errors"
    if asked.format == "csv":
        return _file(await run_sync(refused_csv, item, refused), CSV, f"{name}.csv")
    return _file(await run_sync(refused_workbook, item, refused), XLSX, f"{name}.xlsx")


@router.get(
    "/imports/{import_id}/file",
    summary="The file of an import",
    response_class=Response,
    responses={
        200: {
            "description": "The file as it came.",
            "content": {"application/octet-stream": {"schema": BINARY, "example": TABLE}},
        }
    },
)
async def file(call: Caller, import_id: str, asked: Annotated[Parameters, Query()]) -> Response:
    """The bytes that were sent."""
    del asked
    key = id_of(import_id, IMPORT_UNKNOWN)

    def work(uow: UnitOfWork) -> tuple[Import, bytes]:
        item = imports.read(uow, call.actor, id=key)
        return item, kept.file_of(uow, item)

    item, raw = await call.read(work, quick=False)
    return _file(raw, "application/octet-stream", item.file_name)


async def _rows(call: Call, key: UUID, asked: RowList | Refused, state: RowState | None) -> Response:
    filters = {"import_id": str(key), "state": None if state is None else state.value}
    after = bookmark_of(asked, BY_NUMBER, filters)
    start = after.value if after is not None and isinstance(after.value, int) else 0

    def work(uow: UnitOfWork) -> list[ImportRow]:
        return imports.rows(uow, call.actor, key, after=start, limit=asked.limit + 1, state=state)

    found = await call.read(work)
    shown = found[: asked.limit]
    last = Bookmark(shown[-1].number, key) if len(found) > len(shown) else None
    return listed(page_document(shown, row_document, next_cursor(last, BY_NUMBER, filters)))


def _file(raw: bytes, media_type: str, name: str) -> Response:
    """A file to be kept; its name is plain, so that every client takes it."""
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "_" for letter in name)
    headers = {
        PRIVATE[0]: PRIVATE[1],
        "Content-Disposition": f'attachment; filename="{plain}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(raw, 200, headers, media_type)

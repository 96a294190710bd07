"""Imports as the native door shows them."""

from typing import Any

from entrepot.book.imports.fields import FIELDS
from entrepot.book.imports.job import Import, ImportKind, ImportRow


def import_document(item: Import) -> dict[str, Any]:
    """An import and how far it is."""
    return {
        "id": item.id,
        "serial": item.serial,
        "version": item.version,
        "created_at": item.created_at,
        "updated_at": item.updated_at,
        "kind": item.kind.value,
        "dry_run": item.dry_run,
        "state": item.state.value,
        "percent": int(item.percent),
        "counts": {
            "rows": item.total,
            "done": item.done,
            "failed": item.failed,
            "created": item.created,
            "changed": item.changed,
        },
        "file": {
            "name": item.file_name,
            "format": item.form,
            "encoding": item.encoding,
            "delimiter": item.delimiter,
            "sheet": item.sheet,
            "size": item.size,
            "sha256": item.sha256,
            "decimal": "," if item.decimal_comma else ".",
            "dates": item.dates.value,
        },
        "columns": [
            {"heading": heading, "field": field} for heading, field in zip(item.columns, item.mapping, strict=True)
        ],
        "error": item.error,
        "source": item.source,
        "created_by": {"id": item.created_by_id, "name": item.created_by_name},
        "started_at": item.started_at,
        "finished_at": item.finished_at,
    }


def row_document(row: ImportRow) -> dict[str, Any]:
    """A row of a file and what became of it."""
    return {
        "number": row.number,
        "group": row.group,
        "state": row.state.value,
        "outcome": None if row.outcome is None else row.outcome.value,
        "subject_id": row.subject_id,
        "label": row.label,
        "cells": list(row.cells),
        "errors": [
            {"column": error.column, "field": error.field, "code": error.code, "message": error.message}
            for error in row.errors
        ],
    }


def template_document(kind: ImportKind) -> dict[str, Any]:
    """What a table of a kind may hold."""
    return {
        "kind": kind.value,
        "fields": [
            {
                "name": field.name,
                "written_as": field.cell.value,
                "needed": field.needed,
                "description": field.sentence,
                "also_called": list(field.aliases),
            }
            for field in FIELDS[kind].values()
        ],
    }

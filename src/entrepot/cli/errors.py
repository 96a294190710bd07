"""What can go wrong at the command line, and the exit code of each kind of error."""

from collections.abc import Mapping

from entrepot.errors import (
    CODES,
    Code,
    Conflict,
    EntrepotError,
    Failed,
    FieldError,
    Forbidden,
    Invalid,
    Kind,
    Limited,
    NotFound,
    Unauthenticated,
    Unavailable,
    code,
)

COMMAND_UNKNOWN = code("command.unknown", "The server that holds the order book does not know this command.")
COMMAND_ARGUMENT = code("command.argument", "An argument of the command is not acceptable.")
COMMAND_SETTING = code("command.setting", "A setting of the server is not acceptable.")
COMMAND_INTERRUPTED = code("command.interrupted", "The server that holds the order book broke off its answer.")
BOOK_MISSING = code("book.missing", "There is no order book at this address.")
DEMO_HOST = code("demo.host", "Sample data is for this machine only: use a loopback host.")
DEMO_CARD = code("demo.card", "The file with the demo's credentials cannot be read or written.")
CREDENTIALS_FILE = code("credentials.file", "The file with the credentials cannot be used.")
REPORT_FILE = code("report.file", "The report cannot be written.")
PASSWORD_MISSING = code("password.missing", "The password is read from standard input: give --password-stdin.")

# 0 is success, 130 is Ctrl-C.
EXIT_CODES: Mapping[Kind, int] = {
    Kind.FAILED: 1,
    Kind.INVALID: 2,
    Kind.UNAUTHENTICATED: 3,
    Kind.FORBIDDEN: 4,
    Kind.NOT_FOUND: 5,
    Kind.CONFLICT: 6,
    Kind.LIMITED: 7,
    Kind.UNAVAILABLE: 8,
}
INTERRUPTED = 130
_CLASSES: Mapping[str, type[EntrepotError]] = {
    kind.kind.value: kind
    for kind in (Failed, Invalid, Unauthenticated, Forbidden, NotFound, Conflict, Limited, Unavailable)
}


def document_of(error: EntrepotError) -> dict[str, object]:
    """The error as a JSON document: kind, code, message, fields (path as a list), retry_after in seconds or null."""
    return {
        "kind": error.kind.value,
        "code": error.code,
        "message": error.message,
        "fields": [{"path": list(field.path), "code": field.code, "message": field.message} for field in error.fields],
        "retry_after": error.retry_after,
    }


def error_of(document: Mapping[str, object]) -> EntrepotError:
    """The error behind a document made by `document_of`, also one with a code that only the other side knows."""
    listed = document.get("fields")
    fields = [
        FieldError(tuple(entry["path"]), Code(str(entry["code"])), str(entry["message"]))
        for entry in (listed if isinstance(listed, list) else [])
    ]
    retry = document.get("retry_after")
    name = Code(str(document.get("code")))
    return _CLASSES.get(str(document.get("kind")), Failed)(
        name,
        str(document.get("message") or CODES.get(name, name)),
        fields=fields,
        retry_after=retry if isinstance(retry, int) else None,
    )

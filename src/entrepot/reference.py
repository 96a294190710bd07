"""The reference pages of the documentation, written from the code: `python -m entrepot.reference DIR`.

Whatever a person can meet by name (an error code, an event, a setting, a command) is declared once, with its sentence,
where it belongs; here it is only listed.
"""

import importlib
import json
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

import entrepot
from entrepot.book.events import EVENTS
from entrepot.book.orders.order import OrderStatus
from entrepot.book.orders.status import MOVES
from entrepot.book.people.rights import RIGHTS, Right, Role
from entrepot.book.people.settings import SETTINGS, Setting
from entrepot.errors import CODES, Kind
from entrepot.settings import Settings
from entrepot.webhooks.payload import SCHEMA


@dataclass(frozen=True, slots=True)
class Entry:
    """One documented name, its sentence, and the cells that its table shows between the two."""

    name: str
    sentence: str
    cells: tuple[str, ...] = ()


# --- the catalogues ---------------------------------------------------------------------------------------------------


@cache
def _declare() -> None:
    """Import every module that declares codes, so that the catalogues are complete."""
    for found in pkgutil.walk_packages(entrepot.__path__, "entrepot."):
        if found.name.rsplit(".", 1)[-1] in {"errors", "events"}:
            importlib.import_module(found.name)


def error_codes() -> list[Entry]:
    """Every error code, by name."""
    _declare()
    return [Entry(str(code), sentence) for code, sentence in sorted(CODES.items())]


def event_codes() -> list[Entry]:
    """Every event code, by name."""
    _declare()
    return [Entry(str(code), sentence) for code, sentence in sorted(EVENTS.items())]


def organization_settings() -> list[Entry]:
    """Every setting of an organization, in catalogue order."""
    return [
        Entry(setting.name, setting.sentence, (_default(setting.default), _limit(setting)))
        for setting in SETTINGS.values()
    ]


def server_settings() -> list[Entry]:
    """Every setting of the server, under the name of its environment variable."""
    prefix = str(Settings.model_config.get("env_prefix", ""))
    return [
        Entry(f"{prefix}{name.upper()}", str(field.description or ""), (_default(field.default), _bounds(field)))
        for name, field in Settings.model_fields.items()
    ]


def commands() -> list[Entry]:
    """Every command of `entrepot`, with its options."""
    typer_app = _part("entrepot.cli.main", "app")
    if typer_app is None:
        return []
    from typer.main import get_command

    return [_command(path, found) for path, found in _commands("entrepot", get_command(typer_app))]


def _part(module: str, name: str) -> Any:  # noqa: ANN401 - a part of the house that may not be there
    try:
        return getattr(importlib.import_module(module), name)
    except ModuleNotFoundError:
        return None


def _commands(path: str, command: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - typer keeps its own click
    below = getattr(command, "commands", None)
    if below is None:
        yield path, command
        return
    for name, found in sorted(below.items()):
        if not found.hidden:
            yield from _commands(f"{path} {name}", found)


def _command(path: str, command: Any) -> Entry:  # noqa: ANN401
    shown = [parameter for parameter in command.params if not getattr(parameter, "hidden", False)]
    forms = [f"`{_form(parameter)}`" for parameter in shown if parameter.name != "help"]
    return Entry(path, str(command.help or "").split("\n\n")[0], (" ".join(forms),))


def _form(parameter: Any) -> str:  # noqa: ANN401
    if parameter.param_type_name == "argument":
        return str(parameter.name).upper()
    return str(max(parameter.opts, key=len))


def _default(value: object) -> str:
    if value is None or str(value) in {"", "PydanticUndefined"}:
        return "empty"
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"`{getattr(value, 'value', value)}`"


def _limit(setting: Setting) -> str:
    if setting.kind == "flag":
        return "on or off"
    if setting.kind == "choice":
        return ", ".join(f"`{choice}`" for choice in setting.choices)
    what = {"text": " characters", "percent": " %"}.get(setting.kind, "")
    return f"{setting.minimum} to {setting.maximum}{what}" + (", or empty" if setting.optional else "")


_BOUNDS = {"ge": "at least {}", "gt": "more than {}", "le": "at most {}", "lt": "less than {}"}
_LENGTHS = {"min_length": "at least {} characters", "max_length": "at most {} characters"}


def _bounds(field: FieldInfo) -> str:
    """The limits of a server setting, as its type and the marks on it say."""
    if field.annotation is bool:
        return "on or off"
    if get_origin(field.annotation) is Literal:
        return ", ".join(f"`{choice}`" for choice in get_args(field.annotation))
    forms = _BOUNDS | _LENGTHS
    return ", ".join(
        form.format(getattr(mark, key)) for mark in field.metadata for key, form in forms.items() if hasattr(mark, key)
    )


# --- the pages --------------------------------------------------------------------------------------------------------

_NOTICE = "<!-- Written by `make docs` from the code; change it there. -->\n"

_INDEX = """Everything that has a name in Entrepot, listed from the code itself:

- [Error codes](errors.md): what an answer's `code` can be
- [Events](events.md): what is written down when something happens
- [The life of an order](order-life.md): statuses and the moves between them
- [Roles and rights](rights.md): who may do what
- [Settings](settings.md): of the server and of an organization, with defaults and limits
- [Commands](commands.md): the `entrepot` command line
"""

_ERRORS = """\
An error says what went wrong in the words of the purchasing desk. It has a kind, a stable code, a sentence, and,
when a command has wrong fields, one entry for each of them. Each door shows the same error in its own form; the
native API answers with problem details whose `type` ends in the code.
"""

_EVENTS = """\
Whatever happens is written down in the same transaction as the change itself, with who did it, through which door,
and the old and new value of every field. Events are never altered and never deleted.

Any of them but those of webhooks themselves can be told to others as they happen: see
[Webhooks](../guides/webhooks.md). What is sent is described by [a JSON Schema](webhook-payload-1.json); fields may be
added to a version, none is taken away or given another meaning.
"""

_LIFE = """\
A person moves only the status. How far the goods and the bills are is worked out from quantities and never stored
by hand. A hold is a flag beside the status: while it is set, an order is neither sent nor confirmed.
"""

_RIGHTS = """\
Every action asks this one table, whichever door it came through. A user has one role; an API key may hold less than its
role allows. A supplier's user sees that supplier's orders only, and never a draft.
"""

_COMMANDS = """\
Every command that answers something takes `--json`; its errors are then JSON as well, on standard error. While a server
holds the order book, the server carries the commands out, over a socket beside the file that only its owner can use.
"""


def pages() -> dict[str, str]:
    """Every reference page: file name to Markdown text."""
    return {
        "index.md": _page("Reference", _INDEX),
        "errors.md": _page("Error codes", _ERRORS, _kinds(), _table(("Code", "Meaning"), error_codes())),
        "events.md": _page("Events", _EVENTS, _table(("Event", "Meaning"), event_codes())),
        "webhook-payload-1.json": json.dumps(SCHEMA, indent=2, ensure_ascii=False) + "\n",
        "order-life.md": _page("The life of an order", _LIFE, _moves()),
        "rights.md": _page("Roles and rights", _RIGHTS, _rights()),
        "settings.md": _page("Settings", *_settings()),
        "commands.md": _page(
            "Commands", _COMMANDS, _table(("Command", "Arguments and options", "What it does"), commands()), _exits()
        ),
    }


def write(folder: Path) -> None:
    """Write every page into `folder` and remove pages of things that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    written = pages()
    for stale in {path.name for path in folder.glob("*.md")} - written.keys():
        (folder / stale).unlink()
    for name, text in written.items():
        (folder / name).write_text(text, "utf-8")


def _page(title: str, *parts: str) -> str:
    return "\n".join([_NOTICE, f"# {title}\n", *parts])


def _table(titles: tuple[str, ...], entries: Iterable[Entry]) -> str:
    rows = [[f"`{entry.name}`", *entry.cells, entry.sentence] for entry in entries]
    lines = [titles, ["---"] * len(titles), *rows]
    return "".join("| " + " | ".join(_cell(cell) for cell in line) + " |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _kinds() -> str:
    rows = [Entry(str(kind), _KINDS[kind]) for kind in Kind]
    return "## Kinds\n\n" + _table(("Kind", "When"), rows) + "\n## Codes\n"


_KINDS = {
    Kind.INVALID: "The command breaks a rule about its own content.",
    Kind.UNAUTHENTICATED: "Nobody, or nobody known, is asking.",
    Kind.FORBIDDEN: "The actor is known and lacks the right.",
    Kind.NOT_FOUND: "The thing does not exist for this actor; a foreign one looks the same.",
    Kind.CONFLICT: "The command is well formed, but the thing is in a state that forbids it.",
    Kind.LIMITED: "Too much or too often.",
    Kind.UNAVAILABLE: "Not now; the answer says when to try again.",
    Kind.FAILED: "The server's own fault.",
}


def _exits() -> str:
    exits = _part("entrepot.cli.errors", "EXIT_CODES") or {}
    rows = [("0", "It is done."), *((str(exits[kind]), _KINDS[kind]) for kind in exits), ("130", "Ctrl-C.")]
    lines = "".join(f"| {code} | {meaning} |\n" for code, meaning in rows)
    return f"## Exit codes\n\n| Code | When |\n| --- | --- |\n{lines}"


def _moves() -> str:
    rows = [
        Entry(
            move.verb,
            " ".join(guard.__doc__ or "" for guard in move.guards),
            (
                ", ".join(f"`{status}`" for status in OrderStatus if status in move.sources),
                f"`{move.target}`" if move.target else "where it was",
                f"`{move.right}`",
                f"`{move.event}`",
            ),
        )
        for move in MOVES.values()
    ]
    return _table(("Move", "From", "To", "Right", "Event", "Refused by"), rows)


def _rights() -> str:
    titles = ("Right", *(f"`{role}`" for role in Role))
    rows = [[f"`{right}`", *("yes" if right in RIGHTS[role] else "" for role in Role)] for right in Right]
    return "".join("| " + " | ".join(row) + " |\n" for row in [titles, ["---"] * len(titles), *rows])


def _settings() -> tuple[str, ...]:
    titles = ("Setting", "Default", "Limit", "Meaning")
    return (
        "## Of the server\n\nGiven as environment variables.\n",
        _table(titles, server_settings()),
        "## Of an organization\n\nRead and changed with `GET` and `PATCH /api/v1/organization/settings`.\n",
        _table(titles, organization_settings()),
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]))

"""The commands that work on an order book: plain functions from a store and arguments to a JSON document.

The same function runs in the process that was called, or in the server that holds the file. Arguments and documents
are JSON values, because they may travel over the server's socket.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from entrepot.cli.errors import COMMAND_ARGUMENT
from entrepot.errors import FIELD_FORMAT, FieldError, Invalid
from entrepot.ids import parse_uuid
from entrepot.store.store import Store

Arguments = Mapping[str, object]
Document = dict[str, object]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a command is carried out: the store, and the server that holds it (or would): its host and base URL."""

    store: Store
    host: str
    url: str


Command = Callable[[Desk, Arguments], Document]
COMMANDS: dict[str, Command] = {}


def command(name: str) -> Callable[[Command], Command]:
    """Declare the function that carries out the command of this name."""

    def declare(function: Command) -> Command:
        COMMANDS[name] = function
        return function

    return declare


def text(arguments: Arguments, name: str) -> str:
    """A text that must be there; raises Invalid."""
    value = arguments.get(name)
    if not isinstance(value, str):
        raise wrong(name, "A text is expected.")
    return value


def optional_text(arguments: Arguments, name: str) -> str | None:
    """A text that may be absent; raises Invalid for anything else."""
    return None if arguments.get(name) is None else text(arguments, name)


def identity(arguments: Arguments, name: str) -> UUID:
    """An id that must be there; raises Invalid."""
    found = parse_uuid(text(arguments, name).strip())
    if found is None:
        raise wrong(name, "An id of 36 characters is expected, such as 0198f0c2-7d1e-7a3b-8c4d-5e6f708192a3.")
    return found


def wrong(name: str, sentence: str) -> Invalid:
    """The error of one unacceptable argument."""
    return Invalid(COMMAND_ARGUMENT, f"{name}: {sentence}", fields=[FieldError((name,), FIELD_FORMAT, sentence)])

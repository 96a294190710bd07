"""What a command says: a JSON document for programs, a few lines for people, and errors on standard error."""

import json
import sys
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from entrepot.cli.errors import document_of
from entrepot.errors import EntrepotError

Pairs = Sequence[tuple[str, object]]


def say(document: Mapping[str, object], *, as_json: bool, title: str = "", pairs: Pairs | None = None) -> None:
    """Print a document: as JSON, or as a titled list of its (or the given) pairs."""
    if as_json:
        print(json.dumps(document, indent=2, ensure_ascii=False), flush=True)
        return
    shown = pairs if pairs is not None else [(name.replace("_", " "), value) for name, value in document.items()]
    card(title, shown)


def card(title: str, pairs: Pairs) -> None:
    """A title over names and values, never wrapped, so that a key can be copied; a name without value is a heading."""
    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    console.print(Text(f"\n{title}", "bold green"))
    width = max((len(name) for name, value in pairs if value is not None), default=0)
    for name, value in pairs:
        heading = value is None
        row = (
            Text(f"  {name}", "bold") if heading else Text(f"  {name:<{width}}  ", "dim").append(str(value), "not dim")
        )
        console.print(row)
    sys.stdout.flush()


def lines(texts: Sequence[str]) -> None:
    """Plain lines on standard output, at once."""
    print("\n".join(texts), flush=True)


def complain(error: EntrepotError, *, as_json: bool) -> None:
    """Say on standard error what went wrong: the document of the error, or its sentence and each wrong field."""
    if as_json:
        print(json.dumps({"error": document_of(error)}, indent=2, ensure_ascii=False), file=sys.stderr, flush=True)
        return
    told = [f"entrepot: {error.message}"]
    if len(error.fields) > 1 or (error.fields and error.fields[0].message not in error.message):
        told += [f"  {'.'.join(map(str, field.path))}: {field.message}" for field in error.fields]
    print("\n".join(told), file=sys.stderr, flush=True)

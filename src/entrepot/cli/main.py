"""`entrepot …`: the commands put together, and what becomes of their errors."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.main import get_command

from entrepot import __version__
from entrepot.cli import (
    audit,
    databases,
    demo,
    doctor,
    exchange,
    keys,
    organizations,
    rights,
    server,
    users,
    webhooks,
    worker,
)
from entrepot.cli.console import complain
from entrepot.cli.errors import EXIT_CODES, INTERRUPTED
from entrepot.errors import EntrepotError

EPILOG = (
    "Exit codes: 0 done, 1 failed, 2 invalid, 3 unauthenticated, 4 forbidden, 5 not found, 6 conflict, 7 limited, "
    "8 unavailable, 130 interrupted."
)

app = typer.Typer(
    name="entrepot",
    help="A purchase-order server: one order book, many doors.",
    epilog=EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command("serve")(server.serve_command)
app.command("worker")(worker.worker_command)
app.command("demo")(demo.demo_command)
app.add_typer(organizations.app, name="organization")
app.add_typer(users.app, name="user")
app.add_typer(keys.app, name="key")
app.command("can")(rights.can_command)
app.command("pull")(exchange.pull_command)
app.command("push")(exchange.push_command)
app.add_typer(webhooks.app, name="webhooks")
app.add_typer(audit.app, name="audit")
app.add_typer(databases.app, name="database")
app.command("doctor")(doctor.doctor_command)


def _print_version(asked: bool) -> None:
    if asked:
        print(f"entrepot {__version__}")
        raise typer.Exit


@app.callback()
def _entrepot(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """A purchase-order server: one order book, many doors."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command (of this process when none is given) and return its exit code; errors are told, not raised."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        get_command(app).main(given, prog_name="entrepot")
    except EntrepotError as error:
        complain(error, as_json="--json" in given)
        return EXIT_CODES[error.kind]
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0

"""`entrepot database`: looking after the order book's file."""

import os
from pathlib import Path
from typing import Annotated

import typer

from entrepot.actions import ledger
from entrepot.cli.calling import carry_out
from entrepot.cli.commands import Arguments, Desk, Document, command, text
from entrepot.cli.console import say
from entrepot.cli.errors import EXIT_CODES
from entrepot.cli.options import AsJson, Database, settings_of
from entrepot.errors import Kind
from entrepot.store.database import place_of
from entrepot.store.restoring import restore
from entrepot.store.work import UnitOfWork

app = typer.Typer(help="The order book's file: upgrade, check, backup, restore.", no_args_is_help=True)


@command("database upgrade")
def upgrade(desk: Desk, arguments: Arguments) -> Document:
    """Opening the order book upgraded it; say to which revision."""
    del arguments
    return {"database": str(desk.store.path), "revision": desk.store.read_now(_revision)}


def _revision(uow: UnitOfWork) -> str:
    return str(uow.row("SELECT version_num FROM alembic_version")[0])


@command("database check")
def check(desk: Desk, arguments: Arguments) -> Document:
    """Every fault in the file, and every figure that is not the sum of its movements."""
    faults = desk.store.check()
    if not faults:
        faults = desk.store.read_now(ledger.faults)
    return {**upgrade(desk, arguments), "ok": not faults, "faults": faults}


@command("database backup")
def backup(desk: Desk, arguments: Arguments) -> Document:
    """Copy the order book to the absolute path `to`; raises Failed when it cannot be written or exists."""
    keep = arguments.get("keep")
    if isinstance(keep, int):
        made, old = desk.store.backup_into(text(arguments, "to"), keep)
    else:
        made, old = desk.store.backup(text(arguments, "to")), []
    said: Document = {"database": str(desk.store.path), "backup": str(made), "bytes": made.stat().st_size}
    return {**said, "removed": [str(path) for path in old]} if isinstance(keep, int) else said


@app.command("upgrade")
def upgrade_command(database: Database = None, as_json: AsJson = False) -> None:
    """Bring the order book to the present schema, or make an empty one. A server does the same when it starts."""
    said = carry_out(settings_of(database_url=database), "database upgrade", {}, make=True)
    say(said, as_json=as_json, title="Upgraded")


@app.command("check")
def check_command(database: Database = None, as_json: AsJson = False) -> None:
    """Look for faults in the file and prove its figures. Ends with exit code 1 when anything is wrong."""
    said = carry_out(settings_of(database_url=database), "database check", {})
    faults = said["faults"]
    named = [("fault", fault) for fault in faults] if isinstance(faults, list) else []
    pairs = [("database", said["database"]), ("revision", said["revision"]), *(named or [("faults", "none")])]
    say(said, as_json=as_json, title="Checked", pairs=pairs)
    if not said["ok"]:
        raise typer.Exit(EXIT_CODES[Kind.FAILED])


@app.command("backup")
def backup_command(
    to: Annotated[str, typer.Argument(help="The file to be made; an existing one is never overwritten.")],
    keep: Annotated[
        int | None,
        typer.Option(min=1, help="TO is a folder: make a file named after the moment, and keep the last so many."),
    ] = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Copy the order book to a new file, also while a server works on it."""
    given = {"to": os.path.abspath(os.path.expanduser(to)), "keep": keep}
    say(carry_out(settings_of(database_url=database), "database backup", given), as_json=as_json, title="Backup")


@app.command("restore")
def restore_command(
    backup: Annotated[str, typer.Argument(help="The backup; its proof lies beside it.")],
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Make the order book from a backup. There must be none at its place, and nobody may hold it."""
    settings = settings_of(database_url=database)
    book = place_of(settings.database_url)
    figures = restore(Path(os.path.abspath(os.path.expanduser(backup))), book)
    said: Document = {"database": str(book), "backup": backup, "events": figures["events"]}
    checked = carry_out(settings, "database check", {})
    said |= {"revision": checked["revision"], "ok": checked["ok"], "faults": checked["faults"]}
    say(said, as_json=as_json, title="Restored")
    if not checked["ok"]:
        raise typer.Exit(EXIT_CODES[Kind.FAILED])

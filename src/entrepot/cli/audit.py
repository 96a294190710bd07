"""`entrepot audit`: whether the record of events is what was sealed."""

from typing import Annotated

import typer

from entrepot.actions import organizations, sealing
from entrepot.cli.calling import carry_out
from entrepot.cli.commands import Arguments, Desk, Document, command, identity, optional_text
from entrepot.cli.console import say
from entrepot.cli.errors import EXIT_CODES
from entrepot.cli.options import AsJson, Database, settings_of
from entrepot.errors import Kind
from entrepot.store import organizations as organization_store

app = typer.Typer(help="The record of everything that happened: is it what was sealed?", no_args_is_help=True)


@command("audit verify")
def verify(desk: Desk, arguments: Arguments) -> Document:
    """The first bad row of each organization's chain, or of the one that is named; raises NotFound for it."""
    if optional_text(arguments, "organization") is None:
        every = desk.store.read_now(organization_store.every)
    else:
        only = identity(arguments, "organization")
        every = [desk.store.read_now(lambda uow: organization_store.found(uow, only))]
    chains = []
    for organization in every:
        actor = organizations.system_actor(organization.id)
        audit = desk.store.read_now(lambda uow, actor=actor: sealing.verify(uow, actor))  # type: ignore[misc]
        fault = audit.fault
        chains.append(
            {
                "organization_id": str(organization.id),
                "name": organization.name,
                "ok": audit.ok,
                "verified": audit.verified,
                "unsealed": audit.unsealed,
                "hash": None if audit.head is None else audit.head.hash.hex(),
                "sequence": None if fault is None else fault.sequence,
                "event_id": None if fault is None or fault.event_id is None else str(fault.event_id),
                "fault": None if fault is None else fault.what,
            }
        )
    return {"ok": all(chain["ok"] for chain in chains), "chains": chains}


@app.command("verify")
def verify_command(
    organization: Annotated[
        str | None, typer.Option(help="One organization, by id; default: all of them.", metavar="ID")
    ] = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Walk the chain of hashes over all events. Ends with exit code 1 and names the first bad row when one is wrong."""
    said = carry_out(settings_of(database_url=database), "audit verify", {"organization": organization})
    chains = said["chains"]
    pairs = [(chain["name"], _told(chain)) for chain in (chains if isinstance(chains, list) else [])]
    say(said, as_json=as_json, title="Verified", pairs=pairs)
    if not said["ok"]:
        raise typer.Exit(EXIT_CODES[Kind.FAILED])


def _told(chain: Document) -> str:
    if chain["fault"] is not None:
        return f"row {chain['sequence']}, event {chain['event_id']}: {chain['fault']}"
    return f"{chain['verified']} events hold, {chain['unsealed']} are not sealed yet, head {chain['hash']}"

"""`entrepot webhooks`: trying out receivers."""

from typing import Annotated

import typer

from entrepot.actions import deliveries, organizations
from entrepot.actions.ports import Dialects
from entrepot.cli.calling import carry_out
from entrepot.cli.commands import Arguments, Desk, Document, command, identity, text
from entrepot.cli.console import say
from entrepot.cli.options import AsJson, Database, Organization, settings_of
from entrepot.http.installed import register_installed
from entrepot.store import organizations as organization_store

app = typer.Typer(help="Webhooks: who is told of what happens.", no_args_is_help=True)


@command("webhooks trigger")
def trigger(desk: Desk, arguments: Arguments) -> Document:
    """Tell the latest event of a name again to every webhook that listens to it; raises NotFound, Invalid."""
    organization_id = identity(arguments, "organization")
    name = text(arguments, "event")
    desk.store.read_now(lambda uow: organization_store.found(uow, organization_id))
    actor = organizations.system_actor(organization_id)
    dialects = register_installed(Dialects())
    asked = desk.store.write_now(lambda uow: deliveries.trigger(uow, actor, name, dialects))
    return {"deliveries": [{"id": str(each.id), "webhook_id": str(each.endpoint_id)} for each in asked]}


@app.command("trigger")
def trigger_command(
    event: Annotated[str, typer.Argument(help="The event's name, such as order.sent.")],
    organization: Organization,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Tell the latest event of this name again, to try out receivers. The server, or a worker, delivers it."""
    given = {"organization": organization, "event": event}
    said = carry_out(settings_of(database_url=database), "webhooks trigger", given)
    asked = said["deliveries"]
    pairs = [(each["webhook_id"], each["id"]) for each in (asked if isinstance(asked, list) else [])]
    say(
        said,
        as_json=as_json,
        title="Deliveries asked for",
        pairs=pairs or [("none", "nobody listens, or it never happened")],
    )

"""`entrepot key`: API keys."""

from typing import Annotated

import typer

from entrepot.actions import organizations, people
from entrepot.book.people.draft import KeyDraft
from entrepot.book.people.rights import Role
from entrepot.book.values.page import Listing
from entrepot.cli.calling import carry_out
from entrepot.cli.commands import Arguments, Desk, Document, command, identity, text
from entrepot.cli.console import say
from entrepot.cli.options import AsJson, Database, Organization, settings_of
from entrepot.cli.users import role_of
from entrepot.store import organizations as organization_store

app = typer.Typer(help="API keys: what programs sign in with.", no_args_is_help=True)


@command("key create")
def create(desk: Desk, arguments: Arguments) -> Document:
    """Make a key and show its secret, this once; raises NotFound for the organization, Invalid."""
    organization_id = identity(arguments, "organization")
    draft = KeyDraft(text(arguments, "name"), role_of(arguments))
    desk.store.read_now(lambda uow: organization_store.found(uow, organization_id))
    actor = organizations.system_actor(organization_id)
    key, secret = desk.store.write_now(lambda uow: people.create_key(uow, actor, draft))
    return {
        "id": str(key.id),
        "organization_id": str(organization_id),
        "name": key.name,
        "role": key.role.value,
        "prefix": key.prefix,
        "api_key": secret,
    }


@command("key list")
def listed(desk: Desk, arguments: Arguments) -> Document:
    """The organization's keys, oldest first, at most 500, with when each was last used; raises NotFound."""
    organization_id = identity(arguments, "organization")
    desk.store.read_now(lambda uow: organization_store.found(uow, organization_id))
    actor = organizations.system_actor(organization_id)
    page = desk.store.read_now(lambda uow: people.browse_keys(uow, actor, Listing(limit=500)))
    return {
        "keys": [
            {
                "id": str(key.id),
                "name": key.name,
                "role": key.role.value,
                "prefix": key.prefix,
                "active": key.active,
                "last_used_at": None if key.last_used_at is None else key.last_used_at.isoformat(),
            }
            for key in page.items
        ]
    }


@app.command("list")
def list_command(organization: Organization, database: Database = None, as_json: AsJson = False) -> None:
    """Show the API keys of an organization, and when each was last used (to the minute)."""
    said = carry_out(settings_of(database_url=database), "key list", {"organization": organization})
    keys = said["keys"]
    pairs = [
        (key["prefix"], f"{key['name']}, {key['role']}, {_when(key)}")
        for key in (keys if isinstance(keys, list) else [])
    ]
    say(said, as_json=as_json, title="API keys", pairs=pairs)


def _when(key: Document) -> str:
    if not key["active"]:
        return "closed"
    return f"last used {key['last_used_at']}" if key["last_used_at"] else "never used"


@app.command("create")
def create_command(
    organization: Organization,
    name: Annotated[str, typer.Option(help="What it is for.")] = "API key",
    role: Annotated[Role, typer.Option(help="What it may do.")] = Role.ADMIN,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Make an API key. It is shown this once and kept nowhere."""
    given = {"organization": organization, "name": name, "role": role.value}
    say(carry_out(settings_of(database_url=database), "key create", given), as_json=as_json, title="API key")

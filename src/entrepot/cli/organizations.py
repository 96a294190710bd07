"""`entrepot organization`: tenants."""

from typing import Annotated

import typer

from entrepot.actions import organizations
from entrepot.book.people.draft import OrganizationDraft
from entrepot.book.people.organization import Organization
from entrepot.cli.calling import carry_out
from entrepot.cli.commands import Arguments, Desk, Document, command, optional_text, text
from entrepot.cli.console import say
from entrepot.cli.options import AsJson, Database, settings_of

app = typer.Typer(help="Organizations: everything in the book belongs to one.", no_args_is_help=True)


@command("organization create")
def create(desk: Desk, arguments: Arguments) -> Document:
    """Make an organization with its first company and warehouse; raises Invalid."""
    draft = OrganizationDraft(
        name=text(arguments, "name"),
        currency=text(arguments, "currency").upper(),
        time_zone=optional_text(arguments, "time_zone") or "UTC",
        country=optional_text(arguments, "country"),
    )
    return document_of(desk.store.write_now(lambda uow: organizations.create(uow, draft)))


def document_of(organization: Organization) -> Document:
    """An organization as commands show it."""
    return {
        "id": str(organization.id),
        "serial": organization.serial,
        "name": organization.name,
        "currency": organization.currency,
        "time_zone": organization.time_zone,
        "country": organization.country,
    }


@app.command("create")
def create_command(
    name: Annotated[str, typer.Argument(help="What it is called.")],
    currency: Annotated[str, typer.Option(help="Its base currency, such as EUR.")],
    time_zone: Annotated[str, typer.Option(help="Where its days begin, such as Europe/Amsterdam.")] = "UTC",
    country: Annotated[str | None, typer.Option(help="Two letters, such as NL.")] = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Make an organization, with one company and one warehouse. Makes the order book where there is none."""
    given = {"name": name, "currency": currency, "time_zone": time_zone, "country": country}
    made = carry_out(settings_of(database_url=database), "organization create", given, make=True)
    say(made, as_json=as_json, title="Organization")

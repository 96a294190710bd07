"""`entrepot user`: people who sign in with an e-mail address and a password."""

import sys
from typing import Annotated

import typer

from entrepot.actions import organizations, passwords, people
from entrepot.book.people.draft import UserDraft
from entrepot.book.people.rights import Role
from entrepot.book.people.user import User
from entrepot.cli.calling import carry_out
from entrepot.cli.commands import Arguments, Desk, Document, command, identity, optional_text, text, wrong
from entrepot.cli.console import say
from entrepot.cli.errors import PASSWORD_MISSING
from entrepot.cli.options import AsJson, Database, Organization, settings_of
from entrepot.errors import Invalid
from entrepot.store import organizations as organization_store

app = typer.Typer(help="Users: people who sign in with an e-mail address and a password.", no_args_is_help=True)


@command("user create")
def create(desk: Desk, arguments: Arguments) -> Document:
    """Make a user; raises NotFound for the organization, Invalid, Conflict when the address is taken."""
    organization_id = identity(arguments, "organization")
    supplier, serial = optional_text(arguments, "supplier"), None
    if supplier is not None and supplier.isdecimal():
        serial, supplier = int(supplier), None
    draft = UserDraft(
        email=text(arguments, "email"),
        password_hash=passwords.hash_password(text(arguments, "password")),
        role=role_of(arguments),
        name=optional_text(arguments, "name"),
        supplier_id=None if supplier is None else identity(arguments, "supplier"),
        supplier_serial=serial,
    )
    desk.store.read_now(lambda uow: organization_store.found(uow, organization_id))
    actor = organizations.system_actor(organization_id)
    return document_of(desk.store.write_now(lambda uow: people.create_user(uow, actor, draft)))


def role_of(arguments: Arguments) -> Role:
    """The role that is named; raises Invalid."""
    try:
        return Role(text(arguments, "role"))
    except ValueError as error:
        raise wrong("role", f"One of {', '.join(Role)} is expected.") from error


def document_of(user: User) -> Document:
    """A user as commands show it."""
    return {
        "id": str(user.id),
        "serial": user.serial,
        "organization_id": str(user.organization_id),
        "email": user.email,
        "name": user.name,
        "role": user.role.value,
        "supplier_id": None if user.supplier_id is None else str(user.supplier_id),
    }


@app.command("create")
def create_command(
    email: Annotated[str, typer.Argument(help="The address the person signs in with.")],
    organization: Organization,
    role: Annotated[Role, typer.Option(help="What the person may do.")],
    supplier: Annotated[
        str | None, typer.Option(help="For the role supplier: whose orders, by id or serial.", metavar="ID")
    ] = None,
    name: Annotated[str | None, typer.Option(help="The person's name; default: the address.")] = None,
    password_stdin: Annotated[
        bool,
        typer.Option("--password-stdin", help="Read the password from standard input, one line, instead of asking."),
    ] = False,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Make a user. The password is asked for or read from standard input, so that it stands in no list of commands."""
    given = {
        "email": email,
        "password": _password(password_stdin),
        "organization": organization,
        "role": role.value,
        "supplier": supplier,
        "name": name,
    }
    say(carry_out(settings_of(database_url=database), "user create", given), as_json=as_json, title="User")


def _password(from_stdin: bool) -> str:
    """One line of standard input, or what a person types twice; raises Invalid."""
    if from_stdin:
        try:
            return sys.stdin.buffer.readline().decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise wrong("password", "Text in UTF-8 is expected.") from error
    if not sys.stdin.isatty():
        raise Invalid(PASSWORD_MISSING)
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))

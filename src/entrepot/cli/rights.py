"""`entrepot can`: whether somebody may do something, and why not."""

from typing import Annotated

import typer

from entrepot.actions import people, permission
from entrepot.book.people.errors import USER_UNKNOWN
from entrepot.cli.calling import carry_out
from entrepot.cli.commands import Arguments, Desk, Document, command, identity, optional_text, text
from entrepot.cli.console import say
from entrepot.cli.options import AsJson, Database, settings_of
from entrepot.errors import NotFound
from entrepot.store import people as people_store
from entrepot.store.work import UnitOfWork


@command("can")
def can(desk: Desk, arguments: Arguments) -> Document:
    """Whether a user may do something; raises NotFound for the user or the order, Invalid for the action."""
    email, action = text(arguments, "user"), text(arguments, "action")
    order_id = None if optional_text(arguments, "object") is None else identity(arguments, "object")

    def look(uow: UnitOfWork) -> Document:
        user = people_store.user_by_email(uow, email)
        if user is None:
            raise NotFound(USER_UNKNOWN, f"Nobody signs in as {email}.")
        verdict = permission.can(uow, people.actor_of_user(user, "cli"), action, order_id)
        inactive = f"{user.name} is not active. "
        return {
            "user": user.email,
            "action": action,
            "allowed": verdict.allowed and user.active,
            "reason": verdict.reason if user.active else inactive + verdict.reason,
            "right": verdict.right.value,
            "roles": [role.value for role in verdict.roles],
        }

    return desk.store.read_now(look)


def can_command(
    user: Annotated[str, typer.Argument(help="The e-mail address of a user.")],
    action: Annotated[str, typer.Argument(help="A right (orders.write) or a move of an order (send).")],
    order: Annotated[str | None, typer.Argument(help="The id of an order, whose state is asked too.")] = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Say whether a user may do something, what forbids it, and who may."""
    given = {"user": user, "action": action, "object": order}
    said = carry_out(settings_of(database_url=database), "can", given)
    pairs: list[tuple[str, object]] = [
        ("allowed", "yes" if said["allowed"] else "no"),
        ("reason", said["reason"]),
        ("right", said["right"]),
    ]
    say(said, as_json=as_json, title=f"{user}: {action}", pairs=pairs)

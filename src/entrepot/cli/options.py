"""The options that commands share, and the settings they lead to."""

from typing import Annotated

import typer
from pydantic import ValidationError

from entrepot.cli.errors import COMMAND_SETTING
from entrepot.errors import FIELD_FORMAT, FieldError, Invalid
from entrepot.settings import Settings

DATABASE = "Where the book is, such as sqlite:///book.sqlite3 or a path. Default: ENTREPOT_DATABASE_URL."

Database = Annotated[str | None, typer.Option("--database", help=DATABASE, metavar="URL")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer with a JSON document, errors included.")]
Organization = Annotated[str, typer.Option("--organization", help="The id of the organization.", metavar="ID")]


def settings_of(**given: object) -> Settings:
    """The server's settings from the environment, with those that were given on the command line; raises Invalid."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = [
            FieldError(tuple(found["loc"]), FIELD_FORMAT, f"{found['msg']} (given: {found['input']!r}).")
            for found in error.errors()
        ]
        names = [str(field.path[0]) for field in wrong if field.path]
        told = ", ".join(f"{name} (ENTREPOT_{name.upper()})" for name in names)
        raise Invalid(COMMAND_SETTING, f"Not acceptable: {told}.", fields=wrong) from error

"""The shapes of saved views and custom columns, for the OpenAPI document."""

from typing import Any

from entrepot.api.rest.shapes import Person, Versioned
from entrepot.book.orders.columns import ColumnType
from entrepot.book.orders.savedview import ViewNoun


class View(Versioned):
    """A named list of orders with its filters, order and columns."""

    serial: int
    name: str
    noun: ViewNoun
    filters: dict[str, Any]
    sort: str
    columns: list[str]
    shared: bool
    owner: Person


class CustomColumn(Versioned):
    """A typed field of orders; its values are their custom data under `key`."""

    serial: int
    key: str
    name: str
    type: ColumnType
    choices: list[str]
    description: str | None

"""What goes over Acme's wire: the bodies that come in, the shapes that go out, the examples of both."""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

NAME: Final = "acme"
"""The dialect's name, its mount, and its place in `extension`."""
TITLE: Final = "Acme"
ABOUT: Final = "Acme's orders on the book."

State = Literal["new", "placed", "accepted", "done", "void"]
ORDER_ID: Final = "0193b2f0-2c3d-7e4f-9a5b-6c7d8e9f0a1b"
ROW: Final = {"item": "BOARD-20", "qty": "120", "price": "4.35"}
NEW_ORDER: Final[dict[str, Any]] = {"po": "A-1", "vendor": 1001, "note": "Before noon, please.", "rows": [ROW]}
ORDER: Final[dict[str, Any]] = {
    "id": ORDER_ID,
    **NEW_ORDER,
    "state": "new",
    "currency": "EUR",
    "total": "522.00",
    "updated": "2026-03-02T08:15:00Z",
}
PAGE: Final[dict[str, Any]] = {"orders": [ORDER], "after": None}
REFUSED: Final[dict[str, Any]] = {
    "error": {
        "code": "fields.invalid",
        "text": "No product has this SKU.",
        "fields": {"rows.0.item": ["No product has this SKU."]},
    }
}


class Incoming(BaseModel):
    """A part of a request: types are strict, unknown names are ignored."""

    model_config = ConfigDict(strict=True, extra="ignore")


class RowIn(Incoming):
    """A line of a new order: numbers are decimal texts."""

    item: Annotated[str, Field(max_length=255)]
    qty: Annotated[str, Field(pattern=r"^\d{1,9}(\.\d{1,6})?$")]
    price: Annotated[str, Field(pattern=r"^\d{1,12}(\.\d{1,6})?$")] | None = None


class NewOrder(Incoming):
    """A new order; without `po` the book numbers it."""

    model_config = ConfigDict(json_schema_extra={"example": NEW_ORDER})

    po: str | None = None
    vendor: int
    note: str | None = None
    rows: Annotated[list[RowIn], Field(min_length=1, max_length=1000)]


class RowOut(BaseModel):
    """A line of an order; `item` is null for a line of text."""

    item: str | None
    qty: str
    price: str


class OrderOut(BaseModel):
    """An order."""

    id: str
    po: str
    vendor: int | None
    note: str | None
    rows: list[RowOut]
    state: State
    currency: str
    total: str
    updated: str


class PageOut(BaseModel):
    """A page of orders, newest first; `after` asks for the next one."""

    orders: list[OrderOut]
    after: str | None


class RefusalOut(BaseModel):
    """A refusal; `fields` only where fields are wrong."""

    error: dict[str, Any]

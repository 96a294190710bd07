"""What only Pack's query strings and places of stock can get wrong."""

from entrepot.errors import Invalid, code

PLACE_UNKNOWN = code(
    "pack.place_unknown", "No stock location or bin has this id; send null for the warehouse as a whole."
)
STOCK_UNKNOWN = code("pack.stock_unknown", "No stock with this id is in this warehouse.")
STOCK_SHORT = code("pack.stock_short", "Less than this is on hand.")
UNITS_ELSEWHERE = code("pack.units_elsewhere", "These are not the serial numbers of the units to move.")
QUERY_NAME_UNKNOWN = code("pack.query_name", "This list has no such filter, sort or include.")


class UnknownQueryName(Invalid):
    """A filter, sort or include that the list does not have: 400, unlike a wrong value."""

    http_status = 400

    def __init__(self, message: str) -> None:
        """`message` names it and what there is."""
        super().__init__(QUERY_NAME_UNKNOWN, message)

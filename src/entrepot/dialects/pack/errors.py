"""What only Pack's query strings can get wrong."""

from entrepot.errors import Invalid, code

QUERY_NAME_UNKNOWN = code("pack.query_name", "This list has no such filter, sort or include.")


class UnknownQueryName(Invalid):
    """A filter, sort or include that the list does not have: 400, unlike a wrong value."""

    http_status = 400

    def __init__(self, message: str) -> None:
        """`message` names it and what there is."""
        super().__init__(QUERY_NAME_UNKNOWN, message)

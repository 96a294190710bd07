"""What can go wrong in this dialect only."""

from collections.abc import Mapping

from entrepot.errors import Conflict, EntrepotError, code

ORDER_COMPLETE = code("storefeeder.order_complete", "A purchase order that is complete cannot be changed.")
RECEIVED_ON_DRAFT = code("storefeeder.received_on_draft", "Nothing is received or written off on a draft.")
ABOVE_ORDERED = code("storefeeder.above_ordered", "More than is ordered cannot be received and written off together.")
WRITTEN_OFF_ELSEWHERE = code(
    "storefeeder.written_off_elsewhere", "This much was not written off one by one, so it cannot be taken back."
)
PRODUCT_NOT_ORDERED = code("storefeeder.product_not_ordered", "This product is not on the purchase order.")
PRODUCT_AMBIGUOUS = code("storefeeder.product_ambiguous", "More than one product of the order has this SupplierSKU.")
TOKEN_REFUSED = code("storefeeder.token_refused", "There is no token for these credentials.")


class TokenRefused(EntrepotError):
    """A token call that gets no token; `error` is the vendor's word for it."""

    http_status = 400

    def __init__(self, error: str, description: str) -> None:
        """`error` is invalid_grant, unsupported_grant_type, invalid_clientId or invalid_request."""
        self.error = error
        super().__init__(TOKEN_REFUSED, description)


class ActionRefused(Conflict):
    """An action that a rule does not allow: raised out of the transaction, so that nothing of it is kept.

    `document` is the answer: the vendor's simple response with the error's text.
    """

    def __init__(self, error: EntrepotError, document: Mapping[str, object]) -> None:
        """`error` is what the rule said."""
        self.document = document
        super().__init__(error.code, error.message)

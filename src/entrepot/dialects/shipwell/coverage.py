"""The vendor's operations, as its reference and its client know them; the README says which are served."""

from entrepot.http.coverage import Row

_DOCUMENTED = "documented"
_INFERRED = "inferred"


def _documents(face: str) -> tuple[Row, ...]:
    path = f"/{face}/{{order_id}}/documents"
    one = f"{path}/{{document_id}}"
    return (
        Row("POST", path, "attach a document", _DOCUMENTED),
        Row("GET", path, "list documents", _DOCUMENTED),
        Row("GET", one, "read a document", _DOCUMENTED),
        Row("PUT", one, "change a document", _DOCUMENTED),
        Row("DELETE", one, "remove a document", _DOCUMENTED),
    )


COVERAGE: tuple[Row, ...] = (
    Row("POST", "/v2/auth/token/", "sign in", _DOCUMENTED),
    Row("GET", "/v2/auth/me/", "who is signed in", _DOCUMENTED),
    Row("POST", "/purchase-orders", "create a purchase order", _DOCUMENTED),
    Row("POST", "/orders", "create an order", _DOCUMENTED),
    Row("GET", "/orders", "list orders of either face", _DOCUMENTED),
    Row("GET", "/orders/{order_id}", "read an order of either face", _INFERRED),
    Row("GET", "/purchase-orders/{order_id}", "read a purchase order", _INFERRED),
    Row("GET", "/purchase-orders", "list purchase orders", _INFERRED),
    Row("PUT", "/purchase-orders/{order_id}", "update a whole purchase order", _DOCUMENTED),
    Row("PUT", "/orders/{order_id}", "update a whole order", _DOCUMENTED),
    Row("POST", "/purchase-orders/{order_id}/cancel", "cancel a purchase order", _DOCUMENTED),
    Row("POST", "/orders/{order_id}/cancel", "cancel an order", _INFERRED),
    Row("POST", "/purchase-orders/{order_id}/items", "add an item", _DOCUMENTED),
    Row("GET", "/purchase-orders/{order_id}/items/{order_item_id}", "read an item", _DOCUMENTED),
    Row("PUT", "/purchase-orders/{order_id}/items/{order_item_id}", "change an item", _DOCUMENTED),
    Row("DELETE", "/purchase-orders/{order_id}/items/{order_item_id}", "remove an item", _DOCUMENTED),
    Row("POST", "/purchase-orders/{order_id}/releases", "release goods", _DOCUMENTED),
    Row("GET", "/purchase-orders/{order_id}/releases/{release_id}", "read a release", _DOCUMENTED),
    Row("POST", "/purchase-orders/{order_id}/releases/{release_id}/accept", "accept a release", "our extension"),
    Row("POST", "/purchase-orders/{order_id}/releases/{release_id}/reject", "reject a release", "our extension"),
    Row("POST", "/purchase-orders/{order_id}/releases/{release_id}/cancel", "cancel a release", "our extension"),
    Row("GET", "/purchase-orders/{order_id}/releases", "list releases", _INFERRED),
    *_documents("purchase-orders"),
    Row("PUT", "/sales-orders/{order_id}", "update a whole sales order", _DOCUMENTED),
    Row("POST", "/sales-orders/{order_id}/cancel", "cancel a sales order", _DOCUMENTED),
    Row("GET", "/sales-orders/{order_id}", "read a sales order", _INFERRED),
    Row("GET", "/sales-orders", "list sales orders", _INFERRED),
    Row("POST", "/sales-orders/{order_id}/releases", "offer a release", _DOCUMENTED),
    Row("GET", "/sales-orders/{order_id}/releases/{release_id}", "read a release", _DOCUMENTED),
    *_documents("sales-orders"),
    Row("POST", "/tags", "create a tag", _DOCUMENTED),
    Row("GET", "/tags", "list tags", _DOCUMENTED),
    Row("GET", "/tags/{tag_id}", "read a tag", _DOCUMENTED),
    Row("PUT", "/tags/{tag_id}", "change a tag", _DOCUMENTED),
    Row("DELETE", "/tags/{tag_id}", "delete a tag", _DOCUMENTED),
    Row("POST", "/webhooks/", "subscribe to events", _DOCUMENTED),
    Row("PUT", "/webhooks/{id}/", "change a subscription", _DOCUMENTED),
    Row("GET", "/webhooks/", "list subscriptions", _INFERRED),
    Row("GET", "/webhooks/{id}/", "read a subscription", _INFERRED),
    Row("DELETE", "/webhooks/{id}/", "end a subscription", _INFERRED),
    Row("GET", "/events/event-names-by-version/", "names of events", _DOCUMENTED),
)

"""Every operation known of Acme's API: which ones are served is read off the routes."""

from entrepot.http.coverage import Row

COVERAGE: tuple[Row, ...] = (
    Row("GET", "/orders", "list orders"),
    Row("POST", "/orders", "enter an order"),
    Row("GET", "/orders/{id}", "read an order"),
    Row("POST", "/orders/{id}/place", "send an order to its supplier"),
)

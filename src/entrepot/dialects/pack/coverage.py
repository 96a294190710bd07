"""Every operation known of Pack's REST API: which ones are served is read off the routes."""

from entrepot.http.coverage import Row

_O = "/v1/organizations/{organizationId}"
_W = "/v1/warehouses/{warehouseId}"
_MENU = "documented (menu)"

_ORDERS = (
    Row("GET", f"{_O}/purchase-orders", "list purchase orders"),
    Row("POST", f"{_O}/purchase-orders", "create a purchase order"),
    Row("GET", f"{_O}/purchase-orders/{{purchaseOrderId}}", "get a purchase order"),
    Row("PUT", f"{_O}/purchase-orders/{{purchaseOrderId}}", "change header or status", "inferred"),
    Row("POST", f"{_O}/purchase-orders/{{purchaseOrderId}}/cancel", "cancel", "inferred"),
    Row("DELETE", f"{_O}/purchase-orders/{{purchaseOrderId}}", "delete, while created", "inferred"),
    Row("GET", f"{_O}/purchase-orders/{{purchaseOrderId}}/lines", "list lines", "inferred"),
    Row("POST", f"{_O}/purchase-orders/{{purchaseOrderId}}/lines", "add a line"),
    Row("GET", f"{_O}/purchase-orders/{{purchaseOrderId}}/lines/{{lineId}}", "get a line"),
    Row("PUT", f"{_O}/purchase-orders/{{purchaseOrderId}}/lines/{{lineId}}", "change a line"),
    Row("DELETE", f"{_O}/purchase-orders/{{purchaseOrderId}}/lines/{{lineId}}", "remove a line", "inferred"),
    Row("GET", f"{_O}/suppliers", "list suppliers", "inferred"),
    Row("POST", f"{_O}/suppliers", "add a supplier", "inferred"),
    Row("GET", f"{_O}/suppliers/{{supplierId}}", "get a supplier", "inferred"),
    Row("PUT", f"{_O}/suppliers/{{supplierId}}", "change a supplier", "inferred"),
    Row("DELETE", f"{_O}/suppliers/{{supplierId}}", "delete a supplier", "inferred"),
)
_RECEIPTS = (
    Row("GET", f"{_O}/goods-receipts", "list goods receipts"),
    Row("POST", f"{_O}/goods-receipts", "announce a goods receipt"),
    Row("GET", f"{_O}/goods-receipts/{{goodsReceiptId}}", "get a goods receipt", "inferred"),
    Row("PUT", f"{_O}/goods-receipts/{{goodsReceiptId}}", "change a goods receipt", "inferred"),
    Row("GET", f"{_O}/goods-receipt-pieces", "list pieces"),
    Row("POST", f"{_O}/goods-receipt-pieces", "add a piece"),
    Row("GET", f"{_W}/goods-receipts", "list goods receipts", _MENU),
    Row("POST", f"{_W}/goods-receipts", "create a goods receipt at the door"),
    Row("GET", f"{_W}/goods-receipts/{{goodsReceiptId}}", "get a goods receipt", _MENU),
    Row("GET", f"{_W}/goods-receipts/{{goodsReceiptId}}/lines", "list booked lines", _MENU),
    Row("GET", f"{_W}/goods-receipts/{{goodsReceiptId}}/lines/{{lineId}}", "get a booked line", _MENU),
    Row("POST", f"{_W}/goods-receipts/{{goodsReceiptId}}/lines", "book received goods"),
    Row("GET", f"{_W}/goods-receipts/{{goodsReceiptId}}/purchase-orders", "list linked purchase orders"),
    Row("GET", f"{_W}/goods-receipt-pieces", "list or scan pieces"),
    Row("POST", f"{_W}/goods-receipt-pieces", "add a piece", _MENU),
    Row("GET", f"{_W}/goods-receipt-pieces/{{goodsReceiptPieceId}}", "get a piece", _MENU),
    Row("PUT", f"{_W}/goods-receipt-pieces/{{goodsReceiptPieceId}}", "move a piece through its states", _MENU),
)
_PRODUCTS = (
    Row("GET", f"{_O}/products", "list products"),
    Row("POST", f"{_O}/products", "add a product", "inferred"),
    Row("GET", f"{_O}/products/{{productId}}", "get a product"),
    Row("PUT", f"{_O}/products/{{productId}}", "change a product"),
    Row("GET", f"{_W}/products", "list products as a warehouse sees them"),
    Row("PUT", f"{_W}/products/{{productId}}", "say what must be noted when handling a product"),
    Row("GET", f"{_O}/product-warehouses", "list stock per warehouse"),
    Row("GET", f"{_W}/stocks", "list stock per place"),
    Row("POST", f"{_W}/stocks/{{stockId}}/move", "move stock"),
    Row("GET", f"{_W}/stock-mutations", "list stock mutations"),
    Row("POST", f"{_W}/stock-mutations", "mutate stock"),
    Row("GET", f"{_O}/stock-mutations", "list stock mutations"),
    Row("GET", f"{_W}/stock-replenishments", "list what to replenish"),
    Row("GET", f"{_O}/serial-numbers", "list serial numbers"),
    Row("GET", f"{_O}/warehouses", "list warehouses", "inferred"),
    Row("GET", f"{_O}/warehouses/{{warehouseId}}", "get a warehouse", "inferred"),
    Row("GET", f"{_W}/stock-locations", "list stock locations"),
    Row("POST", f"{_W}/stock-locations", "add a stock location"),
    Row("POST", f"{_W}/stock-locations/tree", "add a tree of stock locations"),
    Row("GET", f"{_W}/stock-locations/{{stockLocationId}}", "get a stock location"),
    Row("PUT", f"{_W}/stock-locations/{{stockLocationId}}", "change a stock location"),
    Row("GET", f"{_W}/bins", "list bins"),
    Row("POST", f"{_W}/bins/bulk", "add bins"),
    Row("POST", f"{_W}/bin-types", "add a bin type"),
)
_SETTINGS = (
    Row("GET", f"{_O}/integrations", "list integrations", "named"),
    Row("POST", f"{_O}/integrations", "add an integration"),
    Row("GET", f"{_O}/integrations/{{integrationId}}", "get an integration", "named"),
    Row("PUT", f"{_O}/integrations/{{integrationId}}", "change an integration", "named"),
    Row("DELETE", f"{_O}/integrations/{{integrationId}}", "delete an integration", "named"),
    Row("GET", f"{_O}/integrations/{{integrationId}}/actions", "list its actions", "named"),
    Row("POST", f"{_O}/integrations/{{integrationId}}/actions/{{actionCode}}", "carry out an action", "named"),
    Row("GET", f"{_O}/integrations/{{integrationId}}/settings", "get its settings", "named"),
    *(
        Row("POST", f"{_O}/integrations/{{integrationId}}/sync-{what}", f"fetch {what.replace('-', ' ')}", "named")
        for what in ("orders", "products", "shipping-services", "product-stocks")
    ),
    Row("GET", f"{_O}/integration-products/{{integrationProductId}}", "get a shop's product"),
    *(
        Row(method, f"{side}/{path}", purpose, "named" if side is _O else "documented")
        for side in (_O, _W)
        for method, path, purpose in (
            ("GET", "rule-types", "list rule types"),
            ("GET", "rule-types/{ruleType}", "get a rule type"),
            ("GET", "rules", "list rules"),
            ("POST", "rules", "add a rule"),
            ("GET", "rules/{ruleId}", "get a rule"),
            ("PUT", "rules/{ruleId}", "change a rule"),
            ("DELETE", "rules/{ruleId}", "delete a rule"),
            *(
                (method, f"rules/{{ruleId}}/{part}s{tail}", f"{verb} {article} {part} of a rule")
                for part, article in (("action", "an"), ("condition", "a"))
                for method, tail, verb in (
                    ("GET", "", "list"),
                    ("POST", "", "add"),
                    ("GET", f"/{{{part}Id}}", "get"),
                    ("PUT", f"/{{{part}Id}}", "change"),
                    ("DELETE", f"/{{{part}Id}}", "delete"),
                )
            ),
        )
    ),
    Row("GET", f"{_O}/webhooks", "list webhooks"),
    Row("POST", f"{_O}/webhooks", "add a webhook"),
    Row("GET", f"{_O}/webhooks/{{webhookId}}", "get a webhook"),
    Row("PUT", f"{_O}/webhooks/{{webhookId}}", "change a webhook"),
    Row("DELETE", f"{_O}/webhooks/{{webhookId}}", "delete a webhook", "inferred"),
)

COVERAGE: tuple[Row, ...] = (*_ORDERS, *_RECEIPTS, *_PRODUCTS, *_SETTINGS)

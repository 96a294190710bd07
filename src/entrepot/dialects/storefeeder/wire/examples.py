"""Made-up requests and answers for the API document."""

from typing import Any

Sample = dict[str, Any]
GBP: Sample = {"CurrencyID": 1, "CurrencyCode": "GBP", "CurrencyName": "Pound Sterling", "Symbol": "£"}

SIGN_IN: Sample = {
    "grant_type": "password",
    "username": "buyer@quayside.example",
    "password": "correct-horse",
    "client_id": "ek_Q2f7aLk0",
}
TOKEN: Sample = {
    "access_token": "m3Yk1d2w9nQf0aV7sXz4Tq8uRb6cLh5eGjPo",
    "token_type": "bearer",
    "expires_in": 86400,
    ".issued": "Tue, 03 Mar 2026 09:15:00 GMT",
    ".expires": "Wed, 04 Mar 2026 09:15:00 GMT",
}
NEW_ORDER: Sample = {
    "PurchaseOrderReference": "QUAY-0042",
    "DeliveryCost": 6.5,
    "SupplierID": 1001,
    "WarehouseID": 1001,
    "DueDate": "2026-03-17T08:30:00+00:00",
    "PaymentReference": "PAY-77",
    "Lines": [
        {"ProductID": 1001, "Qty": 12, "SingleItemPrice": 2.35, "TaxRate": 20.0},
        {"SKU": "ROPE-8MM", "Qty": 7, "SingleItemPrice": 4.99, "TaxRate": 5.0},
        {"SupplierSKU": "HB-CLEAT", "Qty": 3},
    ],
}
LINE: Sample = {
    "PurchaseOrderLineID": 1001,
    "ProductID": 1001,
    "ProductSKU": "BUOY-S",
    "QtyOrdered": 12,
    "QtyReceived": 0,
    "PurchaseOrderDetailsStatus": "AwaitingProduct",
    "SinglePrice": 2.35,
    "TaxRate": 20.0,
    "LineVat": 5.64,
    "LineTotal": 28.2,
    "DeliveryStatusID": 1,
    "DeliveryStatus": "Pending",
    "QtyWrittenOff": 0.0,
    "CartonQty": 6,
    "AddedByUserID": 1001,
    "TotalUnitsOrdered": 12,
    "TotalUnitsReceived": 0,
    "TotalUnitsWrittenOff": 0,
}
ORDER: Sample = {
    "PurchaseOrderID": 1207,
    "PurchaseOrderGuid": "0b5f6a52-6f0e-7a77-9a53-51f0c7d7c1aa",
    "User": {"UserID": 1001, "UserName": "Quayside buyer"},
    "PurchaseOrderReference": "QUAY-0042",
    "DateRaised": "2026-03-03T09:15:00.5+00:00",
    "Supplier": {
        "SupplierCode": "HARB",
        "SuppliersReference": "ENT-1",
        "Currency": GBP,
        "SupplierID": 1001,
        "Name": "Harbour Bits Ltd",
    },
    "Warehouse": {
        "WarehouseName": "North Quay",
        "WarehouseGuid": "5d0c7b6e-7a35-7c55-8a0e-2d6f1f9b8e10",
        "WarehouseID": 1001,
    },
    "DateDue": "2026-03-17T08:30:00+00:00",
    "PurchaseOrderStatus": "Draft",
    "DeliveryCost": 6.5,
    "Subtotal": 34.7,
    "TotalVat": 5.64,
    "Total": 40.34,
    "Currency": GBP,
    "PaymentReference": "PAY-77",
    "PurchaseOrderLines": [LINE],
    "UpdatedDate": "2026-03-03T09:15:00.5Z",
}
PAGE: Sample = {"TotalItems": 1, "PagingInfo": {"PageSize": 100, "Page": 1}, "TotalPages": 1}
DELIVERY: Sample = {"DueDate": "2026-03-20T08:30:00Z", "DeliveryCost": 8.0, "PurchaseOrderReference": "QUAY-0042-B"}
LINE_PATCH: Sample = {"SinglePrice": 2.2, "QtyOrdered": 24, "LineNotes": "two cartons"}
LINE_PATCHES = [{"PurchaseOrderLineID": 1001, **LINE_PATCH}]
SIMPLE: Sample = {"PurchaseOrderID": 1207, "PurchaseOrderReference": "QUAY-0042", "Success": True}
BATCH: Sample = {"TotalItemsProcessed": 1, "Successful": 1, "Failed": 0, "Responses": [SIMPLE]}
BOOK_IN_ALL = [{"PurchaseOrderID": 1207}]
BOOK_IN = [
    {
        "PurchaseOrderID": 1207,
        "Lines": [
            {"SKU": "BUOY-S", "BookedIn": 10, "WrittenOff": 2},
            {"ProductID": 1002, "BookedIn": 7, "ExpiryDateUtc": "2027-03-01T00:00:00Z", "BatchReference": "L-88"},
        ],
    }
]
TO_RECEIVE: Sample = {**ORDER, "PurchaseOrderStatus": "SentToSupplier", "DateSent": "2026-03-03T09:35:00+00:00"}
NEW_SUPPLIER: Sample = {
    "Name": "Harbour Bits Ltd",
    "SupplierAddress": {
        "FirstName": "Una",
        "LastName": "Berth",
        "Address1": "2 Slipway",
        "City": "Whitby",
        "Postcode": "YO21 1AA",
        "Country": "UNITEDKINGDOM",
        "PhoneNumber": "+44 1632 960001",
    },
    "SupplierCode": "HARB",
    "Email": "sales@harbourbits.example",
    "MinimumOrderValue": 50.0,
    "AccountNumber": "Q-118",
    "CurrencyCode": "GBP",
    "SuppliersReference": "ENT-1",
}
SUPPLIER: Sample = {
    **NEW_SUPPLIER,
    "SupplierGUID": "4c1b7a80-2b4e-7d1e-8a0e-93b0a2d4f6c1",
    "SendBelowReorderLevelEmail": False,
    "BelowReorderLevelReportRecipientEmailAddress": [],
    "SupplierID": 1001,
}
NEW_WAREHOUSE: Sample = {
    "ContactName": "Pat Dock",
    "WarehouseName": "South Quay",
    "Address": "9 Pier Road",
    "City": "Whitby",
    "PostCode": "YO21 1AB",
    "Country": "UNITEDKINGDOM",
    "HandlingTimeDays": 1,
    "WarehouseType": "Warehouse_Fulfillment",
}
WAREHOUSE: Sample = {
    "ShippingAddress": {
        "Address1": "9 Pier Road",
        "City": "Whitby",
        "Postcode": "YO21 1AB",
        "Country": "UNITEDKINGDOM",
    },
    "IsDefault": False,
    "SenderName": "Pat Dock",
    "HandlingTime": 1,
    "ApplyTaxToShipping": False,
    "WarehouseType": "Warehouse_Fulfillment",
    "WarehouseName": "South Quay",
    "WarehouseGuid": "5d0c7b6e-7a35-7c55-8a0e-2d6f1f9b8e11",
    "WarehouseID": 1002,
}
OFFER: Sample = {
    "Supplier": {"SupplierID": 1001, "Name": "Harbour Bits Ltd"},
    "SupplierSKU": "HB-BUOY",
    "SupplierCosts": 2.35,
    "SupplierLeadTime": 5,
    "SupplierCartonQuantities": 6,
    "Priority": 1,
}
BARE_ROW: Sample = {name: value for name, value in OFFER.items() if name != "Supplier"}
ROW_PATCH: Sample = {"SupplierCosts": 2.4, "DropShipmentDeliveryCost": 1.25}
PATCHED_ROW: Sample = {**BARE_ROW, **ROW_PATCH}
ROW_UPDATE: Sample = {
    "ProductIDType": {"IDType": "SKU", "Value": "BUOY-S"},
    "Supplier": {"SupplierID": 1001, "Name": "Harbour Bits Ltd"},
    "SupplierSKU": "HB-BUOY",
    "SupplierCosts": 2.35,
    "SupplierCartonQuantities": 6,
}
INVENTORY_UPDATE: Sample = {
    "ProductIDType": {"IDType": "SupplierSKU", "Value": "HB-BUOY"},
    "Supplier": {"SupplierID": 1001, "Name": "Harbour Bits Ltd"},
    "SupplierStockLevel": 40,
    "SupplierCosts": 2.35,
}
_COUNTED: Sample = {"TotalItemsProcessed": 1, "Successful": 1, "Failed": 0}
ROW_RESULTS: Sample = {**_COUNTED, "Responses": [{"SupplierUpdate": ROW_UPDATE, "Success": True}]}
INVENTORY_RESULTS: Sample = {
    "SkippedDueToSameValue": 0,
    **_COUNTED,
    "Responses": [{"SupplierUpdate": INVENTORY_UPDATE, "Success": True}],
}
PRODUCT: Sample = {
    "ProductID": 1001,
    "SKU": "BUOY-S",
    "Name": "Small buoy",
    "ProductGUID": "6e1d8c7f-8b46-7d66-9b1f-3e7f2fac9f21",
    "ProductType": "Simple",
    "Suppliers": [OFFER],
    "Archived": False,
    "IsAkit": False,
}
REFUSED: Sample = {"Message": "Must be from 0 to 999999.", "ModelState": {"model.Lines[0].Qty": ["…"]}}


def page_of(item: Sample) -> Sample:
    """A page that holds one item."""
    return {**PAGE, "Data": [item]}

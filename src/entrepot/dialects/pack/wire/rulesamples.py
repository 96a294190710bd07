"""The examples of the API document for rules."""

from entrepot.dialects.pack.wire.samples import MORNING, Document

RULE_ID = "0193b2f0-2c3d-7e4f-9a5b-6c7d8e9f0a30"
CREATE_RULE: Document = {"name": "Large orders wait", "type": "purchase_order", "enabled": True, "sort": 10}
CHANGE_RULE: Document = {"enabled": False}
RULE: Document = {"id": RULE_ID, **CREATE_RULE, "created_at": MORNING, "updated_at": MORNING}
ADD_CONDITION: Document = {"code": "total", "operator": "gt", "value": {"currency": "EUR", "value": "5000.00"}}
CHANGE_CONDITION: Document = {"value": {"currency": "EUR", "value": "7500.00"}}
CONDITION: Document = {
    "id": "0193b2f0-2c3d-7e4f-9a5b-6c7d8e9f0a31",
    **ADD_CONDITION,
    "created_at": MORNING,
    "updated_at": MORNING,
}
ADD_ACTION: Document = {"code": "hold", "fields": {"reason": "Over 5,000"}}
CHANGE_ACTION: Document = {"fields": {"reason": "Over 7,500"}}
ACTION: Document = {
    "id": "0193b2f0-2c3d-7e4f-9a5b-6c7d8e9f0a32",
    **ADD_ACTION,
    "created_at": MORNING,
    "updated_at": MORNING,
}
TYPE: Document = {
    "code": "purchase_order",
    "name": "Purchase order",
    "actions": [
        {
            "code": "hold",
            "name": "Put on hold",
            "fields": [
                {
                    "key": "reason",
                    "title": "Reason",
                    "data_type": "string",
                    "type": "text",
                    "default": None,
                    "options": [],
                }
            ],
        }
    ],
    "conditions": [
        {
            "code": "total",
            "name": "Total",
            "operators": ["eq", "ne", "gt", "gte", "lt", "lte"],
            "type": "money",
            "data_type": None,
        }
    ],
}

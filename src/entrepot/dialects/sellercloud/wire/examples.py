"""Example documents for the OpenAPI document; the values are made up and live in `examples.json`."""

import json
from importlib.resources import files
from typing import Any

_DOCUMENTS: dict[str, Any] = json.loads(files(__package__).joinpath("examples.json").read_text("utf-8"))
DETAIL = _DOCUMENTS["DETAIL"]
ROW = _DOCUMENTS["ROW"]
ITEMS = _DOCUMENTS["ITEMS"]
VENDOR_ROW = _DOCUMENTS["VENDOR_ROW"]
VENDOR = _DOCUMENTS["VENDOR"]
COMPANY_ROW = _DOCUMENTS["COMPANY_ROW"]
COMPANY = _DOCUMENTS["COMPANY"]
WAREHOUSE_ROW = _DOCUMENTS["WAREHOUSE_ROW"]
WAREHOUSE = _DOCUMENTS["WAREHOUSE"]
VENDOR_PRODUCT = _DOCUMENTS["VENDOR_PRODUCT"]
TOKEN = _DOCUMENTS["TOKEN"]
SERVER = _DOCUMENTS["SERVER"]

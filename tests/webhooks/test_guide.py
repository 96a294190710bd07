"""What the guide tells a receiver to do works, and the schema says what is sent."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from entrepot.actions import deliveries
from entrepot.webhooks.payload import SCHEMA
from tests.receiver import Receiver
from tests.webhooks.yard import Yard

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guides" / "webhooks.md"


def verified(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """The guide's own code."""
    found = re.search(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    names: dict[str, Any] = {}
    exec(found.group(1), names)  # noqa: S102 - our own documentation
    return bool(names["verified"](secret, headers, body))


def test_the_verification_of_the_guide_tells_genuine_from_forged(yard: Yard, hook: Receiver) -> None:
    endpoint = yard.listen(hook.url)
    yard.happen()
    yard.runner.drain()
    (came,) = hook.received
    secret = endpoint.fresh_secret or ""
    assert verified(secret, came.headers, came.body)
    assert not verified(secret, came.headers, came.body.replace(b"Brightwater", b"Blackwater"))
    assert not verified(secret, {**came.headers, "webhook-id": "another"}, came.body)
    assert not verified(secret, {**came.headers, "webhook-timestamp": "1000000000"}, came.body)


@pytest.mark.parametrize("trial", [False, True])
def test_what_is_sent_is_what_the_schema_says(yard: Yard, hook: Receiver, trial: bool) -> None:
    endpoint = yard.listen(hook.url)
    if trial:
        yard.act(deliveries.test, endpoint.id)
    else:
        yard.happen()
    yard.runner.drain()
    told = json.loads(hook.received[0].body)
    assert set(told) == set(SCHEMA["properties"]) == set(SCHEMA["required"])
    fits(told, SCHEMA)


_KINDS = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}


def fits(value: Any, schema: dict[str, Any]) -> None:
    """The value has the schema's type, const, enum and fields, all the way down, and no field beside them."""
    kinds = schema.get("type", [])
    allowed = tuple(_KINDS[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))
    assert not allowed or isinstance(value, allowed), (value, schema)
    assert value == schema.get("const", value)
    assert value in schema.get("enum", [value])
    if isinstance(value, dict) and "properties" in schema:
        assert set(value) == set(schema["required"]) == set(schema["properties"])
        for name, part in value.items():
            fits(part, schema["properties"][name])
    if isinstance(value, list) and "items" in schema:
        for part in value:
            fits(part, schema["items"])

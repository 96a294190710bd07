"""Somebody at a desk with an HTTP client: sends what an exchange file says and compares what comes back."""

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import httpx2

from tests.dialects.sellercloud.world import PASSWORD, email

MOUNT = "/sellercloud"
PATTERNS = {
    "<moment>": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.(\d{3}|\d{6})Z"),
    "<text>": re.compile(r"(?s).+"),
}
REST = "…"


@dataclass
class Desk:
    """A client of one server, and the tokens it was given."""

    client: httpx2.Client
    tokens: dict[str, str] = field(default_factory=dict)

    def token(self, user: str) -> str:
        """The token of a user, fetched once."""
        if user not in self.tokens:
            answer = self.client.post(f"{MOUNT}/rest/api/token", json={"Username": user, "Password": PASSWORD})
            assert answer.status_code == 200, answer.text
            self.tokens[user] = answer.json()["access_token"]
        return self.tokens[user]

    def send(self, call: str, *, user: str | None = None, **given: Any) -> httpx2.Response:
        """`call` is method and path below the mount; `user` signs in first. Anything else is httpx's."""
        method, _, path = call.partition(" ")
        headers = dict(given.pop("headers", {}))
        if user is not None:
            headers.setdefault("Authorization", f"Bearer {self.token(user)}")
        return self.client.request(method, MOUNT + path, headers=headers, **given)


def read(response: httpx2.Response) -> Any:
    """The JSON of an answer with exact numbers; None for an empty body."""
    return json.loads(response.content, parse_float=Decimal) if response.content else None


def put_in(value: Any, kept: dict[str, Any]) -> Any:
    """The value with `{name}` replaced by what was kept under that name."""
    if isinstance(value, str):
        if value[:1] == "{" and value[-1:] == "}" and value[1:-1] in kept:
            return kept[value[1:-1]]
        for name, known in kept.items():
            value = value.replace(f"{{{name}}}", str(known))
        return value
    if isinstance(value, list):
        return [put_in(inner, kept) for inner in value]
    if isinstance(value, dict):
        return {name: put_in(inner, kept) for name, inner in value.items()}
    return value


def differences(expected: Any, found: Any, path: str = "") -> list[str]:
    """Where an answer is not what was expected. A mapping with the key `…` may hold more; `<moment>`, `<int>`,
    `<text>`, `<any>` stand for any such value; a number is never a string, nor true a number.
    """
    if isinstance(expected, dict) and isinstance(found, dict):
        open_ended = REST in expected
        names = [name for name in expected if name != REST]
        wrong = [f"{path}.{name}: missing" for name in names if name not in found]
        if not open_ended:
            wrong += [f"{path}.{name}: not expected" for name in found if name not in expected]
        for name in names:
            if name in found:
                wrong += differences(expected[name], found[name], f"{path}.{name}")
        return wrong
    if isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            return [f"{path}: {len(found)} entries instead of {len(expected)}: {found}"]
        return [
            wrong
            for index, (left, right) in enumerate(zip(expected, found, strict=True))
            for wrong in differences(left, right, f"{path}[{index}]")
        ]
    return [] if same(expected, found) else [f"{path}: {found!r} instead of {expected!r}"]


def same(expected: Any, found: Any) -> bool:
    if expected == "<any>":
        return True
    if expected == "<int>":
        return isinstance(found, int) and not isinstance(found, bool)
    if isinstance(expected, str) and expected in PATTERNS:
        return isinstance(found, str) and PATTERNS[expected].fullmatch(found) is not None
    if isinstance(expected, bool) or isinstance(found, bool) or isinstance(expected, str) or isinstance(found, str):
        return type(expected) is type(found) and bool(expected == found)
    if expected is None or found is None:
        return expected is found
    return Decimal(str(expected)) == Decimal(str(found))


def play(desk: Desk, steps: list[dict[str, Any]], domain: str) -> None:
    """Send every step of an exchange and compare; what a step keeps is there for the ones after it."""
    kept: dict[str, Any] = {}
    for number, step in enumerate(steps, 1):
        given: dict[str, Any] = {"headers": step.get("headers", {})}
        if "body" in step:
            given["json"] = put_in(step["body"], kept)
        if "raw" in step:
            given["content"] = step["raw"].encode()
            given["headers"] = {"Content-Type": "application/json", **given["headers"]}
        role = step.get("as", "ops")
        user = email(role, domain) if role and "@" not in role else role or None
        answer = desk.send(put_in(step["call"], kept), user=user, **given)
        told = f"step {number} ({step['call']}): "
        assert answer.status_code == step.get("status", 200), told + answer.text
        if "answer" in step:
            wrong = differences(put_in(step["answer"], kept), read(answer))
            assert not wrong, told + "\n".join(wrong)
        for name, key in step.get("keep", {}).items():
            kept[name] = _at(read(answer), key)


def _at(document: Any, key: str) -> Any:
    for part in key.split("."):
        document = document[int(part)] if part.isdigit() else document[part]
    return document

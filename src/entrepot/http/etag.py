"""Which version of a record a client means: ETag, If-Match (412, 428) and If-None-Match (304).

The tag is the record's version in quotes. A weak tag (`W/"5"`, as compressing proxies make it) counts as the strong
one, because equal versions are equal records; so does a bare number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from entrepot.http.errors import PreconditionFailed, PreconditionRequired

_TAG = re.compile(r'^(?:W/)?"?(\d{1,18})"?$')


def etag(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


@dataclass(frozen=True, slots=True)
class Expected:
    """The versions a client would accept to change; None means any."""

    versions: frozenset[int] | None

    def check(self, version: int) -> None:
        """Raise `PreconditionFailed` unless the stored version is one of them."""
        if self.versions is not None and version not in self.versions:
            raise PreconditionFailed


ANY = Expected(None)


def if_match(headers: Mapping[str, str], *, required: bool) -> Expected:
    """What If-Match says; raises `PreconditionRequired` when it is required and missing. `*` means any version."""
    value = headers.get("if-match")
    if value is None:
        if required:
            raise PreconditionRequired
        return ANY
    return ANY if value.strip() == "*" else Expected(_versions(value))


def is_unchanged(headers: Mapping[str, str], version: int) -> bool:
    """Whether If-None-Match names the stored version, so that 304 is the answer to a GET."""
    value = headers.get("if-none-match")
    if value is None:
        return False
    return value.strip() == "*" or version in _versions(value)


def _versions(value: str) -> frozenset[int]:
    tags = (_TAG.match(part.strip()) for part in value[:2000].split(","))
    return frozenset(int(tag.group(1)) for tag in tags if tag)

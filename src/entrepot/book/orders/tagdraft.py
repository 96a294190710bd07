"""What a door gives in order to create or change a tag, what one must look like, and how its slug is made."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from unicodedata import normalize

from entrepot.book.orders.tag import Tag, TagStatus
from entrepot.book.values import checks
from entrepot.book.values.unset import UNSET, Unset
from entrepot.errors import Findings

TAG_NAME_LENGTH = 100
DESCRIPTION_LENGTH = 1000
COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class TagDraft:
    """A tag to be made."""

    name: str
    color: str = "#888888"
    status: TagStatus = TagStatus.ACTIVE
    description: str | None = None
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TagPatch:
    """Changes to a tag: what is UNSET stays, None clears; the slug stays as it was made."""

    name: str | Unset = UNSET
    color: str | Unset = UNSET
    status: TagStatus | Unset = UNSET
    description: str | None | Unset = UNSET
    extension: dict[str, object] | Unset = UNSET


def check_tag(tag: Tag) -> None:
    """Raise `Invalid` naming everything that is wrong with the tag."""
    findings = Findings()
    checks.text(findings, ("name",), tag.name, TAG_NAME_LENGTH, blank=False)
    checks.matching(findings, ("color",), tag.color, COLOR, "A color is written #rgb or #rrggbb.")
    checks.text(findings, ("description",), tag.description, DESCRIPTION_LENGTH)
    checks.document(findings, ("extension",), tag.extension)
    findings.settle()


def slug_of(name: str) -> str:
    """The name in lower case, accents dropped, everything else than letters and digits as one hyphen."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return _NOT_SLUG.sub("-", plain).strip("-") or "tag"


def free_slug(name: str, taken: Collection[str]) -> str:
    """The slug of the name, with the first free number behind it when it is taken."""
    slug = slug_of(name)
    number = 1
    free = slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free

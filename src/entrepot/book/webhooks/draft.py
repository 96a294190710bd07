"""What a door gives in order to make or change a webhook, and what one must look like."""

from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from entrepot.book.events import EVENTS
from entrepot.book.values import checks
from entrepot.book.values.unset import UNSET, Unset
from entrepot.book.webhooks.addresses import Reach
from entrepot.book.webhooks.endpoint import EVERYTHING, NATIVE, WebhookEndpoint
from entrepot.book.webhooks.errors import WEBHOOK_ADDRESS, WEBHOOK_EVENT, WEBHOOK_SECRET, WEBHOOK_URL
from entrepot.errors import FIELD_REQUIRED, FIELD_TOO_LONG, Findings

DESCRIPTION_LENGTH = 1000
MOST_EVENTS = 100
CREDENTIAL_LENGTH = 200
LEAST_SECRET, MOST_SECRET = 8, 200


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user name and password for HTTP Basic."""

    username: str
    password: str


@dataclass(frozen=True, slots=True)
class WebhookDraft:
    """A webhook to be made; without a `secret` one is made up."""

    url: str
    events: tuple[str, ...]
    description: str | None = None
    enabled: bool = True
    form: str = NATIVE
    secret: str | None = None
    credentials: Credentials | None = None
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WebhookPatch:
    """Changes to a webhook: what is UNSET stays, None empties; the form stays as it was made."""

    url: str | Unset = UNSET
    events: tuple[str, ...] | Unset = UNSET
    description: str | None | Unset = UNSET
    enabled: bool | Unset = UNSET
    secret: str | Unset = UNSET
    credentials: Credentials | None | Unset = UNSET
    extension: dict[str, object] | Unset = UNSET


def check_endpoint(findings: Findings, endpoint: WebhookEndpoint, reach: Reach, known: Callable[[str], bool]) -> None:
    """Note everything that is wrong with a webhook; `known` says which event names its form has."""
    checks.text(findings, ("description",), endpoint.description, DESCRIPTION_LENGTH)
    checks.document(findings, ("extension",), endpoint.extension)
    check_url(findings, endpoint.url, reach)
    if not endpoint.event_names:
        findings.add(("events",), FIELD_REQUIRED, "Name at least one event.")
    elif len(endpoint.event_names) > MOST_EVENTS:
        findings.add(("events",), FIELD_TOO_LONG, f"At most {MOST_EVENTS} events are named; {EVERYTHING} is all.")
    else:
        for index, name in enumerate(endpoint.event_names):
            if not known(name):
                findings.add(("events", index), WEBHOOK_EVENT)


def check_secret(findings: Findings, secret: str | Unset | None) -> None:
    """Note that a secret from outside is too short, too long or not printable."""
    if not isinstance(secret, str):
        return
    if not LEAST_SECRET <= len(secret) <= MOST_SECRET or not secret.isprintable() or secret != secret.strip():
        findings.add(("secret",), WEBHOOK_SECRET)


def check_credentials(findings: Findings, given: Credentials | Unset | None) -> None:
    """Note what HTTP Basic cannot carry."""
    if not isinstance(given, Credentials):
        return
    for name in ("username", "password"):
        checks.text(findings, ("credentials", name), getattr(given, name), CREDENTIAL_LENGTH)
    if ":" in given.username or not given.username.isprintable() or not given.password.isprintable():
        findings.add(("credentials", "username"), WEBHOOK_URL, "HTTP Basic knows no colon in a name, nor line breaks.")


def is_native_event(name: str) -> bool:
    """Whether the native form has this name: an event, `*`, or `noun.*`."""
    if name == EVERYTHING or name in EVENTS:
        return not name.startswith("webhook.")
    noun, dot, rest = name.partition(".")
    is_noun = noun != "webhook" and any(each.startswith(f"{noun}.") for each in EVENTS)
    return bool(dot) and rest == EVERYTHING and is_noun


def check_url(findings: Findings, url: str, reach: Reach) -> None:
    """Note what keeps an address from being sent to, as far as it can be seen without asking the name server."""
    parts = split(url)
    if len(url) > checks.URL_LENGTH or parts is None:
        findings.add(("url",), WEBHOOK_URL, "An address is written https://host/path, without user name or fragment.")
    elif parts.scheme == "http" and not reach.allowed:
        findings.add(("url",), WEBHOOK_URL, "Webhooks are sent over https only.")
    elif _is_address(parts.hostname or "") and not reach.allows(parts.hostname or ""):
        findings.add(("url",), WEBHOOK_ADDRESS)


def split(url: str) -> SplitResult | None:
    """The parts of an address that can be sent to, else None."""
    if not url.isascii() or any(sign <= " " or sign in "\\\x7f" for sign in url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    usable = parts.scheme in {"http", "https"} and parts.hostname and port != 0
    return parts if usable and not parts.fragment and "@" not in parts.netloc else None


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True

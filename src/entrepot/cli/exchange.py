"""`entrepot pull` and `entrepot push`: exchanging with another server that speaks one of the dialects.

Both go step by step. Each step is a command of its own, carried out where the order book is, so that a server which
holds the book goes on serving, and an interrupted exchange goes on where it stopped.
"""

import json
import os
import stat
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from entrepot.actions import organizations
from entrepot.actions.exchange import last_complete, pull, resume
from entrepot.actions.ports import Connection, DialectClient, Dialects, SpeakingDialect
from entrepot.actions.pushing import Pusher, push
from entrepot.book.exchange.errors import EXCHANGE_DIALECT, EXCHANGE_NO_CALL
from entrepot.book.exchange.record import USUAL, Became, Entry, Exchanged, Step
from entrepot.cli.calling import carry_out
from entrepot.cli.commands import Arguments, Desk, Document, command, identity, optional_text, text, wrong
from entrepot.cli.console import say
from entrepot.cli.errors import CREDENTIALS_FILE, EXIT_CODES, REPORT_FILE
from entrepot.cli.options import AsJson, Database, Organization, settings_of
from entrepot.errors import Failed, Invalid, Kind, NotFound
from entrepot.http.installed import register_installed
from entrepot.settings import Settings
from entrepot.store import organizations as organization_store

LAST = "last"
MOST_TOLD = 1000
OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


# --- what is carried out where the book is ----------------------------------------------------------------------------


@command("pull step")
def pull_step(desk: Desk, arguments: Arguments) -> Document:
    """Fetch some records and bring them into the book; `first` goes on where an interrupted pull stopped."""
    with _client(arguments) as client:
        noun, organization_id = _noun(arguments), identity(arguments, "organization")
        if noun in client.unlisted:
            return {"skipped": client.unlisted[noun]}
        bookmark, since = optional_text(arguments, "bookmark"), optional_text(arguments, "since")
        dry_run = arguments.get("dry_run") is True
        if arguments.get("first") is True and not dry_run and arguments.get("restart") is not True:
            bookmark = resume(desk.store, organization_id, client, noun)
        after = last_complete(desk.store, organization_id, client, noun) if since == LAST else moment_of(since)
        actor = organizations.system_actor(organization_id)
        step = pull(desk.store, actor, client, noun, bookmark, since=after, dry_run=dry_run)
        return {**_shown(step), "since": None if after is None else after.isoformat()}


@command("push step")
def push_step(desk: Desk, arguments: Arguments) -> Document:
    """Make some things there that the other server does not have yet."""
    with _client(arguments) as client:
        noun, organization_id = _noun(arguments), identity(arguments, "organization")
        if noun in client.unmakable:
            return {"skipped": client.unmakable[noun]}
        actor = organizations.system_actor(organization_id)
        desk.store.read_now(lambda uow: organization_store.found(uow, organization_id))
        since = moment_of(optional_text(arguments, "since"))
        pusher = Pusher(desk.store, actor, client, dry_run=arguments.get("dry_run") is True)
        return _shown(push(pusher, noun, optional_text(arguments, "bookmark"), since=since))


@contextmanager
def _client(arguments: Arguments) -> Iterator[DialectClient]:
    """The client of the server that is named; raises NotFound for a dialect that is not installed."""
    name = text(arguments, "dialect")
    dialects = register_installed(Dialects())
    dialect = dialects.get(name)
    if dialect is None:
        known = ", ".join(each.name for each in dialects)
        raise NotFound(EXCHANGE_DIALECT, f"No dialect is called {name}; there are {known}.")
    if not isinstance(dialect, SpeakingDialect):
        raise Invalid(EXCHANGE_NO_CALL, f"{name} only listens: it has no client of other servers.")
    credentials = arguments.get("credentials")
    if not isinstance(credentials, Mapping):
        raise wrong("credentials", "An object of names and texts is expected.")
    client = dialect.client(
        Connection(text(arguments, "url"), {str(name): str(it) for name, it in credentials.items()})
    )
    try:
        yield client
    finally:
        client.close()


def _noun(arguments: Arguments) -> Exchanged:
    try:
        return Exchanged(text(arguments, "noun"))
    except ValueError as error:
        raise wrong("only", f"One of {', '.join(Exchanged)} is expected.") from error


def moment_of(written: str | None) -> datetime | None:
    """A date or moment in ISO 8601, in UTC when it names no zone; raises Invalid."""
    if written is None:
        return None
    try:
        read = datetime.fromisoformat(written)
    except ValueError as error:
        raise wrong("since", "A date such as 2026-03-01 is expected, or the word last.") from error
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def _shown(step: Step) -> Document:
    return {"entries": [_entry(entry) for entry in step.entries], "next": step.next, "total": step.total}


def _entry(entry: Entry) -> Document:
    return {
        "external_id": entry.external_id,
        "label": entry.label,
        "became": entry.became.value,
        "book_id": None if entry.book_id is None else str(entry.book_id),
        "reasons": list(entry.reasons),
        "remarks": list(entry.remarks),
    }


# --- what the terminal does -------------------------------------------------------------------------------------------


@dataclass
class Account:
    """What became of the records so far: counts by noun, what is worth telling, and all of it in a file if wanted."""

    report: TextIO | None = None
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    told: list[Document] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)

    def note(self, noun: str, entries: list[Document]) -> None:
        """Count entries; keep the refused ones and those with remarks, the first thousand of them."""
        counter = self.counts.setdefault(noun, Counter())
        for entry in entries:
            counter[str(entry["became"])] += 1
            line = {"noun": noun, **entry}
            if self.report is not None:
                self.report.write(json.dumps(line, ensure_ascii=False) + "\n")
            if (entry["reasons"] or entry["remarks"]) and len(self.told) < MOST_TOLD:
                self.told.append(line)

    @property
    def refused(self) -> int:
        """How many records were refused."""
        return sum(counter[Became.REFUSED] for counter in self.counts.values())

    def document(self, *, dry_run: bool) -> Document:
        """The report: counts by noun, refusals and remarks, and the nouns that were passed over."""
        counts = {noun: {each.value: counter[each] for each in Became} for noun, counter in self.counts.items()}
        return {"dry_run": dry_run, "counts": counts, "told": self.told, "skipped": self.skipped}


def _exchange(
    settings: Settings, name: str, given: Document, nouns: list[str], account: Account, watch: "Watch"
) -> None:
    """Step through every noun to its end."""
    for noun in nouns:
        bookmark: object = None
        asked = {**given, "noun": noun}
        first = True
        while first or bookmark is not None:
            said = carry_out(settings, name, {**asked, "bookmark": bookmark, "first": first})
            if "skipped" in said:
                account.skipped[noun] = str(said["skipped"])
                break
            asked["since"] = said.get("since", asked.get("since"))
            entries = said["entries"]
            if isinstance(entries, list):
                account.note(noun, entries)
            watch.moved(noun, account.counts[noun].total(), said.get("total"))
            bookmark, first = said["next"], False


class Watch:
    """A progress bar for each noun, on standard error and only for people."""

    def __init__(self, progress: Progress | None) -> None:
        """None: nobody watches."""
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def moved(self, noun: str, done: int, total: object) -> None:
        """So many records of the noun are done."""
        if self._progress is None:
            return
        if noun not in self._tasks:
            self._tasks[noun] = self._progress.add_task(noun, total=None)
        known = max(total, done) if isinstance(total, int) else None
        self._progress.update(self._tasks[noun], completed=done, total=known)


@contextmanager
def _watching(as_json: bool) -> Iterator[Watch]:
    console = Console(file=sys.stderr)
    if as_json or not console.is_terminal:
        yield Watch(None)
        return
    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        yield Watch(progress)


def credentials_in(path: str) -> dict[str, str]:
    """The credentials of a JSON file that only its owner can read; raises Invalid."""
    place = Path(os.path.expanduser(path))
    try:
        mode = place.stat().st_mode
        given: Any = json.loads(place.read_text("utf-8"))
    except OSError as error:
        raise Invalid(CREDENTIALS_FILE, f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise Invalid(CREDENTIALS_FILE, f"{path} holds no JSON object.") from error
    if mode & OPEN_TO_OTHERS:
        raise Invalid(CREDENTIALS_FILE, f"Others can read {path}: chmod 600 {path}")
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise Invalid(CREDENTIALS_FILE, f"{path} must hold one JSON object of names and texts.")
    return given


@contextmanager
def _report_to(path: str | None) -> Iterator[TextIO | None]:
    if path is None:
        yield None
        return
    try:
        file = open(os.path.expanduser(path), "w", encoding="utf-8")  # noqa: SIM115 - closed below
    except OSError as error:
        raise Failed(REPORT_FILE, f"{path} cannot be written: {error.strerror}.") from error
    with file:
        yield file


def _nouns(only: str | None, usual: list[str]) -> list[str]:
    """The nouns that are asked for, in the order that later ones refer to earlier ones; raises Invalid."""
    if only is None:
        return usual
    asked = {word.strip() for word in only.split(",") if word.strip()}
    if not asked or not asked <= set(Exchanged):
        raise wrong("only", f"Some of {', '.join(Exchanged)} are expected, separated by commas.")
    return [noun for noun in Exchanged if noun in asked]


def _ended(account: Account, title: str, *, dry_run: bool, as_json: bool) -> None:
    """Say what became of everything; exit code 6 when something was refused."""
    document = account.document(dry_run=dry_run)
    pairs: list[tuple[str, object]] = []
    for noun, counter in account.counts.items():
        told = ", ".join(f"{counter[each]} {each}" for each in Became if counter[each])
        pairs.append((noun, told or "none"))
    pairs += [(noun, f"passed over: {why}") for noun, why in account.skipped.items()]
    for line in account.told:
        words = "; ".join(map(str, [*line["reasons"], *line["remarks"]]))  # type: ignore[misc]
        pairs.append((f"{line['label']}", f"{line['became']}: {words}"))
    say(document, as_json=as_json, title=f"{title} (dry run: nothing was stored)" if dry_run else title, pairs=pairs)
    if account.refused:
        raise typer.Exit(EXIT_CODES[Kind.CONFLICT])


DialectName = Annotated[str, typer.Argument(metavar="DIALECT", help="pack, shipwell, storefeeder or sellercloud.")]
Url = Annotated[str, typer.Option("--url", help="The other server's base URL.", metavar="URL")]
CredentialsFile = Annotated[
    str, typer.Option("--credentials-file", help="A JSON file with what to sign in with, mode 600.", metavar="FILE")
]
Only = Annotated[str | None, typer.Option("--only", help="Some of suppliers,products,warehouses,orders,stocks.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and store nothing.")]
Report = Annotated[str | None, typer.Option("--report", help="Write a line of JSON for every record.", metavar="FILE")]


def _run(
    name: str, title: str, given: Document, nouns: list[str], database: str | None, report: str | None, *, as_json: bool
) -> None:
    with _report_to(report) as file:
        account = Account(file)
        with _watching(as_json) as watch:
            _exchange(settings_of(database_url=database), name, given, nouns, account, watch)
        _ended(account, title, dry_run=given["dry_run"] is True, as_json=as_json)


def pull_command(
    dialect: DialectName,
    organization: Organization,
    url: Url,
    credentials_file: CredentialsFile,
    since: Annotated[
        str | None, typer.Option(help="Only what changed since this date, or `last`: since the last complete pull.")
    ] = None,
    only: Only = None,
    dry_run: DryRun = False,
    restart: Annotated[
        bool, typer.Option("--restart", help="Begin anew instead of where the last one stopped.")
    ] = False,
    report: Report = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Bring suppliers, products, warehouses and orders of another server into the book; repeatable."""
    if since not in (None, LAST):
        moment_of(since)
    given: Document = {
        "dialect": dialect, "organization": organization, "url": url, "since": since, "dry_run": dry_run,
        "restart": restart, "credentials": credentials_in(credentials_file),
    }  # fmt: skip
    _run("pull step", "Pulled", given, _nouns(only, list(USUAL)), database, report, as_json=as_json)


def push_command(
    dialect: DialectName,
    organization: Organization,
    url: Url,
    credentials_file: CredentialsFile,
    since: Annotated[str | None, typer.Option(help="Only what changed here since this date.")] = None,
    only: Only = None,
    dry_run: DryRun = False,
    report: Report = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Make orders of the book on another server, with the suppliers and products they need; none is made twice."""
    moment_of(since)
    given: Document = {
        "dialect": dialect, "organization": organization, "url": url, "since": since, "dry_run": dry_run,
        "credentials": credentials_in(credentials_file),
    }  # fmt: skip
    _run("push step", "Pushed", given, _nouns(only, [Exchanged.ORDERS]), database, report, as_json=as_json)

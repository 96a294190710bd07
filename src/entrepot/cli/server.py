"""`entrepot serve`: the server itself."""

import sys
from collections.abc import Mapping
from typing import Annotated

import typer

from entrepot.cli import demo
from entrepot.cli.console import card
from entrepot.cli.options import Database, settings_of
from entrepot.http import setup
from entrepot.http.socketfile import socket_file_of
from entrepot.settings import Settings


def serve_command(
    with_demo: Annotated[bool, typer.Option("--demo", help="Make sample data and print its credentials.")] = False,
    host: Annotated[str | None, typer.Option(help="The address to listen on. Default: ENTREPOT_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="The port; 0 takes a free one. Default: ENTREPOT_PORT.")] = None,
    database: Database = None,
) -> None:
    """Serve the order book until told to stop. Makes or upgrades it first."""
    settings = settings_of(host=host, port=port, database_url=database)
    if with_demo:
        demo.check_host(settings.host)
    run(settings, with_demo=with_demo)


def run(settings: Settings, *, with_demo: bool) -> None:
    """Open the book, make the sample data if asked, serve, close; raises the errors of each."""
    from entrepot.app import door_names, listening_on, open_store, serve
    from entrepot.clock import SystemClock

    listening = listening_on(settings)
    try:
        store = open_store(settings, SystemClock())
    except BaseException:
        listening.close()
        raise
    with store:
        credentials = demo.ensure(store) if with_demo else None

        token_file = setup.place_beside(store.path)
        fresh = not with_demo and setup.offer(store, token_file)

        def ready(url: str) -> None:
            shown = settings.public_url or url
            greet(shown, str(store.path), door_names())
            if fresh:
                print(f"First start: POST {shown}{setup.PATH} once, within a day, with the token in {token_file}")
                sys.stdout.flush()
            if credentials is not None:
                demo.show(demo.card_of(credentials, shown))

        serve(settings, store=store, socket_file=socket_file_of(store.path), ready=ready, listening=listening)


def greet(url: str, book: str, doors: Mapping[str, str]) -> None:
    """Say where everything is; `doors` maps names to mounts."""
    pairs: list[tuple[str, object]] = [("address", url), ("order book", book), ("health", f"{url}/health/ready")]
    pairs += [(name, f"{url}{mount}") for name, mount in doors.items()]
    pairs += [("API documents", f"{url}/  (one OpenAPI document per door)"), ("stop", "Ctrl-C")]
    card("Entrepot is running", pairs)
    sys.stdout.flush()

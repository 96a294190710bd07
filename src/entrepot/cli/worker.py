"""`entrepot worker`: background work beside the servers, or instead of the one that was stopped."""

import signal
import threading
from typing import Annotated

import typer

from entrepot.cli.console import card
from entrepot.cli.options import Database, settings_of


def worker_command(
    database: Database = None,
    threads: Annotated[
        int | None, typer.Option(help="Jobs at the same time. Default: ENTREPOT_WORKER_THREADS.")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, then end.")] = False,
) -> None:
    """Do background work (webhooks, rules, imports) until told to stop.

    A server does it by itself. A SQLite book has one process at a time: stop its server first.
    """
    from entrepot.app import open_store, work
    from entrepot.clock import SystemClock
    from entrepot.http.logs import configure

    settings = settings_of(database_url=database, worker_threads=threads)
    configure(settings)
    clock, stopped = SystemClock(), threading.Event()
    with open_store(settings, clock) as store:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        if not once:
            card("Entrepot is at work", [("order book", str(store.path)), ("stop", "Ctrl-C")])
        attempts = work(settings, store, clock, stopped, once=once)
    if once:
        card("Entrepot has worked", [("attempts", attempts)])

"""Which dialects are installed: found, not listed. A dialect is a package under `entrepot.dialects` with a port."""

import importlib
import importlib.util
import pkgutil

from entrepot.actions.ports import Dialects
from entrepot.store.store import Store
from entrepot.worker.handlers import Background

PLACE = "entrepot.dialects"
# Modules with background work: each has `register(background)`.
BACKGROUND: tuple[str, ...] = (
    "entrepot.documents.importing",
    "entrepot.webhooks.delivering",
    "entrepot.worker.integrating",
    "entrepot.worker.mailing",
    "entrepot.worker.rules",
    "entrepot.worker.sealing",
)


def dialect_names() -> list[str]:
    """The packages under `entrepot.dialects`, by name."""
    if importlib.util.find_spec(PLACE) is None:
        return []
    package = importlib.import_module(PLACE)
    return sorted(found.name for found in pkgutil.iter_modules(package.__path__) if found.ispkg)


def register_installed(dialects: Dialects) -> Dialects:
    """Register the port of every dialect that has one, and how it tells of events if it does."""
    for name in dialect_names():
        port, webhooks = f"{PLACE}.{name}.port", f"{PLACE}.{name}.webhooks"
        if importlib.util.find_spec(port) is not None:
            dialects.register(importlib.import_module(port).dialect)
        if importlib.util.find_spec(webhooks) is not None:
            dialects.tell(name, importlib.import_module(webhooks).form)
    return dialects


def background_of(store: Store, dialects: Dialects) -> Background:
    """Everything that is done behind the scenes: the handlers of jobs, and the subscribers to the store's events."""
    background = Background(store, dialects)
    for module in BACKGROUND:
        importlib.import_module(module).register(background)
    return background

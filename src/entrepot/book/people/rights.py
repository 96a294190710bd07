"""Who may do what: one closed table of rights per role."""

from enum import StrEnum


class Right(StrEnum):
    """Something an actor may be allowed to do."""

    ORDERS_READ = "orders.read"
    ORDERS_WRITE = "orders.write"
    ORDERS_SEND = "orders.send"
    ORDERS_CONFIRM = "orders.confirm"
    ORDERS_CANCEL = "orders.cancel"
    ORDERS_CLOSE = "orders.close"
    ORDERS_AMEND = "orders.amend"
    ORDERS_APPROVE = "orders.approve"
    ORDERS_DELETE = "orders.delete"
    ORDERS_TRACK = "orders.track"
    VIEWS_WRITE = "views.write"
    VIEWS_SHARE = "views.share"
    RELEASES_WRITE = "releases.write"
    RELEASES_DECIDE = "releases.decide"
    RECEIPTS_READ = "receipts.read"
    RECEIPTS_WRITE = "receipts.write"
    RECEIPTS_OVERRIDE = "receipts.override"
    SUPPLIERS_READ = "suppliers.read"
    SUPPLIERS_WRITE = "suppliers.write"
    CATALOG_READ = "catalog.read"
    CATALOG_WRITE = "catalog.write"
    DOCUMENTS_WRITE = "documents.write"
    STOCK_READ = "stock.read"
    STOCK_WRITE = "stock.write"
    SETTINGS_READ = "settings.read"
    SETTINGS_WRITE = "settings.write"
    WEBHOOKS_READ = "webhooks.read"
    WEBHOOKS_WRITE = "webhooks.write"
    JOBS_READ = "jobs.read"
    JOBS_WRITE = "jobs.write"
    EVENTS_READ = "events.read"
    PEOPLE_READ = "people.read"
    PEOPLE_WRITE = "people.write"


class Role(StrEnum):
    """A named set of rights."""

    ADMIN = "admin"
    BUYER = "buyer"
    RECEIVER = "receiver"
    VIEWER = "viewer"
    SUPPLIER = "supplier"


_READ = frozenset(
    {
        Right.ORDERS_READ,
        Right.RECEIPTS_READ,
        Right.SUPPLIERS_READ,
        Right.CATALOG_READ,
        Right.STOCK_READ,
        Right.SETTINGS_READ,
        Right.VIEWS_WRITE,  # views of one's own
    }
)

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMIN: frozenset(Right),
    Role.BUYER: frozenset(Right)
    - {
        Right.SETTINGS_WRITE,
        Right.PEOPLE_WRITE,
        Right.RECEIPTS_OVERRIDE,
        Right.WEBHOOKS_WRITE,
        Right.JOBS_WRITE,
    },
    Role.RECEIVER: _READ | {Right.RECEIPTS_WRITE, Right.STOCK_WRITE, Right.DOCUMENTS_WRITE, Right.ORDERS_TRACK},
    Role.VIEWER: _READ,
    # A supplier's users act on the orders sent to them: they say yes, amend, call off, offer goods, attach files and
    # say what is on its way.
    Role.SUPPLIER: frozenset(
        {
            Right.ORDERS_READ,
            Right.ORDERS_CONFIRM,
            Right.ORDERS_AMEND,
            Right.ORDERS_CANCEL,
            Right.RELEASES_WRITE,
            Right.DOCUMENTS_WRITE,
            Right.ORDERS_TRACK,
        }
    ),
}

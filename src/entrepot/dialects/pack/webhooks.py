"""How Pack tells of events: what the rest of the house asks of this dialect about webhooks."""

from typing import Any

from entrepot.actions import orders, receipts
from entrepot.actions.organizations import system_actor
from entrepot.actions.ports import Occasion
from entrepot.book.events import Event
from entrepot.book.orders.draft import OrderKey
from entrepot.book.receiving.draft import ReceiptKey
from entrepot.book.webhooks.endpoint import Manner
from entrepot.dialects.pack.render.dock import receipt_document
from entrepot.dialects.pack.render.orders import FULL_PARTS, full
from entrepot.dialects.pack.render.values import moment
from entrepot.dialects.pack.translate.webhooks import SETTING, code_of
from entrepot.dialects.pack.wire.webhooks import PURCHASE_CODES, SALES_CODES
from entrepot.dialects.pack.wire.words import NAME
from entrepot.errors import NotFound
from entrepot.http.answer import number_bytes
from entrepot.store import organizations
from entrepot.store.work import UnitOfWork


class PackWebhooks:
    """How Pack tells of events. The vendor documents no envelope; this one is ours, in its style."""

    names = frozenset({*SALES_CODES, *PURCHASE_CODES})
    manner = Manner()

    def name_of(self, event: Event) -> str | None:
        """The event's code in Pack's style."""
        return code_of(event)

    def body(self, uow: UnitOfWork, occasion: Occasion) -> bytes | None:
        """The event and the order or receipt as it is now; nothing of ours once the organization switched that off."""
        settings = organizations.settings(uow, occasion.event.organization_id)
        if occasion.name in PURCHASE_CODES and not settings.flag(SETTING):
            return None
        try:
            data = _thing(uow, occasion.event)
        except NotFound:
            return None
        return number_bytes(
            {
                "id": str(occasion.event.id),
                "event_code": occasion.name,
                "organization_id": str(occasion.event.organization_id),
                "created_at": moment(occasion.event.created_at),
                "data": data,
            }
        )


def _thing(uow: UnitOfWork, event: Event) -> dict[str, Any]:
    actor = system_actor(event.organization_id, NAME)
    if event.subject == "order":
        return full(orders.read(uow, actor, OrderKey(id=event.subject_id), FULL_PARTS))
    return receipt_document(receipts.read(uow, actor, ReceiptKey(id=event.subject_id)))


form = PackWebhooks()

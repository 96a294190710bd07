"""What rules do: each deed is an action of the desk or the dock, carried out in the rule's name.

A deed answers with what it did, in words, or None when there was nothing left to do.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from entrepot.actions import mail, orders, receipts
from entrepot.actions.history import record
from entrepot.book.automation.events import RULE_NOTICE
from entrepot.book.automation.judging import number_of
from entrepot.book.orders.draft import HOUSE_POLICY, OrderKey, OrderPatch
from entrepot.book.orders.errors import TAG_UNKNOWN
from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.people.actor import Actor
from entrepot.book.receiving.draft import ReceiptKey, ReceiptPatch
from entrepot.book.receiving.receipt import GoodsReceipt
from entrepot.errors import NotFound
from entrepot.store import tags
from entrepot.store.work import UnitOfWork

Fields = dict[str, Any]
Done = str | None
WAITS = "Waits for approval"
# Tags and notes may also be put on orders that are over.
ON_ANY_ORDER = replace(HOUSE_POLICY, may_edit=frozenset(OrderStatus))


def add_tag(uow: UnitOfWork, actor: Actor, order: Order, fields: Fields) -> Done:
    """The order carries the tag; raises NotFound for one that is not in the book."""
    tag = tags.by_slugs(uow, actor.organization_id, [fields["tag"]]).get(fields["tag"])
    if tag is None:
        raise NotFound(TAG_UNKNOWN, f"There is no tag {fields['tag']}.")
    if tag.id in order.tag_ids:
        return None
    _patch(uow, actor, order, OrderPatch(tags=tuple(map(str, (*order.tag_ids, tag.id)))))
    return f"tagged {tag.slug}"


def remove_tag(uow: UnitOfWork, actor: Actor, order: Order, fields: Fields) -> Done:
    """The order does not carry the tag."""
    tag = tags.by_slugs(uow, actor.organization_id, [fields["tag"]]).get(fields["tag"])
    if tag is None or tag.id not in order.tag_ids:
        return None
    _patch(uow, actor, order, OrderPatch(tags=tuple(str(id) for id in order.tag_ids if id != tag.id)))
    return f"took the tag {tag.slug} off"


def add_note(uow: UnitOfWork, actor: Actor, order: Order, fields: Fields) -> Done:
    """The note stands on the order, once."""
    where = fields.get("where") or "description"
    old = getattr(order, where)
    text = with_note(old, fields["text"])
    if text == old:
        return None
    changed = OrderPatch(vendor_note=text) if where == "vendor_note" else OrderPatch(description=text)
    _patch(uow, actor, order, changed)
    return "added a note"


def hold(uow: UnitOfWork, actor: Actor, order: Order, fields: Fields) -> Done:
    """The order is on hold."""
    if order.held_at is not None:
        return None
    orders.hold(uow, actor, _key(order), reason=fields["reason"])
    return "put it on hold"


def ask_for_approval(uow: UnitOfWork, actor: Actor, order: Order, fields: Fields) -> Done:
    """The order is not approved and on hold until somebody who may approve resumes it."""
    if order.held_at is not None and not order.approved:
        return None
    if order.approved:
        _patch(uow, actor, order, OrderPatch(approved=False))
    if order.held_at is None:
        orders.hold(uow, actor, _key(order), reason=f"{WAITS}: {fields['reason']}")
    return "asked for approval"


def set_due_date(uow: UnitOfWork, actor: Actor, order: Order, fields: Fields) -> Done:
    """The order is due that many days after it was raised."""
    due_at = order.raised_at + timedelta(days=int(number_of(fields["days"]) or 0))
    if order.due_at == due_at:
        return None
    orders.change(uow, actor, _key(order), OrderPatch(due_at=due_at))
    return f"set the due date to {due_at.date().isoformat()}"


def send(uow: UnitOfWork, actor: Actor, order: Order, _fields: Fields) -> Done:
    """The order is sent, when it is a draft."""
    if order.status is not OrderStatus.DRAFT:
        return None
    orders.send(uow, actor, _key(order))
    return "sent it"


def notify_of_order(uow: UnitOfWork, actor: Actor, order: Order, fields: Fields) -> Done:
    """An event tells about the order to whoever listens, and an e-mail to whom the rule names."""
    return _notice(uow, actor, "order", order, fields)


def note_receipt(uow: UnitOfWork, actor: Actor, receipt: GoodsReceipt, fields: Fields) -> Done:
    """The note stands in the remarks of the goods receipt, once."""
    text = with_note(receipt.remarks, fields["text"])
    if text == receipt.remarks:
        return None
    receipts.change_receipt(uow, actor, ReceiptKey(id=receipt.id), ReceiptPatch(remarks=text))
    return "added to its remarks"


def tag_orders(uow: UnitOfWork, actor: Actor, receipt: GoodsReceipt, fields: Fields) -> Done:
    """Every linked order carries the tag."""
    return _each_order(uow, actor, receipt, fields, add_tag)


def hold_orders(uow: UnitOfWork, actor: Actor, receipt: GoodsReceipt, fields: Fields) -> Done:
    """Every linked order is on hold."""
    return _each_order(uow, actor, receipt, fields, hold)


def notify_of_receipt(uow: UnitOfWork, actor: Actor, receipt: GoodsReceipt, fields: Fields) -> Done:
    """An event tells about the goods receipt to whoever listens, and an e-mail to whom the rule names."""
    return _notice(uow, actor, "goods_receipt", receipt, fields)


OrderDeed = Callable[[UnitOfWork, Actor, Order, Fields], Done]
ReceiptDeed = Callable[[UnitOfWork, Actor, GoodsReceipt, Fields], Done]
ORDER_DEEDS: dict[str, OrderDeed] = {
    "add_tag": add_tag,
    "remove_tag": remove_tag,
    "add_note": add_note,
    "hold": hold,
    "ask_for_approval": ask_for_approval,
    "set_due_date": set_due_date,
    "send": send,
    "notify": notify_of_order,
}
RECEIPT_DEEDS: dict[str, ReceiptDeed] = {
    "add_note": note_receipt,
    "tag_orders": tag_orders,
    "hold_orders": hold_orders,
    "notify": notify_of_receipt,
}


def with_note(old: str | None, note: str) -> str:
    """The text with the note on a line of its own, unless that line is there."""
    lines = (old or "").splitlines()
    return old or "" if note in lines else "\n".join([*lines, note])


def _each_order(uow: UnitOfWork, actor: Actor, receipt: GoodsReceipt, fields: Fields, deed: OrderDeed) -> Done:
    done = []
    for order_id in receipt.order_ids:
        order = orders.find(uow, actor, OrderKey(id=order_id))
        if (words := deed(uow, actor, order, fields)) is not None:
            done.append(f"order {order.number}: {words}")
    return "; ".join(done) or None


def _patch(uow: UnitOfWork, actor: Actor, order: Order, patch: OrderPatch) -> None:
    orders.change(uow, actor, _key(order), patch, ON_ANY_ORDER)


def _key(order: Order) -> OrderKey:
    return OrderKey(id=order.id)


def _notice(uow: UnitOfWork, actor: Actor, subject: str, thing: Order | GoodsReceipt, fields: Fields) -> Done:
    record(
        uow,
        actor,
        subject=subject,
        subject_id=thing.id,
        version=thing.version,
        code=RULE_NOTICE,
        message=fields["message"],
    )
    to = fields.get("to")
    if not to:
        return "told about it"
    mail.notice(
        uow,
        actor.organization_id,
        to=to,
        text=fields["message"],
        subject=subject,
        about=thing.id,
        version=thing.version,
    )
    return f"told {to} about it"

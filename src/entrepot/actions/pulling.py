"""Records of another server into the book: made, changed or left alone, whichever makes the book say the same.

A record is known again by its link. One without a link is what the book already has under the same name (a supplier's
code or name, a product's SKU, a warehouse's name); orders are never taken over: a number that is in use is refused.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from entrepot.actions import catalog, suppliers, warehouses
from entrepot.actions.pullingorders import lines_known, pull_order
from entrepot.actions.pullingstocks import pull_stock
from entrepot.book.catalog.draft import ProductDraft, ProductKey, ProductPatch
from entrepot.book.exchange.errors import EXCHANGE_GONE
from entrepot.book.exchange.record import Became, Content, Entry, Exchanged, Link, Pulled, PulledOrder, PulledStock
from entrepot.book.people.actor import Actor
from entrepot.book.suppliers.draft import SupplierDraft, SupplierPatch
from entrepot.book.values.unset import UNSET
from entrepot.book.warehouses.draft import WarehouseDraft, WarehousePatch
from entrepot.errors import EntrepotError, NotFound
from entrepot.store import catalog as catalog_store
from entrepot.store import exchange as exchange_store
from entrepot.store import suppliers as supplier_store
from entrepot.store import warehouses as warehouse_store
from entrepot.store.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Source:
    """Where records come from; `trial` lets orders refer to things that only a real pull would have made.

    `called` is what people call it, for the reason of stock mutations.
    """

    connection: str
    trial: bool = False
    called: str | None = None


def keep(uow: UnitOfWork, actor: Actor, source: Source, noun: Exchanged, record: Pulled) -> Entry:
    """Bring one record into the book; what the book refuses is said in the entry and leaves nothing behind."""
    try:
        if record.content is None:
            return Entry(record.external_id, record.label, Became.REFUSED, reasons=(record.fault or "unreadable",))
        with uow.attempt():
            return _kept(uow, actor, source, noun, record, record.content)
    except EntrepotError as error:
        return Entry(record.external_id, record.label, Became.REFUSED, reasons=told(error))


def told(error: EntrepotError) -> tuple[str, ...]:
    """What an error says: each wrong field by name, or its sentence."""
    if not error.fields:
        return (error.message,)
    return tuple(f"{'.'.join(map(str, field.path))}: {field.message}" for field in error.fields)


def _kept(uow: UnitOfWork, actor: Actor, source: Source, noun: Exchanged, record: Pulled, content: Content) -> Entry:
    if isinstance(content, PulledStock):
        return pull_stock(uow, actor, source.connection, source.called or source.connection, record, content)
    link = exchange_store.there(uow, actor.organization_id, source.connection, noun, record.external_id)
    digest = digest_of(record)
    if link is not None and link.digest == digest:
        return Entry(record.external_id, record.label, Became.UNCHANGED, link.book_id)
    detail: dict[str, object] = {}
    remarks: tuple[str, ...] = ()
    if link is not None and link.digest is None:  # this book made it there: only what changes there later comes back
        became, book_id = Became.UNCHANGED, link.book_id
        detail = lines_known(uow, actor, link, content) if isinstance(content, PulledOrder) else {}
    elif isinstance(content, PulledOrder):
        became, book_id, detail, remarks = pull_order(
            uow, actor, source.connection, link, content, record.fields, trial=source.trial
        )
    else:
        became, book_id = _thing(uow, actor, link, record, content)
    _link(uow, actor, source, noun, record.external_id, link, book_id, digest, detail)
    return Entry(record.external_id, record.label, became, book_id, remarks=remarks)


def digest_of(record: Pulled) -> str:
    """A short text that is the same as long as the other server says the same."""
    said = repr((record.content, sorted(record.fields)))
    if isinstance(record.content, PulledOrder):
        said = repr((replace(record.content, line_fields=frozenset()), sorted(record.content.line_fields)))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _link(
    uow: UnitOfWork, actor: Actor, source: Source, noun: Exchanged, external_id: str, link: Link | None,
    book_id: UUID, digest: str | None, detail: dict[str, object],
) -> None:  # fmt: skip
    """Note which thing of the book the record is; a thing that waited for its id over there has it now."""
    known = link or exchange_store.here(uow, actor.organization_id, source.connection, noun, book_id)
    if known is None:
        exchange_store.insert(
            uow,
            Link(
                organization_id=actor.organization_id, id=uow.new_id(), connection=source.connection, noun=noun,
                external_id=external_id, book_id=book_id, digest=digest, version=1, created_at=uow.now,
                updated_at=uow.now, detail=detail,
            ),
        )  # fmt: skip
        return
    exchange_store.change(uow, replace(known, external_id=external_id, book_id=book_id, digest=digest, detail=detail))


def _thing(
    uow: UnitOfWork,
    actor: Actor,
    link: Link | None,
    record: Pulled,
    draft: SupplierDraft | ProductDraft | WarehouseDraft,
) -> tuple[Became, UUID]:
    if isinstance(draft, SupplierDraft):
        return _supplier(uow, actor, link, draft, record.fields)
    if isinstance(draft, ProductDraft):
        return _product(uow, actor, link, draft, record.fields)
    return _warehouse(uow, actor, link, draft, record.fields)


def _supplier(
    uow: UnitOfWork, actor: Actor, link: Link | None, draft: SupplierDraft, carried: frozenset[str]
) -> tuple[Became, UUID]:
    own = actor.organization_id
    if link is not None:
        old = supplier_store.get(uow, own, link.book_id)
        _still_here(old, draft.name)
    else:
        by_code = supplier_store.by_code(uow, own, draft.code) if draft.code else None
        old = by_code or supplier_store.by_name(uow, own, draft.name)
    if old is None:
        return Became.CREATED, suppliers.create(uow, actor, draft).id
    after = suppliers.change(uow, actor, SupplierPatch(**_given(draft, carried, SupplierPatch)), id=old.id)
    return _became(old.version, after.version), after.id


def _product(
    uow: UnitOfWork, actor: Actor, link: Link | None, draft: ProductDraft, carried: frozenset[str]
) -> tuple[Became, UUID]:
    own = actor.organization_id
    if link is not None:
        old = catalog_store.get(uow, own, link.book_id)
        _still_here(old, draft.name)
    else:
        old = catalog_store.by_sku(uow, own, draft.sku) if draft.sku else None
    if old is None:
        return Became.CREATED, catalog.create(uow, actor, draft).id
    patch = ProductPatch(**_given(draft, carried, ProductPatch))
    after = catalog.change(uow, actor, ProductKey(id=old.id), patch)
    return _became(old.version, after.version), after.id


def _warehouse(
    uow: UnitOfWork, actor: Actor, link: Link | None, draft: WarehouseDraft, carried: frozenset[str]
) -> tuple[Became, UUID]:
    """Which warehouse is the default is this book's own business and is never taken over."""
    own = actor.organization_id
    draft = replace(draft, is_default=False)
    old = warehouse_store.get(uow, own, link.book_id) if link is not None else None
    if link is not None:
        _still_here(old, draft.name)
    else:
        old = warehouse_store.by_name(uow, own, draft.name)
    if old is None:
        return Became.CREATED, warehouses.create(uow, actor, draft).id
    patch = WarehousePatch(**_given(draft, carried - {"is_default"}, WarehousePatch))
    after = warehouses.change(uow, actor, patch, id=old.id)
    return _became(old.version, after.version), after.id


def _still_here(thing: object | None, name: str) -> None:
    if thing is None or getattr(thing, "deleted_at", None) is not None:
        raise NotFound(EXCHANGE_GONE, f"{name} was pulled before and is deleted here.")


def _became(before: int, after: int) -> Became:
    return Became.UNCHANGED if before == after else Became.CHANGED


def _given(draft: object, carried: frozenset[str], patch: type[object]) -> Mapping[str, Any]:
    """The fields that the dialect carries, for a patch; a currency or SKU that is not told is left alone."""
    names = {field.name for field in fields(patch)}  # type: ignore[arg-type]
    values = {name: getattr(draft, name) for name in carried & names}
    return {name: UNSET if value is None and name in {"currency", "sku"} else value for name, value in values.items()}

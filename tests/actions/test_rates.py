from datetime import date
from decimal import Decimal

import pytest

from entrepot.actions import rates
from entrepot.errors import Invalid
from entrepot.store import events
from entrepot.store import rates as shelf
from entrepot.store.store import Store
from tests.makers import World

DAY = date(2026, 3, 2)


def test_a_rate_is_set_for_a_day_and_told(store: Store, world: World) -> None:
    store.write_now(lambda uow: rates.put(uow, world.admin, "USD", DAY, Decimal("0.923456789")))
    store.write_now(lambda uow: rates.put(uow, world.admin, "USD", DAY, Decimal("0.93")))
    assert store.read_now(lambda uow: shelf.at(uow, world.organization.id, "USD", DAY)) == Decimal("0.93")
    told = store.read_now(lambda uow: events.of(uow, world.organization.id, world.organization.id))
    assert [(change.path, change.old, change.new) for change in told[-1].changes] == [
        ("rates.USD.2026-03-02", "0.923456789", "0.93")
    ]


@pytest.mark.parametrize("rate", ["0", "-1", "0.0000000001", "1000000001", "NaN"])
def test_a_rate_that_is_none_is_refused(store: Store, world: World, rate: str) -> None:
    with pytest.raises(Invalid) as refused:
        store.write_now(lambda uow: rates.put(uow, world.admin, "XX", DAY, Decimal(rate)))
    assert [field.path for field in refused.value.fields] == [("currency",), ("rate",)]

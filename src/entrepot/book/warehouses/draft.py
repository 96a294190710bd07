"""What a door gives in order to create or change a warehouse."""

from dataclasses import dataclass, field

from entrepot.book.values.address import Address
from entrepot.book.values.unset import UNSET, Unset
from entrepot.book.warehouses.warehouse import WarehouseType


@dataclass(frozen=True, slots=True)
class WarehouseDraft:
    """A warehouse to be made."""

    name: str
    code: str | None = None
    address: Address | None = None
    is_default: bool = False
    type: WarehouseType = WarehouseType.STANDARD
    active: bool = True
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WarehousePatch:
    """Changes to a warehouse: what is UNSET stays, None clears. `is_default` can only be given as True."""

    name: str | Unset = UNSET
    code: str | None | Unset = UNSET
    address: Address | None | Unset = UNSET
    is_default: bool | Unset = UNSET
    type: WarehouseType | Unset = UNSET
    active: bool | Unset = UNSET
    extension: dict[str, object] | Unset = UNSET

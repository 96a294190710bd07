"""The history of an order: every change with its old and new value, so that a past state can be worked out."""

from entrepot.book.difference import difference, state
from entrepot.book.events import Change
from entrepot.book.orders.order import Order

# What says nothing about a change.
SILENT = frozenset({"organization_id", "id", "version", "created_at", "updated_at", "updated_by_name"})


def picture(order: Order) -> dict[str, object]:
    """The order as plain JSON values, lines included, less what changes with every step."""
    return state(order, without=SILENT)


def changes(before: dict[str, object], after: Order) -> tuple[Change, ...]:
    """What differs between an earlier picture and the order as it is now."""
    return difference(before, picture(after))


def sorted_out(found: tuple[Change, ...], before: dict[str, object], after: Order) -> dict[str, tuple[Change, ...]]:
    """The changes by what they are about: `added`, `removed` and `changed` lines, `tracking`, the `header`."""
    old = {str(line["id"]) for line in before["lines"]}  # type: ignore[attr-defined]
    new = {str(line.id) for line in after.lines}
    groups: dict[str, list[Change]] = {name: [] for name in ("header", "tracking", "added", "changed", "removed")}
    for change in found:
        parts = change.path.split(".")
        if parts[0] in {"tracking", "shipped"}:
            groups["tracking"].append(change)
        elif parts[0] != "lines":
            groups["header"].append(change)
        elif parts[1] not in old:
            groups["added"].append(change)
        else:
            groups["changed" if parts[1] in new else "removed"].append(change)
    return {name: tuple(group) for name, group in groups.items()}

"""What SQLite's planner is told before there is any data: how far the keys of some tables narrow a search.

Left to itself it takes every organization for small and walks all of its rows in the wanted order. The figures are
those of a large organization; they lie where ANALYZE would put its own.
"""

import sqlite3

ROWS = 1_000_000
OF_ONE_ORGANIZATION = 100_000
OF_ONE_VALUE = 20

# Tables whose lists are asked by product, supplier, warehouse, level, order or receipt: always for a few rows among
# very many.
NARROW = (
    "supplier_products",
    "stock_levels",
    "stock_mutations",
    "movements",
    "goods_receipt_orders",
    "goods_receipt_pieces",
    "goods_receipt_lines",
    "pre_orders",
    "pre_order_allocations",
)


def teach(raw: sqlite3.Connection) -> None:
    """Set the figures for every index of the tables above; inside a transaction or not."""
    raw.execute("ANALYZE alembic_version")
    for table in NARROW:
        raw.execute("DELETE FROM sqlite_stat1 WHERE tbl = ?", (table,))
        for _, index, unique, *_ in raw.execute("SELECT * FROM pragma_index_list(?)", (table,)).fetchall():
            columns = [name for (name,) in raw.execute("SELECT name FROM pragma_index_info(?)", (index,))]
            figures = " ".join(map(str, _figures(columns, bool(unique))))
            raw.execute("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", (table, index, figures))
    raw.execute("ANALYZE sqlite_schema")


def _figures(columns: list[str], unique: bool) -> list[int]:
    """All rows, then how many share the first column, the first two, …"""
    shared = [OF_ONE_ORGANIZATION, *([OF_ONE_VALUE] * (len(columns) - 1))]
    if unique or columns[-1] == "id":
        shared[-1] = 1
    return [ROWS, *shared]

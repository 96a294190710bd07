"""What can go wrong about a table that is brought in."""

from entrepot.errors import code

IMPORT_UNKNOWN = code("import.unknown", "No import has this id.")
IMPORT_OVER = code("import.over", "This import is over; there is nothing left to cancel.")
TABLE_UNREADABLE = code("table.unreadable", "This file is not a table that can be read.")
TABLE_EMPTY = code("table.empty", "The table has no rows below its headings.")
TABLE_TOO_LARGE = code("table.too_large", "The table is larger than can be read.")
TABLE_ENCODING = code("table.encoding", "The text of the file is in no encoding that is read here.")
TABLE_SHEET = code("table.sheet", "The file has no sheet of this name.")
COLUMN_REPEATED = code("table.column_repeated", "Each heading may appear once.")
COLUMN_UNKNOWN = code("table.column_unknown", "The table has no column with this heading.")
COLUMN_MISSING = code("table.column_missing", "A column that every row needs is missing.")
FIELD_MAPPED_TWICE = code("table.field_mapped_twice", "Two columns stand for the same field.")
CELL_NUMBER = code("cell.number", "This is not a number.")
CELL_WHOLE = code("cell.whole", "This is not a whole number.")
CELL_FLAG = code("cell.flag", "This is neither yes nor no.")
CELL_DATE = code("cell.date", "This is not a date; write it like 2026-03-17.")
CELL_BREAKS = code("cell.breaks", "Price breaks are written like 10:1.20; 50:1.10.")
CELLS_BEYOND = code("row.cells_beyond", "The row has cells beyond the last heading.")
ROW_DIFFERS = code("row.differs", "This differs from what an earlier row says about the same order.")
ROW_GROUP = code("row.group", "Another row of the same order is wrong, so none of them was taken.")
ROW_CRASHED = code("row.crashed", "This row could not be taken, through no fault of its own.")

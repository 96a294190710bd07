"""Files that come as tables: what is read, and what is refused."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as some

from entrepot.book.imports import errors
from entrepot.book.imports.table import Table, TableLimits, as_meant, made_safe
from entrepot.documents.reading import read_table
from entrepot.documents.sheets import Sheet, write_csv, write_workbook
from entrepot.errors import Invalid

LIMITS = TableLimits(rows=100, columns=10, characters=200, unpacked_bytes=1 << 20)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def read(raw: bytes, **more: str) -> Table:
    return read_table(raw, LIMITS, **more)


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def refused(raw: bytes, **more: str) -> Invalid:
    with pytest.raises(Invalid) as found:
        read(raw, **more)
    return found.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found(encoding: str, delimiter: str) -> None:
    text = delimiter.join(("sku", "name")) + "\r\n" + delimiter.join(("A-1", "Käse & Öl €")) + "\r\n"
    table = read(text.encode(encoding))
    assert table.columns == ("sku", "name")
    assert cells(table) == [("A-1", "Käse & Öl €")]
    assert table.delimiter == delimiter


def test_quotes_hold_delimiters_and_lines_together_and_empty_rows_keep_their_numbers() -> None:
    table = read(b'\n sku , name\nA,"one, two\nthree"\n,,\n\nB,""\n,C\n')
    assert [(row.number, row.cells) for row in table.rows] == [
        (3, ("A", "one, two\nthree")),
        (6, ("B",)),
        (7, ("", "C")),
    ]


def test_a_hint_in_the_first_line_names_the_delimiter() -> None:
    assert read(b"sep=;\nsku;price\nA;1,5\n").delimiter == ";"


def test_a_comma_in_texts_does_not_hide_the_delimiter() -> None:
    assert read(b"sku;name;note\nA;one, two;x, y, z\nB;three;\n").delimiter == ";"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", errors.TABLE_EMPTY),
        (b"sku,name\n\n", errors.TABLE_EMPTY),
        (b"sku,SKU\nA,B\n", errors.COLUMN_REPEATED),
        (b'sku\n"A', errors.TABLE_UNREADABLE),
        (b"sku\nA\x00B\n", errors.TABLE_UNREADABLE),
        (b"sku\n\x81\x8d\xfe\n", errors.TABLE_ENCODING),
        (b"sku\n" + b"A\n" * 101, errors.TABLE_TOO_LARGE),
        (b"sku\n" + b",".join([b"x"] * 11), errors.TABLE_TOO_LARGE),
        (b"sku\n" + b"x" * 201, errors.TABLE_TOO_LARGE),
        (b"sku\n" + b"x" * 200_000, errors.TABLE_TOO_LARGE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", errors.TABLE_UNREADABLE),
        (b"%PDF-1.7", errors.TABLE_UNREADABLE),
        (b"PK\x03\x04nothing", errors.TABLE_UNREADABLE),
    ],
)
def test_what_is_no_table_or_too_large_is_refused(raw: bytes, code: str) -> None:
    assert refused(raw).code == code


def workbook(*rows: tuple[object, ...], sheet: str = "Lines") -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet(sheet)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_datetime(index, column, cell, day)
            else:
                page.write(index, column, cell)
    book.add_worksheet("Other").write(0, 0, "sku")
    book.close()
    return file.getvalue()


def test_a_spreadsheets_numbers_dates_and_truths_become_plain_texts() -> None:
    raw = workbook(
        ("sku", "price", "due", "active", "sum"),
        (1001, 0.1 + 0.2, date(2026, 3, 17), True, "=1+1"),
        ("0012", 12.5, "", False),
    )
    table = read(raw)
    assert (table.form, table.sheet) == ("xlsx", "Lines")
    assert cells(table) == [("1001", "0.3", "2026-03-17", "TRUE", "0"), ("0012", "12.5", "", "FALSE")]


def test_the_sheet_is_chosen_by_name_and_an_unknown_or_empty_one_is_refused() -> None:
    raw = workbook(("sku",), ("A",))
    assert read(raw, sheet="lines").sheet == "Lines"
    assert refused(raw, sheet="Prices").code == errors.TABLE_SHEET
    assert refused(raw, sheet="Other").code == errors.TABLE_EMPTY


def archive(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def test_an_archive_that_swells_is_refused_before_it_is_unpacked() -> None:
    bomb = archive(**{"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b" " * (2 << 20)})
    assert len(bomb) < 8000
    assert refused(bomb).code == errors.TABLE_TOO_LARGE


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    honest = archive(**{"xl/workbook.xml": b"a" * 5000})
    assert refused(honest.replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little"))).code == (
        errors.TABLE_UNREADABLE
    )


@pytest.mark.parametrize(
    "raw",
    [
        archive(**{"word/document.xml": b"<x/>"}),
        archive(**{"xl/workbook.xml": b"no xml at all"}),
        archive(**{"xl/workbook.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><workbook>&a;</workbook>"}),
        workbook(("sku",), ("A",))[:-400],
    ],
)
def test_an_archive_that_is_no_spreadsheet_is_refused(raw: bytes) -> None:
    assert refused(raw).code in {errors.TABLE_UNREADABLE, errors.TABLE_SHEET}


SHEET_1 = "xl/worksheets/sheet1.xml"


def replaced(raw: bytes, **members: bytes) -> bytes:
    """The spreadsheet with members replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, content in members.items():
            new.writestr(name, content)
    return file.getvalue()


def sheet_of(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    return replaced(workbook(("sku",), ("A",)), **{SHEET_1: text.encode()})


def test_cells_at_opposite_corners_are_refused_before_anybody_makes_room_for_what_lies_between() -> None:
    for far in (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c><v>1</v></c></row><row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='900000'>" + "<c/>" * 90 + "<c><v>1</v></c></row>",
    ):
        assert refused(sheet_of(far)).code == errors.TABLE_TOO_LARGE


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="99999999"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="A0"><v>1</v></c>',
        '<row r="x"><c><v>1</v></c></row>',
    ],
)
def test_cells_without_a_place_are_refused(rows: str) -> None:
    assert refused(sheet_of(rows)).code == errors.TABLE_UNREADABLE


def test_a_spreadsheet_that_could_be_read_in_another_way_is_refused() -> None:
    honest = workbook(("sku",), ("A",))
    sheet = zipfile.ZipFile(io.BytesIO(honest)).read(SHEET_1)
    for members in (
        {"content.xml": b"<x/>"},
        {"xl/workbook.bin": b"x"},
        {SHEET_1: sheet.decode().replace("UTF-8", "UTF-16").encode("utf-16")},
        {SHEET_1: sheet.replace(b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet", 1)},
    ):
        assert refused(replaced(honest, **members)).code == errors.TABLE_UNREADABLE


def test_rows_of_a_spreadsheet_keep_their_numbers_when_it_begins_further_down() -> None:
    table = read(workbook((), (), ("", "sku", "name"), (), ("", "A", "one")))
    assert table.columns == ("sku", "name")
    assert [(row.number, row.cells) for row in table.rows] == [(5, ("A", "one"))]


DANGEROUS = ("=1+1", "+31 20", "-1+cmd", "@SUM(A1)", "\tx", "\rx", "=HYPERLINK(1)")


def test_what_a_program_would_run_is_written_behind_an_apostrophe_and_read_without() -> None:
    table = Sheet("Errors", ["sku", "note"], [(f"S{index}", text) for index, text in enumerate(DANGEROUS)])
    raw = write_csv(table)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b",'=1+1\r\n" in raw
    assert [row[1] for row in cells(read(raw))] == [text.strip() for text in DANGEROUS]
    spreadsheet = write_workbook([table], NOON)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(spreadsheet)).read("xl/worksheets/sheet1.xml")
    assert [row[1] for row in cells(read(spreadsheet))] == [text.strip() for text in DANGEROUS]


def test_negative_numbers_are_no_formulas() -> None:
    assert [made_safe(text) for text in ("-5", "-1.25", "-1,25", "-5-5", "-")] == [
        "-5",
        "-1.25",
        "-1,25",
        "'-5-5",
        "'-",
    ]


@given(some.text(alphabet=some.sampled_from("'=+-@\t\rab1.,"), max_size=8))
def test_making_a_text_safe_loses_nothing(text: str) -> None:
    assert as_meant(made_safe(text)) == text


def test_the_same_table_makes_the_same_file() -> None:
    table = Sheet("Lines", ["a"], [("b",)])
    assert write_workbook([table], NOON) == write_workbook([table], NOON)

"""What a file is, by its content and by its name."""

import time

import pytest

from entrepot.book.documents.content import CHUNK_BYTES, Filling, chunks_of, content_of
from entrepot.book.documents.media import HEIC, HTML, JPEG, PDF, PNG, SVG, TEXT, UNKNOWN, WEBP, XML, media_type_of
from entrepot.book.documents.names import base_name, ending
from tests import papers

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIPPED = b"PK\x03\x04" + bytes(26)


@pytest.mark.parametrize(
    ("name", "head", "declared", "found"),
    [
        ("slip.pdf", papers.pdf(), None, PDF),
        ("photo.PNG", papers.png(), "image/png", PNG),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(20), "application/octet-stream", JPEG),
        ("photo.webp", b"RIFF\x10\0\0\0WEBPVP8 ", None, WEBP),
        ("photo.heic", b"\0\0\0\x18ftypheic" + bytes(12), None, HEIC),
        ("scan", papers.pdf(), None, PDF),
        ("scan", papers.pdf(), "text/plain", PDF),
        ("prices.xlsx", ZIPPED, None, SHEET),
        ("prices", ZIPPED, SHEET, SHEET),
        ("prices.csv", papers.CSV, "application/vnd.ms-excel.sheet.macro", "text/csv"),
        ("notes.txt", b"<html> is a tag", None, TEXT),
        ("notes", b"twelve bags", None, TEXT),
        ("notes", b'{"a": 1}', "application/json; charset=utf-8", "application/json"),
        ("BMW list", b"BMW 3, BMW 5", None, TEXT),
        ("page.html", papers.HTML, None, HTML),
        ("page", papers.HTML, "text/plain", HTML),
        ("page", b"\xef\xbb\xbf <!-- a --><!-- b -->\n<ScRiPt>", None, HTML),
        ("drawing.svg", papers.SVG, None, SVG),
        ("drawing", papers.SVG, None, SVG),
        ("data", b"<?xml version='1.0'?><order/>", None, XML),
        ("photo.txt", papers.png(), None, PNG),
        ("thing.bin", b"\0\1\2\3", None, UNKNOWN),
        ("thing", b"\0\1\2\3", "text/html", UNKNOWN),
    ],
)
def test_a_files_form_is_told_by_its_content_and_then_by_its_name(
    name: str, head: bytes, declared: str | None, found: str
) -> None:
    assert media_type_of(name, head, declared) == found


@pytest.mark.parametrize(
    ("name", "head", "declared"),
    [
        ("photo.png", papers.HTML, None),
        ("photo.png", papers.SVG, "image/svg+xml"),
        ("photo.jpg", papers.png(), None),
        ("slip.pdf", b"twelve bags", None),
        ("prices.xlsx", papers.HTML, None),
        ("photo", papers.HTML, "image/png"),
        ("photo", b"GIF8<html>", "IMAGE/GIF; q=1"),
    ],
)
def test_a_file_that_poses_as_something_else_is_seen_through(name: str, head: bytes, declared: str | None) -> None:
    assert media_type_of(name, head, declared) is None


def test_markup_that_never_begins_costs_no_time() -> None:
    began = time.perf_counter()
    for head in (b"<!---->" * 580, b"<!--" * 1000, b"<?xml " + b"<!-- -->" * 500, b" " * 4096):
        media_type_of("page", head, None)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("slip.pdf", "slip.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Desk\\slip.pdf", "slip.pdf"),
        ("..\\..\\slip.pdf", "slip.pdf"),
        ("/slip.pdf", "slip.pdf"),
        ("  Lieferschein Nº 7 – Ü.pdf ", "Lieferschein Nº 7 – Ü.pdf"),
        ("U\u0308.pdf", "Ü.pdf"),
        (".profile", ".profile"),
        ("", None),
        ("..", None),
        ("a/..", None),
        ("folder/", None),
        ("a\nb.pdf", None),
        ("a\0b.pdf", None),
        ("a\u202egnp.exe", None),
        ("a\u2028b", None),
        ("a" * 256, None),
        ("\ud800.pdf", None),
    ],
)
def test_a_file_keeps_the_last_step_of_its_name_and_nothing_that_deceives(given: str, kept: str | None) -> None:
    assert base_name(given) == kept


def test_the_ending_of_a_name_is_what_follows_its_last_dot() -> None:
    assert [ending(name) for name in ("a.PDF", "a.tar.gz", "a", ".profile", "a.")] == ["pdf", "gz", "", "", ""]


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 17])
def test_a_file_is_cut_the_same_however_it_arrives(size: int) -> None:
    data = papers.pdf(size)[:size]
    whole = content_of(data)
    filling = Filling()
    for start in range(0, size, 70_001):
        filling.add(data[start : start + 70_001])
    assert filling.content() == whole
    assert (whole.whole(), whole.size, whole.sha256) == (data, size, papers.digest(data))
    assert len(whole.chunks) == chunks_of(size)
    assert all(len(piece) == CHUNK_BYTES for piece in whole.chunks[:-1])

"""Bodies that carry files, however they are cut on their way."""

import asyncio
from collections.abc import MutableMapping
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from entrepot.errors import Unavailable
from entrepot.http.errors import BodyTooLarge, UnreadableBody
from entrepot.http.files import attachment
from entrepot.http.uploads import Part, UploadRules, digest_of, filename_of, read_file, read_form

BOUNDARY = "edge7"


def request(body: bytes, cuts: list[int], **headers: str) -> Request:
    """A request whose body arrives in these pieces."""
    ends = sorted({min(cut, len(body)) for cut in cuts} | {len(body)})
    pieces = [body[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    waiting = iter(pieces)

    async def receive() -> MutableMapping[str, Any]:
        piece = next(waiting, b"")
        return {"type": "http.request", "body": piece, "more_body": piece is not pieces[-1]}

    raw = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": raw}, receive)


def form(*parts: tuple[str, bytes]) -> bytes:
    """A form; each part is what stands in its headers, and its content."""
    written = [f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n" for head, content in parts]
    return b"".join(written) + f"--{BOUNDARY}--\r\n".encode()


def named(name: str, filename: str | None = None) -> str:
    head = f'Content-Disposition: form-data; name="{name}"'
    return head if filename is None else f'{head}; filename="{filename}"\r\nContent-Type: application/pdf'


def parts_of(body: bytes, cuts: list[int], rules: UploadRules) -> tuple[Part, ...]:
    came = request(body, cuts, content_type=f"multipart/form-data; boundary={BOUNDARY}")
    return asyncio.run(read_form(came, rules))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.binary(max_size=80).filter(lambda data: BOUNDARY.encode() not in data), min_size=1, max_size=4),
    st.lists(st.integers(0, 900), max_size=12),
)
def test_a_form_reads_the_same_however_it_is_cut(contents: list[bytes], cuts: list[int]) -> None:
    body = form(*((named(f"part{number}", "ü.pdf"), data) for number, data in enumerate(contents)))
    parts = parts_of(body, cuts, UploadRules(1000))
    assert [part.content.whole() for part in parts] == contents
    assert {(part.filename, part.media_type) for part in parts} == {("ü.pdf", "application/pdf")}
    assert digest_of(parts) == digest_of(parts_of(body, [], UploadRules(1000)))


def test_two_uploads_are_told_apart_by_names_as_by_contents() -> None:
    forms = (
        form((named("file", "a.pdf"), b"x")),
        form((named("file", "b.pdf"), b"x")),
        form((named("file", "a.pdf"), b"y")),
        form((named("other", "a.pdf"), b"x")),
        form((named("file", "a.pdf"), b"x"), (named("type"), b"bol")),
    )
    assert len({digest_of(parts_of(body, [], UploadRules(100))) for body in forms}) == len(forms)


def test_limits_hold_for_each_part_for_their_number_and_for_the_whole() -> None:
    files = [(named("file", f"{number}.pdf"), bytes(60)) for number in range(3)]
    assert len(parts_of(form(*files), [], UploadRules(60, parts=3))) == 3
    with pytest.raises(BodyTooLarge):
        parts_of(form((named("file", "a.pdf"), bytes(61))), [], UploadRules(60))
    with pytest.raises(UnreadableBody):
        parts_of(form(*files), [], UploadRules(60, parts=2))
    with pytest.raises(BodyTooLarge):
        parts_of(form((named("a"), bytes(70_000))), [], UploadRules(1000))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        form((named("a"), b"x"))[:-8],
        form(("Content-Type: text/plain", b"x")),
        form(("Content-Disposition: form-data", b"x")),
        f"--{BOUNDARY}\r\nno colon\r\n\r\nx\r\n--{BOUNDARY}--\r\n".encode(),
        f"--{BOUNDARY}\r\n{'h' * 20_000}: x\r\n\r\nx\r\n--{BOUNDARY}--\r\n".encode(),
    ],
)
def test_what_is_no_form_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableBody):
        parts_of(body, [7, 40], UploadRules(1000))


def test_a_text_in_a_form_is_utf_8() -> None:
    part = parts_of(form((named("words"), "Grüße".encode())), [], UploadRules(100))[0]
    assert part.text() == "Grüße"
    with pytest.raises(UnreadableBody):
        parts_of(form((named("words"), b"\xff")), [], UploadRules(100))[0].text()


def test_a_whole_body_is_a_file_of_at_most_the_limit() -> None:
    came = request(bytes(100), [30], content_type="image/png", content_disposition='inline; filename="a b.png"')
    part = asyncio.run(read_file(came, UploadRules(100)))
    assert (part.filename, part.media_type, part.content.size) == ("a b.png", "image/png", 100)
    for headers in ({"content_length": "101"}, {}):
        with pytest.raises(BodyTooLarge):
            asyncio.run(read_file(request(bytes(101), [30], **headers), UploadRules(100)))


def test_only_so_many_files_arrive_at_the_same_time() -> None:
    rules = UploadRules(100, at_once=2)

    async def slow(ready: asyncio.Event) -> MutableMapping[str, Any]:
        await ready.wait()
        return {"type": "http.request", "body": b"x", "more_body": False}

    async def crowd() -> list[str | None]:
        ready = asyncio.Event()
        scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
        reads = [asyncio.create_task(read_file(Request(scope, partial(slow, ready)), rules)) for _ in range(3)]
        await asyncio.sleep(0.01)
        ready.set()
        done = await asyncio.gather(*reads, return_exceptions=True)
        assert (await read_file(request(b"x", []), rules)).content.size == 1
        return [each.code if isinstance(each, Unavailable) else None for each in done]

    assert asyncio.run(crowd()) == [None, None, "uploads.full"]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (None, None),
        ("attachment", None),
        ("attachment; filename=slip.pdf", "slip.pdf"),
        ('attachment; filename="a; b.pdf"', "a; b.pdf"),
        ("attachment; filename*=UTF-8''%C3%BC%20b.pdf; filename=plain.pdf", "ü b.pdf"),
        ("attachment; filename*=ISO-8859-1'de'%FC.pdf", "ü.pdf"),
        ("attachment; filename=Ã¼.pdf", "ü.pdf"),
    ],
)
def test_a_files_name_is_read_in_old_and_new_forms(header: str | None, name: str | None) -> None:
    assert filename_of(header) == name


@pytest.mark.parametrize("name", ["slip.pdf", 'a"b\\c%.pdf', "Grüße 7.pdf", "注文.pdf", "a;b=c.pdf"])
def test_a_name_goes_out_as_it_came(name: str) -> None:
    header = attachment(name)
    assert filename_of(header) == name
    assert header.isascii()
    old = header.split('filename="')[1].split('"; filename*')[0]
    assert not set('"\\%') & set(old)

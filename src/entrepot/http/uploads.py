"""Bodies that carry files: a form of several parts (multipart/form-data), or a file as the whole body.

They are read as they arrive: cut into pieces, hashed, and broken off as soon as they are larger than they may be. An
endpoint that takes files declares no body and asks for them here, after it knows who is asking.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from entrepot.book.documents.content import Content, Filling
from entrepot.errors import Unavailable
from entrepot.http.errors import UPLOADS_FULL, BodyTooLarge, UnreadableBody

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FORM = "multipart/form-data"
# What the parts of a form may take beside the bytes of its files: names, boundaries, short texts.
ROOM_FOR_WORDS = 64 * 1024
_EXTENDED = re.compile(r"filename\*\s*=\s*(utf-8|iso-8859-1)'[^']*'([^;\s]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UploadRules:
    """How much may come: bytes of one part, parts of a form, files' bytes in all (`part_bytes` unless given).

    `at_once` is how many bodies with files may be on their way to this process: each is held in memory.
    """

    part_bytes: int
    parts: int = 20
    all_bytes: int | None = None
    at_once: int = 32

    @property
    def total(self) -> int:
        """The largest body."""
        return (self.all_bytes or self.part_bytes) + ROOM_FOR_WORDS


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a form, or the whole body; `filename` and `media_type` as the client wrote them."""

    field: str
    filename: str | None
    media_type: str | None
    content: Content

    def text(self) -> str:
        """The part as a text; raises `UnreadableBody` when it is not UTF-8."""
        try:
            return self.content.whole().decode()
        except UnicodeDecodeError as error:
            raise UnreadableBody(f"The part {self.field} of the form is not UTF-8.") from error


def is_form(request: Request) -> bool:
    """Whether the body is a form of several parts."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == FORM


class _Arriving:
    """How many bodies with files are on their way."""

    def __init__(self) -> None:
        self.count = 0

    @contextmanager
    def one_more(self, most: int) -> Iterator[None]:
        """Count one while it arrives; raises Unavailable when there are too many."""
        if self.count >= most:
            raise Unavailable(UPLOADS_FULL, retry_after=2)
        self.count += 1
        try:
            yield
        finally:
            self.count -= 1


_arriving = _Arriving()


async def read_form(request: Request, rules: UploadRules) -> tuple[Part, ...]:
    """The parts of a form in the order they came; raises `UnreadableBody`, `BodyTooLarge`, `Unavailable`."""
    _, options = parse_options_header(request.headers.get("content-type"))
    boundary = options.get(b"boundary")
    if not boundary:
        raise UnreadableBody("The Content-Type of a form names its boundary.")
    reader = _FormReader(rules)
    try:
        parser = MultipartParser(boundary, reader.callbacks())
        with _arriving.one_more(rules.at_once):
            async for piece in _pieces(request, rules.total, rules.part_bytes):
                parser.write(piece)
    except FormParserError as error:
        raise UnreadableBody("The body is not a form of several parts.") from error
    if not reader.ended:
        raise UnreadableBody("The form breaks off before its end.")
    return tuple(reader.parts)


async def read_file(request: Request, rules: UploadRules) -> Part:
    """The whole body as a file, its name from Content-Disposition; raises as `read_form` does."""
    filling = Filling()
    with _arriving.one_more(rules.at_once):
        async for piece in _pieces(request, rules.part_bytes, rules.part_bytes):
            filling.add(piece)
    named = filename_of(request.headers.get("content-disposition"))
    return Part("file", named, request.headers.get("content-type"), filling.content())


def digest_of(parts: Iterable[Part]) -> bytes:
    """What tells two uploads apart, without their boundaries: for an Idempotency-Key."""
    told = hashlib.sha256()
    for part in parts:
        words = (part.field, part.filename or "", part.media_type or "", part.content.sha256)
        told.update("\0".join(words).encode("utf-8", "surrogatepass") + b"\n")
    return told.digest()


def filename_of(disposition: str | None) -> str | None:
    """The file name in a Content-Disposition header; its extended form (`filename*`) counts more."""
    if disposition is None:
        return None
    extended = _EXTENDED.search(disposition)
    if extended is not None:
        return unquote(extended.group(2), extended.group(1), "replace")
    return _options(disposition.encode("latin-1", "replace")).get("filename")


async def _pieces(request: Request, limit: int, shown: int) -> Any:  # noqa: ANN401 - an asynchronous generator
    """The body as it arrives; raises `BodyTooLarge`, naming `shown`, before or as soon as it passes the limit."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared[:20]) > limit:
        raise BodyTooLarge(shown)
    total = 0
    try:
        async for piece in request.stream():
            total += len(piece)
            if total > limit:
                raise BodyTooLarge(shown)
            yield piece
    except ClientDisconnect as error:
        raise UnreadableBody("The client left before the body had arrived.") from error


def _options(header: bytes) -> dict[str, str]:
    return {name.decode("latin-1"): _text(value) for name, value in parse_options_header(header)[1].items()}


def _text(raw: bytes) -> str:
    """Header bytes as browsers write them: UTF-8, or else Latin-1."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


class _FormReader:
    """Gathers the parts of a form while the parser walks through it."""

    def __init__(self, rules: UploadRules) -> None:
        self.parts: list[Part] = []
        self.ended = False
        self._rules = rules
        self._headers: dict[bytes, bytes] = {}
        self._name = self._value = b""
        self._filling = Filling()

    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._header,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._finish,
        }

    def _begin(self) -> None:
        if len(self.parts) >= self._rules.parts:
            raise UnreadableBody(f"The form has more than {self._rules.parts} parts.")
        self._headers, self._filling = {}, Filling()
        self._name = self._value = b""

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header(self) -> None:
        self._headers[self._name.lower()] = self._value
        self._name = self._value = b""

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._filling.size + end - start > self._rules.part_bytes:
            raise BodyTooLarge(self._rules.part_bytes)
        self._filling.add(data[start:end])

    def _end(self) -> None:
        options = _options(self._headers.get(b"content-disposition", b""))
        if "name" not in options:
            raise UnreadableBody("A part of the form has no name.")
        media_type = self._headers.get(b"content-type")
        self.parts.append(
            Part(
                options["name"],
                options.get("filename"),
                None if media_type is None else media_type.decode("latin-1"),
                self._filling.content(),
            )
        )

    def _finish(self) -> None:
        self.ended = True

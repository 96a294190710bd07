"""The bytes of a file, cut into pieces that the store keeps, with their size and their SHA-256."""

from dataclasses import dataclass
from hashlib import sha256

CHUNK_BYTES = 256 * 1024
MAX_BYTES = 10 * 1024 * 1024
# As much of a file's beginning as says what it is.
HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Content:
    """A whole file: pieces of 256 KiB, the last one shorter; `sha256` in hexadecimal digits."""

    chunks: tuple[bytes, ...]
    size: int
    sha256: str

    @property
    def head(self) -> bytes:
        """The first bytes."""
        return self.chunks[0][:HEAD_BYTES] if self.chunks else b""

    def whole(self) -> bytes:
        """All bytes in one."""
        return b"".join(self.chunks)


class Filling:
    """A file that is still arriving; it is cut and hashed on the way."""

    __slots__ = ("_begun", "_chunks", "_digest", "size")

    def __init__(self) -> None:
        """Nothing has arrived yet."""
        self._chunks: list[bytes] = []
        self._begun = bytearray()
        self._digest = sha256()
        self.size = 0

    def add(self, piece: bytes) -> None:
        """Take the next bytes, however many."""
        self.size += len(piece)
        self._digest.update(piece)
        self._begun += piece
        while len(self._begun) >= CHUNK_BYTES:
            self._chunks.append(bytes(self._begun[:CHUNK_BYTES]))
            del self._begun[:CHUNK_BYTES]

    def content(self) -> Content:
        """All that arrived."""
        rest = (bytes(self._begun),) if self._begun else ()
        return Content((*self._chunks, *rest), self.size, self._digest.hexdigest())


def content_of(data: bytes) -> Content:
    """The content of bytes that are all there."""
    filling = Filling()
    filling.add(data)
    return filling.content()


def chunks_of(size: int) -> int:
    """In how many pieces a file of so many bytes is kept."""
    return -(-size // CHUNK_BYTES)

"""The installation's key, which lies outside the database, and what is kept under it: secrets that must be read again.

Passwords and API keys are only ever hashed. A webhook's secret or an integration's credential has to be used again, so
it is sealed with AES-256-GCM (of `cryptography`) under this key, and bound to the row it belongs to.
"""

import hmac
import os
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path
from threading import Lock

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from entrepot.errors import Failed, Invalid, Unavailable
from entrepot.store.errors import STORE_KEY_FILE, STORE_KEY_FORM, STORE_KEY_WRONG

KEY_BYTES = 32
_NONCE = 12
_MARK = 4
_FORM = b"\x01"


class Vault:
    """Seals and opens secrets. The key is read, or made, when it is first needed."""

    def __init__(self, path: Path | None, given: str | None = None) -> None:
        """`given` is the key itself in base64 (32 bytes); else it lies in the file `path`, made when there is none."""
        self._path = path
        self._key = None if given is None else _parsed(given, "ENTREPOT_SECRET_KEY")
        self._lock = Lock()

    def seal(self, secret: bytes, about: bytes) -> bytes:
        """The secret, readable only with the key and the same `about` (whose it is); another text every time."""
        key = self._held()
        nonce = os.urandom(_NONCE)
        return _FORM + _mark_of(key) + nonce + AESGCM(key).encrypt(nonce, secret, about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """The secret again; raises Failed when it was sealed with another key, for something else, or was altered."""
        key = self._held()
        head = len(_FORM) + _MARK
        if sealed[:head] != _FORM + _mark_of(key):
            raise Failed(STORE_KEY_WRONG)
        try:
            return AESGCM(key).decrypt(sealed[head : head + _NONCE], sealed[head + _NONCE :], about)
        except InvalidTag as error:
            raise Failed(STORE_KEY_WRONG) from error

    def derived(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose (signing links, for example), the same as long as the key is."""
        return hmac.digest(self._held(), b"entrepot\0" + purpose.encode(), sha256)

    def seal_text(self, secret: str, about: bytes) -> str:
        """`seal` for texts, to be kept in a JSON document."""
        return b64encode(self.seal(secret.encode(), about)).decode("ascii")

    def open_text(self, sealed: str, about: bytes) -> str:
        """`open` for texts."""
        return self.open(b64decode(sealed), about).decode()

    def _held(self) -> bytes:
        with self._lock:
            if self._key is None:
                self._key = self._from_file()
            return self._key

    def _from_file(self) -> bytes:
        if self._path is None:
            raise Unavailable(STORE_KEY_FILE, "There is no key to keep secrets under: set ENTREPOT_SECRET_KEY.")
        try:
            try:
                return _parsed(self._path.read_text("ascii"), str(self._path))
            except FileNotFoundError:
                return _made(self._path)
        except OSError as error:
            raise Unavailable(STORE_KEY_FILE, f"The key file {self._path}: {error.strerror}.") from error


def beside(book: Path) -> Path:
    """Where the key of a SQLite book lies."""
    return book.with_name(book.name + ".key")


def _made(path: Path) -> bytes:
    """A new key in a new file that only its owner may read, durable before it is used."""
    key = os.urandom(KEY_BYTES)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    try:
        os.write(descriptor, b64encode(key) + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    try:
        os.link(part, path)
    except FileExistsError:
        return _parsed(path.read_text("ascii"), str(path))
    finally:
        part.unlink()
    folder = os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return key


def _parsed(text: str, place: str) -> bytes:
    try:
        key = b64decode(text.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise Invalid(STORE_KEY_FORM, f"{place} does not hold a key: 32 random bytes in base64 are wanted.")
    return key


def _mark_of(key: bytes) -> bytes:
    """Tells keys apart without telling anything about them."""
    return sha256(b"entrepot key mark\0" + key).digest()[:_MARK]

"""Secrets that must be read again: sealed under a key that lies outside the database."""

import stat
from base64 import b64encode
from pathlib import Path

import pytest

from entrepot.errors import Failed, Invalid, Unavailable
from entrepot.store.vault import Vault, beside

KEY = b64encode(bytes(range(32))).decode()


def test_a_sealed_secret_can_be_read_again_and_looks_different_every_time(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "book.key")
    first, second = vault.seal_text("hush", b"row 1"), vault.seal_text("hush", b"row 1")
    assert first != second
    assert "hush" not in first
    assert Vault(tmp_path / "book.key").open_text(second, b"row 1") == "hush"


def test_the_key_file_lies_beside_the_book_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = beside(tmp_path / "book.sqlite3")
    Vault(path).derived("links")
    assert path == tmp_path / "book.sqlite3.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["book.sqlite3.key"]


@pytest.mark.parametrize("change", ["row", "key", "bit"])
def test_a_secret_is_not_read_for_another_row_with_another_key_or_when_altered(tmp_path: Path, change: str) -> None:
    sealed = Vault(None, KEY).seal(b"hush", b"row 1")
    other = Vault(tmp_path / "other.key") if change == "key" else Vault(None, KEY)
    if change == "bit":
        sealed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    with pytest.raises(Failed):
        other.open(sealed, b"row 2" if change == "row" else b"row 1")


def test_a_derived_key_is_the_same_for_the_same_purpose_only() -> None:
    assert Vault(None, KEY).derived("a") == Vault(None, KEY).derived("a") != Vault(None, KEY).derived("b")


@pytest.mark.parametrize("key", ["", "short", b64encode(b"x" * 31).decode(), "not base 64 at all!!"])
def test_what_is_no_key_is_refused(key: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        Vault(None, key)
    (tmp_path / "book.key").write_text(key)
    with pytest.raises(Invalid):
        Vault(tmp_path / "book.key").derived("a")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="nowhere"):
        Vault(tmp_path / "nowhere" / "book.key").derived("a")

"""Text keys: what two spellings must share to count as the same number, SKU, name or e-mail."""

from unicodedata import normalize


def folded(text: str) -> str:
    """The comparison key: trimmed, NFKC, case folded."""
    if text.isascii():
        return text.strip().lower()
    return normalize("NFKC", text.strip()).casefold()

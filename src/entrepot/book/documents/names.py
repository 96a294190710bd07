"""Names of files: the last step of whatever path a client sends, and nothing that could deceive whoever reads it."""

import re
from unicodedata import category, normalize

NAME_LENGTH = 255
_STEPS = re.compile(r"[/\\]")
# Control characters, and the marks that turn the direction of writing round ("gnp.exe" shown as "exe.png").
_REFUSED = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def base_name(given: str) -> str | None:
    """The safe name of a file behind what a client calls it, or None when there is none or it may not be kept."""
    name = normalize("NFC", _STEPS.split(given)[-1]).strip(" ")
    if not name.strip(".") or len(name) > NAME_LENGTH or _TURNING.search(name):
        return None
    return None if any(category(letter) in _REFUSED for letter in name) else name


def ending(name: str) -> str:
    """The name's extension in lower case, without its dot; empty when it has none."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""

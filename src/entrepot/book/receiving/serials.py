"""Serial numbers: one for each unit, written out or as a range that counts up."""

import re
from collections.abc import Sequence
from decimal import Decimal

from entrepot.book.receiving.errors import SERIALS_COUNT, SERIALS_REPEATED
from entrepot.book.values.quantity import is_whole, plain
from entrepot.book.values.text import folded
from entrepot.errors import FIELD_TOO_LONG, Findings, Path

MAX_SERIAL_LENGTH = 128
MAX_SERIALS = 10_000
_COUNTS_UP = re.compile(r"(.*?)([0-9]+)\+")


def spelled_out(findings: Findings, path: Path, given: Sequence[str], quantity: Decimal) -> tuple[str, ...]:
    """The serial numbers of that many units; `100+` counts up from 100 as far as needed, keeping its zeros.

    Notes a wrong number of them, a repeated and a too long one.
    """
    codes = [code.strip() for code in given]
    if not is_whole(quantity) or not 0 < quantity <= MAX_SERIALS:
        findings.add(path, SERIALS_COUNT, f"{plain(quantity)} units cannot have serial numbers.")
        return ()
    wanted = int(quantity)
    ranges = [
        index for index, code in enumerate(codes) if len(code) <= MAX_SERIAL_LENGTH and _COUNTS_UP.fullmatch(code)
    ]
    if ranges:
        index = ranges[-1]
        codes[index : index + 1] = _counted(codes[index], wanted - (len(codes) - 1))
    if len(codes) != wanted:
        findings.add(path, SERIALS_COUNT, f"{wanted} units, but {len(codes)} serial numbers.")
    if len({folded(code) for code in codes}) != len(codes):
        findings.add(path, SERIALS_REPEATED)
    if any(not 1 <= len(code) <= MAX_SERIAL_LENGTH for code in codes):
        findings.add(path, FIELD_TOO_LONG, f"A serial number has 1 to {MAX_SERIAL_LENGTH} characters.")
    return tuple(codes)


def _counted(code: str, how_many: int) -> list[str]:
    match = _COUNTS_UP.fullmatch(code)
    if match is None:
        return [code]
    stem, digits = match.groups()
    return [f"{stem}{int(digits) + step:0{len(digits)}d}" for step in range(max(0, how_many))]

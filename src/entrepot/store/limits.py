"""The limits of the store, each with its default; settings hand in others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may wait and how long things may take. Durations are in seconds, sizes in the unit of their name."""

    waiting_writes: int = 2_000
    group_requests: int = 64
    group_seconds: float = 0.005
    readers: int = 4
    waiting_reads: int = 256
    read_seconds: float = 10.0
    quick_seconds: float = 2.0
    busy_seconds: float = 5.0
    cached_statements: int = 512
    cache_kibibytes: int = 65_536
    checkpoint_pages: int = 2_000

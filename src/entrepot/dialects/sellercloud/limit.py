"""How many calls an address has made in the running hour, when the server's setting limits them."""

from datetime import datetime, timedelta

from entrepot.dialects.sellercloud.errors import CallsSpent

HOUR = timedelta(hours=1)
MOST_ADDRESSES = 10_000


class CallCount:
    """Counts calls by address in windows of one hour that begin with an address's first call; 0 sets no limit.

    It lives in memory: a restart begins anew, and each server process counts for itself.
    """

    def __init__(self, limit: int) -> None:
        """`limit` is calls an hour."""
        self.limit = limit
        self._windows: dict[str, tuple[datetime, int]] = {}

    def note(self, address: str, now: datetime) -> None:
        """Count one call; raises `CallsSpent` when the address has none left in its hour."""
        if not self.limit:
            return
        began, made = self._windows.get(address, (now, 0))
        if now - began >= HOUR:
            began, made = now, 0
        if made >= self.limit:
            raise CallsSpent(max(1, -(-(began + HOUR - now) // timedelta(seconds=1))))
        if address not in self._windows and len(self._windows) >= MOST_ADDRESSES:
            self._forget(now)
        self._windows[address] = (began, made + 1)

    def _forget(self, now: datetime) -> None:
        """Drop the windows that are over, else the one that began first."""
        over = [address for address, (began, _) in self._windows.items() if now - began >= HOUR]
        for address in over or [min(self._windows, key=lambda each: self._windows[each][0])]:
            del self._windows[address]

"""Which network addresses webhooks may be sent to.

Only public unicast addresses, unless the installation allows a network by name. An IPv6 address that carries an IPv4
address inside (mapped, compatible, NAT64, 6to4, ISATAP) is judged by both; `ipaddress.is_global` is not asked, because
it calls several of these forms global on Python 3.11.
"""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
_CLOSED_4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
_OPEN_6 = IPv6Network("2000::/3")
_CLOSED_6 = tuple(IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "3fff::/20"))
_MAPPED = IPv6Network("::ffff:0:0/96")
_COMPATIBLE = IPv6Network("::/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = IPv6Network("2002::/16")
_ISATAP = (0x5EFE, 0x2005EFE)
_LOW_32 = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class Reach:
    """What this installation may send webhooks to besides public addresses; plain http only there."""

    allowed: tuple[Network, ...] = ()

    def allows(self, text: str) -> bool:
        """Whether webhooks may be sent to this address, public or allowed by name; False for what is no address."""
        try:
            address = ip_address(text)
        except ValueError:
            return False
        return self.by_name(text) or _is_public(address)

    def by_name(self, text: str) -> bool:
        """Whether the address lies in a network allowed by name; a v4-mapped one counts as its IPv4 address."""
        try:
            address = ip_address(text)
        except ValueError:
            return False
        if isinstance(address, IPv6Address) and address in _MAPPED:
            address = IPv4Address(int(address) & _LOW_32)
        return any(address.version == network.version and address in network for network in self.allowed)


def reach_of(networks: str) -> Reach:
    """The networks of a comma-separated text (`127.0.0.0/8, fd00::/8`); raises ValueError for what is none."""
    return Reach(tuple(ip_network(part.strip()) for part in networks.split(",") if part.strip()))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _CLOSED_4)
    if address.scope_id is not None:
        return False
    inside = _inside(address)
    if inside is not None and not _is_public(inside):
        return False
    if address in _NAT64 or address in _MAPPED:
        return True
    return address in _OPEN_6 and not any(address in network for network in _CLOSED_6)


def _inside(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address carries, if it is of a form that does."""
    number = int(address)
    if address in _SIX_TO_FOUR:
        return IPv4Address(number >> 80 & _LOW_32)
    if any(address in network for network in (_MAPPED, _COMPATIBLE, _NAT64)):
        return IPv4Address(number & _LOW_32)
    if number >> 32 & _LOW_32 in _ISATAP:
        return IPv4Address(number & _LOW_32)
    return None

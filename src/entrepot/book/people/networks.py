"""Which addresses an API key is accepted from."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network


def network_of(text: str) -> IPv4Network | IPv6Network | None:
    """The network that a text names (one address is a network too), or None."""
    try:
        return ip_network(text.strip(), strict=False)
    except ValueError:
        return None


def is_within(address: str, networks: Iterable[str]) -> bool:
    """Whether an address lies in one of the networks; IPv4 in the form of IPv6 is IPv4."""
    found = address_of(address)
    return found is not None and any(found in network for network in map(network_of, networks) if network is not None)


def address_of(text: str) -> IPv4Address | IPv6Address | None:
    """The address in a text, or None."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found

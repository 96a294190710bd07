"""Where webhooks may go: only to public addresses, however a private one is dressed up."""

import pytest

from entrepot.book.webhooks.addresses import Reach, reach_of


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.1", "10.1.2.3", "100.64.0.1", "169.254.169.254", "172.16.0.1",
        "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.7",
        "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
        "100::1", "3fff::1", "5f00::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
        "::127.0.0.1", "::10.0.0.1", "::8.8.8.8",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808",
        "2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::", "2002:c0a8:101::1",
        "2001::1", "2001:0:53aa:64c::1", "2001:10::1",
        "2600::5efe:10.0.0.1", "2600::200:5efe:127.0.0.1",
        "localhost", "", "8.8.8", "1.2.3.4.5", "2130706433",
    ],
)  # fmt: skip
def test_an_address_inside_is_refused_in_every_disguise(address: str) -> None:
    assert not Reach().allows(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::5", "::ffff:8.8.8.8",
     "64:ff9b::808:808"],
)  # fmt: skip
def test_a_public_address_is_allowed(address: str) -> None:
    assert Reach().allows(address)
    assert not Reach().by_name(address)


def test_a_network_can_be_allowed_by_name() -> None:
    reach = reach_of("127.0.0.0/8, 10.20.0.0/16, fd00::/8")
    assert all(map(reach.allows, ("127.0.0.1", "10.20.3.4", "fd00::1", "::ffff:127.0.0.1", "8.8.8.8")))
    assert not any(map(reach.allows, ("10.21.0.1", "192.168.1.1", "::1", "64:ff9b::7f00:1", "2002:7f00:1::")))


@pytest.mark.parametrize("text", ["loopback", "10.0.0.0/33", "10.0.0.1/8"])
def test_what_is_no_network_is_no_setting(text: str) -> None:
    with pytest.raises(ValueError, match=r"network|host bits"):
        reach_of(text)

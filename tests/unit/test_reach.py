"""Only machines of the public internet are reached, however their address is written."""

import pytest

from pipeline.fetching.reach import NotPublicError, is_public, public_socket


@pytest.mark.parametrize("host", ["93.184.215.14", "2606:4700::6810:84e5", "64:ff9b::5db8:d70e"])
def test_an_address_of_the_internet_is_public(host):
    assert is_public(host)


@pytest.mark.parametrize(
    "host",
    [
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("10.1.2.3", id="private"),
        pytest.param("192.168.0.1", id="home"),
        pytest.param("100.64.0.1", id="carrier"),
        pytest.param("169.254.169.254", id="metadata-of-a-cloud"),
        pytest.param("0.0.0.0", id="this"),  # noqa: S104
        pytest.param("224.0.0.1", id="multicast"),
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("::1", id="loopback-6"),
        pytest.param("::", id="this-6"),
        pytest.param("fe80::1%eth0", id="link-local-6"),
        pytest.param("fd00::1", id="private-6"),
        pytest.param("::ffff:127.0.0.1", id="mapped"),
        pytest.param("::127.0.0.1", id="compatible"),
        pytest.param("2002:7f00:1::", id="6to4"),
        pytest.param("64:ff9b::7f00:1", id="translated"),
    ],
)
def test_an_address_of_a_local_network_is_not(host):
    assert not is_public(host)
    with pytest.raises(NotPublicError, match="no public address"):
        public_socket((2, 1, 6, "", (host, 80)))

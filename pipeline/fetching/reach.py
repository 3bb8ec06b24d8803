"""Which machines may be reached: those of the public internet, however their address is written."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# The numbers of machines without IPv4 that reach an IPv4 address through a translator (RFC 6052).
_TRANSLATED = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")


class NotPublicError(OSError):
    """The address is of a private network or of this machine."""


def public_socket(info: tuple[int, int, int, str, tuple[object, ...]]) -> socket.socket:
    """Open a socket towards a resolved address; NotPublicError where that is not public.

    Asked at each connection, after names are resolved: no redirect and no name gets round it.
    """
    family, kind, protocol, _, place = info
    if not is_public(str(place[0])):
        raise NotPublicError(f"{place[0]} is no public address")
    return socket.socket(family, kind, protocol)


def is_public(host: str) -> bool:
    """Say whether an IP address is one of the public internet, in IPv6 clothes too."""
    address = _bare(ip_address(host.partition("%")[0]))
    return address.is_global and not address.is_multicast


def _bare(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Give the IPv4 address that an IPv6 one stands for, where it does."""
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED or address in _COMPATIBLE:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address

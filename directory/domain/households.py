"""Which line somebody comes from, as far as a limit has to know."""

from ipaddress import IPv6Address, ip_address


def asking(peer: str, forwarded: str) -> str:
    """The address that is counted. A proxy on this machine is believed about who came to it.

    `forwarded`: what X-Forwarded-For says, empty where it says nothing.
    """
    if forwarded and is_this_machine(peer):
        return household(forwarded.rpartition(",")[2].strip())
    return household(peer)


def household(address: str) -> str:
    """The address of a line. In IPv6 a line has its first 64 bits, and any number below them."""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    if isinstance(read, IPv6Address):
        return read.ipv4_mapped.compressed if read.ipv4_mapped else read.packed[:8].hex()
    return read.compressed


def is_this_machine(peer: str) -> bool:
    """Whether a connection comes from the machine itself."""
    try:
        return ip_address(peer).is_loopback
    except ValueError:
        return False

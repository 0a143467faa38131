"""Where a visitor sends something from, in a form that tells two senders apart and names neither."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.utils.crypto import salted_hmac

# What one household or company is given of the newer addresses.
PREFIX_OF_HOUSEHOLD = 64


def sender_of(request) -> str:
    """A keyed hash of the network address a request comes from; of nothing where that cannot be told."""
    try:
        network = str(network_of(ip_address(get_adapter().get_client_ip(request))))
    except (PermissionDenied, ValueError):
        network = ""
    return salted_hmac("reviews.sender", network, algorithm="sha256").hexdigest()


def network_of(address: IPv4Address | IPv6Address):
    if address.version == 4:
        return address
    return address.ipv4_mapped or ip_network((int(address), PREFIX_OF_HOUSEHOLD), strict=False)

"""Addresses that leave the house: in letters and messages that others read on their own machines."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def public_address(request: HttpRequest, path: str) -> str:
    """The whole address of a page for a text that goes out; "" where it would open on this machine only.

    KHEO_PUBLIC_URL where it is set, else the address under which this very page was asked for.
    """
    if settings.KHEO_PUBLIC_URL:
        return f"{settings.KHEO_PUBLIC_URL}{path}"
    address = request.build_absolute_uri(path)
    return "" if _is_this_machine(urlsplit(address).hostname or "") else address


def _is_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False

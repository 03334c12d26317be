"""Which addresses may be asked, and where they lead."""

import concurrent.futures
import ipaddress
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import urlsplit

import idna
from django.conf import settings
from django.utils.translation import gettext as _

from mainstay.core.outside.trouble import NotReached

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

LONGEST_URL = 1000
_LOWEST_PORT = 1024
_USUAL_PORTS = (80, 443)

# What Python calls global and is not everybody's: other protocols, and ways into IPv4.
_NOBODYS = tuple(
    ipaddress.ip_network(each)
    for each in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "fec0::/10",
        "64:ff9b:1::/48",
        "2001::/23",
        "5f00::/16",
    )
)
# IPv6 that carries an IPv4 address, and at which bit that begins.
_CARRIERS = (
    (ipaddress.ip_network("::ffff:0:0/96"), 96),
    (ipaddress.ip_network("::/96"), 96),
    (ipaddress.ip_network("64:ff9b::/96"), 96),
    (ipaddress.ip_network("2002::/16"), 16),
)
_pool = concurrent.futures.ThreadPoolExecutor(16, thread_name_prefix="names")


@dataclass(frozen=True)
class Place:
    """Where an address leads: what is asked for, and the network addresses of its host."""

    is_https: bool
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]


def check_url(url: str) -> None:
    """Say now what would be wrong with an address later. Raises NotReached.

    A name that cannot be looked up at this moment is no fault of the address.
    """
    try:
        look_up(url, patience=3.0)
    except NotReached as problem:
        if problem.cause in ("name", "time"):
            return
        raise


def look_up(url: str, *, patience: float) -> Place:
    """Where an address leads, checked. `patience`: seconds for looking up. Raises NotReached."""
    place = _read(url)
    found = _resolve(place.host, place.port, patience)
    allowed = [each for each in found if is_allowed(each)]
    if len(allowed) < len(found) or not found:
        raise NotReached(
            "forbidden",
            _("{host} leads into a private network, where the desk sends nothing.").format(
                host=place.host
            ),
        )
    if not place.is_https and not all(_is_trusted(each) for each in found):
        raise NotReached("address", _("Write the address with https://, so that it is encrypted."))
    addresses = tuple(str(each) for each in found)
    return Place(place.is_https, place.host, place.port, place.path, addresses)


def is_allowed(address: Address) -> bool:
    """Whether it is a public address, or in a network that the operator trusts."""
    if _is_trusted(address):
        return True
    inner = _carried(address)
    if inner is not None:
        return is_allowed(inner)
    is_special = address.is_multicast or address.is_reserved or address.is_unspecified
    if is_special or not address.is_global or address.is_link_local or address.is_loopback:
        return False
    return not any(address.version == each.version and address in each for each in _NOBODYS)


def _is_trusted(address: Address) -> bool:
    """Link-local addresses never are: clouds tell their secrets there."""
    if address.is_link_local or _carried(address) is not None:
        return False
    networks = settings.ENV.trusted_networks
    return any(address.version == each.version and address in each for each in networks)


def _carried(address: Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    for network, begins in _CARRIERS:
        if address in network and int(address) > 1:
            return IPv4Address(int(address) >> (128 - begins - 32) & 0xFFFFFFFF)
    return None


def _read(url: str) -> Place:
    """The parts of an address. Raises NotReached for what is none, or one nobody should write."""
    wrong = NotReached("address", _("Write a whole address, such as https://example.com/hooks."))
    if len(url) > LONGEST_URL or not url.isprintable() or " " in url or "\\" in url:
        raise wrong
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
        name = host if ":" in host else idna.encode(host, uts46=True).decode()
    except (ValueError, idna.IDNAError) as error:
        raise wrong from error
    if parts.scheme not in ("https", "http") or not name:
        raise wrong
    if parts.username is not None or parts.password is not None:
        raise NotReached("address", _("Leave name and password out of the address."))
    is_https = parts.scheme == "https"
    port = port or (443 if is_https else 80)
    if port not in _USUAL_PORTS and port < _LOWEST_PORT:
        raise NotReached("address", _("This port belongs to another service."))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii():
        raise NotReached("address", _("Write letters that are not plain as percent codes."))
    return Place(is_https, name, port, path, ())


def _resolve(host: str, port: int, patience: float) -> list[Address]:
    """All network addresses of a name. Looked up beside, because it may hang for long."""
    asked = _pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    try:
        found = asked.result(timeout=max(0.05, patience))
    except concurrent.futures.TimeoutError as error:
        raise NotReached("time", _("Looking up {host} took too long.").format(host=host)) from error
    except (OSError, UnicodeError) as error:
        raise NotReached("name", _("There is no host {host}.").format(host=host)) from error
    seen = dict.fromkeys(str(sockaddr[0]).partition("%")[0] for *_rest, sockaddr in found)
    return [ipaddress.ip_address(each) for each in seen]

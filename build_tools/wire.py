"""A host's name -> a connection to an address that was looked at first, with one deadline for all that is read and written.

The door of httpcore2. A name is looked up once, its addresses are judged, and the connection goes to one of these: nobody can
answer with an innocent address first and with one inside of a network afterwards.
"""

import math
import socket
import time
from collections.abc import Iterable
from contextvars import ContextVar
from ipaddress import IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from ssl import SSLContext
from threading import Thread
from typing import Any

import httpcore2

DEADLINE: ContextVar[float] = ContextVar(
    "DEADLINE", default=math.inf
)  # of the question that is being asked, on the monotonic clock
LONGEST_STEP = 60.0
STRANGE = "64:ff9b::/96 64:ff9b:1::/48 2002::/16 2001::/32 192.88.99.0/24 168.63.129.16/32 fec0::/10 5f00::/16"
LEADS_INSIDE = tuple(map(ip_network, STRANGE.split()))  # they look public, and stand for others or for a cloud's own services


class InsideError(Exception):
    """A name that leads to an address which is not public."""


def is_public(address: str) -> bool:
    """Whether an address belongs to the open network: not private, loopback, link-local, shared or reserved."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    strange = found.is_multicast or found.is_reserved or found.is_unspecified
    return found.is_global and not strange and not any(found in net for net in LEADS_INSIDE)


def seconds_left(at_most: float | None) -> float:
    """How long a single step may take. httpcore2.ReadTimeout when the deadline has passed."""
    left = DEADLINE.get() - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the deadline has passed")
    return min(left, LONGEST_STEP if at_most is None else at_most)


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a name, in the order of the system; a look-up that hangs ends with the deadline."""
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answers.put(OSError(str(error)))

    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds_left(None))
    except Empty:
        raise httpcore2.ConnectTimeout("the name could not be looked up in time") from None
    if isinstance(answer, OSError):
        raise httpcore2.ConnectError(str(answer))
    return answer


class Wire(httpcore2.NetworkBackend):
    """Connects to public addresses only, unless told that those inside of a network are meant."""

    def __init__(self, *, inside: bool = False) -> None:
        self.inside = inside
        self.plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        addresses = look_up(host, port)
        closed = [address for address in addresses if not self.inside and not is_public(address)]
        if closed or not addresses:
            raise InsideError(host)
        for address in addresses[:-1]:
            try:
                return _Stream(self.plain.connect_tcp(address, port, seconds_left(timeout), local_address, socket_options))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return _Stream(self.plain.connect_tcp(addresses[-1], port, seconds_left(timeout), local_address, socket_options))


class _Stream(httpcore2.NetworkStream):
    """A connection on which no step outlasts the deadline, however slowly the other side drips."""

    def __init__(self, plain: httpcore2.NetworkStream) -> None:
        self.plain = plain

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.plain.read(max_bytes, seconds_left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.plain.write(buffer, seconds_left(timeout))

    def close(self) -> None:
        self.plain.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Stream(self.plain.start_tls(ssl_context, server_hostname, seconds_left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self.plain.get_extra_info(info)

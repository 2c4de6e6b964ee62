"""The preview's own address: whoever asks it by another name is refused.

A page elsewhere may have its own name lead to this machine (DNS rebinding), and could then read all that a preview
shows, and what rights hold back, as if it were its own; only the name by which it asks gives it away.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from mkdocs.livereload import LiveReloadServer


@dataclass(frozen=True, slots=True)
class OwnAddress:
    """Where a server listens. `names`: what it may be called, in small letters, an IPv6 address in brackets."""

    names: frozenset[str]
    port: int
    is_loopback: bool
    is_any: bool = False  # it listens at all addresses of the machine, and may be called by each of their numbers

    def owns(self, host: str) -> bool:
        """Whether a Host header is this address: `127.0.0.1:8000`, `localhost:8000`."""
        name, colon, port = host.casefold().rpartition(":")
        if not colon or port.endswith("]"):
            name, port = host.casefold(), "80"
        return port == str(self.port) and (name in self.names or (self.is_any and _is_number(name)))

    def refusal(self, host: str) -> str:
        """Why a request with this Host header is refused; "" if it is not."""
        if self.owns(host):
            return ""
        return f"the preview answers by its own address only: http://{min(self.names)}:{self.port}/"

    def origin(self, host: str) -> str:
        """The address of a page of this server, as the page itself states it."""
        return f"http://{host.casefold()}"


def own_address(server: LiveReloadServer) -> OwnAddress:
    """Where a server listens, once it does."""
    bound, port = server.server_address[:2]
    address = ipaddress.ip_address(str(bound))
    called = urlsplit(server.url).hostname or ""
    names = {_named(str(address)), _named(called)}
    if address.is_loopback or address.is_unspecified:
        names |= {"localhost", "127.0.0.1", "[::1]"}
    return OwnAddress(frozenset(names - {""}), int(port), address.is_loopback, address.is_unspecified)


def _named(host: str) -> str:
    """A host as addresses have it."""
    return f"[{host}]" if ":" in host else host.casefold()


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True

"""Which names the server answers to.

A web page elsewhere can make its own name point to this machine (DNS rebinding) and would then be
served as if it were ours; but its name is in the Host header.
"""

from __future__ import annotations

import ipaddress

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def is_own_host(header: str | None, listening_on: str, *, any_host: bool = False) -> bool:
    """Whether a request's Host header names this server.

    Args:
        header: Its value; `None` where there is none.
        listening_on: The address that the server listens on. Where others can reach it, it may have
            any name.
        any_host: Whether it may have any name although only this machine can reach it: behind a
            proxy, which hands on the name that it has itself.
    """
    # Whoever opens it to a network does so by --host, and knows under which names.
    if any_host or not _is_loopback(listening_on):
        return True
    name = (header or "").rsplit(":", 1)[0] if _has_port(header or "") else (header or "")
    return name.lower() in {*_LOOPBACK, _in_header(listening_on)}


def _has_port(header: str) -> bool:
    return header.rpartition(":")[2].isdigit() and not header.endswith("]")


def _in_header(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host.lower()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

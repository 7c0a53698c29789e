"""Cuts the wire: no Python code of this process reaches anything but the loopback address, and every try is kept.

Works through the interpreter's audit events, so it holds for every library that uses Python's sockets, threads and
event loops included. A process started with this folder on ``PYTHONPATH`` is cut as well (``sitecustomize.py``); with
``WIRE_LOG`` set it writes its tries to that file. Sockets of compiled code are ``test_offline.py``'s business.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
ATTEMPTS: list[str] = []

_PEER = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_NAME = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


class WireCut(OSError):
    """Something reached for the network."""


def is_local(host: object) -> bool:
    """Whether a host is this machine: loopback, unspecified (to listen on), or none given."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes | bytearray) else host
    if name is None or name in ("", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(name).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def cut() -> None:
    """From now on, and for good: an audit hook cannot be taken away."""
    sys.addaudithook(_watch)


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event in _PEER:
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None  # paths of Unix sockets are strings or bytes
    elif event in _NAME:
        host = args[0]
    else:
        return
    if not is_local(host):
        _refuse(f"{event} {host!r}")


def _refuse(attempt: str) -> None:
    ATTEMPTS.append(attempt)
    log = os.environ.get("WIRE_LOG")
    if log:
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(f"{attempt} by {sys.argv}\n")
    raise WireCut(f"the network is cut in tests: {attempt}")

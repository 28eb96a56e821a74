"""Nothing that the platform does under test may leave this machine: a call elsewhere fails the test that caused it."""

import socket
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import pytest

HERE = {"", "localhost", "testserver", None}
called: list[str] = []
_connect, _connect_ex, _sendto = socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto
_look_up = socket.getaddrinfo


def is_here(address: Any) -> bool:
    """Whether an address of a socket is on this machine: a path, or a host and port of loopback."""
    if not isinstance(address, tuple):
        return True
    host = address[0].decode() if isinstance(address[0], bytes) else address[0]
    try:
        return host in HERE or ip_address(host).is_loopback
    except ValueError:
        return False


def refuse(address: Any) -> None:
    """Note the call, for whoever made it may well swallow the error, and refuse it as a dead line would."""
    if not is_here(address):
        called.append(str(address))
        raise ConnectionRefusedError(f"A test called {address}: nothing leaves this machine.")


def _guarded_connect(line: socket.socket, address: Any) -> None:
    refuse(address)
    return _connect(line, address)


def _guarded_connect_ex(line: socket.socket, address: Any) -> int:
    refuse(address)
    return _connect_ex(line, address)


def _guarded_sendto(line: socket.socket, *given: Any) -> int:
    refuse(given[-1])
    return _sendto(line, *given)


def _guarded_look_up(host: Any, *rest: Any, **named: Any) -> list:
    refuse((host, 0))
    return _look_up(host, *rest, **named)


@pytest.fixture(scope="session", autouse=True)
def lines_guarded() -> Iterator[None]:
    """For the whole run, in every thread of this process."""
    socket.socket.connect, socket.socket.connect_ex = _guarded_connect, _guarded_connect_ex
    socket.socket.sendto, socket.getaddrinfo = _guarded_sendto, _guarded_look_up
    yield
    socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto = _connect, _connect_ex, _sendto
    socket.getaddrinfo = _look_up


@pytest.fixture(autouse=True)
def nothing_leaves() -> Iterator[None]:
    """The test that called elsewhere fails, whatever its code made of the refusal."""
    called.clear()
    yield
    assert not called, f"called out: {', '.join(called)}"

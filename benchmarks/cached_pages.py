"""A public page that is kept: how many in a second, what each takes, and that an edit shows at once.

Eight clients hold a connection each and ask for the next page as soon as one has come; plain, compressed, and with the
validator of what they have (304). The goal is that of the best peers: 2,000 in a second. Clients and server share the
cores here, so CPU of the server alone says more: cores ÷ CPU is what the server could give.
"""

import os
import socket
import threading
import time
from contextlib import closing

from benchmarks.measure import cpu_ms, database_roots, report
from benchmarks.page_cost import fill
from benchmarks.stage import PORT, get, server, stage

CLIENTS, SECONDS, ROUNDS = 8, 2.0, 3
HEADERS = {"plain": "", "gzip": "Accept-Encoding: gzip\r\n", "unchanged (304)": "If-None-Match: {etag}\r\n"}


def answer_of(wire: socket.socket, request: bytes) -> bytes:
    """One answer, read to the end that its ``Content-Length`` says."""
    wire.sendall(request)
    read = b""
    while b"\r\n\r\n" not in read:
        read += wire.recv(65536)
    head, _blank, body = read.partition(b"\r\n\r\n")
    said = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    length = int(said[0].split(b":")[1]) if said and b" 304 " not in head[:20] else 0
    while len(body) < length:
        body += wire.recv(65536)
    return head


def ask_until(request: bytes, until: float, counts: list[int]) -> None:
    """One client; how many answers it had."""
    with closing(socket.create_connection(("127.0.0.1", PORT))) as wire:
        count = 0
        while time.monotonic() < until:
            answer_of(wire, request)
            count += 1
    counts.append(count)


def request_of(path: str, more: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\n{more}\r\n".encode()


def etag_of(path: str) -> str:
    """The validator of the page as it is now."""
    with closing(socket.create_connection(("127.0.0.1", PORT))) as wire:
        head = answer_of(wire, request_of(path)).decode()
    return next((line.partition(":")[2].strip() for line in head.split("\r\n") if line.startswith("ETag")), "")


def rush(path: str, more: str, roots: list[int]) -> dict[str, float]:
    """What all clients together had in some seconds, and what each answer took."""
    request = request_of(path, more.format(etag=etag_of(path)))
    counts: list[int] = []
    before, until = cpu_ms(*roots), time.monotonic() + SECONDS
    clients = [threading.Thread(target=ask_until, args=(request, until, counts)) for _client in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    cost = (cpu_ms(*roots) - before) / sum(counts)
    cores = os.cpu_count() or 1
    return {"per second": sum(counts) / SECONDS, "CPU ms": cost, "cores ÷ CPU per second": cores * 1000 / cost}


def shows_at_once(path: str) -> str:
    """Change a workshop's title again and again; how often a page asked for right after was behind."""
    from courses.models import Workshop

    found, behind, edits = Workshop.objects.order_by("starts_on", "slug").first(), 0, 30
    for number in range(edits):
        Workshop.objects.filter(pk=found.pk).update(title_es=f"Título {number}")
        for _worker in range(4):
            with closing(socket.create_connection(("127.0.0.1", PORT))) as wire:
                wire.sendall(request_of(path, "Connection: close\r\n"))
                page = b"".join(iter(lambda: wire.recv(65536), b""))
            behind += f"Título {number}<".encode() not in page
    return f"{behind} of {edits * 4} pages after {edits} edits were behind"


def main() -> None:
    pages = fill()
    rows: list[dict[str, object]] = []
    with server() as pid:
        roots = [pid, *database_roots()]
        for name in ("60 workshops, anonymous", "front page, anonymous"):
            path = pages[name][0]
            for _warm in range(40):
                get(path)
            for how, more in HEADERS.items():
                best = min((rush(path, more, roots) for _round in range(ROUNDS)), key=lambda row: row["CPU ms"])
                rows.append({"page": name, "how": how, **best})
        rows.append({"page": shows_at_once(pages["60 workshops, anonymous"][0])})
    report("cached_pages", rows)


if __name__ == "__main__":
    with stage():
        main()

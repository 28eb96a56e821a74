"""What comes over the wire: each main page with all it needs at the first view, and alone at the next one.

Compressed as a browser asks for it, heads included; styles and pictures are kept for good by the browser,
so the next view is the page alone. Anything from another host is an error.
"""

import re
import socket
from contextlib import closing
from urllib.parse import urlsplit

from benchmarks.measure import report
from benchmarks.page_cost import fill
from benchmarks.stage import PORT, fetch, server, signed_in, stage

NEEDED = re.compile(rb'<(?:link|script|img)\b[^>]*?(?:href|src)="([^"]+)"')
NOT_FETCHED = re.compile(rb'rel="(?:alternate|canonical|next|prev)"')


def bytes_of(path: str, cookie: str = "") -> int:
    """All bytes of one answer, its head included."""
    with closing(socket.create_connection(("127.0.0.1", PORT))) as wire:
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{PORT}", "Accept-Encoding: gzip", "Connection: close"]
        lines += [f"Cookie: {cookie}"] if cookie else []
        wire.sendall("\r\n".join([*lines, "", ""]).encode())
        return sum(map(len, iter(lambda: wire.recv(65536), b"")))


def needs_of(page: bytes) -> list[str]:
    """Addresses of styles, scripts and pictures that stand in a page."""
    found = [match[1].decode() for match in NEEDED.finditer(page) if not NOT_FETCHED.search(match[0])]
    strangers = [address for address in found if urlsplit(address).netloc]
    if strangers:
        raise RuntimeError(f"From another host: {strangers}")
    return sorted(set(found))


def main() -> None:
    pages = fill()
    rows = []
    with server():
        for name, (path, user) in pages.items():
            cookie = signed_in(user) if user else ""
            status, page = fetch(path, cookie)
            if status != 200:
                continue
            needs = needs_of(page)
            again = bytes_of(path, cookie)
            first = again + sum(bytes_of(address, cookie) for address in needs)
            rows.append({"page": name, "first view kB": first / 1000, "next kB": again / 1000, "files": len(needs) + 1})
    report("page_weight", rows)


if __name__ == "__main__":
    with stage():
        main()

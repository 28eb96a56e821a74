"""A video server of the tests: it answers on this machine as it is told, and remembers what it was asked."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = tuple[int, bytes] | tuple[int, bytes, dict[str, str]]


@dataclass
class VideoServer:
    """``replies`` maps ``METHOD path`` to an answer or to a function that gives one; anything else is 404."""

    url: str = ""
    replies: dict[str, Reply | Callable[[], Reply]] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    drips: float = 0


@contextmanager
def video_server() -> Iterator[VideoServer]:
    """One on a free port of the loopback, gone afterwards."""
    told = VideoServer()

    class Door(BaseHTTPRequestHandler):
        def answer(self) -> None:
            told.asked.append((self.command, self.path, dict(self.headers)))
            reply = told.replies.get(f"{self.command} {self.path.partition('?')[0]}", (404, b""))
            status, body, *more = reply() if callable(reply) else reply
            self.send_response(status)
            for name, value in (more[0] if more else {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):
                self._write(body)

        def _write(self, body: bytes) -> None:
            pieces = [body[n : n + 1] for n in range(len(body))] if told.drips else [body]
            for piece in pieces:
                time.sleep(told.drips)
                self.wfile.write(piece)

        do_GET = do_POST = do_DELETE = answer  # noqa: N815 - what the library calls

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    told.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()

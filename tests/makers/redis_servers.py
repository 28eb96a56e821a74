"""Redis for a test: a real one where it is installed, a stub that speaks the little that we ask everywhere."""

import shutil
import socketserver
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from redis import Redis
from redis.exceptions import RedisError

from tests.makers.clusters import wait_until
from tests.makers.mail_servers import free_port

KINDS = ("stub", "redis-server") if shutil.which("redis-server") else ("stub",)


class RedisStub(socketserver.ThreadingTCPServer):
    """Keeps values in a dictionary; ``mute`` makes it accept and say nothing."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Talk)
        self.kept: dict[bytes, bytes] = {}
        self.mute = False
        self.closing = threading.Event()

    def handle_error(self, _request, _client_address) -> None:
        """A client that goes away is no fault."""


class _Talk(socketserver.StreamRequestHandler):
    """RESP3: an array of bulk strings in, one answer out (redis.io/docs/reference/protocol-spec)."""

    server: RedisStub

    def handle(self) -> None:
        while line := self.rfile.readline():
            words = [self.rfile.read(int(self.rfile.readline()[1:]) + 2)[:-2] for _each in range(int(line[1:]))]
            if self.server.mute:
                self.server.closing.wait(10)
                return
            if self.server.closing.is_set():
                return
            self.wfile.write(self.answer(words[0].upper(), words[1:]))

    def answer(self, verb: bytes, words: list[bytes]) -> bytes:
        kept = self.server.kept
        if verb == b"GET":
            value = kept.get(words[0])
            return b"_\r\n" if value is None else b"$%d\r\n%s\r\n" % (len(value), value)
        if verb == b"SET":
            if b"NX" in words and words[0] in kept:
                return b"_\r\n"
            kept[words[0]] = words[1]
            return b"+OK\r\n"
        if verb in {b"DEL", b"EXISTS"}:
            found = [word for word in words if word in kept]
            for word in found if verb == b"DEL" else ():
                kept.pop(word, None)
            return b":%d\r\n" % len(found)
        if verb == b"INCRBY":
            kept[words[0]] = b"%d" % (int(kept.get(words[0], b"0")) + int(words[1]))
            return b":%s\r\n" % kept[words[0]]
        return b"%2\r\n+server\r\n+redis\r\n+proto\r\n:3\r\n" if verb == b"HELLO" else b"+OK\r\n"


@contextmanager
def redis_stub(port: int | None = None) -> Iterator[tuple[str, RedisStub]]:
    """Its address, and the stub."""
    server = RedisStub(port or free_port())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"redis://127.0.0.1:{server.server_address[1]}/0", server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def redis_of(kind: str, port: int | None = None) -> Iterator[str]:
    """The address of a server of that kind, which keeps nothing on disk and is gone afterwards."""
    if kind == "stub":
        with redis_stub(port) as (url, _server):
            yield url
        return
    port = port or free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: _answers(port), seconds=10)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.kill()
        process.wait()


def _answers(port: int) -> bool:
    try:
        with Redis(port=port) as client:
            return client.ping()
    except (RedisError, OSError):
        return False

"""Mail servers that fail in every way a line can fail, on a free port of this machine."""

import socket
import socketserver
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes

RESET = struct.pack("ii", 1, 0)  # SO_LINGER of no seconds: closing sends RST


class MailServerStub(socketserver.ThreadingTCPServer):
    """Takes letters over SMTP and does what ``mood`` says.

    ``well``; ``busy`` (greets with 421); ``mute`` (accepts and says nothing); ``mute_after_ehlo``; ``mute_after_dot``;
    ``reset_before_answer`` and ``reset_after_answer`` (to the message's end); ``slow`` (answers it after 0.3 s).
    """

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Talk)
        self.mood = "well"
        self.connections = 0
        self.taken: list[str] = []
        self.closing = threading.Event()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def handle_error(self, _request, _client_address) -> None:
        """A line that breaks is what these servers are for."""


class _Talk(socketserver.StreamRequestHandler):
    server: MailServerStub

    def handle(self) -> None:
        self.server.connections += 1
        if self.server.mood == "mute":
            self.server.closing.wait(30)
            return
        if self.server.mood == "busy":
            self.say("421 4.3.2 come back later")
            return
        self.say("220 stub")
        while line := self.rfile.readline():
            verb = line.strip().upper()
            if verb.startswith(b"EHLO") and self.server.mood == "mute_after_ehlo":
                self.server.closing.wait(30)
                return
            if verb == b"DATA":
                self.say("354 go on")
                if not self.take():
                    return
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 OK")

    def take(self) -> bool:
        """Read the message to its end and answer, or not; whether the line still stands."""
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        mood = self.server.mood
        if mood == "mute_after_dot":
            self.server.closing.wait(30)
            return False
        if mood == "slow":
            time.sleep(0.3)
        if mood != "reset_before_answer":
            self.server.taken.append(message_from_bytes(b"".join(lines))["Message-ID"])
            self.say("250 OK taken")
        if mood in {"reset_before_answer", "reset_after_answer"}:
            time.sleep(0.05)  # the answer is read before the line breaks
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self.connection.close()
            return False
        return True

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
        self.wfile.flush()


@contextmanager
def mail_server(port: int = 0) -> Iterator[MailServerStub]:
    """A stub that listens; it and what waits in it end with the block."""
    server = MailServerStub(port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]

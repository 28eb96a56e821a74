"""An archive encrypted piece by piece, so that neither its making nor its reading holds it in memory.

The file begins with :data:`MAGIC`, 16 bytes of salt and 7 bytes of nonce; pieces of 1 MiB follow, the last one
shorter, each with its 16-byte tag. AES-256-GCM; a piece's nonce is those 7 bytes, its number in 4 bytes and one byte
that is 1 for the last piece alone (STREAM: Hoang, Reyhanitabar, Rogaway, Vizár 2015), so that pieces can be neither
dropped nor moved nor cut off unseen. The head of the file is authenticated with every piece. The key comes from
BACKUP_KEY by scrypt (N 2^15, r 8, p 3: OWASP's figures for passwords) with the archive's own salt.
"""

import io
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from training_platform.backup.errors import BackupError

MAGIC = b"PLATFORM-BACKUP-1\n"
SALT_BYTES, NONCE_BYTES, TAG_BYTES = 16, 7, 16
HEAD_BYTES = len(MAGIC) + SALT_BYTES + NONCE_BYTES
PIECE_BYTES = 1 << 20


class SealedWriter:
    """Encrypts what is written to it into ``file``; nothing can be read until :meth:`finish` was called."""

    def __init__(self, file: BinaryIO, key: str) -> None:
        self.file, self.number, self.waiting = file, 0, bytearray()
        self.head = MAGIC + os.urandom(SALT_BYTES + NONCE_BYTES)
        self.cipher = _cipher(key, self.head)
        file.write(self.head)

    def write(self, content: bytes) -> int:
        """Take any number of bytes; a piece is kept back, for it may be the last."""
        self.waiting += content
        while len(self.waiting) > PIECE_BYTES:
            self._seal(bytes(self.waiting[:PIECE_BYTES]), is_last=False)
            del self.waiting[:PIECE_BYTES]
        return len(content)

    def flush(self) -> None:
        """Nothing: a piece is written when it is full."""

    def finish(self) -> None:
        """Write the last piece."""
        self._seal(bytes(self.waiting), is_last=True)

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        self.file.write(self.cipher.encrypt(_nonce(self.head, self.number, is_last=is_last), piece, self.head))
        self.number += 1


class SealedReader(io.RawIOBase):
    """Reads what a :class:`SealedWriter` wrote, and hands out no byte that was not authenticated.

    Raises :class:`BackupError` for another key, and for a file that was altered, shortened or put together anew.
    """

    def __init__(self, file: BinaryIO, key: str) -> None:
        super().__init__()
        self.file, self.number = file, 0
        self.head = file.read(HEAD_BYTES)
        self.cipher = _cipher(key, self.head)
        self.ahead = file.read(PIECE_BYTES + TAG_BYTES)
        self.open_bytes = memoryview(b"")
        if not self.ahead:
            raise BackupError("The archive was cut off after its first bytes.")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer`` from the piece at hand."""
        if not self.open_bytes and self.ahead:
            self.open_bytes = memoryview(self._next_piece())
        given = min(len(buffer), len(self.open_bytes))
        buffer[:given] = self.open_bytes[:given]
        self.open_bytes = self.open_bytes[given:]
        return given

    def _next_piece(self) -> bytes:
        sealed, self.ahead = self.ahead, self.file.read(PIECE_BYTES + TAG_BYTES)
        nonce = _nonce(self.head, self.number, is_last=not self.ahead)
        try:
            piece = self.cipher.decrypt(nonce, sealed, self.head)
        except InvalidTag:
            raise BackupError(
                "BACKUP_KEY does not open this archive: it is another key, or the archive was altered or cut off."
            ) from None
        self.number += 1
        return piece


def is_sealed(start: bytes) -> bool:
    """Whether a file that starts so was encrypted here."""
    return start.startswith(MAGIC)


def _cipher(key: str, head: bytes) -> AESGCM:
    salt = head[len(MAGIC) : len(MAGIC) + SALT_BYTES]
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=3).derive(key.encode()))


def _nonce(head: bytes, number: int, *, is_last: bool) -> bytes:
    return head[-NONCE_BYTES:] + number.to_bytes(4) + bytes([is_last])

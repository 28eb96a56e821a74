"""The archive itself: a gzipped tar whose last member is the manifest, perhaps encrypted. Knows no database.

Names inside are ``database.sqlite3`` or ``database.dump``, ``media/…``, ``private/…`` and ``manifest.json``. Whatever
else an archive holds — a link, a device, a path that climbs — is refused before a byte of it is written (ASVS 5.3.2).
"""

import gzip
import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from training_platform.backup.errors import BackupError
from training_platform.backup.sealing import HEAD_BYTES, SealedReader, SealedWriter, is_sealed

MANIFEST = "manifest.json"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
NAMES = re.compile(r"(?:manifest\.json|database\.(?:sqlite3|dump)|(?:media|private)/[^\\\x00-\x1f]{1,900})\Z")
FORMAT = 1
LONGEST_MANIFEST = 256 << 20
GZIP = b"\x1f\x8b"
DAMAGE = (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, UnicodeError)
LEAVE_FREE_BYTES = 64 << 20


class ArchiveWriter:
    """Files go in one after another and are hashed on the way; the manifest tells their hashes."""

    def __init__(self, stream: BinaryIO) -> None:
        self.tar = tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed by finish
        self.files: dict[str, dict[str, object]] = {}

    def add(self, name: str, path: Path) -> None:
        """Put the file at ``path`` in; one that is gone by now was removed with its row, and is left out."""
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return
        with file:
            facts = os.fstat(file.fileno())
            member = tarfile.TarInfo(name)
            member.size, member.mode, member.mtime = facts.st_size, facts.st_mode & 0o777, int(facts.st_mtime)
            hashed = _Hashed(file)
            try:
                self.tar.addfile(member, cast("BinaryIO", hashed))
            except OSError as error:
                raise BackupError(f"{path} could not be read whole ({error.strerror or error}): try again.") from None
        self.files[name] = {"sha256": hashed.digest.hexdigest(), "bytes": facts.st_size}

    def finish(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Write the manifest with the seal under SECRET_KEY, close, and return it."""
        manifest = {"format": FORMAT, **facts, "files": self.files}
        manifest["seal"] = seal_of(manifest, settings.SECRET_KEY)
        text = json.dumps(manifest, ensure_ascii=False, sort_keys=True).encode()
        member = tarfile.TarInfo(MANIFEST)
        member.size, member.mode = len(text), 0o600
        self.tar.addfile(member, io.BytesIO(text))
        self.tar.close()
        return manifest


class _Hashed:
    """A file that is hashed while it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        content = self.file.read(size)
        self.digest.update(content)
        return content


@contextmanager
def packing(file: BinaryIO, key: str) -> Iterator[ArchiveWriter]:
    """An archive being written into ``file``, encrypted when there is a key. Whoever packs calls ``finish``."""
    sealed = SealedWriter(file, key) if key else None
    with gzip.GzipFile(fileobj=cast("BinaryIO", sealed or file), mode="wb", compresslevel=6, filename="") as squeezed:
        yield ArchiveWriter(cast("BinaryIO", squeezed))
    if sealed:
        sealed.finish()


def seal_of(manifest: Mapping[str, Any], key: str) -> str:
    """What tells an archive of this platform from one that somebody else made or altered: HMAC-SHA-256 (hex)."""
    told = {name: value for name, value in manifest.items() if name != "seal"}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return salted_hmac("training_platform.backup", text, secret=key, algorithm="sha256").hexdigest()


def is_ours(manifest: Mapping[str, Any]) -> bool:
    """Whether the manifest was sealed with this platform's SECRET_KEY or a former one."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    given = str(manifest.get("seal", ""))
    return any(constant_time_compare(given, seal_of(manifest, key)) for key in keys)


def unpack(archive: Path, folder: Path, key: str) -> dict[str, Any]:
    """Unpack ``archive`` into the empty ``folder`` and check every hash; the manifest.

    Raises :class:`BackupError` when it is no archive, is encrypted with another key, was damaged or altered, or holds
    what no archive of ours holds. What was unpacked until then is the caller's to remove.
    """
    try:
        with archive.open("rb") as file, gzip.GzipFile(fileobj=_opened(file, key)) as stream:
            found = _unpack_members(stream, folder)
            while stream.read(1 << 20):  # to the end, where the checksum stands
                pass
    except DAMAGE as error:
        raise BackupError(f"{archive} is damaged or cut off ({type(error).__name__}).") from None
    except OSError as error:
        raise BackupError(f"{archive} could not be unpacked: {error.strerror or error}.") from None
    manifest = _manifest_in(folder, archive)
    if manifest["files"] != found:
        raise BackupError(f"{archive} was altered: its files are not those of its manifest.")
    return manifest


def _opened(file: BinaryIO, key: str) -> BinaryIO:
    """The gzip within, whether or not it is encrypted."""
    start = file.read(HEAD_BYTES)
    file.seek(0)
    if is_sealed(start):
        if not key:
            raise BackupError("The archive is encrypted: set BACKUP_KEY to the key that it was made with.")
        return cast("BinaryIO", io.BufferedReader(SealedReader(file, key), 1 << 20))
    if not start.startswith(GZIP):
        raise BackupError("This file is no archive of the platform.")
    return file


def _unpack_members(stream: gzip.GzipFile, folder: Path) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        for member in tar:
            _check_member(member, found, folder)
            content = cast("BinaryIO", tar.extractfile(member))
            found[member.name] = {"sha256": _write(content, folder / member.name, member), "bytes": member.size}
    found.pop(MANIFEST, None)
    return found


def _check_member(member: tarfile.TarInfo, found: Mapping[str, object], folder: Path) -> None:
    """Refuse what is no plain file of ours, comes twice, climbs out, or would fill the disk."""
    parts = PurePosixPath(member.name).parts
    if not member.isreg() or not NAMES.match(member.name) or ".." in parts or member.name != "/".join(parts):
        raise BackupError("The archive holds something that no archive of the platform holds; nothing was touched.")
    if member.name in found:
        raise BackupError("The archive holds the same file twice; nothing was touched.")
    if member.name == MANIFEST and member.size > LONGEST_MANIFEST:
        raise BackupError("The archive's manifest is too long to be one.")
    if member.size + LEAVE_FREE_BYTES > shutil.disk_usage(folder).free:
        raise BackupError(f"There is not enough room on the disk of {folder}; nothing was touched.")


def _write(content: BinaryIO, path: Path, member: tarfile.TarInfo) -> str:
    """Write one member and return its SHA-256 (hex). Rights are at most those of an ordinary file."""
    is_public = member.name.startswith("media/")  # a web server of another user may hand these out
    path.parent.mkdir(mode=0o755 if is_public else 0o700, parents=True, exist_ok=True)
    mode = member.mode & 0o644 if is_public else 0o600
    digest = hashlib.sha256()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while piece := content.read(1 << 20):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
        os.fchmod(file.fileno(), mode | 0o600)
    return digest.hexdigest()


def _manifest_in(folder: Path, archive: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError):
        raise BackupError(f"{archive} has no manifest: it was cut off, or is no archive of the platform.") from None
    wanted = {"format", "engine", "made_at", "migrations", "rows", "files"}
    if not isinstance(manifest, dict) or not wanted <= set(manifest) or manifest["format"] != FORMAT:
        raise BackupError(f"{archive} has a manifest that this release does not understand.")
    if DATABASES.get(manifest["engine"]) not in manifest["files"]:
        raise BackupError(f"{archive} holds no database.")
    return manifest

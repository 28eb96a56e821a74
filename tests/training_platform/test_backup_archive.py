"""What an archive may hold, and that none is believed that was damaged, altered or made up."""

import io
import tarfile

import pytest
from django.test import override_settings

from tests.makers.backups import repacked
from training_platform.backup.archive import is_ours, packing, unpack
from training_platform.backup.errors import BackupError
from training_platform.backup.sealing import PIECE_BYTES, SealedReader, SealedWriter

KEY = "a key of more than twenty letters"
FACTS = {"engine": "sqlite", "made_at": "2026-03-05T12:00:00+00:00", "migrations": [], "rows": {}}


@pytest.fixture
def packed(tmp_path):
    """Makes an archive of a database, a picture and a document, encrypted when a key is given."""

    def make(key: str = ""):
        archive = tmp_path / "archive"
        with archive.open("wb") as file, packing(file, key) as packer:
            for name in ("database.sqlite3", "media/images/casa.png", "private/certificates/a.pdf"):
                source = tmp_path / "source"
                source.write_text(f"content of {name}")
                packer.add(name, source)
            packer.add("media/gone.png", tmp_path / "gone.png")
            packer.finish(FACTS)
        return archive

    return make


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "unpacked"
    made.mkdir()
    return made


def members_of(archive) -> list:
    with tarfile.open(archive) as tar:
        return [(member, tar.extractfile(member).read()) for member in tar]


@pytest.mark.parametrize("key", ["", KEY])
def test_what_was_packed_comes_out(packed, folder, key):
    manifest = unpack(packed(key), folder, key)
    assert (folder / "media/images/casa.png").read_text() == "content of media/images/casa.png"
    assert (folder / "private/certificates/a.pdf").stat().st_mode & 0o777 == 0o600
    assert is_ours(manifest)
    assert set(manifest["files"]) == {"database.sqlite3", "media/images/casa.png", "private/certificates/a.pdf"}


def test_manifest_sealed_under_a_former_key_is_ours(packed, folder, settings):
    manifest, former = unpack(packed(), folder, ""), settings.SECRET_KEY
    with override_settings(SECRET_KEY="new-" + "n" * 50):
        assert not is_ours(manifest)
    with override_settings(SECRET_KEY="new-" + "n" * 50, SECRET_KEY_FALLBACKS=[former]):
        assert is_ours(manifest)
    assert not is_ours(manifest | {"rows": {"network_user": 1}})


@pytest.mark.parametrize("key", ["", KEY])
def test_altered_byte_is_seen(packed, folder, key):
    archive = packed(key)
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    archive.write_bytes(content)
    with pytest.raises(BackupError):
        unpack(archive, folder, key)


@pytest.mark.parametrize("key", ["", KEY])
def test_archive_cut_off_is_seen(packed, folder, key):
    archive = packed(key)
    archive.write_bytes(archive.read_bytes()[:-20])
    with pytest.raises(BackupError):
        unpack(archive, folder, key)


def test_file_exchanged_for_another_is_seen(packed, folder, tmp_path):
    members = [(member, b"another" if "casa" in member.name else content) for member, content in members_of(packed())]
    with pytest.raises(BackupError, match="not those of its manifest"):
        unpack(repacked(members, tmp_path / "altered"), folder, "")


def test_file_left_out_is_seen(packed, folder, tmp_path):
    members = [each for each in members_of(packed()) if "casa" not in each[0].name]
    with pytest.raises(BackupError, match="not those of its manifest"):
        unpack(repacked(members, tmp_path / "altered"), folder, "")


def test_archive_without_manifest_is_refused(packed, folder, tmp_path):
    with pytest.raises(BackupError, match="no manifest"):
        unpack(repacked(members_of(packed())[:-1], tmp_path / "altered"), folder, "")


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, target
    return made


@pytest.mark.parametrize(
    "hostile",
    [
        member("../outside.txt"),
        member("media/../../outside.txt"),
        member("/outside.txt"),
        member("media/./a"),
        member("media//a"),
        member("media/a\\b"),
        member("settings.py"),
        member("database.sqlite3/a"),
        member("media/link", tarfile.SYMTYPE, "/etc/passwd"),
        member("media/link", tarfile.LNKTYPE, "private/a"),
        member("media/pipe", tarfile.FIFOTYPE),
        member("media/disk", tarfile.BLKTYPE),
        member("media", tarfile.DIRTYPE),
    ],
    ids=lambda each: f"{each.name} {each.type.decode()}",
)
def test_member_that_no_archive_of_ours_holds_is_refused(packed, folder, tmp_path, hostile):
    altered = repacked([(hostile, b"hostile"), *members_of(packed())], tmp_path / "altered")
    with pytest.raises(BackupError, match="no archive of the platform holds"):
        unpack(altered, folder, "")
    assert list(folder.iterdir()) == []
    assert not (tmp_path / "outside.txt").exists()


def test_same_file_twice_is_refused(packed, folder, tmp_path):
    members = members_of(packed())
    with pytest.raises(BackupError, match="twice"):
        unpack(repacked([members[0], *members], tmp_path / "altered"), folder, "")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a zip", b"\x1f\x8b", b"PLATFORM-BACKUP-1\n"])
def test_other_files_are_refused_in_words(tmp_path, folder, content):
    other = tmp_path / "other"
    other.write_bytes(content)
    with pytest.raises(BackupError):
        unpack(other, folder, KEY)


def test_encrypted_archive_without_its_key_is_refused_in_words(packed, folder):
    archive = packed(KEY)
    with pytest.raises(BackupError, match="set BACKUP_KEY"):
        unpack(archive, folder, "")
    with pytest.raises(BackupError, match="does not open this archive"):
        unpack(archive, folder, KEY + "!")


def sealed(content: bytes) -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, KEY)
    writer.write(content)
    writer.finish()
    return file.getvalue()


def opened(content: bytes) -> bytes:
    return io.BufferedReader(SealedReader(io.BytesIO(content), KEY)).read()


@pytest.mark.parametrize("length", [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES])
def test_sealing_gives_back_what_it_was_given(length):
    content = bytes(range(256)) * (length // 256 + 1)
    assert opened(sealed(content[:length])) == content[:length]


def test_pieces_can_neither_be_dropped_nor_exchanged():
    whole = sealed(b"a" * PIECE_BYTES + b"b" * PIECE_BYTES + b"c")
    head, first, second = whole[:41], whole[41 : 41 + PIECE_BYTES + 16], whole[41 + PIECE_BYTES + 16 :]
    for altered in (head + first, head + second, head + second + first, whole[:-1], head):
        with pytest.raises(BackupError):
            opened(altered)

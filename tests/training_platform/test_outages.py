"""Database, disk or counter away: a plain page in both languages, nothing half done, and on by itself afterwards."""

import errno
import resource
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import InterfaceError, OperationalError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection

from content.models import PlatformDocument
from foundations.audit.models import AuditEvent
from foundations.outbox.models import Letter
from tests.makers.pages import lay_ground_for
from tests.makers.uploads import make_pdf
from training_platform.outages import Outage, outage_of
from training_platform.whole_files import WholeFiles

ON_SQLITE = connection.vendor == "sqlite"


@pytest.fixture
def plain(client):
    """A browser: it sees what the platform answers, not what it threw."""
    client.raise_request_exception = False
    return client


@pytest.fixture
def fails(monkeypatch):
    """Makes the front page fail with an error."""

    def fail_with(error: Exception) -> None:
        def fail(*_args, **_kwargs):
            raise error

        monkeypatch.setattr("wagtail.models.Site.find_for_request", fail)

    return fail_with


def read_plainly(answer, *words: str) -> None:
    """503, in both languages, with a time to come back, and without a trace of what failed."""
    text = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"].isdigit()) == (503, True)
    assert '<section lang="es">' in text
    assert '<section lang="en">' in text
    assert all(word in text for word in words)
    assert "Traceback" not in text
    assert "secret-host" not in text
    assert not answer.cookies


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OperationalError("connection to secret-host failed"), "Its database does not answer"),
        (InterfaceError("connection already closed"), "Its database does not answer"),
        (OSError(errno.ENOSPC, "No space left on device"), "no room left"),
        (OSError(errno.EDQUOT, "Quota exceeded"), "no room left"),
    ],
)
def test_what_is_away_is_told_plainly(db, plain, fails, error, words, monkeypatch):
    fails(error)
    read_plainly(plain.get("/en/"), words)
    monkeypatch.undo()
    assert plain.get("/en/").status_code in {200, 404}


def test_page_needs_neither_database_nor_session(plain, monkeypatch, cast):
    plain.force_login(cast.ana)

    def fail(*_args, **_kwargs):
        raise OperationalError("connection to secret-host failed")

    addresses = ("/es/", "/admin/", reverse("my_training"), reverse("my_account"))
    with monkeypatch.context() as broken:
        broken.setattr("django.db.backends.utils.CursorWrapper.execute", fail)
        answers = [plain.get(address) for address in addresses]
        answers.append(plain.post(reverse("account_login"), {"login": "a@b.example", "password": "x"}))
    for answer in answers:
        read_plainly(answer, "Its database does not answer")


def test_fault_of_our_own_stays_an_error_500(db, plain, fails):
    fails(ZeroDivisionError())
    assert plain.get("/en/").status_code == 500


def raised(act) -> BaseException:
    with pytest.raises(Exception) as caught, transaction.atomic():
        act()
    return caught.value


def test_database_says_itself_that_its_disk_is_full(db):
    def fill() -> None:
        with connection.cursor() as cursor:
            if not ON_SQLITE:
                cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$")
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
            AuditEvent.objects.bulk_create(
                [AuditEvent(at=timezone.now(), action="a.b", details={"x": "y" * 4000}) for _each in range(200)]
            )

    before = AuditEvent.objects.count()
    try:
        assert outage_of(raised(fill)) == Outage.DISK
        assert AuditEvent.objects.count() == before
    finally:
        if ON_SQLITE:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA max_page_count = 1073741823")
    AuditEvent.objects.create(at=timezone.now(), action="a.b", details={"x": "y" * 9000})


def test_faulty_statement_is_no_outage(db):
    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")

    assert outage_of(raised(ask)) is None


@pytest.mark.django_db(transaction=True)
def test_database_that_is_locked_too_long_is_told_plainly(plain, fails):
    if not ON_SQLITE:
        return
    import sqlite3

    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
        other.execute("BEGIN IMMEDIATE")
        assert outage_of(raised(lambda: Letter.objects.update(error=""))) == Outage.BUSY
    finally:
        other.close()
        connection.close()


# --- Files ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def small_disk():
    """No file may grow past 16 MB: the system refuses the rest, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16 * 1024 * 1024, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def files_below(folder: str) -> list[str]:
    return sorted(str(path) for path in Path(folder).rglob("*") if path.is_file())


@pytest.fixture
def store(tmp_path) -> WholeFiles:
    return WholeFiles(location=tmp_path)


def test_every_storage_keeps_files_whole():
    assert isinstance(storages["private"], WholeFiles)
    assert isinstance(storages["default"], WholeFiles)


def test_file_that_does_not_fit_leaves_nothing(store, small_disk):
    with pytest.raises(OSError) as refused:
        store.save("a/b.pdf", ContentFile(b"x" * 17_000_000))
    assert outage_of(refused.value) == Outage.DISK
    assert files_below(store.location) == []
    assert store.save("a/b.pdf", ContentFile(b"x" * 1000)) == "a/b.pdf"


def test_uploaded_file_that_does_not_fit_leaves_nothing(store, tmp_path_factory, settings, monkeypatch):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path_factory.mktemp("uploads"))
    upload = TemporaryUploadedFile("b.pdf", "application/pdf", 4, None)
    upload.write(b"1234")
    upload.seek(0)

    def full(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("django.core.files.storage.filesystem.file_move_safe", full)
    with pytest.raises(OSError):
        store.save("b.pdf", upload)
    monkeypatch.undo()
    assert files_below(store.location) == []
    assert store.save("b.pdf", upload) == "b.pdf"
    assert (Path(store.location) / "b.pdf").read_bytes() == b"1234"
    upload.close()


def test_two_files_of_one_name_are_both_kept(store, monkeypatch):
    first = store.save("a.pdf", ContentFile(b"1"))
    monkeypatch.setattr(
        store, "exists", lambda name: name == "a.pdf" and store.asked.append(name) is None and len(store.asked) > 1
    )
    store.asked = []
    second = store.save("a.pdf", ContentFile(b"2"))
    monkeypatch.undo()
    assert first != second
    assert [(Path(store.location) / name).read_bytes() for name in (first, second)] == [b"1", b"2"]


def test_file_system_without_links_keeps_files_too(store, monkeypatch):
    def refuse(*_args):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    first, second = (store.save("a.pdf", ContentFile(text)) for text in (b"1", b"2"))
    assert len(files_below(store.location)) == 2
    assert [(Path(store.location) / name).read_bytes() for name in (first, second)] == [b"1", b"2"]


@pytest.fixture
def send(cast, plain, settings, tmp_path):
    """Sara sends a document, followed by so many bytes of nothing."""
    settings.MEDIA_ROOT = settings.PRIVATE_ROOT = tmp_path
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    lay_ground_for(cast)
    plain.force_login(cast.sara)

    def post(size: int):
        upload = SimpleUploadedFile("guia.pdf", make_pdf() + b"\n" * size, content_type="application/pdf")
        collection = Collection.objects.get(name="Público").pk
        return plain.post(reverse("wagtaildocs:add"), {"title": "Guía", "collection": collection, "file": upload})

    return post


def test_disk_that_is_full_while_an_upload_comes_in_is_told_plainly(send, small_disk, tmp_path):
    read_plainly(send(30 * 1024 * 1024), "no room left")
    assert (PlatformDocument.objects.count(), files_below(tmp_path)) == (0, [])


def test_disk_that_is_full_while_an_upload_is_kept_is_told_plainly(send, tmp_path, monkeypatch):
    def write_half(storage, name, _content):
        Path(storage.path(name)).parent.mkdir(parents=True, exist_ok=True)
        Path(storage.path(name)).write_bytes(b"")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("django.core.files.storage.FileSystemStorage._save", write_half)
        read_plainly(send(0), "no room left")
    assert (PlatformDocument.objects.count(), files_below(tmp_path)) == (0, [])
    assert send(0).status_code == 302
    assert PlatformDocument.objects.count() == 1

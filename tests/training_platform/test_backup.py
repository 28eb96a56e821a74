"""The whole platform into one file and back, in another place."""

import json
import os
import signal
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.utils import timezone

from certificates.actions import print_certificate
from foundations.audit.actions import record_event, seal_events
from foundations.audit.models import AuditEvent
from foundations.jobs.models import Heartbeat
from tests.makers.backups import all_migrations_noted, archives_in, contents, manage, place
from tests.makers.certificates import make_certificate
from tests.makers.clusters import shared_environment, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

LOOK = """
import hashlib, json, sys
import django
django.setup()
from django.core.files.storage import storages
from django.db import connection
from django.test import Client
from certificates.models import Certificate
from certificates.rules import facts_digest
from foundations.audit.actions import first_broken_seal
from foundations.audit.models import AuditEvent
certificate = Certificate.objects.get(number=sys.argv[1])
with storages["private"].open(certificate.document) as file:
    printed = hashlib.sha256(file.read()).hexdigest()
page = Client().get(f"/v/{certificate.code}", follow=True)
tables = connection.introspection.table_names()
with connection.cursor() as cursor:
    rows = {}
    for table in tables:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        rows[table] = cursor.fetchone()[0]
print(json.dumps({
    "page": page.status_code, "names_it": certificate.number in page.text,
    "printed": printed == certificate.document_digest,
    "facts": facts_digest(certificate.facts) == certificate.facts_digest,
    "whole": first_broken_seal() is None, "events": AuditEvent.objects.count(), "rows": rows,
}))
"""


@pytest.fixture
def platform():
    """People, a printed certificate, an uploaded picture, a session of somebody signed in, a sealed book."""
    certificate = make_certificate()
    print_certificate(certificate)
    picture = default_storage.save("original_images/casa.png", ContentFile(b"\x89PNG of a house"))
    Session.objects.create(
        session_key="live-session-of-somebody", session_data="x", expire_date=timezone.now() + timedelta(hours=1)
    )
    record_event("samples.happened", certificate)
    seal_events()
    with all_migrations_noted():
        yield certificate
    default_storage.delete(picture)
    storages["private"].delete(certificate.document)


@pytest.fixture
def archive(platform, tmp_path):
    return backed_up(tmp_path / "backups")


def backed_up(folder, **environment):
    """The newest archive after one more backup."""
    done = manage("backup_platform", BACKUP_DIR=str(folder), **environment)
    assert done.returncode == 0, done.stderr
    return max(archives_in(folder), key=lambda path: path.stat().st_mtime_ns)


def looked_at(certificate, **environment) -> dict:
    told = subprocess.run(
        [sys.executable, "-c", LOOK, certificate.number],
        cwd=settings.BASE_DIR,
        env=shared_environment() | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


def test_backup_holds_database_and_files_and_no_secret(platform, archive):
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    inside = contents(archive)
    manifest = json.loads(inside["manifest.json"])
    assert f"private/{platform.document}" in inside
    assert any(name.startswith("media/original_images/") for name in inside)
    assert manifest["rows"]["network_person"] > 0
    assert manifest["rows"]["django_session"] == 0
    whole = b"".join(inside.values())
    for secret in (settings.SECRET_KEY, settings.JITSI_TOKEN_SECRET, "live-session-of-somebody"):
        assert secret.encode() not in whole
    assert Heartbeat.objects.filter(name="backup").exists()
    assert AuditEvent.objects.filter(action="training_platform.backup_made").count() == 1


def test_restore_elsewhere_brings_everything_back(platform, archive, tmp_path):
    before = looked_at(platform)
    manifest = json.loads(contents(archive)["manifest.json"])
    with place(tmp_path / "elsewhere") as there:
        done = manage("restore_platform", str(archive), **there)
        assert done.returncode == 0, done.stderr
        assert "chain is whole" in done.stdout
        after = looked_at(platform, **there)
    assert {key: after[key] for key in ("page", "names_it", "printed", "facts", "whole")} == {
        "page": 200,
        "names_it": True,
        "printed": True,
        "facts": True,
        "whole": True,
    }
    # The restore itself writes one event.
    told = after["rows"] | {"audit_auditevent": after["rows"]["audit_auditevent"] - 1}
    assert {table: told[table] for table in manifest["rows"]} == manifest["rows"]
    assert before["events"] >= manifest["rows"]["audit_auditevent"]
    assert not list((tmp_path / "elsewhere").glob("re*-*"))


def test_encrypted_archive_comes_back_with_its_key_alone(platform, tmp_path):
    sealed = backed_up(tmp_path / "backups", BACKUP_KEY="a key of more than twenty letters")
    assert b"PNG of a house" not in sealed.read_bytes()
    with place(tmp_path / "elsewhere") as there:
        without = manage("restore_platform", str(sealed), **there)
        assert "set BACKUP_KEY" in without.stderr
        wrong = manage("restore_platform", str(sealed), BACKUP_KEY="another key of twenty letters", **there)
        assert "does not open this archive" in wrong.stderr
        right = manage("restore_platform", str(sealed), BACKUP_KEY="a key of more than twenty letters", **there)
        assert right.returncode == 0, right.stderr


def test_place_that_is_not_empty_is_left_alone_unless_forced(platform, archive, tmp_path):
    with place(tmp_path / "elsewhere") as there:
        assert manage("restore_platform", str(archive), **there).returncode == 0
        media = tmp_path / "elsewhere" / "media"
        (media / "later.txt").write_text("uploaded since")
        refused = manage("restore_platform", str(archive), **there)
        assert refused.returncode
        assert "FORCE=1" in refused.stderr
        assert (media / "later.txt").exists()
        forced = manage("restore_platform", str(archive), "--force", **there)
        assert forced.returncode == 0, forced.stderr
        assert not (media / "later.txt").exists()
        assert [path.name for path in (tmp_path / "elsewhere").glob("replaced-*/media/later.txt")] == ["later.txt"]


def test_archive_of_another_key_needs_trust(platform, archive, tmp_path, monkeypatch):
    altered = tmp_path / "settings_of_another.py"
    altered.write_text("from tests.settings import *\nSECRET_KEY = 'another-' + 'k' * 50\n")
    other = {"DJANGO_SETTINGS_MODULE": "settings_of_another", "PYTHONPATH": str(tmp_path)}
    with place(tmp_path / "elsewhere") as there:
        refused = manage("restore_platform", str(archive), **there, **other)
        assert refused.returncode
        assert "TRUST=1" in refused.stderr
        assert manage("restore_platform", str(archive), "--trust", **there, **other).returncode == 0


def test_running_platform_is_not_restored_over(platform, archive):
    Heartbeat.objects.update_or_create(name="cluster", defaults={"beat_at": timezone.now()})
    refused = manage("restore_platform", str(archive), "--force")
    assert refused.returncode
    assert "is running here" in refused.stderr


def test_restore_that_fails_at_the_last_moment_changes_nothing(platform, archive, tmp_path):
    with place(tmp_path / "elsewhere") as there:
        assert manage("restore_platform", str(archive), **there).returncode == 0
        (tmp_path / "elsewhere" / "media" / "later.txt").write_text("uploaded since")
        before = looked_at(platform, **there)
        starter = "import django, runpy, sys; django.setup(); import training_platform.backup.restoring as r\n"
        starter += "def fail(): raise r.BackupError('the last step failed')\nr.first_broken_seal = fail\n"
        starter += "from django.core.management import call_command\n"
        starter += "call_command('restore_platform', sys.argv[1], force=True)"
        failed = subprocess.run(
            [sys.executable, "-c", starter, str(archive)],
            cwd=settings.BASE_DIR,
            env=shared_environment() | there,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "the last step failed" in failed.stderr
        assert looked_at(platform, **there)["rows"] == before["rows"]
        assert (tmp_path / "elsewhere" / "media" / "later.txt").exists()
        assert not list((tmp_path / "elsewhere").glob("restoring-*"))


def test_backup_that_is_killed_leaves_nothing_that_looks_like_one(platform, tmp_path):
    folder = tmp_path / "backups"
    large = Path(default_storage.path("large.bin"))
    with large.open("wb") as file:
        file.truncate(600 << 20)  # seconds of nothing: long enough to be killed in, and no room on the disk
    try:
        started = subprocess.Popen(
            [sys.executable, "-m", "django", "backup_platform"],
            cwd=settings.BASE_DIR,
            env=shared_environment() | {"BACKUP_DIR": str(folder)},
            start_new_session=True,
        )
        wait_until(lambda: list(folder.glob(".making-*/archive")))
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
    finally:
        large.unlink()
    assert archives_in(folder) == []
    assert list(folder.glob(".making-*"))
    backed_up(folder)
    assert len(archives_in(folder)) == 1
    assert not list(folder.glob(".making-*"))


def test_older_archives_are_let_go_of(platform, tmp_path):
    for _turn in range(3):
        newest = backed_up(tmp_path / "backups", BACKUPS_KEPT="2")
    kept = archives_in(tmp_path / "backups")
    assert len(kept) == 2
    assert newest in kept

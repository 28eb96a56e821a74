"""``make backup`` and ``make restore``: whose settings they use, and refusals in a sentence."""

import pytest

from launch import archives
from launch.archives import environment_of_place, make_backup, restore_backup
from launch.refusals import Refusal


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A folder of one's own, and a shell that says nothing else."""
    for name in ("SECRET_KEY", "BASE_URL", "DATABASE_URL", "DEMO", "FORCE", "TRUST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def commands(monkeypatch):
    """The commands that would be run."""
    noted = []
    monkeypatch.setattr(archives, "_manage", lambda command, _environment: noted.append(command))
    return noted


def test_demonstration_is_archived_with_its_own_secrets(place, commands):
    (place / "platform.sqlite3").touch()
    make_backup()
    assert commands == [["backup_platform"]]
    environment = environment_of_place()
    assert environment["DEMO"] == "1"
    assert len(environment["SECRET_KEY"]) > 50


def test_platform_of_ones_own_is_archived_with_its_settings(commands, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "of-our-own")
    monkeypatch.setenv("BASE_URL", "https://refco.example")
    monkeypatch.setenv("DATABASE_URL", "postgres://platform@/platform")
    make_backup()
    assert commands == [["backup_platform"]]
    assert environment_of_place()["SECRET_KEY"] == "of-our-own"
    assert "DEMO" not in environment_of_place()


def test_place_without_a_database_has_nothing_to_archive(commands):
    with pytest.raises(Refusal, match="nothing to archive"):
        make_backup()
    assert commands == []


def test_restore_asks_which_archive(commands):
    with pytest.raises(Refusal, match="make restore FROM="):
        restore_backup("")


def test_restore_forces_and_trusts_only_when_told(commands, monkeypatch, tmp_path):
    restore_backup(str(tmp_path / "a.tar.gz"))
    monkeypatch.setenv("FORCE", "1")
    monkeypatch.setenv("TRUST", "1")
    restore_backup(str(tmp_path / "a.tar.gz"))
    archive = str(tmp_path / "a.tar.gz")
    assert commands == [["restore_platform", archive], ["restore_platform", archive, "--force", "--trust"]]


def test_command_that_refused_is_told(monkeypatch):
    monkeypatch.setattr(archives, "prepare", lambda _kind: "false")
    with pytest.raises(Refusal, match="Nothing was changed"):
        archives._manage(["backup_platform"], {})

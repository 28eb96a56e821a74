"""What the recorder's host and the platform's do with a finished recording: two scripts of ``deploy/jitsi/``."""

import os
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy" / "jitsi"
ROOM = "0123456789abcdef" * 2
HANDED = f"{ROOM} xyz-1 {ROOM}_2026-03-05-14-00-00.mp4"


@pytest.fixture
def recording(tmp_path):
    """A folder as Jibri leaves it, and an ``ssh`` that keeps what it was told and given."""
    folder = tmp_path / "xyz-1"
    folder.mkdir()
    (folder / "metadata.json").write_text(f'{{"meeting_url":"https://meet.example/{ROOM}","participants":[]}}')
    (folder / f"{ROOM}_2026-03-05-14-00-00.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    ssh = tmp_path / "bin" / "ssh"
    ssh.parent.mkdir()
    ssh.write_text('#!/bin/sh\nfor last; do :; done\necho "$last" >"$TOLD"\ncat >"$TOLD.body"\nexit "${FAILS:-0}"\n')
    ssh.chmod(0o700)
    return folder


def run(script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [DEPLOY / script, *arguments], env=os.environ | variables, capture_output=True, text=True, check=False
    )


def finalize(folder: Path, **more: str) -> subprocess.CompletedProcess:
    path = f"{folder.parent / 'bin'}:{os.environ['PATH']}"
    return run("finalize.sh", str(folder), PATH=path, TOLD=str(folder.parent / "told"), PLATFORM_SSH="p@x", **more)


def test_finished_recording_is_handed_over_by_its_room_and_goes(recording):
    assert finalize(recording).returncode == 0
    assert (recording.parent / "told").read_text().strip() == HANDED
    assert (recording.parent / "told.body").read_bytes().endswith(b"ftypmp42")
    assert not recording.exists()


def test_recording_that_was_not_taken_stays(recording):
    assert finalize(recording, FAILS="1").returncode != 0
    assert len(list(recording.iterdir())) == 2


def test_recording_of_no_room_of_ours_stays(recording):
    (recording / "metadata.json").write_text('{"meeting_url":"https://meet.example/cafe"}')
    assert finalize(recording).returncode == 1
    assert len(list(recording.iterdir())) == 2


def take_in(tmp_path: Path, asked: str) -> subprocess.CompletedProcess:
    spool = tmp_path / "spool"
    return run("take-in-recording.sh", SSH_ORIGINAL_COMMAND=asked, SPOOL=str(spool), MANAGE="echo run")


def test_platform_takes_it_in_under_the_same_name_and_keeps_no_copy(tmp_path):
    answer = take_in(tmp_path, HANDED)
    folder, name = HANDED.split()[1:]
    assert answer.stdout.split() == ["run", "take_in_recording", f"{tmp_path}/spool/{folder}/{name}", "--room", ROOM]
    assert not list((tmp_path / "spool").iterdir())


@pytest.mark.parametrize(
    "asked",
    ["", "sh", f"{ROOM} .. a.mp4", f"{ROOM} a ../b.mp4", f"{ROOM} a b.mp4 c", f"{ROOM} a b.mp4;id", f"x\n{ROOM} a"],
)
def test_key_of_the_recorder_opens_nothing_else(tmp_path, asked):
    answer = take_in(tmp_path, asked)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert not (tmp_path / "spool").exists()

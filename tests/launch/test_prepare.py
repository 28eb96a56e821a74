"""The set-up: the right Python, a folder that can be written to, the second time at once."""

import subprocess
import sys

import pytest

from launch import prepare as preparing
from launch.prepare import ROOT, digest_of, prepare, refuse_read_only
from launch.refusals import Refusal

FIND_PYTHON = ROOT / "launch" / "find_python"


def find_python(folder) -> subprocess.CompletedProcess:
    """Ask in an environment whose PATH holds that folder alone."""
    return subprocess.run(
        ["/bin/sh", FIND_PYTHON], env={"PATH": str(folder)}, capture_output=True, text=True, check=False
    )


def put(folder, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_python_that_does_not_run_is_passed_over(tmp_path):
    put(tmp_path, "python3.13", "echo 'command not found' >&2; exit 127")
    put(tmp_path, "python3", f'exec {sys.executable} "$@"')
    assert find_python(tmp_path).stdout.strip() == sys.executable


def test_python_too_old_is_refused_in_words(tmp_path):
    put(tmp_path, "python3", "exit 1")
    answer = find_python(tmp_path)
    assert answer.returncode == 1
    assert "Python 3.11, 3.12 or 3.13 is needed" in answer.stderr


def test_python_without_its_venv_module_is_refused_in_words(tmp_path):
    put(tmp_path, "python3", 'case "$2" in *ensurepip*) exit 1;; esac; exit 0')
    answer = find_python(tmp_path)
    assert answer.returncode == 1
    assert "python3-venv" in answer.stderr


def test_folder_that_cannot_be_written_to_is_refused_in_words(tmp_path, monkeypatch):
    def refuse(dir):  # noqa: A002 - tempfile's own word
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(preparing.tempfile, "TemporaryFile", refuse)
    with pytest.raises(Refusal, match=r"Nothing can be written into .* \(Permission denied\)"):
        refuse_read_only(tmp_path)


def prepared(root, kind: str):
    """A folder that looks prepared."""
    (root / "requirements").mkdir()
    requirements = root / "requirements" / f"{kind}.txt"
    requirements.write_text("django==5.2.19")
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (root / ".venv" / f"prepared-for-{kind}").write_text(digest_of(requirements))
    return requirements


def test_prepared_folder_is_left_alone(tmp_path, monkeypatch):
    prepared(tmp_path, "run")
    monkeypatch.setattr(preparing, "_install", lambda *_: pytest.fail("installed again"))
    assert prepare("run", tmp_path) == tmp_path / ".venv" / "bin" / "python"


def test_changed_requirements_are_installed(tmp_path, monkeypatch):
    requirements = prepared(tmp_path, "run")
    requirements.write_text("django==5.2.20")
    installed = []
    monkeypatch.setattr(preparing, "_install", lambda _root, path: installed.append(path))
    prepare("run", tmp_path)
    prepare("run", tmp_path)
    assert installed == [requirements]


def test_installation_that_fails_leaves_no_stamp(tmp_path, monkeypatch):
    prepared(tmp_path, "run").write_text("django==5.2.20")

    def fail(root, path):
        raise Refusal("no")

    monkeypatch.setattr(preparing, "_install", fail)
    for _turn in range(2):
        with pytest.raises(Refusal):
            prepare("run", tmp_path)


@pytest.mark.parametrize("name", ["run", "test", "uv"])
def test_requirements_are_pinned_by_hash_and_name_no_host(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert pins
    assert all("==" in line and line.endswith("\\") for line in pins)
    assert "://" not in "".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))

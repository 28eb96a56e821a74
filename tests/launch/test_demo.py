"""The demonstration's start: refusals in a sentence, secrets drawn once, nothing left behind."""

import os
import signal
import socket
import stat
import subprocess
import sys

import pytest

from launch.demo import chosen_port, demo_environment, demo_secrets, refuse_ended, refuse_taken, web_server
from launch.prepare import ROOT
from launch.refusals import Refusal
from tests.makers.clusters import children_of, wait_until


def test_taken_port_is_refused_in_words():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Refusal, match=f"Port {port} is taken.*PORT={port + 1} make run"):
            refuse_taken(port)
    refuse_taken(port)


@pytest.mark.parametrize("given", ["http", "0", "70000", "-1"])
def test_port_that_is_none_is_refused_in_words(given, monkeypatch):
    monkeypatch.setenv("PORT", given)
    with pytest.raises(Refusal, match="PORT must be a number"):
        chosen_port()


def test_secrets_are_drawn_once_and_kept_to_their_owner(tmp_path):
    first = demo_secrets(tmp_path / "demo.env")
    assert demo_secrets(tmp_path / "demo.env") == first
    assert len(set(first.values())) == 3
    assert stat.S_IMODE((tmp_path / "demo.env").stat().st_mode) == 0o600


def test_environment_is_a_demonstration_on_loopback_whatever_else_is_set(tmp_path, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("DEMO", "0")
    monkeypatch.delenv("BASE_URL")
    environment = demo_environment(8123)
    assert (environment["DEMO"], environment["BASE_URL"]) == ("1", "http://127.0.0.1:8123")
    assert "127.0.0.1:8123" in web_server(8123)


def test_child_that_ended_by_itself_is_told():
    child = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    child.wait()
    with pytest.raises(Refusal, match="“web” ended by itself \\(code 3\\)"):
        refuse_ended({"web": child})


def kept(*command: str) -> subprocess.Popen:
    """A command under a keeper."""
    return subprocess.Popen(
        [sys.executable, "-m", "launch.keeper", *command], cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True
    )


def test_keeper_hands_on_the_exit_code():
    keeper = kept(sys.executable, "-c", "raise SystemExit(7)")
    assert keeper.wait() == 7
    keeper.communicate()


@pytest.mark.parametrize("ending", ["the starter is gone", "told to stop"])
def test_keeper_takes_its_command_with_it(ending):
    keeper = kept("sleep", "600")
    wait_until(lambda: children_of(keeper.pid))
    (command,) = children_of(keeper.pid)
    if ending == "told to stop":
        os.kill(keeper.pid, signal.SIGTERM)
    keeper.communicate()  # closes the pipe, as the starter's death does
    with pytest.raises(ProcessLookupError):
        os.kill(command, 0)

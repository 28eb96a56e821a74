"""Keeps one task cluster alive, and leaves no process behind.

django-q2's cluster deadlocks when all its idle workers are killed (an out-of-memory killer does that), ignores SIGTERM
then, and its workers outlive their parent. So the cluster runs in a process group of its own, a beat goes through its
queue again and again, and when it has been silent for too long the whole group is killed and started anew. The jobs in
its hands come back from the queue.
"""

import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from foundations.jobs.messages import send_beat
from foundations.jobs.models import CLUSTER, Heartbeat, Job

log = logging.getLogger("jobs")
LOOK_SECONDS = 0.25
BEAT_SECONDS = 5.0
GRACE_SECONDS = 10.0
STARTS_WITHIN_SECONDS = 20.0
# A beat waits behind work: the limit must exceed the longest job.
SILENCE_SECONDS = 3.0 * settings.JOB_TIMEOUT_SECONDS


class Pulse:
    """Listens to the cluster: a beat that came back, or a job that was begun, is a sign of life."""

    def __init__(self, silence: float) -> None:
        self.silence = silence
        self.heard = time.monotonic() + STARTS_WITHIN_SECONDS
        self.heard_at = timezone.now()
        self.beat_at: datetime | None = None
        self.underway = False

    def is_lost(self) -> bool:
        """Whether the cluster has been silent for longer than it may. Sends the next beat when the last one is back.

        A database that does not answer counts as silence: a cluster that lost it, or holds its lock, is best replaced.
        """
        close_old_connections()
        try:
            if self._heard_something():
                self._note()
            if not self.underway:
                self.beat_at, self.underway = self._last_beat(), True
                send_beat()
        except DatabaseError as error:
            log.warning("jobs.pulse_unreadable %s", type(error).__name__)
        return time.monotonic() - self.heard > self.silence

    def _heard_something(self) -> bool:
        if self.underway and self._last_beat() != self.beat_at:
            self.underway = False
            return True
        late = time.monotonic() - self.heard > self.silence / 2
        return late and Job.objects.filter(started_at__gt=self.heard_at).exists()

    def _last_beat(self) -> datetime | None:
        return Heartbeat.objects.filter(name=CLUSTER).values_list("beat_at", flat=True).first()

    def _note(self) -> None:
        self.heard, self.heard_at = time.monotonic(), timezone.now()


class Supervisor:
    """Runs the cluster until told to stop by SIGTERM or SIGINT."""

    def __init__(self, *, silence: float = SILENCE_SECONDS, every: float = BEAT_SECONDS) -> None:
        self.silence, self.every = silence, every
        self.stopping = False

    def run(self) -> None:
        """Start, listen, start again; returns when stopped and nothing is left."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        while not self.stopping:
            cluster = start_cluster()
            try:
                self._listen_to(cluster)
            finally:
                end_cluster(cluster, grace=GRACE_SECONDS if self.stopping else 0)

    def _listen_to(self, cluster: subprocess.Popen) -> None:
        """Return when the cluster has ended or fallen silent, or when we are to stop."""
        pulse = Pulse(self.silence)
        while self._pause(self.every):
            if cluster.poll() is not None:
                log.error("jobs.cluster_ended code %s", cluster.returncode)
                return
            if pulse.is_lost():
                log.error("jobs.cluster_silent for %s s", round(self.silence))
                return

    def _pause(self, seconds: float) -> bool:
        """Sleep, in pieces so that a signal is soon obeyed; whether to go on."""
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            time.sleep(LOOK_SECONDS)
        return not self.stopping

    def _stop(self, _signal: int, _frame: object) -> None:
        self.stopping = True


def start_cluster() -> subprocess.Popen:
    """A cluster in a session and process group of its own; it dies when we, at the other end of its pipe, are gone."""
    command = [sys.executable, "-m", "django", "run_cluster", "--lifeline"]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, stdin=subprocess.PIPE, start_new_session=True)


def end_cluster(cluster: subprocess.Popen, *, grace: float) -> None:
    """End the whole group: asked first when there is ``grace`` (seconds), then killed to the last process."""
    if grace:
        cluster.terminate()
        try:
            cluster.wait(grace)
        except subprocess.TimeoutExpired:
            log.warning("jobs.cluster_killed: it did not stop within %s s", grace)
    with suppress(ProcessLookupError):
        os.killpg(cluster.pid, signal.SIGKILL)
    cluster.communicate()

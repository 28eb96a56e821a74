"""Keeps one task cluster alive, and leaves no process behind.

django-q2's cluster deadlocks when all its idle workers are killed (an out-of-memory killer does that), ignores SIGTERM
then, and its workers outlive their parent. So the cluster runs in a process group of its own, a beat goes through its
queue again and again, and when it has been silent for too long the whole group is killed and started anew. The jobs in
its hands come back from the queue.
"""

import gc
import logging
import os
import select
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.context import ForkProcess

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone
from django_q.cluster import Cluster

from foundations.jobs.messages import send_beat
from foundations.jobs.models import CLUSTER, Heartbeat, Job
from foundations.jobs.turns import long_jobs_at_work, release_jobs

log = logging.getLogger("jobs")
LOOK_SECONDS = 0.25
BEAT_SECONDS = 5.0
GRACE_SECONDS = 10.0
STARTS_WITHIN_SECONDS = 20.0
# A beat waits behind work: the limit must exceed the longest job that is no long task.
SILENCE_SECONDS = 3.0 * settings.JOB_TIMEOUT_SECONDS


class Pulse:
    """Listens to the cluster: a beat that came back, a job that was begun, a long one within its time are life."""

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
        return late and (
            Job.objects.filter(started_at__gt=self.heard_at).exists() or bool(long_jobs_at_work(timezone.now()))
        )

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
        # What stands now stands for good, here and in every process forked from here: shared while nobody touches it.
        gc.collect()
        gc.freeze()
        while not self.stopping:
            _let_go()
            cluster = start_cluster()
            try:
                self._listen_to(cluster.process)
            finally:
                end_cluster(cluster, grace=GRACE_SECONDS if self.stopping else 0)

    def _listen_to(self, cluster: ForkProcess) -> None:
        """Return when the cluster has ended or fallen silent, or when we are to stop."""
        pulse = Pulse(self.silence)
        while self._pause(self.every):
            if not cluster.is_alive():
                log.error("jobs.cluster_ended code %s", cluster.exitcode)
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


def _let_go() -> None:
    """Before a cluster starts no job is in anybody's hands. A database that is away is no reason to end."""
    try:
        release_jobs()
    except DatabaseError as error:
        log.warning("jobs.not_released %s", type(error).__name__)


@dataclass(frozen=True)
class RunningCluster:
    """The process that its workers hang on, and our end of the pipe that keeps it alive."""

    process: ForkProcess
    lifeline: int


def start_cluster() -> RunningCluster:
    """A cluster in a session and process group of its own, forked: it shares what Django loaded here.

    It dies when we, at the other end of its pipe, are gone.
    """
    connections.close_all()
    theirs, ours = os.pipe()
    process = get_context("fork").Process(target=_be_cluster, args=(theirs, ours))
    process.start()
    os.close(theirs)
    return RunningCluster(process, ours)


def _be_cluster(lifeline: int, ours: int) -> None:
    """In the child: work until stopped; kill the whole group when the lifeline breaks."""
    os.setsid()
    os.close(ours)
    cluster = Cluster()  # takes the signals over
    cluster.start()
    while cluster.sentinel.is_alive():
        readable, _writable, _broken = select.select([lifeline], [], [], LOOK_SECONDS)
        if readable:
            os.killpg(os.getpgrp(), signal.SIGKILL)


def end_cluster(cluster: RunningCluster, *, grace: float) -> None:
    """End the whole group: asked first when there is ``grace`` (seconds), then killed to the last process."""
    process = cluster.process
    if grace and process.is_alive():
        process.terminate()
        process.join(grace)
        if process.is_alive():
            log.warning("jobs.cluster_killed: it did not stop within %s s", grace)
    process.kill()  # alone while it has no group of its own yet
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.join()
    os.close(cluster.lifeline)

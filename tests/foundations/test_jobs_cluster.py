"""Power cuts, poison and silence: a real cluster in processes of its own."""

import os
import signal

import pytest
from django_q.models import OrmQ

from foundations.jobs.actions import enqueue
from foundations.jobs.models import Job
from foundations.jobs.running import State
from foundations.outbox.models import Letter
from tests.foundations import job_samples
from tests.makers.clusters import (
    children_of,
    cluster_of,
    kill_group,
    lines_of,
    processes_of_group,
    running,
    wait_until,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SWIFT = ("--silence", "6", "--every", "0.5")


def all_are(state: str):
    return lambda: not Job.objects.exclude(state=state).exists()


def test_two_power_cuts_lose_no_task_and_double_no_effect():
    for number in range(60):
        job_samples.write_once.enqueue(number)
    for done in (10, 30):
        with running("run_tasks") as supervisor:
            cluster = cluster_of(supervisor.pid)
            wait_until(lambda least=done: Letter.objects.count() >= least)
            kill_group(supervisor.pid)
            kill_group(cluster)
    assert Letter.objects.count() < 60
    with running("run_tasks"):
        wait_until(all_are(State.DONE))
        wait_until(lambda: not OrmQ.objects.exists())
    assert Letter.objects.count() == 60
    assert Job.objects.filter(name="outbox.deliver_letter").count() == 60
    assert not Letter.objects.filter(state=Letter.State.QUEUED).exists()


def test_poison_is_given_up_after_three_workers_and_the_rest_is_served(tmp_path):
    job_samples.kill_worker.enqueue(str(tmp_path))
    job_samples.leave_mark.enqueue(str(tmp_path), "after")
    with running("run_tasks"):
        wait_until(lambda: not OrmQ.objects.exists())
    assert (tmp_path / "poisoned").read_text() == "xxx"
    assert Job.objects.get(state=State.DEAD).name.endswith("kill_worker")
    assert Job.objects.get(state=State.DONE).attempts == 1


def test_supervisor_starts_a_silent_cluster_anew_and_stops_without_a_trace(tmp_path):
    with running("run_tasks", *SWIFT) as supervisor:
        first = cluster_of(supervisor.pid)
        job_samples.leave_mark.enqueue(str(tmp_path), "before")
        wait_until(all_are(State.DONE))
        (sentinel,) = children_of(first)
        for process in children_of(sentinel):
            os.kill(process, signal.SIGKILL)  # an out-of-memory killer: the cluster lives on and does nothing
        job_samples.leave_mark.enqueue(str(tmp_path), "after")
        wait_until(all_are(State.DONE))
        assert not processes_of_group(first)
        second = cluster_of(supervisor.pid, but=first)
        supervisor.terminate()
        assert supervisor.wait(15) == 0
        assert not processes_of_group(second)


def test_cluster_dies_with_a_killed_supervisor():
    with running("run_tasks", *SWIFT) as supervisor:
        cluster = cluster_of(supervisor.pid)
        supervisor.kill()
        wait_until(lambda: not processes_of_group(cluster))


def test_a_long_task_outlasts_the_limit_of_others_and_the_return_of_its_message(tmp_path):
    enqueue("samples.long", str(tmp_path), 6)
    job_samples.leave_mark.enqueue(str(tmp_path), "beside")
    with running("run_tasks", *SWIFT, module="tests.makers.sampled"):
        wait_until((tmp_path / "beside.mark").exists)
        assert lines_of(tmp_path / "marks") == ["begun"]
        wait_until(all_are(State.DONE))
    assert lines_of(tmp_path / "marks") == ["begun", "ended"]
    assert Job.objects.get(name="samples.long").attempts == 1


def test_a_long_task_killed_with_its_cluster_is_begun_again(tmp_path):
    enqueue("samples.long", str(tmp_path), 4)
    with running("run_tasks", *SWIFT, module="tests.makers.sampled") as supervisor:
        wait_until(lambda: lines_of(tmp_path / "marks"))
        kill_group(cluster_of(supervisor.pid))
        wait_until(all_are(State.DONE))
    assert lines_of(tmp_path / "marks") == ["begun", "begun", "ended"]

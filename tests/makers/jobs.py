"""The queue in tests: no cluster runs, the test says when work is done."""

from django.utils.module_loading import import_string
from django_q.models import OrmQ
from django_q.signing import SignedPackage

from foundations.jobs.models import Job
from foundations.jobs.running import JobFailed

MOST_RUNS = 1000


def run_queued_jobs(*, may_die: bool = False) -> int:
    """Work through the queue in its order until it is empty, also what that work queues; how many runs it took.

    A failed job comes back at once, as it does after a while in the cluster. A job that is given up fails the test,
    unless ``may_die``.
    """
    dead_before = set(Job.objects.dead().values_list("pk", flat=True))
    runs = 0
    while message := OrmQ.objects.order_by("pk").first():
        runs += 1
        assert runs < MOST_RUNS, "the queue never empties: a job keeps queueing itself"
        _work_on(message)
    dead = Job.objects.dead().exclude(pk__in=dead_before)
    assert may_die or not dead, f"given up: {[(job.name, job.error) for job in dead]}"
    return runs


def queued_names() -> list[str]:
    """Names of the jobs that wait, in the order in which they were queued."""
    return list(Job.objects.filter(state=Job.State.QUEUED).order_by("enqueued_at").values_list("name", flat=True))


def _work_on(message: OrmQ) -> None:
    task = SignedPackage.loads(message.payload)
    try:
        import_string(task["func"])(*task["args"], **task["kwargs"])
    except JobFailed:
        return
    message.delete()

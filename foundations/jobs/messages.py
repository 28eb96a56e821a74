"""The queue itself: django-q2's broker in our database. Only this module knows how a message looks.

A message is a signed row written by the caller's connection, so it is committed or rolled back with its cause; it
carries the key of a job and nothing else. Signed with another SECRET_KEY it is thrown away unread.
"""

from collections.abc import Iterator

from django_q.models import OrmQ
from django_q.signing import BadSignature, SignedPackage
from django_q.tasks import async_task

from foundations.jobs.models import Job
from foundations.jobs.registry import long_tasks

RUN_JOB = "foundations.jobs.running.run_job"
RUN_CHORE = "foundations.jobs.running.run_chore"
BEAT = "foundations.jobs.running.beat"


def send_job(job: Job) -> None:
    """Queue the job's message, with the time that a long task may take."""
    options = {"task_name": job.name[:100], "save": False}
    if seconds := long_tasks().get(job.name):
        options["timeout"] = seconds
    async_task(RUN_JOB, str(job.pk), q_options=options)


def send_beat() -> None:
    """Queue one beat of the pulse."""
    async_task(BEAT, q_options={"task_name": "beat", "save": False})


def queued_keys() -> Iterator[str]:
    """Keys of the jobs whose message is on the queue, waiting or being worked on."""
    for _row, key in _messages_of_jobs():
        yield key


def recall_messages(keys: set[str]) -> None:
    """Take the messages of these jobs off the queue."""
    OrmQ.objects.filter(pk__in=[row for row, key in _messages_of_jobs() if key in keys]).delete()


def _messages_of_jobs() -> Iterator[tuple[int, str]]:
    """Each message about a job: its row's key and the job's."""
    for row in OrmQ.objects.iterator():
        try:
            message = SignedPackage.loads(row.payload)
        except BadSignature:
            continue
        if message["func"] == RUN_JOB:
            yield row.pk, message["args"][0]

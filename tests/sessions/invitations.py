"""Letters that invite to sessions, for tests: written by what is queued, read as a calendar reads them."""

from foundations.jobs.models import Job
from foundations.jobs.registry import task_named
from foundations.outbox.models import Letter
from tests.calendars.readers import read


def run_jobs() -> None:
    """What the queue holds, in its order."""
    for job in Job.objects.filter(state=Job.State.QUEUED, name="sessions.align_invitations").order_by("enqueued_at"):
        task_named(job.name)(*job.arguments[0])
        Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)


def letters_of(user, kind: str) -> list[Letter]:
    return list(Letter.objects.filter(kind=f"sessions.{kind}", recipient=user.person_id).order_by("created_at"))


def event_of(letter: Letter):
    return read(letter.calendar).events[0]

"""django-tasks' backend over the queue, so that the tasks of libraries (Wagtail's among them) are jobs like our own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.signals import task_enqueued

from foundations.jobs.actions import enqueue
from foundations.jobs.models import Job

STATUS = {
    Job.State.QUEUED: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.DEAD: TaskResultStatus.FAILED,
}


class QueueBackend(BaseTaskBackend):
    """A task becomes a :class:`~foundations.jobs.models.Job` named by its dotted path, in the caller's transaction.

    The result is read from the job's row, by any process, until done jobs are purged.
    """

    supports_async_task = True
    supports_get_result = True

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        """Queue the task; runs at least once."""
        self.validate_task(task)
        result = result_of(enqueue(task.module_path, *args, **kwargs), task)
        task_enqueued.send(type(self), task_result=result)
        return result

    def get_result(self, result_id: str) -> TaskResult:
        """What became of the task; :class:`TaskResultDoesNotExist` for an unknown or purged one."""
        try:
            return result_of(Job.objects.get(pk=result_id))
        except (Job.DoesNotExist, ValidationError) as unknown:
            raise TaskResultDoesNotExist(result_id) from unknown


def result_of(job: Job, task: Task | None = None) -> TaskResult:
    """django-tasks' view of a job of a library's task."""
    args, kwargs = job.arguments
    result: TaskResult = TaskResult(
        task=task or import_string(job.name),
        id=str(job.pk),
        status=STATUS[Job.State(job.state)],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        last_attempted_at=job.started_at,
        finished_at=job.finished_at,
        args=args,
        kwargs=kwargs,
        backend=(task or import_string(job.name)).backend,
        errors=[TaskError(exception_class_path="builtins.Exception", traceback=job.error)] if job.error else [],
        worker_ids=[str(attempt) for attempt in range(1, job.attempts + 1)],
    )
    object.__setattr__(result, "_return_value", job.result)  # the class is frozen and leaves this field to backends
    return result

"""The work of the storm; the task cluster finds it by its dotted path."""

import time
import uuid

from django_tasks import task

from foundations.outbox.actions import write_letter
from foundations.outbox.letters import Recipient

TASK_SECONDS = 0.1


@task()
def write_one(number: int) -> None:
    """The cause's work: takes a while, and writes its letter once."""
    time.sleep(TASK_SECONDS)
    to = Recipient(uuid=uuid.UUID(int=number), address=f"p{number}@x.example", language="es", time_zone="UTC")
    write_letter("network.email_left", to=to, context={}, once_key=f"storm:{number}")

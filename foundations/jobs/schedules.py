"""What a line of the clock says, and how the database is made to say the same."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.models import Schedule

from foundations.jobs.messages import RUN_CHORE

UNSAVED = repr({"q_options": {"save": False}})


@dataclass(frozen=True)
class Chore:
    """A task run every ``minutes``. It asks for what is due and not done, so a missed turn heals at the next."""

    name: str
    minutes: int


def chores_of_the_clock() -> list[Chore]:
    """The lines of the page that ``settings.CLOCK`` names."""
    return import_string(settings.CLOCK)


@transaction.atomic
def sync_schedules(chores: list[Chore]) -> None:
    """Make the queue's schedules equal ``chores``: new ones run at once, gone ones are removed, the rest is kept.

    Twice is once. A chore whose rhythm did not change keeps its next turn.
    """
    Schedule.objects.exclude(name__in=[chore.name for chore in chores]).delete()
    for chore in chores:
        _sync_schedule(chore)


def _sync_schedule(chore: Chore) -> None:
    facts = {
        "func": RUN_CHORE,
        "args": repr((chore.name,)),
        "kwargs": UNSAVED,
        "schedule_type": Schedule.MINUTES,
        "minutes": chore.minutes,
        "repeats": -1,
    }
    rows = Schedule.objects.filter(name=chore.name)
    if rows.count() == 1 and rows.filter(**facts).exists():
        return
    rows.delete()
    Schedule.objects.create(name=chore.name, next_run=timezone.now(), **facts)

"""``manage.py sync_schedules``"""

from django.core.management.base import BaseCommand

from foundations.jobs.schedules import chores_of_the_clock, sync_schedules


class Command(BaseCommand):
    help = "Make the queue's schedules say what the page of the clock says."

    def handle(self, *args: object, **options: object) -> None:
        sync_schedules(chores_of_the_clock())

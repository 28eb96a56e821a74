"""``manage.py revive_jobs``"""

from django.core.management.base import BaseCommand, CommandParser

from foundations.jobs.actions import revive_job
from foundations.jobs.models import Job


class Command(BaseCommand):
    help = "Give dead jobs their attempts again, once what killed them is mended."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", help="only the jobs of this name")

    def handle(self, *args: object, name: str | None = None, **options: object) -> None:
        dead = Job.objects.dead()
        jobs = list(dead.filter(name=name) if name else dead)
        for job in jobs:
            revive_job(job, by=None)
        self.stdout.write(f"{len(jobs)} jobs are on the queue again.")

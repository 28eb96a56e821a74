"""``manage.py run_tasks``"""

from django.core.management.base import BaseCommand, CommandParser

from foundations.jobs.supervisor import BEAT_SECONDS, SILENCE_SECONDS, Supervisor


class Command(BaseCommand):
    help = "Run the task cluster under its supervisor, until SIGTERM or SIGINT."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--silence", type=float, default=SILENCE_SECONDS, help="seconds of silence before a restart"
        )
        parser.add_argument("--every", type=float, default=BEAT_SECONDS, help="seconds between two beats")

    def handle(self, *args: object, silence: float, every: float, **options: object) -> None:
        Supervisor(silence=silence, every=every).run()

"""``manage.py jitsi_check``"""

from django.core.management.base import BaseCommand, CommandError

from conferencing.checking import look_over


class Command(BaseCommand):
    help = "Ask the live video server whether it is set up as deploy/jitsi/ says, and tell what is missing."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        """Each finding is a line: ok, missing, or unknown. Ends with an error when anything is missing."""
        missing = 0
        for finding in look_over():
            mark = "unknown" if finding.is_well is None else "ok" if finding.is_well else "MISSING"
            missing += finding.is_well is False
            self.stdout.write(f"{mark:8} {finding.sentence}")
        if missing:
            raise CommandError(f"{missing} to mend: see deploy/jitsi/README.md.")

"""``manage.py backup_platform``"""

import os

from django.core.management.base import BaseCommand, CommandError

from training_platform.backup.errors import BackupError
from training_platform.backup.making import make_backup


class Command(BaseCommand):
    help = "Archive database, media and private documents into BACKUP_DIR, while the platform runs."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        os.umask(0o077)
        try:
            made = make_backup()
        except BackupError as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"{made.path}\n{made.size / 2**20:.1f} MiB: {made.tables} tables with {made.rows} rows, {made.files} "
            f"files; {made.removed} older archives removed."
        )

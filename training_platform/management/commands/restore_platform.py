"""``manage.py restore_platform ARCHIVE [--force] [--trust]``"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from training_platform.backup.errors import BackupError
from training_platform.backup.restoring import restore_backup


class Command(BaseCommand):
    help = "Bring an archive back into this place, all or nothing. The platform must be stopped."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument("--force", action="store_true", help="replace what stands here; it is set aside")
        parser.add_argument("--trust", action="store_true", help="accept an archive sealed under another SECRET_KEY")

    def handle(self, *args: object, archive: Path, force: bool, trust: bool, **options: object) -> None:
        try:
            restored = restore_backup(archive, force=force, trust=trust)
        except BackupError as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"Restored: {restored.tables} tables with {restored.rows} rows as in the archive, {restored.files} files "
            f"with their hashes, {restored.migrations} migrations applied since."
        )
        self.stdout.write(
            "The audit book's chain is whole." if restored.book_is_whole else "THE AUDIT BOOK'S CHAIN IS BROKEN."
        )
        if restored.aside:
            self.stdout.write(f"What stood here before is in {restored.aside}: remove it when you are sure.")
        self.stdout.write("Everybody signs in anew. Now run: manage.py prepare_platform")

"""``manage.py signing_key show|try``"""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count
from django.utils import timezone

from certificates.models import Certificate
from certificates.signing.errors import SigningError
from certificates.signing.keys import days_left, is_set, loose_files, signing_key
from certificates.signing.tries import try_key


class Command(BaseCommand):
    help = "Show the key that signs certificates and what was signed with which, or try it without signing any paper."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """``show`` asks nobody; ``try`` also asks the time-stamp server."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("show", help="Whose the key is, until when it holds, and how many papers each key signed.")
        verbs.add_parser("try", help="Sign a sheet, stamp it, check it as the public page does, and throw it away.")

    def handle(self, *args: object, **options: object) -> None:
        if not is_set():
            self.stdout.write("No key is set (SIGNING_KEY_FILE): certificates are not signed.")
        try:
            {"show": self.show, "try": self.try_key}[str(options["verb"])]()
        except SigningError as fault:
            raise CommandError(str(fault)) from None

    def show(self) -> None:
        """The key of today, and the keys of all papers, in the order of their first."""
        current = ""
        if is_set():
            key = signing_key()
            current = key.fingerprint
            self.stdout.write(f"{key.subject}\n{key.fingerprint}\nholds until {key.valid_until:%Y-%m-%d}")
            self.stdout.write(f"{days_left(key)} days left; {len(key.chain)} certificates of authorities go with it")
            for file in loose_files():
                self.stderr.write(f"Others than its owner may read {file}: chmod 600.")
        printed = Certificate.objects.exclude(document_digest="")
        for row in printed.values("signed_with", "signed_by").annotate(papers=Count("pk")).order_by("signed_by"):
            whose = f"{row['signed_by']} {row['signed_with']}" if row["signed_with"] else "not signed"
            mark = " (signs now)" if row["signed_with"] == current != "" else ""
            self.stdout.write(f"{row['papers']:6}  {whose}{mark}")

    def try_key(self) -> None:
        """Refused unless the signature is whole, and leads to the named authorities where any is named."""
        for line in try_key(at=timezone.now()):
            self.stdout.write(line)

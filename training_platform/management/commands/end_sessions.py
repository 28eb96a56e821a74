"""``manage.py end_sessions EMAIL …`` or ``manage.py end_sessions --all``"""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.actions import end_sessions
from network.models import User


class Command(BaseCommand):
    help = "End every session of these accounts, or of all, at once and on every worker (ASVS 7.4.5)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("emails", nargs="*", metavar="EMAIL")
        parser.add_argument("--all", action="store_true", dest="everybody")

    def handle(self, *args: object, emails: list[str], everybody: bool, **options: object) -> None:
        if bool(emails) == everybody:
            raise CommandError("Say whose sessions: one or more e-mail addresses, or --all.")
        users = User.objects.select_related("person")
        chosen = list(users) if everybody else [self._account_of(email) for email in emails]
        for user in chosen:
            end_sessions(user, by=None)
        self.stdout.write(f"The sessions of {len(chosen)} accounts are ended.")

    def _account_of(self, email: str) -> User:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"There is no account {email}; nobody's sessions were ended.")
        return user

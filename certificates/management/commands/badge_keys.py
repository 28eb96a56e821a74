"""``manage.py badge_keys make|list|retire|withdraw``"""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certificates.badges import keys


class Command(BaseCommand):
    help = "Make, list, retire or withdraw the keys that sign badges."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """``retire`` lets a key sign no more, ``withdraw`` takes the worth of all that it signed; both by its name."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("make", help="A new key; it signs by itself once every reader has fetched it.")
        verbs.add_parser("list", help="Every key, and which one signs.")
        retire = verbs.add_parser("retire", help="It signs no more; what it signed is verified as before.")
        withdraw = verbs.add_parser("withdraw", help="Somebody else had it: what it signed is refused from now on.")
        for verb in (retire, withdraw):
            verb.add_argument("kid")

    def handle(self, *args: object, **options: object) -> None:
        {"make": self.make, "list": self.list_all, "retire": self.retire, "withdraw": self.withdraw}[
            str(options["verb"])
        ](options)

    def make(self, _options: dict) -> None:
        """One key more."""
        self.stdout.write(keys.make_key().kid)
        self.stdout.write(f"Signs in {int(keys.PUBLISHED_FIRST.total_seconds() // 3600)} hours, the first at once.")

    def list_all(self, _options: dict) -> None:
        """Oldest first."""
        known = keys.known_keys()
        signs = keys.signing_key().kid if any(key.private for key in known) else ""
        for key in known:
            self.stdout.write(f"{key.kid}{' signs' if key.kid == signs else '' if key.private else ' retired'}")

    def retire(self, options: dict) -> None:
        """Only where another one can sign."""
        self._refuse_last(options["kid"])
        self._called(keys.retire_key, options["kid"])
        self.stdout.write("Retired. Its public half stays: keep it as long as certificates can be verified.")

    def withdraw(self, options: dict) -> None:
        """Only where another one can sign."""
        self._refuse_last(options["kid"])
        self._called(keys.withdraw_key, options["kid"])
        self.stdout.write("Withdrawn. Badges that it signed are made again within an hour, once there is another key.")

    def _refuse_last(self, kid: str) -> None:
        if not any(key.private and key.kid != kid for key in keys.known_keys()):
            raise CommandError("No other key can sign: make another first.")

    def _called(self, verb, kid: str) -> None:
        try:
            verb(kid)
        except LookupError as error:
            raise CommandError("There is no such key.") from error

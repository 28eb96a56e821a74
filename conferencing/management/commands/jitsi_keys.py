"""``manage.py jitsi_keys make|list|retire``"""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conferencing.jitsi import keys


class Command(BaseCommand):
    help = "Make, list or retire the keys that sign tokens for the video server (JITSI_SIGNS_WITH_KEYS=1)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """``make`` makes one of each use, or of the one named; ``retire`` takes one away by its name."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        make = verbs.add_parser("make", help="A new key; it signs by itself once every reader has fetched it.")
        make.add_argument("--use", choices=keys.USES, help="login: who joins; system: ending meetings. Without: both.")
        verbs.add_parser("list", help="Every key, and which one signs.")
        retire = verbs.add_parser("retire", help="Take a key away: what it signed is refused from then on.")
        retire.add_argument("kid")

    def handle(self, *args: object, **options: object) -> None:
        {"make": self.make, "list": self.list_all, "retire": self.retire}[str(options["verb"])](options)

    def make(self, options: dict) -> None:
        """One key for each use."""
        for use in [options["use"]] if options["use"] else keys.USES:
            self.stdout.write(f"{use}: {keys.make_key(use).kid}")
        self.stdout.write(f"Signs in {int(keys.PUBLISHED_FIRST.total_seconds() // 60)} minutes, the first at once.")

    def list_all(self, _options: dict) -> None:
        """The keys by use, oldest first."""
        for use in keys.USES:
            known = keys.keys_for(use)
            signs = keys.signing_key(use).kid if known else ""
            for key in known:
                self.stdout.write(f"{use}: {key.kid}{' signs' if key.kid == signs else ''}")

    def retire(self, options: dict) -> None:
        """Take one away wherever it is. The last one of its use stays."""
        for use in keys.USES:
            known = [key.kid for key in keys.keys_for(use)]
            if options["kid"] in known:
                if len(known) == 1:
                    raise CommandError("It is the only one: make another first.")
                keys.retire_key(use, options["kid"])
                self.stdout.write("Retired. The video server forgets it within two hours.")
                return
        raise CommandError("There is no such key.")

"""``manage.py prepare_platform``"""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from certificates.signing.authority import lay_test_authority
from foundations.jobs.schedules import chores_of_the_clock, sync_schedules
from training_platform.demo.accounts import PASSWORD, demo_accounts
from training_platform.static_files import collect_static_files


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # the tests run them; a second start is to take seconds
    help = (
        "Bring database, cache table, ground, static files and schedules up to date; with DEMO=1 the demonstration "
        "too, and print its accounts. Twice is harmless. Compile the translations first."
    )

    def handle(self, *args: object, **options: object) -> None:
        call_command("createcachetable", verbosity=0)  # first: what follows tells the cache of each change
        self._migrate()
        collect_static_files()
        call_command("lay_ground")
        if settings.DEMO:
            lay_test_authority(settings.DEMO_SIGNING_DIR)
            call_command("seed_demo")
            self._print_accounts()
        sync_schedules(chores_of_the_clock())

    def _migrate(self) -> None:
        """Only when there is something to apply: asking is cheap, and a second start is to take seconds."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)

    def _print_accounts(self) -> None:
        accounts = demo_accounts()
        width = max(len(account.email) for account in accounts)
        for account in accounts:
            self.stdout.write(f"  {account.email:<{width}}  {account.name}: {account.purpose}")
        self.stdout.write(f"\n  One click each on the sign-in page; their password is {PASSWORD}")

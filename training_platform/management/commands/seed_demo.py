"""``manage.py seed_demo [--scale N]``"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from content.actions import lay_countries, lay_groups, lay_tree
from courses.catalogue import lay_catalogue
from courses.models import Workshop
from equipment.catalogue import lay_equipment
from foundations.jobs.actions import recall_jobs
from foundations.outbox.forgetting import withdraw_letters
from network.catalogue import lay_network
from training_platform.demo.account_life import show_account_life
from training_platform.demo.attempts import attempt
from training_platform.demo.badges import show_badges
from training_platform.demo.calendars import lay_holidays, subscribe_some
from training_platform.demo.contacts import note_contacts
from training_platform.demo.countries import tell_of_countries
from training_platform.demo.curriculum import publish_curriculum, retitle_modules
from training_platform.demo.deputies import show_deputies
from training_platform.demo.history import replay_extortion_workshop
from training_platform.demo.history_2011 import replay_virtual_workshops
from training_platform.demo.imports import show_imports
from training_platform.demo.inventory import show_inventory
from training_platform.demo.living import bring_to_life
from training_platform.demo.money import replay_budget, show_dates, show_walk
from training_platform.demo.open_2012 import replay_open_workshop
from training_platform.demo.papers import certify_trainers_and_hosts, name_signers, show_lives
from training_platform.demo.passing_on import pass_workshops_on
from training_platform.demo.people import account_of, settle_people
from training_platform.demo.privacy import ask_and_rehearse
from training_platform.demo.programme_2012 import COSTA_RICA, GUATEMALA, PANAMA, replay_edition
from training_platform.demo.readiness import show_readiness
from training_platform.demo.replay import SCHOOL, SECRETARIAT
from training_platform.demo.reviews import put_up_for_review
from training_platform.demo.rooms import show_bookings
from training_platform.demo.scale import LARGEST_SCALE, multiply

END_OF_HISTORY = datetime(2013, 1, 1, tzinfo=UTC)
# What the replay queued and no worker has to do any more: it was done, or its letter was withdrawn.
DONE_IN_REPLAY = ("outbox.deliver_letter", "certificates.award_workshop", "certificates.print_document")


class Command(BaseCommand):
    help = (
        "Seed the demonstration: people, curricula, the workshops of 2011 and 2012, a living programme. What is there "
        "stays; what has gone by is made anew."
    )
    requires_system_checks: list[str] = []  # the tests run them; a second start is to take seconds

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--scale",
            type=int,
            default=1,
            metavar="N",
            help="for load tests: so many times the rows, as copies that are marked; never for showing",
        )

    def handle(self, *args: object, scale: int, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is seeded with DEMO=1 only.")
        if not 1 <= scale <= LARGEST_SCALE:
            raise CommandError(f"The scale goes from 1 to {LARGEST_SCALE}.")
        lay_tree()
        lay_groups()
        lay_network()
        lay_catalogue()
        lay_equipment()
        lay_countries()
        settle_people()
        self._replay_history()
        attempt(show_readiness)
        attempt(show_inventory)
        attempt(replay_budget)
        bring_to_life()
        for part in (tell_of_countries, put_up_for_review, show_account_life, show_deputies, note_contacts):
            attempt(part)
        for part in (pass_workshops_on, ask_and_rehearse, subscribe_some, lay_holidays, show_badges, show_lives):
            attempt(part)
        for part in (show_bookings, show_dates, show_walk, show_imports):
            attempt(part)
        multiply(scale)

    def _replay_history(self) -> None:
        """In the order in which it happened, so that certificates are numbered in it; its letters stay in the house."""
        began_at = timezone.now()
        school, secretariat = account_of(SCHOOL), account_of(SECRETARIAT)
        publish_curriculum(school, secretariat)
        name_signers(school=SCHOOL, secretariat=SECRETARIAT)
        replay_virtual_workshops()
        replay_extortion_workshop()
        replay_edition(GUATEMALA)
        replay_open_workshop()
        replay_edition(COSTA_RICA)
        replay_edition(PANAMA)
        panama = Workshop.objects.get(slug=PANAMA.slug)
        certify_trainers_and_hosts(panama, by=secretariat, at=began_at - timedelta(days=30))
        retitle_modules(school, secretariat)
        withdraw_letters(before=END_OF_HISTORY)
        recall_jobs(DONE_IN_REPLAY, since=began_at)

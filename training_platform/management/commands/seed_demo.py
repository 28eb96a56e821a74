"""Bring the demonstration about, or up to date."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from content.actions import lay_countries, lay_groups, lay_tree
from courses.catalogue import lay_catalogue
from network.catalogue import lay_network
from training_platform.demo.account_life import show_account_life
from training_platform.demo.countries import tell_of_countries
from training_platform.demo.curriculum import publish_curriculum
from training_platform.demo.history import replay_extortion_workshop
from training_platform.demo.living import bring_to_life
from training_platform.demo.people import account_of, settle_people
from training_platform.demo.privacy import ask_and_rehearse


class Command(BaseCommand):
    help = "Seed the demonstration: offices, people, a curriculum, the workshop of 2012, a living programme."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is seeded with DEMO=1 only.")
        lay_tree()
        lay_groups()
        lay_network()
        lay_catalogue()
        lay_countries()
        settle_people()
        publish_curriculum(
            account_of("ines.rivas@escuela.fgr.sv.example"), account_of("teresa.aguilar@secretaria.refco.example")
        )
        replay_extortion_workshop()
        bring_to_life()
        tell_of_countries()
        show_account_life()
        ask_and_rehearse()

"""``manage.py compile_translations``"""

from django.conf import settings
from django.core.management.base import BaseCommand

from training_platform.translations import compile_translations


class Command(BaseCommand):
    help = "Compile our own translations (.po into .mo), those that changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{compile_translations(settings.BASE_DIR)} compiled.")

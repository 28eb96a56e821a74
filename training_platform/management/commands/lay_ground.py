"""``manage.py lay_ground``"""

from django.core.management.base import BaseCommand

from training_platform.ground import lay_ground


class Command(BaseCommand):
    help = "Lay what is there on the first day: offices, page trees, areas, groups with their rights. Twice is once."

    def handle(self, *args: object, **options: object) -> None:
        lay_ground()

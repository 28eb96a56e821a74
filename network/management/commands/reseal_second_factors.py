"""``manage.py reseal_second_factors``"""

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand
from django.db import transaction

from network.second_factor import reseal

SEALED = ("secret", "seed")  # of an application's codes, of recovery codes


class Command(BaseCommand):
    help = "Seal every second factor under the present SECRET_KEY, so that the former one can be taken away."

    def handle(self, *args: object, **options: object) -> None:
        done = lost = 0
        for key in Authenticator.objects.order_by("pk").values_list("pk", flat=True):
            try:
                done += self._seal_anew(key)
            except InvalidToken:
                lost += 1
        self.stdout.write(f"{done} second factors are sealed under the present key.")
        if lost:
            self.stderr.write(f"{lost} cannot be opened by any key at hand: name the former one, or reset them.")

    @transaction.atomic
    def _seal_anew(self, key: int) -> bool:
        """Whether there was something sealed in it; a passkey holds nothing secret."""
        factor = Authenticator.objects.select_for_update().get(pk=key)
        sealed = {name: reseal(factor.data[name]) for name in SEALED if factor.data.get(name)}
        if sealed:
            factor.data = factor.data | sealed
            factor.save(update_fields=["data"])
        return bool(sealed)

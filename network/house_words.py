"""Words of this house, of which nobody may make a password: an attacker tries them first (ASVS 6.1.2, 6.2.11)."""

import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS = (
    *("refco", "red", "fiscal", "fiscales", "fiscalia", "fiscalias", "ministerio", "publico", "escuela", "secretaria"),
    *(
        "capacitacion",
        "capacitador",
        "plataforma",
        "programa",
        "regional",
        "taller",
        "talleres",
        "sesion",
        "constancia",
    ),
    *("certificado", "asistencia", "crimen", "organizado", "centroamerica", "contrasena", "clave", "bienvenido"),
    *("network", "prosecutor", "prosecutors", "office", "school", "secretariat", "training", "platform", "programme"),
    *("workshop", "session", "certificate", "attendance", "crime", "organised", "password", "welcome", "admin"),
)
FEWEST_OTHERS = 8


class HouseWords:
    """Refuses a password of which little is left once the words of the house, and its name, are taken out."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - Django hands it over
        """Eight letters or digits at least must be somebody's own; accents and capitals do not make a word another."""
        words = sorted({*WORDS, _plain(settings.NETWORK_NAME)} - {""}, key=len, reverse=True)
        rest = re.sub("|".join(re.escape(word) for word in words), "", _plain(password))
        if len(rest) < FEWEST_OTHERS:
            raise ValidationError(self.get_help_text(), code="password_of_the_house")

    def get_help_text(self) -> str:
        """What to do, in the reader's language."""
        return _("A password must not be made of words of this network, such as its name, “prosecutor” or “workshop”.")


def _plain(text: str) -> str:
    """Letters and digits without accents or capitals."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text).casefold() if letter.isalnum())

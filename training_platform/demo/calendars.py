"""Subscriptions to calendars, to see their page with some; the official holidays that are beyond doubt."""

from datetime import date

from django.utils import timezone

from calendars.actions import import_holidays, open_feed, revoke_feed
from calendars.models import Feed
from calendars.rules import ReadDay
from network.models import Country
from training_platform.demo.people import SINCE, account_of
from training_platform.demo.replay import SECRETARIAT

SUBSCRIBED = (
    ("lucia.andino@mp.hn.example", "Mi formación en el teléfono", "mine", 15, False),
    ("lucia.andino@mp.hn.example", "Computadora anterior", "mine", 0, True),
    ("karla.mejia@mp.hn.example", "Toda la red", "network", 0, False),
)


def subscribe_some() -> None:
    """Begin them, end one; again is harmless. Their addresses are known to nobody: a new one is one press away."""
    for email, name, content, minutes, is_revoked in SUBSCRIBED:
        user = account_of(email)
        if Feed.objects.filter(person=user.person_id, name=name).exists():
            continue
        fields = {"language": user.language, "reminder_minutes": minutes, "with_deadlines": content == "mine"}
        feed, _token = open_feed(name=name, content=content, code="", by=user, at=SINCE, **fields)
        if is_revoked:
            revoke_feed(feed, by=user)


# Days that do not move: by country (all of them for ""), month and day, name in Spanish and in English.
HOLIDAYS = (
    ("", 1, 1, "Año Nuevo", "New Year's Day"),
    ("", 12, 25, "Navidad", "Christmas Day"),
    *((code, 9, 15, "Día de la Independencia", "Independence Day") for code in ("GT", "SV", "HN", "NI", "CR")),
    ("BZ", 9, 21, "Día de la Independencia", "Independence Day"),
    ("PA", 11, 3, "Separación de Panamá de Colombia", "Separation of Panama from Colombia"),
    ("DO", 2, 27, "Día de la Independencia Nacional", "National Independence Day"),
)


def lay_holidays() -> None:
    """Of this year and the next two, taken over as from a file, first in Spanish, then in English; again is harmless."""
    secretariat, this_year = account_of(SECRETARIAT), timezone.localdate().year
    countries = Country.objects.in_bulk()
    for code in dict.fromkeys(entry[0] for entry in HOLIDAYS):
        for language in ("es", "en"):
            read = [
                ReadDay(
                    f"demo-{code}-{month:02}{day:02}-{year}", date(year, month, day), es if language == "es" else en
                )
                for whose, month, day, es, en in HOLIDAYS
                for year in range(this_year, this_year + 3)
                if whose == code
            ]
            import_holidays(read, country=countries.get(code), language=language, by=secretariat, at=SINCE)

"""The ways from a feed's address into a calendar program."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from calendars.feeds import name_of
from foundations.printing.qr import qr_svg

GOOGLE = "https://calendar.google.com/calendar/r?cid="
OUTLOOK = "https://outlook.office.com/calendar/0/addfromweb?url="


@dataclass(frozen=True)
class Ways:
    """One address, as each kind of program wants it. ``picture`` is a QR code for the telephone, as a data URL."""

    address: str
    name: str

    @property
    def webcal(self) -> str:
        """For Apple, Outlook and Thunderbird: by https a telephone would take a copy that never moves."""
        return f"webcal://{self.address.partition('://')[2]}"

    @property
    def google(self) -> str:
        """Google's page that adds a calendar."""
        return GOOGLE + quote(self.webcal, safe="")

    @property
    def outlook(self) -> str:
        """The page of Outlook on the web that adds a calendar."""
        return f"{OUTLOOK}{quote(self.address, safe='')}&name={quote(self.name, safe='')}"

    @property
    def picture(self) -> str:
        """Read by a telephone's camera, which then subscribes."""
        return f"data:image/svg+xml;utf8,{quote(qr_svg(self.webcal).decode(), safe='')}"


def ways_to(token: str, name: str) -> Ways:
    """To the feed behind a token."""
    return Ways(settings.BASE_URL + reverse("calendar_feeds:feed", args=[token]), name)


def public_ways(language: str) -> Ways:
    """To the days of all workshops, for everybody."""
    address = reverse("calendar_feeds:public", kwargs={"language": language})
    return Ways(settings.BASE_URL + address, name_of(_("workshops"), language))


def how_late() -> list[tuple[str, str]]:
    """How long after a change each program shows it, as far as its makers say."""
    return [
        (_("Thunderbird"), _("about 30 minutes")),
        (_("Apple Calendar"), _("from 5 minutes to a week, as it is set there; usually an hour")),
        (_("Outlook"), _("about 3 hours on the web; up to a day on a computer")),
        (_("Google Calendar"), _("8 to 24 hours, and nothing makes it faster")),
    ]

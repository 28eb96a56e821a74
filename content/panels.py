"""What lists show of news and national efforts."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.addresses import address_of


@dataclass(frozen=True)
class NewsCard:
    """One piece of news or one effort, from a page of :func:`content.querysets.newest_first`."""

    title: str
    address: str
    summary: str
    dated_on: date
    is_effort: bool
    country: str

    @property
    def kind(self) -> str:
        """What it is, in a word or two."""
        return _("National effort") if self.is_effort else _("News item")


def card_of(page: Page) -> NewsCard:
    """In the active language, which is the page's."""
    country = page.country_en if (get_language() or "es").startswith("en") else page.country_es
    facts = (page.title, address_of(page), page.summary, page.dated_on, page.is_effort)
    return NewsCard(*facts, country=country or "")

"""A page for each country of the network in each language, and the page that lists them (R7, R51).

The offices, units and schools it shows are the network's records; the words are its own, and its country's editors
write them.
"""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from content.blocks import Body
from content.models.pages import PlatformPage
from content.querysets import newest_first, readable
from content.rules import NETWORK, PUBLIC, may_read
from network.models import Country, Office
from network.querysets import standing_of

SHOWN_OF_EACH = 5


class CountryPageQuerySet(PageQuerySet):
    """Questions about country pages."""

    def in_order(self) -> "CountryPageQuerySet":
        """As the network lists its countries, each with its record."""
        return self.select_related("country").order_by("country__name_es")


class CountryIndexPage(PlatformPage):
    """*Países*: the countries of the network in one language. The ground lays it; there is one."""

    is_creatable = False
    strictest_tier = PUBLIC
    parent_page_types = ["content.HomePage"]
    subpage_types: list[str] = []
    template = "content/country_index_page.html"

    class Meta:
        verbose_name = _("index of countries")
        verbose_name_plural = _("indexes of countries")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Adds ``countries``: the page of each that is published, with the ``offices`` of the country."""
        pages = list(readable(CountryPage.objects.child_of(self).live(), request).in_order())
        offices = list(Office.objects.filter(country__in=[page.country_id for page in pages]).in_order())
        for page in pages:
            page.offices = [office for office in offices if office.country_id == page.country_id]
        return super().get_context(request, *args, **kwargs) | {"countries": pages}


class CountryPage(PlatformPage):
    """One country of the network in one language. The ground lays it for each country that has an office."""

    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="pages", editable=False, verbose_name=_("country")
    )
    body = StreamField(
        Body(required=False),
        blank=True,
        verbose_name=_("body"),
        help_text=_("What readers should know of the work of this country's office."),
    )
    legal_framework = StreamField(
        Body(required=False),
        blank=True,
        verbose_name=_("legal framework"),
        help_text=_(
            "Laws, procedures, competences: what colleagues of other countries need to know. Everybody reads it."
        ),
    )
    network_notes = StreamField(
        Body(required=False),
        blank=True,
        verbose_name=_("notes for the network"),
        help_text=_("Only the network reads them. No names of people, no cases."),
    )

    objects = PageManager.from_queryset(CountryPageQuerySet)()

    content_panels = [
        *PlatformPage.content_panels,
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("legal_framework"), FieldPanel("network_notes")], heading=_("Legal framework")),
    ]
    search_fields = [  # the notes for the network are not here: a search would tell everybody what they hold
        *PlatformPage.search_fields,
        index.SearchField("body"),
        index.SearchField("legal_framework"),
    ]
    is_creatable = False
    strictest_tier = PUBLIC
    parent_page_types = ["content.CountryIndexPage"]
    subpage_types = ["content.NationalEffortPage", "content.NewsPage"]
    template = "content/country_page.html"

    class Meta:
        verbose_name = _("country page")
        verbose_name_plural = _("country pages")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Adds ``offices`` with their parts, the latest ``efforts`` and ``news``; the notes if they may be read."""
        offices = Office.objects.filter(country=self.country_id).in_order().prefetch_related("units", "schools")
        below = readable(Page.objects.child_of(self).live(), request)
        reader = standing_of(getattr(request, "user", None))
        told = {
            "offices": offices,
            "efforts": newest_first(below.filter(nationaleffortpage__isnull=False))[:SHOWN_OF_EACH],
            "news": newest_first(below.filter(newspage__isnull=False))[:SHOWN_OF_EACH],
            "notes": self.network_notes if may_read(NETWORK, reader) else None,
        }
        return super().get_context(request, *args, **kwargs) | told

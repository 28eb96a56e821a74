"""What happened and when: news of the network or of a country, and a country's efforts (R51, R56)."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from content.blocks import Body
from content.models.countries import CountryPage
from content.models.files import PlatformImage
from content.models.pages import PlatformPage
from content.querysets import newest_first, readable
from content.rules import NETWORK, PUBLIC

SHOWN_ON_ONE_LEAF = 10


class DatedPageForm(WagtailAdminPageForm):
    """A draft may lack its introduction; what goes to review or out says in it what the page is about."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "introduction" in self.fields:
            self.fields["introduction"].required = True
            self.fields["introduction"].error_messages["required"] = _(
                "Write an introduction of one or two sentences: it stands in the lists and begins the page."
            )


class DatedPage(PlatformPage):
    """A page about something on a day, with a picture if there is one that may be shown."""

    date = models.DateField(_("date"), default=timezone.localdate)
    picture = models.ForeignKey(
        PlatformImage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Show nobody who could be recognised: no faces, no name plates, no cars."),
    )
    picture_description = models.CharField(
        _("what the picture shows"),
        max_length=250,
        blank=True,
        help_text=_("For whoever does not see it: what it shows and why it stands here."),
    )
    body = StreamField(Body(required=False), blank=True, verbose_name=_("body"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("date", help_text=_("Day/month/year: 05/03/2026.")),
        FieldPanel("introduction"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_description")], heading=_("Picture")),
        FieldPanel("body"),
    ]
    search_fields = [*PlatformPage.search_fields, index.SearchField("body")]
    base_form_class = DatedPageForm
    # Whoever writes it also reads it: no stricter tier, or its own editor would lose it from sight.
    strictest_tier = NETWORK
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    def clean(self) -> None:
        """A picture says in words what it shows."""
        super().clean()
        if self.picture_id and not self.picture_description:
            raise ValidationError({"picture_description": _("Say what the picture shows.")})

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Adds ``country``, the record of the country under whose page it stands; ``None`` for the whole network."""
        above = CountryPage.objects.ancestor_of(self).select_related("country").first()
        return super().get_context(request, *args, **kwargs) | {"country": above.country if above else None}


class NationalEffortPage(DatedPage):
    """What an office does to grow stronger: its country's editors write it, the Secretariat publishes it (R56)."""

    parent_page_types = ["content.CountryPage"]
    template = "content/dated_page.html"

    class Meta:
        verbose_name = _("national effort")
        verbose_name_plural = _("national efforts")


class NewsPage(DatedPage):
    """A piece of news: of the network below the index of news, of a country below its page."""

    parent_page_types = ["content.NewsIndexPage", "content.CountryPage"]
    template = "content/dated_page.html"

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")


class NewsIndexPage(PlatformPage):
    """All news and national efforts of one language, the newest first. The ground lays it; there is one."""

    is_creatable = False
    strictest_tier = PUBLIC
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.NewsPage"]
    template = "content/news_index_page.html"

    class Meta:
        verbose_name = _("index of news")
        verbose_name_plural = _("indexes of news")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Adds ``leaf`` of ``?page=``, the ``countries`` to choose from and the one ``chosen`` by ``?country=``."""
        countries = [page.country for page in CountryPage.objects.filter(locale=self.locale_id).in_order()]
        asked = request.GET.get("country", "")
        chosen = next((country for country in countries if country.code == asked), None)
        found = Page.objects.live().filter(locale=self.locale_id)
        if chosen is not None:
            above = CountryPage.objects.filter(locale=self.locale_id, country=chosen).first()
            found = found.descendant_of(above)
        leaves = Paginator(newest_first(readable(found, request)), SHOWN_ON_ONE_LEAF)
        leaf = leaves.get_page(request.GET.get("page"))
        told = {"leaf": leaf, "countries": countries, "chosen": chosen}
        return super().get_context(request, *args, **kwargs) | told

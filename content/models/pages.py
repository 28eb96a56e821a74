"""Pages that say: what all of ours have, the front door, a page of text. No action ever writes onto a page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.locks import BaseLock, WorkflowLock
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index

from content.blocks import Body
from content.rules import PUBLIC, SECRETARIAT, TIERS
from content.step_words import tell_name


class PlatformPage(Page):
    """What every page of ours has: an introduction that also stands in lists and search results.

    ``strictest_tier`` is the strictest tier that the editor is offered for a page of this kind.
    """

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    strictest_tier = SECRETARIAT

    class Meta:
        abstract = True

    def get_lock(self) -> BaseLock | None:
        """What keeps others from editing it; a workflow's names its step in the reader's language."""
        lock = super().get_lock()
        if isinstance(lock, WorkflowLock):
            tell_name(lock.task)
        return lock

    @property
    def lineage(self) -> PageQuerySet:
        """The pages above this one, from its language's home page down."""
        return self.get_ancestors().filter(depth__gt=1)

    @classmethod
    def tiers_offered(cls) -> tuple[str, ...]:
        """The tiers that a page of this kind can be put into, the public one first."""
        return TIERS[: TIERS.index(cls.strictest_tier) + 1]


class HomePage(PlatformPage):
    """The front door in one language: the root of its tree."""

    body = StreamField(Body(required=False), blank=True, verbose_name=_("body"))

    content_panels = [*PlatformPage.content_panels, FieldPanel("body")]
    search_fields = [*PlatformPage.search_fields, index.SearchField("body")]
    strictest_tier = PUBLIC  # there is always a front door
    parent_page_types = ["wagtailcore.Page"]
    template = "content/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class StandardPage(PlatformPage):
    """A page of text."""

    body = StreamField(Body(required=False), blank=True, verbose_name=_("body"))

    content_panels = [*PlatformPage.content_panels, FieldPanel("body")]
    search_fields = [*PlatformPage.search_fields, index.SearchField("body")]
    parent_page_types = ["content.HomePage", "content.StandardPage"]
    subpage_types = ["content.StandardPage"]
    template = "content/standard_page.html"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

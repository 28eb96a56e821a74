"""Pages that say, files that are shown. Nothing that an action writes ever lives on a page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page
from wagtail.query import PageQuerySet

from content.blocks import Body


class PlatformImage(AbstractImage):
    """A picture of the platform."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class PlatformRendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(PlatformImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="content_rendition_once")
        ]


class PlatformDocument(AbstractDocument):
    """A file for readers, in the tier of its collection."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def tier(self) -> str:
        """The name of the tier's collection that it lies in, however deep; empty for one that lies in none."""
        tiers = self.collection.get_ancestors(inclusive=True).filter(depth=2)
        return tiers.values_list("name", flat=True).first() or ""


class PlatformPage(Page):
    """What every page of ours has: an introduction that also stands in lists and search results."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        abstract = True

    @property
    def lineage(self) -> PageQuerySet:
        """The pages above this one, from its language's home page down."""
        return self.get_ancestors().filter(depth__gt=1)


class HomePage(PlatformPage):
    """The front door in one language: the root of its tree."""

    body = StreamField(Body(required=False), blank=True, verbose_name=_("body"))

    content_panels = [*PlatformPage.content_panels, FieldPanel("body")]
    parent_page_types = ["wagtailcore.Page"]
    template = "content/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class StandardPage(PlatformPage):
    """A page of text."""

    body = StreamField(Body(required=False), blank=True, verbose_name=_("body"))

    content_panels = [*PlatformPage.content_panels, FieldPanel("body")]
    parent_page_types = ["content.HomePage", "content.StandardPage"]
    subpage_types = ["content.StandardPage"]
    template = "content/standard_page.html"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

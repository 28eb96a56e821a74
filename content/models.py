"""Pages that say, files that are shown. Nothing that an action writes ever lives on a page."""

from pathlib import PurePosixPath

from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition, Image, WagtailImageField, get_upload_to
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index

from content.blocks import Body
from content.rules import PUBLIC, SECRETARIAT, TIERS


def private_files() -> Storage:
    """Where files lie that no web server hands out: only our views do, by tier."""
    return storages["private"]


class Filed(models.Model):
    """What lies in a collection and is read by the readers of its tier."""

    class Meta:
        abstract = True

    @property
    def tier(self) -> str:
        """The name of the tier's collection that it lies in, however deep; empty for one that lies in none."""
        tiers = self.collection.get_ancestors(inclusive=True).filter(depth=2)
        return tiers.values_list("name", flat=True).first() or ""


class PlatformImage(Filed, AbstractImage):  # noqa: DJ008 - Wagtail names it by its title
    """A picture of the platform. Its original is never handed out: pages and screens show renditions."""

    file = WagtailImageField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        storage=private_files,
        width_field="width",
        height_field="height",
    )

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

    @property
    def url(self) -> str:
        """The address that asks for the tier; the key makes it an address of this very file for ever."""
        return reverse("content:picture", args=[self.pk, PurePosixPath(self.file.name).name])


class PlatformDocument(Filed, AbstractDocument):  # noqa: DJ008 - so here
    """A file for readers, in the tier of its collection."""

    file = models.FileField(_("file"), upload_to="documents", storage=private_files)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


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

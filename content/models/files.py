"""Files that are shown: pictures in their sizes, documents. Each lies in a collection, whose tier says who reads it."""

from pathlib import PurePosixPath

from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image, WagtailImageField, get_upload_to


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

"""All blocks of all pages: few and semantic, each with its template."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class Heading(blocks.CharBlock):
    """A heading of the second level."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "content/blocks/heading.html"
        description = _("A heading between two parts of a page.")
        preview_value = "Objetivos del taller"


class Paragraphs(blocks.RichTextBlock):
    """Running text with lists and links."""

    def __init__(self, **kwargs):
        super().__init__(features=RICH_TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "content/blocks/paragraphs.html"
        description = _("Paragraphs, lists and links.")
        preview_value = "<p>Al terminar, cada fiscal sabrá dirigir la investigación.</p>"


class Notice(blocks.StructBlock):
    """Something that must not be overlooked."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    text = blocks.RichTextBlock(features=["bold", "italic", "link"], label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Notice")
        template = "content/blocks/notice.html"
        description = _("A framed notice: a deadline, a condition.")
        preview_value = {"title": "Plazo", "text": "<p>Las designaciones cierran el viernes.</p>"}


class Quote(blocks.StructBlock):
    """Somebody's words, with their source."""

    text = blocks.TextBlock(label=_("Text"))
    source = blocks.CharBlock(label=_("Source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "content/blocks/quote.html"
        description = _("Words of a text or a person, with the source.")
        preview_value = {"text": "La cooperación empieza por conocerse.", "source": "Reunión plenaria"}


class Picture(blocks.StructBlock):
    """A picture, for the readers of its collection's tier; to others there is nothing in its place."""

    picture = ImageChooserBlock(label=_("Picture"))
    description = blocks.CharBlock(
        label=_("What it shows"),
        max_length=250,
        help_text=_("For whoever does not see it: what it shows and why it stands here."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "content/blocks/picture.html"
        description = _("A picture with its caption.")


class Body(blocks.StreamBlock):
    """What an ordinary page is made of."""

    heading = Heading()
    text = Paragraphs()
    notice = Notice()
    quote = Quote()
    picture = Picture()

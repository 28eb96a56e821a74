"""Who reads what is being looked at, and who edits it: ``{% tier_badge page %}``, ``{% may_draft page as yes %}``."""

from typing import NamedTuple

from django import template
from django.utils.functional import Promise
from wagtail.models import Page

from content.messages import TIER_WORDS
from content.models import PlatformImage, PlatformRendition
from content.querysets import tier_of, written_by
from content.rules import PUBLIC, may_read
from network.querysets import standing_of

register = template.Library()
WIDTHS = "width-400", "width-800", "width-1200"


class Picture(NamedTuple):
    """A picture in the sizes of a page: the middle one for whoever takes only one, and all for the browser's choice."""

    middle: PlatformRendition
    choices: str


@register.simple_tag(takes_context=True)
def tier_of_page(context: template.Context, page: Page) -> Promise | str:
    """Who reads ``page``, in words; empty while it is public."""
    tier = tier_of(page, context.get("request"))
    return "" if tier == PUBLIC else TIER_WORDS[tier]


@register.inclusion_tag("content/_tier.html", takes_context=True)
def tier_badge(context: template.Context, page: Page) -> dict[str, Promise | str]:
    """A small badge for those who read a page that is not for everybody."""
    return {"tier": tier_of_page(context, page)}


@register.simple_tag(takes_context=True)
def picture(context: template.Context, image: PlatformImage | None) -> Picture | None:
    """``{% picture image as found %}``: nothing where the picture is not for the reader, words about it included."""
    request = context.get("request")
    if image is None or not may_read(image.tier, standing_of(getattr(request, "user", None))):
        return None
    sizes = image.get_renditions(*WIDTHS)
    choices = ", ".join(f"{sizes[width].url} {sizes[width].width}w" for width in WIDTHS)
    return Picture(sizes[WIDTHS[1]], choices)


@register.simple_tag(takes_context=True)
def may_draft(context: template.Context, page: Page) -> bool:
    """Whether the reader drafts this page: for a country, as the School, as the Secretariat; nobody does signed out."""
    user = getattr(context.get("request"), "user", None)
    standing = standing_of(user)
    if standing.is_school and page.permissions_for_user(user).can_edit():
        return True
    if standing.is_secretariat or not standing.writes_for_country:
        return standing.is_secretariat
    return written_by(Page.objects.filter(pk=page.pk), user).exists()

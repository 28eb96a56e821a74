"""News and national efforts on pages: ``{% news_card page %}``, ``{% latest_news %}``; addresses of pages of ours."""

from django import template
from wagtail.models import Page

from content.addresses import address_of
from content.panels import card_of
from content.querysets import newest_first, readable

register = template.Library()
SHOWN_ON_THE_FRONT_PAGE = 4


@register.inclusion_tag("content/_news_card.html")
def news_card(page: Page, level: int = 2, *, with_country: bool = True) -> dict:
    """One in a list of them, its title a heading of ``level``; the page comes from ``newest_first``."""
    return {"card": card_of(page), "level": level, "with_country": with_country}


@register.inclusion_tag("content/_latest_news.html", takes_context=True)
def latest_news(context: dict, limit: int = SHOWN_ON_THE_FRONT_PAGE) -> dict:
    """The latest few of the page's language that the reader may read."""
    mine = readable(Page.objects.live().filter(locale=context["page"].locale_id), context["request"])
    return {"pages": newest_first(mine)[:limit], "request": context["request"]}


@register.simple_tag
def own_address(page: Page) -> str:
    """Where a page of the active language stands."""
    return address_of(page)

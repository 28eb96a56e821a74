"""What the frame of every page is made of: navigation, language switch, breadcrumbs, icons, the demo's accounts."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from wagtail.models import Page

from training_platform.demo import accounts
from training_platform.navigation import Entry, address_in, address_of, entries_for, home_address, news_address

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> list[Entry]:
    """``{% navigation as entries %}``: the reader's entries, each with label, url and is_current."""
    request = context.get("request")
    return entries_for(request) if request else []


@register.simple_tag(takes_context=True)
def language_switch(context: template.Context) -> list[dict[str, str]]:
    """``{% language_switch as languages %}``: every other language with code, name (in itself) and this page's url."""
    request = context.get("request")
    page = context.get("page")
    page = page if isinstance(page, Page) else None
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "url": address_in(code, request, page) if isinstance(request, HttpRequest) else home_address(code),
        }
        for code, _title in settings.LANGUAGES
        if code != get_language()
    ]


@register.simple_tag(takes_context=True)
def front_door(context: template.Context) -> str:
    """Where the network's name leads: one's own start when signed in, else the front page."""
    user = context.get("user")
    own = address_of("home") if getattr(user, "is_authenticated", False) else ""
    return own or home_address(get_language() or "es")


@register.simple_tag(takes_context=True)
def news_place(context: template.Context) -> str:
    """``{% news_place as news_url %}``: the index of news in the active language; empty while there is none."""
    request = context.get("request")
    return news_address(get_language() or "es", request) if request else ""


@register.inclusion_tag("frame/breadcrumbs.html")
def breadcrumbs(*words: str) -> dict[str, object]:
    """``{% breadcrumbs label url label url … title %}``: the way here from the front page, this page's title last."""
    *above, title = words
    steps = [(_("Home"), home_address(get_language() or "es")), *zip(above[::2], above[1::2], strict=True)]
    return {"steps": steps, "title": title}


@register.simple_tag
def icon(name: str) -> str:
    """``{% icon "calendar" %}``: a symbol of the sprite, for the eye alone; words always stand beside it."""
    return _icon_in(settings.STATIC_URL, name)


@lru_cache
def _icon_in(_static_url: str, name: str) -> str:
    """Set once: the sprite is one file with the version in its name."""
    sprite = static("vendor/bootstrap-icons/icons.svg")
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite, name)


@register.simple_tag
def demo_accounts() -> list:
    """``{% demo_accounts as accounts %}``: email, name and purpose of each in the demo; elsewhere there are none."""
    if not settings.DEMO:
        return []
    return accounts.demo_accounts()

"""Where our pages stand, without asking Wagtail for its sites: the root of each tree is a home page."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page


def address_of(page: Page) -> str:
    """The path of a page of the active language."""
    return reverse("wagtail_serve", args=[page.url_path.split("/", 2)[2]])


def full_address_of(page: Page, language: str) -> str:
    """The whole address of a page of ``language``, from our own host, whatever a request says."""
    with translation.override(language):
        return settings.BASE_URL + address_of(page)


def editor_address_of(page: Page) -> str:
    """Where the page is edited."""
    return settings.BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])

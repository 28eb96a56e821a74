"""Laying what countries write: their pages, the index of news, the place of their files, who may draft (R7, R60)."""

from typing import TypeVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Locale, Workflow, WorkflowPage, WorkflowTask

from content.actions.laying import grant, grant_files, grant_pages, translating
from content.models import CountryIndexPage, CountryPage, HomePage, NewsIndexPage, PlatformPage, ReviewTask
from content.rules import PUBLIC
from network.models import Country
from network.rules import GROUPS_BY_ROLE, group_of_country

Laid = TypeVar("Laid", bound=PlatformPage)

COUNTRIES = {"es": ("Países", "paises"), "en": ("Countries", "countries")}
NEWS = {"es": ("Noticias", "noticias"), "en": ("News", "news")}
COUNTRIES_INTRODUCTION = {
    "es": "Las oficinas de la Red, país por país: a quién escribir, su marco legal y lo que hacen por fortalecerse.",
    "en": "The offices of the network, country by country: whom to write to, their law, what makes them stronger.",
}
NEWS_INTRODUCTION = {
    "es": "Noticias de la Red y esfuerzos nacionales de sus oficinas, los más recientes primero.",
    "en": "News of the network and national efforts of its offices, the most recent first.",
}
WORKFLOW, STEP = "Aportes de los países", "Revisión de los aportes"
STEP_WORDS = {WORKFLOW: _("Contributions of the countries"), STEP: _("Review of the contributions")}
DRAFTING = ("add", "change")  # drafts alone: who publishes is the Secretariat


@transaction.atomic
def lay_countries() -> None:
    """Indexes, a page for each country of the network in each language, its group with its rights, the workflow.

    Needs the network, the trees and the groups. A country that joins later gets its page when the ground is laid again.
    """
    workflow = _lay_workflow()
    for language, _name in settings.LANGUAGES:
        home = HomePage.objects.get(locale__language_code=language)
        _lay_page(home, NewsIndexPage(**_words(NEWS, NEWS_INTRODUCTION, language)))
        index = _lay_page(home, CountryIndexPage(**_words(COUNTRIES, COUNTRIES_INTRODUCTION, language)))
        WorkflowPage.objects.get_or_create(page=index, defaults={"workflow": workflow})
        for country in Country.objects.of_network():
            page = _lay_country(index, country, language)
            grant_pages(_lay_group(country), page, DRAFTING)


def _words(names: dict, introductions: dict, language: str) -> dict[str, str]:
    title, slug = names[language]
    return {"title": title, "slug": slug, "introduction": introductions[language]}


def _lay_page(parent: PlatformPage, page: Laid) -> Laid:
    """The only page of its kind in the language of ``parent``; made from ``page`` when there is none."""
    pages = type(page).objects.order_by("path")
    return pages.filter(locale=parent.locale).first() or _add(parent, page, pages.first())


def _lay_country(index: CountryIndexPage, country: Country, language: str) -> CountryPage:
    pages = CountryPage.objects.filter(country=country).order_by("path")
    if page := pages.filter(locale=index.locale).first():
        return page
    with translation.override(language):
        words = {"title": country.name, "slug": slugify(country.name)}
    return _add(index, CountryPage(country=country, **words), pages.first())


def _add(parent: PlatformPage, page: Laid, twin: Laid | None) -> Laid:
    """Put ``page`` below ``parent`` and publish it, joined to its ``twin`` in the other language."""
    page.locale = Locale.objects.get(pk=parent.locale_id)
    if twin is not None:
        page.translation_key = twin.translation_key
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _lay_group(country: Country) -> Group:
    """Those who draft for ``country``: they come into the admin, and file in a place of their own, which is public."""
    name = group_of_country(country.code)
    group, _created = Group.objects.get_or_create(name=name)
    grant(group, "wagtailadmin.access_admin")
    group.permissions.add(translating())
    public = Collection.objects.get(name=PUBLIC, depth=2)
    place = public.get_children().filter(name=name).first() or public.add_child(name=name)
    grant_files(group, place)
    return group


def _lay_workflow() -> Workflow:
    """One step: the Secretariat reviews, and publishes by approving."""
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW)
    task = ReviewTask.objects.filter(name=STEP).first() or ReviewTask.objects.create(name=STEP)
    task.groups.set([Group.objects.get(name=GROUPS_BY_ROLE["secretariat"])])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    return workflow

"""The ground and a curriculum to stand on it, for tests of pages and of the admin."""

from datetime import date
from decimal import Decimal
from itertools import count

from wagtail.models import Locale

from content.actions import restrict_page
from content.models import (
    CountryPage,
    HomePage,
    NationalEffortPage,
    NewsIndexPage,
    NewsPage,
    PlatformPage,
    StandardPage,
)
from content.rules import PUBLIC
from courses.models import AreaPage, CourseModule, CoursePage, ProgrammePage, TrainingArea
from network.actions import align_groups
from training_platform.ground import lay_ground

_number = count(1)


def lay_ground_for(cast) -> None:
    """The ground, with the admin's groups of everyone in the cast."""
    lay_ground()
    for user in vars(cast).values():
        if hasattr(user, "person"):
            align_groups(user.person)


def make_area_page(language: str = "es", **overrides) -> AreaPage:
    """A published area page under the programme of ``language``."""
    locale = Locale.objects.get(language_code=language)
    fields = {"title": "Cibercrimen", "area": TrainingArea.objects.get(code="cybercrime"), "locale": locale}
    page = AreaPage(**fields | overrides)
    ProgrammePage.objects.get(locale=locale).add_child(instance=page)
    page.save_revision().publish()
    return page


def make_course_page(area: AreaPage, *, live: bool = True, **overrides) -> CoursePage:
    """A curriculum of two modules, 4 h of theory and 5 h of practice; published unless ``live`` is false."""
    fields = {"title": f"Cibercrimen {next(_number)}", "locale": area.locale, "live": live}
    page = CoursePage(**fields | overrides)
    page.modules = [
        CourseModule(
            sort_order=0,
            title="Conceptos",
            kind="theory",
            hours=Decimal(4),
            objectives="Distinguir.",
            locale=area.locale,
        ),
        CourseModule(sort_order=1, title="Caso práctico", kind="practice", hours=Decimal(5), locale=area.locale),
    ]
    area.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return page


def make_standard_page(language: str = "es", *, parent: PlatformPage | None = None, tier: str = PUBLIC, **overrides):
    """A published page of text, below the front page unless told otherwise, for the readers of ``tier``."""
    locale = Locale.objects.get(language_code=language)
    number = next(_number)
    fields = {"title": f"Página {number}", "slug": f"pagina-de-texto-{number}", "locale": locale}
    page = StandardPage(**fields | overrides)
    (parent or HomePage.objects.get(locale=locale)).add_child(instance=page)
    if tier != PUBLIC:
        restrict_page(page, tier=tier, by=None)
    page.save_revision().publish()
    return page


def country_page(code: str, language: str = "es") -> CountryPage:
    """The page that the ground lays for a country."""
    return CountryPage.objects.get(country=code, locale__language_code=language)


def news_index(language: str = "es") -> NewsIndexPage:
    """The index that the ground lays."""
    return NewsIndexPage.objects.get(locale__language_code=language)


def make_news(parent: PlatformPage | None = None, *, tier: str = PUBLIC, live: bool = True, **overrides) -> NewsPage:
    """A news item of the network in Spanish, unless a parent says otherwise."""
    return _make_dated(NewsPage, parent or news_index(), tier=tier, live=live, **overrides)


def make_effort(parent: PlatformPage, *, tier: str = PUBLIC, live: bool = True, **overrides) -> NationalEffortPage:
    """A national effort below a country's page."""
    return _make_dated(NationalEffortPage, parent, tier=tier, live=live, **overrides)


def _make_dated(model: type, parent: PlatformPage, *, tier: str, live: bool, **overrides):
    number = next(_number)
    fields = {"title": f"Noticia {number}", "slug": f"noticia-{number}", "date": date(2012, 3, 5), "live": live}
    page = model(**fields | {"locale": parent.locale} | overrides)
    parent.refresh_from_db()
    parent.add_child(instance=page)
    if tier != PUBLIC:
        restrict_page(page, tier=tier, by=None)
    revision = page.save_revision()
    if live:
        revision.publish()
    return page

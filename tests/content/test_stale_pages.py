"""Pages that nobody has published anew for long: the Secretariat is told, and nobody else (R59)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from content.querysets import stale
from tests.makers.pages import country_page, make_news

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


@pytest.fixture
def ground(cast):
    cast.old, cast.fresh = make_news(title="Noticia vieja"), make_news(title="Noticia fresca")
    cast.unpublished = make_news(title="Nunca publicada", live=False)
    published(cast.old, days=181)
    published(cast.fresh, days=179)
    return cast


def published(page: Page, *, days: int) -> None:
    Page.objects.filter(pk=page.pk).update(last_published_at=timezone.now() - timedelta(days=days))


def test_page_is_stale_after_half_a_year_and_fresh_when_published_anew(ground, settings):
    assert [page.pk for page in stale(Page.objects.all())] == [ground.old.pk]
    settings.PAGES_REVIEWED_DAYS = 100
    assert [page.pk for page in stale(Page.objects.all())] == [ground.old.pk, ground.fresh.pk]
    ground.old.save_revision().publish()
    assert ground.old.pk not in [page.pk for page in stale(Page.objects.all())]


def test_report_is_for_the_secretariat(client, ground):
    client.force_login(ground.sara)
    text = client.get(reverse("stale_pages")).text
    assert "Noticia vieja" in text
    assert reverse("wagtailadmin_pages:edit", args=[ground.old.pk]) in text
    assert "Noticia fresca" not in text
    for user in (ground.elsa, ground.carla):
        client.force_login(user)
        assert client.get(reverse("stale_pages")).status_code == 404
    client.force_login(ground.ana)
    assert client.get(reverse("stale_pages")).status_code in (302, 403)


def test_menu_leads_there(client, ground):
    client.force_login(ground.sara)
    assert reverse("stale_pages") in client.get(reverse("wagtailadmin_home")).text
    client.force_login(ground.carla)
    assert reverse("stale_pages") not in client.get(reverse("wagtailadmin_home")).text


@pytest.mark.parametrize("number", [1, 3])
def test_report_takes_as_many_queries_for_one_as_for_three(client, ground, django_assert_num_queries, number):
    for code in ("HN", "PA", "GT")[:number]:
        published(country_page(code), days=300)
    client.force_login(ground.sara)
    client.get(reverse("stale_pages"))
    with django_assert_num_queries(12):
        client.get(reverse("stale_pages"))

"""The list of workshops, narrowed as asked, and what a stranger does not learn from it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from courses import views
from courses.models import CrimeTopic, Workshop
from tests.courses.test_views import address
from tests.makers.courses import make_area, make_draft, make_workshop
from tests.makers.network import make_office


@pytest.fixture
def programme(db) -> dict[str, Workshop]:
    """Three workshops that differ in everything one can ask for."""
    today = timezone.localdate()
    long_ago = {"starts_on": date(2012, 3, 5), "ends_on": date(2012, 3, 9)}
    closed = timezone.now() - timedelta(hours=1)
    guatemala = make_office("gt-9")
    coming = make_workshop(title_es="Litigación", host_office=guatemala, modality="in_person", city="Antigua")
    running = make_workshop(title_es="Cibercrimen", starts_on=today, ends_on=today, nominations_close_at=closed)
    past = make_workshop(title_es="Extorsión", nominations_close_at=closed, **long_ago)
    past.topics.add(CrimeTopic.objects.get_or_create(code="extortion", defaults={"name_es": "x", "name_en": "x"})[0])
    return {"coming": coming, "running": running, "past": past}


def listed(client, programme: dict[str, Workshop], **query) -> set[str]:
    """Which of the programme the list shows, by its cards."""
    text = client.get(address("courses:workshop_list"), query).text
    return {name for name, workshop in programme.items() if f'href="{workshop_address(workshop)}"' in text}


def workshop_address(workshop: Workshop) -> str:
    return address("courses:workshop", workshop.slug)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, "coming running past"),
        ({"country": "GT"}, "coming"),
        ({"mode": "virtual"}, "running past"),
        ({"topic": "extortion"}, "past"),
        ({"when": "coming"}, "coming running"),
        ({"when": "open"}, "coming"),
        ({"when": "past"}, "past"),
        ({"when": "2012"}, "past"),
        ({"when": "2012", "mode": "in_person"}, ""),
        ({"when": "nonsense", "country": "ZZ", "area": "'"}, "coming running past"),
        ({"page": "9" * 5000}, "coming running past"),
    ],
    ids=str,
)
def test_list_is_narrowed_as_asked(client, programme, query, found):
    assert listed(client, programme, **query) == set(found.split())


def test_list_is_narrowed_by_area(client, programme):
    assert listed(client, programme, area=programme["running"].area.code) == {"running"}


def test_narrowed_list_says_how_many_and_leads_back(client, programme):
    url = address("courses:workshop_list")
    text = client.get(url, {"mode": "virtual"}).text
    assert "2 talleres" in text
    nothing = client.get(url, {"when": "2012", "mode": "in_person"}).text
    assert "0 talleres" in nothing
    assert "Ningún taller próximo es así." in nothing
    assert f'<a href="{url}">Mostrar todos los talleres</a>' in nothing


def test_choice_that_is_not_there_is_told_beside_its_field(client, programme):
    text = client.get(address("courses:workshop_list"), {"country": "ZZ"}).text
    assert 'id="id_country_error"' in text


def test_past_workshops_are_leafed_through_and_keep_what_was_asked(client, db, monkeypatch):
    monkeypatch.setattr(views, "PAST_OF_A_LEAF", 2)
    long_ago = {"starts_on": date(2012, 3, 5), "ends_on": date(2012, 3, 9)}
    past = {str(number): make_workshop(**long_ago) for number in range(3)}
    coming = {"coming": make_workshop()}
    assert len(listed(client, past, mode="virtual")) == 2
    assert len(listed(client, past, mode="virtual", page=2)) == 1
    assert listed(client, coming, page=2) == set()
    text = client.get(address("courses:workshop_list"), {"mode": "virtual"}).text
    assert 'href="?mode=virtual&amp;page=2" rel="next"' in text


@pytest.mark.parametrize("who", [None, "dora", "felix"])
def test_narrowing_shows_a_stranger_no_draft_and_no_country_of_one(client, cast, who):
    secret = make_draft(title_es="Operación en preparación", host_office=make_office("ht-9"))
    if who:
        client.force_login(getattr(cast, who))
    for query in ({}, {"country": "HT"}, {"when": "open"}):
        text = client.get(address("courses:workshop_list"), query).text
        assert secret.title_es not in text
        assert '<option value="HT"' not in text


@pytest.mark.parametrize("rows", [1, 3])
def test_narrowed_list_costs_the_same_with_more_rows(client, cast, rows, django_assert_num_queries):
    area = make_area()
    for _row in range(rows):
        make_workshop(area=area, host_office=cast.salvador)
    client.force_login(cast.ana)
    query = {"area": area.code, "country": cast.salvador.country_id, "mode": "virtual", "when": "coming"}
    url = address("courses:workshop_list")
    client.get(url, query)
    with django_assert_num_queries(11):
        assert client.get(url, query).status_code == 200

"""Questions written once: they answer what the queryset answers, value by value, and refuse what they cannot place."""

import uuid
from datetime import timedelta

import pytest
from django.db import models
from django.utils import timezone

from calendars.prepared import Place, Prepared
from calendars.sources import Ask, Window, entries
from network.models import Person
from sessions import in_calendars
from tests.makers.courses import make_enrolment
from tests.makers.network import make_person
from tests.makers.sessions import make_part, make_session

DAY = timedelta(days=1)
BY_NAME = {"name": Place(models.CharField(), ("one", "two"))}


def named(name: str) -> models.QuerySet:
    return Person.objects.filter(family_names=name).order_by("pk").values_list("pk", "family_names")


def test_answers_as_the_queryset_does_for_each_value(db, django_assert_num_queries):
    people, question = [make_person() for _number in range(3)], Prepared(named, BY_NAME)
    for person in people:
        with django_assert_num_queries(1):
            found = question.rows(name=person.family_names)
        assert found == list(named(person.family_names)) == [(person.pk, person.family_names)]
        assert isinstance(found[0][0], uuid.UUID)
    assert question.rows(name="' OR 1=1 --") == []
    assert question.rows(name="100%") == []


def test_value_without_a_place_is_refused(db):
    """What changes with the values and is not one of them would stay an example for ever."""
    with pytest.raises(RuntimeError):
        Prepared(lambda name: named(name.upper()), BY_NAME).rows(name="x")


def test_calendars_of_one_person_hold_what_they_would_hold_unprepared(cast, monkeypatch):
    now = timezone.now()
    window = Window(now - 90 * DAY, now + 500 * DAY)
    for number in range(3):
        session = make_session(starts_at=now + number * DAY)
        make_enrolment(workshop=session.workshop, person=cast.ana.person)
    make_part(make_session(starts_at=now + DAY), cast.bruno.person)
    make_enrolment(person=cast.ana.person)
    make_session(workshop=session.workshop, starts_at=now, state="cancelled", calendar_stamped_at=now - 70 * DAY)
    make_session(workshop=session.workshop, starts_at=now, state="cancelled", calendar_stamped_at=now - 10 * DAY)

    def told(user, since):
        found = entries(Ask(window, user=user, mine=True, cancelled_since=since))
        return [(entry.uid, entry.starts_at, entry.is_cancelled) for entry in found]

    asked = [(user, since) for user in (cast.ana, cast.bruno, cast.dora) for since in (None, now - 60 * DAY, now)]
    prepared = [told(*each) for each in asked]
    monkeypatch.setattr(in_calendars, "_rows", lambda things, columns, ask: things(ask).values_list(*columns))
    assert prepared == [told(*each) for each in asked]
    assert [len(each) for each in prepared[:3]] == [4, 5, 4]

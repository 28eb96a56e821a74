"""The inbox gathered at the roof: order, the machinery's own part, the number in the navigation."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from foundations.jobs.models import Job, Trouble
from foundations.outbox.models import Letter
from tests.makers.certificates import make_certificate
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.privacy import make_correction
from tests.makers.sessions import make_session
from tools import tree
from training_platform import wiring
from training_platform.inbox import due_to, jobs_given_up, letters_in_trouble, number_due, parts_failing, sources

NOW = timezone.now


def letter(state: str) -> Letter:
    now = NOW()
    words = {"kind": "k", "address": "x@mp.example", "language": "es", "subject": "S", "text": "T"}
    return Letter.objects.create(state=state, created_at=now, due_at=now, **words)


def test_every_source_is_wired():
    """What takes a user and an instant in an ``inbox.py`` is a source, and stands on the page of wires."""
    import importlib
    import inspect

    written = {
        function
        for app in tree.apps()
        if (app / "inbox.py").exists()
        for module in [importlib.import_module(tree.dotted(app / "inbox.py"))]
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
        if list(inspect.signature(function).parameters) == ["user", "at"]
    }
    assert written - {due_to, number_due} == set(sources()) == set(wiring.TASK_SOURCES)


def test_late_things_come_first_and_what_has_no_date_last(cast):
    make_correction(cast.office, due_at=NOW() + timedelta(days=3))
    make_correction(cast.office, due_at=NOW() - timedelta(days=3))
    dues = due_to(cast.sara, NOW())
    dates = [due.due_at for due in dues]
    assert dues[0].is_late(NOW())
    assert dates[:2] == sorted(dates[:2])
    assert set(dates[2:]) == {None}  # the vacancies


def test_what_is_on_stands_before_what_begins_earlier_than_it_ends(cast):
    now = NOW()
    on = make_session(starts_at=now - timedelta(minutes=10), ends_at=now + timedelta(hours=2))
    next_one = make_session(starts_at=now + timedelta(hours=1))
    for session in (next_one, on):
        make_enrolment(workshop=session.workshop, person=cast.ana.person)
    assert [due.due_at for due in due_to(cast.ana, now)] == [on.ends_at, next_one.starts_at]


def test_decision_stands_before_the_sessions_of_another_day(cast):
    seat = make_enrolment(person=cast.ana.person, state="nominated")
    tomorrow = make_session(starts_at=NOW() + timedelta(hours=20))
    make_enrolment(workshop=tomorrow.workshop, person=cast.ana.person)
    assert [due.url for due in due_to(cast.ana, NOW())] == [reverse("courses:enrolment_accept", args=[seat.pk])]


def test_machinery_is_told_to_those_who_keep_it(cast):
    for state in ("failed", "bounced", "sent"):
        letter(state)
    Job.objects.create(name="x", state=Job.State.DEAD, enqueued_at=NOW())
    Trouble.objects.create(part="mail", began_at=NOW() - timedelta(hours=1))
    said = [
        due.what for source in (letters_in_trouble, jobs_given_up, parts_failing) for due in source(cast.sara, NOW())
    ]
    assert said == [
        "Revisar 1 correo abandonado",
        "Revisar 1 correo devuelto",
        "Revisar 1 tarea abandonada",
        "Atender lo que falla: Correo",
    ]
    for stranger in (cast.elsa, cast.carla, cast.ana, cast.felix):
        assert not any(source(stranger, NOW()) for source in (letters_in_trouble, jobs_given_up, parts_failing))


def test_machinery_that_is_well_is_not_mentioned(cast):
    letter("sent")
    assert letters_in_trouble(cast.sara, NOW()) == jobs_given_up(cast.sara, NOW()) == []


def test_navigation_tells_how_many_things_are_due(client, cast):
    make_workshop()
    client.force_login(cast.carla)
    assert "Mi oficina (1)" in client.get(reverse("my_office")).content.decode()
    assert "Mi oficina (1)" in client.get(reverse("courses:workshop_list")).content.decode()
    client.force_login(cast.ana)
    assert "Mi oficina" not in client.get(reverse("courses:workshop_list")).content.decode()


def test_number_is_remembered_for_a_minute_and_made_right_by_the_page(cast, settings, django_assert_num_queries):
    settings.CACHES = settings.CACHES | {
        "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "inbox"}
    }
    make_workshop()
    assert number_due(cast.carla, NOW()) == 1
    make_workshop()
    with django_assert_num_queries(0):
        assert number_due(cast.carla, NOW()) == 1
    due_to(cast.carla, NOW())
    assert number_due(cast.carla, NOW()) == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_whole_inbox_of_the_secretariat_has_a_price(cast, rows, django_assert_num_queries):
    for _row in range(rows):
        letter("failed")
        make_correction(cast.office)
        make_certificate(cast.ana.person)
    cast.sara.standing  # noqa: B018 - read once per request
    due_to(cast.sara, NOW())
    with django_assert_num_queries(23):
        due_to(cast.sara, NOW())

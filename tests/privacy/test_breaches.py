from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from foundations.audit.models import AuditEvent
from foundations.outbox.models import Letter
from privacy.actions import close_breach, record_breach, remind_of_breaches, revise_breach
from privacy.errors import PrivacyError
from privacy.models import Breach

FOUND = timezone.now() - timedelta(minutes=5)
FACTS = {"title": "Computadora robada", "happened": "Una computadora portátil con una lista.", "discovered_at": FOUND}


@pytest.fixture
def breach(cast) -> Breach:
    return record_breach(**FACTS, by=cast.sara)


def at(hours: float) -> datetime:
    return FOUND + timedelta(hours=hours)


@pytest.mark.parametrize("who", ["elsa", "carla", "ana", "felix"])
def test_only_the_secretariat_keeps_the_log(cast, breach, who):
    by = getattr(cast, who)
    for deed in (
        lambda: record_breach(**FACTS, by=by),
        lambda: revise_breach(breach, title="x", by=by),
        lambda: close_breach(breach, remark="x", by=by),
    ):
        with pytest.raises(PrivacyError):
            deed()
    assert not Breach.objects.visible_to(by).exists()


def test_every_change_is_an_entry_and_in_the_book_without_its_words(cast, breach):
    revise_breach(breach, people_about=40, measures="Claves cambiadas.", by=cast.saul)
    revise_breach(breach, people_about=40, by=cast.saul)
    revise_breach(breach, authority_told_at=at(0.01), by=cast.saul)
    close_breach(breach, remark="Recuperada sin abrir.", by=cast.sara)
    close_breach(breach, remark="Otra vez.", by=cast.sara)
    entries = list(breach.entries.all())
    assert [entry.kind for entry in entries] == ["recorded", "revised", "revised", "closed"]
    assert entries[1].changes == {"people_about": "40", "measures": "Claves cambiadas."}
    assert entries[3].remark == "Recuperada sin abrir."
    events = AuditEvent.objects.about(breach)
    assert [event.action for event in events.order_by("id")] == [
        "privacy.breach_recorded",
        "privacy.breach_revised",
        "privacy.breach_revised",
        "privacy.breach_closed",
    ]
    assert "Claves" not in str([event.details for event in events])


def test_closed_stays_as_it_is(cast, breach):
    close_breach(breach, remark="Falsa alarma.", by=cast.sara)
    with pytest.raises(PrivacyError):
        revise_breach(breach, title="x", by=cast.sara)


def test_closing_says_how_it_ended(cast, breach):
    with pytest.raises(PrivacyError):
        close_breach(breach, remark=" ", by=cast.sara)


def test_impossible_instants_are_refused(cast, breach):
    with pytest.raises(PrivacyError):
        record_breach(**FACTS | {"discovered_at": timezone.now() + timedelta(hours=1)}, by=cast.sara)
    with pytest.raises(ValidationError):
        revise_breach(breach, authority_told_at=at(-1), by=cast.sara)
    with pytest.raises(ValidationError):
        revise_breach(breach, people_told_at=at(-1), by=cast.sara)


def reminders() -> int:
    return Letter.objects.filter(kind="privacy.breach_clock").count()


def test_secretariat_is_reminded_at_24_and_60_hours_and_once(cast, breach):
    assert [remind_of_breaches(at=at(hours)) for hours in (23, 24, 25, 59, 60, 61)] == [0, 1, 0, 0, 1, 0]
    assert reminders() == 4  # two people, twice
    subjects = set(Letter.objects.filter(kind="privacy.breach_clock").values_list("subject", flat=True))
    assert subjects == {"Quedan 48 horas para avisar a la autoridad", "Quedan 12 horas para avisar a la autoridad"}


def test_missed_turns_heal_with_one_letter(cast, breach):
    assert remind_of_breaches(at=at(100)) == 1
    assert reminders() == 2
    assert "Venció" in Letter.objects.filter(kind="privacy.breach_clock").first().subject


@pytest.mark.parametrize("end", ["told", "closed"])
def test_nobody_is_reminded_once_the_authority_was_told_or_it_is_closed(cast, breach, end):
    if end == "told":
        revise_breach(breach, authority_told_at=at(3), by=cast.sara)
    else:
        close_breach(breach, remark="No hubo datos personales.", by=cast.sara)
    assert remind_of_breaches(at=at(80)) == 0


def test_one_that_fails_does_not_keep_the_others(cast, breach, monkeypatch):
    from privacy.actions import breaches

    other = record_breach(**FACTS | {"title": "Otra"}, by=cast.sara)
    write = breaches.remind_of_breach

    def fail_once(asked, **said):
        if asked.pk == breach.pk:
            raise RuntimeError
        write(asked, **said)

    monkeypatch.setattr(breaches, "remind_of_breach", fail_once)
    assert remind_of_breaches(at=at(24)) == 1
    breach.refresh_from_db()
    other.refresh_from_db()
    assert (breach.reminded_hours, other.reminded_hours) == (0, 24)


def test_clock_and_history_stand_on_the_page(admin_of, cast):
    breach = record_breach(**FACTS | {"discovered_at": timezone.now() - timedelta(hours=50.5)}, by=cast.sara)
    page = admin_of(cast.sara).get(reverse("breaches:inspect", args=[breach.pk])).content.decode()
    assert "21 horas" in page
    late = record_breach(**FACTS | {"discovered_at": timezone.now() - timedelta(hours=80)}, by=cast.sara)
    assert "VENCIDO" in admin_of(cast.sara).get(reverse("breaches:inspect", args=[late.pk])).content.decode()


def test_secretariat_records_revises_and_closes_in_the_administration(admin_of, cast):
    sara = admin_of(cast.sara)
    form = {
        "title": "Ensayo",
        "is_exercise": "on",
        "happened": "Nada.",
        "discovered_at": "2026-03-06 10:00",
        "data_kinds": "",
        "people_about": "",
        "consequences": "",
        "measures": "",
        "authority_told_at": "",
        "people_told_at": "",
    }
    sara.post(reverse("breaches:add"), form)
    breach = Breach.objects.get()
    sara.post(reverse("breaches:edit", args=[breach.pk]), form | {"measures": "Cambiadas."})
    breach.refresh_from_db()
    assert breach.measures == "Cambiadas."
    refused = sara.post(reverse("breaches:edit", args=[breach.pk]), form | {"authority_told_at": "2026-03-01 10:00"})
    assert "no pudo" in refused.content.decode()
    sara.post(reverse("breaches:close", args=[breach.pk]), {"reason": "Fin del ensayo."})
    breach.refresh_from_db()
    assert breach.closed_at

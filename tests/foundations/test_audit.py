import threading
import time

import pytest
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError, IntegrityError

from foundations.audit.actions import first_broken_seal, record_event, seal_events
from foundations.audit.models import AuditEvent, AuditSeal
from foundations.audit.triggers import lay_triggers, lift_triggers


def test_event_keeps_who_what_and_which_record(cast):
    record_event("network.person_registered", cast.dora.person, by=cast.sara, reason="x")
    event = AuditEvent.objects.about(cast.dora.person).get()
    assert (event.actor, event.subject_type, event.details) == (cast.sara.person_id, "network.person", {"reason": "x"})


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_book_refuses_change_and_removal(cast, change):
    record_event("network.person_registered", cast.dora.person)
    rows = AuditEvent.objects.all()
    with pytest.raises((IntegrityError, DatabaseError), match="append-only"), transaction.atomic():
        rows.update(action="nothing") if change == "update" else rows._raw_delete(rows.db)
    assert AuditEvent.objects.filter(action="network.person_registered").exists()


def test_seals_chain_and_find_a_forged_row(cast):
    assert seal_events() is None
    record_event("a.happened")
    first = seal_events()
    record_event("b.happened")
    record_event("c.happened")
    second = seal_events()
    assert (second.first_event - first.last_event, AuditSeal.objects.count()) == (1, 2)
    assert first_broken_seal() is None
    lift_triggers()
    AuditEvent.objects.filter(action="b.happened").update(action="b.never_happened")
    lay_triggers()
    assert first_broken_seal() == second


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_seal_waits_for_an_event_that_is_being_written():
    written = threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            record_event("a.happened")
            written.set()
            time.sleep(0.5)
        connections.close_all()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    written.wait(5)
    record_event("b.happened")
    seal = seal_events()
    writer.join()
    assert AuditEvent.objects.filter(id__range=(seal.first_event, seal.last_event)).count() == 2
    assert first_broken_seal() is None


def test_triggers_are_laid_once_however_often(db):
    lay_triggers()
    lay_triggers()
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        record_event("a.happened")
        cursor.execute("DELETE FROM audit_auditevent")

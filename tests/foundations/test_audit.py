import json
import threading
import time
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError, IntegrityError

from foundations.audit import actions
from foundations.audit.actions import check_seals, first_broken_seal, record_event, seal_events
from foundations.audit.models import AuditCheck, AuditEvent, AuditSeal
from foundations.audit.triggers import append_only_models, lay_triggers, lift_triggers
from tests.makers.network import make_user

ON_SQLITE = connection.vendor == "sqlite"
TABLES = ["audit_auditevent", "audit_auditseal", "audit_auditcheck", "privacy_breachentry"]
# Those of the floors above, whose rows are tried where they are made.
TRIED_ELSEWHERE = [
    "equipment_assetevent",
    "funding_allocationstep",
    "funding_budgetversion",
    "funding_ledgerentry",
    "funding_linestep",
    "funding_needstep",
    "funding_roundstep",
]


def test_event_keeps_who_what_and_which_record(cast):
    record_event("network.person_registered", cast.dora.person, by=cast.sara, reason="x")
    event = AuditEvent.objects.about(cast.dora.person).get()
    assert (event.actor, event.subject_type, event.details) == (cast.sara.person_id, "network.person", {"reason": "x"})


def test_sign_ins_are_ones_own_and_the_refused_tries_upon_the_account(cast):
    record_event("network.signed_in", cast.ana.person, by=cast.ana)
    record_event("network.sign_in_refused", cast.ana.person)
    record_event("network.signed_in", cast.dora.person, by=cast.dora)
    record_event("network.sign_in_refused", cast.dora.person)
    record_event("network.preferences_set", cast.ana.person, by=cast.ana)
    assert {row.action for row in AuditEvent.objects.sign_ins_of(cast.ana.person)} == {
        "network.signed_in",
        "network.sign_in_refused",
    }
    assert AuditEvent.objects.sign_ins_of(cast.ana.person).count() == 2


# --- Append-only ------------------------------------------------------------------------------------------------------


@pytest.fixture
def one_of_each(cast):
    """A row in every append-only table, by its table's name."""
    from privacy.actions import record_breach

    record_event("a.happened")
    seal_events()
    check_seals()
    record_breach(title="x", happened="x", discovered_at=datetime(2026, 1, 1, tzinfo=UTC), by=cast.sara)
    return dict.fromkeys(TABLES)


def run(statement: str) -> int:
    """How many rows ``statement`` touched."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.rowcount


def test_the_append_only_tables_are_known():
    assert sorted(model._meta.db_table for model in append_only_models()) == sorted(TABLES + TRIED_ELSEWHERE)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET id = id",
        "DELETE FROM {table}",
        "DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table})",
    ],
)
def test_rows_are_neither_changed_nor_removed(one_of_each, table, statement):
    with pytest.raises((IntegrityError, DatabaseError), match="append-only"):
        run(statement.format(table=table))


REPLACING = (
    [
        "REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    ]
    if ON_SQLITE
    else ["INSERT INTO {table} SELECT * FROM {table} LIMIT 1 ON CONFLICT (id) DO UPDATE SET id = excluded.id"]
)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", REPLACING)
def test_no_row_is_put_in_the_place_of_another(one_of_each, table, statement):
    """SQLite's REPLACE deletes without asking the triggers of deletion."""
    if ON_SQLITE:
        run("PRAGMA recursive_triggers = OFF")
    with pytest.raises((IntegrityError, DatabaseError), match="append-only"):
        run(statement.format(table=table))


def test_no_seal_is_put_in_the_place_of_another_over_the_same_end(one_of_each):
    forged = (
        " INTO audit_auditseal (sealed_at, first_event, last_event, digest) "
        "SELECT sealed_at, first_event, last_event, 'forged' FROM audit_auditseal"
    )
    with pytest.raises((IntegrityError, DatabaseError), match="append-only|unique"):
        run(("INSERT OR REPLACE" if ON_SQLITE else "INSERT") + forged)


def test_triggers_are_laid_once_however_often(db):
    lay_triggers()
    lay_triggers()
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        record_event("a.happened")
        cursor.execute("DELETE FROM audit_auditevent")


# --- The chain --------------------------------------------------------------------------------------------------------


@pytest.fixture
def sealed(db):
    """Nine events under three seals, with a gap in the keys before the second seal; checked and found whole."""
    user = make_user()
    for number in range(9):
        record_event("a.happened", user.person, by=user, number=number)
        if number == 2:
            _burn_a_key()
        if number % 3 == 2:
            seal_events()
    assert check_seals().is_whole
    return list(AuditEvent.objects.order_by("id"))


def _burn_a_key() -> None:
    """A key that no row has, as after a transaction that was rolled back."""
    last = AuditEvent.objects.order_by("id").last()
    lift_triggers()
    burnt = record_event("a.undone")
    AuditEvent.objects.filter(pk=burnt.pk)._raw_delete("default")
    if not ON_SQLITE:
        lay_triggers()
        return
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = 'audit_auditevent'", [last.pk + 1])
    lay_triggers()


CHANGES = {
    "at": datetime(2001, 1, 1, tzinfo=UTC),
    "action": "a.never_happened",
    "actor": None,
    "subject_type": "network.user",
    "subject_id": "1",
    "details": {"number": 99},
}


def found_broken() -> bool:
    """What the daily check and the walk in one go both say."""
    broken = not check_seals().is_whole
    assert (first_broken_seal() is not None) == broken
    return broken


@pytest.mark.parametrize("place", [0, 4, 8])
@pytest.mark.parametrize("field", CHANGES)
def test_a_changed_row_breaks_the_chain(sealed, field, place):
    lift_triggers()
    AuditEvent.objects.filter(pk=sealed[place].pk).update(**{field: CHANGES[field]})
    lay_triggers()
    assert found_broken()


@pytest.mark.parametrize("place", [0, 4, 8])
def test_a_removed_row_breaks_the_chain(sealed, place):
    lift_triggers()
    AuditEvent.objects.filter(pk=sealed[place].pk)._raw_delete("default")
    lay_triggers()
    assert found_broken()


def test_a_row_put_into_a_gap_of_the_past_breaks_the_chain(sealed):
    gap = next(after.pk - 1 for before, after in pairwise(sealed) if after.pk - before.pk > 1)
    AuditEvent.objects.create(pk=gap, at=sealed[2].at, action="a.slipped_in")
    assert found_broken()


def test_two_rows_that_changed_places_break_the_chain(sealed):
    lift_triggers()
    for one, other in ((sealed[0], sealed[1]), (sealed[1], sealed[0])):
        AuditEvent.objects.filter(pk=one.pk).update(details=other.details)
    lay_triggers()
    assert found_broken()


def test_a_removed_seal_breaks_the_chain(sealed):
    lift_triggers()
    AuditSeal.objects.filter(pk=AuditSeal.objects.order_by("last_event")[1].pk)._raw_delete("default")
    lay_triggers()
    assert found_broken()


def test_a_chain_cut_short_with_its_rows_is_found(sealed):
    lift_triggers()
    last = AuditSeal.objects.order_by("last_event").last()
    AuditEvent.objects.filter(pk__gte=last.first_event)._raw_delete("default")
    AuditSeal.objects.filter(pk=last.pk)._raw_delete("default")
    lay_triggers()
    assert not check_seals().is_whole
    assert first_broken_seal() is None  # the rest fits: only the memory of earlier checks tells


def test_a_chain_written_anew_is_found(sealed):
    lift_triggers()
    AuditEvent.objects.filter(pk=sealed[8].pk).update(action="a.never_happened")
    AuditSeal.objects.all()._raw_delete("default")
    seal_events()
    lay_triggers()
    assert first_broken_seal() is None
    assert not check_seals().is_whole


def test_a_check_goes_on_where_its_last_piece_ended(sealed, monkeypatch):
    monkeypatch.setattr(actions, "CHECKED_AT_ONCE", 1)
    pieces = [check_seals() for _ in range(4)]
    assert [piece.is_over for piece in pieces] == [False, False, False, True]
    assert {piece.started_at for piece in pieces} == {pieces[0].started_at}
    assert pieces[-1].is_whole


def test_what_is_added_after_a_check_is_no_fault(sealed):
    record_event("a.happened")
    assert not found_broken()
    seal_events()
    assert not found_broken()
    assert AuditCheck.objects.found_whole().last().last_event == AuditSeal.objects.latest("last_event").last_event


def test_many_events_are_sealed_in_ranges(db, monkeypatch):
    monkeypatch.setattr(actions, "SEALED_TOGETHER", 2)
    for _ in range(5):
        record_event("a.happened")
    monkeypatch.setattr(actions, "SEALED_AT_ONCE", 2)
    seal_events()
    assert AuditSeal.objects.count() == 2
    seal_events()
    assert AuditSeal.objects.count() == 3
    assert first_broken_seal() is None
    assert seal_events() is None


def test_broken_chain_is_announced_to_the_secretariat_by_letter(cast, sealed):
    from foundations.outbox.models import Letter

    lift_triggers()
    AuditEvent.objects.filter(pk=sealed[4].pk).update(action="a.never_happened")
    lay_triggers()
    check_seals()
    told = Letter.objects.filter(kind="privacy.book_broken")
    assert {letter.recipient for letter in told} == {cast.sara.person_id, cast.saul.person_id}
    assert AuditEvent.objects.filter(action="audit.chain_found_broken").count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_seal_waits_for_an_event_that_is_being_written():
    written = threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            record_event("a.happened")
            written.set()
            time.sleep(0.2)
        connections.close_all()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    written.wait(5)
    record_event("b.happened")
    seal = seal_events()
    writer.join()
    assert AuditEvent.objects.filter(id__range=(seal.first_event, seal.last_event)).count() == 2
    assert first_broken_seal() is None


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_seal_is_put_off_while_a_large_change_is_written_and_nobody_waits_behind_it():
    written, over = threading.Event(), threading.Event()

    def write_long() -> None:
        with transaction.atomic():
            record_event("a.happened")
            written.set()
            over.wait(20)
        connections.close_all()

    writer = threading.Thread(target=write_long)
    writer.start()
    written.wait(5)
    try:
        assert seal_events() is None
        record_event("b.happened")
    finally:
        over.set()
        writer.join()
    assert seal_events().last_event == AuditEvent.objects.latest("pk").pk
    assert first_broken_seal() is None


# --- The role of the platform, without the rights to change ----------------------------------------------------------


@pytest.fixture
def as_platform(one_of_each, settings):
    """The SQL of docs/operations.md, run; then the platform's own role."""
    text = (settings.BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8")
    sql = text.split("```sql\n")[1].split("```")[0].replace("CREATE ROLE refco_app LOGIN", "CREATE ROLE refco_app")
    with connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.execute("SET ROLE refco_app")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.mark.postgresql
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET id = id",
        "DELETE FROM {table}",
        "TRUNCATE {table}",
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "DROP TRIGGER {table}_no_change ON {table}",
        "DROP TABLE {table}",
    ],
)
def test_platforms_role_has_no_right_to_change_the_book(as_platform, table, statement):
    with pytest.raises(DatabaseError, match="permission denied|must be owner"):
        run(statement.format(table=table))


@pytest.mark.postgresql
def test_platforms_role_writes_seals_and_checks(as_platform):
    record_event("b.happened")
    assert seal_events()
    assert check_seals().is_whole
    assert json.dumps(AuditEvent.objects.latest("id").details) == "{}"

"""A worker killed while it writes an import: nothing stays, and the next one writes it whole."""

import pytest

from foundations.spreadsheets import actions
from foundations.spreadsheets.models import ImportBatch
from network.models import Person
from tests.makers.sheets import checked, kill_within, make_workbook

ROWS = 40
# Tells that it is within the transaction after so many rows, and waits there to be killed.
HELD = """
import django, sys, time
django.setup()
from foundations.spreadsheets import actions
from foundations.spreadsheets.models import ImportBatch
from network import in_sheets
write, done = in_sheets._write, 0
def slow(row, **how):
    global done
    done += 1
    if done == 20:
        print("within", flush=True)
        time.sleep(60)
    return write(row, **how)
in_sheets._write = slow
actions.apply_batch(ImportBatch.objects.get(pk=sys.argv[1]))
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_writes_leaves_nothing_and_the_next_writes_all(cast_laid_for_good):
    cast = cast_laid_for_good
    rows = [["Apellidos", "Nombres", "Cargo"], *[[f"Neira {each}", "Iván", "fiscal"] for each in range(ROWS)]]
    batch = checked(make_workbook(*rows), contract="people", by=cast.carla)
    actions.confirm_batch(batch, keeps_good=False, by=cast.carla)
    kill_within(HELD, batch)
    assert not Person.objects.filter(family_names__startswith="Neira").exists()
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.QUEUED
    actions.apply_batch(batch)
    actions.apply_batch(batch)
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.APPLIED, batch.failure
    assert Person.objects.filter(family_names__startswith="Neira").count() == ROWS

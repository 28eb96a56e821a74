"""The demonstration's spreadsheets: one written, one with faults that wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from equipment.models import Asset
from foundations.jobs.models import Job
from foundations.spreadsheets.actions import forget_batches
from foundations.spreadsheets.models import ImportBatch
from training_platform.demo.imports import REMARK, show_imports
from training_platform.demo.people import account_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SENDER = "olvin.sabillon@mp.hn.example"


def _sent() -> dict[str, ImportBatch]:
    return {batch.state: batch for batch in ImportBatch.objects.visible_to(account_of(SENDER))}


def test_one_file_is_written_and_one_waits_with_its_faults():
    sent = _sent()
    assert set(sent) == {"applied", "checked"}
    assert sent["applied"].report["number_of_changes"] == 3
    told = {fault["heading"]: fault["value"] for fault in sent["checked"].report["faults"]}
    assert list(told.values()) == ["Bodega del sótano", "2,4OO (aprox.)"]
    assert sent["checked"].report["number_of_changes"] == 1


def test_the_written_one_adds_remarks_and_nothing_else():
    assert Asset.objects.filter(notes__contains=REMARK).values_list("office__code", "status").distinct().get() == (
        "HN",
        "stored",
    )


def test_again_it_sends_nothing_and_leaves_no_work():
    show_imports()
    assert ImportBatch.objects.count() == 2
    assert not Job.objects.filter(name__startswith="spreadsheets.", state=Job.State.QUEUED).exists()


def test_what_was_let_go_is_sent_anew():
    forget_batches(at=timezone.now() + timedelta(days=8))
    show_imports()
    assert ImportBatch.objects.visible_to(account_of(SENDER)).filter(state="checked").count() == 1

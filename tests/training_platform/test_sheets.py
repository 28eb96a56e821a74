"""The pages of spreadsheets: what their reader sees in each state, and that nobody else sees anything."""

import io
import uuid

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from foundations.jobs.actions import enqueue
from foundations.jobs.models import Job
from foundations.spreadsheets import actions
from foundations.spreadsheets.models import ImportBatch
from network.models import Person
from tests.makers.jobs import run_queued_jobs
from tests.makers.sheets import make_batch, make_workbook

GIVEN_UP = [
    ("mapped", "failed", "no se escribió nada"),
    ("undoing", "applied", "No se pudo deshacer en tres intentos"),
]
GOOD = ["Neira", "Iván", "fiscal"]
HEADINGS = ["Apellidos", "Nombres", "Cargo"]


def upload(client, content: bytes, *, name: str = "personas.xlsx", key: str = "", **more):
    file = SimpleUploadedFile(name, content)
    posted = {"file": file, "key": key or str(uuid.uuid4())} | more
    return client.post(reverse("sheets:start", args=["people"]), posted, follow=True)


def worked(batch: ImportBatch) -> ImportBatch:
    """As far as the queue brings it without its author."""
    for step in (actions.read_batch, actions.check_batch, actions.apply_batch, actions.undo_rows):
        batch.refresh_from_db()
        step(batch)
    batch.refresh_from_db()
    return batch


@pytest.fixture
def carla(client, cast):
    client.force_login(cast.carla)
    return client


def test_a_file_is_sent_checked_confirmed_and_undone(carla):
    page = upload(carla, make_workbook(HEADINGS, GOOD))
    assert page["Refresh"] == "2"
    assert "El archivo se está leyendo" in page.content.decode()
    batch = worked(ImportBatch.objects.get())
    url = reverse("sheets:batch", args=[batch.pk])
    page = carla.get(url)
    assert "Refresh" not in page.headers
    assert "Escribir 1 fila" in page.content.decode()
    carla.post(reverse("sheets:batch_confirm", args=[batch.pk]), {"rows": "all"})
    carla.post(reverse("sheets:batch_confirm", args=[batch.pk]), {"rows": "all"})
    assert worked(batch).state == "applied"
    assert Person.objects.filter(family_names="Neira").count() == 1
    assert "Deshacer esta importación" in carla.get(url).content.decode()
    carla.post(reverse("sheets:batch_undo", args=[batch.pk]))
    assert worked(batch).state == "undone"
    assert not Person.objects.filter(family_names="Neira").exists()


def test_an_unknown_heading_is_settled_once_and_remembered(carla):
    content = make_workbook([*HEADINGS, "Talla"], [*GOOD, "M"])
    upload(carla, content)
    batch = worked(ImportBatch.objects.get())
    page = carla.get(reverse("sheets:batch", args=[batch.pk])).content.decode()
    assert "La columna D, «Talla», no se conoce" in page
    url = reverse("sheets:batch_map", args=[batch.pk])
    chosen = {"column-0": "family_names", "column-1": "given_names", "column-2": "kind", "column-3": ""}
    page = carla.post(url, chosen, follow=True).content.decode()
    assert "no se conoce" in page
    carla.post(url, chosen | {"column-3": "-"})
    assert worked(batch).state == "checked"
    upload(carla, make_workbook([*HEADINGS, "TALLA "], ["Soto", "Ada", "fiscal", "S"]))
    assert worked(ImportBatch.objects.latest_first().first()).state == "checked"


def test_bad_rows_come_back_as_a_file_that_comes_in_again(carla):
    upload(carla, make_workbook(HEADINGS, GOOD, ["Soto", "Ada", "astronauta"]))
    batch = worked(ImportBatch.objects.get())
    page = carla.get(reverse("sheets:batch", args=[batch.pk])).content.decode()
    assert "astronauta" in page
    assert "C3" in page
    page = carla.post(reverse("sheets:batch_confirm", args=[batch.pk]), follow=True).content.decode()
    assert "Hay filas con errores" in page
    carla.post(reverse("sheets:batch_confirm", args=[batch.pk]), {"rows": "good"})
    assert worked(batch).state == "applied"
    assert Person.objects.filter(family_names__in=["Neira", "Soto"]).count() == 1
    answer = carla.get(reverse("sheets:batch_faults", args=[batch.pk]))
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][0] == "Qué corregir"
    assert rows[2][0].startswith("Tipo: Uno de estos: fiscal, ")
    assert rows[2][1:3] == ("Soto", "Ada")
    kind = rows[0].index("Tipo") + 1
    book.worksheets[0].cell(3, kind).value = "fiscal"
    stream = io.BytesIO()
    book.save(stream)
    upload(carla, stream.getvalue())
    mended = worked(ImportBatch.objects.latest_first().first())
    assert (mended.state, mended.report["counts"]["create"]) == ("checked", 1), mended.failure


def test_a_file_says_what_it_is_whose_and_of_which_day(carla, cast):
    answer = carla.get(reverse("sheets:export", args=["people"]))
    assert answer.getvalue()
    told = f"personas-{cast.office.code.lower()}-{timezone.localdate():%Y-%m-%d}.xlsx"
    assert answer["Content-Disposition"] == f'attachment; filename="{told}"'


def test_the_very_file_is_written_twice_only_on_purpose(carla):
    content = make_workbook(HEADINGS, GOOD)
    upload(carla, content)
    batch = worked(ImportBatch.objects.get())
    carla.post(reverse("sheets:batch_confirm", args=[batch.pk]))
    worked(batch)
    page = upload(carla, content).content.decode()
    assert "Este mismo archivo ya se escribió" in page
    assert "Leerlo otra vez de todos modos" in page
    assert ImportBatch.objects.count() == 1
    upload(carla, content, again="on")
    assert ImportBatch.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "vac"),
        (b"apellidos;nombres\nPaz;Eva", "archivo de texto (CSV)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel antiguo"),
        (b"PK\x03\x04cut", "incompleto"),
        (b"%PDF-1.7 \0", "No es un libro de Excel"),
    ],
)
def test_another_kind_of_file_is_told_what_it_is(carla, content, told):
    page = upload(carla, content).content.decode()
    assert told in page
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("who", ["dora", "diego", "ana", "sara", "felix"])
def test_nobody_sees_the_file_of_another(carla, client, cast, who):
    upload(carla, make_workbook(HEADINGS, GOOD))
    batch = worked(ImportBatch.objects.get())
    client.force_login(getattr(cast, who))
    for name in ("batch", "batch_faults"):
        assert client.get(reverse(f"sheets:{name}", args=[batch.pk])).status_code == 404
    for name in ("batch_map", "batch_confirm", "batch_discard", "batch_undo"):
        assert client.post(reverse(f"sheets:{name}", args=[batch.pk])).status_code == 404
    batch.refresh_from_db()
    assert batch.state == "checked"


def test_a_contact_point_whose_appointment_ended_writes_nothing(carla, cast):
    upload(carla, make_workbook(HEADINGS, GOOD))
    batch = worked(ImportBatch.objects.get())
    carla.post(reverse("sheets:batch_confirm", args=[batch.pk]))
    cast.carla.person.appointments.all().delete()
    assert worked(batch).state == "failed"
    assert "Ya no tiene permiso" in batch.failure
    assert not Person.objects.filter(family_names="Neira").exists()
    carla.force_login(cast.carla)
    assert carla.get(reverse("sheets:batch", args=[batch.pk])).status_code == 404


def test_dora_finds_no_spreadsheet(client, cast):
    client.force_login(cast.dora)
    for name in ("sheets:start", "sheets:export"):
        assert client.get(reverse(name, args=["people"])).status_code == 404
        assert client.get(reverse(name, args=["nothing"])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_batch_asks_the_same_whatever_its_rows(carla, within_a_minute, django_assert_num_queries, rows):
    upload(carla, make_workbook(HEADINGS, *[["Neira", f"Iván {number}", "nadie"] for number in range(rows)]))
    batch = worked(ImportBatch.objects.get())
    url = reverse("sheets:batch", args=[batch.pk])
    carla.get(url)
    with django_assert_num_queries(7):
        carla.get(url)


@pytest.mark.parametrize(("state", "after", "told"), GIVEN_UP)
def test_what_the_queue_gave_up_says_so_and_waits_no_more(carla, cast, state, after, told):
    batch = make_batch(cast.carla, state=state)
    job = enqueue({"mapped": "spreadsheets.check_batch", "undoing": "spreadsheets.undo_batch"}[state], batch.pk)
    Job.objects.filter(pk=job.pk).update(state="running", attempts=3)
    run_queued_jobs(may_die=True)
    batch.refresh_from_db()
    assert (batch.state, batch.is_in_hand) == (after, False)
    page = carla.get(reverse("sheets:batch", args=[batch.pk])).content.decode()
    assert told in page

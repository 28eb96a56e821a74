import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone

from foundations.audit.actions import record_event
from foundations.audit.models import AuditEvent
from network.mails import recipient_of
from privacy.actions import ask_correction
from privacy.rules import DOWNLOADS_PER_HOUR
from privacy.sources import sections_of, sources
from tests.makers.certificates import make_certificate


@pytest.fixture
def certificate(cast):
    """A certificate of ana's, and one of dora's, both with a document in the private storage."""
    made = {}
    for who in ("ana", "dora"):
        row = make_certificate(person=getattr(cast, who).person)
        row.document = storages["private"].save(f"tests/{row.pk}.pdf", ContentFile(b"%PDF-" + who.encode()))
        row.document_digest = "0" * 64
        row.save()
        made[who] = row
    yield made["ana"]
    for row in made.values():
        storages["private"].delete(row.document)


def download(client) -> zipfile.ZipFile:
    response = client.post(reverse("privacy:my_data_download"))
    assert response["Content-Type"] == "application/zip", response
    assert "no-store" in response["Cache-Control"]
    return zipfile.ZipFile(io.BytesIO(response.content))


def test_page_tells_what_is_held_on_the_reader_alone(client, cast, certificate):
    ask_correction(kind="name", wrong="Ana Maria", right="Ana María", by=cast.ana)
    ask_correction(kind="other", wrong="de dora", right="x", by=cast.dora)
    client.force_login(cast.ana)
    page = client.get(reverse("privacy:my_data")).content.decode()
    for held in ("Ana María", "López", cast.ana.email, cast.office.name_es, certificate.number):
        assert held in page
    for other in ("de dora", cast.dora.email, "Dora"):
        assert other not in page


def test_download_holds_the_records_and_the_certificates(client, cast, certificate):
    client.force_login(cast.ana)
    archive = download(client)
    assert archive.namelist() == ["personal-data.json", f"certificates/{certificate.number}.pdf"]
    assert archive.read(archive.namelist()[1]) == b"%PDF-ana"
    told = json.loads(archive.read("personal-data.json"))
    assert len(told["sections"]) >= len(sources()) - 3
    assert cast.ana.email in json.dumps(told)
    assert cast.dora.email not in json.dumps(told)


def test_download_is_recorded_and_limited_per_hour(client, cast):
    client.force_login(cast.ana)
    for _ in range(DOWNLOADS_PER_HOUR):
        download(client)
    events = AuditEvent.objects.filter(action="privacy.records_downloaded")
    assert {event.actor for event in events} == {cast.ana.person_id}
    refused = client.post(reverse("privacy:my_data_download"), follow=True)
    assert refused.redirect_chain
    assert events.count() == DOWNLOADS_PER_HOUR


def test_limit_is_the_readers_own_and_ends_with_the_hour(client, cast):
    for _ in range(DOWNLOADS_PER_HOUR):
        record_event(
            "privacy.records_downloaded", cast.ana.person, by=cast.ana, at=timezone.now() - timedelta(minutes=61)
        )
        record_event("privacy.records_downloaded", cast.dora.person, by=cast.dora)
    client.force_login(cast.ana)
    download(client)


def test_download_leaves_no_file_behind(client, cast, tmp_path, monkeypatch):
    import tempfile

    def refuse(*_args, **_kwargs):
        raise AssertionError("a temporary file")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refuse)
    client.force_login(cast.ana)
    download(client)


def test_download_is_a_button_not_a_link(client, cast):
    client.force_login(cast.ana)
    assert client.get(reverse("privacy:my_data_download")).status_code == 405
    assert client.get(reverse("privacy:my_data")).status_code == 200


@pytest.mark.parametrize("name", ["my_data", "correction_list", "correction_ask"])
def test_strangers_are_sent_to_the_sign_in(client, db, name):
    response = client.get(reverse(f"privacy:{name}"))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_funder_and_person_without_records_have_a_page_too(client, cast):
    client.force_login(cast.felix)
    assert client.get(reverse("privacy:my_data")).status_code == 200
    download(client)


def test_long_sections_are_cut_on_the_page_and_whole_in_the_download(client, cast):
    for _ in range(30):
        record_event("network.signed_in", cast.ana.person, by=cast.ana)
    client.force_login(cast.ana)
    page = client.get(reverse("privacy:my_data"))
    sign_ins = next(section for section in page.context["sections"] if section.title == "Ingresos")
    assert len(sign_ins.rows) >= 30
    assert "Los primeros 10 de" in page.content.decode()
    told = json.loads(download(client).read("personal-data.json"))
    assert len(next(each for each in told["sections"] if each["title"] == "Ingresos")["rows"]) >= 30


def test_secrets_are_in_no_section(cast):
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=cast.ana, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    told = json.dumps([section.rows for section in sections_of(cast.ana.person)], default=str, ensure_ascii=False)
    assert "JBSWY3DPEHPK3PXP" not in told
    assert cast.ana.password not in told


def test_every_source_keeps_the_contract(cast, certificate):
    for source in sources():
        for section in source(cast.ana.person):
            assert section.title
            assert all(list(row) == section.labels for row in section.rows), section.title
            json.dumps([{str(label): str(value) for label, value in row.items()} for row in section.rows])


def test_letters_are_told_by_subject_and_date(cast):
    from foundations.outbox.actions import write_letter
    from tests.makers.courses import make_workshop

    write_letter(
        "courses.announced",
        to=recipient_of(cast.ana.person),
        context={"workshop": make_workshop(), "office": cast.office, "address": "x"},
    )
    (section,) = (each for each in sections_of(cast.ana.person) if "Correos" in each.title)
    assert next(iter(section.rows[0].values()))


def test_notice_is_for_everybody_in_both_languages(client, db):
    for language, title in (("es", "Cómo tratamos los datos personales"), ("en", "How we treat personal data")):
        from django.utils import translation

        with translation.override(language):
            address = reverse("privacy:notice")
        page = client.get(address)
        assert page.status_code == 200
        assert title in page.content.decode()
        assert f'href="{address}"' in page.content.decode()  # from the foot of every page

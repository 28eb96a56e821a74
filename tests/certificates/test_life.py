"""What becomes of a certificate after its award, and what whoever holds the paper is told of it."""

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from certificates.actions import (
    award_certificate,
    lift_suspension,
    print_certificate,
    reissue_certificate,
    revoke_certificate,
    suspend_certificate,
)
from certificates.errors import CertificateError
from certificates.models import Certificate, CertificateStep
from certificates.rules import LIFE, may_become
from courses.models import Enrolment
from foundations.audit.models import AuditEvent
from foundations.outbox.models import Letter
from tests.makers.certificates import make_certificate
from tests.makers.jobs import queued_names

pytestmark = pytest.mark.django_db
ERROR = CertificateStep.Cause.ISSUED_IN_ERROR


@pytest.fixture
def certificate(cast):
    return print_certificate(make_certificate(cast.ana.person))


def checked(certificate, language="es") -> str:
    """What a stranger with the code reads."""
    address = reverse("verification:certificate", args=[certificate.code])
    answer = Client().get(address, {"language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def letters_to(person) -> list[str]:
    rows = Letter.objects.filter(kind="certificates.changed", recipient=person.pk).order_by("created_at")
    return [row.subject + row.text for row in rows]


def test_suspended_confirmed_and_revoked_each_is_told_to_holder_and_stranger(cast, certificate):
    suspend_certificate(certificate, reason="Denuncia anónima", by=cast.sara)
    assert "Suspendida" in checked(certificate)
    lift_suspension(certificate, by=cast.sara)
    assert "Válida" in checked(certificate)
    revoke_certificate(certificate, cause=ERROR, reason="Otra persona asistió", by=cast.sara)
    text = checked(certificate)
    assert "Revocada" in text
    assert "emitida por error" in text
    for page in (text, *letters_to(cast.ana.person)):
        assert "Denuncia" not in page
        assert "Otra persona" not in page
    told = letters_to(cast.ana.person)
    assert [("suspendida" in each, "vuelve a ser válida" in each, "fue revocada" in each) for each in told] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_twice_is_once(cast, certificate):
    for _time in range(2):
        suspend_certificate(certificate, reason="x", by=cast.sara)
    assert certificate.steps.count() == 1
    assert len(letters_to(cast.ana.person)) == 1


def test_revoked_is_for_good_and_a_corrected_attendance_gives_no_new_one(cast, certificate):
    revoke_certificate(certificate, cause=ERROR, reason="x", by=cast.sara)
    for change in (suspend_certificate, reissue_certificate):
        with pytest.raises(CertificateError):
            change(certificate, reason="x", by=cast.sara)
    seat = Enrolment.objects.get(person=certificate.person, workshop=certificate.workshop)
    assert award_certificate(seat).pk == certificate.pk
    assert Certificate.objects.count() == 1


def test_nothing_leads_out_of_revoked():
    assert [state for state in LIFE if may_become("revoked", state)] == []
    assert [state for state in LIFE if may_become("superseded", state)] == []


def test_what_was_replaced_is_withdrawn_by_its_new_version(cast, certificate):
    successor = reissue_certificate(certificate, language="en", by=cast.sara)
    with pytest.raises(CertificateError, match="reemplazada"):
        revoke_certificate(certificate, cause=ERROR, reason="x", by=cast.sara)
    assert revoke_certificate(successor, cause=ERROR, reason="x", by=cast.sara).state == "revoked"


@pytest.mark.parametrize("who", ["ana", "carla", "elsa"])
def test_only_the_secretariat_changes_what_it_is_worth(cast, certificate, who):
    with pytest.raises(CertificateError):
        revoke_certificate(certificate, cause=ERROR, reason="x", by=getattr(cast, who))
    certificate.refresh_from_db()
    assert certificate.state == "valid"


def test_a_corrected_name_is_a_new_version_of_the_same_number(cast, certificate):
    document = certificate.document
    person = certificate.person
    person.family_names = "Pérez de León"
    person.save()
    successor = reissue_certificate(certificate, by=cast.sara)
    certificate.refresh_from_db()
    assert (successor.number, successor.version, certificate.state) == (certificate.number, 2, "superseded")
    assert successor.code != certificate.code
    assert successor.facts["name"] == person.full_name
    assert successor.facts["awarded_on"] == certificate.facts["awarded_on"]
    assert storages["private"].exists(document)
    assert "certificates.print_document" in queued_names()
    assert "Reemplazada" in checked(certificate)
    assert "el nombre fue corregido" in checked(certificate)
    assert "the name was corrected" in checked(certificate, "en")
    assert successor.code not in checked(certificate)
    printed = print_certificate(successor)
    assert "Válida" in checked(printed)
    assert (
        "reemplaza a la anterior"
        in Letter.objects.filter(kind="certificates.printed").order_by("created_at").last().text
    )
    assert reissue_certificate(certificate, by=cast.sara) == successor
    assert AuditEvent.objects.filter(action="certificates.certificate_reissued").count() == 1


def test_the_same_name_and_language_say_nothing_new(cast, certificate):
    with pytest.raises(CertificateError, match="iguales|same"):
        reissue_certificate(certificate, by=cast.sara)
    other = reissue_certificate(certificate, language="en", by=cast.sara)
    assert (other.language, other.version) == ("en", 2)


def test_the_holder_finds_the_last_version_alone(cast, certificate):
    reissue_certificate(certificate, language="en", by=cast.sara)
    client = Client()
    client.force_login(cast.ana)
    with translation.override("es"):
        text = client.get(reverse("my_training")).content.decode()
    assert text.count(f"Constancia {certificate.number}") == 1
    assert "versión 2" in text


# --- The file -------------------------------------------------------------------------------------------------------


def answer_to(document: bytes, name: str = "constancia.pdf", client: Client | None = None) -> tuple[int, str]:
    with translation.override("es"):
        address = reverse("certificates:verify_file")
    answer = (client or Client()).post(address, {"file": SimpleUploadedFile(name, document)})
    return answer.status_code, answer.content.decode()


def bytes_of(certificate) -> bytes:
    with storages["private"].open(certificate.document) as kept:
        return kept.read()


def test_the_very_file_is_ours_and_one_flipped_byte_is_not(cast, certificate):
    document = bytes_of(certificate)
    assert "Archivo auténtico" in answer_to(document)[1]
    flipped = bytearray(document)
    flipped[len(flipped) // 2] ^= 1
    status, text = answer_to(bytes(flipped))
    assert (status, "Archivo auténtico" in text, "fue alterado" in text) == (200, False, True)
    suspend_certificate(certificate, reason="x", by=cast.sara)
    status, text = answer_to(document)
    assert 0 < text.find("Suspendida") < text.find("Archivo auténtico")  # what it is worth is read first


def test_what_the_network_never_issued_is_said_to_be_foreign(certificate):
    status, text = answer_to(b"%PDF-1.7\nnada\n%%EOF")
    assert (status, "no emitió este archivo" in text) == (200, True)


@pytest.mark.parametrize(
    ("document", "said"),
    [(b"MZ\x90\x00", "No es un PDF"), (b"%PDF-" + b"0" * (3 * 1024 * 1024), "más de 3 MB"), (b"", "vacío")],
)
def test_other_files_get_a_sentence_at_the_field(certificate, document, said):
    status, text = answer_to(document)
    assert (status, said in text) == (400, True)


def test_files_are_counted_and_not_kept(certificate):
    client = Client()
    before = {*storages["private"].listdir("")[1]}
    statuses = [answer_to(b"%PDF-1.7 otro", client=client)[0] for _time in range(11)]
    assert statuses == [200] * 10 + [429]
    assert {*storages["private"].listdir("")[1]} == before

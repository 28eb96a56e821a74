"""Signed papers: what readers of PDF find in them, what the public page says of them, and what stops a signature."""

import hashlib
import re
import shutil
import subprocess
from datetime import timedelta
from io import StringIO

import pytest
import responses
from django.core.cache import cache
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from certificates import tasks
from certificates.actions import print_certificate, reissue_certificate, revoke_certificate
from certificates.models import Certificate, CertificateStep
from certificates.paper import certificate_pdf
from certificates.signing import apart, keys, reading, stamp_server
from certificates.signing.authority import WARNING, lay_test_authority, renew_test_key
from certificates.signing.chains import roots_in
from certificates.signing.errors import SigningError, StampAway
from certificates.signing.sealing import can_seal, seal
from certificates.signing.seen import BROKEN, EXTENDED, NONE, UNREADABLE, WHOLE, Seen
from certificates.signing.tries import SHEET
from foundations.jobs.models import Job
from foundations.printing.pdf import typeset
from tests.makers import signing
from tests.makers.certificates import make_certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


@pytest.fixture
def key(settings, tmp_path):
    """The platform with a key; what it is named is told to the page as well."""
    settings.SIGNING_KEY_FILE = str(signing.write_key(tmp_path))
    settings.SIGNING_ROOTS_FILE = str(signing.write_root(tmp_path))
    return settings.SIGNING_KEY_FILE


@pytest.fixture
def stamped(key, settings, tmp_path):
    settings.TIMESTAMP_URL = signing.STAMPS
    settings.TIMESTAMP_ROOTS_FILE = str(signing.write_stamp_root(tmp_path))
    with responses.RequestsMock(assert_all_requests_are_fired=False) as server:
        yield server
    cache.delete(stamp_server.AWAY)


@pytest.fixture
def printed(cast, key):
    return print_certificate(make_certificate(cast.ana.person))


def bytes_of(certificate) -> bytes:
    with storages["private"].open(certificate.document) as kept:
        return kept.read()


def seen_in(document: bytes, settings) -> Seen:
    """As the public page reads it, but in this process."""
    return reading.read_signature(
        document, roots_in(settings.SIGNING_ROOTS_FILE), roots_in(settings.TIMESTAMP_ROOTS_FILE)
    )


def page_about(document: bytes, monkeypatch, settings, language: str = "es") -> str:
    """What the page says of an upload; the reader's own process is tried once, in a test of its own."""
    monkeypatch.setattr("certificates.views.signature_of", lambda file: seen_in(file, settings))
    return page_of(document, language)


def page_of(document: bytes, language: str = "es") -> str:
    with translation.override(language):
        address = reverse("certificates:verify_file")
    return Client().post(address, {"file": SimpleUploadedFile("x.pdf", document)}).text


# --- The paper ------------------------------------------------------------------------------------------------------


def test_the_signed_bytes_are_those_kept_and_hashed_and_who_signed_stands_with_them(printed, settings):
    document = bytes_of(printed)
    assert document.startswith(certificate_pdf(printed))
    assert Certificate.objects.printed_as(hashlib.sha256(document).hexdigest()).get() == printed
    assert (printed.signed_by, printed.signed_with) == ("Secretaría de la REFCO", keys.signing_key().fingerprint)
    seen = seen_in(document, settings)
    assert (seen.state, seen.is_trusted, seen.fingerprint) == (WHOLE, True, printed.signed_with)
    assert print_certificate(printed).document == printed.document
    assert document.count(b"/ByteRange") == 1


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="pdfsig and pdfinfo (poppler-utils)")
def test_other_readers_find_the_signature_and_the_paper_as_it_declared_itself(printed, tmp_path):
    file = tmp_path / "signed.pdf"
    file.write_bytes(bytes_of(printed))
    told = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=True).stdout
    for words in ("Signature is Valid", "Total document signed", "ETSI.CAdES.detached", "SHA-256"):
        assert words in told
    about = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged:\s+yes", about)
    assert re.search(r"PDF version:\s+1\.7", about)
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    assert printed.facts["name"] in text
    document = file.read_bytes()
    for declared in (rb"pdfaid:part[^0-9]{1,3}2", rb"pdfuaid:part[^0-9]{1,3}1"):
        assert len(re.findall(declared, document)) == 1
    assert re.search(rb"/F 132\s+/Rect \[ -9999", document)


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="pdfsig and pdftotext (poppler-utils)")
@pytest.mark.parametrize("kind", Certificate.Kind.values)
def test_a_paper_of_every_kind_is_read_by_other_readers(cast, key, settings, tmp_path, kind):
    certificate = print_certificate(make_certificate(cast.ana.person, kind=kind))
    file = tmp_path / "signed.pdf"
    file.write_bytes(bytes_of(certificate))
    told = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid" in told
    assert seen_in(bytes_of(certificate), settings).state == WHOLE
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    titles = [certificate.facts["wording"][language]["title"] for language in ("es", "en")]
    for words in (certificate.facts["name"], certificate.number, *titles):
        assert words in text


def test_a_renamed_person_leaves_the_paper_and_its_check_as_they_are(cast, printed):
    before, name = bytes_of(printed), printed.facts["name"]
    type(printed.person).objects.filter(pk=printed.person_id).update(family_names="Otros Apellidos")
    kept = Certificate.objects.get(pk=printed.pk)
    assert print_certificate(kept).document_digest == hashlib.sha256(before).hexdigest()
    assert before.startswith(certificate_pdf(kept))
    page = Client().post(reverse("verification:certificate", args=[kept.code]), {"name": name})
    assert page.context["is_same_name"] is True


def test_no_key_set_leaves_the_paper_as_it_is_and_the_page_says_so(cast, monkeypatch, settings):
    certificate = print_certificate(make_certificate(cast.ana.person))
    assert (certificate.signed_by, certificate.signed_with) == ("", "")
    assert bytes_of(certificate) == certificate_pdf(certificate)
    text = page_about(bytes_of(certificate), monkeypatch, settings)
    assert "Archivo auténtico" in text
    assert "no lleva firma electrónica" in text


def test_two_workers_at_once_keep_one_signed_paper(printed, monkeypatch):
    again = Certificate.objects.get(pk=printed.pk)
    again.document_digest = ""  # as a worker sees it that began at the same instant, or after a kill
    before = set(storages["private"].listdir("certificates")[1])
    print_certificate(again)
    assert set(storages["private"].listdir("certificates")[1]) == before
    assert again.document_digest == printed.document_digest


def test_the_secretariat_reads_who_signed_which_paper(cast, printed, settings, client):
    client.force_login(cast.sara)
    address = reverse("certificate_records:inspect", args=[printed.pk])
    assert f"Secretaría de la REFCO, con la clave {printed.signed_with[:16]}" in client.get(address).text
    settings.SIGNING_KEY_FILE = ""
    unsigned = print_certificate(make_certificate(cast.berta.person))
    page = client.get(reverse("certificate_records:inspect", args=[unsigned.pk])).text
    assert "no lleva firma electrónica" in page


# --- Whose key ------------------------------------------------------------------------------------------------------


def test_a_rotated_key_leaves_old_signatures_valid(cast, printed, settings, tmp_path, monkeypatch):
    settings.SIGNING_KEY_FILE = str(signing.write_key(tmp_path, "Secretaría 2027"))
    later = print_certificate(make_certificate(cast.berta.person))
    assert printed.signed_with != later.signed_with
    for certificate, name in ((printed, "Secretaría de la REFCO"), (later, "Secretaría 2027")):
        text = page_about(bytes_of(certificate), monkeypatch, settings)
        assert "Archivo auténtico" in text
        assert f"de {name}, íntegra" in text
        assert "una autoridad que la Red reconoce" in text


def test_a_file_of_the_key_that_is_replaced_signs_from_then_on(key, tmp_path, settings):
    first = keys.signing_key().fingerprint
    other = signing.write_key(tmp_path, "Otra")
    other.replace(key)
    assert keys.signing_key().fingerprint != first


def test_pkcs12_opens_with_its_password_and_tells_nothing_with_another(settings, tmp_path):
    settings.SIGNING_KEY_FILE = str(signing.write_container(tmp_path, b"contrasena-de-prueba"))
    settings.SIGNING_KEY_PASSWORD = "contrasena-de-prueba"
    key = keys.signing_key()
    assert len(key.chain) == 1
    assert "PRIVATE" not in repr(key)
    keys._read_before.clear()
    settings.SIGNING_KEY_PASSWORD = "otra-contrasena"
    with pytest.raises(SigningError) as told:
        keys.signing_key()
    assert "otra-contrasena" not in str(told.value)
    assert told.value.__cause__ is None


def test_a_key_that_is_gone_or_run_out_signs_nothing_and_the_paper_waits(cast, key, settings, tmp_path, caplog):
    certificate = make_certificate(cast.ana.person, awarded_at=timezone.now() - timedelta(hours=1))
    for file in ("gone.pem", signing.write_key(tmp_path, "Vencida", holds=timedelta(hours=-1))):
        settings.SIGNING_KEY_FILE = str(file)
        tasks.print_document(str(certificate.pk))
        tasks.print_missing()
        assert not can_seal()
    certificate.refresh_from_db()
    assert certificate.document_digest == ""
    assert not Job.objects.filter(name="certificates.print_document").exists()
    assert "certificates.not_signed" in caplog.text
    settings.SIGNING_KEY_FILE = key
    tasks.print_missing()
    assert Job.objects.filter(name="certificates.print_document").count() == 1
    tasks.print_document(str(certificate.pk))
    certificate.refresh_from_db()
    assert certificate.signed_with


def test_the_demonstration_makes_an_authority_that_says_it_is_none(settings, tmp_path):
    folder = tmp_path / "signing"
    file = lay_test_authority(folder)
    assert lay_test_authority(folder).read_bytes() == file.read_bytes()
    assert {each.stat().st_mode & 0o777 for each in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    settings.SIGNING_KEY_FILE, settings.SIGNING_ROOTS_FILE = str(file), str(folder / "authority.pem")
    former = keys.signing_key()
    assert WARNING in former.subject
    renew_test_key(folder, at=timezone.now())
    assert keys.signing_key().fingerprint != former.fingerprint
    assert former.certificate.issuer == keys.signing_key().certificate.issuer


# --- What a stranger's file says ------------------------------------------------------------------------------------


def flipped(document: bytes) -> bytes:
    changed = bytearray(document)
    changed[1000] ^= 1
    return bytes(changed)


def test_one_flipped_byte_and_one_added_are_told_apart(printed, settings, monkeypatch):
    document = bytes_of(printed)
    assert seen_in(flipped(document), settings).state == BROKEN
    assert seen_in(document + b"\n", settings).state == EXTENDED
    text = page_about(flipped(document), monkeypatch, settings)
    assert "Archivo auténtico" not in text
    assert "fue modificado después de firmarse" in text
    assert "se le añadió algo" in page_about(document + b"\n", monkeypatch, settings)


def test_a_replaced_name_signed_by_somebody_else_is_not_of_the_network(printed, settings, tmp_path, monkeypatch):
    printed.facts["name"] = "Impostor Falso"
    settings.SIGNING_KEY_FILE = str(signing.write_key(tmp_path, "Falsificador"))
    forged = seal(certificate_pdf(printed), about="x").document
    text = page_about(forged, monkeypatch, settings)
    assert "Archivo auténtico" not in text
    assert "no se hizo con una clave de la Red" in text
    assert "Falsificador" in text


def test_a_key_of_ours_under_a_file_that_was_never_issued_is_told(printed, settings, monkeypatch):
    text = page_about(seal(certificate_pdf(printed), about="other").document, monkeypatch, settings, "en")
    assert "made with a key of the network" in text
    assert "Genuine file" not in text


def test_revoked_and_replaced_papers_stay_signed_and_say_what_they_are_worth(cast, printed, settings, monkeypatch):
    successor = print_certificate(reissue_certificate(printed, language="en", by=cast.sara))
    revoke_certificate(successor, cause=CertificateStep.Cause.ISSUED_IN_ERROR, reason="x", by=cast.sara)
    for certificate, worth in ((printed, "Reemplazada"), (successor, "Revocada")):
        text = page_about(bytes_of(certificate), monkeypatch, settings)
        assert "íntegra" in text
        assert worth in text


def test_without_named_authorities_the_page_leaves_the_chain_to_the_reader(printed, settings, monkeypatch):
    settings.SIGNING_ROOTS_FILE = ""
    assert "Aquí no se puede decir" in page_about(bytes_of(printed), monkeypatch, settings)


@pytest.mark.parametrize(
    "document",
    [
        b"%PDF-1.7\n/ByteRange [0 1 2 3]",
        b"%PDF-1.7\n/ByteRange" + b"[" * 200_000,
        b"%PDF-1.7\n1 0 obj\n<</Type/Sig/ByteRange [0 9 99 1]>>\nendobj\nstartxref\n9\n%%EOF",
    ],
)
def test_hostile_files_are_unreadable_and_no_error(document, settings, monkeypatch):
    assert seen_in(document, settings).state == UNREADABLE
    assert "no se pudo leer" in page_about(document, monkeypatch, settings)


def test_the_reader_runs_apart_without_our_variables_and_within_bounds(printed, settings, monkeypatch):
    assert apart.signature_of(bytes_of(printed)) == seen_in(bytes_of(printed), settings)
    assert apart.signature_of(b"%PDF-1.7 nothing") == Seen(NONE)
    monkeypatch.setattr(apart, "ANSWERS_WITHIN_SECONDS", 0.01)
    assert apart.signature_of(bytes_of(printed)) == Seen(UNREADABLE)
    monkeypatch.setattr("certificates.views.signature_of", lambda _file: Seen(UNREADABLE))
    text = page_of(bytes_of(printed))
    assert "Archivo auténtico" in text
    assert "No se pudo leer de nuevo" in text


# --- Time stamps ----------------------------------------------------------------------------------------------------


def test_a_time_stamp_is_on_the_paper_and_the_page_says_whose(cast, stamped, settings, monkeypatch):
    signing.answer_stamps(stamped)
    certificate = print_certificate(make_certificate(cast.ana.person))
    seen = seen_in(bytes_of(certificate), settings)
    assert (seen.state, seen.is_trusted, seen.is_stamp_trusted) == (WHOLE, True, True)
    assert "sello de tiempo de Sellos de las pruebas" in page_about(bytes_of(certificate), monkeypatch, settings)
    assert len(stamped.calls) == 1


@pytest.mark.parametrize(
    "answer",
    [
        {"body": b"", "status": 503},
        {"body": b"", "status": 302, "headers": {"Location": "http://169.254.169.254/"}},
        {"body": b"<html>", "content_type": "text/html"},
        {"body": b"no DER", "content_type": signing.REPLY},
        {"body": b"0" * (65 * 1024), "content_type": signing.REPLY},
        {"body": ConnectionError("refused")},
    ],
)
def test_a_time_stamp_not_to_be_had_holds_the_paper_back(cast, stamped, answer):
    signing.answer_stamps(stamped, **answer)
    certificate = make_certificate(cast.ana.person, awarded_at=timezone.now() - timedelta(hours=1))
    for _time in range(2):
        tasks.print_document(str(certificate.pk))
    certificate.refresh_from_db()
    assert certificate.document_digest == ""
    assert len(stamped.calls) == 1  # left alone after the first
    assert not can_seal()
    cache.delete(stamp_server.AWAY)
    stamped.reset()
    signing.answer_stamps(stamped)
    tasks.print_document(str(certificate.pk))
    certificate.refresh_from_db()
    assert certificate.signed_with


def test_a_stamp_of_another_hash_or_another_authority_is_refused(stamped, settings):
    other = signing.stamp(signing.stamper().request_cms(b"\x00" * 32, "sha256")[1].dump())
    signing.answer_stamps(stamped, body=other, content_type=signing.REPLY)
    document = typeset(SHEET, {}, at=timezone.now())
    with pytest.raises(StampAway):
        seal(document, about="x")
    cache.delete(stamp_server.AWAY)
    stamped.reset()
    signing.answer_stamps(stamped)
    settings.TIMESTAMP_ROOTS_FILE = settings.SIGNING_ROOTS_FILE
    with pytest.raises(StampAway, match="somebody else"):
        seal(document, about="x")


# --- The command ----------------------------------------------------------------------------------------------------


def said(*words: str) -> str:
    out = StringIO()
    call_command("signing_key", *words, stdout=out, stderr=out)
    return out.getvalue()


def test_the_command_shows_whose_key_it_is_and_tries_it(printed, key):
    shown = said("show")
    assert printed.signed_with in shown
    assert "1  Secretaría de la REFCO" in shown
    assert "signs now" in shown
    assert "signed by Secretaría de la REFCO: whole" in said("try")


def test_the_command_refuses_what_cannot_sign_and_says_when_nothing_is_set(settings, tmp_path):
    assert "No key is set" in said("show")
    settings.SIGNING_KEY_FILE = str(tmp_path / "gone.pem")
    with pytest.raises(CommandError):
        said("try")

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from certificates.actions import print_certificate, revoke_certificate
from certificates.limits import MOST_LOOK_UPS, MOST_NAMES
from certificates.rules import grouped_code
from foundations.audit.models import AuditEvent
from tests.makers.certificates import make_certificate

CANARIES = ("Ana María", "López", "Ministerio Público de Honduras", "Honduras", "HN")


@pytest.fixture
def certificate(cast):
    return print_certificate(make_certificate(cast.ana.person))


def document_address(certificate) -> str:
    with translation.override("es"):
        return reverse("certificates:document", args=[certificate.pk])


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", ["ana", "carla", "elsa", "sara"])
def test_document_is_given_to_its_holder_her_contact_point_and_staff(cast, certificate, name):
    response = signed_in(getattr(cast, name)).get(document_address(certificate))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{certificate.number}.pdf"'
    assert "no-store" in response["Cache-Control"]
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert AuditEvent.objects.get(action="certificates.document_read").actor == getattr(cast, name).person_id


@pytest.mark.parametrize("name", ["dora", "berta", "diego", "bruno", "felix"])
def test_document_does_not_exist_for_anybody_else(cast, certificate, name):
    assert signed_in(getattr(cast, name)).get(document_address(certificate)).status_code == 404
    assert not AuditEvent.objects.filter(action="certificates.document_read").exists()


def test_document_asks_the_unknown_to_sign_in(certificate):
    response = Client().get(document_address(certificate))
    assert response.status_code == 302
    assert "next=" in response["Location"]


def test_document_is_only_read(cast, certificate):
    assert signed_in(cast.ana).post(document_address(certificate)).status_code == 405


def test_document_that_is_not_printed_yet_says_so(cast):
    certificate = make_certificate(cast.ana.person)
    response = signed_in(cast.ana).get(document_address(certificate))
    assert response.status_code == 202
    assert "se está imprimiendo" in response.text
    assert signed_in(cast.dora).get(document_address(certificate)).status_code == 404


def test_verification_shows_initials_and_never_who_it_is(client, certificate):
    response = client.get(f"/v/{certificate.code}/?language=es")
    assert response.status_code == 200
    assert "A. M. L." in response.text
    assert certificate.number in response.text
    assert certificate.workshop.title_es in response.text
    assert grouped_code(certificate.code) in response.text
    assert "Válida" in response.text
    drawn = (grouped_code(certificate.code), certificate.code)  # by lot, two letters of a country may stand in it
    told = response.text.replace(drawn[0], "").replace(drawn[1], "")
    assert not [canary for canary in CANARIES if canary in told]


def test_verification_is_neither_listed_nor_kept(client, certificate):
    for code in (certificate.code, "0" * 32):
        response = client.get(f"/v/{code}/")
        assert response["X-Robots-Tag"].startswith("noindex")
        assert "no-store" in response["Cache-Control"]


def test_verification_speaks_the_language_asked_for(client, certificate):
    english = client.get(f"/v/{certificate.code}/?language=en").text
    assert '<html lang="en"' in english
    assert certificate.workshop.title_en in english
    assert (
        '<html lang="es"' in client.get(f"/v/{certificate.code}/?language=fr", headers={"accept-language": "es"}).text
    )


def test_revoked_certificate_is_shown_as_revoked(client, certificate):
    certificate.state = "revoked"
    certificate.save()
    response = client.get(f"/v/{certificate.code}/?language=es")
    assert response.status_code == 200
    assert "Revocada" in response.text
    assert "state--positive" not in response.text


@pytest.mark.parametrize("code", ["0" * 32, "x", "REFCO-2012-00001", "..%2f"])
def test_unknown_code_is_plainly_not_found(client, db, code):
    response = client.get(f"/v/{code}/?language=es")
    assert response.status_code == 404
    assert "no encontrada" in response.text


@pytest.mark.parametrize(("accept", "questions"), [("text/html", 3), ("application/json", 2)])
def test_unknown_code_asks_as_much_as_a_known_one(
    client, cast, certificate, django_assert_num_queries, accept, questions
):
    withdrawn = make_certificate(cast.dora.person)
    revoke_certificate(withdrawn, cause="issued_in_error", reason="No asistió", by=None)
    codes = (certificate.code, withdrawn.code, "0" * 32, "x", certificate.number)
    client.get("/v/x/", headers={"accept": accept})  # what is asked once by each process
    for code in codes:
        with django_assert_num_queries(questions):
            client.get(f"/v/{code}/", headers={"accept": accept})


def test_code_is_accepted_as_it_stands_on_paper(client, certificate):
    typed = grouped_code(certificate.code).upper()
    response = client.get("/es/verificar/", {"code": typed})
    assert response.status_code == 302
    assert response["Location"] == f"/v/{certificate.code}/"
    assert client.get(f"/v/{typed}/").status_code == 200


def test_form_says_what_a_code_looks_like(client, db):
    assert client.get("/es/verificar/").status_code == 200
    response = client.get("/es/verificar/", {"code": "abc"})
    assert response.status_code == 400
    assert "32 caracteres" in response.text


@pytest.mark.parametrize(
    ("language", "said"), [("es/verificar", "número de la constancia"), ("en/verify", "certificate&#x27;s number")]
)
def test_number_in_place_of_the_code_is_recognised(client, certificate, language, said):
    response = client.get(f"/{language}/", {"code": certificate.number})
    assert response.status_code == 400
    assert said in response.text
    assert said in client.get(f"/{language}/", {"code": "REFCO-2099-99999"}).text  # whether it exists is not told


def test_short_address_leads_to_the_form(client, db):
    assert client.get("/v/?language=en")["Location"] == "/en/verify/"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("ana maria lopez", "Sí:"),
        ("LÓPEZ, Ana María", "Sí:"),
        ("Ana López", "No coincide:"),
        ("Ana María", "No coincide:"),
        ("Luis", "No coincide:"),
    ],
)
def test_name_that_is_typed_is_answered_yes_or_no(client, certificate, typed, answer):
    response = client.post(f"/v/{certificate.code}/?language=es", {"name": typed})
    assert answer in response.text
    assert "López" not in response.text
    assert typed not in response.text


def test_empty_name_is_not_compared(client, certificate):
    response = client.post(f"/v/{certificate.code}/?language=es", {"name": " "})
    assert "Sí:" not in response.text
    assert "No coincide:" not in response.text


def test_name_is_taken_only_from_our_own_form(certificate):
    client = Client(enforce_csrf_checks=True)
    assert client.post(f"/v/{certificate.code}/", {"name": "Ana María López"}).status_code == 403


def test_guessing_codes_is_slowed_down(client, certificate):
    codes = [client.get(f"/v/{number:032x}/").status_code for number in range(MOST_LOOK_UPS + 5)]
    assert codes == [404] * MOST_LOOK_UPS + [429] * 5
    refused = client.get(f"/v/{certificate.code}/?language=es")
    assert refused.status_code == 429
    assert refused["Retry-After"]
    assert "Inténtelo de nuevo dentro de 10 minutos" in refused.text
    assert client.get(f"/v/{certificate.code}/", REMOTE_ADDR="203.0.113.9").status_code == 200


def test_guessing_names_is_slowed_down_sooner(client, certificate):
    address = f"/v/{certificate.code}/"
    codes = [client.post(address, {"name": f"Nombre {number}"}).status_code for number in range(MOST_NAMES + 1)]
    assert codes == [200] * MOST_NAMES + [429]


def test_a_whole_ipv6_network_counts_as_one_asker(client, certificate):
    for host in range(MOST_LOOK_UPS):
        client.get("/v/x/", REMOTE_ADDR=f"2001:db8::{host:x}")
    assert client.get("/v/x/", REMOTE_ADDR="2001:db8::ffff").status_code == 429
    assert client.get("/v/x/", REMOTE_ADDR="2001:db8:0:1::1").status_code == 404

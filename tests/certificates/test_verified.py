"""The same address answers a program: the same facts, the same limits, nobody's name."""

import pytest

from certificates.actions import lift_suspension, revoke_certificate, suspend_certificate
from certificates.limits import MOST_LOOK_UPS, MOST_NAMES
from certificates.views import verification
from tests.makers.certificates import make_certificate

JSON = {"accept": "application/json"}
CANARIES = ("Ana", "López", "Ministerio Público de Honduras", "Honduras", "HN", "@")


@pytest.fixture
def certificate(cast):
    return make_certificate(cast.ana.person)


def test_program_is_told_what_the_page_says(client, certificate):
    response = client.get(f"/v/{certificate.code}/?language=en", headers=JSON)
    told = response.json()
    assert response["Content-Type"] == "application/json"
    assert "Accept" in response["Vary"]
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"].startswith("noindex")
    assert told["state"] == "valid"
    assert told["holder"] == "A. M. L."
    assert told["workshop"] == certificate.workshop.title_en
    assert told["hours"] == float(certificate.facts["hours"])
    assert (told["since"], told["cause"]) == (None, None)
    assert not [canary for canary in CANARIES if canary in response.text]
    assert certificate.code not in response.text


@pytest.mark.parametrize("accept", ["text/html", "*/*", "text/html,application/json;q=0.9", ""])
def test_everybody_else_gets_the_page(client, certificate, accept):
    response = client.get(f"/v/{certificate.code}/", headers={"accept": accept})
    assert response["Content-Type"].startswith("text/html")
    assert "Accept" in response["Vary"]


def test_unknown_code_is_told_apart_from_nothing(client, certificate):
    answers = [client.get(f"/v/{code}/", headers=JSON) for code in ("0" * 32, "x", certificate.number)]
    assert {answer.status_code for answer in answers} == {404}
    assert [answer.json() for answer in answers] == [{"state": "unknown"}] * 3


def test_state_and_cause_are_told_but_no_remark(client, certificate):
    suspend_certificate(certificate, reason="Denuncia de Marta", by=None)
    assert client.get(f"/v/{certificate.code}/", headers=JSON).json()["state"] == "suspended"
    lift_suspension(certificate, by=None)
    told = client.get(f"/v/{certificate.code}/", headers=JSON).json()
    assert (told["state"], told["cause"]) == ("valid", None)
    revoke_certificate(certificate, cause="issued_in_error", reason="Asistió Marta", by=None)
    response = client.get(f"/v/{certificate.code}/?language=es", headers=JSON)
    assert response.json()["state"] == "revoked"
    assert response.json()["cause"] == {"code": "issued_in_error", "words": "emitida por error"}
    assert "Marta" not in response.text


def test_name_that_is_posted_is_answered_yes_or_no(client, certificate):
    address = f"/v/{certificate.code}/"
    assert client.post(address, {"name": "lopez ana maria"}, headers=JSON).json()["is_same_name"] is True
    other = client.post(address, {"name": "Ana Lopes"}, headers=JSON)
    assert other.json()["is_same_name"] is False
    assert "Lopes" not in other.text
    assert "is_same_name" not in client.post(address, {"name": ""}, headers=JSON).json()


def test_programs_are_slowed_down_with_everybody_else(client, certificate):
    for _ in range(MOST_LOOK_UPS):
        client.get("/v/x/")
    refused = client.get(f"/v/{certificate.code}/", headers=JSON)
    assert (refused.status_code, refused["Retry-After"]) == (429, "600")
    assert refused.json() == {"state": "not_asked", "reason": "too_many_questions"}


def test_names_are_slowed_down_for_programs_too(client, certificate):
    posted = [client.post(f"/v/{certificate.code}/", {"name": "X"}, headers=JSON) for _ in range(MOST_NAMES + 1)]
    assert [answer.status_code for answer in posted] == [200] * MOST_NAMES + [429]


@pytest.mark.parametrize("state", ["unknown", "valid", "suspended", "revoked"])
def test_every_code_costs_the_same_questions(rf, certificate, django_assert_num_queries, state):
    if state in ("suspended", "revoked"):
        suspend_certificate(certificate, reason="", by=None)
    if state == "revoked":
        revoke_certificate(certificate, cause="improper", reason="x", by=None)
    code = "0" * 32 if state == "unknown" else certificate.code
    with django_assert_num_queries(2):
        verification(rf.get("/", headers=JSON), code=code)

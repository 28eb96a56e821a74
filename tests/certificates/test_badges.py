"""Badges: signed so that others verify them, revocable, in pictures, shared by their holder alone."""

import base64
import gzip
import hashlib
import io
import json
import re
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidSignature
from defusedxml.ElementTree import fromstring
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone
from PIL import Image

from certificates import tasks
from certificates.actions import (
    lift_suspension,
    print_certificate,
    reissue_certificate,
    revoke_certificate,
    suspend_certificate,
)
from certificates.badges import keys
from certificates.badges.actions import hide_badge, issue_badge, share_badge
from certificates.badges.baking import baked_png, baked_svg
from certificates.badges.status import PURPOSES, SIZE, encoded
from certificates.errors import CertificateError
from certificates.models import Badge, Certificate
from foundations.audit.models import AuditEvent
from foundations.jobs.models import Job
from tests.certificates.reading_badges import opened, path_of, states_of, terms, unpadded, words_of
from tests.makers.badges import make_badge, make_shared_badge
from tests.makers.certificates import make_certificate
from tests.makers.network import make_person

CANARIES = ("Ana", "López", "Lopez", "Ministerio", "Honduras", "ana@", "REFCO-2012")


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.BADGE_KEYS_DIR = tmp_path / "keys"


@pytest.fixture
def badge(cast) -> Badge:
    return make_badge(cast.ana)


# --- What it says ----------------------------------------------------------------------------------------------------


def test_badge_is_an_open_badge_that_anybody_verifies(badge):
    header, payload = opened(badge.credential)
    facts = badge.certificate.facts
    assert header["typ"] == "JWT"
    assert payload["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert payload["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert (payload["iss"], payload["jti"]) == (payload["issuer"]["id"], payload["id"])
    assert payload["sub"] == payload["credentialSubject"]["id"]
    assert payload["credentialSubject"]["achievement"]["name"] == facts["workshop"][facts["language"]]
    assert payload["nbf"] == int(badge.certificate.awarded_at.timestamp())
    assert payload["validFrom"].endswith("Z")


# What Open Badges 3.0 (appendix B) asks of each class that a badge has, in our words: what must be there, and for a
# class that is closed what may be there besides.
CLASSES = {
    "OpenBadgeCredential": ({"@context", "id", "type", "name", "credentialSubject", "issuer", "validFrom"}, None),
    "AchievementSubject": ({"type", "achievement"}, None),
    "Achievement": ({"id", "type", "name", "description", "criteria"}, None),
    "Profile": ({"id", "type"}, None),
    "IdentityObject": ({"type", "hashed", "identityHash", "identityType"}, {"salt"}),
    "BitstringStatusListEntry": (
        {"id", "type", "statusPurpose", "statusListIndex", "statusListCredential"},
        {"statusSize", "statusMessage", "statusReference"},
    ),
}


def things_in(value: object):
    """Every object of a document, at whatever depth."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from things_in(each)


def test_every_part_of_a_badge_has_what_its_class_asks_for(badge):
    seen = set()
    for thing in things_in(opened(badge.credential)[1]):
        kinds = thing.get("type", [])
        for kind in {kinds} if isinstance(kinds, str) else set(kinds) - {"VerifiableCredential"}:
            needed, besides = CLASSES[kind]
            assert needed <= set(thing)
            assert besides is None or set(thing) <= needed | besides
            seen.add(kind)
    assert seen == set(CLASSES)


def test_altered_badge_is_refused(badge):
    head, payload, signature = badge.credential.split(".")
    said = json.loads(unpadded(payload)) | {"name": "Another workshop"}
    forged = base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()
    with pytest.raises(InvalidSignature):
        opened(f"{head}.{forged}.{signature}")


def test_badge_names_nobody(badge):
    _header, payload = opened(badge.credential)
    said = json.dumps(payload, ensure_ascii=False)
    assert [canary for canary in CANARIES if canary in said] == []
    assert badge.certificate.code not in said


def test_holder_can_prove_the_badge_by_the_address(badge, cast):
    _header, payload = opened(badge.credential)
    [identity] = payload["credentialSubject"]["identifier"]
    digest = hashlib.sha256((cast.ana.email + identity["salt"]).encode()).hexdigest()
    assert identity["identityHash"] == f"sha256${digest}"
    other = make_badge(cast.ana)
    [again] = opened(other.credential)[1]["credentialSubject"]["identifier"]
    assert again["identityHash"] != identity["identityHash"]  # two badges of one person are not to be joined by it


def test_issuer_lists_every_key_that_signs(badge):
    header, payload = opened(badge.credential)
    document = Client().get(path_of(payload["iss"])).json()
    assert document["id"] == payload["iss"]
    assert header["kid"] in document["assertionMethod"]
    assert [method["id"] for method in document["verificationMethod"]] == document["assertionMethod"]
    jwks = Client().get("/badges/keys.json")
    assert [key["kid"] for key in jwks.json()["keys"]] == document["assertionMethod"]
    assert "public" in jwks["Cache-Control"]
    assert jwks["Access-Control-Allow-Origin"] == "*"


def test_every_word_is_defined_in_the_contexts_kept_here(badge):
    claims = {"iss", "jti", "sub", "nbf", "@context"}
    assert words_of(opened(badge.credential)[1]) - claims <= terms()
    listed = opened(Client().get("/badges/status/revocation/").text)[1]
    assert words_of(listed) - claims <= terms()


# --- What it is still worth ------------------------------------------------------------------------------------------


def test_status_flips_with_the_certificate(badge):
    certificate = badge.certificate
    assert states_of(badge) == {"revocation": False, "suspension": False}
    suspend_certificate(certificate, by=None, reason="")
    assert states_of(badge) == {"revocation": False, "suspension": True}
    lift_suspension(certificate, by=None)
    assert states_of(badge) == {"revocation": False, "suspension": False}
    revoke_certificate(certificate, cause="improper", reason="", by=None)
    assert states_of(badge) == {"revocation": True, "suspension": False}


def test_badge_of_a_replaced_certificate_is_revoked_and_others_are_not(badge, cast):
    other = make_badge(cast.dora)
    reissue_certificate(badge.certificate, language="en", by=None)
    assert states_of(badge)["revocation"]
    assert not states_of(other)["revocation"]


def test_list_is_long_and_its_first_bit_leftmost():
    bits = gzip.decompress(unpadded(encoded([0, 9, SIZE - 1])[1:]))
    assert (len(bits) * 8, bits[0], bits[1], bits[-1]) == (SIZE, 0x80, 0x40, 0x01)


def test_list_takes_one_query_and_other_purposes_are_not_there(badge, client, django_assert_num_queries):
    for purpose in PURPOSES:
        with django_assert_num_queries(1):
            assert client.get(f"/badges/status/{purpose}/")["Cache-Control"] == "public, max-age=300"
    assert client.get("/badges/status/other/").status_code == 404


# --- Keys ------------------------------------------------------------------------------------------------------------


def test_old_badges_are_verified_after_the_key_was_changed(badge, cast):
    long_ago = timezone.now() - timedelta(days=1)
    newer = keys.make_key(at=timezone.now() - keys.PUBLISHED_FIRST)
    other = issue_badge(make_certificate(cast.ana.person), by=cast.ana)
    assert other.kid == newer.kid != badge.kid
    keys.retire_key(badge.kid)
    opened(badge.credential)
    opened(other.credential)
    assert keys.signing_key(at=long_ago).kid == newer.kid


def test_new_key_waits_until_readers_know_it(badge, cast):
    fresh = keys.make_key(at=timezone.now() + timedelta(seconds=5))
    assert issue_badge(make_certificate(cast.ana.person), by=cast.ana).kid == badge.kid
    assert keys.signing_key(at=fresh.made_at + keys.PUBLISHED_FIRST).kid == fresh.kid


def test_badge_of_a_withdrawn_key_is_made_again_in_its_place(badge, cast):
    keys.make_key(at=timezone.now() - keys.PUBLISHED_FIRST)
    keys.withdraw_key(badge.kid)
    assert Client().get(f"/badges/keys/{badge.kid}/").status_code == 404
    again = issue_badge(badge.certificate, by=cast.ana)
    opened(again.credential)
    assert again.status_index == badge.status_index
    assert again.kid != badge.kid


def test_keys_are_files_for_us_alone(badge, settings):
    assert {path.stat().st_mode & 0o777 for path in settings.BADGE_KEYS_DIR.iterdir()} == {0o600}


def test_command_keeps_a_key_that_can_sign(badge, capsys):
    with pytest.raises(CommandError, match="make another"):
        call_command("badge_keys", "retire", badge.kid)
    call_command("badge_keys", "make")
    call_command("badge_keys", "retire", badge.kid)
    with pytest.raises(CommandError, match="no such key"):
        call_command("badge_keys", "withdraw", "x")
    call_command("badge_keys", "list")
    assert f"{badge.kid} retired" in capsys.readouterr().out


# --- In pictures -----------------------------------------------------------------------------------------------------


def test_picture_opens_again_with_the_badge_in_it(badge):
    picture = Image.open(io.BytesIO(baked_png(badge.credential)))
    picture.load()
    assert picture.size == (512, 512)
    assert picture.text["openbadgecredential"] == badge.credential


def test_drawing_is_read_again_with_the_badge_in_it(badge):
    drawn = fromstring(baked_svg(badge.credential).decode())
    held = drawn.findall("{https://purl.imsglobal.org/ob/v3p0}credential")
    assert [element.get("verify") for element in held] == [badge.credential]
    assert drawn[0] is held[0]


# --- The holder ------------------------------------------------------------------------------------------------------


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(certificate) -> str:
    return f"/es/mis-constancias/{certificate.pk}/insignia/"


def test_printed_certificate_has_its_badge_which_nobody_is_shown(cast):
    keys.make_key()
    certificate = print_certificate(make_certificate(cast.ana.person))
    (job,) = Job.objects.filter(name="certificates.issue_badge")
    assert job.arguments[0] == [str(certificate.pk)]
    for _time in range(2):
        tasks.issue_badge(*job.arguments[0])
    badge, event = Badge.objects.get(), AuditEvent.objects.get(action="certificates.badge_issued")
    assert (badge.pk, badge.share_hash, event.actor) == (certificate.pk, None, None)
    client = signed_in(cast.ana)
    assert "Crear un enlace" in client.get(page_of(certificate)).text
    for form, kind in (("png", "image/png"), ("svg", "image/svg+xml"), ("jwt", "application/vc+jwt")):
        response = client.get(f"{page_of(certificate)}{form}/")
        assert (response["Content-Type"], "no-store" in response["Cache-Control"]) == (kind, True)
    enveloped = client.get(f"{page_of(certificate)}json/").json()
    assert enveloped["id"] == f"data:application/vc+jwt,{badge.credential}"
    assert client.get(f"{page_of(certificate)}exe/").status_code == 404


def test_missing_badges_are_made_once_there_is_a_key(cast):
    certificate = print_certificate(make_certificate(cast.ana.person))
    print_certificate(make_certificate(make_person(office=cast.office)))
    print_certificate(make_certificate(cast.carla.person, state="revoked"))
    Job.objects.all().delete()
    tasks.issue_missing_badges()
    assert not Job.objects.exists()
    key = keys.make_key()
    tasks.issue_missing_badges()
    assert [job.arguments[0] for job in Job.objects.all()] == [[str(certificate.pk)]]
    tasks.issue_badge(str(certificate.pk))
    assert not Certificate.objects.lacking_badge([key.kid]).exists()
    assert Certificate.objects.lacking_badge(["another"]).get() == certificate


def test_without_account_no_badge_is_made(cast):
    keys.make_key()
    tasks.issue_badge(str(make_certificate(make_person(office=cast.office)).pk))
    assert not Badge.objects.exists()


def test_holder_has_a_missing_badge_made_once(cast):
    keys.make_key()
    certificate, client = make_certificate(cast.ana.person), signed_in(cast.ana)
    assert "Crear la insignia" in client.get(page_of(certificate)).text
    for _time in range(2):
        client.post(page_of(certificate))
    assert AuditEvent.objects.get(action="certificates.badge_issued").actor == cast.ana.person_id


def test_holder_with_another_address_has_the_badge_made_again(cast, badge):
    client = signed_in(cast.ana)
    assert "Crearla de nuevo" not in client.get(page_of(badge.certificate)).text
    type(cast.ana).objects.filter(pk=cast.ana.pk).update(email="ana@another.example")
    assert "Crearla de nuevo" in client.get(page_of(badge.certificate)).text
    client.post(page_of(badge.certificate))
    again = Badge.objects.get()
    assert (again.credential != badge.credential, again.status_index) == (True, badge.status_index)
    assert "Crearla de nuevo" not in client.get(page_of(badge.certificate)).text


@pytest.mark.parametrize("name", ["dora", "carla", "sara"])
def test_badge_is_nobody_elses(cast, badge, name):
    client = signed_in(getattr(cast, name))
    for address in ("", "png/"):
        assert client.get(page_of(badge.certificate) + address).status_code == 404
    assert client.post(page_of(badge.certificate) + "compartir/", {"shared": "1"}).status_code == 404
    for deed in (share_badge, hide_badge):
        with pytest.raises(CertificateError):
            deed(badge, by=getattr(cast, name))
    with pytest.raises(CertificateError):
        issue_badge(badge.certificate, by=getattr(cast, name))


def test_no_badge_without_a_key_or_of_what_is_not_valid(cast):
    certificate = make_certificate(cast.ana.person)
    answer = signed_in(cast.ana).post(page_of(certificate), follow=True)
    assert "todavía no están preparadas" in answer.text
    assert Client().get("/badges/status/revocation/").status_code == 404
    keys.make_key()
    with pytest.raises(CertificateError):
        issue_badge(make_certificate(cast.ana.person, state="suspended"), by=cast.ana)
    assert not Badge.objects.exists()


# --- Shared ----------------------------------------------------------------------------------------------------------


def test_link_opens_the_badge_until_its_holder_stops(cast, badge):
    client = signed_in(cast.ana)
    shown = client.post(page_of(badge.certificate) + "compartir/", {"shared": "1"})
    link = path_of(re.search(r"https?://[^<>\s]+/badges/shared/[\w-]+/", shown.text).group())
    assert link not in client.get(page_of(badge.certificate)).text
    badge.refresh_from_db()
    assert badge.share_hash not in link
    page = Client().get(f"{link}?language=es")
    assert page["X-Robots-Tag"].startswith("noindex")
    assert "no-store" in page["Cache-Control"]
    assert "A. M. L." in page.text
    assert [canary for canary in CANARIES if canary in page.text] == []
    assert Client().get(f"{link}jwt/").text == badge.credential
    client.post(page_of(badge.certificate) + "compartir/", {"shared": "0"})
    assert {Client().get(f"{link}{rest}").status_code for rest in ("", "jwt/", "png/")} == {404}


def test_badge_is_not_shared_by_itself(badge):
    assert badge.share_hash is None
    for guess in ("x", "None", badge.pk, badge.certificate.code):
        assert Client().get(f"/badges/shared/{guess}/").status_code == 404


def test_another_link_ends_the_former(cast):
    badge, token = make_shared_badge(cast.ana)
    other = share_badge(badge, by=cast.ana)
    assert Client().get(f"/badges/shared/{token}/").status_code == 404
    assert Client().get(f"/badges/shared/{other}/").status_code == 200


def test_shared_page_says_what_was_revoked(cast):
    badge, token = make_shared_badge(cast.ana)
    revoke_certificate(badge.certificate, cause="improper", reason="secreto", by=None)
    page = Client().get(f"/badges/shared/{token}/?language=es").text
    assert "Revocada" in page
    assert "Constancia de asistencia" in page
    assert "secreto" not in page

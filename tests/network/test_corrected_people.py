"""A person's name is corrected by the Secretariat, with a line in the book; what was printed stays."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from foundations.audit.models import AuditEvent
from network.actions import align_groups, correct_name, revise_person
from tests.makers.certificates import make_certificate
from tests.makers.network import make_unit
from training_platform.ground import lay_rights


def events_about(person) -> list[tuple[str, dict]]:
    return list(AuditEvent.objects.about(person).order_by("id").values_list("action", "details"))


def test_name_is_corrected_once_and_the_book_names_nobody(cast):
    for _ in range(2):
        correct_name(cast.ana.person, given_names="Ana", family_names="López Ruiz", by=cast.sara)
    cast.ana.person.refresh_from_db()
    assert cast.ana.person.full_name == "Ana López Ruiz"
    assert events_about(cast.ana.person) == [("network.name_corrected", {})]


@pytest.mark.parametrize("who", ["ana", "carla", "elsa"])
def test_only_the_secretariat_corrects_a_name(cast, who):
    with pytest.raises(ValidationError):
        correct_name(cast.ana.person, given_names="Ana", family_names="X", by=getattr(cast, who))


def test_name_that_cannot_be_printed_is_refused(cast):
    with pytest.raises(ValidationError):
        correct_name(cast.ana.person, given_names="Ana\x07", family_names="López", by=cast.sara)


def test_certificates_keep_the_name_they_were_awarded_under(cast):
    certificate = make_certificate(person=cast.ana.person)
    before = dict(certificate.facts)
    correct_name(cast.ana.person, given_names="Ana", family_names="López Ruiz", by=cast.sara)
    certificate.refresh_from_db()
    assert certificate.facts == before


def test_other_facts_are_revised_with_the_fields_in_the_book(cast):
    unit = make_unit(office=cast.office)
    revise_person(cast.ana.person, unit=unit, kind="prosecutor", by=cast.sara)
    revise_person(cast.ana.person, unit=unit, by=cast.sara)
    assert events_about(cast.ana.person) == [("network.person_revised", {"fields": ["unit"]})]


def test_secretariat_corrects_in_the_administration(cast):
    lay_rights()
    align_groups(cast.sara.person)
    sara = Client()
    sara.force_login(cast.sara)
    fields = {
        "given_names": "Ana",
        "family_names": "López",
        "kind": "prosecutor",
        "gender": "woman",
        "office": cast.office.pk,
        "unit": "",
        "institution": "",
    }
    answer = sara.post(reverse("people:edit", args=[cast.ana.person_id]), fields)
    assert answer.status_code == 302, answer.content.decode()
    assert [action for action, _details in events_about(cast.ana.person)] == [
        "network.name_corrected",
        "network.person_revised",
    ]
    refused = sara.post(reverse("people:edit", args=[cast.ana.person_id]), fields | {"given_names": "A\x07"})
    assert refused.status_code == 200

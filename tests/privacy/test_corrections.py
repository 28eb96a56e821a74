from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from foundations.audit.models import AuditEvent
from foundations.outbox.models import Letter
from network.actions import correct_name
from privacy.actions import ask_correction, complete_correction, decline_correction, forget_corrections
from privacy.errors import PrivacyError
from privacy.models import Correction

WORDS = {"kind": "name", "wrong": "Ana Maria", "right": "Ana María"}


@pytest.fixture
def asked(cast) -> Correction:
    return ask_correction(**WORDS, by=cast.ana)


def letters(kind: str) -> list[Letter]:
    return list(Letter.objects.filter(kind=f"privacy.{kind}"))


def test_request_reaches_the_secretariat_without_its_words(cast, asked, settings):
    assert (asked.state, asked.person, asked.office) == ("open", cast.ana.person, cast.office)
    assert asked.due_at - asked.asked_at == timedelta(days=settings.CORRECTION_DAYS)
    told = letters("correction_asked")
    assert {letter.recipient for letter in told} == {cast.sara.person_id, cast.saul.person_id}
    assert all("Ana" not in letter.text for letter in told)
    event = AuditEvent.objects.about(asked).get()
    assert (event.action, event.actor, event.details) == (
        "privacy.correction_asked",
        cast.ana.person_id,
        {"kind": "name"},
    )


def test_same_words_twice_are_one_request(cast, asked):
    assert ask_correction(**WORDS, by=cast.ana) == asked
    assert len(letters("correction_asked")) == 2


def test_sixth_open_request_is_refused(cast):
    for number in range(5):
        ask_correction(kind="other", wrong=str(number), right="x", by=cast.ana)
    with pytest.raises(PrivacyError, match="cinco"):
        ask_correction(kind="other", wrong="6", right="x", by=cast.ana)


def test_unknown_kind_is_refused(cast):
    with pytest.raises(ValidationError):
        ask_correction(kind="fate", wrong="x", right="y", by=cast.ana)


@pytest.mark.parametrize("who", ["ana", "carla", "elsa", "dora"])
def test_only_the_secretariat_answers(cast, asked, who):
    with pytest.raises(PrivacyError):
        complete_correction(asked, by=getattr(cast, who))


def test_corrected_is_told_once(cast, asked):
    correct_name(cast.ana.person, given_names="Ana María", family_names="López Paz", by=cast.sara)
    complete_correction(asked, by=cast.sara)
    complete_correction(asked, by=cast.saul)
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == ("done", cast.sara.person)
    assert [letter.recipient for letter in letters("correction_done")] == [cast.ana.person_id]
    assert AuditEvent.objects.filter(action="privacy.correction_done").count() == 1


def test_name_that_nobody_corrected_is_not_said_to_be(cast, asked):
    with pytest.raises(PrivacyError):
        complete_correction(asked, by=cast.sara)
    assert not letters("correction_done")
    complete_correction(asked, remark="Ya constaba así.", by=cast.sara)
    (letter,) = letters("correction_done")
    assert "Ya constaba así." in letter.text


def test_request_is_shown_beside_the_record_with_a_warning(admin_of, cast, asked):
    client = admin_of(cast.sara)
    address = reverse("corrections:inspect", args=[asked.pk])
    shown = client.get(address)
    assert shown.context["now_stands"] == cast.ana.person.full_name
    assert "Nada ha cambiado en el registro desde la solicitud." in shown.text
    assert 'id="reason-complete"' in shown.text
    client.post(reverse("corrections:complete", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.state == "open"
    correct_name(cast.ana.person, given_names="Ana María", family_names="López Paz", by=cast.sara)
    assert 'id="reason-complete"' not in client.get(address).text
    client.post(reverse("corrections:complete", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.state == "done"


def test_declined_needs_reasons_and_tells_them(cast, asked):
    with pytest.raises(PrivacyError):
        decline_correction(asked, reason="  ", by=cast.sara)
    decline_correction(asked, reason="Así consta en su nombramiento.", by=cast.sara)
    (letter,) = letters("correction_declined")
    assert "Así consta en su nombramiento." in letter.text
    with pytest.raises(PrivacyError):
        complete_correction(asked, by=cast.sara)


@pytest.mark.parametrize(
    ("who", "kind", "sees"),
    [
        ("ana", "name", True),
        ("ana", "other", True),
        ("carla", "name", True),
        ("carla", "office", True),
        ("carla", "other", False),
        ("diego", "name", False),
        ("dora", "name", False),
        ("berta", "name", False),
        ("elsa", "name", False),
        ("sara", "other", True),
        ("felix", "name", False),
    ],
)
def test_who_sees_a_request(cast, who, kind, sees):
    correction = ask_correction(kind=kind, wrong="x", right="y", by=cast.ana)
    assert Correction.objects.visible_to(getattr(cast, who)).filter(pk=correction.pk).exists() is sees


def test_words_of_answered_requests_are_forgotten_and_the_rest_stays(cast, asked):
    decline_correction(asked, reason="No procede.", by=cast.sara)
    still_open = ask_correction(kind="other", wrong="abierta", right="y", by=cast.ana)
    assert forget_corrections(before=timezone.now() - timedelta(days=1)) == 0
    assert forget_corrections(before=timezone.now() + timedelta(days=1)) == 1
    assert forget_corrections(before=timezone.now() + timedelta(days=1)) == 0
    asked.refresh_from_db()
    still_open.refresh_from_db()
    assert (asked.wrong, asked.right, asked.answer, asked.state) == ("", "", "", "declined")
    assert still_open.wrong == "abierta"
    assert AuditEvent.objects.get(action="privacy.corrections_forgotten").details["requests"] == 1


# --- Screens ----------------------------------------------------------------------------------------------------------


def test_person_asks_and_sees_the_state(client, cast):
    client.force_login(cast.ana)
    page = client.post(reverse("privacy:correction_ask"), WORDS, follow=True)
    assert page.redirect_chain[-1][0] == reverse("privacy:correction_list")
    assert "Ana María" in page.content.decode()


def test_empty_form_says_what_is_missing_and_keeps_the_rest(client, cast):
    client.force_login(cast.ana)
    page = client.post(reverse("privacy:correction_ask"), {"kind": "name", "wrong": "guardado", "right": ""})
    assert "guardado" in page.content.decode()
    assert page.context["form"].errors.keys() == {"right"}
    assert not Correction.objects.exists()


@pytest.mark.parametrize(("who", "sees"), [("carla", True), ("diego", False), ("berta", False)])
def test_contact_point_sees_the_offices_requests_and_others_do_not(client, cast, asked, who, sees):
    client.force_login(getattr(cast, who))
    page = client.get(reverse("privacy:correction_list")).content.decode()
    assert ("Ana Maria" in page) is sees


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_database_as_often_for_one_as_for_three(
    client, cast, rows, django_assert_num_queries, questions_of_a_session
):
    for number in range(rows):
        ask_correction(kind="name", wrong=str(number), right="x", by=cast.ana)
    client.force_login(cast.carla)
    client.get(reverse("privacy:correction_list"))
    with django_assert_num_queries(questions_of_a_session + 2):
        client.get(reverse("privacy:correction_list"))


def test_secretariat_answers_in_the_administration(admin_of, cast, asked):
    sara = admin_of(cast.sara)
    page = sara.get(reverse("corrections:inspect", args=[asked.pk])).content.decode()
    assert reverse("people:edit", args=[cast.ana.person_id]) in page
    sara.post(reverse("corrections:complete", args=[asked.pk]), {"reason": "Ya constaba así."})
    asked.refresh_from_db()
    assert asked.state == "done"


def test_late_answers_stand_out(admin_of, cast, asked):
    Correction.objects.filter(pk=asked.pk).update(due_at=timezone.now() - timedelta(days=2))
    assert "VENCIDA" in admin_of(cast.sara).get(reverse("corrections:index")).content.decode()


@pytest.mark.parametrize("who", ["elsa", "root"])
def test_requests_and_breaches_are_the_secretariats_alone(admin_of, cast, asked, who):
    for name in ("corrections:index", "breaches:index"):
        response = admin_of(getattr(cast, who)).get(reverse(name))
        assert response.status_code in {302, 403}, name
    assert admin_of(getattr(cast, who)).get(reverse("corrections:inspect", args=[asked.pk])).status_code in {
        302,
        403,
        404,
    }

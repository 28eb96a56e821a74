"""Materials by their tier, and recordings: by leave, with consent, taken in once."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from foundations.audit.models import AuditEvent
from sessions import actions
from sessions.errors import SessionError
from sessions.models.materials import Material
from sessions.rules import Refusal
from tests.makers.courses import make_enrolment
from tests.makers.sessions import make_leave, make_material, make_part, make_session
from tests.makers.uploads import make_pdf
from tests.sessions.test_joining import claims_of

MP4 = b"\x00\x00\x00\x18ftypmp42" + b"x" * 64


@pytest.fixture
def session(cast):
    session = make_session()
    make_part(session, cast.bruno.person, "trainer")
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    return session


def posted(**overrides) -> dict:
    file = SimpleUploadedFile("apuntes de Ana.pdf", make_pdf(), "application/pdf")
    return {"title": "Guía práctica", "tier": "everybody", "file": file} | overrides


def status(client, user, material) -> int:
    client.force_login(user)
    answer = client.get(reverse("sessions:material", args=[material.pk]))
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer.status_code


def test_trainer_adds_a_pdf_and_participants_find_it_on_the_page(client, cast, session):
    client.force_login(cast.bruno)
    url = reverse("sessions:materials", args=[session.pk])
    client.post(url, posted())
    client.post(url, posted())
    material = Material.objects.get()
    client.force_login(cast.ana)
    assert "Guía práctica" in client.get(reverse("sessions:session", args=[session.pk])).text
    answer = client.get(reverse("sessions:material", args=[material.pk]))
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"%PDF")
    assert b"Ana Lopez" not in content
    assert answer["Content-Disposition"] == 'attachment; filename="guia-practica.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    assert AuditEvent.objects.about(material).filter(action="sessions.material_read").exists()


@pytest.mark.parametrize(
    ("tier", "ana", "ana_after", "bruno", "elsa"),
    [("everybody", 200, 200, 200, 200), ("after", 404, 200, 200, 200), ("leaders", 404, 404, 200, 200)],
)
def test_each_tier_is_read_by_its_own(client, cast, session, tier, ana, ana_after, bruno, elsa):
    material = make_material(session, tier=tier)
    assert [status(client, user, material) for user in (cast.ana, cast.bruno, cast.elsa)] == [ana, bruno, elsa]
    assert [status(client, user, material) for user in (cast.dora, cast.carla)] == [404, 404]
    session.starts_at, session.ends_at = timezone.now() - timedelta(hours=2), timezone.now() - timedelta(hours=1)
    session.save()
    assert status(client, cast.ana, material) == ana_after


def test_material_of_the_workshop_stands_beside_each_session(client, cast, session):
    other = make_session(workshop=session.workshop)
    make_material(session, session=None, title="Para todo el taller")
    client.force_login(cast.ana)
    assert "Para todo el taller" in client.get(reverse("sessions:session", args=[other.pk])).text


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("a.pdf", b"MZ not a pdf", "application/pdf"),
        SimpleUploadedFile("a.pdf", b"%PDF-1.7 /JavaScript %%EOF startxref", "application/pdf"),
        SimpleUploadedFile("a.pdf", b"%PDF-" + b"0" * (15 * 1024 * 1024), "application/pdf"),
    ],
)
def test_what_is_no_harmless_pdf_is_refused_at_the_field(client, cast, session, file):
    client.force_login(cast.bruno)
    answer = client.post(reverse("sessions:materials", args=[session.pk]), posted(file=file))
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not Material.objects.exists()


def test_withdrawn_material_is_gone_with_its_file(client, cast, session, django_capture_on_commit_callbacks):
    material = make_material(session)
    name = material.file
    client.force_login(cast.bruno)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("sessions:change_material", args=[session.pk]), {"material": str(material.pk)})
    assert not storages["private"].exists(name)
    assert status(client, cast.ana, material) == 404


@pytest.mark.parametrize("who", ["ana", "carla", "dora"])
def test_only_who_leads_changes_materials(client, cast, session, who):
    material, user = make_material(session), getattr(cast, who)
    client.force_login(user)
    assert client.get(reverse("sessions:materials", args=[session.pk])).status_code == 404
    for change in (
        lambda: actions.withdraw_material(material, by=user),
        lambda: actions.show_material(material, tier="leaders", by=user),
    ):
        with pytest.raises(SessionError):
            change()


# --- Recordings ------------------------------------------------------------------------------------------------------


def test_leave_to_record_is_the_secretariats_with_a_reason_and_before_it_begins(cast):
    coming = make_session(starts_at=timezone.now() + timedelta(days=1))
    with pytest.raises(SessionError):
        actions.allow_recording(coming, reason="Sí", by=cast.elsa)
    with pytest.raises(SessionError):
        actions.allow_recording(coming, reason=" ", by=cast.sara)
    with pytest.raises(SessionError):
        actions.allow_recording(make_session(), reason="Sí", by=cast.sara)
    actions.allow_recording(coming, reason="Quienes no pueden venir", by=cast.sara)
    actions.allow_recording(coming, reason="Otra", by=cast.sara)
    assert coming.recording_leave.reason == "Quienes no pueden venir"
    actions.end_recording_leave(coming, by=cast.sara)
    coming.recording_leave.refresh_from_db()
    assert coming.recording_leave.ended_at


def test_nobody_enters_a_recorded_session_before_agreeing(client, cast, session):
    make_leave(session)
    client.force_login(cast.ana)
    sent = client.get(reverse("sessions:join", args=[session.pk]))
    assert sent["Location"] == reverse("sessions:recording", args=[session.pk])
    with pytest.raises(SessionError) as refusal:
        actions.join_session(session, by=cast.ana)
    assert refusal.value.reason is Refusal.CONSENT
    assert "Para quienes no pueden venir" in client.get(sent["Location"]).text
    client.post(sent["Location"])
    client.post(sent["Location"])
    assert session.consents.count() == 1
    features = claims_of(actions.join_session(session, by=cast.ana))["context"]["features"]
    assert features["recording"] is False


def test_moderators_record_by_leave_alone(cast, session):
    assert claims_of(actions.join_session(session, by=cast.bruno))["context"]["features"]["recording"] is False
    make_leave(session)
    actions.consent_to_recording(session, by=cast.bruno)
    assert claims_of(actions.join_session(session, by=cast.bruno))["context"]["features"]["recording"] is True


def test_recording_is_taken_in_once_and_for_those_who_lead(client, cast, session, tmp_path):
    make_leave(session)
    file = tmp_path / "abc123" / "sesion.mp4"
    file.parent.mkdir()
    file.write_bytes(MP4)
    for named in ({"session": str(session.pk)}, {"room": session.room.name.upper()}):
        call_command("take_in_recording", file, **named, stdout=StringIO())
    material = Material.objects.get()
    assert (material.kind, material.tier, material.size) == ("recording", "leaders", len(MP4))
    assert [status(client, user, material) for user in (cast.ana, cast.bruno)] == [404, 200]
    actions.show_material(material, tier="everybody", by=cast.bruno)
    assert status(client, cast.ana, material) == 200


@pytest.mark.parametrize("content", [MP4, b"no film"])
def test_recording_without_leave_or_that_is_none_is_refused(cast, session, tmp_path, content):
    if content != MP4:
        make_leave(session)
    file = tmp_path / "a.mp4"
    file.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("take_in_recording", file, "--session", str(session.pk))
    assert not Material.objects.exists()

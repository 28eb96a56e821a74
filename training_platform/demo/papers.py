"""Certificates of the demonstration: who signs them, what they say; printed while it is set up, so that nobody waits."""

from datetime import date, datetime
from pathlib import Path

from django.core.files.base import ContentFile

from certificates.actions import (
    award_certificates,
    award_kind,
    draft_wording,
    name_signatory,
    print_certificate,
    publish_wording,
    reissue_certificate,
    revise_wording,
    revoke_certificate,
    suspend_certificate,
)
from certificates.earning import merits_of
from certificates.models import Certificate, CertificateStep, Signatory, Wording
from courses.models import Workshop
from network.models import User
from training_platform.demo.people import account_of
from training_platform.demo.replay import SECRETARIAT

PICTURES = Path(__file__).parent / "pictures"
FIRST_DAY = date(2011, 1, 1)
DOUBTED, TRANSLATED = "marvin.zelaya@mp.hn.example", "rolando.batista@pgn.pa.example"
Kind = Certificate.Kind


def name_signers(*, school: str, secretariat: str) -> None:
    """The School and the Secretariat sign from the beginning, and a version with a seal is in use. Again is harmless."""
    if Signatory.objects.exists():
        return
    by = account_of(secretariat)
    signs = (
        (
            school,
            "Directora de la Escuela Regional de Capacitación",
            "Director of the Regional Training School",
            "school",
        ),
        (secretariat, "Secretaria de la Red", "Secretary of the Network", "secretariat"),
    )
    for position, (email, post_es, post_en, picture) in enumerate(signs, start=1):
        name_signatory(
            name=account_of(email).person.full_name,
            post_es=post_es,
            post_en=post_en,
            position=position,
            signs_from=FIRST_DAY,
            image=_picture(picture),
            by=by,
        )
    for kind in Kind:
        draft = draft_wording(kind=kind, by=by)
        publish_wording(revise_wording(draft, seal=_picture("seal"), by=by), by=by)
    _begin_draft(by)


def _begin_draft(by: User) -> Wording:
    """One is being written: the next version for trainers."""
    draft = draft_wording(kind=Kind.TRAINER, by=by)
    return revise_wording(draft, reason_es="en reconocimiento de su labor docente en el taller", by=by)


def _picture(name: str) -> ContentFile:
    return ContentFile((PICTURES / f"{name}.png").read_bytes(), f"{name}.png")


def award_and_print(workshop: Workshop, *, by: User, at: datetime) -> None:
    """Award what was earned in ``workshop`` and print it at once; a sheet takes about a hundredth of a second."""
    award_certificates(workshop, by=by, at=at)
    _print(workshop, by=by, at=at)


def certify_trainers_and_hosts(workshop: Workshop, *, by: User, at: datetime) -> None:
    """Who taught in ``workshop``, and who received it, as the Secretariat would issue them. Again is harmless."""
    for merit in merits_of(workshop, kinds=[Kind.TRAINER, Kind.HOST]):
        award_kind(workshop, merit.person.pk, kind=merit.kind, by=by, at=at)
    _print(workshop, by=by, at=at)


def show_lives() -> None:
    """One certificate suspended, one revoked and one issued again in English, to be met when they are verified.

    Again is harmless, also after a visitor lifted the suspension.
    """
    if CertificateStep.objects.exists():
        return
    by, valid = account_of(SECRETARIAT), Certificate.objects.valid()
    doubted = valid.of_person(account_of(DOUBTED).person_id).earliest("awarded_at")
    suspend_certificate(doubted, reason="La oficina pidió revisar la lista de asistencia.", by=by)
    mistaken = valid.filter(person__user=None).earliest("number")
    cause = CertificateStep.Cause.ISSUED_IN_ERROR
    revoke_certificate(mistaken, cause=cause, reason="Se emitió a nombre de otra persona.", by=by)
    as_host = valid.of_person(account_of(TRANSLATED).person_id).filter(kind=Kind.HOST).earliest("awarded_at")
    print_certificate(reissue_certificate(as_host, language="en", by=by), by=by)


def _print(workshop: Workshop, *, by: User, at: datetime) -> None:
    for certificate in workshop.certificates.without_document().select_related("person__user", "workshop"):
        print_certificate(certificate, by=by, at=at)

"""Questions about certificates and about what earns them."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from courses.models import Workshop
from network.querysets import PersonalRecordQuerySet
from sessions.models import Attendance, TrainingSession
from sessions.rules import counted_window, seconds

A_DAY = timedelta(days=1)


class CertificateQuerySet(PersonalRecordQuerySet):
    def without_document(self) -> "CertificateQuerySet":
        """Awarded, not printed yet."""
        return self.filter(document_digest="")

    def current(self) -> "CertificateQuerySet":
        """The last version of each number, whatever its state."""
        return self.exclude(state="superseded")

    def valid(self) -> "CertificateQuerySet":
        """Neither suspended, replaced nor revoked."""
        return self.filter(state="valid")

    def printed_as(self, digest: str) -> "CertificateQuerySet":
        """Those whose document has that SHA-256."""
        return self.filter(document_digest=digest)

    def signed_with(self, fingerprint: str) -> "CertificateQuerySet":
        """Those signed with the key whose certificate has that SHA-256; none for an empty one."""
        return self.filter(signed_with=fingerprint) if fingerprint else self.none()

    def on_course(self, course: uuid.UUID) -> "CertificateQuerySet":
        """Of workshops that followed the curriculum with that key."""
        return self.filter(workshop__course_key=course)

    def of_person(self, person) -> "CertificateQuerySet":
        """The latest first, each with its workshop."""
        return self.filter(person=person).select_related("workshop")


def workshops_due_for_award(at: datetime | None = None) -> "models.QuerySet[Workshop]":
    """Over, every counting session settled, and attendance settled or corrected since the last round, if any."""
    counting = TrainingSession.objects.counting().filter(workshop=OuterRef("pk"))
    fresh = Attendance.objects.filter(session__workshop=OuterRef("pk"), session__counts=True)
    last_day = timezone.localdate(at or timezone.now(), timezone.get_default_timezone()) + A_DAY
    return (
        Workshop.objects.announced()
        .filter(Exists(counting), ~Exists(counting.exclude(state="settled")), ends_on__lte=last_day)
        .filter(
            Q(award_round__isnull=True) | Exists(fresh.filter(settled_at__gt=OuterRef("award_round__concluded_at")))
        )
        .order_by("ends_on", "pk")
    )


def seconds_of_sessions(workshop: Workshop) -> dict[uuid.UUID, int]:
    """The seconds of each counting session: those in its verdicts, less incidents; else those of its clock."""
    sessions = workshop.sessions.counting().annotate(counted=Max("attendance__counted_seconds"))
    rows = sessions.values_list("pk", "counted", "starts_at", "ends_at", "ended_at")
    return {
        pk: seconds([counted_window(starts_at, ends_at, ended_at)]) if counted is None else counted
        for pk, counted, starts_at, ends_at, ended_at in rows
    }


def seconds_of_person(workshop: Workshop, person_id: uuid.UUID) -> dict[uuid.UUID, tuple[int, int]]:
    """By session, the seconds for which the person was present and those that counted for this person."""
    rows = Attendance.objects.filter(session__workshop=workshop, person=person_id)
    return {
        session: (present, counted)
        for session, present, counted in rows.values_list("session_id", "present_seconds", "counted_seconds")
    }


def misses_mandatory(workshop: Workshop, person_id: uuid.UUID) -> bool:
    """Whether a mandatory session of ``workshop`` was held in which the person was neither present nor excused."""
    attended = Attendance.objects.filter(
        session=OuterRef("pk"), person=person_id, verdict__in=(Attendance.Verdict.PRESENT, Attendance.Verdict.EXCUSED)
    )
    return workshop.sessions.counting().filter(~Exists(attended), is_mandatory=True).exists()

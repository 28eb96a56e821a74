"""Questions about certificates and about what earns them."""

import uuid
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from courses.models import Workshop
from network.querysets import PersonalRecordQuerySet
from sessions.models import Attendance, TrainingSession

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

    def lacking_badge(self, kids: Collection[str]) -> "CertificateQuerySet":
        """Valid, printed, of people with an account, and without a badge that one of the keys ``kids`` signed."""
        mine = self.valid().exclude(document_digest="").filter(person__user__isnull=False)
        return mine.exclude(badge__kid__in=kids)

    def printed_as(self, digest: str) -> "CertificateQuerySet":
        """Those whose document has that SHA-256."""
        return self.filter(document_digest=digest)

    def signed_with(self, fingerprint: str) -> "CertificateQuerySet":
        """Those signed with the key whose certificate has that SHA-256; none for an empty one."""
        return self.filter(signed_with=fingerprint) if fingerprint else self.none()

    def of_participants(self) -> "CertificateQuerySet":
        """Of those who were trained, not of those who taught, hosted or coordinated."""
        return self.filter(kind__in=("attendance", "achievement"))

    def corrected_since(self) -> "CertificateQuerySet":
        """Whose attendance was corrected after the award, and without a step of their life since."""
        mine = Attendance.objects.filter(
            person=OuterRef("person"), session__workshop=OuterRef("workshop"), session__counts=True
        )
        looked_at = self.model._default_manager.filter(
            pk=OuterRef(OuterRef("pk")), steps__done_at__gte=OuterRef("settled_at")
        )
        fresh = mine.filter(settled_at__gt=OuterRef("awarded_at")).filter(~Exists(looked_at))
        return self.filter(Exists(fresh)).order_by("awarded_at", "pk")

    def on_course(self, course: uuid.UUID) -> "CertificateQuerySet":
        """Of workshops that followed the curriculum with that key."""
        return self.filter(workshop__course_key=course)

    def of_person(self, person) -> "CertificateQuerySet":
        """The latest first, each with its workshop."""
        return self.filter(person=person).select_related("workshop")

    def with_everything(self) -> "CertificateQuerySet":
        """Each with holder, office and country, workshop and area: all that sums and sheets name."""
        return self.select_related("person", "office__country", "workshop__area")


class WordingQuerySet(models.QuerySet):
    def drafts(self) -> "WordingQuerySet":
        """Those that are not in use yet and may be changed."""
        return self.filter(number__isnull=True)

    def in_use(self, kind: str) -> "WordingQuerySet":
        """The numbered versions of ``kind``, the one in use first."""
        return self.filter(kind=kind, number__isnull=False).order_by("-number")


class SignatoryQuerySet(models.QuerySet):
    def signing(self, first: date, last: date | None = None) -> "SignatoryQuerySet":
        """Those who sign on some day from ``first`` to ``last``, from left to right; ``None``: with no end."""
        begun = self.filter(signs_from__lte=last) if last else self
        return begun.filter(Q(signs_until__isnull=True) | Q(signs_until__gte=first)).order_by("position", "pk")


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


def workshops_to_issue(at: datetime | None = None) -> "models.QuerySet[Workshop]":
    """Over, with every counting session settled, the last first; each with ``issued``, how many certificates it has."""
    counting = TrainingSession.objects.counting().filter(workshop=OuterRef("pk"))
    today = timezone.localdate(at or timezone.now(), timezone.get_default_timezone())
    issued = models.Count("certificates", filter=~Q(certificates__state="superseded"))
    announced: models.QuerySet[Workshop] = Workshop.objects.announced()
    return (
        announced.filter(Exists(counting), ~Exists(counting.exclude(state="settled")), ends_on__lte=today)
        .select_related("host_office__country", "area")
        .annotate(issued=issued)
        .order_by("-ends_on", "pk")
    )

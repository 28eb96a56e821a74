"""Questions about sessions and attendance."""

import uuid
from datetime import datetime, timedelta

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from courses.models import Enrolment, Workshop
from network.querysets import PersonalRecordQuerySet, standing_of

LEADING_ROLES = ("moderator", "trainer")
SITE_ROLES = ("contact_point", "custodian")
# ``Workshop.objects.ever_announced()`` by a join: a query within the query costs twice as much to build and to plan.
OF_EVER_ANNOUNCED = Q(workshop__state="announced") | Q(
    workshop__state="cancelled", workshop__announced_at__isnull=False
)


class TrainingSessionQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> "TrainingSessionQuerySet":
        """Those of workshops that were ever announced to the whole network and to whoever has a part.

        All to School and Secretariat; none to other outsiders.
        """
        standing = standing_of(user, at)
        if standing.is_staff:
            return self
        announced = self.filter(OF_EVER_ANNOUNCED)
        return announced if standing.is_network else announced.filter(Exists(_parts_of(standing.person_id)))

    def led_by(self, user, at: datetime | None = None) -> "TrainingSessionQuerySet":
        """Those that ``user`` moderates or trains in; all to School and Secretariat."""
        standing = standing_of(user, at)
        if standing.is_staff:
            return self
        return self.filter(Exists(_parts_of(standing.person_id, *LEADING_ROLES)))

    def joined_by(self, office_id: int) -> "TrainingSessionQuerySet":
        """Those in which people of that office hold seats, or for which one of its rooms is planned."""
        seats = Enrolment.objects.holding().filter(workshop=OuterRef("workshop"), office=office_id)
        sites = apps.get_model("training_sessions", "ConnectedSite").objects.planned()
        return self.filter(Exists(seats) | Exists(sites.filter(session=OuterRef("pk"), room__office=office_id)))

    def with_place_of(self, person_id) -> "TrainingSessionQuerySet":
        """Add what one person is to each session.

        ``seat`` is the state of the live enrolment, ``part`` the role in the session, one that leads before any other;
        both are empty where there is none.
        """
        live = Enrolment.objects.live().filter(workshop=OuterRef("workshop"), person=person_id).order_by()
        leading_first = _parts_of(person_id).order_by(
            models.Case(models.When(role__in=LEADING_ROLES, then=0), default=1)
        )
        return self.annotate(
            seat=Coalesce(Subquery(live.values("state")[:1]), Value("")),
            part=Coalesce(Subquery(leading_first.values("role")[:1]), Value("")),
        )

    def with_line_of(self, person_id) -> "TrainingSessionQuerySet":
        """Add ``line``: what of the picture that person wants (:class:`sessions.models.joining.ConnectionChoice`)."""
        chosen = apps.get_model("training_sessions", "ConnectionChoice").objects.filter(person=person_id)
        return self.annotate(line=Coalesce(Subquery(chosen.values("line")[:1]), Value("whole")))

    def with_recording_for(self, person_id) -> "TrainingSessionQuerySet":
        """Add ``is_recorded``, whether there is leave to record it now, and ``has_consented``, whether they agreed."""
        leaves = apps.get_model("training_sessions", "RecordingLeave").objects.filter(ended_at__isnull=True)
        consents = apps.get_model("training_sessions", "RecordingConsent").objects.filter(person=person_id)
        return self.annotate(
            is_recorded=Exists(leaves.filter(session=OuterRef("pk"))),
            has_consented=Exists(consents.filter(session=OuterRef("pk"))),
        )

    def for_its_page(self, person_id) -> "TrainingSessionQuerySet":
        """What the page of a session shows, and whether there is more to ask for, in one query.

        ``was_at`` is when it was to begin before it was last moved; ``has_incidents``, ``has_materials`` (its own and
        its workshop's) and ``has_parts`` save the questions about what most sessions lack.
        """
        last_move = self._mine("SessionMove").order_by("-moved_at", "-pk").values("was_at")[:1]
        materials = apps.get_model("training_sessions", "Material").objects.standing()
        of_workshop = materials.filter(session__isnull=True, workshop=OuterRef("workshop"))
        return (
            self.for_cards()
            .with_place_of(person_id)
            .with_line_of(person_id)
            .with_recording_for(person_id)
            .annotate(
                was_at=Subquery(last_move),
                has_incidents=Exists(self._mine("Incident")),
                has_materials=Exists(materials.filter(session=OuterRef("pk"))) | Exists(of_workshop),
                has_parts=Exists(self._mine("SessionPart")),
            )
        )

    @staticmethod
    def _mine(model: str) -> models.QuerySet:
        """Rows of ``model`` that belong to the session outside."""
        return apps.get_model("training_sessions", model).objects.filter(session=OuterRef("pk"))

    def of_room(self, name: str) -> "TrainingSessionQuerySet":
        """The session that a room of that name serves or has served."""
        rooms = apps.get_model("conferencing", "VideoRoom").objects.filter(name=name.lower())
        return self.filter(pk__in=rooms.values("subject"))

    def for_cards(self) -> "TrainingSessionQuerySet":
        """What a card of a session shows, in one query."""
        return self.select_related("workshop__host_office")

    def beginning_of(self, workshop) -> datetime | None:
        """When its first session begins that was not called off; ``None`` where there is none."""
        return (
            self.filter(workshop=workshop).exclude(state="cancelled").aggregate(first=models.Min("starts_at"))["first"]
        )

    def of_person(self, person) -> "TrainingSessionQuerySet":
        """Those in which ``person`` holds a seat or has a part."""
        return self.filter(
            Q(
                workshop__enrolments__person=person,
                workshop__enrolments__state__in=Enrolment.HOLDING,
                workshop__state="announced",
            )
            | Q(parts__person=person)
        ).distinct()

    def standing(self) -> "TrainingSessionQuerySet":
        """Not cancelled."""
        return self.exclude(state="cancelled")

    def counting(self) -> "TrainingSessionQuerySet":
        """Those whose minutes count for the certificate."""
        return self.standing().filter(counts=True)

    def upcoming(self, at: datetime | None = None) -> "TrainingSessionQuerySet":
        """Not over yet, the next first."""
        return self.standing().filter(ends_at__gt=at or timezone.now()).order_by("starts_at", "id")

    def workshops_over(self, workshops, at: datetime | None = None) -> set[int]:
        """The keys of those of ``workshops`` whose sessions are all over or settled; not of one that has none."""
        at = at or timezone.now()
        rows = self.standing().filter(workshop__in=workshops).values_list("workshop", "state", "ends_at").order_by()
        over: dict[int, bool] = {}
        for workshop, state, ends_at in rows:
            over[workshop] = over.get(workshop, True) and (state == "settled" or ends_at <= at)
        return {workshop for workshop, is_over in over.items() if is_over}

    def due_for_settling(self, grace: timedelta, at: datetime | None = None) -> "TrainingSessionQuerySet":
        """Of announced workshops, over for longer than ``grace`` and not settled."""
        over = self.filter(state="scheduled", ends_at__lte=(at or timezone.now()) - grace)
        return over.filter(workshop__state="announced").order_by("ends_at")


class AttendanceQuerySet(PersonalRecordQuerySet):
    def seconds_of(self, person_id: uuid.UUID) -> dict[int, tuple[int, int]]:
        """By workshop, how many seconds one person was present, of how many that count."""
        totals = (
            self.filter(person=person_id, session__counts=True)
            .exclude(session__state="cancelled")
            .values_list("session__workshop")
            .annotate(Sum("present_seconds"), Sum("counted_seconds"))
            .order_by()
        )
        return {workshop: (present, counted) for workshop, present, counted in totals}

    def turnout(self, workshop: Workshop) -> "models.QuerySet":
        """By the country of each office, how many ``people`` took part in ``workshop``, and of them ``police``.

        Each person counts once; who was absent from every session does not.
        """
        seen = self.filter(session__workshop=workshop).exclude(session__state="cancelled").exclude(verdict="absent")
        police = Count("person", distinct=True, filter=Q(person__kind="investigator"))
        return (
            seen.values("office__country")
            .annotate(people=Count("person", distinct=True), police=police)
            .order_by("office__country__name_es")
        )

    def settled_before(self, before: datetime) -> "AttendanceQuerySet":
        return self.filter(settled_at__lt=before)


class RosterEntryQuerySet(models.QuerySet):
    def standing(self) -> "RosterEntryQuerySet":
        """Those that no other row replaced."""
        return self.filter(replaced_by__isnull=True)

    def ticks(self) -> "RosterEntryQuerySet":
        """Those that count as the whole session."""
        return self.filter(source="manual")

    def of_days_before(self, before: datetime) -> "RosterEntryQuerySet":
        """Noted so long ago that it is let go of."""
        return self.filter(ticked_at__lt=before)


class ConnectedSiteQuerySet(models.QuerySet):
    def planned(self) -> "ConnectedSiteQuerySet":
        """Not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def with_prepared(self, called_since: datetime) -> "ConnectedSiteQuerySet":
        """Each with ``is_prepared``: whether its room was ready when last read, and was tried by a call since then."""
        readings = apps.get_model("equipment", "ReadinessReading").objects.filter(room=OuterRef("room")).order_by("-on")
        made = apps.get_model("equipment", "TestCall").objects.counting()
        calls = made.filter(room=OuterRef("room"), at__gte=called_since)
        last = Coalesce(Subquery(readings.values("band")[:1]), Value(""))
        return self.annotate(band=last, was_called=Exists(calls)).annotate(
            is_prepared=Case(When(band="ready", was_called=True, then=Value(True)), default=Value(False))
        )

    def with_booked(self) -> "ConnectedSiteQuerySet":
        """Each with ``is_booked``: whether its room is booked for all the hours of the session."""
        booked = apps.get_model("equipment", "Booking").objects.filter(
            session=models.OuterRef("session"),
            room=models.OuterRef("room"),
            cancelled_at__isnull=True,
            starts_at__lte=models.OuterRef("session__starts_at"),
            ends_at__gte=models.OuterRef("session__ends_at"),
        )
        return self.annotate(is_booked=models.Exists(booked))

    def without_room(self, at: datetime) -> "ConnectedSiteQuerySet":
        """Of sessions that are to come or under way: those whose room is not booked for all of their hours."""
        return self.coming(at).with_booked().filter(is_booked=False)

    def coming(self, at: datetime) -> "ConnectedSiteQuerySet":
        """Planned for sessions that are to come or under way."""
        return self.planned().filter(session__state="scheduled", session__ends_at__gt=at)

    def kept_by(self, user, at: datetime | None = None) -> "ConnectedSiteQuerySet":
        """Those whose connection ``user`` opens and whose roster they tick.

        By custodians and contact points of the office, by whom the office named, by who leads the session, and by
        School and Secretariat.
        """
        standing = standing_of(user, at)
        if standing.is_staff:
            return self
        if standing.person_id is None:
            return self.none()
        parts = apps.get_model("training_sessions", "SessionPart").objects
        led = parts.filter(person=standing.person_id, role__in=LEADING_ROLES)
        return self.filter(
            Q(room__office__in=standing.offices_as(*SITE_ROLES))
            | Q(operator=standing.person_id)
            | Q(session__in=led.values("session"))
        )


class ExcuseQuerySet(models.QuerySet):
    def accepted(self) -> "ExcuseQuerySet":
        return self.filter(state="accepted")

    def undecided(self) -> "ExcuseQuerySet":
        return self.filter(state="asked")


class SessionPartQuerySet(models.QuerySet):
    def in_order(self) -> "SessionPartQuerySet":
        """Those who lead first, each with the person and the country."""
        leading_first = models.Case(models.When(role__in=LEADING_ROLES, then=0), default=1)
        return self.select_related("person__office__country").order_by(leading_first, "role", "person__family_names")


def _parts_of(person_id, *roles: str) -> models.QuerySet:
    """Parts of one person in the session outside, of the given roles or of any."""
    parts = apps.get_model("training_sessions", "SessionPart").objects.filter(session=OuterRef("pk"), person=person_id)
    return parts.filter(role__in=roles) if roles else parts

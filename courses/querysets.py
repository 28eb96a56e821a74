"""Questions about workshops and places in them."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from network.querysets import PersonalRecordQuerySet, standing_of

CARD_COLUMNS = (
    *("slug", "title_es", "title_en", "modality", "starts_on", "ends_on", "state"),
    *("seats_per_office", "nominations_close_at"),
    *("area__name_es", "area__name_en", "host_office__country__name_es", "host_office__country__name_en"),
)


HOLDING = ("nominated", "offered", "confirmed")
EVER_ANNOUNCED = Q(state="announced") | Q(state="cancelled", announced_at__isnull=False)


class WorkshopQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> "WorkshopQuerySet":
        """Those that were ever announced to everyone (outsiders see the outline only); drafts, cancelled ones too, to
        School, Secretariat and the host office's contact points and national editors.
        """
        standing = standing_of(user, at)
        if standing.is_staff:
            return self
        offices = standing.offices_as("contact_point", "national_editor")
        return self.filter(EVER_ANNOUNCED | Q(host_office__in=offices) if offices else EVER_ANNOUNCED)

    def ever_announced(self) -> "WorkshopQuerySet":
        """Announced, and perhaps cancelled since; not what was called off before anybody heard of it."""
        return self.filter(EVER_ANNOUNCED)

    def hosted_in(self, country_code: str) -> "WorkshopQuerySet":
        """By an office of that country."""
        return self.filter(host_office__country=country_code)

    def announced(self) -> "WorkshopQuerySet":
        return self.filter(state="announced")

    def upcoming(self, at: datetime | None = None) -> "WorkshopQuerySet":
        """Not over yet, the next first."""
        return self.filter(ends_on__gte=timezone.localdate(at)).order_by("starts_on", "slug")

    def not_begun_first(self, at: datetime | None = None) -> "WorkshopQuerySet":
        """Those to come, the next first; then those under way."""
        begun = models.Case(models.When(starts_on__lte=timezone.localdate(at), then=1), default=0)
        return self.order_by(begun, "starts_on", "slug")

    def past(self, at: datetime | None = None) -> "WorkshopQuerySet":
        """Over, the latest first."""
        return self.filter(ends_on__lt=timezone.localdate(at)).order_by("-starts_on", "slug")

    def accepting(self, at: datetime | None = None) -> "WorkshopQuerySet":
        """Announced, and enrolment has not closed."""
        return self.announced().filter(nominations_close_at__gt=at or timezone.now())

    def due_for_release(self, at: datetime) -> "WorkshopQuerySet":
        """With seats per office, nominations closed, and the unnamed seats not given to everybody yet."""
        return self.filter(seats_per_office__isnull=False, seats_released_at__isnull=True, nominations_close_at__lte=at)

    def of_kind(self, *, area=None, topic=None, country=None, mode: str | None = None) -> "WorkshopQuerySet":
        """Of one area, crime topic, host country and mode; each that is ``None`` is any (R54)."""
        asked = {"area": area, "topics": topic, "host_office__country": country, "modality": mode}
        return self.filter(**{name: value for name, value in asked.items() if value is not None})

    def in_year(self, year: int) -> "WorkshopQuerySet":
        """With a day in that year."""
        return self.filter(starts_on__year__lte=year, ends_on__year__gte=year)

    def years(self) -> list[int]:
        """The years in which they begin, the latest first.

        Read off the day as it is written, ISO 8601 on every database: asking SQLite for the year of a date calls Python
        for each row.
        """
        year = Substr(Cast("starts_on", models.CharField()), 1, 4)
        found = self.order_by().annotate(begins_in=year).values_list("begins_in", flat=True).distinct()
        return sorted(map(int, found), reverse=True)

    def for_cards(self) -> "WorkshopQuerySet":
        """What a card of a workshop shows, in one query."""
        return self.select_related("area", "host_office__country")

    def for_lists(self) -> "WorkshopQuerySet":
        """``for_cards`` and nothing else: every other column would be asked for again, row by row."""
        return self.for_cards().only(*CARD_COLUMNS)


class EnrolmentQuerySet(PersonalRecordQuerySet):
    def changeable_by(self, user, at: datetime | None = None) -> "EnrolmentQuerySet":
        """One's own; an office's to its contact points; all to School and Secretariat. Reading reaches further."""
        standing = standing_of(user, at)
        if standing.is_staff:
            return self
        return self.filter(Q(person=standing.person_id) | Q(office__in=standing.offices_as("contact_point")))

    def acceptable_by(self, user, at: datetime | None = None) -> "EnrolmentQuerySet":
        """One's own; and, of those that one may change, the places of people who cannot sign in to say yes."""
        signs_in = Q(person__user__is_active=True, person__user__activated_at__isnull=False)
        return self.changeable_by(user, at).filter(Q(person=standing_of(user, at).person_id) | ~signs_in)

    def live(self) -> "EnrolmentQuerySet":
        """Holding a seat or waiting for one."""
        return self.filter(state__in=[*HOLDING, "waiting"])

    def holding(self) -> "EnrolmentQuerySet":
        """Holding a seat, confirmed or not yet."""
        return self.filter(state__in=HOLDING)

    def counted(self) -> "EnrolmentQuerySet":
        """Holding one of the workshop's seats: exceptions take nobody's."""
        return self.holding().filter(is_exception=False)

    def of_coming_workshops(self, at: datetime) -> "EnrolmentQuerySet":
        """Of announced workshops that are not over, with whom and what a letter names."""
        coming = self.filter(workshop__state="announced", workshop__ends_on__gte=timezone.localdate(at))
        return coming.select_related(
            "person__user", "person__office", "workshop__host_office__country", "office__country"
        )

    def offered_until(self, at: datetime) -> "EnrolmentQuerySet":
        """Offers whose time to be answered has passed by then."""
        return self.filter(state="offered", answer_by__lte=at)

    def confirmed(self) -> "EnrolmentQuerySet":
        return self.filter(state="confirmed")

    def waiting(self) -> "EnrolmentQuerySet":
        """In the order of the list."""
        return self.filter(state="waiting").order_by("queued_at", "id")

    def in_line(self) -> "EnrolmentQuerySet":
        """Who never waited in the order of asking, then the others in the order of the list, on every database."""
        return self.order_by(F("queued_at").asc(nulls_first=True), "asked_at", "id")

    def of_office(self, office) -> "EnrolmentQuerySet":
        return self.filter(office=office)


class FreedSeatQuerySet(models.QuerySet):
    def untaken(self) -> "FreedSeatQuerySet":
        """Still free, the earliest first."""
        return self.filter(taken_at__isnull=True).order_by("freed_at", "id")

    def kept(self, at: datetime) -> "FreedSeatQuerySet":
        """Free, and its office's alone at that instant."""
        return self.untaken().filter(pooled_at__isnull=True, kept_until__gt=at)

    def no_longer_kept(self, at: datetime) -> "FreedSeatQuerySet":
        """Free, and to be given to everybody by then."""
        return self.untaken().filter(pooled_at__isnull=True, kept_until__lte=at)

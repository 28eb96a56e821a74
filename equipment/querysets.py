"""Questions about equipment. Who sees what of an office stands in one place: :func:`offices_of`."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from equipment.rules import CALL_CORRECTED_WITHIN, USABLE_CONDITIONS
from network.querysets import standing_of
from network.rules import Standing

KEEPERS = ("contact_point", "custodian")
READERS = (*KEEPERS, "national_editor")


def offices_of(standing: Standing) -> Collection[int] | None:
    """The offices whose equipment somebody reads: ``None`` for every one (School, Secretariat, administrators)."""
    if standing.is_staff or standing.holds("administrator"):
        return None
    return standing.offices_as(*READERS)


def offices_kept_by(standing: Standing) -> Collection[int] | None:
    """The offices whose equipment somebody keeps: ``None`` for every one, which is the Secretariat's."""
    return None if standing.is_secretariat else standing.offices_as(*KEEPERS)


def offices_entered_by(standing: Standing) -> Collection[int] | None:
    """The offices into whose inventory somebody enters new assets: a custodian's; the Secretariat into every one."""
    return None if standing.is_secretariat else standing.offices_as("custodian")


class OfOffices(models.QuerySet):
    """Records of equipment that belong to an office, along :attr:`office_path`."""

    office_path = "office"

    def of_offices(self, offices: Collection[int] | None) -> Self:
        """Of those offices; of every one for ``None``."""
        return self if offices is None else self.filter(**{f"{self.office_path}__in": offices})

    def visible_to(self, user, at: datetime | None = None) -> Self:
        """An office's to those who hold a role for it; all to School, Secretariat and administrators; else none."""
        return self.of_offices(offices_of(standing_of(user, at)))

    def kept_by(self, user, at: datetime | None = None) -> Self:
        """Those that ``user`` may change: of the offices kept as contact point or custodian; all to the Secretariat."""
        return self.of_offices(offices_kept_by(standing_of(user, at)))


class OfficeRecordQuerySet(OfOffices):
    """Records that name their office."""


class AssetRecordQuerySet(OfOffices):
    """Records of one asset."""

    office_path = "asset__office"


class AssetFileQuerySet(AssetRecordQuerySet):
    def standing(self) -> Self:
        """Those that were not removed."""
        return self.filter(removed_at__isnull=True)


class CustodyQuerySet(AssetRecordQuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Of assets of one's offices; also of one that went elsewhere since, the custodies of one's own office."""
        offices = offices_of(standing_of(user, at))
        return self if offices is None else self.filter(Q(asset__office__in=offices) | Q(office__in=offices))


class RoundQuerySet(OfficeRecordQuerySet):
    def running(self) -> Self:
        """Opened and not closed."""
        return self.filter(closed_at__isnull=True)

    def with_counts(self) -> Self:
        """Each with ``all_rows``, ``seen_rows`` and ``left_rows``: expected, met, not met yet or missing."""
        left = Q(rows__outcome__in=["expected", "missing"])
        return self.annotate(
            all_rows=models.Count("rows"),
            left_rows=models.Count("rows", filter=left),
            seen_rows=models.Count("rows", filter=~left),
        )


class RoundRowQuerySet(OfOffices):
    office_path = "round__office"

    def of_other_offices(self) -> Self:
        """Assets that were met in a round of another office than theirs."""
        return self.filter(outcome="elsewhere", asset__isnull=False).exclude(asset__office=F("round__office"))


class RoomRecordQuerySet(OfOffices):
    """Records of one room of an office."""

    office_path = "room__office"


class TestCallQuerySet(RoomRecordQuerySet):
    __test__ = False

    def counting(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def changed_by(self, user, at: datetime | None = None) -> Self:
        """Those that ``user`` may take back: one's own while one keeps the room; all to the Secretariat."""
        standing = standing_of(user, at)
        kept = self.kept_by(user, at)
        return kept if standing.is_secretariat else kept.filter(made_by=standing.person_id)

    def corrected_by(self, user, at: datetime | None = None) -> Self:
        """The same, for some days after they were noted."""
        since = (at or timezone.now()) - CALL_CORRECTED_WITHIN
        return self.counting().changed_by(user, at).filter(noted_at__gte=since)


class TransferQuerySet(models.QuerySet):
    def pending(self) -> Self:
        """Those that nobody decided yet."""
        return self.filter(decided_at__isnull=True)

    def visible_to(self, user, at: datetime | None = None) -> Self:
        """To the readers of either office."""
        offices = offices_of(standing_of(user, at))
        return self if offices is None else self.filter(Q(from_office__in=offices) | Q(to_office__in=offices))

    def accepted_by(self, user, at: datetime | None = None) -> Self:
        """Pending ones that ``user`` may accept, who keeps the other office's equipment or is of the Secretariat."""
        offices = offices_kept_by(standing_of(user, at))
        return self.pending() if offices is None else self.pending().filter(to_office__in=offices)

    def ended_by(self, user, at: datetime | None = None) -> Self:
        """Pending ones that ``user`` may decline or take back."""
        offices = offices_kept_by(standing_of(user, at))
        if offices is None:
            return self.pending()
        return self.pending().filter(Q(to_office__in=offices) | Q(from_office__in=offices))


class AssetQuerySet(OfOffices):
    def usable(self) -> Self:
        """In service, in a fair condition or better, and not missing (:func:`equipment.rules.is_usable`)."""
        return self.filter(status="in_service", condition__in=USABLE_CONDITIONS).exclude(verification="missing")

    def present(self) -> Self:
        """Those that the office has: neither planned nor on their way, neither lost nor gone."""
        return self.filter(status__in=["received", "in_service", "under_repair", "on_loan", "stored"])

    def warranty_ends_by(self, day: date, at: datetime | None = None) -> Self:
        """Present ones whose warranty ends between today and that day."""
        return self.present().filter(warranty_until__range=(timezone.localdate(at), day))

    def to_verify(self) -> Self:
        """Those that a round looks for: goods that are here, not on loan, not on their way."""
        here = self.filter(status__in=["received", "in_service", "under_repair", "stored"])
        return here.filter(item_type__is_goods=True)

    def overdue(self, at: datetime | None = None) -> Self:
        """On loan past the day of their return."""
        return self.filter(status="on_loan", returns_on__lt=timezone.localdate(at))

    def ends_its_life_by(self, day: date) -> Self:
        """Present ones whose end of life has come or comes by that day."""
        return self.present().filter(end_of_life_on__lte=day)

    def searched(self, words: str) -> Self:
        """Whose tag, serial number, model or manufacturer holds every one of the words."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(tag__icontains=word)
                | Q(serial__icontains=word)
                | Q(model_name__icontains=word)
                | Q(manufacturer__icontains=word)
            )
        return found

    def with_places(self) -> Self:
        """Each with what a list names: kind, office, room, custodian, funder."""
        return self.select_related("item_type", "office__country", "room", "custodian", "funder")


class KitVersionQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those that were not called back."""
        return self.filter(called_back_at__isnull=True)

    def in_force(self, at: datetime | None = None) -> Self:
        """Those that count on that day: of each kit the latest that has begun."""
        today = timezone.localdate(at)
        later = self.model._default_manager.filter(
            kit=models.OuterRef("kit"),
            called_back_at__isnull=True,
            in_force_from__lte=today,
            number__gt=models.OuterRef("number"),
        )
        return self.standing().filter(in_force_from__lte=today).exclude(models.Exists(later))

    def with_next(self) -> Self:
        """Each with ``next_from``: from when the version after it is in force; ``None`` where there is none."""
        later = self.model._default_manager.filter(
            kit=models.OuterRef("kit"),
            called_back_at__isnull=True,
            in_force_from__isnull=False,
            number__gt=models.OuterRef("number"),
        )
        return self.annotate(next_from=models.Subquery(later.order_by("number").values("in_force_from")[:1]))


class BookingQuerySet(OfOffices):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """One's own; an office's to its contact points and custodians; all to School and Secretariat."""
        standing = standing_of(user, at)
        if standing.is_staff:
            return self
        if standing.person_id is None:
            return self.none()
        return self.filter(Q(booked_by=standing.person_id) | Q(office__in=standing.offices_as(*KEEPERS)))

    def changed_by(self, user, at: datetime | None = None) -> Self:
        """Those whose hours ``user`` changes, or calls off: an office's to its keepers, one's own as long as one is of
        that office (or of the Secretariat); none that follows a session.
        """
        standing = standing_of(user, at)
        if standing.person_id is None:
            return self.none()
        mine = Q(booked_by=standing.person_id)
        if not standing.is_secretariat:
            mine &= Q(office=standing.office_id)
        return self.filter(mine | Q(office__in=standing.offices_as(*KEEPERS)), session__isnull=True)

    def with_words(self) -> Self:
        """Those that say what for, or why they were called off."""
        return self.exclude(purpose="", cancel_reason="")

    def standing(self) -> Self:
        """Those that were not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def between(self, starts_at: datetime, ends_at: datetime) -> Self:
        """Those that share an instant with the time between the two; what ends as another begins does not."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def overlapping(self, starts_at: datetime, ends_at: datetime) -> Self:
        """The same of those that were not cancelled."""
        return self.standing().between(starts_at, ends_at)

    def in_the_way_of_room(self, room_id: int, *, with_contents: bool) -> Self:
        """Of that room; and, where it is needed ``with_contents``, of single assets that stand in it."""
        return self.filter(Q(room=room_id) | Q(asset__room=room_id) if with_contents else Q(room=room_id))

    def in_the_way_of_asset(self, asset) -> Self:
        """Of that asset, and of the room in which it stands."""
        return self.filter(Q(asset=asset) | Q(room=asset.room_id) if asset.room_id else Q(asset=asset))

    def displaced_from(self, person_id, at: datetime) -> Self:
        """Bookings of that person that another took the place of, of hours not over yet that were not booked anew."""
        anew = self.model._default_manager.filter(
            cancelled_at__isnull=True,
            booked_by=person_id,
            starts_at__lt=models.OuterRef("ends_at"),
            ends_at__gt=models.OuterRef("starts_at"),
        )
        lost = self.filter(booked_by=person_id, displaced_by__isnull=False, ends_at__gt=at)
        return lost.exclude(models.Exists(anew))

    def with_things(self) -> Self:
        """Each with what pages name: room, asset and its kind, office and country, who booked it."""
        return self.select_related("room", "asset__item_type", "office__country", "booked_by")

"""What is due of equipment: offers, verifications, loans, warranties; and bookings that gave way."""

from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from equipment.bookings.words import thing_said
from equipment.models import Asset, Booking, Transfer, VerificationRound, VerificationRow
from equipment.querysets import offices_kept_by
from network.inbox import Due, Kind
from network.models import User
from network.querysets import standing_of
from network.wall_time import instant_of

WARRANTY_SOON = timedelta(days=60)


def equipment_due(user: User, at: datetime) -> list[Due]:
    """To who keeps the equipment of an office; not to the Secretariat, which keeps all. Three questions."""
    offices = offices_kept_by(standing_of(user))
    if not offices:
        return []
    return [*_offers(user), *_verifications(user), *_days(user, at)]


def _offers(user: User) -> list[Due]:
    url = reverse("equipment:asset_list")
    pending = Transfer.objects.accepted_by(user).select_related("asset", "from_office__country")
    return [
        Due(
            what=_("Answer whether your office takes %(tag)s") % {"tag": row.asset.tag},
            url=url,
            kind=Kind.EQUIPMENT,
            why=_("It is offered by another office: %(country)s.") % {"country": row.from_office.country.name},
        )
        for row in pending
    ]


def _verifications(user: User) -> list[Due]:
    """Those that run, with how many are left; and those that are closed and not signed."""
    rounds = VerificationRound.objects.kept_by(user).filter(signed_at__isnull=True).select_related("office")
    left = Count("rows", filter=Q(rows__outcome=VerificationRow.Outcome.EXPECTED))
    found = []
    for row in rounds.annotate(left=left).order_by("due_on", "pk"):
        if row.closed_at is not None:
            what, why, due_at = _("Have the verification signed: %(title)s"), _("It is closed."), None
        else:
            what = _("Verify the inventory: %(title)s")
            why = ngettext("%(left)s asset is left.", "%(left)s assets are left.", row.left) % {"left": row.left}
            due_at = _end_of(row.due_on, row.office.time_zone)
        found.append(Due(what % {"title": row.title}, row.get_absolute_url(), Kind.EQUIPMENT, due_at, why))
    return found


def _days(user: User, at: datetime) -> list[Due]:
    """Loans that are overdue, one by one; warranties that end, one line for each office."""
    today = timezone.localdate(at)
    loan = Q(status=Asset.Status.ON_LOAN, returns_on__lt=today)
    warranty = Q(pk__in=Asset.objects.warranty_ends_by(today + WARRANTY_SOON, at).values("pk"))
    assets = list(
        Asset.objects.kept_by(user)
        .filter(loan | warranty)
        .select_related("office")
        .order_by("office", "warranty_until", "tag")
    )
    found = [
        Due(
            what=_("Call %(tag)s back from its loan") % {"tag": asset.tag},
            url=reverse("equipment:asset", args=[asset.pk]),
            kind=Kind.EQUIPMENT,
            due_at=_end_of(asset.returns_on, asset.office.time_zone),
            why=_("It was to be back:"),
        )
        for asset in assets
        if asset.status == Asset.Status.ON_LOAN and asset.returns_on and asset.returns_on < today
    ]
    ending = [a for a in assets if a.warranty_until and today <= a.warranty_until <= today + WARRANTY_SOON]
    for office, rows in groupby(ending, key=lambda asset: asset.office):
        first, *others = rows
        number = len(others) + 1
        what = ngettext(
            "Use the warranty of %(number)s asset while it lasts",
            "Use the warranty of %(number)s assets while it lasts",
            number,
        )
        url = f"{reverse('equipment:asset_list')}?office={office.code}&due=warranty"
        due_at = _end_of(first.warranty_until, office.time_zone)
        found.append(Due(what % {"number": number}, url, Kind.EQUIPMENT, due_at, _("The first one ends:")))
    return found


def foreign_sightings(user: User, at: datetime) -> list[Due]:
    """Assets that an office met while it verified, and that are another one's; to the Secretariat. One question."""
    if not standing_of(user).is_secretariat:
        return []
    recent = VerificationRow.objects.of_other_offices().filter(seen_at__gte=at - timedelta(days=90))
    rows = recent.select_related("round__office__country", "asset__office__country").order_by("-seen_at")
    return [
        Due(
            what=_("Clear up where %(tag)s belongs") % {"tag": row.tag},
            url=reverse("equipment:asset", args=[row.asset_id]),
            kind=Kind.EQUIPMENT,
            why=_("It is of %(owner)s and was met in a verification of %(finder)s.")
            % {"owner": row.asset.office.country.name, "finder": row.round.office.country.name},
        )
        for row in rows
        if row.asset.verified_at is None or row.asset.verified_at < row.seen_at
    ]


def _end_of(day: date, zone: str) -> datetime:
    """The last minute of a day on the office's clock."""
    return instant_of(datetime.combine(day, datetime.max.time().replace(microsecond=0)), zone)


def bookings_displaced(user: User, at: datetime) -> list[Due]:
    """Bookings of one's own that gave way, until one has booked those hours anew or they are over. One question."""
    if standing_of(user).office_id is None:
        return []
    return [
        Due(
            what=_("Find another room or hour: your booking of “%(thing)s” gave way to the network")
            % {"thing": thing_said(booking)},
            url=reverse("bookings:booking", args=[booking.pk]),
            kind=Kind.SESSION,
            due_at=booking.starts_at,
            why=_("The reason stands with it. It was booked from:"),
        )
        for booking in Booking.objects.displaced_from(user.person_id, at).with_things()
    ]

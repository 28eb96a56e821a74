"""What is due of assets, told to those who keep them: warranties, loans, ends of life, the yearly verification."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from equipment import mails
from equipment.models import Asset, AssetReminder, VerificationRound
from foundations.audit.actions import record_event
from network.models import Office

WARRANTY_SOON, WARRANTY_NEAR = timedelta(days=60), timedelta(days=30)
LIFE_AHEAD = timedelta(days=180)
VERIFIED_EVERY = timedelta(days=365)
Kind = AssetReminder.Kind
Due = tuple[Asset, str, date]


def send_reminders(*, at: datetime | None = None) -> None:
    """The clock's turn: each office's due assets in one letter to each keeper, each thing once; then verifications."""
    now = at or timezone.now()
    for office in Office.objects.filter(assets__isnull=False).distinct().in_order():
        remind_of_assets(office, at=now)
        remind_of_verification(office, at=now)


@transaction.atomic
def remind_of_assets(office: Office, *, at: datetime) -> None:
    """What is due of this office's assets and was not told yet. Told, it is noted, and a second turn is silent."""
    office = Office.objects.select_for_update(of=("self",), no_key=True).select_related("country").get(pk=office.pk)
    due = due_assets(office, at)
    if not due:
        return
    AssetReminder.objects.bulk_create(
        AssetReminder(asset=asset, kind=kind, due_on=day, sent_at=at) for asset, kind, day in due
    )
    told = [(asset, kind) for asset, kind, _day in due]
    mails.remind_of_assets(office, told, once=f"{at:%Y%m%d%H%M%S}", at=at)
    record_event("equipment.assets_reminded", office, at=at, assets=len(due))


@transaction.atomic
def remind_of_verification(office: Office, *, at: datetime) -> None:
    """A year without a closed verification, counted from the last one or from the first asset: once for each year."""
    since = verification_due_since(office, at)
    if since is not None:
        mails.remind_of_verification(office, once=since.date().isoformat(), at=at)


def verification_due_since(office: Office, at: datetime) -> datetime | None:
    """From when on a verification of the office is due; ``None`` while it is not, or one runs. Two questions."""
    rounds = VerificationRound.objects.filter(office=office).order_by("-opened_at")
    last = rounds.first()
    if last is not None and last.closed_at is None:
        return None
    begun = last.closed_at if last else None
    if begun is None:
        begun = (
            Asset.objects.filter(office=office)
            .to_verify()
            .order_by("created_at")
            .values_list("created_at", flat=True)
            .first()
        )
    return begun + VERIFIED_EVERY if begun and begun + VERIFIED_EVERY <= at else None


def due_assets(office: Office, at: datetime) -> list[Due]:
    """``(asset, kind, day)`` for everything that is due and was not told: of a warranty the nearer reminder alone."""
    today, assets = timezone.localdate(at), Asset.objects.filter(office=office).select_related("item_type")
    found: list[Due] = []
    for asset in assets.warranty_ends_by(today + WARRANTY_SOON, at):
        day = asset.warranty_until or today
        found.append((asset, Kind.WARRANTY_30 if day <= today + WARRANTY_NEAR else Kind.WARRANTY_60, day))
    found += [(asset, Kind.LOAN, asset.returns_on or today) for asset in assets.overdue(at)]
    ending = assets.ends_its_life_by(today + LIFE_AHEAD)
    found += [(asset, Kind.END_OF_LIFE, asset.end_of_life_on or today) for asset in ending]
    told = set(AssetReminder.objects.filter(asset__office=office).values_list("asset", "kind", "due_on"))
    return [row for row in found if (row[0].pk, str(row[1]), row[2]) not in told]

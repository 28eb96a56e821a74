"""What is printed of the inventory: labels to cut, acts of hand-over, reports of verifications. Stores nothing.

Paper speaks the language of whoever prints it, and tells days on the clock of the office.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from equipment.models import Asset, Custody, VerificationRound, VerificationRow
from foundations.printing.pdf import typeset
from foundations.printing.qr import qr_svg
from network.models import Office

TEMPLATES = Path(__file__).parent / "typst"
MOST_LABELS = 240
Outcome = VerificationRow.Outcome


def label_address(asset: Asset) -> str:
    """The short address that the QR of a label carries."""
    return settings.BASE_URL + reverse("labels:asset", args=[asset.tag])


def labels_pdf(assets: Sequence[Asset], *, at: datetime) -> bytes:
    """A4 sheets of three by eight labels: the QR, the tag, the kind and the office; nobody's name."""
    rows = [
        {
            "tag": asset.tag,
            "kind": asset.item_type.name,
            "office": asset.office.country.name,
            "picture": f"qr_{place}",
            "alt": _("QR code of %(tag)s") % {"tag": asset.tag},
        }
        for place, asset in enumerate(assets)
    ]
    pictures = {f"qr_{place}": qr_svg(label_address(asset)) for place, asset in enumerate(assets)}
    content = _shared(_("Labels")) | {"labels": rows}
    return typeset(TEMPLATES / "labels.typ", content, at=at, images=pictures)


def act_pdf(custody: Custody) -> bytes:
    """The act of a hand-over: what was given, by whom, to whom, with two lines to sign."""
    together = Custody.objects.filter(act_number=custody.act_number, office=custody.office_id)
    rows = together.select_related("asset__item_type", "room").order_by("asset__tag")
    giver, receiver = custody.handed_over_by, custody.custodian
    content = _shared(_("Act of delivery and receipt")) | {
        "number": custody.act_number,
        "office": custody.office.name,
        "day": _day(custody.starts_at, custody.office),
        "sentence": _(
            "The equipment listed below was handed over. Whoever receives it answers for its custody and use."
        ),
        "columns": [_("Asset tag"), _("Kind of item"), _("Manufacturer and model"), _("Serial number"), _("Room")],
        "rows": [
            [
                row.asset.tag,
                row.asset.item_type.name,
                f"{row.asset.manufacturer} {row.asset.model_name}".strip(),
                row.asset.serial,
                row.room.name if row.room else "",
            ]
            for row in rows
        ],
        "signers": [
            {"name": giver.full_name if giver else "", "post": _("Hands over")},
            {"name": receiver.full_name if receiver else "", "post": _("Receives")},
        ],
    }
    return typeset(TEMPLATES / "act.typ", content, at=custody.starts_at)


def round_pdf(verification: VerificationRound, *, at: datetime) -> bytes:
    """The report: how many of what, then what is missing and what turned up, then all of it; a line to sign."""
    office = verification.office
    rows = list(verification.rows.select_related("asset__item_type", "asset__room", "seen_in", "round").order_by("tag"))
    ours = [row for row in rows if row.is_of_office]
    foreign = [row for row in rows if not row.is_of_office]

    def of(*outcomes: str) -> list[VerificationRow]:
        return [row for row in ours if row.outcome in outcomes]

    counts = (
        (_("Found"), len(of(Outcome.FOUND))),
        (_("Found in another room"), len(of(Outcome.ELSEWHERE))),
        (_("Missing"), len(of(Outcome.MISSING, Outcome.EXPECTED))),
        (_("Not expected"), len(of(Outcome.UNEXPECTED))),
        (_("Not of this inventory"), len(foreign)),
    )
    tables = (
        (_("Missing"), of(Outcome.MISSING, Outcome.EXPECTED)),
        (_("Found in another room"), of(Outcome.ELSEWHERE)),
        (_("Not expected"), of(Outcome.UNEXPECTED)),
        (_("Not of this inventory"), foreign),
        (_("Found"), of(Outcome.FOUND)),
    )
    state = _("Opened on %(day)s.") % {"day": _day(verification.opened_at, office)}
    if verification.closed_at:
        state += " " + _("Closed on %(day)s.") % {"day": _day(verification.closed_at, office)}
    signed = verification.signed_by_name
    content = _shared(_("Verification of the inventory")) | {
        "office": office.name,
        "name": verification.title,
        "state": state,
        "counts": [[name, str(number)] for name, number in counts],
        "columns": [_("Asset tag"), _("Kind of item"), _("Room in the inventory"), _("Seen in"), _("Note")],
        "tables": [{"title": title, "rows": [_row(row) for row in found]} for title, found in tables if found],
        "signers": [{"name": signed, "post": capfirst(office.head_title) or _("Head of the office")}],
    }
    return typeset(TEMPLATES / "round.typ", content, at=at)


def _row(row: VerificationRow) -> list[str]:
    """Of a tag that is not of this inventory nothing but the tag is told."""
    asset = row.asset if row.is_of_office else None
    return [
        row.tag,
        asset.item_type.name if asset else "",
        asset.room.name if asset and asset.room else "",
        row.seen_in.name if row.seen_in else "",
        row.note,
    ]


def _day(instant: datetime, office: Office) -> str:
    return date_format(instant.astimezone(ZoneInfo(office.time_zone)), "DATE_FORMAT")


def _shared(title: str) -> dict[str, object]:
    return {
        "language": (get_language() or "es")[:2],
        "network": settings.NETWORK_NAME,
        "title": title,
        "demo": settings.DEMO,
    }

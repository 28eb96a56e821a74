"""What else happened to the equipment: desks furnished, hands changed, a codec at the workshop, a verification under way.

The rooms' own equipment is laid by :mod:`training_platform.demo.readiness`. Prices are indicative and say so. Makers and
serial numbers are invented.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from equipment.actions import (
    ask_transfer,
    assess_asset,
    begin_maintenance,
    close_round,
    hand_over,
    move_asset,
    note_seen,
    open_round,
    register_asset,
    revise_asset,
)
from equipment.models import Asset, ExchangeRate, ItemType, Maintenance, Supplier, VerificationRound
from network.models import Office, Person
from training_platform.demo.honduras import furnish_honduras
from training_platform.demo.people import account_of, prosecutors_of
from training_platform.demo.replay import SECRETARIAT

BEGUN = timedelta(days=200)
MAKER = "Fabricante ficticio"
INDICATIVE = "Precio indicativo, no es una cotización."
# Units for one US dollar around March 2012; the source says that they are for the demonstration.
RATES = {
    "BZD": "2", "CRC": "512", "GTQ": "7.75", "HNL": "19.10", "NIO": "23.20", "PAB": "1", "DOP": "39", "MXN": "12.80",
    "COP": "1770",
}  # fmt: skip
DESK = (("laptop", "LT-14", 950), ("webcam", "WC-1080", 120), ("headset", "HS-2", 85))
PRICES = {"codec": 6500, "ptz-camera": 1900, "mic-array": 450, "display": 1100, "ups": 480}
VERIFIED = "HN"
# Whose desk kit is in use already; Honduras keeps its own in a cupboard, to the others it is promised.
AT_WORK, STORED = ("SV", "CR", "MX", "CO", "PA"), ("HN",)
CODEC_ENDED = date(2011, 12, 31)


def show_inventory(at: datetime | None = None) -> None:
    """Fill the inventory once; a verification that has been closed or is overdue is opened anew."""
    now = at or timezone.now()
    if not Supplier.objects.exists():
        _lay_rates()
        _furnish_desks(now - BEGUN)
        _price_rooms(now - BEGUN)
        _repair_codec(now)
        honduras = _keeper(Office.objects.get(code=VERIFIED))
        furnish_honduras(honduras, Supplier.objects.get(), now=now)
        _change_hands(now - timedelta(days=40))
        _lend_and_offer(now)
    if not VerificationRound.objects.running().filter(office__code=VERIFIED, due_on__gte=now.date()).exists():
        _verify(now)


def _lay_rates() -> None:
    for currency, rate in RATES.items():
        told = {"per_usd": Decimal(rate), "source": "demostración, aproximado"}
        ExchangeRate.objects.get_or_create(currency=currency, on=date(2012, 3, 1), defaults=told)


def _keeper(office: Office) -> Person:
    return office.appointments.valid().holding("custodian").select_related("person__user").earliest("pk").person


def _furnish_desks(at: datetime) -> None:
    """Each office a desk kit: in use, stored or planned; what it cost, in dollars."""
    kinds = ItemType.objects.in_bulk(field_name="code")
    for office in Office.objects.in_order():
        keeper = _keeper(office)
        for code, model, price in DESK:
            kind = {"office": office, "item_type": kinds[code], "manufacturer": MAKER, "model_name": model}
            if office.code not in (*AT_WORK, *STORED):
                register_asset(**kind, status=Asset.Status.PLANNED, notes=INDICATIVE, by=keeper.user, at=at)
                continue
            day = timezone.localdate(at)
            asset = register_asset(
                **kind, status=Asset.Status.RECEIVED, condition="new", custodian=keeper,
                serial=f"{office.code}-{model}-01", delivered_on=day, delivery_act=f"ER-{day.year}-{office.code}",
                cost=Decimal(price), currency="USD", value_date=day, notes=INDICATIVE,
                warranty_until=day + timedelta(days=240 if code == "laptop" else 3 * 365), by=keeper.user, at=at,
            )  # fmt: skip
            if office.code in STORED:
                move_asset(asset, status="stored", by=keeper.user, at=at)
            else:
                move_asset(
                    asset, status="in_service", room=office.rooms.first(), custodian=keeper, by=keeper.user, at=at
                )


def _price_rooms(at: datetime) -> None:
    """What stands in the rooms gets its maker, its serial number and its indicative cost."""
    for number, asset in enumerate(
        Asset.objects.filter(serial="", item_type__code__in=PRICES).select_related("item_type")
    ):
        revise_asset(
            asset, manufacturer=MAKER, model_name=f"{asset.item_type.code.upper()}-2", serial=f"RF{number:05}",
            cost=Decimal(PRICES[asset.item_type.code]), currency="USD", value_date=timezone.localdate(at),
            notes=INDICATIVE, by=None, at=at,
        )  # fmt: skip


def _repair_codec(now: datetime) -> None:
    """Guatemala's old codec: its warranty ended in 2011, and it waits at the workshop."""
    supplier = Supplier.objects.create(name="Servicios Audiovisuales del Istmo, S. A. (ficticia)")
    for code in ("SV", "GT"):
        codec = Asset.objects.filter(office__code=code, item_type__code="codec").select_related("office").first()
        if codec is None:
            continue
        keeper = _keeper(codec.office).user
        if code == "GT":
            facts = {
                "delivered_on": date(2009, 1, 12),
                "warranty_until": CODEC_ENDED,
                "end_of_life_on": date(2016, 1, 12),
            }
            revise_asset(codec, **facts, note="Según la factura de 2009.", by=keeper, at=now - BEGUN)
            work = {"kind": Maintenance.Kind.REPAIR, "title": "No enciende: fuente de poder"}
            begin_maintenance(
                codec, **work, started_on=now.date() - timedelta(days=66), supplier=supplier, by=keeper, at=now
            )
            assess_asset(codec, condition="broken", by=keeper, at=now)
        else:
            work = {"kind": Maintenance.Kind.SOFTWARE, "title": "Actualización del programa del códec"}
            day = now.date() - timedelta(days=21)
            begin_maintenance(
                codec, **work, started_on=day, completed_on=day, cost=Decimal(120), currency="USD", supplier=supplier,
                by=keeper, at=now - timedelta(days=20),
            )  # fmt: skip


def _change_hands(at: datetime) -> None:
    """The laptop of El Salvador goes from its custodian to a prosecutor, by an act."""
    office = Office.objects.get(code="SV")
    laptops = list(Asset.objects.filter(office=office, item_type__code="laptop"))
    hand_over(laptops, custodian=prosecutors_of(office)[0], by=_keeper(office).user, at=at)


def _lend_and_offer(now: datetime) -> None:
    """Panama lent a webcam and waits for it; Costa Rica offers Belize a headset."""
    webcam = Asset.objects.filter(office__code="PA", item_type__code="webcam").select_related("office").get()
    lent = now - timedelta(days=30)
    back = timezone.localdate(now) - timedelta(days=4)
    keeper = _keeper(webcam.office).user
    move_asset(webcam, status="on_loan", returns_on=back, lent_to="Escuela (ficticio)", by=keeper, at=lent)
    headset = Asset.objects.filter(office__code="CR", item_type__code="headset").select_related("office").get()
    offer = {"to_office": Office.objects.get(code="BZ"), "reason": "Belice no tiene ninguno de repuesto."}
    ask_transfer(headset, **offer, by=_keeper(headset.office).user, at=now - timedelta(days=2))


def _verify(now: datetime) -> None:
    """Honduras is half way through its verification of this year; an old label turned up that nobody knows."""
    office = Office.objects.get(code=VERIFIED)
    keeper = _keeper(office).user
    for old in VerificationRound.objects.running().filter(office=office):
        close_round(old, by=account_of(SECRETARIAT), at=now)
    opened = now - timedelta(days=2)
    due = timezone.localdate(now) + timedelta(days=19)
    running = open_round(office, title=f"Verificación {now.year}", due_on=due, by=keeper, at=opened)
    tags = list(running.rows.order_by("tag").values_list("tag", flat=True))
    for tag in (*tags[: (len(tags) + 1) // 2], "REFCO-0099"):
        note_seen(running, tag=tag, room=office.rooms.first(), by=keeper, at=now - timedelta(hours=5))

"""An inventory as an office keeps one: Honduras, whose room has screen, sound, power and a line, and nothing to call with.

Its old codec does not start and its camera is cracked: both lie in the store room, and a budget line asks for their
replacement. The pictures are drawn here; makers, numbers and prices are invented.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

from django.utils import timezone
from PIL import Image, ImageDraw

from content.uploads.pictures import clean_picture
from equipment.actions import add_file, begin_maintenance, hand_over, register_asset
from equipment.models import Asset, AssetFile, ItemType, Maintenance, Supplier
from network.models import Office, Person, User
from training_platform.demo.people import prosecutors_of

OFFICE, BOUGHT = "HN", timedelta(days=200)
MAKER = "Fabricante ficticio"
Status, Work = Asset.Status, Maintenance.Kind
WALL, BODY, DARK, GLASS, CRACK = "#d9dde3", "#3a3f47", "#16181c", "#5b7fa6", "#ffffff"


def furnish_honduras(keeper: Person, supplier: Supplier, *, now: datetime) -> None:
    """What stands in the room beside what its story laid, what lies in the store room, and what happened to it."""
    office = Office.objects.get(code=OFFICE)
    by, bought = keeper.user, now - BOUGHT
    codec = _old(office, "codec", "VC-2006", date(2006, 8, 14), keeper, at=bought)
    camera = _old(office, "ptz-camera", "PTZ-12", date(2008, 3, 3), keeper, at=bought)
    display = _new(office, "display", "PL-42", 1100, keeper, at=bought)
    speaker = _new(office, "speakerphone", "AV-2", 290, keeper, at=bought)
    router = _new(office, "router", "ER-8", 340, keeper, at=bought)
    _picture(codec, "Códec que no enciende (dibujo ficticio)", _draw(lens=False), by=by, at=bought)
    _picture(camera, "Lente rajado (dibujo ficticio)", _draw(lens=True), by=by, at=bought)
    day = now.date()
    begin_maintenance(
        display, kind=Work.REPAIR, title="Franja negra a la derecha de la imagen", started_on=day - timedelta(days=12),
        supplier=supplier, under_warranty=True, out_of_service=True, by=by, at=now - timedelta(days=12),
    )  # fmt: skip
    ups = Asset.objects.get(office=office, item_type__code="ups")
    for asset, kind, title, days, cost, currency in (
        (ups, Work.MAINTENANCE, "Cambio de baterías", 75, "3820.00", "HNL"),
        (router, Work.CONFIGURATION, "Prioridad para la videoconferencia", 140, "90.00", "USD"),
    ):
        done = day - timedelta(days=days)
        begin_maintenance(
            asset, kind=kind, title=title, started_on=done, completed_on=done, supplier=supplier, cost=Decimal(cost),
            currency=currency, by=by, at=now - timedelta(days=days - 1),
        )  # fmt: skip
    microphones = list(Asset.objects.filter(office=office, item_type__code="mic-array"))
    hand_over(microphones, custodian=prosecutors_of(office)[0], by=by, at=now - timedelta(days=120))
    hand_over([speaker], custodian=prosecutors_of(office)[1], by=by, at=now - timedelta(days=35))


def _old(office: Office, code: str, model: str, delivered_on: date, keeper: Person, *, at: datetime) -> Asset:
    """Broken, in the store room, its warranty long over."""
    return register_asset(
        office=office, item_type=ItemType.objects.get(code=code), status=Status.STORED, condition="broken",
        custodian=keeper, manufacturer=MAKER, model_name=model, serial=f"HN-{model}-01", delivered_on=delivered_on,
        delivery_act=f"ER-{delivered_on.year}-HN", warranty_until=delivered_on + timedelta(days=2 * 365),
        notes="Dañado; espera la baja.", by=keeper.user, at=at,
    )  # fmt: skip


def _new(office: Office, code: str, model: str, price: int, keeper: Person, *, at: datetime) -> Asset:
    """In service in the room, under warranty for years to come."""
    day = timezone.localdate(at)
    return register_asset(
        office=office, item_type=ItemType.objects.get(code=code), status=Status.IN_SERVICE, condition="good",
        room=office.rooms.earliest("pk"), custodian=keeper, manufacturer=MAKER, model_name=model,
        serial=f"HN-{model}-01", delivered_on=day, delivery_act=f"ER-{day.year}-HN", cost=Decimal(price),
        currency="USD", value_date=day, warranty_until=day + timedelta(days=2 * 365),
        notes="Precio indicativo, no es una cotización.", by=keeper.user, at=at,
    )  # fmt: skip


def _picture(asset: Asset, title: str, content: bytes, *, by: User, at: datetime) -> None:
    add_file(asset, kind=AssetFile.Kind.PHOTO, title=title, clean=clean_picture(content), by=by, at=at)


def _draw(*, lens: bool) -> bytes:
    """A device on a table, as a JPEG: a camera with a cracked lens, or a box whose lamps are out."""
    picture = Image.new("RGB", (800, 600), WALL)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 430, 800, 600), fill="#a98d6d")
    if lens:
        draw.rounded_rectangle((250, 150, 550, 400), 40, fill=BODY)
        draw.rectangle((330, 400, 470, 440), fill=DARK)
        draw.ellipse((310, 190, 490, 370), fill=DARK)
        draw.ellipse((345, 225, 455, 335), fill=GLASS)
        for points in ((360, 240, 405, 285, 392, 330), (405, 285, 452, 262), (405, 285, 440, 322)):
            draw.line(points, fill=CRACK, width=4)
    else:
        draw.rounded_rectangle((150, 290, 650, 430), 16, fill=BODY)
        draw.rectangle((185, 330, 420, 350), fill=DARK)
        for left in range(470, 620, 36):
            draw.ellipse((left, 340, left + 18, 358), fill=DARK)
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()

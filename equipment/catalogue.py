"""The kinds of items and the standard kits as the plan has them. Data, laid once; the Secretariat changes them later.

Prices are no part of it: whoever keeps the budget holds them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from equipment.models import ItemType, Kit, KitLine, KitVersion

Names = tuple[str, str]
Row = dict[str, object]
Category, Need = ItemType.Category, ItemType.Need
FIRST_IN_FORCE = date(2012, 1, 1)
UNIT, MONTH = ("unidad", "unit"), ("mes", "month")


def _field(key: str, label: Names, kind: str, **more: object) -> Row:
    return {"key": key, "label_es": label[0], "label_en": label[1], "kind": kind, **more}


RESOLUTION = _field("resolution", ("Resolución", "Resolution"), "choice", choices=["480p", "720p", "1080p", "2160p"])
ZOOM = _field("zoom", ("Acercamiento óptico", "Optical zoom"), "whole", unit="×", least=1, most=60)
ANGLE = _field("angle", ("Ángulo de visión", "Angle of view"), "whole", unit="°", least=10, most=360)
REACH = _field("reach", ("Alcance", "Reach"), "decimal", unit="m", least="0.1", most=30)
ECHO = _field("echo_cancelling", ("Cancela el eco", "Cancels echo"), "yes_no")
INCHES = _field("inches", ("Diagonal", "Diagonal"), "decimal", unit="in", least=5, most=150)
MEMORY = _field("memory", ("Memoria", "Memory"), "whole", unit="GB", least=1, most=1024)
SYSTEM = _field("system", ("Sistema operativo", "Operating system"), "text")
PORTS = _field("ports", ("Puertos", "Ports"), "whole", least=1, most=512)
PROTOCOLS = _field("protocols", ("Protocolos", "Protocols"), "text")
LINE: tuple[Row, ...] = (
    _field("down_kbps", ("Bajada contratada", "Contracted download"), "whole", unit="kbit/s", least=1, required=True),
    _field("up_kbps", ("Subida contratada", "Contracted upload"), "whole", unit="kbit/s", least=1, required=True),
    _field("latency_ms", ("Latencia", "Latency"), "whole", unit="ms", least=0, most=10_000),
    _field("provider", ("Proveedor", "Provider"), "text"),
)


@dataclass(frozen=True)
class ItemEntry:
    """One kind of item: its names, Spanish then English, what of a room it serves as, what is told of each."""

    name: Names
    category: Category
    serves: tuple[Need, ...] = ()
    spec: tuple[Row, ...] = ()
    unit: Names = UNIT
    life_years: int | None = None
    is_goods: bool = True
    is_tracked: bool = True


ITEMS = {
    "codec": ItemEntry(
        ("Códec de videoconferencia", "Videoconference codec"),
        Category.ENDPOINT,
        (Need.ENDPOINT, Need.SPEAKER),
        (RESOLUTION, PROTOCOLS),
        life_years=7,
    ),
    "ptz-camera": ItemEntry(
        ("Cámara móvil (PTZ)", "PTZ camera"),
        Category.CAMERA,
        (Need.CAMERA,),
        (RESOLUTION, ZOOM, ANGLE),
        life_years=7,
    ),
    "mic-array": ItemEntry(
        ("Conjunto de micrófonos", "Microphone array"),
        Category.AUDIO,
        (Need.MICROPHONE,),
        (REACH, ECHO),
        life_years=8,
    ),
    "speakerphone": ItemEntry(
        ("Altavoz con micrófono", "Speakerphone"),
        Category.AUDIO,
        (Need.MICROPHONE, Need.SPEAKER),
        (REACH, ECHO),
        life_years=5,
    ),
    "display": ItemEntry(
        ("Pantalla", "Display"), Category.DISPLAY, (Need.DISPLAY,), (INCHES, RESOLUTION), life_years=7
    ),
    "video-bar": ItemEntry(
        ("Barra de video", "Video bar"),
        Category.CAMERA,
        (Need.CAMERA, Need.MICROPHONE, Need.SPEAKER),
        (RESOLUTION, ANGLE, REACH),
        life_years=6,
    ),
    "ups": ItemEntry(
        ("Sistema de alimentación ininterrumpida (UPS)", "Uninterruptible power supply (UPS)"),
        Category.POWER,
        (Need.POWER,),
        (
            _field("va", ("Potencia", "Power"), "whole", unit="VA", least=100, most=100_000),
            _field("minutes", ("Autonomía a media carga", "Minutes at half load"), "whole", unit="min", least=1),
        ),
        life_years=4,
    ),
    "laptop": ItemEntry(
        ("Computadora portátil", "Laptop"),
        Category.COMPUTER,
        (Need.ENDPOINT, Need.DISPLAY),
        (MEMORY, INCHES, SYSTEM),
        life_years=5,
    ),
    "mini-pc": ItemEntry(
        ("Minicomputadora", "Mini PC"), Category.COMPUTER, (Need.ENDPOINT,), (MEMORY, SYSTEM), life_years=5
    ),
    "webcam": ItemEntry(("Cámara web", "Webcam"), Category.CAMERA, (Need.CAMERA,), (RESOLUTION, ANGLE), life_years=4),
    "headset": ItemEntry(
        ("Audífonos con micrófono", "Headset"), Category.AUDIO, (Need.MICROPHONE, Need.SPEAKER), life_years=3
    ),
    "link": ItemEntry(
        ("Enlace de internet", "Internet link"), Category.NETWORK, (Need.LINK,), LINE, unit=MONTH, is_goods=False
    ),
    "router": ItemEntry(("Enrutador", "Router"), Category.NETWORK, (), (PORTS,), life_years=6),
    "conference-server": ItemEntry(
        ("Servidor de videoconferencia", "Conference server"),
        Category.SERVICE,
        unit=MONTH,
        is_goods=False,
        is_tracked=False,
    ),
    "installation": ItemEntry(("Instalación", "Installation"), Category.SERVICE, is_goods=False, is_tracked=False),
    "training": ItemEntry(
        ("Capacitación en el uso del equipo", "Training in the use of the equipment"),
        Category.SERVICE,
        is_goods=False,
        is_tracked=False,
    ),
    "support": ItemEntry(
        ("Soporte por tres años", "Three-year support"), Category.SERVICE, is_goods=False, is_tracked=False
    ),
    "admin-training": ItemEntry(
        ("Capacitación en administración", "Training of administrators"),
        Category.SERVICE,
        is_goods=False,
        is_tracked=False,
    ),
}


@dataclass(frozen=True)
class KitEntry:
    """One standard kit: what for, and how many of which kind."""

    name: Names
    scope: Kit.Scope
    tier: int
    lines: tuple[tuple[str, int], ...]


KITS = {
    "A": KitEntry(
        ("Dotación A, sala", "Kit A, room"),
        Kit.Scope.ROOM,
        1,
        (
            ("codec", 1),
            ("ptz-camera", 1),
            ("mic-array", 2),
            ("display", 2),
            ("ups", 1),
            ("installation", 1),
            ("training", 1),
            ("support", 1),
        ),
    ),
    "B": KitEntry(
        ("Dotación B, escritorio", "Kit B, desk"),
        Kit.Scope.DESK,
        2,
        (("laptop", 1), ("webcam", 1), ("headset", 1), ("link", 12)),
    ),
    "R": KitEntry(
        ("Dotación R, red", "Kit R, network"),
        Kit.Scope.REGION,
        3,
        (("conference-server", 12), ("admin-training", 1)),
    ),
}


@transaction.atomic
def lay_equipment() -> None:
    """Kinds of items, kits and their first version, in force from 2012. Rows that are there stay as they are."""
    for code, item in ITEMS.items():
        facts = {"category": item.category, "serves": list(item.serves), "spec_schema": list(item.spec)}
        counted = {"unit_es": item.unit[0], "unit_en": item.unit[1], "life_years": item.life_years}
        bought = {"is_goods": item.is_goods, "is_tracked": item.is_tracked}
        ItemType.objects.get_or_create(code=code, defaults=_names(item.name) | facts | counted | bought)
    for code, kit in KITS.items():
        facts = {"scope": kit.scope, "tier": kit.tier}
        laid, is_new = Kit.objects.get_or_create(code=code, defaults=_names(kit.name) | facts)
        if is_new:
            _lay_version(laid, kit.lines)


def _names(pair: Names) -> dict[str, str]:
    return {"name_es": pair[0], "name_en": pair[1]}


def _lay_version(kit: Kit, lines: Iterable[tuple[str, int]]) -> None:
    version = KitVersion.objects.create(kit=kit, number=1, in_force_from=FIRST_IN_FORCE)
    types = ItemType.objects.in_bulk([code for code, _quantity in lines], field_name="code")
    KitLine.objects.bulk_create(
        KitLine(version=version, item_type=types[code], quantity=quantity) for code, quantity in lines
    )

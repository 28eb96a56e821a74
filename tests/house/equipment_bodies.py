"""What is posted to the pages of equipment. A body brings what it needs into the state that it needs."""

from django.utils import timezone

from equipment.models import Kit, VerificationRound
from network.models import Office
from tests.house.posted import PostedAgain, day
from tests.makers.things import Scene, Thing
from tests.makers.uploads import make_pdf, make_picture


def _running(thing: Thing, **body: str) -> dict:
    VerificationRound.objects.filter(pk=thing.about.pk).update(closed_at=None)
    return body


def _closed(thing: Thing, **body: str) -> dict:
    VerificationRound.objects.filter(pk=thing.about.pk).update(closed_at=timezone.now())
    return body


def _new_round(scene: Scene, _thing: Thing) -> dict:
    VerificationRound.objects.filter(closed_at=None).update(closed_at=timezone.now())
    return {"office": scene.home.code, "title": "Ronda nueva", "due_on": day(9)}


def _handed(scene: Scene) -> dict:
    asset = scene.things["asset"][0].about
    return {"tag": asset.tag, "custodian": str(scene.candidates[scene.home].pk)}


NAMES = {"name_es": "Nombre nuevo", "name_en": "New name"}
NO_ROWS = {"spec_schema-TOTAL_FORMS": "0", "spec_schema-INITIAL_FORMS": "0"}

EQUIPMENT_BODIES = {
    "item_types:add": lambda _scene, _thing: (
        NAMES | {"code": "nuevo", "category": "other"} | NO_ROWS | {"unit_es": "unidad", "unit_en": "unit"}
    ),
    "suppliers:add": lambda _scene, _thing: {"name": "Otra, S. A."},
    "exchange_rates:add": lambda _scene, _thing: {
        "currency": "HNL",
        "on": day(0),
        "per_usd": "24.5",
        "source": "Banco",
    },
    "kit_versions:add": lambda _scene, _thing: {"kit": Kit.objects.get(code="B").pk},
    "kit_versions:call_back": lambda _scene, _thing: {"reason": "Se pospone"},
    "kit_versions:put_in_force": lambda _scene, _thing: {"reason": "Porque sí", "day": day(1)},
    "kits:add": lambda _scene, _thing: NAMES | {"code": "N", "scope": "room", "tier": "4"},
    "equipment:asset_add": lambda scene, _thing: {"office": scene.home.code, "kind": "codec", "status": "planned"},
    "equipment:hand_over": lambda scene, _thing: _handed(scene),
    "equipment:asset_edit": lambda _scene, _thing: {"notes": "Con tapa"},
    "equipment:asset_move": lambda _scene, _thing: {"to": "stored"},
    "equipment:asset_assess": lambda _scene, _thing: {"condition": "poor"},
    "equipment:asset_transfer": lambda _scene, thing: {
        "to_office": str(Office.objects.exclude(pk=thing.office.pk).first().pk),
        "reason": "La necesitan",
    },
    "equipment:maintenance_add": lambda _scene, _thing: {
        "kind": "upgrade",
        "title": "Memoria",
        "started_on": day(0),
    },
    "equipment:maintenance_complete": lambda _scene, _thing: {"completed_on": day(0)},
    "equipment:file_add": lambda _scene, _thing: {
        "kind": "photo",
        "title": "Lado",
        "file": PostedAgain("a.jpg", make_picture(), "image/jpeg"),
    },
    "equipment:act_sign": lambda _scene, _thing: {"file": PostedAgain("a.pdf", make_pdf(), "application/pdf")},
    "equipment:round_see": lambda _scene, thing: _running(thing, tag="NUEVA-1", room=""),
    "equipment:round_unsee": lambda _scene, thing: _running(
        thing, tag=thing.about.rows.exclude(seen_at=None).first().tag
    ),
    "equipment:round_close": lambda _scene, thing: _running(thing, any="yes"),
    "equipment:round_sign": lambda _scene, thing: _closed(thing, name="Fiscal General"),
    "equipment:round_list": _new_round,
}

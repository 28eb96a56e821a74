"""The inventory of the scene: assets of our office and of another, with all that hangs on them."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from content.uploads.pictures import clean_picture
from equipment import actions
from equipment.models import Asset, Custody, ExchangeRate, ItemType, Kit, Supplier
from network.models import Office
from tests.makers.equipment import make_asset, make_office_room
from tests.makers.network import make_person
from tests.makers.things import Scene, Thing
from tests.makers.uploads import make_picture


def equipment(scene: Scene) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for office in (scene.home, scene.away):
        for kind, thing in _of_office(scene, office).items():
            found.setdefault(kind, []).append(thing)
    draft = actions.copy_version(Kit.objects.get(code="A"), by=None)
    coming = actions.copy_version(Kit.objects.get(code="R"), by=None)
    actions.put_in_force(coming, on=timezone.localdate() + timedelta(days=30), reason="Otro presupuesto", by=None)
    rate = {"currency": "GTQ", "on": timezone.localdate(), "per_usd": "7.75", "source": "Banco"}
    rows = {
        "item_type_row": ItemType.objects.get(code="codec"),
        "supplier_row": Supplier.objects.create(name="Proveedora, S. A."),
        "rate_row": ExchangeRate.objects.create(**rate),
        "kit_row": Kit.objects.get(code="B"),
        "kit_draft_row": draft,
        "kit_coming_row": coming,
    }
    return found | {kind: [Thing(kind, (row.pk,), about=row)] for kind, row in rows.items()}


def _asset(office: Office, **facts) -> Asset:
    return make_asset(make_office_room(office), item_type=ItemType.objects.get(code="ptz-camera"), **facts)


def _of_office(scene: Scene, office: Office) -> dict[str, Thing]:
    keeper, code = make_person(office=office), office.code
    asset, handed, worked = _asset(office), _asset(office), _asset(office)
    offered = _asset(Office.objects.get(code="SV"))
    photo = clean_picture(make_picture())
    file = actions.add_file(asset, kind="photo", title="Frente", clean=photo, by=None)
    actions.hand_over([handed], custodian=keeper, by=None)
    act = Custody.objects.get(asset=handed, ends_at=None)
    act.signed_act = storages["private"].save("equipment/acts/scene.pdf", ContentFile(b"%PDF-"))
    act.save(update_fields=["signed_act"])
    today = timezone.localdate()
    work = actions.begin_maintenance(worked, kind="repair", title="Fuente", started_on=today, by=None)
    # The Secretariat's word is enough: what only waits was asked by a keeper.
    giver = scene.people_keeping(offered.office)
    offer = actions.ask_transfer(offered, to_office=office, reason="La necesitan", by=giver)
    verification = actions.open_round(office, title=f"Ronda {code}", due_on=today + timedelta(days=20), by=None)
    actions.note_seen(verification, tag=handed.tag, by=None)

    def thing(row, *args: object) -> Thing:
        return Thing(f"{row._meta.model_name} of {code}", args or (row.pk,), office=office, about=row)

    return {
        "label": thing(asset, asset.tag),
        "asset": thing(asset),
        "asset_file": thing(file),
        "act": thing(act),
        "asset_work": thing(work),
        "asset_offer": thing(offer),
        "round": thing(verification),
    }

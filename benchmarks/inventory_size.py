"""An inventory at its largest: twenty thousand assets of ten offices, asked for as a custodian and as the Secretariat.

Each page (lists, search, one asset, an office, the ladder of rooms, the heat map of what is lacking) is asked for with
two hundred assets and with twenty thousand: its statements must be equal. A round over two thousand assets is opened
and closed.
"""

import time
from collections.abc import Callable

from benchmarks.measure import report
from benchmarks.stage import stage

FEW, MANY, OFFICES = 200, 20_000, 10


def fill(offices: list, kind, keepers: dict, *, first: int, last: int) -> None:
    """Assets in service in the room of each office, with two events each."""
    from django.utils import timezone

    from equipment.models import Asset, AssetEvent

    now, rows = timezone.now(), []
    rooms = {office: office.rooms.first() for office in offices}
    for number in range(first, last):
        office = offices[number % len(offices)]
        place = {"office": office, "room": rooms[office], "custodian": keepers[office].person}
        serial = {"manufacturer": "F", "model_name": f"M-{number % 40}", "serial": f"S{number:06}"}
        state = {"status": "in_service", "condition": "good", "created_at": now}
        rows.append(Asset(tag=f"T-{number:06}", item_type=kind, **place, **serial, **state))
    Asset.objects.bulk_create(rows, batch_size=500)
    events = [AssetEvent(asset=row, at=now, action="registered", after={"serial": row.serial}) for row in rows]
    AssetEvent.objects.bulk_create(events, batch_size=500)


def counted(act: Callable[[], object]) -> tuple[int, float]:
    """Statements, and CPU in milliseconds: the cheapest of five."""
    from django.db import connection

    asked: list[str] = []

    def note(execute, sql, params, many, context):  # a request's end would empty Django's own log
        asked.append(sql)
        return execute(sql, params, many, context)

    act()
    with connection.execute_wrapper(note):
        act()
    spent = []
    for _time in range(5):
        began = time.process_time()
        act()
        spent.append(1000 * (time.process_time() - began))
    return len(asked), min(spent)


def pages_of(asset, office, keeper, secretariat) -> dict[str, Callable[[], object]]:
    from django.test import Client
    from django.urls import reverse
    from django.utils import translation

    from tests.makers.signing_in import force_login

    readers = {}
    for name, user in (("custodian", keeper), ("Secretariat", secretariat)):
        readers[name] = Client(SERVER_NAME="127.0.0.1")
        force_login(readers[name], user)
    with translation.override("es"):
        every, one = reverse("equipment:asset_list"), reverse("equipment:asset", args=[asset.pk])
        rooms = reverse("equipment:office_rooms", args=[office.code])
        room = reverse("equipment:room", args=[asset.room_id])
        ladder, heat = reverse("equipment:readiness"), reverse("equipment:gaps")

    def ask(who: str, path: str, **query: str) -> Callable[[], object]:
        return lambda: readers[who].get(path, query)

    return {
        "list, custodian": ask("custodian", every),
        "list, last leaf": ask("custodian", every, page="9999"),
        "searched by serial number": ask("custodian", every, q=asset.serial),
        "list, Secretariat": ask("Secretariat", every),
        "list, Secretariat, one office": ask("Secretariat", every, office=office.code),
        "searched, Secretariat": ask("Secretariat", every, q=asset.serial),
        "one asset": ask("custodian", one),
        "an office's rooms": ask("custodian", rooms),
        "one room": ask("custodian", room),
        "readiness ladder": ask("Secretariat", ladder),
        "heat map of gaps": ask("Secretariat", heat),
    }


def main() -> None:
    from django.utils import timezone

    from equipment.actions import close_round, open_round
    from equipment.catalogue import lay_equipment
    from equipment.models import Asset, ItemType
    from tests.makers.equipment import make_test_call, make_whole_room
    from tests.makers.network import make_cast, make_office, make_user

    lay_equipment()
    cast, kind = make_cast(), ItemType.objects.get(code="ptz-camera")
    offices = [make_office() for _number in range(OFFICES)]
    keepers = {office: make_user(role="custodian", kind="staff", office=office) for office in offices}
    for office in offices:
        make_test_call(make_whole_room(office))
    fill(offices, kind, keepers, first=0, last=FEW)
    told = Asset.objects.get(tag="T-000000"), offices[0], keepers[offices[0]], cast.sara
    few = {page: counted(act) for page, act in pages_of(*told).items()}
    fill(offices, kind, keepers, first=FEW, last=MANY)
    rows = []
    for page, act in pages_of(*told).items():
        statements, cost = counted(act)
        before, cost_before = few[page]
        rows.append(
            {
                "page": page,
                f"SQL of {FEW:,}": before,
                f"SQL of {MANY:,}": statements,
                "same SQL": before == statements,
                f"CPU ms of {FEW:,}": cost_before,
                f"CPU ms of {MANY:,}": cost,
            }
        )
    began = time.process_time()
    running = open_round(offices[0], title="R", due_on=timezone.localdate(), by=None)
    close_round(running, by=None)
    spent = 1000 * (time.process_time() - began)
    rows.append({"page": f"a round of {running.rows.count()} opened and closed", f"CPU ms of {MANY:,}": spent})
    report("inventory_size", rows)


if __name__ == "__main__":
    with stage():
        main()

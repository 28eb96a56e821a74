"""An inventory at its largest: twenty thousand assets of ten offices, asked for as a custodian and as the Secretariat.

Each page is asked for with a thousand assets and with twenty thousand: its statements must be equal. A round over two
thousand assets is opened and closed.
"""

import time
from collections.abc import Callable

from benchmarks.measure import report
from benchmarks.stage import stage

FEW, MANY, OFFICES = 1_000, 20_000, 10


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

    def ask(who: str, path: str, **query: str) -> Callable[[], object]:
        return lambda: readers[who].get(path, query)

    return {
        "list, custodian": ask("custodian", every),
        "list, last leaf": ask("custodian", every, page="9999"),
        "searched by serial number": ask("custodian", every, q=asset.serial),
        "list, Secretariat": ask("Secretariat", every),
        "list, Secretariat, one office": ask("Secretariat", every, office=office.code),
        "one asset": ask("custodian", one),
    }


def main() -> None:
    from django.utils import timezone

    from equipment.actions import close_round, open_round
    from equipment.models import Asset
    from tests.makers.equipment import make_item_type, make_office_room
    from tests.makers.network import make_cast, make_office, make_user

    cast, kind = make_cast(), make_item_type("camera")
    offices = [make_office() for _number in range(OFFICES)]
    keepers = {office: make_user(role="custodian", kind="staff", office=office) for office in offices}
    for office in offices:
        make_office_room(office)
    fill(offices, kind, keepers, first=0, last=FEW)
    told = Asset.objects.first(), offices[0], keepers[offices[0]], cast.sara
    few = {page: counted(act) for page, act in pages_of(*told).items()}
    fill(offices, kind, keepers, first=FEW, last=MANY)
    rows = []
    for page, act in pages_of(*told).items():
        statements, cost = counted(act)
        before, cost_before = few[page]
        rows.append(
            {
                "page": page,
                "SQL of 1,000": before,
                "SQL of 20,000": statements,
                "same SQL": before == statements,
                "CPU ms of 1,000": cost_before,
                "CPU ms of 20,000": cost,
            }
        )
    began = time.process_time()
    running = open_round(offices[0], title="R", due_on=timezone.localdate(), by=None)
    close_round(running, by=None)
    spent = 1000 * (time.process_time() - began)
    rows.append({"page": f"a round of {running.rows.count()} opened and closed", "CPU ms of 20,000": spent})
    report("inventory_size", rows)


if __name__ == "__main__":
    with stage():
        main()

"""Spreadsheets: ten thousand rows in, one in a hundred bad, and undone; a hundred thousand assets out; a bomb.

While the rows are checked, written and undone, others write as well: the longest that any of them waited is told.

``python -m benchmarks.sheet_import [rows] [assets]``; with ``DATABASE_URL`` on PostgreSQL. Each step runs in a process
of its own, so that the peak of its memory is its own.
"""

import io
import resource
import sys
import tempfile
import time
import uuid
import zipfile
from collections.abc import Callable
from multiprocessing import get_context

from benchmarks.measure import report
from benchmarks.other_writers import others_writing
from benchmarks.stage import stage

ROWS, ASSETS, ONE_BAD_IN = 10_000, 100_000, 100
WAITS = ("longest wait of another writer, s", "who waited")
HEADINGS = (
    *("Código de inventario", "Tipo de bien", "Marca", "Modelo", "Serie", "Estado", "Condición", "Ubicación"),
    *(
        "Responsable",
        "Fecha de compra",
        "Acta de entrega",
        "Fecha de entrega",
        "Costo",
        "Moneda",
        "Fecha valor",
        "Notas",
    ),
    *("Proveedor", "Garantía hasta", "Zoom"),
)


def lay_office():
    """An office with a room, its custodian, a kind of item that asks for one figure; enough to name in every row."""
    from equipment.models import Supplier
    from tests.makers.equipment import make_item_type, make_office_room
    from tests.makers.network import make_cast, make_user

    cast = make_cast()
    custodian = make_user("ciro9@mp.hn.example", role="custodian", given_names="Zoila", office=cast.office)
    make_office_room(cast.office, name="Sala principal")
    zoom = {"key": "zoom", "label_es": "Zoom", "label_en": "Zoom", "kind": "whole", "most": 40}
    make_item_type("camera", name_es="Cámara", name_en="Camera", spec_schema=[zoom], life_years=5)
    Supplier.objects.create(name="Proveedora Central, S. A.")
    return custodian


def workbook_of(rows: int, name: str) -> bytes:
    """So many assets as an office lists them, one in a hundred with a figure that is none."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Inventario")
    sheet.append(HEADINGS)
    for each in range(rows):
        cost = "mucho" if each % ONE_BAD_IN == 7 else 1250.5 + each
        sheet.append(
            [
                *(f"HN-{each + 1:05}", "Cámara", "Fabricante", "M-20", f"S{each:07}", "en servicio", "bueno"),
                *("Sala principal", name, "05/03/2012", f"A-{each}", "20/03/2012", cost, "USD", "05/03/2012"),
                *("Entregado con cable y trípode.", "Proveedora Central, S. A.", "20/03/2014", 12),
            ]
        )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _measured(step: str, work: Callable[[], str], pipe) -> None:
    from django.db import connections

    connections.close_all()
    wall, cpu = time.perf_counter(), time.process_time()
    told = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    apart = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds, used = time.perf_counter() - wall, time.process_time() - cpu + apart.ru_utime + apart.ru_stime
    pipe.send({"step": step, "seconds": seconds, "CPU s": used, "MB": peak, "came to": told})
    connections.close_all()


def measured_among_others(step: str, work: Callable[[], str], keys: dict[str, object]) -> dict[str, object]:
    """The same while others write, with the longest wait of one of them and what they waited for."""
    with others_writing(keys) as longest:
        told = measured(step, work)
    if longest:
        name = max(longest, key=longest.__getitem__)
        told |= dict(zip(WAITS, (longest[name], name), strict=True))
    return told


def measured(step: str, work: Callable[[], str]) -> dict[str, object]:
    """What one step takes, in a process of its own that begins as small as this one."""
    from django.db import connections

    connections.close_all()
    ours, theirs = get_context("fork").Pipe()
    process = get_context("fork").Process(target=_measured, args=(step, work, theirs))
    process.start()
    theirs.close()  # a step that fails says nothing, and is not waited for
    told = ours.recv()
    process.join()
    return told


def sent(content: bytes, by) -> uuid.UUID:
    from foundations.spreadsheets import actions

    how = {"contract": "inventory", "about": "", "name": "inventario.xlsx", "language": "es"}
    return actions.upload_file(content, key=uuid.uuid4(), by=by, **how).pk


def acting(act: Callable, key: uuid.UUID) -> Callable[[], str]:
    """An action over the batch as it is then; its state and counts."""

    def work() -> str:
        from foundations.spreadsheets.models import ImportBatch

        act(ImportBatch.objects.get(pk=key))
        batch = ImportBatch.objects.get(pk=key)
        counts = batch.report.get("counts", {})
        faults = batch.report.get("number_of_faults", 0)
        if batch.state in {"read", "failed"}:
            raise RuntimeError(f"{batch.failure} {batch.mapping}")
        return f"{batch.state} {batch.failure}: {counts.get('create', 0)} new, {faults} faults".strip()

    return work


def taken_along(user) -> Callable[[], str]:
    def work() -> str:
        from equipment.in_sheets import open_assets
        from foundations.spreadsheets.outgoing import write_export

        with tempfile.TemporaryFile() as file:
            rows = write_export(file, open_assets(user, ""))
            return f"{rows} rows, {file.tell() / 1024**2:.1f} MB"

    return work


def refused(content: bytes) -> Callable[[], str]:
    def work() -> str:
        from foundations.spreadsheets.apart import sheets_of
        from foundations.spreadsheets.errors import SheetError

        try:
            return f"{sum(len(sheet.rows) for sheet in sheets_of(content, ROWS * 2))} rows read"
        except SheetError as refusal:
            return str(refusal)

    return work


def bomb(megabytes: int) -> bytes:
    """A workbook whose sheet unpacks to so much: one cell of one letter, over and over."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _each in range(megabytes):
                member.write(b"a" * 1024**2)
    return stream.getvalue()


def lay_others(user) -> dict[str, object]:
    """An asset of the same office, and one of another, that others correct meanwhile."""
    from equipment.models import ItemType
    from network.models import Office, OfficeRoom
    from tests.makers.equipment import make_asset, make_office_room

    kind, room = ItemType.objects.get(code="camera"), OfficeRoom.objects.get(name="Sala principal")
    elsewhere = make_office_room(Office.objects.exclude(pk=room.office_id).first())
    return {
        "asset of the same office": make_asset(room, tag="O-1", item_type=kind, custodian=user.person).pk,
        "asset of another office": make_asset(elsewhere, tag="O-2", item_type=kind).pk,
    }


def fill(user, assets: int) -> None:
    """So many assets of the network, without their histories."""
    from itertools import islice

    from django.utils import timezone

    from equipment.models import Asset, ItemType
    from network.models import OfficeRoom

    room, kind = OfficeRoom.objects.get(name="Sala principal"), ItemType.objects.get(code="camera")
    fields = {"office": room.office, "room": room, "item_type": kind, "custodian": user.person}
    fields |= {"status": "in_service", "condition": "good", "manufacturer": "Fabricante", "created_at": timezone.now()}
    rows = (Asset(tag=f"X-{each:06}", serial=f"N{each}", spec={"zoom": 12}, **fields) for each in range(assets))
    while some := list(islice(rows, 2000)):
        Asset.objects.bulk_create(some)


def main(rows: int, assets: int) -> None:
    from foundations.spreadsheets import actions, apart

    apart.ANSWERS_WITHIN_SECONDS = 300  # the bound on the processor's time holds: a busy machine only waits longer
    custodian = lay_office()
    content = workbook_of(rows, custodian.person.full_name)
    key = sent(content, custodian)
    others = lay_others(custodian)
    told = [
        measured("read apart", acting(actions.read_batch, key)),
        measured_among_others("check: decide, write, roll back", acting(actions.check_batch, key), others),
    ]
    acting(lambda batch: actions.confirm_batch(batch, keeps_good=True, by=custodian), key)()
    told.append(measured_among_others("write the good rows", acting(actions.apply_batch, key), others))
    acting(lambda batch: actions.undo_batch(batch, by=custodian), key)()
    told.append(measured_among_others("undo", acting(actions.undo_rows, key), others))
    fill(custodian, assets)
    told.append(measured(f"{assets} assets out", taken_along(custodian)))
    told.append(measured("a bomb of a gigabyte", refused(bomb(1024))))
    for row in told:
        row["file MB"] = len(content) / 1024**2
        row.update({column: row.pop(column, "") for column in WAITS})
    report("sheet_import", told)


if __name__ == "__main__":
    with stage():
        main(*(int(number) for number in sys.argv[1:3] or (ROWS, ASSETS)))

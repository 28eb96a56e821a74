"""Two spreadsheets that the custodian of Honduras sent in: one written, one checked whose faults wait to be mended.

The first adds a remark to what lies in the cupboard and the second is never written, so that neither a total nor the
readiness of a room moves. A file that nobody mends is let go within a week; then it is sent anew.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from equipment.in_sheets import assets_contract
from equipment.models import Asset
from foundations.jobs.actions import recall_jobs
from foundations.spreadsheets.actions import apply_batch, check_batch, confirm_batch, map_batch, read_batch, upload_file
from foundations.spreadsheets.mapping import IGNORED
from foundations.spreadsheets.models import ImportBatch
from foundations.spreadsheets.xlsx import Value, workbook_of
from network.models import Office, User

OFFICE = "HN"
REMARK = "Caja y accesorios completos. Revisado por la custodia."
# As an office keeps its own list: two of these headings are nobody's.
HEADINGS = ("Placa del bien", "Ubicación", "Valor", "Moneda", "Observaciones", "Visto por")
SETTLED = {0: "tag", 5: IGNORED}
# The work is done here and now; a worker that finds it queued would find nothing to do.
DONE_HERE = tuple(f"spreadsheets.{step}_batch" for step in ("read", "check", "apply"))


def show_imports(at: datetime | None = None) -> None:
    """Send both in, each once; the one with faults again when it was let go."""
    now, began_at = at or timezone.now(), timezone.now()
    office = Office.objects.get(code=OFFICE)
    sender = office.appointments.valid().holding("custodian").select_related("person__user").earliest("pk").person.user
    sent = ImportBatch.objects.visible_to(sender).of(assets_contract.name, "")
    stored = list(Asset.objects.filter(office=office, status=Asset.Status.STORED).order_by("tag")[:3])
    if not sent.filter(applied_at__isnull=False).exists():
        _write_remarks(stored, by=sender, at=now - timedelta(days=2))
    if not sent.open().exists():
        _leave_faults(stored, by=sender, at=now - timedelta(hours=3))
    recall_jobs(DONE_HERE, since=began_at)


def _write_remarks(assets: Iterable[Asset], *, by: User, at: datetime) -> None:
    rows = [(asset.tag, f"{asset.notes} {REMARK}".strip()) for asset in assets]
    batch = _checked("inventario de escritorio.xlsx", ("Código", "Observaciones"), rows, by=by, at=at)
    confirm_batch(batch, keeps_good=False, by=by, at=at)
    apply_batch(_anew(batch), at=at)


def _leave_faults(assets: Sequence[Asset], *, by: User, at: datetime) -> None:
    """A room that the office does not have, a cost that is no figure, and one row that is good."""
    cells: Sequence[Mapping[str, Value]] = (
        {"Ubicación": "Bodega del sótano"},
        {"Valor": "2,4OO (aprox.)", "Moneda": "HNL"},
        {"Observaciones": "Falta la base: pedida al proveedor."},
    )
    rows = [
        (asset.tag, *(row.get(heading) for heading in HEADINGS[1:-1]), "O. S.")
        for asset, row in zip(assets, cells, strict=False)
    ]
    _checked("Lista de la bodega 2012.xlsx", HEADINGS, rows, by=by, at=at, settled=SETTLED)


def _checked(
    name: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    by: User,
    at: datetime,
    settled: Mapping[int, str] | None = None,
) -> ImportBatch:
    """Sent in, read and checked; ``settled`` says what the headings are that nobody knows."""
    content = workbook_of([("Inventario", head, list(rows))])
    batch = upload_file(
        content, contract=assets_contract.name, about="", name=name, key=uuid.uuid4(), language="es", by=by, at=at
    )
    read_batch(batch)
    batch = _anew(batch)
    if settled and batch.state == ImportBatch.State.READ:  # the first time: afterwards they are remembered
        batch = map_batch(batch, settled, by=by)
    check_batch(batch, at=at)
    return _anew(batch)


def _anew(batch: ImportBatch) -> ImportBatch:
    batch.refresh_from_db()
    return batch

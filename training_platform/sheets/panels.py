"""What the page of a batch shows in each of its states."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from foundations.spreadsheets.contract import Deed, OpenSheet
from foundations.spreadsheets.mapping import HeadingMap, faults_of
from foundations.spreadsheets.models import ImportBatch, ImportFile
from training_platform.sheets.forms import HeadingsForm

State = ImportBatch.State
FAULTS_ON_A_LEAF = 100
COUNTED = (
    (Deed.CREATE, _("New")),
    (Deed.UPDATE, _("Changed")),
    (Deed.UNCHANGED, _("Unchanged")),
    (Deed.SKIP, _("Left out")),
    (Deed.ERROR, _("With faults")),
)
WORK = {
    State.UPLOADED: _("The file is being read."),
    State.MAPPED: _("The file is being checked: row by row, as if it were written. Nothing is changed yet."),
    State.QUEUED: _("The rows are being written. You may leave this page."),
    State.UNDOING: _("The import is being undone. You may leave this page."),
}
DEEDS = {Deed.CREATE.value: _("new"), Deed.UPDATE.value: _("changed")}
LOOKS = {
    State.APPLIED: "positive",
    State.FAILED: "danger",
    State.READ: "warning",
    State.CHECKED: "warning",
    State.UNDONE: "muted",
    State.DISCARDED: "muted",
}


@dataclass(frozen=True)
class Panel:
    """A batch as its page tells it."""

    batch: ImportBatch
    sheet: OpenSheet
    leaf: str | None = None

    @property
    def work(self) -> str:
        """What the queue is at; empty where it is at nothing."""
        return str(WORK.get(State(self.batch.state), ""))

    @property
    def look(self) -> str:
        """The colour of the state's badge."""
        return LOOKS.get(State(self.batch.state), "")

    @cached_property
    def report(self) -> dict:
        """What the run found; empty until the file was checked."""
        return self.batch.report if "counts" in self.batch.report else {}

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many rows of each kind, with those that matter though there are none."""
        if not self.report:
            return []
        found = self.report["counts"]
        always = {Deed.CREATE, Deed.UPDATE, Deed.UNCHANGED}
        return [(str(words), found[deed.value]) for deed, words in COUNTED if found[deed.value] or deed in always]

    @cached_property
    def faults(self) -> Page | None:
        """One leaf of them."""
        if not self.report:
            return None
        return Paginator(self.report["faults"], FAULTS_ON_A_LEAF).get_page(self.leaf)

    @property
    def bad_rows(self) -> int:
        return len(self.report.get("bad_rows", ()))

    @property
    def number_to_write(self) -> int:
        return self.report.get("number_of_changes", 0)

    @property
    def is_checked(self) -> bool:
        return self.batch.state == State.CHECKED

    @property
    def may_be_undone(self) -> bool:
        return self.batch.state == State.APPLIED and self.sheet.is_undone and not self.batch.is_emptied

    @cached_property
    def has_bad_rows(self) -> bool:
        """Whether they can be taken along as a file."""
        return bool(self.bad_rows) and ImportFile.objects.filter(batch=self.batch.pk, rows__isnull=False).exists()

    @property
    def changes(self) -> list[dict]:
        """The first of them, with what each row does in words."""
        found = self.report.get("changes", [])
        return [row | {"deed": str(DEEDS[row["deed"]])} for row in found]

    @cached_property
    def mapping(self) -> HeadingMap | None:
        return HeadingMap.from_json(self.batch.mapping) if self.batch.mapping else None

    @property
    def heading_faults(self) -> list[str]:
        """Why the headings cannot be taken as they are."""
        return faults_of(self.mapping, self.sheet.columns, self.sheet.keys) if self.mapping else []

    def headings_form(self, posted: QueryDict | None = None) -> HeadingsForm | None:
        """The headings to be settled, or to be settled otherwise; ``None`` where the batch is past that."""
        if self.mapping is None or self.batch.state not in {State.READ, State.CHECKED}:
            return None
        return HeadingsForm(posted, mapping=self.mapping, sheet=self.sheet)

    @cached_property
    def form(self) -> HeadingsForm | None:
        """The same to be filled in."""
        return self.headings_form()


def panel_of(batch: ImportBatch, sheet: OpenSheet, leaf: str | None = None) -> Panel:
    """The page of ``batch``; ``leaf`` is the one of its faults that is asked for."""
    return Panel(batch, sheet, leaf)

"""A spreadsheet taken along, one sent in, and what becomes of it. Each page is its author's alone (404)."""

import tempfile
import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundations.spreadsheets import actions
from foundations.spreadsheets.contract import OpenSheet
from foundations.spreadsheets.errors import SheetError
from foundations.spreadsheets.models import ImportBatch
from foundations.spreadsheets.outgoing import write_export, write_faults
from foundations.spreadsheets.registry import contract_named
from foundations.spreadsheets.xlsx import MEDIA_TYPE
from network.models import User
from network.querysets import standing_of
from training_platform.sheets.forms import UploadForm
from training_platform.sheets.panels import panel_of
from training_platform.sheets.ways import way_to

SHOWN_BEFORE = 8
LOOK_AGAIN_AFTER_SECONDS = 2


def _sheet(request: HttpRequest, name: str, about: str) -> OpenSheet:
    """The sheet as it is open to the reader; 404 to whoever it is not open to."""
    contract = contract_named(name)
    sheet = contract.opens(request.user, about) if contract else None
    if sheet is None:
        raise Http404
    return sheet


def _batch(request: HttpRequest, pk: uuid.UUID) -> tuple[ImportBatch, OpenSheet]:
    """One of the reader's own, while its contract is open to them."""
    found = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk)
    return found, _sheet(request, found.contract, found.about)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def start(request: HttpRequest, name: str, about: str = "") -> HttpResponse:
    """What goes out and how it comes in again; a file is sent from here."""
    sheet = _sheet(request, name, about)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and not sheet.is_taken_in:
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            sent = _upload(request, form, name, about)
        except SheetError as refusal:
            form.add_error("file", str(refusal))
            if isinstance(refusal, actions.SentBefore):
                form.ask_again()
        else:
            return redirect("sheets:batch", pk=sent.pk)
    before = ImportBatch.objects.visible_to(request.user).of(name, about).exclude(state="discarded").latest_first()
    context = {
        "sheet": sheet,
        "form": form,
        "name": name,
        "about": about,
        "way": way_to(name, about, request.user),
        "before": before.defer("mapping", "report")[:SHOWN_BEFORE],
    }
    return render(request, "training_platform/sheets/start.html", context)


def _upload(request: HttpRequest, form: UploadForm, name: str, about: str) -> ImportBatch:
    file = form.cleaned_data["file"]
    return actions.upload_file(
        file.read(),
        contract=name,
        about=about,
        name=file.name,
        key=form.cleaned_data["key"],
        language=get_language() or "es",
        again=form.cleaned_data["again"],
        by=request.user,
    )


@require_safe
@login_required
def export(request: HttpRequest, name: str, about: str = "") -> HttpResponse:
    """The sheet as a file: written to the disk row by row, and sent from there."""
    sheet = _sheet(request, name, about)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed, and so removed, with the answer
    rows = write_export(file, sheet)
    actions.note_taken(name, rows=rows, by=request.user)
    return _answer(file, f"{sheet.title} {_whose(name, about, request.user)} {timezone.localdate():%Y-%m-%d}")


@require_safe
@login_required
def batch(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far a batch is: at work (the page comes again by itself), headings to settle, its report, what came of it."""
    found, sheet = _batch(request, pk)
    panel = panel_of(found, sheet, request.GET.get("page"))
    context = {"panel": panel, "batch": found, "sheet": sheet, "way": way_to(found.contract, found.about, request.user)}
    answer = render(request, "training_platform/sheets/batch.html", context)
    if found.is_in_hand:
        answer["Refresh"] = str(LOOK_AGAIN_AFTER_SECONDS)
    return answer


@require_POST
@login_required
def batch_map(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Which heading is which column."""
    found, sheet = _batch(request, pk)
    form = panel_of(found, sheet).headings_form(request.POST)
    if form is not None and form.is_valid():
        try:
            actions.map_batch(found, form.chosen, by=request.user)
        except SheetError as refusal:
            messages.error(request, str(refusal))
    return redirect("sheets:batch", pk=pk)


@require_POST
@login_required
def batch_confirm(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Have it written: all of it, or the good rows without the bad ones."""
    found, _sheet_of = _batch(request, pk)
    try:
        actions.confirm_batch(found, keeps_good=request.POST.get("rows") == "good", by=request.user)
    except SheetError as refusal:
        messages.error(request, str(refusal))
    return redirect("sheets:batch", pk=pk)


@require_POST
@login_required
def batch_discard(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Let it go; nothing was written."""
    found, _sheet_of = _batch(request, pk)
    actions.discard_batch(found, by=request.user)
    messages.success(request, _("The file was let go. Nothing was written."))
    return redirect("sheets:start", found.contract, *filter(None, [found.about]))


@require_POST
@login_required
def batch_undo(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Bring back what stood before it."""
    found, _sheet_of = _batch(request, pk)
    try:
        actions.undo_batch(found, by=request.user)
    except SheetError as refusal:
        messages.error(request, str(refusal))
    return redirect("sheets:batch", pk=pk)


@require_safe
@login_required
def batch_faults(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Its bad rows as a file, with a column that says why."""
    found, sheet = _batch(request, pk)
    if not panel_of(found, sheet).has_bad_rows:
        raise Http404
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed, and so removed, with the answer
    write_faults(file, found, sheet)
    told = (sheet.title, _whose(found.contract, found.about, request.user), _("to mend"))
    return _answer(file, f"{' '.join(told)} {timezone.localdate():%Y-%m-%d}")


def _whose(name: str, about: str, user: User) -> str:
    """What a file is of: of a workshop or a budget by its title, else of the reader's office."""
    if about:
        return way_to(name, about, user).title
    office = user.person.office if user.person is not None else None
    return "" if office is None or standing_of(user).is_secretariat else office.code


def _answer(file, words: str) -> FileResponse:
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{slugify(words)}.xlsx", content_type=MEDIA_TYPE)

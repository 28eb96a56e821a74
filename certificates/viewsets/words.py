"""What certificates say and who signs them, in the Wagtail admin: for the Secretariat alone."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certificates import actions
from certificates.errors import CertificateError
from certificates.models import Signatory, Wording
from certificates.phrases import LANGUAGES, places_of
from certificates.previews import facts_to_show, preview_of
from certificates.staff_forms import NewWordingForm, SignatoryForm, WordingForm
from network.listing import FactColumn
from network.models import User
from network.staff import ActingCreateView, ActingEditView, Deed, RecordViewSet


class SignatoryCreateView(ActingCreateView):
    def act(self, fields: dict) -> Signatory:
        return actions.name_signatory(**self.form.change(), by=self.request.user)


class SignatoryEditView(ActingEditView):
    def act(self, fields: dict) -> Signatory:
        return actions.revise_signatory(self.object, **self.form.change(), by=self.request.user)


class SignatoryViewSet(RecordViewSet):
    model = Signatory
    icon = "edit"
    menu_label = _("Who signs certificates")
    menu_order = 32
    add_to_admin_menu = True
    refusals = (CertificateError,)
    add_view_class = SignatoryCreateView
    edit_view_class = SignatoryEditView
    list_display = ["name", "post", "position", "signs_from", "signs_until"]
    search_fields = ["name", "post_es", "post_en"]
    inspect_view_fields = ["name", "post_es", "post_en", "position", "signs_from", "signs_until"]

    def get_form_class(self, for_update: bool = False) -> type[SignatoryForm]:
        return SignatoryForm


class WordingCreateView(ActingCreateView):
    def act(self, fields: dict) -> Wording:
        return actions.draft_wording(kind=fields["kind"], by=self.request.user)

    def get_success_url(self) -> str:
        return reverse(self.viewset.get_url_name("edit"), args=[self.object.pk])


class WordingEditView(ActingEditView):
    """Beside the form stands the paper, in both languages; a script shows it anew while words are written."""

    template_name = "certificates/staff/wording_edit.html"

    def get_queryset(self):
        return super().get_queryset().drafts()

    def act(self, fields: dict) -> Wording:
        return actions.revise_wording(self.object, **self.form.change(), by=self.request.user)

    def get_success_url(self) -> str:
        return reverse(self.viewset.get_url_name("edit"), args=[self.object.pk])

    def get_context_data(self, **kwargs) -> dict:
        told = {"places": places_of(self.object.kind), "languages": LANGUAGES}
        shown = {"has_facts": facts_to_show(self.object.kind) is not None, "viewset": self.viewset}
        return super().get_context_data(**kwargs) | told | shown


def _is_draft(wording: Wording, by: User) -> bool:
    return wording.number is None and by.standing.is_secretariat


def _version_or_draft(wording: Wording) -> int | Promise:
    return wording.number or _("Draft")


class WordingViewSet(RecordViewSet):
    """Numbered versions of each kind, and the draft of the next one."""

    model = Wording
    icon = "doc-full-inverse"
    menu_label = _("What certificates say")
    menu_order = 31
    add_to_admin_menu = True
    refusals = (CertificateError,)
    add_view_class = WordingCreateView
    edit_view_class = WordingEditView
    inspect_template_name = "certificates/staff/wording.html"
    list_display = [
        "title",
        "kind",
        FactColumn("number", label=_("Version"), sort_key="number", accessor=_version_or_draft),
        "published_at",
    ]
    list_filter = ["kind"]
    inspect_view_fields = [
        "kind",
        "number",
        "published_at",
        *(f"{text}_{language}" for language in LANGUAGES for text in ("title", "granted", "reason")),
        *(f"{text}_{language}" for language in LANGUAGES for text in ("circumstances", "conditions")),
    ]
    deeds = (
        Deed(
            name="publish",
            label=_("Put into use"),
            warns=lambda _wording: _(
                "From now on certificates of this kind are issued with these words. What was issued keeps its own. A "
                "version in use is not changed any more; the next change is a new draft."
            ),
            perform=lambda wording, by, _reason: actions.publish_wording(wording, by=by),
            shown=_is_draft,
        ),
    )

    def get_form_class(self, for_update: bool = False) -> type[WordingForm] | type[NewWordingForm]:
        return WordingForm if for_update else NewWordingForm

    def get_urlpatterns(self) -> list:
        return [*super().get_urlpatterns(), path("preview/<int:pk>/", self._preview(), name="preview")]

    def told_of(self, wording: Wording) -> dict:
        return {"languages": LANGUAGES, "has_facts": facts_to_show(wording.kind) is not None}

    def _preview(self):
        @never_cache
        @require_http_methods(["GET", "POST"])
        def preview(request: HttpRequest, pk: int) -> HttpResponse:
            """The paper as a picture; with words that are posted, in place of those kept. Nothing is kept."""
            if not self.permission_policy.user_has_any_permission(request.user, ["change"]):
                raise PermissionDenied
            wording = get_object_or_404(self.visible_records(request.user), pk=pk)
            if request.method == "POST":
                form = WordingForm(request.POST, instance=wording)
                form.is_valid()  # puts what is valid on the row, which is not saved; what is not stays as it was kept
            asked = request.GET.get("language")
            picture = preview_of(wording, asked if asked in LANGUAGES else LANGUAGES[0])
            return HttpResponse(picture or b"", content_type="image/png", status=200 if picture else 404)

        return preview

"""Certificates in the Wagtail admin: awarded by settled attendance, never by hand; what they are worth is said here."""

from collections.abc import Callable
from datetime import date

from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certificates import actions
from certificates.errors import CertificateError
from certificates.facts import certified_day
from certificates.models import Certificate, CertificateStep
from certificates.viewsets.issuing import CertificateIndexView, IssueListView, IssueRunView, IssueView
from network.listing import FactColumn
from network.models import User
from network.staff import Deed, RecordViewSet

State, Cause = Certificate.State, CertificateStep.Cause


def _shown_in(*states: str) -> Callable[[Certificate, User], bool]:
    """To the Secretariat, while the certificate is in one of ``states``."""
    return lambda certificate, by: certificate.state in states and by.standing.is_secretariat


def _differs(certificate: Certificate, by: User) -> bool:
    return _shown_in(State.VALID)(certificate, by) and certificate.person.full_name != certificate.facts["name"]


def _revoking(name: str, label: Promise, cause: str) -> Deed:
    """Withdrawing it for one cause, which whoever checks the paper reads."""
    return Deed(
        name=name,
        label=label,
        asks_reason=True,
        is_dangerous=True,
        warns=lambda _certificate: _(
            "This cannot be undone. Whoever checks the certificate reads that it was revoked and for which cause; the "
            "holder gets a letter. Your remark stays in the book."
        ),
        perform=lambda certificate, by, reason: actions.revoke_certificate(
            certificate, cause=cause, reason=reason, by=by
        ),
        shown=_shown_in(State.VALID, State.SUSPENDED),
    )


DEEDS = (
    Deed(
        name="correct_name",
        label=_("Issue again with the corrected name"),
        perform=lambda certificate, by, _reason: actions.reissue_certificate(certificate, by=by),
        shown=_differs,
    ),
    Deed(
        name="other_language",
        label=_("Issue again in the other language"),
        warns=lambda _certificate: _("The number stays; the paper issued until now will read as replaced."),
        perform=lambda certificate, by, _reason: actions.reissue_certificate(
            certificate, language="en" if certificate.language == "es" else "es", by=by
        ),
        shown=_shown_in(State.VALID),
    ),
    Deed(
        name="suspend",
        label=_("Suspend while it is looked into"),
        asks_reason=True,
        perform=lambda certificate, by, reason: actions.suspend_certificate(certificate, reason=reason, by=by),
        shown=_shown_in(State.VALID),
    ),
    Deed(
        name="lift_suspension",
        label=_("Lift the suspension"),
        perform=lambda certificate, by, _reason: actions.lift_suspension(certificate, by=by),
        shown=_shown_in(State.SUSPENDED),
    ),
    _revoking("revoke_error", _("Revoke: issued in error"), Cause.ISSUED_IN_ERROR),
    _revoking("revoke_improper", _("Revoke: obtained or used improperly"), Cause.IMPROPER),
)


def _day_of_award(certificate: Certificate) -> date:
    return certified_day(certificate.awarded_at)


class CertificateViewSet(RecordViewSet):
    """The verification code stays on the paper: it is not shown here."""

    model = Certificate
    icon = "doc-full"
    index_view_class = CertificateIndexView
    verbs = ("view",)
    menu_label = _("Certificates")
    menu_order = 30
    add_to_admin_menu = True
    refusals = (CertificateError,)
    deeds = DEEDS
    inspect_template_name = "certificates/staff/certificate.html"
    list_display = [
        "number",
        "version",
        "kind",
        "person",
        "workshop",
        "office",
        "state",
        FactColumn("awarded_at", label=_("Issued on"), sort_key="awarded_at", accessor=_day_of_award),
    ]
    list_filter = ["state", "kind", "office", "workshop"]
    search_fields = ["number", "person__given_names", "person__family_names"]
    inspect_view_fields = [
        "number",
        "version",
        "kind",
        "person",
        "workshop",
        "office",
        "language",
        "state",
        "awarded_at",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "workshop", "office")

    def told_of(self, certificate: Certificate) -> dict:
        """What became of it, step by step, and the versions before and after."""
        versions = Certificate.objects.filter(number=certificate.number).exclude(pk=certificate.pk)
        return {"steps": certificate.steps.select_related("done_by"), "versions": versions.order_by("version")}

    def get_urlpatterns(self) -> list:
        """Beside the screens of a record: what may be issued, the list to confirm, and how far it has come."""
        return [
            *super().get_urlpatterns(),
            path("issue/", self.construct_view(IssueListView), name="issue_list"),
            path("issue/<int:pk>/", self.construct_view(IssueView), name="issue"),
            path("issued/<int:pk>/", self.construct_view(IssueRunView), name="issue_run"),
        ]

"""Certificates in the Wagtail admin: to look at; they are awarded by settled attendance, never by hand."""

from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate
from network.staff import RecordViewSet


class CertificateViewSet(RecordViewSet):
    """The verification code stays on the paper: it is not shown here."""

    model = Certificate
    icon = "doc-full"
    verbs = ("view",)
    menu_label = _("Certificates")
    menu_order = 30
    add_to_admin_menu = True
    list_display = ["number", "person", "workshop", "office", "state", "awarded_at"]
    list_filter = ["state", "office", "workshop"]
    search_fields = ["number", "person__given_names", "person__family_names"]
    inspect_view_fields = [
        "number",
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

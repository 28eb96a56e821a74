"""The editor's dialog *Privacy*: who reads a page and all that lies below it, by tier."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.models import Page

from content.actions import restrict_page
from content.messages import TIER_READERS, TIER_WORDS
from content.models import PlatformPage
from content.querysets import own_tier, tier_of
from content.rules import PUBLIC, TIERS


class TierForm(forms.Form):
    """One of the tiers that a page can be put into; one wider than what holds above it would change nothing."""

    tier = forms.ChoiceField(label=gettext_lazy("Who reads it"), widget=forms.RadioSelect)

    def __init__(self, *args, page: PlatformPage, above: str, **kwargs):
        super().__init__(*args, **kwargs)
        stricter = [tier for tier in page.tiers_offered() if TIERS.index(tier) > TIERS.index(above)]
        first = TIER_READERS[PUBLIC] if above == PUBLIC else _("As above it: %(tier)s") % {"tier": TIER_WORDS[above]}
        self.fields["tier"].choices = [(PUBLIC, first), *((tier, TIER_READERS[tier]) for tier in stricter)]


def page_privacy(request: HttpRequest, page_id: int) -> HttpResponse:
    """The dialog and its answer, in the place of Wagtail's own, which knows passwords and groups but no tiers."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, PlatformPage) or not page.permissions_for_user(request.user).can_set_view_restrictions():
        raise PermissionDenied
    form = TierForm(request.POST or None, page=page, above=tier_of(page.get_parent()), initial={"tier": own_tier(page)})
    if request.method == "POST" and form.is_valid():
        restrict_page(page, tier=form.cleaned_data["tier"], by=request.user)
        done = {"step": "set_privacy_done", "is_public": tier_of(page) == PUBLIC}
        return render_modal_workflow(request, None, None, None, json_data=done)
    context = {"action_url": reverse("page_privacy", args=[page.pk]), "form": form, "page": page}
    template = "content/staff/_page_privacy.html"
    return render_modal_workflow(request, template, None, context, json_data={"step": "set_privacy"})

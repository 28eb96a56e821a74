"""For whom a page is: put into a tier, and kept in it when it is moved or copied."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Page, PageViewRestriction

from content.models import PlatformPage
from content.querysets import own_tier
from content.rules import PUBLIC, READERS, TIERS
from foundations.audit.actions import record_event
from network.models import User


@transaction.atomic
def restrict_page(page: PlatformPage, *, tier: str, by: User | None) -> None:
    """Put ``page`` and its translations into ``tier``; it holds for all below them, where nothing stricter stands.

    The tier is laid on each translation by itself, since wagtail-localize copies what stands on a page to the
    translations of it, and takes away there what does not stand on it. Twice is once. Raises :class:`ValueError` on a
    tier that is not offered for pages of this kind.
    """
    if tier not in page.tiers_offered():
        raise ValueError(tier)
    pages = list(Page.objects.filter(translation_key=page.translation_key).select_for_update().order_by("pk"))
    if all(own_tier(each) == tier for each in pages):
        return
    for each in pages:
        _lay_restriction(each, tier, by)
    record_event("content.page_restricted", page, by=by, tier=TIERS.index(tier))


def _lay_restriction(page: Page, tier: str, by: User | None) -> None:
    restriction = PageViewRestriction.objects.filter(page=page).first()
    if tier == PUBLIC:
        if restriction is not None:
            restriction.delete(user=by)
        return
    restriction = restriction or PageViewRestriction(page=page)
    restriction.restriction_type, restriction.password = PageViewRestriction.GROUPS, ""
    restriction.save(user=by)
    restriction.groups.set([Group.objects.get_or_create(name=READERS[tier])[0]])


def keep_tier(page: PlatformPage, *, tier: str, among: str, by: User | None) -> None:
    """``page`` has been ``tier``, and is moved or copied to where what stands above it is ``among``: it stays as it is.

    Nothing becomes readable for more people by being moved; that takes the dialog *Privacy*.
    """
    if TIERS.index(tier) > TIERS.index(among):
        restrict_page(page, tier=tier, by=by)

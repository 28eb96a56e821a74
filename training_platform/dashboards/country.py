"""The first page of whoever writes for a country: its page, what stands below it and where each piece is on its way."""

from dataclasses import dataclass

from django.db.models import Case, F, QuerySet, When
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState

from content.models import NationalEffortPage, NewsPage
from content.querysets import own_country_pages
from network.models import User

PIECES_SHOWN = 10
RETURNED, REVIEWED = WorkflowState.STATUS_NEEDS_CHANGES, WorkflowState.STATUS_IN_PROGRESS


@dataclass(frozen=True)
class Piece:
    """One page below the country's, or that page itself, and where it stands in words."""

    page: Page
    state: Promise
    is_returned: bool

    @property
    def url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])


@dataclass(frozen=True)
class Desk:
    """One country: its page, the pieces below it, those to go on with first, and where new ones begin."""

    own: Piece
    pieces: list[Piece]

    @property
    def list_url(self) -> str:
        return reverse("wagtailadmin_explore", args=[self.own.page.pk])

    @property
    def public_url(self) -> str:
        return self.own.page.url if self.own.page.live else ""

    @property
    def news_url(self) -> str:
        return _new(NewsPage, self.own.page)

    @property
    def effort_url(self) -> str:
        return _new(NationalEffortPage, self.own.page)


def desks_of(user: User) -> list[Desk]:
    """A desk for each country that ``user`` writes for, in their language. Six questions for one country."""
    return [Desk(_piece(page), _pieces_below(page)) for page in _with_states(own_country_pages(user))]


def _pieces_below(page: Page) -> list[Piece]:
    """What came back first, then drafts, then the rest; of each the latest first."""
    status = Case(When(live=False, then=0), When(has_unpublished_changes=True, then=1), default=2)
    latest = page.get_children().order_by(status, F("latest_revision_created_at").desc(nulls_last=True))
    pieces = [_piece(child) for child in _with_states(latest[:PIECES_SHOWN])]
    return sorted(pieces, key=lambda piece: not piece.is_returned)


def _with_states(pages: QuerySet) -> QuerySet:
    return pages.select_related("content_type", "locale").prefetch_workflow_states()


def _piece(page: Page) -> Piece:
    workflow = page.current_workflow_state
    status = workflow.status if workflow else ""
    if status == RETURNED:
        return Piece(page, _("came back with a comment: change it and submit it again"), is_returned=True)
    if status == REVIEWED:
        return Piece(page, _("under review by the Secretariat"), is_returned=False)
    if not page.live:
        return Piece(page, _("draft, not submitted yet"), is_returned=False)
    changed = _("published, with changes that are not submitted yet")
    return Piece(page, changed if page.has_unpublished_changes else _("published"), is_returned=False)


def _new(model: type[Page], parent: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])

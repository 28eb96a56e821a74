"""What is due in the programme: seats to fill and to accept; drafts to complete, to approve, to announce."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.drafts import Draft, drafts
from courses.messages import MISSING
from courses.models import Approval, Enrolment, Workshop
from courses.seating import seats_of_each
from network.inbox import Due, Kind
from network.models import Office, User
from network.querysets import standing_of
from network.rules import Standing

SIDES = {"school_editor": Approval.Side.SCHOOL, "secretariat": Approval.Side.SECRETARIAT}


def seats_to_name(user: User, at: datetime) -> list[Due]:
    """Seats of one's office that wait for a name, until nominations close (R19). Three questions."""
    mine = standing_of(user).offices_as("contact_point")
    workshops = list(Workshop.objects.accepting(at).filter(seats_per_office__isnull=False)) if mine else []
    if not workshops:
        return []
    seats = seats_of_each(workshops, at)
    offices = Office.objects.filter(pk__in=mine).in_order()
    pairs = [(workshop, office) for office in offices for workshop in workshops]
    free = [seats[workshop.pk].free_for(office.pk) for workshop, office in pairs]
    return [_seats_due(*pair, number) for pair, number in zip(pairs, free, strict=True) if number]


def _seats_due(workshop: Workshop, office: Office, free: int) -> Due:
    what = ngettext("Name %(free)s person for “%(title)s”", "Name %(free)s people for “%(title)s”", free)
    return Due(
        what=what % {"free": free, "title": workshop.title},
        url=f"{reverse('courses:workshop', args=[workshop.slug])}#seats-{office.code}",
        kind=Kind.SEAT,
        due_at=workshop.nominations_close_at,
        why=_("Seats of %(country)s that nobody holds. Nominations close:") % {"country": office.country.name},
    )


def seats_to_accept(user: User, at: datetime) -> list[Due]:
    """One's own seats that were named and not accepted yet. One question."""
    named = Enrolment.objects.filter(person=user.person_id, state=Enrolment.State.NOMINATED)
    upcoming = Workshop.objects.announced().upcoming(at).values("pk").order_by()
    return [
        Due(
            what=_("Accept or decline your seat in “%(title)s”") % {"title": enrolment.workshop.title},
            url=reverse("courses:workshop", args=[enrolment.workshop.slug]),
            kind=Kind.SEAT,
            due_at=enrolment.workshop.nominations_close_at,
            why=_("Your office named you. Until then somebody else can still be named:"),
        )
        for enrolment in named.filter(workshop__in=upcoming).select_related("workshop").order_by("asked_at")
    ]


def drafts_in_hand(user: User, at: datetime) -> list[Due]:
    """Workshops in preparation: what lacks, to the School; words that wait, to each side; the rest is announced.

    Four questions.
    """
    standing = standing_of(user)
    if not standing.is_staff:
        return []
    return [due for draft in drafts() if (due := _draft_due(draft, standing))]


def _draft_due(draft: Draft, standing: Standing) -> Due | None:
    mine = [side for role, side in SIDES.items() if standing.holds(role)]
    title = {"title": draft.workshop.title}
    if standing.is_school and draft.returned:
        return _of_draft(draft, _("Revise “%(title)s”") % title, _("It was returned with reasons. Nominations close:"))
    if standing.is_school and draft.lacking:
        lacks = ", ".join(str(MISSING[code]) for code in draft.lacking)
        return _of_draft(
            draft, _("Complete “%(title)s”") % title, _("Still missing: %(list)s. Nominations close:") % {"list": lacks}
        )
    if any(draft.awaits(side, standing.person_id) for side in mine):
        return _of_draft(
            draft, _("Approve or return “%(title)s”") % title, _("It waits for your side's word. Nominations close:")
        )
    if standing.is_secretariat and not draft.missing:
        return _of_draft(draft, _("Announce “%(title)s”") % title, _("Both sides have approved it. Nominations close:"))
    return None


def _of_draft(draft: Draft, what: str, why: str) -> Due:
    """Due when nominations are to close: a workshop that is not announced by then has nobody in it."""
    workshop = draft.workshop
    return Due(
        what, reverse("workshops:inspect", args=[workshop.pk]), Kind.WORKSHOP, workshop.nominations_close_at, why
    )

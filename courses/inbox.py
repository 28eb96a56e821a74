"""What is due in the programme: seats to fill and to accept; drafts to complete, to approve, to announce."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.drafts import Draft, drafts
from courses.messages import MISSING
from courses.models import Approval, Enrolment, FreedSeat, Workshop
from courses.rules import Seats
from courses.seating import seats_of_each
from network.inbox import Due, Kind
from network.models import Office, User
from network.querysets import standing_of
from network.rules import Standing

SIDES = {"school_editor": Approval.Side.SCHOOL, "secretariat": Approval.Side.SECRETARIAT}


def seats_to_name(user: User, at: datetime) -> list[Due]:
    """Seats of one's office that wait for a name, until nominations close (R19); people to choose among after a cut.

    Four questions.
    """
    mine = standing_of(user).offices_as("contact_point")
    workshops = list(Workshop.objects.accepting(at).filter(seats_per_office__isnull=False)) if mine else []
    if not workshops:
        return []
    seats = seats_of_each(workshops, at)
    offices = Office.objects.filter(pk__in=mine).in_order()
    found = [_seats_due(workshop, office, seats[workshop.pk]) for office in offices for workshop in workshops]
    return [due for due in found if due is not None]


def _seats_due(workshop: Workshop, office: Office, seats: Seats) -> Due | None:
    free, over = seats.free_for(office.pk) or 0, seats.beyond(office.pk)
    if over:
        what = _("Choose who gives up a seat in “%(title)s”") % {"title": workshop.title}
        why = ngettext("The office holds %(over)s seat too many:", "The office holds %(over)s seats too many:", over)
        return Due(what, _seats_url(workshop, office), Kind.SEAT, workshop.nominations_close_at, why % {"over": over})
    if not free:
        return None
    what = ngettext("Name %(free)s person for “%(title)s”", "Name %(free)s people for “%(title)s”", free)
    return Due(
        what=what % {"free": free, "title": workshop.title},
        url=_seats_url(workshop, office),
        kind=Kind.SEAT,
        due_at=workshop.nominations_close_at,
        why=_("Seats of %(country)s that nobody holds. Nominations close:") % {"country": office.country.name},
    )


def seats_to_accept(user: User, at: datetime) -> list[Due]:
    """One's own seats that wait for a yes: named, offered, or asked again after a move. One question."""
    mine = Enrolment.objects.filter(person=user.person_id).filter(
        Q(state__in=Enrolment.TO_ACCEPT) | Q(state=Enrolment.State.CONFIRMED, asked_again_at__isnull=False)
    )
    upcoming = Workshop.objects.announced().upcoming(at).values("pk").order_by()
    found = mine.filter(workshop__in=upcoming).select_related("workshop").order_by("asked_at")
    return [_answer_due(enrolment) for enrolment in found]


def _answer_due(enrolment: Enrolment) -> Due:
    workshop, title = enrolment.workshop, {"title": enrolment.workshop.title}
    url = reverse("courses:enrolment_accept", args=[enrolment.pk])
    if enrolment.state == Enrolment.State.OFFERED:
        what, why = _("Accept or decline the seat offered to you in “%(title)s”"), _("It goes to the next person:")
        return Due(what % title, url, Kind.SEAT, enrolment.answer_by, why)
    if enrolment.state == Enrolment.State.CONFIRMED:
        what, why = _("Say whether the new days of “%(title)s” suit you"), _("The seat is yours. It begins:")
        return Due(what % title, url, Kind.SEAT, workshop.beginning, why)
    why = _("Your office named you. Until then somebody else can still be named:")
    what = _("Accept or decline your seat in “%(title)s”") % title
    return Due(what, url, Kind.SEAT, workshop.nominations_close_at, why)


def seats_kept(user: User, at: datetime) -> list[Due]:
    """Seats that became free and are kept for one's office a while. One question."""
    mine = standing_of(user).offices_as("contact_point")
    if not mine:
        return []
    kept = FreedSeat.objects.kept(at).filter(office__in=mine, workshop__state=Workshop.State.ANNOUNCED)
    shared = kept.filter(Q(workshop__seats_released_at__isnull=False) | Q(workshop__seats_total__isnull=False))
    return [_kept_due(seat) for seat in shared.select_related("workshop", "office__country").order_by("kept_until")]


def _kept_due(seat: FreedSeat) -> Due:
    return Due(
        what=_("Name somebody for the seat that became free in “%(title)s”") % {"title": seat.workshop.title},
        url=_seats_url(seat.workshop, seat.office),
        kind=Kind.SEAT,
        due_at=seat.kept_until,
        why=_("It is kept for %(country)s until:") % {"country": seat.office.country.name},
    )


def _seats_url(workshop: Workshop, office: Office) -> str:
    return f"{reverse('courses:workshop', args=[workshop.slug])}#seats-{office.code}"


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

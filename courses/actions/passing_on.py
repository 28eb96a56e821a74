"""Contact points mark how far they passed a workshop on (R83)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.errors import CourseError
from courses.models import Workshop, WorkshopPassedOn
from foundations.audit.actions import record_event
from network.models import Office, User
from network.querysets import standing_of


@transaction.atomic
def mark_passed_on(
    workshop: Workshop, office: Office, *, people: int, by: User, at: datetime | None = None
) -> WorkshopPassedOn:
    """``office`` passed ``workshop`` on to so many of its people; said again, the number is corrected.

    The same number again changes nothing. Raises :class:`CourseError` for whoever is no contact point of the office,
    and for a workshop that was never announced or was cancelled.
    """
    now = at or timezone.now()
    # The office's row is the lock: of two first marks at once the second one corrects the first.
    Office.objects.select_for_update().get(pk=office.pk)
    if office.pk not in standing_of(by, at).offices_as("contact_point"):
        raise CourseError(_("Only the contact points of an office say to how many people it passed a workshop on."))
    if Workshop.objects.values_list("state", flat=True).get(pk=workshop.pk) != Workshop.State.ANNOUNCED:
        raise CourseError(_("Only a workshop that is announced is passed on."))
    mark = WorkshopPassedOn.objects.filter(workshop=workshop, office=office).first()
    if mark is not None and mark.people == people:
        return mark
    mark = mark or WorkshopPassedOn(workshop=workshop, office=office)
    mark.people, mark.by, mark.marked_at = people, by.person, now
    mark.full_clean()
    mark.save()
    record_event("courses.workshop_passed_on", workshop, by=by, at=now, office=office.code, people=people)
    return mark

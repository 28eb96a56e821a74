"""Who may name whom, for which office, and what stands in the way. Questions only; refusals say why."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.errors import CourseError
from courses.models import Workshop
from courses.obstacles import lacks_course, required_title
from courses.rules import NAMED_KINDS
from network.models import Office, Person, User
from network.querysets import OfficeQuerySet, standing_of


def offices_acted_for(user: User, at: datetime | None = None) -> OfficeQuerySet:
    """Offices whose seats ``user`` fills: one's own as contact point; to the Secretariat, those that lack one (R81)."""
    standing = standing_of(user, at)
    mine = Q(pk__in=standing.offices_as("contact_point"))
    if standing.is_secretariat:
        mine |= Q(pk__in=Office.objects.vacant(at or timezone.now()).values("pk"))
    return Office.objects.filter(mine)


def acts_on_behalf(office_id: int, *, by: User, at: datetime | None) -> int | None:
    """``None`` where ``by`` fills the seats of the office as its contact point, the office where the Secretariat does.

    Raises :class:`CourseError` for anybody else, and where the office has contact points enough.
    """
    standing = standing_of(by, at)
    if office_id in standing.offices_as("contact_point"):
        return None
    if not standing.is_secretariat:
        raise CourseError(
            _("You name people of your own office only. Those of another one are named by its contact point.")
        )
    if not offices_acted_for(by, at).filter(pk=office_id).exists():
        raise CourseError(_("This office has its contact points: they fill its seats."))
    return office_id


def office_to_act_for(person: Person, *, by: User, at: datetime | None) -> tuple[int, int | None]:
    """The person's office, and the same once more where ``by`` acts on its behalf.

    Raises :class:`CourseError` unless ``by`` may name people for it.
    """
    if person.office_id is None or person.merged_into_id:
        raise CourseError(
            _("This person belongs to no office of the network. If that is wrong, the Secretariat corrects the record.")
        )
    if person.kind not in NAMED_KINDS:
        raise CourseError(_("Seats are for people of the network's offices."))
    return person.office_id, acts_on_behalf(person.office_id, by=by, at=at)


def refuse_obstacles(workshop: Workshop, person: Person) -> None:
    """Raise :class:`CourseError` when ``person`` lacks what the workshop builds on."""
    if lacks_course(workshop, [person.pk]):
        raise CourseError(
            _(
                "%(name)s has no certificate of the curriculum that this workshop builds on: “%(title)s”. The "
                "Secretariat can make an exception."
            )
            % {"name": person.full_name, "title": required_title(workshop)}
        )

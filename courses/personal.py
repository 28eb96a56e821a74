"""What courses hold on a person."""

from django.utils.translation import gettext as _

from courses.models import Enrolment
from network.models import Person
from privacy.sources import Section, covers


@covers("courses.Enrolment.person")
def enrolments(person: Person) -> list[Section]:
    """Places in workshops, with the steps of each."""
    places = Enrolment.objects.filter(person=person).select_related("workshop", "office", "nominated_by")
    rows = [
        {
            _("Workshop"): place.workshop.title,
            _("State"): place.get_state_display(),
            _("Office"): str(place.office),
            _("Nominated by"): place.nominated_by.full_name if place.nominated_by else "",
            _("Asked"): place.asked_at,
            _("Steps"): " · ".join(
                " ".join(filter(None, (f"{step.at:%Y-%m-%d}", step.get_to_state_display(), step.reason)))
                for step in place.transitions.all()
            ),
        }
        for place in places.prefetch_related("transitions").order_by("-asked_at")
    ]
    return [Section(_("Places in workshops"), rows)]

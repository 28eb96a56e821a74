"""What conferencing holds on a person."""

from django.utils.translation import gettext as _

from conferencing.models import Stay
from network.models import Person
from privacy.sources import Section, covers


@covers("conferencing.Stay.identity")
def stays(person: Person) -> list[Section]:
    """When one was connected to a video room."""
    rows = [
        {_("Joined"): stay.joined_at, _("Left"): stay.left_at, _("Leave was posted"): stay.left_exactly}
        for stay in Stay.objects.filter(identity=person.pk).order_by("-joined_at")
    ]
    return [Section(_("Connections to video rooms"), rows, note=_("Deleted once they were kept long enough."))]

"""What conferencing holds on a person."""

from django.utils.translation import gettext as _

from conferencing.device_models import DeviceCheck
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


@covers("conferencing.DeviceCheck.person")
def device_checks(person: Person) -> list[Section]:
    """What one's device and line could do, where one kept it."""
    rows = [
        {_("Checked at"): row.checked_at, _("kbit/s down"): row.down_kbps, _("kbit/s up"): row.up_kbps}
        for row in DeviceCheck.objects.filter(person=person)
    ]
    return [Section(_("Device checks"), rows, note=_("The ten newest are kept."))]

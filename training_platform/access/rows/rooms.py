"""What each role may do with the readiness of rooms, their test calls and what offices lack."""

from django.utils.translation import gettext_lazy as _

from training_platform.access.resources import Resource, Topic, columns, differs

ROOMS: tuple[Resource, ...] = (
    Resource(
        "readiness",
        _("Readiness of an office's rooms: what they have and lack, test calls, measures of the line, minutes lost"),
        Topic.NETWORK,
        columns(CP="RU:office", NS="R:country", RS="R:all", SE="RU:all", EC="RU:office", AD="R:all"),
        notes=(
            _("Prosecutors read nothing of the equipment. The kit that is due to a room is set by the Secretariat."),
        ),
        differences=(differs(_("A funder's summary comes with the money it gave."), FU="R:member"),),
    ),
    Resource(
        "own_test_call",
        _("Correcting or withdrawing a test call that was noted"),
        Topic.NETWORK,
        columns(CP="U:own", SE="U:all", EC="U:own"),
        notes=(
            _("Its figures are corrected within seven days; withdrawn, it stays in the record and counts no more."),
        ),
    ),
    Resource(
        "network_readiness",
        _("Readiness of every room, and what every office lacks, at a glance"),
        Topic.NETWORK,
        columns(RS="R:all", SE="RX:all", AD="R:all"),
    ),
)

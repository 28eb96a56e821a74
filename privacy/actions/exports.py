"""Taking home what the platform holds on oneself."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from foundations.audit.models import AuditEvent
from network.models import Person, User
from privacy.archive import archive_of
from privacy.errors import PrivacyError
from privacy.rules import DOWNLOADS_PER_HOUR
from privacy.sources import sections_of


@transaction.atomic
def export_personal_records(*, by: User, at: datetime | None = None) -> bytes:
    """Everything that the platform holds on the asker, as a ZIP made in memory, in the active language.

    Each one is in the audit book, which is also what counts them: it holds for every worker and through restarts.
    Raises :class:`PrivacyError` after :data:`DOWNLOADS_PER_HOUR` within an hour.
    """
    now = at or timezone.now()
    # The person's row is the lock under which they are counted.
    person = (
        Person.objects.select_for_update(of=("self",))
        .select_related("office", "unit", "institution")
        .get(pk=by.person_id)
    )
    taken = AuditEvent.objects.by_person(person.pk).filter(action="privacy.records_downloaded")
    if taken.happened_since(now - timedelta(hours=1)).count() >= DOWNLOADS_PER_HOUR:
        raise PrivacyError(
            _("You have downloaded your data %(times)s times within an hour: please come back later.")
            % {"times": DOWNLOADS_PER_HOUR}
        )
    sections = sections_of(person)
    archive = archive_of(sections, network=settings.NETWORK_NAME, at=now)
    files = sum(len(section.files) for section in sections)
    record_event("privacy.records_downloaded", person, by=by, at=at, files=files, bytes=len(archive))
    return archive

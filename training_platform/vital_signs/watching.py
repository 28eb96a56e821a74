"""Noting when a part of the platform begins to fail and when it is well again, and telling of it once."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from foundations.audit.actions import record_event
from foundations.jobs.models import Trouble
from training_platform.vital_signs.mails import tell_of_troubles
from training_platform.vital_signs.rules import is_due, verdicts
from training_platform.vital_signs.signs import read_signs

log = logging.getLogger("training_platform.vital_signs")


@transaction.atomic
def watch_parts(*, at: datetime | None = None) -> None:
    """Look at every part, for the clock.

    1. A part that fails and did not: a trouble begins. One that is well again: its trouble ends.
    2. Troubles that have lasted: the Secretariat and the technical administrators get one letter about all of them.
    3. Troubles that were told of and ended: one letter that says so. What passed unheard passes silently.

    Twice is once. While the cluster itself stands still nobody looks: that is what asking ``/health/`` from outside is
    for.
    """
    now = at or timezone.now()
    well = verdicts(read_signs(), now)
    known = {trouble.part: trouble for trouble in Trouble.objects.select_for_update().open()}
    for part in [part for part, is_well in well.items() if not is_well and part not in known]:
        known[part] = _begin(part, at=now)
    ended = [trouble for part, trouble in known.items() if well.get(part, True)]
    for trouble in ended:
        _end(trouble, at=now)
    lasting = [each for each in known.values() if each not in ended and not each.told_at and is_due(each.began_at, now)]
    Trouble.objects.filter(pk__in=[each.pk for each in lasting]).update(told_at=now)
    tell_of_troubles("training_platform.part_failing", lasting, at=now)
    tell_of_troubles("training_platform.part_well", [each for each in ended if each.told_at], at=now)


def _begin(part: str, *, at: datetime) -> Trouble:
    trouble = Trouble.objects.create(part=part, began_at=at)
    record_event("training_platform.trouble_began", trouble, at=at, part=part)
    log.warning("vital_signs.failing %s", part)
    return trouble


def _end(trouble: Trouble, *, at: datetime) -> None:
    Trouble.objects.filter(pk=trouble.pk).update(ended_at=at)
    record_event("training_platform.trouble_ended", trouble, at=at, part=trouble.part)
    log.info("vital_signs.well %s", trouble.part)

"""How the platform is, for a machine that asks: a word for each part, no figure, no version, nothing confidential.

It may be asked by anybody, so it tells no more than that something is wrong (ASVS 13.4.5); what and since when is on
the page of the platform's state, for those who look after it. It reads no session and counts as nobody's activity.
"""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from training_platform.vital_signs.rules import (
    BACKUP,
    DATABASE,
    DEAD_JOBS,
    DISK,
    MAIL,
    PULSE,
    QUEUE,
    summary,
    verdicts,
)
from training_platform.vital_signs.signs import read_signs

TOLD = (DATABASE, QUEUE, PULSE, DEAD_JOBS, DISK, MAIL, BACKUP)


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 while the platform works, 503 when it does not.

    ``status`` is ``ok``, ``attention`` (it works, but somebody should look) or ``failing``; ``parts`` has ``ok`` or
    ``failing`` for each.
    """
    well = verdicts(read_signs(), timezone.now())
    told = {part: well[part] for part in TOLD}
    status = summary(told)
    parts = {part: "ok" if is_well else "failing" for part, is_well in told.items()}
    return JsonResponse({"status": status, "parts": parts}, status=503 if status == "failing" else 200)

"""Parts of the demonstration that may come about or not: what its visitors changed can stand in the way."""

import logging
from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction

from certificates.errors import CertificateError
from courses.errors import CourseError
from equipment.errors import EquipmentError
from foundations.spreadsheets.errors import SheetError
from network.errors import AccountError
from privacy.errors import PrivacyError
from sessions.errors import SessionError

log = logging.getLogger("training_platform")
REFUSALS = (
    CourseError,
    SessionError,
    CertificateError,
    EquipmentError,
    AccountError,
    PrivacyError,
    SheetError,
    ValidationError,
    ObjectDoesNotExist,
)


def attempt(part: Callable[..., object], *arguments: object) -> bool:
    """Bring ``part`` about, all of it or nothing; whether it was.

    A visitor may have closed an account or ended a role that a part needs. It is left out then, and the rest starts.
    """
    try:
        with transaction.atomic():
            part(*arguments)
    except REFUSALS as refusal:
        log.warning("demo.part_left_out %s: %s", part.__name__, type(refusal).__name__)
        return False
    return True

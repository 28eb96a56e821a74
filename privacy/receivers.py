"""What privacy does when the floors below announce something."""

from foundations.audit.models import AuditCheck
from privacy.mails import raise_alarm


def alarm_secretariat(*, check: AuditCheck, **_kwargs) -> None:
    raise_alarm(check, at=check.checked_at)

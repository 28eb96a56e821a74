"""All that certificates can do: award what was earned, print what was awarded, and stand by it or not."""

from certificates.actions.awarding import award_certificate, award_certificates, award_kind, check_ready
from certificates.actions.life import (
    lift_suspension,
    reissue_certificate,
    revoke_certificate,
    suspend_certificate,
)
from certificates.actions.printing import print_certificate

__all__ = [
    "award_certificate",
    "award_certificates",
    "award_kind",
    "check_ready",
    "lift_suspension",
    "print_certificate",
    "reissue_certificate",
    "revoke_certificate",
    "suspend_certificate",
]

"""All that certificates can do: award what was earned, print what was awarded, and stand by it or not."""

from certificates.actions.awarding import award_certificate, award_certificates, award_kind, check_ready
from certificates.actions.issuing import begin_issue, continue_issue
from certificates.actions.life import (
    lift_suspension,
    reissue_certificate,
    revoke_certificate,
    suspend_certificate,
)
from certificates.actions.printing import print_certificate
from certificates.actions.words import (
    draft_wording,
    name_signatory,
    publish_wording,
    revise_signatory,
    revise_wording,
)

__all__ = [
    "award_certificate",
    "award_certificates",
    "award_kind",
    "begin_issue",
    "check_ready",
    "continue_issue",
    "draft_wording",
    "lift_suspension",
    "name_signatory",
    "print_certificate",
    "publish_wording",
    "reissue_certificate",
    "revise_signatory",
    "revise_wording",
    "revoke_certificate",
    "suspend_certificate",
]

"""What a program is told of a certificate at the address at which people read the page: no word more than they."""

from django.utils import translation

from certificates.models import Certificate, CertificateStep
from certificates.rules import plain_number, public_facts

UNKNOWN = {"state": "unknown"}
TOO_MANY = {"state": "not_asked", "reason": "too_many_questions"}


def told_of(certificate: Certificate, step: CertificateStep | None, *, is_same_name: bool | None) -> dict[str, object]:
    """As JSON values, in the language being spoken: state, initials, and what the paper certifies.

    ``step`` brought it to its state, ``None`` for a valid one; ``is_same_name`` answers a name that was posted. Hours
    are a number, days are ISO 8601. Neither the holder's name nor the office nor a venue stands in it (C6, N1).
    """
    language = (translation.get_language() or "es")[:2]
    public = public_facts(certificate.facts, language)
    told: dict[str, object] = {
        "number": public.number,
        "version": public.version,
        "kind": certificate.kind,
        "state": certificate.state,
        "since": step.done_at.date().isoformat() if step else None,
        "cause": {"code": step.cause, "words": str(step.get_cause_display())} if step else None,
        "holder": public.initials,
        "workshop": public.workshop,
        "hours": float(plain_number(public.hours)),
        "starts_on": public.starts_on.isoformat(),
        "ends_on": public.ends_on.isoformat(),
        "issuers": public.issuers,
        "awarded_on": public.awarded_on.isoformat(),
        "reissued_on": public.reissued_on.isoformat() if public.reissued_on else None,
        "language": language,
    }
    return told if is_same_name is None else told | {"is_same_name": is_same_name}

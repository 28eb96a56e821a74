"""A draft's words on the facts of a real certificate, as a picture. Questions only; nothing is kept."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from certificates.facts import as_facts, certified_day, signers_on
from certificates.models import Certificate, Wording
from certificates.paper import TEMPLATE, sheet_of
from certificates.rules import number_text
from foundations.printing.pdf import typeset_picture

# What a certificate of another kind has no facts for; replaced by those of a real one as soon as there is one.
MADE_UP = {"threshold": "80", "percent": "92.5", "mark": "85", "needed": "70", "sessions": 3}


def facts_to_show(kind: str) -> dict | None:
    """Those of the certificate of this ``kind`` issued last, else of any kind; ``None`` before the first one."""
    issued = Certificate.objects.current().order_by("-awarded_at")
    latest = issued.filter(kind=kind).first() or issued.first()
    return MADE_UP | latest.facts | {"kind": kind} if latest else None


def preview_of(wording: Wording, language: str) -> bytes | None:
    """A PNG of the sheet with the words of ``wording``, signed by today's signatories; ``None`` without any facts.

    It bears no number and no code, and says across the page that it is none.
    """
    facts = facts_to_show(wording.kind)
    if facts is None:
        return None
    day = certified_day(timezone.now())
    shown = facts | {
        "number": number_text(settings.NETWORK_NAME, day.year, 0),
        "wording": as_facts(wording),
        "signers": signers_on(day),
    }
    address = settings.BASE_URL + reverse("verification:start")
    content, images = sheet_of(shown, language, code="0" * 32, address=address)
    return typeset_picture(
        TEMPLATE, content | {"stamp": "PREVIEW" if language == "en" else "VISTA PREVIA"}, images=images
    )

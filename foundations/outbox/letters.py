"""How a letter is rendered: a whole file per language, in the recipient's language and time zone."""

import uuid
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation


@dataclass(frozen=True)
class Recipient:
    """Whom a letter goes to, as plain values."""

    uuid: uuid.UUID
    address: str
    language: str
    time_zone: str
    name: str = ""


def render_letter(kind: str, to: Recipient, context: dict) -> tuple[str, str, str]:
    """``kind`` ``app.noun`` → subject, plain text and HTML from ``app/letters/noun.<language>.txt``.

    The file's first line is the subject; an empty line and the text follow. The HTML is the same text in paragraphs.
    """
    app, noun = kind.split(".")
    frame = {
        "recipient": to,
        "network_name": settings.NETWORK_NAME,
        "base_url": settings.BASE_URL,
        "is_demo": settings.DEMO,
    }
    with translation.override(to.language), timezone.override(ZoneInfo(to.time_zone)):
        rendered = render_to_string(f"{app}/letters/{noun}.{to.language}.txt", {**context, **frame})
        subject, _blank, body = rendered.strip().partition("\n")
        text = render_to_string(f"outbox/letter.{to.language}.txt", {"body": body.strip(), **frame}).strip() + "\n"
    subject = " ".join(subject.split())
    return subject, text, render_html(subject=subject, text=text, language=to.language)


def render_html(*, subject: str, text: str, language: str) -> str:
    """The HTML of a letter: its plain text in paragraphs, addresses made links, everything escaped."""
    return render_to_string("outbox/letter.html", {"text": text, "subject": subject, "language": language})

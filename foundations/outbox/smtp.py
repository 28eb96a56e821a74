"""The window to the mail server: sends one message and says what became of it; retries nothing, logs no address."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives


class DeliveryError(Exception):
    """The server did not take the letter. ``permanent`` says whether asking again makes sense."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


def send_message(*, address: str, subject: str, text: str, html: str, message_id: str, language: str) -> None:
    """Hand one message to the mail server, or raise :class:`DeliveryError`.

    ``message_id`` stays the same at every attempt, so that a double can be told as one (RFC 5322 §3.6.4).
    """
    message = EmailMultiAlternatives(
        subject,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [address],
        headers={"Message-ID": message_id, "Content-Language": language, "Auto-Submitted": "auto-generated"},
    )
    if html:
        message.attach_alternative(html, "text/html")
    try:
        message.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as refusal:
        raise DeliveryError(type(refusal).__name__, permanent=_is_permanent(refusal)) from refusal
    except (smtplib.SMTPException, OSError) as failure:
        raise DeliveryError(type(failure).__name__, permanent=False) from failure


def _is_permanent(refusal: smtplib.SMTPException) -> bool:
    """A 5xx answer is final (RFC 5321 §4.2.1), save refused credentials, which are ours to mend."""
    if isinstance(refusal, smtplib.SMTPAuthenticationError):
        return False
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in refusal.recipients.values())
    return getattr(refusal, "smtp_code", 0) >= 500

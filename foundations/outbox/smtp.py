"""The window to the mail server: sends one message and says what became of it; retries nothing, logs no address."""

import re
import smtplib
from contextlib import suppress
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend


class Fault(Enum):
    """What a failed attempt says: of the letter, of the server, or of neither."""

    REFUSED = "refused for good"
    LATER = "not now"
    AWAY = "the server is away, so no other letter would fare better"
    UNKNOWN = "handed over, and the line broke before the answer: it may have been taken"


class DeliveryError(Exception):
    """The server did not say that it took the letter; ``fault`` says what that means. Names no address."""

    def __init__(self, reason: str, fault: Fault) -> None:
        super().__init__(reason)
        self.fault = fault


class _Telling:
    """Remembers whether a message's body was given to the server."""

    was_handed_over = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.was_handed_over = True
        return super().data(msg)  # type: ignore[misc]


class TellingSMTP(_Telling, smtplib.SMTP):
    """The plain connection, and the one that STARTTLS protects."""


class TellingSMTPS(_Telling, smtplib.SMTP_SSL):
    """The connection that TLS protects from its first byte."""


class MailServer(EmailBackend):
    """Django's way to a mail server; afterwards it is known how far a message came."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return TellingSMTPS if self.use_ssl else TellingSMTP

    def open(self) -> bool | None:
        """Connect, sign in and be greeted: whatever fails here fails for every letter."""
        is_new = super().open()
        if self.connection is not None:
            self.connection.ehlo_or_helo_if_needed()
        return is_new


def send_message(
    *, address: str, subject: str, text: str, html: str, message_id: str, language: str, calendar: str = ""
) -> None:
    """Hand one message to the mail server, or raise :class:`DeliveryError`.

    ``message_id`` stays the same at every attempt, so that a double can be told as one (RFC 5322 §3.6.4). A server that
    says nothing is left after ``EMAIL_TIMEOUT`` seconds, also after the message's end, where RFC 5321 §4.5.3.2.6 would
    wait for ten minutes: the fate is unknown then. ``calendar`` is an iMIP message, which goes along twice: as the part
    that calendars read and as a file for programs that read no such part (RFC 6047 §2.4, §2.5).
    """
    connection = get_connection()
    message = EmailMultiAlternatives(
        subject,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [address],
        headers={"Message-ID": message_id, "Content-Language": language, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    if html:
        message.attach_alternative(html, "text/html")
    if calendar:
        message.attach_alternative(calendar, f"text/calendar; method={_method_of(calendar)}; charset=UTF-8")
        message.attach("invite.ics", calendar.encode(), "application/ics")
    try:
        _send(message, connection)
    finally:
        with suppress(smtplib.SMTPException, OSError):  # taken or not, how the line ends says nothing
            connection.close()


def _method_of(calendar: str) -> str:
    """What the message asks for, which its header must say too (RFC 6047 §2.4): ``REQUEST``, ``CANCEL``."""
    found = re.search(r"^METHOD:([A-Z]+)\r?$", calendar, re.MULTILINE)
    if found is None:
        raise ValueError("A message for calendars has no METHOD.")
    return found[1]


def _send(message: EmailMultiAlternatives, connection: BaseEmailBackend) -> None:
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as failure:
        raise DeliveryError(type(failure).__name__, Fault.AWAY) from failure
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as failure:
        raise DeliveryError(type(failure).__name__, _fault(failure, connection)) from failure
    except ValueError as failure:  # an address or a subject that no header can hold
        raise DeliveryError(type(failure).__name__, Fault.REFUSED) from failure


def _fault(failure: Exception, connection: BaseEmailBackend) -> Fault:
    """A 5xx answer is final (RFC 5321 §4.2.1), save one to the sender: ours to mend. No answer is a broken line."""
    if isinstance(failure, smtplib.SMTPSenderRefused):
        return Fault.LATER
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return _fault_of_codes(*(code for code, _text in failure.recipients.values()))
    if isinstance(failure, smtplib.SMTPResponseException):
        return _fault_of_codes(failure.smtp_code)
    server = getattr(connection, "connection", None)
    return Fault.UNKNOWN if getattr(server, "was_handed_over", False) else Fault.LATER


def _fault_of_codes(*codes: int) -> Fault:
    return Fault.REFUSED if all(code >= 500 for code in codes) else Fault.LATER

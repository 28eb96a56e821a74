"""What time causes: quotes that end, pledges that stay words, money that is late, reports that are due. Each once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from funding import mails
from funding.models import Contribution, ContributionDue, Quote
from network.models import Appointment

QUOTE_BEFORE = timedelta(days=14)
REPORT_BEFORE = timedelta(days=30)


def send_reminders(*, at: datetime | None = None) -> None:
    """One letter to each of the Secretariat for each thing that is due, never a second; each kind by itself."""
    now = at or timezone.now()
    for remind in (remind_of_quotes, remind_of_pledges, remind_of_money, remind_of_reports):
        remind(at=now)


@transaction.atomic
def remind_of_quotes(*, at: datetime) -> None:
    """Valid quotes of lines that still choose, a fortnight before they end."""
    ending = Quote.objects.ending_by(timezone.localdate(at) + QUOTE_BEFORE, at)
    for quote in ending.select_related("supplier", "round"):
        _tell(mails.tell_of_ending_quote, quote, at=at)


@transaction.atomic
def remind_of_pledges(*, at: datetime) -> None:
    """Pledges of ninety days ago or more of which nothing was committed."""
    for contribution in Contribution.objects.silent_since_pledge(at).select_related("funder"):
        _tell(mails.tell_of_silent_pledge, contribution, at=at)


@transaction.atomic
def remind_of_money(*, at: datetime) -> None:
    """Disbursements whose day has passed."""
    for due in ContributionDue.objects.overdue_money(timezone.localdate(at)).select_related("contribution__funder"):
        _tell(mails.tell_of_late_money, due, at=at)


@transaction.atomic
def remind_of_reports(*, at: datetime) -> None:
    """Reports to funders, a month before their day."""
    coming = ContributionDue.objects.reports_by(timezone.localdate(at) + REPORT_BEFORE)
    for due in coming.select_related("contribution__funder"):
        _tell(mails.tell_of_report, due, at=at)


def _tell(letter: Callable[..., None], subject: object, *, at: datetime) -> None:
    """To everybody of the Secretariat, each in a letter of their own."""
    held = Appointment.objects.valid(at).holding(Appointment.Role.SECRETARIAT)
    for appointment in held.select_related("person__user", "person__office"):
        letter(subject, appointment.person, at=at)

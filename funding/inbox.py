"""What is due with the money: to the Secretariat alone."""

from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from funding.actions.reminders import QUOTE_BEFORE, REPORT_BEFORE
from funding.models import Contribution, ContributionDue, Need, Quote
from network.inbox import Due, Kind
from network.models import User
from network.querysets import standing_of


def _at_end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def needs_to_answer(user: User, at: datetime) -> list[Due]:
    """Needs that offices sent. One question."""
    if not standing_of(user).is_secretariat:
        return []
    number = Need.objects.to_review().count()
    if not number:
        return []
    what = ngettext("Answer %(number)s need of the offices", "Answer %(number)s needs of the offices", number)
    return [Due(what % {"number": number}, reverse("funding:need_list"), Kind.MONEY)]


def money_due(user: User, at: datetime) -> list[Due]:
    """Quotes that end, pledges that stay words, money that is late, reports that are due. Four questions, five where a
    quote ends.
    """
    if not standing_of(user).is_secretariat:
        return []
    today = timezone.localdate(at)
    quotes = Quote.objects.ending_by(today + QUOTE_BEFORE, at).select_related("supplier").prefetch_related("lines")
    found = [
        Due(
            _("Choose before the quote of %(supplier)s ends") % {"supplier": quote.supplier},
            reverse("funding:line", args=[quote.lines.all()[0].pk]),
            Kind.MONEY,
            due_at=_at_end_of(quote.valid_until),
        )
        for quote in quotes
    ]
    for contribution in Contribution.objects.silent_since_pledge(at).select_related("funder"):
        words = {"funder": contribution.funder.name}
        url = reverse("funding:contribution", args=[contribution.pk])
        why = _("Pledged ninety days ago or longer, and nothing is committed.")
        found.append(Due(_("Ask %(funder)s about its pledge") % words, url, Kind.MONEY, why=why))
    sentences = {
        ContributionDue.Kind.DISBURSEMENT: _("Ask %(funder)s about the money that was to come"),
        ContributionDue.Kind.REPORT: _("Hand in the report to %(funder)s"),
    }
    dues = ContributionDue.objects.select_related("contribution__funder")
    for due in [*dues.overdue_money(today), *dues.reports_by(today + REPORT_BEFORE)]:
        words = {"funder": due.contribution.funder.name}
        url = reverse("funding:contribution", args=[due.contribution_id])
        found.append(
            Due(sentences[ContributionDue.Kind(due.kind)] % words, url, Kind.MONEY, due_at=_at_end_of(due.due_on))
        )
    return found

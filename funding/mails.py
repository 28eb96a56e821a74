"""Every letter about money, one function each: to the Secretariat alone."""

from datetime import datetime

from foundations.outbox.actions import write_letter
from funding.models import Contribution, ContributionDue, Quote
from network.mails import address_in, recipient_of
from network.models import Person


def tell_of_ending_quote(quote: Quote, person: Person, *, at: datetime) -> None:
    """A quote ends soon, and a line still chooses."""
    line = quote.lines.first()
    if line is not None:
        _write("funding.quote_ending", person, quote.pk, ("funding:line", line.pk), at=at, quote=quote)


def tell_of_silent_pledge(contribution: Contribution, person: Person, *, at: datetime) -> None:
    """A pledge is ninety days old, and nothing of it is committed."""
    where = ("funding:contribution", contribution.pk)
    _write("funding.pledge_silent", person, contribution.pk, where, at=at, contribution=contribution)


def tell_of_late_money(due: ContributionDue, person: Person, *, at: datetime) -> None:
    """Money that was to come did not."""
    _write("funding.money_late", person, due.pk, ("funding:contribution", due.contribution_id), at=at, due=due)


def tell_of_report(due: ContributionDue, person: Person, *, at: datetime) -> None:
    """A report to a funder is due soon."""
    _write("funding.report_due", person, due.pk, ("funding:contribution", due.contribution_id), at=at, due=due)


def _write(kind: str, person: Person, key: object, where: tuple[str, object], *, at: datetime, **context) -> None:
    recipient = recipient_of(person)
    if recipient is None:
        return
    name, argument = where
    context["address"] = address_in(recipient.language, name, str(argument))
    write_letter(kind, to=recipient, context=context, once_key=f"{kind}:{key}:{person.pk}", at=at)

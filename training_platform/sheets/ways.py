"""Where each contract's people come from: the page that offers its spreadsheet, and what stands on the way to it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import Workshop
from funding.in_sheets import ledger_contract, lines_contract, quotes_contract
from funding.models import BudgetRound
from network.models import User
from network.querysets import standing_of

OF_BUDGETS = {contract.name for contract in (lines_contract, quotes_contract, ledger_contract)}


@dataclass(frozen=True)
class Way:
    """A page and what it is called."""

    title: str
    url: str


def way_to(name: str, about: str, user: User) -> Way:
    """The page from which ``user`` came to the spreadsheet ``name`` about ``about``."""
    if name in OF_BUDGETS:
        return _to_budget(about)
    if about:
        return _to_workshop(about)
    if name == "people" and standing_of(user).holds("contact_point"):
        return Way(_("People and accounts"), reverse("network:office_people"))
    return Way(_("Home"), reverse("home"))


def _to_workshop(slug: str) -> Way:
    found = Workshop.objects.filter(slug=slug).first()
    return Way(found.title if found else _("Workshops"), reverse("courses:workshop", args=[slug]))


def _to_budget(key: str) -> Way:
    found = BudgetRound.objects.filter(pk=key).first()
    return Way(found.title if found else "", reverse("funding_report:in_figures", args=[key]))

"""What an activity file says of a budget: asked once, as plain values."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal

from django.conf import settings
from django.db.models import Max, Min, Sum
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.iati import codes
from funding.iati.writing import Activity, Budget, Organisation, Share, Transaction, Words
from funding.models import BudgetLine, BudgetRound, LedgerEntry, LineStep, RoundStep
from funding.rules import BASE_CURRENCY, IATI_TYPES, Figures, cents
from funding.totals import OfficeFigures, by_office, round_figures
from network.models import Institution

PAID = ("paid", "closed")
HUNDREDTH = Decimal("0.01")
DESCRIPTION = gettext_lazy("Rough budget of the equipment with which the offices of the network join by video.")


def activity_of(budget: BudgetRound) -> Activity:
    """One budget with its whole ledger, in as many questions for one line as for two hundred."""
    offices = by_office(BudgetLine.objects.filter(round=budget).in_budget().with_places().with_cover())
    figures = round_figures(budget)
    countries, region = shares_of(offices)
    secretariat = _secretariat()
    entries = LedgerEntry.objects.filter(contribution__round=budget).select_related("contribution__funder")
    ledger = list(entries.order_by("value_date", "pk"))
    return Activity(
        reference=str(budget.pk),
        reporter=Organisation(secretariat, codes.ACCOUNTABLE, settings.IATI_ORGANISATION),
        title=Words(budget.title_es, budget.title_en),
        description=_in_both(DESCRIPTION),
        organisations=_organisations(ledger, offices, secretariat),
        status=_status(budget, offices),
        dates=_dates(budget),
        countries=countries,
        region=region,
        currency=BASE_CURRENCY,
        budgets=_budgets(budget, figures),
        transactions=[_transaction(entry, secretariat) for entry in ledger],
        updated_at=_updated_at(budget),
    )


def shares_of(offices: Sequence[OfficeFigures]) -> tuple[list[Share], Share | None]:
    """How many hundredths each country has of the whole, and the region for what is nobody's alone. They sum to 100."""
    by_place: dict[str, Decimal] = {}
    for each in offices:
        code = each.country.code.upper() if each.country else ""
        by_place[code] = by_place.get(code, Decimal(0)) + each.figures.budget
    whole = sum(by_place.values())
    if whole <= 0:
        return [], Share(codes.AMERICA, Decimal(100))
    shares = _hundredths(by_place, whole)
    region = shares.pop("", None)
    return [Share(code, shares[code]) for code in sorted(shares)], (
        Share(codes.AMERICA, region) if region is not None else None
    )


def _hundredths(by_place: dict[str, Decimal], whole: Decimal) -> dict[str, Decimal]:
    """To the hundredth of a per cent, what is left over to those that lost most by rounding."""
    exact = {code: 100 * amount / whole for code, amount in by_place.items() if amount > 0}
    found = {code: share.quantize(HUNDREDTH, rounding=ROUND_DOWN) for code, share in exact.items()}
    left = int((100 - sum(found.values())) / HUNDREDTH)
    for code in sorted(found, key=lambda each: (found[each] - exact[each], each))[:left]:
        found[code] += HUNDREDTH
    return found


def _secretariat() -> Words:
    found = Institution.objects.filter(kind=Institution.Kind.SECRETARIAT).order_by("pk").first()
    return Words(found.name_es, found.name_en) if found else Words(settings.NETWORK_NAME, settings.NETWORK_NAME)


def _organisations(
    ledger: Sequence[LedgerEntry], offices: Sequence[OfficeFigures], secretariat: Words
) -> list[Organisation]:
    """Who gives, who answers for it, who passes it on, where it is put to use."""
    funders = {entry.contribution.funder_id: entry.contribution.funder for entry in ledger}
    giving = sorted(funders.values(), key=lambda funder: funder.name_es)
    return [
        *(Organisation(Words(funder.name_es, funder.name_en), codes.FUNDING) for funder in giving),
        Organisation(secretariat, codes.ACCOUNTABLE, settings.IATI_ORGANISATION),
        Organisation(Words(settings.NETWORK_NAME, settings.NETWORK_NAME), codes.EXTENDING),
        *(
            Organisation(Words(each.office.name_es, each.office.name_en), codes.IMPLEMENTING)
            for each in offices
            if each.office is not None
        ),
    ]


def _status(budget: BudgetRound, offices: Sequence[OfficeFigures]) -> str:
    """By the state of the budget; complete when every line is paid and it is not closed yet."""
    status = codes.STATUS_OF_ROUND[budget.state]
    states = {line.state for each in offices for line in each.lines}
    is_paid = bool(states) and states <= set(PAID)
    return codes.COMPLETION if status == codes.IMPLEMENTATION and is_paid else status


def _dates(budget: BudgetRound) -> list[tuple[str, date]]:
    """Planned for its year; begun with the first money that was bound; ended when it was closed."""
    year = date(budget.year, 1, 1)
    found = [(codes.PLANNED_START, year)]
    begun = LedgerEntry.objects.filter(contribution__round=budget, kind="commitment", amount__gt=0)
    day = begun.aggregate(day=Min("value_date"))["day"]
    if day is not None:
        found.append((codes.ACTUAL_START, day))
    found.append((codes.PLANNED_END, year.replace(month=12, day=31)))
    closed = RoundStep.objects.filter(round=budget, to_state="closed").aggregate(at=Max("at"))["at"]
    if closed is not None and budget.state == "closed":
        found.append((codes.ACTUAL_END, timezone.localdate(closed)))
    return found


def _budgets(budget: BudgetRound, figures: Figures) -> list[Budget]:
    """The first version, and the present one where it was revised; committed once somebody is bound for all of it."""
    began = {version.number: timezone.localdate(version.at) for version in budget.versions.all()}
    opened = timezone.localdate(budget.opened_at)
    status = codes.COMMITTED if figures.budget and figures.gap <= 0 else codes.INDICATIVE
    if budget.version == 1:
        return [Budget(codes.ORIGINAL, status, budget.year, figures.budget, began.get(1, opened))]
    lines = BudgetLine.objects.filter(round=budget).in_version(1).order_by()
    first = cents(lines.aggregate(whole=Sum("base_total"))["whole"])
    return [
        Budget(codes.ORIGINAL, codes.INDICATIVE, budget.year, first, began.get(1, opened)),
        Budget(codes.REVISED, status, budget.year, figures.budget, began.get(budget.version, opened)),
    ]


def _transaction(entry: LedgerEntry, secretariat: Words) -> Transaction:
    """One row as it was written. Neither its reference nor its reason goes out: they may name people and accounts."""
    kind = IATI_TYPES[entry.kind]
    funder = Words(entry.contribution.funder.name_es, entry.contribution.funder.name_en)
    is_incoming = kind in codes.INCOMING
    return Transaction(
        ref=str(entry.pk),
        kind=kind,
        day=entry.value_date,
        amount=cents(entry.amount),
        currency=entry.currency,
        words=Words(*(_entry_in(language, entry) for language in ("es", "en"))),
        provider=funder if is_incoming else secretariat,
        receiver=secretariat if is_incoming else None,
    )


def _entry_in(language: str, entry: LedgerEntry) -> str:
    with translation.override(language):
        said = str(entry.get_kind_display())
        if entry.form == LedgerEntry.Form.GOODS:
            said = _("%(kind)s, in kind") % {"kind": said}
        if entry.amount < 0:
            said = _("%(kind)s, correction") % {"kind": said}
    return said[:1].upper() + said[1:]


def _in_both(sentence: Promise) -> Words:
    """A sentence of ours in both languages."""
    found = []
    for language in ("es", "en"):
        with translation.override(language):
            found.append(str(sentence))
    return Words(*found)


def _updated_at(budget: BudgetRound) -> datetime:
    """When anything of it changed last."""
    found = [
        LedgerEntry.objects.filter(contribution__round=budget).aggregate(at=Max("entered_at"))["at"],
        LineStep.objects.filter(line__round=budget).aggregate(at=Max("at"))["at"],
        RoundStep.objects.filter(round=budget).aggregate(at=Max("at"))["at"],
    ]
    return max(filter(None, found), default=budget.opened_at)

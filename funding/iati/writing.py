"""An activity file from plain values: elements in the order of the schema, narratives in Spanish and English."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

from funding.iati import codes

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Words:
    """One text in both languages."""

    es: str
    en: str


@dataclass(frozen=True)
class Organisation:
    """Who takes part, and as what: ``role`` is a code of OrganisationRole; ``ref`` its identifier, where it has one."""

    name: Words
    role: str
    ref: str = ""


@dataclass(frozen=True)
class Share:
    """Of which country (ISO 3166, two letters) or region how many hundredths of the money are."""

    code: str
    per_cent: Decimal


@dataclass(frozen=True)
class Budget:
    """What a version of the budget comes to in its year."""

    kind: str
    status: str
    year: int
    amount: Decimal
    value_date: date


@dataclass(frozen=True)
class Transaction:
    """One row of a ledger: its code, its day, its amount as it was written. ``party`` is who gave it, where one did."""

    ref: str
    kind: str
    day: date
    amount: Decimal
    currency: str
    words: Words
    provider: Words
    receiver: Words | None


@dataclass(frozen=True)
class Activity:
    """One budget of the network."""

    reference: str
    reporter: Organisation
    title: Words
    description: Words
    organisations: Sequence[Organisation]
    status: str
    dates: Sequence[tuple[str, date]]
    countries: Sequence[Share]
    region: Share | None
    currency: str
    budgets: Sequence[Budget]
    transactions: Sequence[Transaction]
    updated_at: datetime


def activity_file(activity: Activity, *, at: datetime) -> bytes:
    """The whole file; ``at`` (aware) is when it was made."""
    root = ET.Element("iati-activities", {"version": codes.VERSION, "generated-datetime": _instant(at)})
    root.append(_activity(activity))
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _activity(activity: Activity) -> ET.Element:
    node = ET.Element(
        "iati-activity",
        {
            "last-updated-datetime": _instant(activity.updated_at),
            LANG: "es",
            "default-currency": activity.currency,
        },
    )
    ET.SubElement(node, "iati-identifier").text = f"{activity.reporter.ref}-{activity.reference}"
    reporter = ET.SubElement(node, "reporting-org", {"ref": activity.reporter.ref, "type": "40"})
    _narrate(reporter, activity.reporter.name)
    _narrate(ET.SubElement(node, "title"), activity.title)
    _narrate(ET.SubElement(node, "description", {"type": "1"}), activity.description)
    for organisation in activity.organisations:
        marks = {"role": organisation.role} | ({"ref": organisation.ref} if organisation.ref else {})
        _narrate(ET.SubElement(node, "participating-org", marks), organisation.name)
    ET.SubElement(node, "activity-status", {"code": activity.status})
    for kind, day in activity.dates:
        ET.SubElement(node, "activity-date", {"type": kind, "iso-date": day.isoformat()})
    _places(node, activity)
    for budget in activity.budgets:
        _budget(node, budget, activity.currency)
    for transaction in activity.transactions:
        _transaction(node, transaction)
    return node


def _places(node: ET.Element, activity: Activity) -> None:
    """Where it takes place, and in which sector."""
    ET.SubElement(node, "activity-scope", {"code": codes.MULTINATIONAL})
    for share in activity.countries:
        ET.SubElement(node, "recipient-country", {"code": share.code, "percentage": str(share.per_cent)})
    if activity.region is not None:
        marks = {"code": activity.region.code, "vocabulary": codes.DAC_REGIONS}
        ET.SubElement(node, "recipient-region", marks | {"percentage": str(activity.region.per_cent)})
    marks = {"vocabulary": codes.DAC_FIVE_DIGITS, "code": codes.LEGAL_AND_JUDICIAL, "percentage": "100"}
    ET.SubElement(node, "sector", marks)


def _budget(node: ET.Element, budget: Budget, currency: str) -> None:
    made = ET.SubElement(node, "budget", {"type": budget.kind, "status": budget.status})
    ET.SubElement(made, "period-start", {"iso-date": date(budget.year, 1, 1).isoformat()})
    ET.SubElement(made, "period-end", {"iso-date": date(budget.year, 12, 31).isoformat()})
    _value(made, budget.amount, currency, budget.value_date)


def _transaction(node: ET.Element, transaction: Transaction) -> None:
    made = ET.SubElement(node, "transaction", {"ref": transaction.ref})
    ET.SubElement(made, "transaction-type", {"code": transaction.kind})
    ET.SubElement(made, "transaction-date", {"iso-date": transaction.day.isoformat()})
    _value(made, transaction.amount, transaction.currency, transaction.day)
    _narrate(ET.SubElement(made, "description"), transaction.words)
    _narrate(ET.SubElement(made, "provider-org"), transaction.provider)
    if transaction.receiver is not None:
        _narrate(ET.SubElement(made, "receiver-org"), transaction.receiver)


def _value(node: ET.Element, amount: Decimal, currency: str, day: date) -> None:
    made = ET.SubElement(node, "value", {"currency": currency, "value-date": day.isoformat()})
    made.text = f"{amount:.2f}"


def _narrate(node: ET.Element, words: Words) -> None:
    """Spanish is the default of the file; English says what it is. The same words are said once."""
    ET.SubElement(node, "narrative").text = words.es
    if words.en != words.es:
        ET.SubElement(node, "narrative", {LANG: "en"}).text = words.en


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

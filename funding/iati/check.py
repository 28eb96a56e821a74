"""What the standard has against an activity file: the window to lxml. Nothing is fetched; the schema lies beside it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from lxml import etree

HERE = Path(__file__).parent
SCHEMA = HERE / "schema" / "iati-activities-schema.xsd"
# A file is read without entities, without a network, and not beyond the sizes that libxml2 holds for safe.
SAFE = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}
# Where each code of ours stands, and the list that it is of.
LISTS = {
    "participating-org/@role": "OrganisationRole",
    "activity-status/@code": "ActivityStatus",
    "activity-date/@type": "ActivityDateType",
    "activity-scope/@code": "ActivityScope",
    "budget/@type": "BudgetType",
    "budget/@status": "BudgetStatus",
    "transaction/transaction-type/@code": "TransactionType",
}
FORBIDDEN_IN_IDENTIFIERS = "/&|?"


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(SCHEMA), etree.XMLParser(**SAFE)))


@cache
def codes_of(name: str) -> frozenset[str]:
    """The codes of one list."""
    found = etree.parse(str(HERE / "codelists" / f"{name}.xml"), etree.XMLParser(**SAFE))
    return frozenset(found.xpath("//codelist-item/code/text()"))


def faults_of(content: bytes, *, today: date) -> list[str]:
    """Everything that is wrong with a file, each in a line; empty when it can be published.

    Beside the schema: the code lists, and the rules that the standard keeps apart from it (shares of places sum to
    100, days in order and none of the future, identifiers without forbidden characters).
    """
    try:
        document = etree.fromstring(content, etree.XMLParser(**SAFE))
    except etree.XMLSyntaxError as error:
        return [f"no XML: {error.msg}"]
    if document.getroottree().docinfo.doctype:
        return ["a document type is declared: such a file is not read further"]
    schema = _schema()
    if not schema.validate(document):
        return [f"line {each.line}: {each.message}" for each in schema.error_log]
    return [fault for activity in document.findall("iati-activity") for fault in _against_rules(activity, today)]


def _against_rules(activity: etree._Element, today: date) -> Iterator[str]:
    for path, name in LISTS.items():
        for code in sorted(set(activity.xpath(path)) - codes_of(name)):
            yield f"{path}: {code} is no code of {name}"
    shares = activity.xpath("recipient-country/@percentage | recipient-region/@percentage")
    if sum(map(Decimal, shares)) != 100:
        yield f"shares of places sum to {sum(map(Decimal, shares))}, not to 100"
    yield from _days_against_rules(activity, today)
    for said in activity.xpath("iati-identifier/text() | reporting-org/@ref | participating-org/@ref"):
        if any(letter in said for letter in FORBIDDEN_IN_IDENTIFIERS):
            yield f"identifier {said}: none of {FORBIDDEN_IN_IDENTIFIERS}"


def _days_against_rules(activity: etree._Element, today: date) -> Iterator[str]:
    days = {node.get("type"): node.get("iso-date") for node in activity.findall("activity-date")}
    if not {"1", "2"} & days.keys():
        yield "neither a planned nor an actual start"
    for earlier, later in (("1", "3"), ("2", "4")):
        if days.get(earlier, "") > days.get(later, "9999"):
            yield f"activity-date {earlier} is after {later}"
    told = [days[kind] for kind in ("2", "4") if kind in days]
    told += activity.xpath("transaction/transaction-date/@iso-date | transaction/value/@value-date")
    for day in sorted({each for each in told if each > today.isoformat()}):
        yield f"{day} has not come yet"

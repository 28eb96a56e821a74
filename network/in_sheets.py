"""The people of an office as a spreadsheet: out, and in again through the very actions of its contact points.

A contact point has the people of the own office, the Secretariat everybody's. A row is somebody who is there (by the
hidden key, else by the e-mail of the account, else by the name within the office) or somebody new. What a contact point
may not change by the pages of the office is refused here as well, at the cell.
"""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundations.spreadsheets.contract import (
    CHANGED_SINCE,
    CLEAR,
    ID,
    NOT_FOUND,
    NOT_KNOWN,
    VERSION,
    Column,
    Contract,
    Deed,
    Kind,
    NotUndone,
    OpenSheet,
    Row,
    Value,
    Written,
)
from foundations.spreadsheets.row_by_row import row_by_row
from foundations.spreadsheets.values import plain
from network import actions
from network.errors import AccountError
from network.forms import AdmissionForm
from network.models import Appointment, Office, Person, Unit, User
from network.querysets import PersonQuerySet, standing_of
from network.rules import full_name, plain_name

CHANGEABLE = ("given_names", "family_names", "kind", "office", "unit")
NAMES = frozenset({"given_names", "family_names"})


def version_of(person: Person) -> str:
    """A short hash of what a sheet can change: whoever changed it since is found by it."""
    told = [str(getattr(person, name)) for name in ("given_names", "family_names", "kind", "office_id", "unit_id")]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:12]


class PeopleSheet(OpenSheet):
    """The people whom one reader looks after."""

    most_rows = 1000
    keys = ("family_names", "given_names", "email")

    def __init__(self, user: User, offices: Sequence[Office], *, everybody: bool) -> None:
        self.user, self.offices, self.everybody = user, offices, everybody

    @property
    def title(self) -> str:
        return _("People")

    @cached_property
    def units(self) -> dict[tuple[int, str], Unit]:
        """By office and every name under which one is written."""
        found = {}
        for unit in Unit.objects.filter(office__in=[office.pk for office in self.offices]):
            found |= {(unit.office_id, plain(name)): unit for name in (unit.name_es, unit.name_en)}
        return found

    @cached_property
    def offices_by_name(self) -> dict[str, Office]:
        """By country, code and name."""
        found: dict[str, Office] = {}
        for office in self.offices:
            country = office.country
            names = (office.code, country.code, country.name_es, country.name_en, office.name_es, office.name_en)
            found |= {plain(name): office for name in names}
        return found

    @cached_property
    def columns(self) -> Sequence[Column]:
        units = tuple(dict.fromkeys(str(unit.name) for unit in self.units.values()))
        return (
            Column("family_names", gettext_lazy("Family names"), required=True, bound=100, aliases=FAMILY),
            Column("given_names", gettext_lazy("Given names"), required=True, bound=100, aliases=GIVEN),
            Column(
                "office",
                gettext_lazy("Office"),
                Kind.REFERENCE,
                aliases=("country", "país", "fiscalía", "ministerio público"),
                help=gettext_lazy("By its country."),
                options=tuple(office.country.name for office in self.offices),
                required=True,
            ),
            Column(
                "kind",
                gettext_lazy("Kind"),
                Kind.CHOICE,
                aliases=("cargo", "post"),
                choices=dict(Person.Kind.choices),
                also={"investigator": ("investigador policial", "investigadora policial", "policía", "police")},
                required=True,
            ),
            Column("unit", gettext_lazy("Unit"), Kind.REFERENCE, aliases=("unidad",), options=units),
            Column(
                "email",
                gettext_lazy("E-mail"),
                aliases=("mail", "correo", "e-mail", "email", "correo institucional"),
                help=gettext_lazy("Whoever gets one here gets an account and an e-mail."),
                bound=254,
            ),
            Column(
                "language",
                gettext_lazy("Language"),
                Kind.CHOICE,
                help=gettext_lazy("Of the e-mails; Spanish unless told otherwise."),
                choices=dict(User._meta.get_field("language").choices or ()),
            ),
            Column(
                "account", gettext_lazy("Account"), help=gettext_lazy("For reading: it comes in as it is."), given=True
            ),
        )

    @property
    def people(self) -> PersonQuerySet:
        """Whom this sheet is about."""
        return Person.objects.current().filter(office__in=[office.pk for office in self.offices])

    def rows_out(self) -> Iterator[Mapping[str, Value]]:
        for person in self.people.select_related("office__country", "unit", "user").in_order().iterator(2000):
            account = getattr(person, "user", None)
            yield {
                ID: str(person.pk),
                VERSION: version_of(person),
                "family_names": person.family_names,
                "given_names": person.given_names,
                "office": person.office.country.name if person.office else "",
                "kind": person.kind,
                "unit": str(person.unit.name) if person.unit else "",
                "email": account.email if account else "",
                "language": account.language if account else "",
                "account": str(account.State(account.state).label) if account else _("no account"),
            }

    # --- What becomes of rows -----------------------------------------------------------------------------------------

    def plan(self, rows: Sequence[Row], *, tell: Callable[[int], None] = lambda _done: None) -> None:
        book = _Book(self)
        for done, row in enumerate(rows, 1):
            book.decide(row)
            if done % 200 == 0:
                tell(done)

    def write(self, rows: Sequence[Row], *, by: User, at: datetime, batch: uuid.UUID) -> list[Written]:
        return row_by_row(rows, lambda row: _write(row, by=by, at=at), AccountError)

    def undo(self, written: Sequence[Written], *, by: User, at: datetime, batch: uuid.UUID) -> None:
        people = self.people.in_bulk([uuid.UUID(each.record) for each in written])
        for each in reversed(written):
            person = people.get(uuid.UUID(each.record))
            if person is None or version_of(person) != each.version:
                raise NotUndone(_("Something changed since then: %(name)s. Nothing was undone.") % {"name": each.label})
            try:
                _bring_back(person, each, by=by, at=at)
            except (ValidationError, AccountError) as fault:
                message = fault.messages[0] if isinstance(fault, ValidationError) else str(fault)
                raise NotUndone(message) from None


class _Book:
    """Who is there already, by everything by which a row may mean somebody; filled by three questions."""

    def __init__(self, sheet: PeopleSheet) -> None:
        self.sheet = sheet
        self.by_key: dict[str, Person] = {}
        self.by_email: dict[str, Person] = {}
        self.by_name: dict[tuple[int | None, str], list[Person]] = defaultdict(list)
        for person in sheet.people.select_related("office__country", "unit", "user"):
            self.by_key[str(person.pk)] = person
            self.by_name[person.office_id, plain_name(person.full_name)].append(person)
            if hasattr(person, "user"):
                self.by_email[person.user.email.casefold()] = person
        trusted = Appointment.objects.not_ended().trusted().filter(person__in=self.by_key)
        self.trusted = set(trusted.order_by().values_list("person_id", flat=True))
        self.named: dict[uuid.UUID | tuple, int] = {}

    def decide(self, row: Row) -> None:
        """What the row is about, and every fault of it."""
        row.label = full_name(row.text("given_names"), row.text("family_names")) or row.text("email")
        self._look_up(row)
        person = self._meant(row)
        if person is not None:
            row.target, row.label = person, person.full_name
            self._decide_change(row, person)
        elif not row.record:
            self._decide_new(row)
        if not row.faults:
            self._refuse_twice(row)

    def _look_up(self, row: Row) -> None:
        """Office and unit by their names."""
        if said := row.text("office"):
            office = self.sheet.offices_by_name.get(plain(said))
            if office is None:
                row.refuse("office", NOT_FOUND, said)
            row.found["office"] = office
        elif len(self.sheet.offices) == 1:
            row.found["office"] = self.sheet.offices[0]

    def _meant(self, row: Row) -> Person | None:
        """Somebody who is there; ``None`` for somebody new, or with a fault."""
        if row.record:
            person = self.by_key.get(row.record)
            if person is None:
                row.refuse("", NOT_FOUND)
            elif row.version != version_of(person):
                row.refuse("", CHANGED_SINCE)
            return person
        if person := self.by_email.get(row.text("email").casefold()):
            return person
        office = row.found.get("office")
        same = self.by_name[office and office.pk, plain_name(row.label)]
        if len(same) > 1:
            row.refuse("family_names", _("Several people have this name: take the row from an export."), row.label)
        return same[0] if len(same) == 1 else None

    def _decide_change(self, row: Row, person: Person) -> None:
        self._find_unit(row, row.found.get("office") or person.office, person.unit)
        new = {name: value for name, value in self._wanted(row).items() if getattr(person, name) != value}
        self._decide_account(row, person)
        if new and not self.sheet.everybody:
            self._refuse_beyond_office(row, person, new)
        row.found["new"] = new
        row.changes = {name: (_said(person, name), _worded(name, value)) for name, value in new.items()}
        if row.found.get("email"):
            row.changes["email"] = ("", row.found["email"])
        if not row.faults:
            row.deed = Deed.UPDATE if new or row.found.get("email") else Deed.UNCHANGED

    def _wanted(self, row: Row) -> dict[str, object]:
        wanted = {name: row.values[name] for name in ("given_names", "family_names", "kind") if name in row.values}
        if row.found.get("office"):
            wanted["office"] = row.found["office"]
        if "unit" in row.found:
            wanted["unit"] = row.found["unit"]
        return wanted

    def _refuse_beyond_office(self, row: Row, person: Person, new: Mapping[str, object]) -> None:
        for name in NAMES & new.keys():
            row.refuse(name, _("Only the Secretariat corrects a name."), row.text(name))
        if "office" in new:
            row.refuse("office", _("Only the Secretariat moves somebody to another office."), row.text("office"))
        if person.pk in self.trusted:
            row.refuse("", _("Looked after by the Secretariat."))

    def _decide_account(self, row: Row, person: Person) -> None:
        email, account = row.text("email"), getattr(person, "user", None)
        if account is None and email:
            self._take_address(row, email)
        elif account is not None and "email" in row.values and email.casefold() != account.email.casefold():
            told = _("There is an account already: only the Secretariat corrects its address, on its page.")
            row.refuse("email", told, email)

    def _take_address(self, row: Row, email: str) -> None:
        try:
            if email:
                validate_email(email)
        except ValidationError:
            row.refuse("email", _("This is no e-mail address."), email)
        row.found["email"] = email

    def _decide_new(self, row: Row) -> None:
        for name in ("family_names", "given_names", "kind"):
            if not row.text(name) and not row.has_fault(name):
                row.refuse(name, _("This is needed for somebody new."))
        if not row.found.get("office"):
            if not row.has_fault("office"):
                row.refuse("office", _("This is needed for somebody new."))
            return
        kind = row.text("kind")
        if kind and not self.sheet.everybody and kind not in AdmissionForm.KINDS:
            row.refuse("kind", _("Only the Secretariat adds people of this kind."), Person.Kind(kind).label)
        self._find_unit(row, row.found["office"])
        self._take_address(row, row.text("email"))
        if not row.faults:
            row.deed = Deed.CREATE
            row.changes = {name: ("", _worded(name, value)) for name, value in self._wanted(row).items() if value}

    def _find_unit(self, row: Row, office: Office | None, unit: Unit | None = None) -> None:
        """By its name within the office; two of one name are taken for the one that is there."""
        said = row.given("unit")
        if said is CLEAR:
            row.found["unit"] = None
        elif unit is not None and plain(str(said)) in {plain(unit.name_es), plain(unit.name_en)}:
            row.found["unit"] = unit
        elif said is not None and office is not None:
            unit = self.sheet.units.get((office.pk, plain(str(said))))
            if unit is None:
                row.refuse("unit", str(NOT_KNOWN) % {"value": said}, said)
            else:
                row.found["unit"] = unit

    def _refuse_twice(self, row: Row) -> None:
        """The same person in two rows, or the same name twice anew."""
        office = row.found.get("office")
        mark = row.target.pk if row.target else (office and office.pk, plain_name(row.label))
        first = self.named.setdefault(mark, row.number)
        if first != row.number:
            row.refuse("", _("The same person stands in row %(row)s.") % {"row": first})


def _said(person: Person, name: str) -> str:
    return _worded(name, getattr(person, name))


def _worded(name: str, value: object) -> str:
    if value is None:
        return ""
    if name == "kind":
        return str(Person.Kind(value).label)
    if isinstance(value, Office):
        return str(value.country.name)
    return str(value.name) if isinstance(value, Unit) else str(value)


def _write(row: Row, *, by: User, at: datetime) -> Written:
    """One row through the actions of the office's pages."""
    language = row.text("language") or "es"
    email = row.found.get("email", "")
    if row.deed is Deed.CREATE:
        fields = {name: row.text(name) for name in ("given_names", "family_names", "kind")}
        fields["unit"] = row.found.get("unit")
        person = actions.admit_person(
            office=row.found["office"], by=by, email=email, language=language, at=at, **fields
        )
        return Written(row.number, str(person.pk), row.deed, version_of(person), {}, person.full_name)
    person = Person.objects.select_for_update().get(pk=row.target.pk)
    if version_of(person) != version_of(row.target):
        raise ValidationError(str(CHANGED_SINCE))
    before = {name: _kept(getattr(person, name)) for name in row.found["new"]}
    person = _change(person, row.found["new"], by=by, at=at)
    if email:
        actions.open_account(person, email=email, language=language, by=by, at=at)
        before["account"] = None
    return Written(row.number, str(person.pk), row.deed, version_of(person), before, person.full_name)


def _change(person: Person, new: Mapping[str, object], *, by: User, at: datetime) -> Person:
    if NAMES & new.keys():
        names = {name: new.get(name, getattr(person, name)) for name in sorted(NAMES)}
        person = actions.correct_name(person, **names, by=by, at=at)  # type: ignore[arg-type]
    rest = {name: value for name, value in new.items() if name not in NAMES}
    return actions.revise_person(person, by=by, at=at, **rest) if rest else person


def _kept(value: object) -> object:
    """As JSON."""
    return value.pk if isinstance(value, Office | Unit) else value


def _bring_back(person: Person, each: Written, *, by: User, at: datetime) -> None:
    if each.deed is Deed.CREATE:
        actions.withdraw_person(person, by=by, at=at)
        return
    if "account" in each.before:
        raise NotUndone(_("%(name)s has an account or records by now.") % {"name": person.full_name})
    before = dict(each.before)
    for name, model in (("office", Office), ("unit", Unit)):
        if before.get(name) is not None:
            before[name] = model.objects.get(pk=before[name])
    _change(person, before, by=by, at=at)


def open_people(user: User, about: str) -> PeopleSheet | None:
    """To contact points the people of their offices, to the Secretariat everybody's; to nobody else."""
    standing = standing_of(user)
    if about:
        return None
    if standing.is_secretariat:
        return PeopleSheet(user, list(Office.objects.in_order()), everybody=True)
    offices = list(Office.objects.filter(pk__in=standing.offices_as("contact_point")).in_order())
    return PeopleSheet(user, offices, everybody=False) if offices else None


FAMILY = ("apellidos", "apellido", "surname", "surnames", "last name")
GIVEN = ("nombres", "nombre", "first name", "name", "names")
people_contract = Contract("people", gettext_lazy("People of the office"), open_people)

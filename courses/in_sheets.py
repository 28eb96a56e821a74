"""Nominations as a spreadsheet, out and in; and the places of a workshop, out.

The sheet of nominations has the people of the office, one in each row, and a column in which the contact point writes
*yes*. Each yes goes through :func:`courses.actions.nominate_person` with everything that it refuses; who holds a place
already keeps it. People are told by e-mail, so nothing of it is undone here: seats are freed on the workshop's page.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses import actions
from courses.errors import CourseError
from courses.models import Enrolment, Workshop
from courses.naming import offices_acted_for
from courses.obstacles import Obstacles, obstacles_of
from courses.querysets import EnrolmentQuerySet
from courses.rules import NAMED_KINDS
from foundations.spreadsheets.contract import (
    CLEAR,
    ID,
    NOT_FOUND,
    VERSION,
    Column,
    Contract,
    Deed,
    Kind,
    OpenSheet,
    Row,
    Value,
    Written,
)
from foundations.spreadsheets.row_by_row import row_by_row
from network.models import Person, User
from network.querysets import PersonQuerySet, standing_of
from network.rules import full_name, plain_name


def _names() -> tuple[Column, Column]:
    return (
        Column("family_names", gettext_lazy("Family names"), aliases=("apellidos", "apellido", "surname"), bound=100),
        Column("given_names", gettext_lazy("Given names"), aliases=("nombres", "nombre", "name"), bound=100),
    )


class NominationSheet(OpenSheet):
    """The people whom one reader may name for one workshop, with the place that each has."""

    is_undone = False
    why_final = gettext_lazy(
        "People were told by e-mail. Free a seat, or hand it on to a colleague, on the page of the workshop."
    )
    most_rows = 500
    keys = ("family_names", "given_names", "email")

    def __init__(self, user: User, workshop: Workshop) -> None:
        self.user, self.workshop = user, workshop

    @property
    def title(self) -> str:
        return _("Nominations")

    @cached_property
    def columns(self) -> Sequence[Column]:
        return (
            *_names(),
            Column("email", gettext_lazy("E-mail"), aliases=("correo", "mail", "email"), bound=254),
            Column("office", gettext_lazy("Office"), given=True, aliases=("country", "país")),
            Column("unit", gettext_lazy("Unit"), given=True, aliases=("unidad",)),
            Column(
                "name",
                gettext_lazy("Name for a seat"),
                Kind.YES_NO,
                aliases=("designar", "designado", "nominar", "nominado", "nominate", "nominated"),
                help=gettext_lazy("“Yes” names the person. Whoever has a place keeps it."),
            ),
            Column(
                "place",
                gettext_lazy("Place in the workshop"),
                given=True,
                help=gettext_lazy("For reading: it comes in as it is."),
            ),
            Column("obstacles", gettext_lazy("To be considered"), given=True),
        )

    @property
    def people(self) -> PersonQuerySet:
        """Those of the reader's offices who may be named, with their accounts."""
        mine = offices_acted_for(self.user).values("pk")
        people = Person.objects.current().without_closed_account().filter(office__in=mine, kind__in=NAMED_KINDS)
        return people.select_related("office__country", "unit", "user").in_order()

    @property
    def places(self) -> dict[uuid.UUID, Enrolment]:
        """The live place of each person of the workshop who has one."""
        return {place.person_id: place for place in self.workshop.enrolments.live()}

    def rows_out(self) -> Iterator[Mapping[str, Value]]:
        people, places = list(self.people), self.places
        obstacles = obstacles_of(self.workshop, people)
        for person in people:
            place = places.get(person.pk)
            account = getattr(person, "user", None)
            yield {
                ID: str(person.pk),
                VERSION: place.state if place else "-",
                "family_names": person.family_names,
                "given_names": person.given_names,
                "email": account.email if account else "",
                "office": person.office.country.name,
                "unit": str(person.unit.name) if person.unit else "",
                "name": True if place else None,
                "place": str(place.get_state_display()) if place else "",
                "obstacles": " ".join((obstacles.get(person.pk) or Obstacles()).sentences(self.workshop)),
            }

    # --- What becomes of rows -----------------------------------------------------------------------------------------

    def plan(self, rows: Sequence[Row], *, tell: Callable[[int], None] = lambda _done: None) -> None:
        people = list(self.people)
        book, places = _Book(people), self.places
        named: dict[uuid.UUID, int] = {}
        for row in rows:
            person = book.meant(row)
            if person is None or row.faults:
                continue
            row.target, row.label = person, person.full_name
            self._decide(row, person, places.get(person.pk))
            first = named.setdefault(person.pk, row.number)
            if first != row.number:
                row.refuse("", _("The same person stands in row %(row)s.") % {"row": first})
        due = [row.target for row in rows if row.deed is Deed.CREATE]
        obstacles = obstacles_of(self.workshop, due) if due else {}
        for row in rows:
            if row.deed is Deed.CREATE:
                for sentence in obstacles[row.target.pk].sentences(self.workshop):
                    row.warn("obstacles", sentence)

    def _decide(self, row: Row, person: Person, place: Enrolment | None) -> None:
        said = row.given("name")
        if place is not None:
            row.deed = Deed.UNCHANGED
            if said is False or said is CLEAR:
                row.warn("name", _("The place stays: it is freed on the page of the workshop."))
        elif said is True:
            row.deed = Deed.CREATE
            row.changes = {"place": ("", str(Enrolment.State.NOMINATED.label))}
        else:
            row.deed = Deed.SKIP

    def write(self, rows: Sequence[Row], *, by: User, at: datetime, batch: uuid.UUID) -> list[Written]:
        def name(row: Row) -> Written:
            place = actions.nominate_person(self.workshop, row.target, by=by, at=at)
            row.changes = {"place": ("", str(place.get_state_display()))}
            return Written(row.number, str(place.pk), row.deed, place.state, {}, row.label)

        return row_by_row(rows, name, CourseError)


class _Book:
    """Whom a row may mean: by the hidden key, the e-mail of the account, the name."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.by_key = {str(person.pk): person for person in people}
        self.by_email = {person.user.email.casefold(): person for person in people if hasattr(person, "user")}
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            self.by_name[plain_name(person.full_name)].append(person)

    def meant(self, row: Row) -> Person | None:
        """Somebody who may be named; ``None`` with the reason told."""
        row.label = full_name(row.text("given_names"), row.text("family_names")) or row.text("email")
        if row.record:
            person = self.by_key.get(row.record)
        else:
            same = self.by_name[plain_name(row.label)]
            if len(same) > 1 and not row.text("email"):
                row.refuse("family_names", _("Several people have this name: add the e-mail."), row.label)
                return None
            person = self.by_email.get(row.text("email").casefold()) or (same[0] if len(same) == 1 else None)
        if person is None:
            row.refuse("family_names", NOT_FOUND, row.label)
        return person


def open_nominations(user: User, about: str) -> NominationSheet | None:
    """To whoever fills seats in a workshop that takes names: contact points, and the Secretariat for who has none."""
    standing = standing_of(user)
    if not (standing.is_secretariat or standing.holds("contact_point")):
        return None
    workshop = Workshop.objects.visible_to(user).announced().filter(slug=about).first()
    if workshop is None or workshop.is_open or workshop.has_begun(timezone.now()):
        return None
    return NominationSheet(user, workshop)


class PlacesSheet(OpenSheet):
    """The places of one workshop, as far as its reader sees them. It only goes out."""

    is_taken_in = False

    def __init__(self, workshop: Workshop, places: EnrolmentQuerySet) -> None:
        self.workshop, self.places = workshop, places

    @property
    def title(self) -> str:
        return _("Places")

    @cached_property
    def columns(self) -> Sequence[Column]:
        return (
            *_names(),
            Column("kind", gettext_lazy("Kind"), Kind.CHOICE, choices=dict(Person.Kind.choices)),
            Column("office", gettext_lazy("Office"), aliases=("country",)),
            Column("unit", gettext_lazy("Unit")),
            Column("state", gettext_lazy("State"), Kind.CHOICE, choices=dict(Enrolment.State.choices)),
            Column("is_exception", gettext_lazy("Beyond the seats"), Kind.YES_NO),
            Column("asked_on", gettext_lazy("Asked on"), Kind.DATE),
            Column("nominated_by", gettext_lazy("Named by")),
        )

    def rows_out(self) -> Iterator[Mapping[str, Value]]:
        told = ("person__unit", "office__country", "nominated_by")
        for place in self.places.select_related(*told).order_by("office__country__name_es", "asked_at").iterator(2000):
            yield {
                "family_names": place.person.family_names,
                "given_names": place.person.given_names,
                "kind": place.person.kind,
                "office": place.office.country.name,
                "unit": str(place.person.unit.name) if place.person.unit else "",
                "state": place.state,
                "is_exception": place.is_exception,
                "asked_on": timezone.localdate(place.asked_at),
                "nominated_by": place.nominated_by.full_name if place.nominated_by else "",
            }


def open_places(user: User, about: str) -> PlacesSheet | None:
    """To School and Secretariat all of a workshop's, to a contact point the own office's."""
    standing = standing_of(user)
    if not (standing.is_staff or standing.holds("contact_point")):
        return None
    workshop = Workshop.objects.visible_to(user).filter(slug=about).first()
    if workshop is None:
        return None
    places = workshop.enrolments.all()
    if not standing.is_staff:
        places = places.filter(office__in=standing.offices_as("contact_point"))
    return PlacesSheet(workshop, places)


nominations_contract = Contract("nominations", gettext_lazy("Nominations"), open_nominations)
places_contract = Contract("places", gettext_lazy("Places"), open_places)

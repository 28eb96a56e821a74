"""What rows may speak of, looked up once for a whole file: kinds, rooms, people, and the assets that are meant."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from equipment.models import Asset, ItemType, Supplier
from equipment.querysets import AssetQuerySet, offices_entered_by, offices_kept_by
from foundations.spreadsheets.contract import NOT_FOUND, NOT_KNOWN, Row
from foundations.spreadsheets.values import plain
from network.models import Institution, Office, OfficeRoom, Person, User
from network.querysets import standing_of
from network.rules import plain_name

TOGETHER = 500


class Book:
    """The words of one reader: of the offices whose inventory they keep, and of nobody else's."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.standing = standing_of(user)

    @cached_property
    def offices(self) -> list[Office]:
        kept = offices_kept_by(self.standing)
        found = Office.objects.in_order()
        return list(found if kept is None else found.filter(pk__in=kept))

    def may_enter(self, office: Office) -> bool:
        """Whether new assets of that office are the reader's to enter."""
        entered = offices_entered_by(self.standing)
        return entered is None or office.pk in entered

    @cached_property
    def keys(self) -> list[int]:
        return [office.pk for office in self.offices]

    @property
    def assets(self) -> AssetQuerySet:
        return Asset.objects.kept_by(self.user)

    # --- References ---------------------------------------------------------------------------------------------------

    @cached_property
    def item_types(self) -> list[ItemType]:
        return list(ItemType.objects.filter(is_tracked=True))

    @cached_property
    def _types(self) -> dict[str, ItemType]:
        return {plain(name): each for each in self.item_types for name in (each.code, each.name_es, each.name_en)}

    @cached_property
    def _offices(self) -> dict[str, Office]:
        found = {}
        for office in self.offices:
            country = office.country
            names = (office.code, country.code, country.name_es, country.name_en, office.name_es, office.name_en)
            found |= {plain(name): office for name in names}
        return found

    @cached_property
    def rooms(self) -> list[OfficeRoom]:
        return list(OfficeRoom.objects.filter(office__in=self.keys).order_by("office", "name"))

    @cached_property
    def _rooms(self) -> dict[tuple[int, str], OfficeRoom]:
        return {(room.office_id, plain(room.name)): room for room in self.rooms}

    @cached_property
    def _people(self) -> dict[tuple[int, str], list[Person]]:
        """By office, under the name and under the e-mail."""
        found = defaultdict(list)
        people = Person.objects.current().filter(office__in=self.keys).select_related("user")
        for person in people.only("given_names", "family_names", "office", "user__email"):
            found[person.office_id, plain_name(person.full_name)].append(person)
            if hasattr(person, "user"):
                found[person.office_id, person.user.email.casefold()].append(person)
        return found

    @cached_property
    def suppliers(self) -> dict[str, Supplier]:
        return {plain(each.name): each for each in Supplier.objects.all()}

    @cached_property
    def funders(self) -> dict[str, Institution]:
        funders = Institution.objects.filter(kind=Institution.Kind.FUNDER)
        return {plain(name): each for each in funders for name in (each.name_es, each.name_en)}

    def resolve(self, row: Row, name: str, said: str, office: Office | None) -> object:
        """What is meant in a column that names something; ``None`` with the reason told."""
        found: object = None
        if name == "custodian":
            return self._custodian(row, said, office)
        if name == "room":
            found = self._rooms.get((office.pk, plain(said))) if office else None
        else:
            by_name = {"item_type": self._types, "office": self._offices}
            by_name |= {"supplier": self.suppliers, "funder": self.funders}
            found = by_name[name].get(plain(said))
        if found is None:
            row.refuse(name, NOT_FOUND if name == "office" else str(NOT_KNOWN) % {"value": said}, said)
        return found

    def _custodian(self, row: Row, said: str, office: Office | None) -> Person | None:
        if office is None:
            return None
        people = self._people.get((office.pk, plain_name(said))) or self._people.get((office.pk, said.casefold()))
        if not people:
            row.refuse("custodian", str(NOT_KNOWN) % {"value": said}, said)
            return None
        return people[0]

    # --- Assets -------------------------------------------------------------------------------------------------------

    def look_up(self, rows: Sequence[Row]) -> None:
        """Every asset that the rows may mean, by a few questions for each five hundred rows."""
        self.by_key: dict[str, Asset] = {}
        self.by_tag: dict[str, Asset] = {}
        self.by_serial: dict[tuple[str, str], Asset] = {}
        self.taken_tags: set[str] = set()
        self.taken_serials: set[tuple[str, str]] = set()
        for some in _in_parts([key for row in rows if (key := _uuid(row.record))]):
            self._keep(self.assets.filter(pk__in=some))
        for some in _in_parts({row.text("tag").upper() for row in rows} - {""}):
            self._keep(self.assets.filter(tag__in=some))
            self.taken_tags |= set(Asset.objects.filter(tag__in=some).values_list("tag", flat=True))
        for some in _in_parts({row.text("serial") for row in rows} - {""}):
            self._keep(self.assets.filter(serial__in=some))
            same = Asset.objects.filter(serial__in=some).values_list("manufacturer", "serial")
            self.taken_serials |= {(plain(maker), serial) for maker, serial in same}

    def _keep(self, assets: AssetQuerySet) -> None:
        for asset in assets.select_related("item_type", "office__country", "room", "custodian", "supplier", "funder"):
            kept = self.by_key.setdefault(str(asset.pk), asset)
            self.by_tag[asset.tag] = kept
            if asset.serial:
                self.by_serial[plain(asset.manufacturer), asset.serial] = kept


def _in_parts(found: Iterable[object]) -> Iterator[list[object]]:
    listed = list(found)
    for start in range(0, len(listed), TOGETHER):
        yield listed[start : start + TOGETHER]


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None

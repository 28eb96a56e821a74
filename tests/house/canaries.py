"""A word of its own in every private text of the scene, and who may meet it."""

import re
import uuid
from dataclasses import dataclass
from itertools import count

from django.apps import apps
from django.conf import settings
from django.db import models

from content.models import PlatformDocument, PlatformImage, PlatformPage
from equipment.models import Asset
from foundations.audit.actions import record_event
from funding.models import Contribution
from network.models import Office, OfficeRoom, Person, User
from sessions.models import TrainingSession
from sessions.querysets import LEADING_ROLES
from tests.makers.scene_content import resource_of_page, tier_resource
from tests.makers.things import Scene
from training_platform.access import RESOURCES, Deed, Reach, Role
from training_platform.access.fields import ADDRESS_IN, BY_RECORD, CODE, FIELDS, NAMED_IN, NOBODY, PUBLIC

WORD = re.compile(r"zq[a-z]{4}qz")
COMMON = "canario"
TEXTS = (models.CharField, models.TextField, models.JSONField)
_number = count(26**3)


@dataclass(frozen=True)
class Canary:
    """One word, where it was put, and as what of whom it may be met."""

    word: str
    place: str
    resource: str
    owner: Person | None
    office: Office | None
    members: frozenset[uuid.UUID] = frozenset()
    """Who takes part where the row belongs."""
    leaders: frozenset[uuid.UUID] = frozenset()
    """Who teaches or moderates there."""

    def may_be_met_by(self, role: Role, user: User | None, led: set) -> bool:
        """Whether the matrix lets ``role`` read it."""
        if self.resource in {PUBLIC, NOBODY}:
            return self.resource == PUBLIC
        relations = {Reach.ALL}
        if user is not None:
            person = user.person
            relations |= {Reach.OWN} if self.owner == person else set()
            relations |= {Reach.OFFICE, Reach.COUNTRY} if self.office and self.office == person.office else set()
            relations |= {Reach.MEMBER} if person.pk in self.members else set()
            relations |= {Reach.LED} if role is Role.TRAINER and self.owner in led else set()
            relations |= {Reach.LED} if person.pk in self.leaders else set()
        rows = [RESOURCES[code] for code in self.resource.split()]
        return any(row.allows(role, Deed.READ, frozenset(relations)) for row in rows)


def new_word() -> str:
    """``zqbaabqz``: met nowhere else, short enough for every field."""
    number, letters = next(_number), ""
    for _place in range(4):
        number, digit = divmod(number, 26)
        letters = chr(97 + digit) + letters
    return f"zq{letters}qz"


def our_models() -> list[type[models.Model]]:
    ours = {name.removesuffix(".apps.SessionsConfig") for name in settings.OWN_APPS}
    return [model for model in apps.get_models() if apps.get_app_config(model._meta.app_label).name in ours]


def texts_of(model: type[models.Model]) -> list[models.Field]:
    """The fields of a model that hold text of any kind."""
    return [field for field in model._meta.local_fields if isinstance(field, TEXTS) and not field.choices]


def unsaid() -> list[str]:
    """A sentence for each text field of which nobody said whose it is."""
    return [
        f"{model._meta.label}.{field.name}: say in training_platform/access/fields.py who may read it"
        for model in our_models()
        for field in texts_of(model)
        if field.name not in FIELDS.get(model._meta.label, {})
    ]


def sow(scene: Scene) -> list[Canary]:
    """Put a word into every text of every row of ours, but codes and what is public."""
    sown = [
        canary
        for model in our_models()
        if not getattr(model, "append_only", False)  # the database would refuse
        for row in model._default_manager.all()
        for canary in _sow_row(model, row)
    ]
    return [*sown, *_sow_audit(), *_sow_titles(scene)]


def _sow_row(model: type[models.Model], row: models.Model) -> list[Canary]:
    found, values = [], {}
    for field in texts_of(model):
        resource = FIELDS.get(model._meta.label, {}).get(field.name, CODE)
        if resource == BY_RECORD:
            resource = resource_of_record(row)
        if resource in {CODE, PUBLIC}:
            continue
        word = new_word()
        values[field.name] = text_with(word, field, getattr(row, field.name))
        place = f"{model._meta.label}.{field.name} {row.pk}"
        found.append(Canary(word, place, resource, owner_of(row), office_of(row), members_of(row), leaders_of(row)))
    if values:
        model._base_manager.filter(pk=row.pk).update(**values)
    return found


def text_with(word: str, field: models.Field, present: object) -> object:
    """What the field holds afterwards."""
    if isinstance(field, models.JSONField):
        return present | {"canary": word, "name": word} if isinstance(present, dict) else [word]
    if isinstance(field, models.EmailField):
        return f"{word}@mp.example"
    if field.unique or (field.max_length or 999) < 30:
        return word
    return f"{word} {COMMON}"


def _sow_audit() -> list[Canary]:
    """Lines of the book cannot be changed: a new one."""
    word, person = new_word(), Person.objects.first()
    record_event("scene.laid", person, by=None, note=word)
    return [Canary(word, "audit.AuditEvent.details", "audit", None, None)]


def _sow_titles(scene: Scene) -> list[Canary]:
    """Titles of pages are Wagtail's field."""
    found = []
    for thing in scene.things["page"]:
        if thing.about is not None:
            word = new_word()
            thing.about.title = f"{word} {COMMON}"
            thing.about.save_revision().publish()
            found.append(Canary(word, f"title of {thing.label}", thing.seen_as, None, None))
    return found


def resource_of_record(row: models.Model) -> str:
    """The row of the matrix that a record falls under."""
    if isinstance(row, PlatformDocument | PlatformImage):
        return tier_resource(row)
    if isinstance(row, PlatformPage):
        return resource_of_page(row)
    if isinstance(row, Person):
        return f"{NAMED_IN} contact_directory" if speaks_for_an_office(row) else NAMED_IN
    if isinstance(row, User):
        return f"{ADDRESS_IN} contact_address" if speaks_for_an_office(row.person) else ADDRESS_IN
    if row._meta.label == "training_sessions.TrainingSession":
        return "session" if row.workshop.announced_at else "timetable"
    return PUBLIC if row.announced_at else "workshop_draft"


def speaks_for_an_office(person: Person) -> bool:
    """Whether the directory holds them."""
    return person.appointments.valid().holding("contact_point").exists()


def owner_of(row: models.Model) -> Person | None:
    """The person whom a row speaks of; of a funder's money the one who reads it for the funder."""
    if isinstance(row, Person):
        return row
    if isinstance(contribution := getattr(row, "contribution", row), Contribution):
        return Person.objects.filter(institution=contribution.funder_id).first()
    for name in ("person", "user", "enrolment", "attendance", "certificate", "booked_by"):
        if getattr(row, name, None) is not None:
            return owner_of(getattr(row, name)) if name != "person" else row.person
    recipient = getattr(row, "recipient", None) or getattr(row, "author", None)
    return Person.objects.filter(pk=recipient).first() if isinstance(recipient, uuid.UUID) else None


def members_of(row: models.Model) -> frozenset[uuid.UUID]:
    """Who holds a seat or has a part in the workshop that a row belongs to."""
    workshop = getattr(row, "workshop", None) or getattr(getattr(row, "session", None), "workshop", None)
    if workshop is None:
        return frozenset()
    seated = workshop.enrolments.holding().values_list("person", flat=True)
    parts = Person.objects.filter(session_parts__session__workshop=workshop).values_list("pk", flat=True)
    return frozenset(seated) | frozenset(parts)


def leaders_of(row: models.Model) -> frozenset[uuid.UUID]:
    """Who leads a session that a row belongs to."""
    leading = Person.objects.filter(session_parts__session__in=sessions_of(row), session_parts__role__in=LEADING_ROLES)
    return frozenset(leading.values_list("pk", flat=True))


def sessions_of(row: models.Model) -> models.QuerySet:
    """Its own, those of its workshop, those it is a connected site of, those from which a person asks to be excused."""
    sessions = TrainingSession.objects.all()
    if isinstance(row, OfficeRoom):
        return sessions.filter(sites__room=row)
    if isinstance(row, Person):
        return sessions.filter(excuses__person=row)
    session = getattr(row, "session", None)  # of a floor below sessions its key alone
    if session is not None:
        return sessions.filter(pk=getattr(session, "pk", session))
    workshop = getattr(row, "workshop", None)
    return sessions.filter(workshop=workshop) if workshop is not None else sessions.none()


def office_of(row: models.Model) -> Office | None:
    """The office that a row belongs to; what one offers to another is read by who is asked."""
    for name in ("to_office", "office", "host_office"):
        if getattr(row, name, None) is not None:
            return getattr(row, name)
    if isinstance(getattr(row, "asset", None), Asset):
        return row.asset.office
    if isinstance(getattr(row, "room", None), OfficeRoom):
        return row.room.office
    if getattr(row, "enrolment", None) is not None:
        return row.enrolment.office
    if getattr(row, "workshop", None) is not None:
        return row.workshop.host_office
    owner = owner_of(row)
    return owner.office if owner else None

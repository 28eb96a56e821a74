"""What people of good or ill will post: a plausible body for each address, and the fields of a form on a page."""

import uuid
from collections.abc import Callable
from html.parser import HTMLParser

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from calendars import staff_forms
from certificates.issuing import sheet_of_workshop
from content.rules import NETWORK
from courses import staff_changes
from courses.models import TrainingArea
from courses.rehearsals import rehearse
from courses.staff_changes import Change
from network.models import Country, OfficeRoom
from tests.house.equipment_bodies import EQUIPMENT_BODIES
from tests.house.money_bodies import MONEY_BODIES
from tests.house.posted import PostedAgain, day
from tests.makers.network import make_person
from tests.makers.sessions import make_part
from tests.makers.sheets import make_workbook
from tests.makers.things import Scene, Thing
from tests.makers.uploads import make_pdf
from training_platform.access import Role

Body = Callable[[Scene, Thing], dict]
FEED = {"name": "Mío", "content": "mine", "language": "es", "reminder_minutes": "0", "cancelled": "marked"}
NAMES = {"name_es": "Nombre nuevo", "name_en": "New name"}


def _spare_room(scene: Scene) -> OfficeRoom:
    """A room of our office that no session has for a site."""
    return OfficeRoom.objects.get(office=scene.home, name="Sala de ensayo")


def _workshop(scene: Scene, _thing: Thing) -> dict:
    return {
        "title_es": "Nuevo", "title_en": "New", "area": TrainingArea.objects.first().pk,
        "host_office": scene.away.pk, "modality": "virtual", "language": "es", "time_zone": "America/Panama",
        "starts_on": day(30), "ends_on": day(31), "nominations_close_at": f"{day(20)} 12:00",
        "attendance_threshold": "80", "seats_per_office": "2", "names_in_room": "full",
    }  # fmt: skip


def _session(scene: Scene, _thing: Thing) -> dict:
    hours = {"starts_at": f"{day(7)} 08:00", "ends_at": f"{day(7)} 09:00"}
    return {"workshop": scene.named.pk, "title_es": "Una", "title_en": "One", "counts": "on"} | hours


def _read_holidays(reader: int) -> str:
    """A file as it is handed back with the confirmation, to whom it was shown."""
    rows = [("uno", day(40), "Feriado", "")]
    return signing.dumps(rows, salt=f"{staff_forms.SALT}:{reader}", compress=True)


def _with_part(thing: Thing) -> uuid.UUID:
    return make_part(thing.about, make_person(), "interpreter").person_id


def _office(_scene: Scene, _thing: Thing) -> dict:
    country = Country.objects.first().pk
    return NAMES | {
        "country": country, "code": "nueva", "membership": "member", "time_zone": "America/Panama", "city": "C",
        "currency": "USD", "mailbox": "n@mp.example", "contact_points_due": "2",
    }  # fmt: skip


def _confirmed(change: Change, fields: Callable[[Scene], dict] = lambda _scene: {}) -> Body:
    """What is posted by somebody who has read what would happen."""

    def body(scene: Scene, thing: Thing) -> dict:
        workshop, posted = thing.about, fields(scene)
        form = change.form(posted, **({"workshop": workshop} if change.takes_workshop else {}))
        assert form.is_valid(), form.errors
        told = form.change() if hasattr(form, "change") else form.cleaned_data
        by = scene.people[Role.SECRETARIAT]
        rehearsal = rehearse(workshop, lambda at: change.perform(workshop, told, by, at), at=timezone.now())
        return posted | {"confirm": rehearsal.mark}

    return body


BODIES: dict[str, Body] = (
    EQUIPMENT_BODIES
    | MONEY_BODIES
    | {
        "sheets:start": lambda _scene, _thing: {
            "file": PostedAgain("personas.xlsx", make_workbook(["Apellidos", "Nombres"], ["Paz", "Eva"])),
            "key": str(uuid.uuid4()),
        },
        "sheets:batch_map": lambda _scene, _thing: {"column-0": "family_names", "column-1": "-"},
        "sheets:batch_confirm": lambda _scene, _thing: {"rows": "good"},
        "my_account": lambda _scene, _thing: {"language": "en", "time_zone": "America/Panama"},
        "network:forgotten_password": lambda scene, _thing: {"email": scene.berta.email},
        "network:office_person_add": lambda scene, _thing: {
            "office": scene.home.pk,
            "given_names": "Eva",
            "family_names": "Paz",
            "kind": "prosecutor",
            "email": "eva@mp.hn.example",
            "language": "es",
        },
        "network:account_open": lambda _scene, _thing: {"email": "eva@mp.hn.example", "language": "es"},
        "network:deputy_appoint": lambda scene, thing: {
            "person": (scene.berta if thing.office == scene.home else scene.dora).person_id,
            "first_day": day(40),
            "last_day": day(45),
        },
        "accounts:add": lambda scene, _thing: {
            "person": scene.candidates[scene.home].pk,
            "email": "eva@mp.hn.example",
            "language": "es",
        },
        "calendars:feed_open": lambda _scene, _thing: FEED,
        "calendars:feed_revise": lambda _scene, _thing: FEED | {"name": "Otro nombre"},
        "courses:workshop_nominate": lambda scene, thing: {"person": str(scene.candidates[thing.about].pk)},
        "courses:workshop_pass_on": lambda _scene, _thing: {"people": "12"},
        "courses:enrolment_give_up": lambda _scene, _thing: {"reason": "Audiencia"},
        "courses:enrolment_substitute": lambda scene, thing: {"person": str(scene.candidates[thing.office].pk)},
        "sessions:participation": lambda _scene, _thing: {"answer": "declined"},
        "calendars:invitations": lambda _scene, _thing: {"wanted": "off"},
        "sessions:connection": lambda _scene, _thing: {"line": "sound"},
        "sessions:device_check": lambda _scene, _thing: {"camera": "on", "down_kbps": "900"},
        "equipment:test_call": lambda _scene, _thing: {"made_at": "2012-03-05T08:30", "video": "on", "audio": "on"},
        "equipment:call_change": lambda _scene, _thing: {"video": "on", "audio": "on"},
        "equipment:call_withdraw": lambda _scene, _thing: {"reason": "Era otra sala."},
        "equipment:room_profile": lambda _scene, _thing: {"technical_contact": ""},
        "sessions:parts": lambda scene, _thing: {"person": str(scene.berta.person_id), "role": "interpreter"},
        "sessions:remove_part": lambda _scene, thing: {"person": str(_with_part(thing)), "role": "interpreter"},
        "sessions:new_room": lambda _scene, thing: {"leaving": str(thing.about.room_id)},
        "sessions:board": lambda _scene, _thing: {"do": "extend", "minutes": "15"},
        "sessions:sites": lambda scene, _thing: {"room": _spare_room(scene).pk},
        "sessions:site": lambda _scene, _thing: {"do": "visitor", "name": "Visita", "kind": "guest"},
        "sessions:excuses": lambda _scene, thing: {
            "person": str(thing.members[0].pk),
            "reason": "Audiencia.",
        },
        "sessions:excuse_decide": lambda _scene, thing: {
            "excuse": str(thing.about.excuses.get().pk),
            "decision": "accept",
            "answer": "Consta en su oficina.",
        },
        "sessions:contest": lambda _scene, _thing: {"reason": "Estuve por teléfono."},
        "sessions:typed": lambda _scene, _thing: {},
        "sessions:correct": lambda _scene, _thing: {"minutes": "10", "reason": "Registro del teléfono."},
        "sessions:guests": lambda _scene, _thing: {
            "name": "Luz Gil",
            "email": "luz@experta.example",
            "kind": "expert",
            "language": "es",
        },
        "sessions:revoke_guest": lambda _scene, thing: {"guest": str(thing.about.guests.get().pk)},
        "sessions:materials": lambda _scene, _thing: {
            "title": "Guía",
            "tier": "everybody",
            "file": PostedAgain("guia.pdf", make_pdf(), "application/pdf"),
        },
        "sessions:change_material": lambda _scene, thing: {"material": str(thing.about.materials.get().pk)},
        "training_sessions:allow_recording": lambda _scene, _thing: {"reason": "Formación de quienes no pueden venir."},
        "sessions:tick_roster": lambda _scene, thing: {"people": [str(person.pk) for person in thing.members]},
        "bookings:book": lambda scene, thing: {
            "thing": f"room-{thing.office.rooms.get(name='Sala de reuniones').pk}",
            "starts_at": f"{day(9)}T09:00",
            "ends_at": f"{day(9)}T10:00",
            "use": "network" if scene.reader == scene.people[Role.SECRETARIAT] else "national",
            "purpose": "Reunión de la unidad",
            "weeks": "1",
        },
        "bookings:change": lambda _scene, _thing: {"starts_at": f"{day(8)}T09:00", "ends_at": f"{day(8)}T10:00"},
        "bookings:cancel": lambda _scene, _thing: {"reason": "Ya no hace falta"},
        "certificates:badge_share": lambda _scene, _thing: {"shared": "1"},
        "certificates:verify_file": lambda _scene, _thing: {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")},
        "verification:certificate": lambda _scene, _thing: {"name": "Ana María López"},
        "privacy:correction_ask": lambda _scene, _thing: {
            "kind": "name",
            "wrong": str(uuid.uuid4()),
            "right": "Ana",
        },
        "breaches:add": lambda _scene, _thing: {
            "title": "Ensayo",
            "happened": "Nada.",
            "discovered_at": f"{day(-1)} 10:00",
        },
        "page_privacy": lambda _scene, _thing: {"tier": NETWORK},
        "demo_sign_in": lambda scene, _thing: {"email": scene.berta.email},
        "conferencing:reserve": lambda _scene, _thing: {"name": "a" * 32},
        "conferencing:practice_enter": lambda _scene, _thing: {"token": "x", "lang": "es"},
        "workshops:add": _workshop,
        "workshops:return_school": lambda _scene, _thing: {"reason": "Faltan horas."},
        "workshops:return_secretariat": lambda _scene, _thing: {"reason": "Faltan horas."},
        "workshops:announce": _confirmed(staff_changes.ANNOUNCE),
        "workshops:cancel": _confirmed(staff_changes.CANCEL, lambda _scene: {"reason": "Huracán."}),
        "workshops:ask_offices": lambda scene, _thing: {"office": scene.home.code},
        "workshops:ask_several": _confirmed(
            staff_changes.ASK, lambda scene: {"office": [scene.home.code, scene.away.code]}
        ),
        "workshops:change_seats": _confirmed(
            staff_changes.SEATS, lambda _scene: {"seats_total": "40", "reason": "Sala mayor."}
        ),
        "workshops:move": _confirmed(staff_changes.MOVE, lambda _scene: {"starts_on": day(20), "reason": "Feriado."}),
        "workshops:names": _confirmed(staff_changes.NAMES, lambda _scene: {"names_in_room": "initials"}),
        "workshops:exception": _confirmed(
            staff_changes.EXCEPTION,
            lambda scene: {"person": str(scene.candidates[scene.home].pk), "reason": "Caso."},
        ),
        "training_sessions:add": _session,
        "certificate_records:issue": lambda _scene, thing: {"confirm": sheet_of_workshop(thing.about).mark},
        "certificate_wordings:add": lambda _scene, _thing: {"kind": "host"},
        "signatories:add": lambda _scene, _thing: {
            "name": "Marta Gil",
            "post_es": "Directora",
            "post_en": "Director",
            "position": "2",
            "signs_from": day(1),
        },
        "certificate_records:suspend": lambda _scene, _thing: {"reason": "Denuncia recibida."},
        "certificate_records:revoke_error": lambda _scene, _thing: {"reason": "Asistencia de otra persona."},
        "certificate_records:revoke_improper": lambda _scene, _thing: {"reason": "Documento alterado."},
        "training_sessions:cancel": lambda _scene, _thing: {"reason": "Huracán."},
        "training_areas:add": lambda _scene, _thing: NAMES | {"code": "nueva", "position": "9"},
        "holidays:add": lambda scene, _thing: (
            NAMES | {"country": scene.home.country_id, "day": day(30), "is_observed": "on"}
        ),
        "holidays:import_file": lambda scene, _thing: {
            "country": scene.home.country_id,
            "language": "es",
            "read": _read_holidays((scene.reader or scene.people[Role.SECRETARIAT]).pk),
            "confirm": "1",
        },
        "crime_topics:add": lambda _scene, _thing: NAMES | {"code": "nuevo"},
        "people:add": lambda scene, _thing: {
            "given_names": "Eva",
            "family_names": "Paz",
            "kind": "prosecutor",
            "office": scene.home.pk,
        },
        "appointments:add": lambda scene, _thing: {
            "person": scene.berta.person_id,
            "role": "custodian",
            "office": scene.home.pk,
        },
        "communications:add": lambda scene, _thing: {
            "contact_point": scene.diego.person.appointments.get().pk,
            "means": "phone",
            "day": day(0),
            "note": "Todo en orden",
        },
        "offices:add": _office,
        "units:add": lambda scene, _thing: NAMES | {"office": scene.home.pk, "kind": "other"},
        "schools:add": lambda scene, _thing: NAMES | {"office": scene.home.pk},
        "institutions:add": lambda _scene, _thing: NAMES | {"kind": "court"},
        "office_rooms:add": lambda scene, _thing: {"office": scene.home.pk, "name": "Otra sala", "capacity": "5"},
    }
)


def body_for(name: str, scene: Scene, thing: Thing) -> dict:
    """The plausible body of an address; for a form that edits, see :func:`fields_of`."""
    return BODIES.get(name, lambda _scene, _thing: {"reason": "Porque sí", "any": str(uuid.uuid4())})(scene, thing)


class _Fields(HTMLParser):
    """Every field of every form of a page with the value that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.names: set[str] = set()
        self._open = self._kind = ""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        self.names |= {name} if tag in {"input", "select", "textarea", "button"} else set()
        if tag == "input" and name and given.get("type") not in {"submit", "file", "button"}:
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                self.fields[name] = given.get("value") or ""
        elif tag in {"select", "textarea"}:
            self._open, self._kind = name, tag
            if tag == "textarea":
                self.fields[name] = ""
        elif tag == "option" and "selected" in given:
            self.fields[self._open] = given.get("value") or ""

    def handle_data(self, text: str) -> None:
        if self._kind == "textarea":
            self.fields[self._open] += text

    def handle_endtag(self, tag: str) -> None:
        if tag == self._kind:
            self._open = self._kind = ""


def fields_of(page: str) -> dict[str, str]:
    """The fields of a page's forms as a browser would send them, the first name, reason or hour on it altered."""
    reader = _Fields()
    reader.feed(page[page.find("<main") :])
    fields = reader.fields
    for name in ("title_es", "name_es", "given_names", "name", "title"):
        if name in fields:
            return fields | {name: f"{fields[name]} bis"}
    if "email" in fields:
        return fields | {"email": f"otra.{fields['email']}"}
    if "ends_at" in fields:
        return fields | {"ends_at": f"{fields['ends_at'][:-1]}9"}
    return fields


def names_on(page: str) -> set[str]:
    """The name of every field on a page, also of boxes without a tick."""
    reader = _Fields()
    reader.feed(page)
    return reader.names

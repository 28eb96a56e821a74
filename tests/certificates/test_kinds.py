from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from certificates.actions import award_certificates, award_kind
from certificates.contracts import Mark
from certificates.earning import merits_of
from certificates.events import marks_asked
from certificates.models import Certificate, Signatory, Wording
from certificates.paper import sheet_of
from certificates.phrases import LANGUAGES, TEXTS, has_stray_brackets, house_wording, said_facts, unknown_places
from certificates.receivers import tell_who_completed
from network.models import Appointment
from sessions.models import Attendance
from tests.makers.certificates import make_certificate, make_earned_seat, make_held_session, make_held_workshop
from tests.makers.network import make_appointment, make_person
from tests.makers.sessions import make_part

Kind = Certificate.Kind
NEEDED = Decimal(70)


@pytest.fixture
def marks(db):
    """The marks of a test, by person, as whoever keeps tests would answer; no test while it is ``None``."""
    kept = {"marks": None}

    def answer(sender, workshop, people, **kwargs):
        return kept["marks"]

    marks_asked.connect(answer)
    yield kept
    marks_asked.disconnect(answer)


def codes(workshop, kind) -> list[list[str]]:
    return [[miss.code for miss in merit.misses] for merit in merits_of(workshop, kinds=[kind])]


def test_achievement_takes_attendance_and_a_passed_test(marks):
    workshop = make_held_workshop()
    good, short, failed, absent = [
        make_earned_seat(workshop=workshop, present=present).person for present in (3600, 60, 3600, 3600)
    ]
    reached = {good: 70, short: 95, failed: 69}
    marks["marks"] = {person.pk: Mark(Decimal(mark), NEEDED) for person, mark in reached.items()} | {absent.pk: None}
    assert codes(workshop, Kind.ACHIEVEMENT) == [[], ["attendance"], ["mark"], ["no_mark"]]
    facts = award_kind(workshop, good.pk, kind=Kind.ACHIEVEMENT).facts
    assert (facts["rule"], facts["mark"], facts["needed"], facts["percent"]) == ("achievement-1", "70", "70", "100")
    assert award_kind(workshop, failed.pk, kind=Kind.ACHIEVEMENT) is None


def test_nobody_achieves_without_a_test(marks):
    seat = make_earned_seat()
    assert merits_of(seat.workshop, kinds=[Kind.ACHIEVEMENT]) == []
    assert award_kind(seat.workshop, seat.person_id, kind=Kind.ACHIEVEMENT) is None


def test_one_person_has_one_certificate_of_each_kind(marks):
    seat = make_earned_seat()
    marks["marks"] = {seat.person_id: Mark(Decimal(90), NEEDED)}
    [attendance] = award_certificates(seat.workshop)
    other = award_kind(seat.workshop, seat.person_id, kind=Kind.ACHIEVEMENT)
    assert award_kind(seat.workshop, seat.person_id, kind=Kind.ACHIEVEMENT) == other != attendance
    assert [int(each.number[-1]) for each in (attendance, other)] == [1, 2]


@pytest.mark.parametrize(("role", "kind"), [("trainer", Kind.TRAINER), ("moderator", Kind.COORDINATION)])
def test_whoever_led_a_held_session_earns_their_kind_with_its_hours(db, role, kind):
    workshop, person = make_held_workshop(), make_person(office=None)
    for session in (make_held_session(workshop), make_held_session(workshop), make_held_session(workshop)):
        make_part(session, person, role=role)
    session.state = "cancelled"
    session.save()
    facts = award_kind(workshop, person.pk, kind=kind).facts
    assert (facts["hours"], facts["sessions"], facts["office"]) == ("2", 2, {"es": "", "en": ""})
    assert merits_of(workshop, kinds=[next(iter({Kind.TRAINER, Kind.COORDINATION} - {kind}))]) == []


def test_hosts_are_contact_points_and_custodians_of_those_days(cast):
    workshop = make_held_workshop(host_office=cast.office)
    make_held_session(workshop)
    keeper, late = make_person(office=cast.office), make_person(office=cast.office)
    Appointment.objects.filter(office=cast.office).update(starts_at=timezone.now() - timedelta(days=30))
    make_appointment(keeper, "custodian", starts_at=timezone.now() - timedelta(days=30))
    make_appointment(late, "custodian", starts_at=timezone.now())
    hosts = {merit.person for merit in merits_of(workshop, kinds=[Kind.HOST])}
    assert keeper in hosts
    assert cast.carla.person in hosts
    assert late not in hosts


def test_missed_mandatory_session_is_named(db):
    seat = make_earned_seat()
    seat.workshop.sessions.update(is_mandatory=True)
    Attendance.objects.update(verdict=Attendance.Verdict.ABSENT)
    assert codes(seat.workshop, Kind.ATTENDANCE) == [["mandatory"]]
    assert award_certificates(seat.workshop) == []


@pytest.mark.parametrize("seats", [1, 3])
def test_a_workshop_is_looked_at_in_as_many_questions_whatever_its_size(marks, seats, django_assert_num_queries):
    workshop = make_held_workshop()
    people = [make_earned_seat(workshop=workshop).person for _ in range(seats)]
    make_part(workshop.sessions.get(), people[0], role="trainer")
    marks["marks"] = {person.pk: Mark(Decimal(90), NEEDED) for person in people}
    with django_assert_num_queries(6):
        merits = merits_of(workshop)
        assert all(merit.person.language for merit in merits)


def test_who_only_taught_has_not_completed_the_curriculum(db):
    paper = make_certificate(kind=Kind.TRAINER)
    paper.workshop.course_key = paper.pk
    paper.workshop.save()
    assert tell_who_completed(sender=None, course=paper.pk, people=[paper.person_id]) == set()


@pytest.mark.parametrize("kind", list(Kind))
def test_house_words_have_no_unknown_places(kind):
    wording = house_wording(kind)
    texts = [wording[language][text] for language in LANGUAGES for text in TEXTS]
    assert [(unknown_places(text, kind), has_stray_brackets(text)) for text in texts] == [([], False)] * len(texts)


def test_certificate_keeps_the_words_and_signers_it_was_issued_with(db):
    words = {f"{text}_{language}": f"{text} {language}" for text in TEXTS for language in LANGUAGES}
    for number in (1, 2):
        Wording.objects.create(kind="attendance", number=number, **words | {"reason_es": f"razón {number}"})
    Wording.objects.create(kind="attendance", **words | {"reason_es": "borrador"})
    day = timezone.localdate()
    Signatory.objects.create(name="Marta Gil", post_es="Directora", post_en="Director", signs_from=day)
    Signatory.objects.create(
        name="Ida", post_es="x", post_en="x", signs_from=day.replace(year=2001), signs_until=day.replace(year=2002)
    )
    certificate = make_certificate()
    Wording.objects.filter(number=2).update(reason_es="otra")
    facts = certificate.facts
    assert (facts["wording"]["version"], facts["wording"]["es"]["reason"]) == (2, "razón 2")
    assert [signer["name"] for signer in facts["signers"]] == ["Marta Gil"]


def test_facts_are_said_in_both_languages(db):
    facts = make_certificate(kind=Kind.TRAINER).facts | {"starts_on": "2012-03-05", "ends_on": "2012-03-09"}
    assert said_facts(facts, "es")["dates"] == "del 5 al 9 de marzo de 2012"
    assert said_facts(facts, "en")["dates"] == "from 5 to 9 March 2012"
    assert said_facts(facts, "es")["sessions"] == "1\u00a0sesión"
    assert said_facts(facts, "en")["sessions"] == "1\u00a0session"


@pytest.mark.parametrize(
    ("country", "said"),
    [
        ("Dominican Republic", "with the Dominican Republic as host country"),
        ("El Salvador", "with El Salvador as host country"),
        ("Panama", "with Panama as host country"),
    ],
)
def test_host_country_is_said_with_its_article(db, country, said):
    certificate = make_certificate()
    host = {"country": {"es": "República Dominicana", "en": country}, "city": ""}
    sheet, _images = sheet_of(certificate.facts | {"host": host}, "en", code=certificate.code, address="")
    assert said in sheet["words"]["circumstances"]
    assert "con República Dominicana como país anfitrión" in sheet["other"]["sentence"]

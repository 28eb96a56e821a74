"""A crowd behind the scene: people, accounts, past workshops and seats that no page measured here shows.

Written straight into the tables, for ten thousand people would take the makers a quarter of an hour.
"""

from datetime import timedelta

PEOPLE, WORKSHOPS, SEATS_OF_EACH, AUDIT_EVENTS = 200, 60, 4, 1000


def grow(times: int) -> int:
    """Bring the crowd to ``times`` the size of the scene; how many people there are now.

    At once the size there are past workshops too: the list of workshops shows its first leaf of them at every size.
    """
    from courses.models import Workshop
    from network.models import Person

    missing = max(0, times * PEOPLE - Person.objects.count())
    past = _past_workshops(times * WORKSHOPS - Workshop.objects.past().count())
    _seat(_people(missing), past)
    _audit(missing * AUDIT_EVENTS // PEOPLE)
    return Person.objects.count()


def _people(many: int) -> list:
    """People with accounts, of ten offices of their own."""
    from django.utils import timezone

    from network.models import Person, User
    from tests.makers.network import make_office

    offices, start = [make_office() for _number in range(10)], Person.objects.count()
    people = [
        Person(given_names="Ana Lucía", family_names=f"Méndez {start + number}", office=offices[number % 10])
        for number in range(many)
    ]
    Person.objects.bulk_create(people, batch_size=500)
    now = timezone.now()
    accounts = [
        User(email=f"crowd{start + number}@mp.example", person=person, language="es", activated_at=now)
        for number, person in enumerate(people)
    ]
    User.objects.bulk_create(accounts, batch_size=500)
    return people


def _past_workshops(many: int) -> list:
    """Copies of a workshop, over since some weeks."""
    from django.utils import timezone

    from courses.models import Workshop

    shown, today, start = Workshop.objects.order_by("pk").first(), timezone.localdate(), Workshop.objects.count()
    fields = {field.attname: getattr(shown, field.attname) for field in Workshop._meta.concrete_fields}
    workshops = []
    for number in range(many):
        day = today - timedelta(days=10 + number)
        names = {"id": None, "slug": f"pasado-{start + number}", "title_es": f"Taller pasado {start + number}"}
        workshops.append(Workshop(**fields | names | {"starts_on": day, "ends_on": day}))
    return Workshop.objects.bulk_create(workshops, batch_size=200)


def _seat(people: list, workshops: list) -> None:
    """Some seats of the past for each."""
    from django.utils import timezone

    from courses.models import Enrolment

    now = timezone.now()
    seats = [
        Enrolment(workshop=workshops[(number + turn) % len(workshops)], person=person, office_id=person.office_id)
        for number, person in enumerate(people)
        for turn in range(min(SEATS_OF_EACH, len(workshops)))
    ]
    for seat in seats:
        seat.state, seat.asked_at = Enrolment.State.CONFIRMED, now - timedelta(days=60)
    Enrolment.objects.bulk_create(seats, batch_size=500)


def _audit(many: int) -> None:
    """Acts in the book, and finished jobs."""
    from django.utils import timezone

    from foundations.audit.actions import record_event
    from foundations.jobs.models import Job
    from network.models import Person

    someone, now = Person.objects.first(), timezone.now()
    for _number in range(many // 10):
        record_event("courses.workshop_announced", someone, by=None)
    jobs = [Job(name="outbox.deliver_letter", state="done", enqueued_at=now, finished_at=now) for _each in range(many)]
    Job.objects.bulk_create(jobs, batch_size=500)

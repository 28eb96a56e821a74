from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from foundations.audit.models import AuditEvent
from foundations.outbox.forgetting import forget_letters, withdraw_letters
from foundations.outbox.models import Letter
from privacy.actions import purge_sessions


def make_session(key: str, *, hours: int, user=None) -> None:
    Session.objects.create(session_key=key, session_data="x", expire_date=timezone.now() + timedelta(hours=hours))
    if user:
        UserSession.objects.create(session_key=key, user=user, ip="192.0.2.1", user_agent="x")


def test_expired_sessions_go_with_what_is_known_of_their_devices(cast):
    Session.objects.all().delete()
    make_session("over", hours=-1, user=cast.ana)
    make_session("live", hours=1, user=cast.ana)
    UserSession.objects.create(session_key="long-gone", user=cast.ana, ip="192.0.2.1", user_agent="x")
    UserSession.objects.update(created_at=timezone.now() - timedelta(hours=2))
    UserSession.objects.create(session_key="on-its-way", user=cast.ana, ip="192.0.2.1", user_agent="x")
    assert purge_sessions() == 3
    assert purge_sessions() == 0
    assert sorted(UserSession.objects.values_list("session_key", flat=True)) == ["live", "on-its-way"]
    assert AuditEvent.objects.get(action="privacy.sessions_purged").details == {"sessions": 1, "devices": 2, "links": 0}


def make_letter(state: str, *, days: int) -> Letter:
    then = timezone.now() - timedelta(days=days)
    return Letter.objects.create(
        kind="courses.announced", address="ana@mp.hn.example", language="es", subject="S", text="T", html="H",
        state=state, created_at=then, due_at=then, sent_at=then,
    )  # fmt: skip


def test_old_letters_keep_kind_state_and_dates_alone(db):
    old, given_up = make_letter("sent", days=400), make_letter("failed", days=400)
    fresh, waiting = make_letter("sent", days=10), make_letter("queued", days=400)
    before = timezone.now() - timedelta(days=365)
    assert forget_letters(before=before) == 2
    assert forget_letters(before=before) == 0
    for letter in (old, given_up):
        sent_at = letter.sent_at
        letter.refresh_from_db()
        assert (letter.address, letter.subject, letter.text, letter.html) == ("", "", "", "")
        assert (letter.kind, letter.sent_at) == ("courses.announced", sent_at)
    for letter in (fresh, waiting):
        letter.refresh_from_db()
        assert letter.text == "T"
    assert AuditEvent.objects.get(action="outbox.letters_forgotten").details["letters"] == 2


def test_letters_of_a_replayed_past_do_not_leave_and_those_of_today_do(db):
    past, sent, today = make_letter("queued", days=400), make_letter("sent", days=400), make_letter("queued", days=1)
    before = timezone.now() - timedelta(days=365)
    assert withdraw_letters(before=before) == 1
    assert withdraw_letters(before=before) == 0
    for letter, state in ((past, "withdrawn"), (sent, "sent"), (today, "queued")):
        letter.refresh_from_db()
        assert letter.state == state
    assert AuditEvent.objects.get(action="outbox.letters_withdrawn").details["letters"] == 1

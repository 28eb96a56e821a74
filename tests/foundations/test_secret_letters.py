"""A letter with a secret: minted as it leaves, committed before, and nowhere to be read afterwards."""

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.utils import timezone, translation

from foundations.audit.models import AuditEvent
from foundations.jobs.models import Job
from foundations.outbox import minting
from foundations.outbox.actions import deliver_letter, requeue_letters
from foundations.outbox.models import Letter
from tests.makers.jobs import run_queued_jobs
from tests.makers.letters import make_letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_letters")]
State = Letter.State
SECRET = "https://refco.example/es/activar/s3cr3t-&-token/"


@pytest.fixture
def minted(monkeypatch):
    """The minter ``samples.door``: answers SECRET, counts, and does what a test puts into ``act``."""
    calls = {"keys": [], "act": lambda _key: SECRET}

    def mint(key):
        calls["keys"].append(key)
        return calls["act"](key)

    monkeypatch.setitem(minting._minters, "samples.door", mint)
    return calls


def written(kind: str = "samples.door", **kwargs) -> Letter:
    return make_letter(kind, secret=("samples.door", "key-7"), **kwargs)


def sent_bodies() -> tuple[str, str]:
    (message,) = mail.outbox
    return message.body, message.alternatives[0][0]


def everything_kept() -> str:
    """All that stands in any table, as text."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own tables
            rows.append(str(cursor.fetchall()))
    return "".join(rows)


def test_secret_leaves_with_the_letter_and_stays_nowhere(minted, caplog):
    caplog.set_level(logging.DEBUG)
    letter = written()
    assert minted["keys"] == []
    run_queued_jobs()
    text, html = sent_bodies()
    assert SECRET in text
    assert '<a href="https://refco.example/es/activar/s3cr3t-&amp;-token/"' in html
    letter.refresh_from_db()
    assert (letter.state, minted["keys"]) == (State.SENT, ["key-7"])
    assert "s3cr3t" not in everything_kept() + caplog.text


def test_house_reads_words_in_place_of_the_secret(minted):
    letter = written()
    with translation.override("en"):
        assert "Ana, entre aquí:\n\n[secret link]\n\nGracias." in letter.text_shown()


def test_secret_goes_to_its_place_alone_whatever_a_name_says(minted):
    first = written()
    second = make_letter("samples.door", name=first.secret_mark, secret=("samples.door", "key-8"))
    deliver_letter(second.pk)
    assert sent_bodies()[0].count(SECRET) == 1


def test_what_the_minter_writes_is_committed_before_the_message_leaves(minted, monkeypatch):
    def act(_key):
        Letter.objects.create(
            kind="samples.trace", address="a@b.example", created_at=timezone.now(), due_at=timezone.now()
        )
        return SECRET

    depths = []
    minted["act"] = act
    outside = len(connection.savepoint_ids)
    monkeypatch.setattr(
        "foundations.outbox.actions.send_message", lambda **_: depths.append(len(connection.savepoint_ids))
    )
    letter = written()
    deliver_letter(letter.pk)
    assert depths == [outside]
    assert Letter.objects.filter(kind="samples.trace").exists()


def test_minter_that_returns_nothing_withdraws_the_letter(minted):
    minted["act"] = lambda _key: None
    letter = written()
    run_queued_jobs()
    letter.refresh_from_db()
    assert (letter.state, mail.outbox) == (State.WITHDRAWN, [])
    assert AuditEvent.objects.filter(action="outbox.letter_withdrawn").exists()
    requeue_letters(at=timezone.now() + timedelta(days=1))
    deliver_letter(letter.pk)
    assert (mail.outbox, minted["keys"]) == ([], ["key-7"])


def test_minter_that_fails_is_asked_again_later_and_its_fate_is_known(minted, caplog):
    def act(_key):
        Letter.objects.create(
            kind="samples.trace", address="a@b.example", created_at=timezone.now(), due_at=timezone.now()
        )
        raise ValueError(SECRET)

    minted["act"] = act
    letter, now = written(), timezone.now()
    deliver_letter(letter.pk, at=now)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.fate_unknown) == (State.QUEUED, 1, False)
    assert not Letter.objects.filter(kind="samples.trace").exists()
    assert "s3cr3t" not in everything_kept() + caplog.text
    minted["act"] = lambda _key: SECRET
    requeue_letters(at=now + timedelta(minutes=2))
    run_queued_jobs()
    assert SECRET in sent_bodies()[0]


def test_minter_that_always_fails_ends_with_a_letter_given_up(minted):
    minted["act"] = lambda _key: 1 // 0
    letter = written()
    for _attempt in range(9):
        deliver_letter(letter.pk)
    letter.refresh_from_db()
    assert letter.state == State.FAILED
    assert len(minted["keys"]) == 8


def test_database_that_fails_while_minting_leaves_the_letter_to_the_queue(minted):
    def act(_key):
        raise DatabaseError

    minted["act"] = act
    letter = written()
    with pytest.raises(DatabaseError):
        deliver_letter(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (State.QUEUED, 0)


@pytest.mark.parametrize("kind", ["samples.plain", "samples.loud"])
def test_secret_is_refused_when_it_has_no_place_or_stands_in_the_subject(minted, kind):
    with pytest.raises(ValueError, match="secret"), transaction.atomic():
        written(kind)
    assert not Job.objects.exists()


def test_unknown_minter_is_refused_at_once():
    with pytest.raises(LookupError):
        make_letter("samples.door", secret=("samples.nobody", "1"))


def test_name_is_given_to_one_minter():
    with pytest.raises(ValueError, match="samples.twice"):
        for _each in range(2):
            minting.minter("samples.twice")(lambda key: key)
    minting._minters.pop("samples.twice")

"""The audit book as the Secretariat reads it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundations.audit.actions import check_seals, record_event, seal_events
from foundations.audit.models import AuditEvent
from foundations.audit.triggers import lay_triggers, lift_triggers
from network.actions import align_groups
from tests.makers.network import Role, make_person, make_user
from training_platform.audit_book.viewsets import ROWS_ON_A_LEAF
from training_platform.audit_book.words import READINGS, WORDS, action_choices, kind_of, sentence_of
from training_platform.ground import lay_rights

BOOK = "audit_events:index"


@pytest.fixture
def sara(cast) -> Client:
    """A browser of the Secretariat in the administration."""
    lay_rights()
    align_groups(cast.sara.person)
    client = Client()
    client.force_login(cast.sara)
    return client


def shown(client: Client, **asked) -> list[str]:
    """The actions on the leaf, in order, without those of the browser's own coming in."""
    page = client.get(reverse(BOOK), asked)
    assert page.status_code == 200
    return [row.action for row in page.context["object_list"] if not row.action.startswith("network.")]


def test_rows_stand_in_words_with_names(sara, cast):
    record_event("courses.workshop_drafted", by=cast.elsa)
    record_event("privacy.records_downloaded", cast.ana.person, by=cast.ana)
    page = sara.get(reverse(BOOK)).content.decode()
    assert sentence_of("courses.workshop_drafted") in page
    assert cast.elsa.person.full_name in page
    assert cast.ana.person.full_name in page


@pytest.mark.parametrize(("who", "comes_in"), [("sara", True), ("root", True), ("elsa", False), ("ana", False)])
def test_book_is_for_the_secretariat_and_administrators(cast, who, comes_in):
    lay_rights()
    cast.root = make_user("root@secretaria.example", role=Role.ADMINISTRATOR, office=None, kind="staff")
    user = getattr(cast, who)
    align_groups(user.person)
    client = Client()
    client.force_login(user)
    assert (client.get(reverse(BOOK)).status_code == 200) is comes_in


def test_filters(sara, cast):
    then = timezone.now() - timedelta(days=40)
    record_event("courses.workshop_drafted", cast.ana.person, by=cast.elsa, at=then)
    record_event("courses.workshop_revised", cast.dora.person, by=cast.elsa)
    record_event("certificates.document_read", cast.ana.person, by=cast.ana)
    record_event("content.page_read", by=cast.dora)
    day = f"{then:%Y-%m-%d}"
    assert shown(sara, at_to=day) == ["courses.workshop_drafted"]
    assert shown(sara, at_from=f"{then + timedelta(days=2):%Y-%m-%d}", action="courses.workshop_drafted") == []
    assert shown(sara, action="courses.workshop_revised") == ["courses.workshop_revised"]
    assert shown(sara, who="ana lópez") == ["certificates.document_read"]
    assert shown(sara, who=str(cast.dora.person_id)) == ["content.page_read"]
    assert shown(sara, who="nadie de aquí") == []
    assert set(shown(sara, ready="readings")) == {"content.page_read", "certificates.document_read"}
    history = shown(sara, subject_type="network.person", subject_id=str(cast.ana.person_id))
    assert history == ["certificates.document_read", "courses.workshop_drafted"]


@pytest.mark.parametrize(
    "asked", [{"before": "x"}, {"before": "9" * 40}, {"action": "nothing"}, {"at_from": "no day"}, {"who": "%_'\""}]
)
def test_hostile_questions_are_answered(sara, asked):
    assert sara.get(reverse(BOOK), asked).status_code == 200


def test_leaves_are_turned_by_key_and_none_is_lost(sara, cast):
    for number in range(ROWS_ON_A_LEAF * 2 + 5):
        record_event("courses.workshop_revised", number=number)
    asked, numbers = {"action": "courses.workshop_revised"}, []
    for _ in range(3):
        page = sara.get(reverse(BOOK), asked)
        numbers += [row.details["number"] for row in page.context["object_list"]]
        record_event("courses.workshop_revised", number=-1)  # what is added meanwhile shifts nothing
        asked["before"] = page.context["object_list"][-1].pk
    assert numbers == list(range(ROWS_ON_A_LEAF * 2 + 5))[::-1]
    assert page.context["older_query"] == ""
    assert "before=" in sara.get(reverse(BOOK)).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_leaf_asks_the_database_as_often_for_one_row_as_for_three(sara, rows):
    for _ in range(rows):
        person = make_person()
        record_event("network.person_registered", person, by=make_user())
    sara.get(reverse(BOOK))
    with CaptureQueriesContext(connection) as asked:
        sara.get(reverse(BOOK), {"action": "network.person_registered"})
    of_the_book = [query["sql"] for query in asked if "audit_" in query["sql"]]
    assert len(of_the_book) == 3  # the leaf, the last check, the last seal
    assert [sql for sql in of_the_book if "COUNT(" in sql or "OFFSET" in sql] == []
    assert len([query for query in asked if '"network_person"."id" IN' in query["sql"]]) == 1


def test_event_leads_to_the_whole_history_of_its_record(sara, cast):
    event = record_event("courses.workshop_revised", cast.ana.person, by=cast.elsa)
    page = sara.get(reverse("audit_events:inspect", args=[event.pk])).content.decode()
    assert "subject_type=network.person" in page
    assert str(cast.ana.person_id) in page


def test_page_of_a_record_leads_to_its_history(sara, cast):
    page = sara.get(reverse("people:inspect", args=[cast.ana.person_id])).content.decode()
    assert f"subject_type=network.person&amp;subject_id={cast.ana.person_id}" in page


def test_page_says_whether_the_chain_is_whole(sara, cast):
    assert sara.get(reverse(BOOK)).context["last_check"] is None
    record_event("a.happened")
    seal_events()
    check_seals()
    assert sara.get(reverse(BOOK)).context["last_check"].is_whole
    lift_triggers()
    AuditEvent.objects.filter(action="a.happened").update(action="b.happened")
    lay_triggers()
    check_seals()
    page = sara.get(reverse(BOOK))
    assert not page.context["last_check"].is_whole
    assert 'role="alert"' in page.content.decode()


def test_nothing_is_added_changed_or_removed_by_hand(sara, cast):
    event = record_event("a.happened")
    for name in ("edit", "delete"):
        response = sara.post(reverse(f"audit_events:{name}", args=[event.pk]), {"action": "x"})
        assert response.status_code in {302, 403, 404}
    assert sara.get(reverse("audit_events:add")).status_code in {302, 403, 404}
    event.refresh_from_db()
    assert event.action == "a.happened"


def test_words_are_named_by_their_apps():
    assert "privacy.records_downloaded" in READINGS
    assert sum(len(choices) for _app, choices in action_choices()) == len(WORDS)
    assert all(app[0].isupper() for app, _choices in action_choices())
    assert sentence_of("old.thing_done") == "old.thing_done"
    assert kind_of("gone.model") == "gone.model"
    assert kind_of("") == ""

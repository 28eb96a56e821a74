"""The life of an account: opened by others, activated by its person, closed and reopened."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.utils import timezone

from foundations.audit.models import AuditEvent
from foundations.outbox.models import Letter
from network import actions
from network.errors import AccountError
from network.models import AccountDecision, Appointment, FactorReset, Person, SecretLink, User
from tests.makers.jobs import queued_names
from tests.makers.network import make_appointment, make_person, make_user

Role = Appointment.Role
REASON = "Dejó la oficina."


def fresh(user: User) -> User:
    """The account as the next request will see it."""
    return User.objects.get(pk=user.pk)


def happened(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def kinds_of_letters(user: User) -> list[str]:
    return list(Letter.objects.filter(recipient=user.person_id).order_by("created_at").values_list("kind", flat=True))


# --- Opened -----------------------------------------------------------------------------------------------------------


def test_a_contact_point_opens_an_account_and_a_letter_goes_out(cast):
    person = make_person(office=cast.office)
    user = actions.open_account(person, email="nueva@mp.hn.example", language="en", by=cast.carla)
    assert (user.state, user.language, user.has_usable_password()) == (User.State.NEW, "en", False)
    assert kinds_of_letters(user) == ["network.activation"]
    assert queued_names() == ["outbox.deliver_letter"]
    assert happened("network.account_opened") == 1


def test_an_account_is_opened_once(cast):
    person = make_person(office=cast.office)
    first, second = (actions.open_account(person, email=f"{n}@mp.hn.example", by=cast.carla) for n in "ab")
    assert (first, first.email) == (second, second.email)
    assert kinds_of_letters(first) == ["network.activation"]


def test_an_address_that_somebody_has_is_refused_and_nothing_is_kept(cast):
    with pytest.raises(ValidationError):
        actions.admit_person(
            office=cast.office, given_names="Nora", family_names="Paz", email="ANA@mp.hn.example", by=cast.carla
        )
    assert not Person.objects.filter(given_names="Nora").exists()


def test_a_contact_point_adds_nobody_to_another_office(cast):
    with pytest.raises(AccountError):
        actions.admit_person(office=cast.elsewhere, given_names="Nora", family_names="Paz", by=cast.carla)
    assert not Person.objects.filter(given_names="Nora").exists()


def test_an_account_of_a_set_up_is_active_and_gets_no_letter(db):
    user = actions.open_account(make_person(), email="a@mp.example", by=None, activated_at=timezone.now())
    assert user.may_sign_in
    assert not Letter.objects.exists()


def test_an_account_opened_after_the_appointment_has_its_groups(cast):
    person = make_person(office=None)
    make_appointment(person, Role.SECRETARIAT)
    assert actions.open_account(person, email="s@secretaria.example", by=cast.sara).groups.exists()


@pytest.mark.parametrize(
    ("who", "office", "role", "may"),
    [
        ("carla", "office", "", True),
        ("carla", "elsewhere", "", False),
        ("carla", "office", Role.CONTACT_POINT, False),
        ("carla", "office", Role.SCHOOL_EDITOR, False),
        ("carla", "office", Role.TRAINER, True),
        ("ana", "office", "", False),
        ("elsa", "office", "", False),
        ("felix", "office", "", False),
        ("sara", "elsewhere", Role.CONTACT_POINT, True),
        ("root", "office", "", True),
        ("root", "office", Role.SECRETARIAT, False),
    ],
)
def test_who_opens_an_account_for_whom(cast, who, office, role, may):
    cast.root = make_user(office=None, role=Role.ADMINISTRATOR)
    person = make_person(office=getattr(cast, office))
    if role:
        make_appointment(person, role)
    if may:
        assert actions.open_account(person, email="nueva@mp.example", by=getattr(cast, who))
    else:
        with pytest.raises(AccountError):
            actions.open_account(person, email="nueva@mp.example", by=getattr(cast, who))
        assert not User.objects.filter(person=person).exists()


def test_an_account_not_activated_is_written_nothing_but_its_link(cast):
    from network.mails import recipient_of

    user = make_user(activated=False, office=cast.office)
    assert recipient_of(user.person) is None
    assert recipient_of(cast.ana.person).address == "ana@mp.hn.example"


# --- The letter again -------------------------------------------------------------------------------------------------


def test_three_letters_within_an_hour_are_enough(cast):
    user = make_user(activated=False, office=cast.office)
    for _ in range(3):
        actions.send_activation_again(user, by=cast.carla)
    with pytest.raises(AccountError):
        actions.send_activation_again(user, by=cast.sara)
    assert len(kinds_of_letters(user)) == 3


def test_an_active_account_gets_no_activation_letter(cast):
    actions.send_activation_again(cast.ana, by=cast.carla)
    assert kinds_of_letters(cast.ana) == []


# --- Closed and reopened ----------------------------------------------------------------------------------------------


def test_closing_ends_everything_at_once_and_keeps_the_reason(cast):
    actions.answer_forgotten_password(cast.ana.pk)
    actions.ask_factor_reset(cast.ana, by=cast.sara, reason="Llamó.")
    before = cast.ana.get_session_auth_hash()
    actions.close_account(cast.ana, by=cast.carla, reason=REASON)
    ana = fresh(cast.ana)
    assert ana.state == User.State.CLOSED
    assert ana.get_session_auth_hash() != before
    assert not ana.secret_links.unended().exists()
    assert not ana.factor_resets.pending(timezone.now()).exists()
    assert (ana.decisions.get().reason, ana.decisions.get().by) == (REASON, cast.carla)
    assert REASON not in str(list(AuditEvent.objects.values_list("details", flat=True)))


def test_closing_twice_is_once(cast):
    for _ in range(2):
        actions.close_account(cast.ana, by=cast.carla, reason=REASON)
    assert happened("network.account_closed") == 1
    assert AccountDecision.objects.count() == 1


@pytest.mark.parametrize("action", [actions.close_account, actions.reopen_account, actions.sign_out_everywhere])
def test_no_reason_no_deed(cast, action):
    with pytest.raises(AccountError):
        action(cast.ana, by=cast.carla, reason="  ")
    assert not AccountDecision.objects.exists()


@pytest.mark.parametrize(
    ("who", "whom", "may"),
    [
        ("carla", "ana", True),
        ("carla", "dora", False),
        ("carla", "carla", False),
        ("diego", "ana", False),
        ("ana", "berta", False),
        ("elsa", "ana", False),
        ("carla", "nelson", False),
        ("sara", "carla", True),
        ("sara", "saul", True),
        ("sara", "sara", False),
        ("root", "sara", True),
        ("root", "root", False),
    ],
)
def test_who_closes_whose_account(cast, who, whom, may):
    cast.root = make_user(office=None, role=Role.ADMINISTRATOR)
    cast.nelson = make_user(office=cast.office, role=Role.CONTACT_POINT)
    user = getattr(cast, whom)
    if may:
        actions.close_account(user, by=getattr(cast, who), reason=REASON)
    else:
        with pytest.raises(AccountError):
            actions.close_account(user, by=getattr(cast, who), reason=REASON)
    assert fresh(user).is_active is not may


def test_a_role_that_begins_tomorrow_protects_today(cast):
    tomorrow = timezone.now() + timedelta(days=1)
    actions.appoint_person(cast.ana.person, role=Role.SECRETARIAT, by=cast.sara, at=tomorrow)
    with pytest.raises(AccountError):
        actions.close_account(cast.ana, by=cast.carla, reason=REASON)


def test_what_the_secretariat_closed_no_contact_point_reopens(cast):
    actions.close_account(cast.ana, by=cast.sara, reason=REASON)
    with pytest.raises(AccountError, match="Secretariat|Secretaría"):
        actions.reopen_account(cast.ana, by=cast.carla, reason="Volvió.")
    actions.reopen_account(cast.ana, by=cast.sara, reason="Volvió.")
    assert fresh(cast.ana).may_sign_in


def test_a_contact_point_reopens_what_a_contact_point_closed(cast):
    actions.close_account(cast.ana, by=cast.carla, reason=REASON)
    for _ in range(2):
        actions.reopen_account(cast.ana, by=cast.carla, reason="Volvió.")
    assert fresh(cast.ana).may_sign_in
    assert happened("network.account_reopened") == 1


def test_an_administrator_reopens_no_account_of_trust(cast):
    root = make_user(office=None, role=Role.ADMINISTRATOR)
    actions.close_account(cast.saul, by=cast.sara, reason=REASON)
    with pytest.raises(AccountError):
        actions.reopen_account(cast.saul, by=root, reason="Volvió.")
    assert not fresh(cast.saul).is_active


def test_sessions_of_somebody_else_are_ended_for_a_reason(cast):
    before = cast.ana.get_session_auth_hash()
    actions.sign_out_everywhere(cast.ana, by=cast.carla, reason="Perdió el teléfono.")
    assert fresh(cast.ana).get_session_auth_hash() != before
    assert fresh(cast.ana).may_sign_in


# --- Another address --------------------------------------------------------------------------------------------------


def test_a_corrected_address_ends_sessions_and_tells_both_addresses(cast):
    EmailAddress.objects.create(user=cast.ana, email=cast.ana.email, verified=True, primary=True)
    before = cast.ana.get_session_auth_hash()
    for _ in range(2):
        actions.correct_email(cast.ana, email="ana.lopez@mp.hn.example", by=cast.sara)
    letters = Letter.objects.filter(recipient=cast.ana.person_id).values_list("kind", "address")
    assert set(letters) == {
        ("network.email_left", "ana@mp.hn.example"),
        ("network.email_new", "ana.lopez@mp.hn.example"),
    }
    assert len(letters) == 2
    assert fresh(cast.ana).get_session_auth_hash() != before
    assert not EmailAddress.objects.filter(email="ana@mp.hn.example").exists()
    assert "example" not in str(list(AuditEvent.objects.values_list("details", flat=True)))


def test_a_letter_on_its_way_to_the_former_address_carries_no_link(cast):
    user = actions.open_account(make_person(office=cast.office), email="mal@mp.hn.example", by=cast.carla)
    first = user.secret_links.get()
    actions.correct_email(user, email="bien@mp.hn.example", by=cast.sara)
    assert actions.mint_link(first.pk, purpose="activation") is None
    second = user.secret_links.unended().get()
    assert actions.mint_link(second.pk, purpose="activation")
    assert Letter.objects.latest("created_at").address == "bien@mp.hn.example"


@pytest.mark.parametrize(("who", "whom"), [("carla", "ana"), ("sara", "sara"), ("elsa", "ana"), ("ana", "ana")])
def test_only_the_secretariat_corrects_an_address_and_never_its_own(cast, who, whom):
    with pytest.raises(AccountError):
        actions.correct_email(getattr(cast, whom), email="otra@mp.example", by=getattr(cast, who))
    assert not User.objects.filter(email="otra@mp.example").exists()


def test_an_address_that_somebody_has_is_refused(cast):
    with pytest.raises(ValidationError):
        actions.correct_email(cast.ana, email="Berta@mp.hn.example", by=cast.sara)
    assert fresh(cast.ana).email == "ana@mp.hn.example"


# --- Links ------------------------------------------------------------------------------------------------------------


def link_of(user: User, purpose: str = "activation") -> SecretLink:
    """A link as its letter's delivery leaves it."""
    if purpose == "activation":
        actions.send_activation_again(user, by=None)
    else:
        actions.answer_forgotten_password(user.pk)
    link = user.secret_links.order_by("pk").last()
    assert actions.mint_link(link.pk, purpose=purpose)
    link.refresh_from_db()
    return link


def test_a_link_is_kept_as_a_hash_of_256_random_bits(cast):
    user = make_user(activated=False)
    actions.send_activation_again(user, by=None)
    link = user.secret_links.get()
    token = actions.mint_link(link.pk, purpose="activation")
    link.refresh_from_db()
    assert len(token) == 43
    assert len(link.token_hash) == 64
    assert link.expires_at - link.made_at == timedelta(days=7)
    assert actions.mint_link(link.pk, purpose="password_reset") is None


def test_a_letter_delivered_twice_has_two_links_and_using_one_closes_the_other(cast):
    user = make_user(activated=False)
    link = link_of(user)
    assert actions.mint_link(link.pk, purpose="activation")
    assert user.secret_links.live(timezone.now()).count() == 2
    actions.activate_account(link, password="una frase bastante larga", time_zone="", by=user)
    assert not user.secret_links.live(timezone.now()).exists()
    assert actions.mint_link(link.pk, purpose="activation") is None


def test_activation_gives_password_clock_and_sign_in_and_works_once(cast):
    user = make_user(activated=False)
    link = link_of(user)
    actions.activate_account(link, password="una frase bastante larga", time_zone="America/Panama", by=user)
    user = fresh(user)
    assert user.may_sign_in
    assert user.check_password("una frase bastante larga")
    assert user.time_zone == "America/Panama"
    assert AuditEvent.objects.get(action="network.account_activated").details == {"purpose_notice": 1}
    with pytest.raises(AccountError):
        actions.activate_account(link, password="otra frase bastante larga", time_zone="", by=user)
    assert fresh(user).check_password("una frase bastante larga")


def test_a_link_past_its_time_is_refused(cast):
    user = make_user(activated=False)
    link = link_of(user)
    late = timezone.now() + timedelta(days=7, minutes=1)
    with pytest.raises(AccountError):
        actions.activate_account(link, password="una frase bastante larga", time_zone="", by=user, at=late)
    assert not fresh(user).may_sign_in


def test_a_new_password_ends_sessions_tells_the_person_and_leaves_the_second_factor(cast):
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=cast.ana, type="totp", data={})
    link = link_of(cast.ana, "password_reset")
    before = cast.ana.get_session_auth_hash()
    actions.reset_password(link, password="otra frase bastante larga", by=cast.ana)
    assert fresh(cast.ana).check_password("otra frase bastante larga")
    assert fresh(cast.ana).get_session_auth_hash() != before
    assert kinds_of_letters(cast.ana) == ["network.password_reset", "network.password_changed"]
    assert Authenticator.objects.filter(user=cast.ana).exists()
    assert link.expires_at - link.made_at == timedelta(hours=1)


def test_forgotten_password_of_a_closed_or_unknown_account_writes_nothing(cast):
    actions.close_account(cast.ana, by=cast.carla, reason=REASON)
    actions.answer_forgotten_password(cast.ana.pk)
    actions.answer_forgotten_password(None)
    assert not Letter.objects.exists()


def test_forgotten_password_of_an_account_not_activated_sends_its_activation(cast):
    user = make_user(activated=False)
    actions.answer_forgotten_password(user.pk)
    assert kinds_of_letters(user) == ["network.activation"]


def test_a_hundred_questions_are_three_letters(cast):
    for _ in range(100):
        actions.answer_forgotten_password(cast.ana.pk)
    assert len(kinds_of_letters(cast.ana)) == 3


def test_old_links_are_forgotten(cast):
    user = make_user(activated=False)
    link_of(user)
    now = timezone.now()
    assert actions.purge_links(at=now) == 0
    assert actions.purge_links(at=now + timedelta(days=31)) == 1


# --- Roles ------------------------------------------------------------------------------------------------------------


def test_giving_and_ending_a_role_ends_the_sessions(cast):
    hashes = [cast.ana.get_session_auth_hash()]
    appointment = actions.appoint_person(cast.ana.person, role=Role.SECRETARIAT, by=cast.sara)
    hashes.append(fresh(cast.ana).get_session_auth_hash())
    actions.end_appointment(appointment, by=cast.sara)
    actions.end_appointment(appointment, by=cast.sara)
    hashes.append(fresh(cast.ana).get_session_auth_hash())
    assert len(set(hashes)) == 3
    assert happened("network.appointment_ended") == 1


def test_an_appointment_with_a_last_day_is_shortened(cast):
    in_a_week = timezone.now() + timedelta(days=7)
    appointment = actions.appoint_person(
        cast.ana.person, role=Role.CONTACT_POINT, office=cast.office, ends_at=in_a_week, by=cast.sara
    )
    assert fresh(cast.ana).standing.holds("contact_point")
    assert not fresh(cast.ana).standing_at(in_a_week).holds("contact_point")
    actions.end_appointment(appointment, by=cast.sara)
    assert not fresh(cast.ana).standing.holds("contact_point")


def test_an_appointment_ended_before_it_began_never_takes_effect(cast):
    tomorrow = timezone.now() + timedelta(days=1)
    appointment = actions.appoint_person(cast.ana.person, role=Role.SECRETARIAT, by=cast.sara, at=tomorrow)
    actions.end_appointment(appointment, by=cast.sara)
    for days in (1, 2, 30):
        assert not fresh(cast.ana).standing_at(timezone.now() + timedelta(days=days)).roles


def test_a_role_held_already_gets_no_other_end_in_silence(cast):
    with pytest.raises(ValidationError):
        actions.appoint_person(
            cast.carla.person,
            role=Role.CONTACT_POINT,
            office=cast.office,
            ends_at=timezone.now() + timedelta(days=7),
            by=cast.sara,
        )


def test_nobody_resets_a_factor_alone_not_even_past_the_actions(cast):
    from django.db import IntegrityError, transaction

    now = timezone.now()
    for granter in (cast.sara, cast.ana):
        with pytest.raises(IntegrityError), transaction.atomic():
            FactorReset.objects.create(
                user=cast.ana, reason="x", asked_by=cast.sara, asked_at=now, granted_by=granter, granted_at=now
            )

"""Two at one instant, in processes of their own: a link is used once, a person gets one account."""

import os
import time
import traceback
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connections

from foundations.outbox.models import Letter
from network import actions
from network.errors import AccountError
from network.models import User
from tests.makers.network import make_person, make_user

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]
DONE, REFUSED, FAILED = 0, 1, 2


def at_once(*deeds: Callable[[], object]) -> list[int]:
    """Each deed in a process of its own, all at one instant; how each ended, sorted."""
    connections.close_all()
    start = time.time() + 0.5
    children = []
    for deed in deeds:
        child = os.fork()
        if child == 0:
            os._exit(_outcome(deed, start))
        children.append(child)
    return sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


def _outcome(deed: Callable[[], object], start: float) -> int:
    try:
        time.sleep(max(0, start - time.time()))
        deed()
    except AccountError:
        return REFUSED
    except BaseException:  # noqa: BLE001 - whatever it is, the parent must hear of it
        traceback.print_exc()
        return FAILED
    return DONE


def test_of_two_who_use_one_link_one_comes_too_late():
    user = make_user(activated=False)
    actions.send_activation_again(user, by=None)
    link = user.secret_links.get()
    assert actions.mint_link(link.pk, purpose="activation")
    passwords = ["una frase bastante larga", "otra frase bastante larga"]
    deeds = [
        lambda password=password: actions.activate_account(link, password=password, time_zone="", by=user)
        for password in passwords
    ]
    assert at_once(*deeds) == [DONE, REFUSED]
    kept = User.objects.get(pk=user.pk).password
    assert sum(check_password(password, kept) for password in passwords) == 1


def test_of_two_who_open_an_account_both_get_the_one_account():
    person = make_person()
    deeds = [lambda n=n: actions.open_account(person, email=f"{n}@mp.example", by=None) for n in "ab"]
    assert at_once(*deeds) == [DONE, DONE]
    assert User.objects.filter(person=person).count() == 1
    assert Letter.objects.count() == 1


def test_of_two_granted_resets_one_is_enough(cast):
    reset = actions.ask_factor_reset(cast.ana, by=cast.sara, reason="Llamó.")
    third = make_user(office=None, role="secretariat")
    deeds = [lambda by=by: actions.grant_factor_reset(reset, by=by) for by in (cast.saul, third)]
    assert at_once(*deeds) == [DONE, DONE]
    assert Letter.objects.filter(kind="network.factor_reset_done").count() == 1


def test_of_ten_questions_at_once_three_letters_come(cast):
    assert at_once(*[lambda: actions.answer_forgotten_password(cast.ana.pk)] * 10) == [DONE] * 10
    assert Letter.objects.count() == 3

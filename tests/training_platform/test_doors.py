"""One way into the admin, every other one closed; and no way in or out leads to another house."""

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from foundations.audit.models import AuditEvent
from network.models import User
from tests.makers.factors import make_application, shown_code
from tests.makers.network import make_user
from tests.makers.signing_in import sign_in_with_password_only

PASSWORD = "una clave bastante larga"


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


def test_admin_sends_a_stranger_to_the_sign_in_and_keeps_the_way(client, db):
    answer = client.get("/admin/workshops/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(f"{reverse('account_login')}?next=/admin/workshops/")
    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["ana", "bruno", "dora"])
def test_admin_tells_the_signed_in_that_it_is_not_theirs(client, cast, name):
    client.force_login(getattr(cast, name))
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "You do not have permission" not in answer.text


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/password_reset/", "/_util/login/", "/es/_util/login/"])
def test_doors_of_wagtail_are_closed(client, cast, path):
    cast.sara.set_password(PASSWORD)
    cast.sara.save()
    client.post(path, {"username": cast.sara.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_address_of_a_button_has_a_way_out_for_who_opens_it(client, cast):
    client.force_login(cast.ana)
    address = reverse("courses:enrolment_move_up", args=[1])
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Ir al inicio" in answer.text
    assert not client.get(address).content


# --- Accounts and rights in Wagtail's own screens ---------------------------------------------------------------------

USERS = ["users/", "users/add/", "users/{pk}/", "users/edit/{pk}/", "users/{pk}/delete/", "users/delete/{pk}/"]
GROUPS = ["groups/", "groups/new/", "groups/add/", "groups/1/", "groups/edit/1/", "groups/1/users/"]


@pytest.fixture
def root(cast) -> User:
    User.objects.filter(pk=cast.saul.pk).update(is_superuser=True, is_staff=True)
    return User.objects.get(pk=cast.saul.pk)


@pytest.mark.parametrize("path", USERS + GROUPS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_wagtails_screens_of_accounts_and_groups_are_not_there_for_anybody(client, cast, root, path, method):
    client.force_login(root)
    assert getattr(client, method)("/admin/" + path.format(pk=cast.ana.pk)).status_code == 404


def test_right_to_change_accounts_opens_no_superusers_account(client, cast, root):
    cast.sara.user_permissions.set(Permission.objects.filter(content_type__app_label="network"))
    before = root.password
    client.force_login(cast.sara)
    fields = {"email": root.email, "password1": PASSWORD, "password2": PASSWORD, "is_active": "on"}
    for path in ("users/{pk}/", "users/edit/{pk}/"):
        assert client.post("/admin/" + path.format(pk=root.pk), fields).status_code == 404
    assert User.objects.get(pk=root.pk).password == before


def test_own_account_in_the_admin_changes_neither_password_nor_address_nor_name(client, cast):
    client.force_login(cast.sara)
    page = client.get("/admin/account/")
    assert "password" not in page.text.lower().replace("/password", "")
    fields = {
        "name_email-first_name": "Otra",
        "name_email-last_name": "Persona",
        "name_email-email": "otra@mp.example",
        "password-old_password": PASSWORD,
        "password-new_password1": "otra clave bastante larga",
        "password-new_password2": "otra clave bastante larga",
    }
    client.post("/admin/account/", fields)
    now = User.objects.get(pk=cast.sara.pk)
    assert (now.email, now.password) == (cast.sara.email, cast.sara.password)
    assert now.person.full_name == cast.sara.person.full_name


def test_opening_the_admins_way_out_changes_nothing_and_its_button_signs_out(client, cast):
    client.force_login(cast.sara)
    answer = client.get(reverse("wagtailadmin_logout"))
    assert answer.status_code == 405
    assert not answer.cookies
    assert "_auth_user_id" in client.session
    answer = client.post(reverse("wagtailadmin_logout"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "_auth_user_id" not in client.session


# --- The demonstration's door -----------------------------------------------------------------------------------------


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def click(client, user: User, **more):
    host = more.pop("host", "127.0.0.1")
    fields = {"email": user.email, "next": more.pop("next", "")}
    return client.post(reverse("demo_sign_in"), fields, headers={"host": host}, **more)


def test_one_click_counts_as_both_factors_and_says_so(client, cast, demo):
    click(client, cast.sara)
    assert client.get(reverse("account_change_password"), headers={"host": "127.0.0.1"}).status_code == 302
    assert client.get(reverse("my_account"), headers={"host": "127.0.0.1"}).status_code == 200
    assert [record["method"] for record in client.session["account_authentication_methods"]] == ["demo"]
    assert AuditEvent.objects.filter(action="training_platform.demo_signed_in", actor=cast.sara.person_id).exists()


def test_one_click_counts_for_nothing_outside_the_demonstration(client, cast, settings):
    settings.DEMO = True
    click(client, cast.sara)
    settings.DEMO = False
    assert client.get(reverse("my_account")).url.startswith(reverse("mfa_index"))


@pytest.mark.parametrize("more", [{"REMOTE_ADDR": "192.0.2.1"}, {"host": "testserver"}])
def test_one_click_is_for_this_machine_alone(client, cast, demo, more):
    assert click(client, cast.sara, **more).status_code == 404
    assert "_auth_user_id" not in client.session


def test_one_click_leads_where_the_reader_wanted_to_go(client, cast, demo):
    assert click(client, cast.ana, next=reverse("my_training")).url == reverse("my_training")


# --- Ways back lead nowhere else --------------------------------------------------------------------------------------

HOSTS = ["evil.example", "evil.example:80", "evil.example/testserver", "testserver.evil.example", "[::1]"]
HOSTS += ["testserver@evil.example", "testserver:x@evil.example", "evil.example#testserver", "evil.example?testserver"]
HOSTS += ["evil.example\\testserver"]
PREFIXES = ["http://{}", "https://{}", "//{}", "///{}", "////{}", "\\\\{}", "/\\{}", "http:/\\{}", "http:///{}"]
ODD = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\tjavascript:alert(1)",
    "data:text/html,x",
]
ODD += ["vbscript:x", "http:evil.example", "https:evil.example", "//evil%2Eexample", "/\t/evil.example"]
ODD += ["/\n/evil.example", "\x00//evil.example", "http://evil.example%00.testserver", "//testserver%2F@evil.example"]
ODD += ["ftp://testserver/", "//\u3002evil.example"]
PAYLOADS = [
    *(prefix.format(HOSTS[0]) for prefix in PREFIXES),
    *(prefix.format(host) for host in HOSTS[1:] for prefix in PREFIXES[:4]),
    *ODD,
]


def leads_away(answer) -> bool:
    """Whether a browser that follows the answer leaves the host; what is odd at all counts as such."""
    location = answer.headers.get("Location", "")
    path = location.partition("?")[0].partition("#")[0]
    return bool(location) and not (path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable())


def by_password(client, cast, way: str):
    cast.ana.set_password(PASSWORD)
    cast.ana.save()
    return client.post(reverse("account_login"), {"login": cast.ana.email, "password": PASSWORD, "next": way})


def by_address(client, cast, way: str):
    client.force_login(cast.ana)
    return client.get(reverse("account_login"), {"next": way})


def by_leaving(client, cast, way: str):
    client.force_login(cast.ana)
    return client.post(reverse("account_logout"), {"next": way})


def by_leaving_twice(client, cast, way: str):
    return client.get(reverse("account_logout"), {"next": way})


def by_second_factor(client, cast, way: str):
    secret = make_application(cast.ana)
    by_password(client, cast, way)
    return client.post(reverse("mfa_authenticate"), {"code": shown_code(secret), "next": way})


def by_verifying(client, cast, way: str):
    secret = make_application(cast.ana)
    sign_in_with_password_only(client, cast.ana)
    return client.post(reverse("mfa_reauthenticate"), {"code": shown_code(secret), "next": way})


def by_password_again(client, cast, way: str):
    cast.ana.set_password(PASSWORD)
    cast.ana.save()
    client.force_login(cast.ana)
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": way})


def by_asking_for_a_code(client, cast, way: str):
    return client.post(reverse("account_request_login_code"), {"email": cast.ana.email, "next": way})


def by_the_admins_door(client, cast, way: str):
    return client.get(reverse("admin_door"), {"next": way})


def by_one_click(client, cast, way: str):
    return click(client, cast.ana, next=way)


WAYS = [by_password, by_address, by_leaving, by_leaving_twice, by_second_factor, by_verifying, by_password_again,
        by_asking_for_a_code, by_the_admins_door, by_one_click]  # fmt: skip


@pytest.mark.parametrize("way_in", WAYS, ids=lambda way: way.__name__)
def test_way_back_stays_in_the_house(cast, demo, way_in):
    assert len(PAYLOADS) >= 60
    away = []
    for payload in PAYLOADS:
        cache.clear()
        mark = transaction.savepoint()
        answer = way_in(Client(), cast, payload)
        assert answer.status_code in {200, 302, 400}, payload
        if leads_away(answer):
            away.append((payload, answer["Location"]))
        transaction.savepoint_rollback(mark)
    assert away == []


@pytest.mark.parametrize("way_in", [by_password, by_leaving, by_second_factor, by_verifying, by_one_click])
def test_way_back_within_the_house_is_kept(cast, demo, way_in):
    wanted = reverse("my_training")
    assert way_in(Client(), cast, wanted).url == wanted


def test_door_of_a_stranger_says_no_name(client, db):
    make_user("ana@mp.example")
    assert "ana@mp.example" not in client.get(reverse("account_login")).text

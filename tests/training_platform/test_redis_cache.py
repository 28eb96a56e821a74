"""Redis there, gone and mute: pages go on, the sign-in stays shut, and all is well again by itself."""

import pickle

import pytest
from django.conf import settings as built
from django.core.cache import cache
from django.urls import reverse

from tests.makers.mail_servers import free_port
from tests.makers.redis_servers import KINDS, redis_of, redis_stub
from training_platform.cache_rules import fault_of_cache
from training_platform.redis_cache import BREAKER, CacheAway, JSONValues


@pytest.fixture
def with_cache(settings):
    """Puts the platform onto the Redis at an address."""

    def at(url: str) -> None:
        BREAKER.closed_until = 0.0
        settings.CACHES = {
            **built.CACHES,
            "default": {"BACKEND": "training_platform.redis_cache.ForgivingRedis", "LOCATION": url},
        }

    yield at
    BREAKER.closed_until = 0.0


def sign_in(client):
    return client.post(reverse("account_login"), {"login": "nobody@mp.hn.example", "password": "not the password"})


@pytest.mark.parametrize("kind", KINDS)
def test_values_come_back_as_they_were(with_cache, kind):
    with redis_of(kind) as url:
        with_cache(url)
        for value in ([1.5, 2.25], True, "ñ", {"a": [None]}, 7):
            cache.set("allauth:x", value, 60)
            assert cache.get("allauth:x") == value
        assert cache.incr("allauth:x") == 8
        assert cache.add("allauth:y", True, 60)
        assert not cache.add("allauth:y", True, 60)
        assert cache.delete("allauth:y")
        assert cache.get("allauth:y", "gone") == "gone"


def test_pickles_are_neither_written_nor_read():
    with pytest.raises(TypeError):
        JSONValues().dumps(object())
    with pytest.raises(CacheAway):
        JSONValues().loads(pickle.dumps([1]))


def test_sign_ins_are_counted_in_redis(db, client, with_cache):
    with redis_stub() as (url, server):
        with_cache(url)
        assert sign_in(client).status_code == 200
        assert any(b"allauth:rl" in key for key in server.kept)


@pytest.fixture(params=["absent", "mute"])
def broken(request, with_cache):
    """The platform on a Redis that does not answer; the port of it."""
    if request.param == "absent":
        port = free_port()
        with_cache(f"redis://127.0.0.1:{port}/0")
        yield port
        return
    with redis_stub() as (url, server):
        server.mute = True
        with_cache(url)
        yield None


def test_without_redis_pages_are_served_and_only_the_sign_in_is_shut(cast, client, broken):
    client.raise_request_exception = False
    client.force_login(cast.ana)
    for address in (
        "/es/",
        reverse("my_training"),
        reverse("courses:workshop_list"),
        reverse("certificates:verify_form"),
    ):
        assert client.get(address).status_code in {200, 404}, address
    client.logout()
    assert client.get(reverse("account_login")).status_code == 200
    refused = sign_in(client)
    assert (refused.status_code, refused["Retry-After"].isdigit()) == (503, True)
    assert not refused.wsgi_request.user.is_authenticated


def test_counts_stay_shut_while_redis_is_left_alone(broken):
    with pytest.raises(CacheAway):
        cache.get("allauth:rl:x")
    assert not BREAKER.is_open()
    with pytest.raises(CacheAway):
        cache.add("allauth:rl:x:lock", True)
    with pytest.raises(CacheAway):
        cache.get_many(["wagtail_x", "allauth:rl:x"])
    assert cache.get("wagtail_site_root_paths", "none") == "none"


@pytest.mark.parametrize("kind", KINDS)
def test_sign_in_opens_by_itself_when_redis_is_back(db, client, with_cache, kind):
    client.raise_request_exception = False
    port = free_port()
    with_cache(f"redis://127.0.0.1:{port}/0")
    assert sign_in(client).status_code == 503
    with redis_of(kind, port):
        BREAKER.closed_until = 0.0  # some seconds later
        assert sign_in(client).status_code == 200


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("unix:///run/redis.sock?db=1", ""),
        ("redis://127.0.0.1:6379/0", ""),
        ("rediss://platform:secret@cache.example:6379/0", ""),
        ("redis://:secret@10.0.0.5/0", ""),
        ("redis://10.0.0.5/0", "must have a password"),
        ("rediss://platform@cache.example/0", "must have a password"),
        ("locmem://", "must begin with"),
    ],
)
def test_address_of_the_cache_is_looked_at_before_the_start(url, fault):
    told = fault_of_cache(url)
    assert fault in told if fault else told == ""
    assert "secret" not in told

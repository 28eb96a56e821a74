"""Redis as the cache, and what happens without it: pages go on, counts of attempts do not open.

A cache that does not answer is left alone for some seconds, so that no page waits for it again and again. Meanwhile
what only saves work (:data:`DISPENSABLE`) is done without it; everything else, the counts of attempts at signing in
above all, is refused with :class:`CacheAway`, which becomes a plain page with status 503: nobody guesses passwords
uncounted while the counter is away (OWASP ASVS 2.4.1, 16.5.2).

Values are JSON, never pickles: whoever can write to Redis must not be able to run code here.
"""

import json
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.retry import Retry

ANSWERS_WITHIN_SECONDS = 0.5
LEFT_ALONE_SECONDS = 5.0
# Keys of what is as right without a cache. A count that is only there to slow guessing at 128 bits is among them.
DISPENSABLE = ("wagtail", "certificates.", "public_pages.", "calendars.")


class CacheAway(RedisConnectionError):
    """The cache does not answer, and what was asked of it cannot be done without it."""


class JSONValues:
    """How a value stands in Redis. Raises :class:`TypeError` for one that is not JSON."""

    def dumps(self, value: object) -> int | str:
        """Whole numbers as they are, so that Redis can count."""
        return value if type(value) is int else json.dumps(value)

    def loads(self, kept: bytes) -> Any:
        """What was kept; :class:`CacheAway` for what nobody here has written."""
        try:
            return json.loads(kept)
        except ValueError as unreadable:
            raise CacheAway from unreadable


class Breaker:
    """Remembers for a while that something did not answer. One for each process."""

    def __init__(self) -> None:
        self.closed_until = 0.0

    def is_open(self) -> bool:
        """Whether it may be asked."""
        return time.monotonic() >= self.closed_until

    def trip(self) -> None:
        """It did not answer."""
        self.closed_until = time.monotonic() + LEFT_ALONE_SECONDS


BREAKER = Breaker()


class ForgivingRedis(RedisCache):
    """Django's Redis cache with short patience; see this module."""

    def __init__(self, server: str, params: dict) -> None:
        patience = {
            "serializer": JSONValues,
            "socket_timeout": ANSWERS_WITHIN_SECONDS,
            "socket_connect_timeout": ANSWERS_WITHIN_SECONDS,
            "retry": Retry(NoBackoff(), 0),
        }
        super().__init__(server, {**params, "OPTIONS": patience | params.get("OPTIONS", {})})

    def _ask(self, keys: object, instead: object, asked: Callable[[], Any]) -> Any:
        """The answer of Redis; where it gives none, ``instead`` if all ``keys`` are dispensable."""
        if BREAKER.is_open():
            try:
                return asked()
            except CacheAway:
                pass  # it did answer
            except (RedisError, OSError):
                BREAKER.trip()
        names = [keys] if isinstance(keys, str) else list(keys)
        if all(str(name).startswith(DISPENSABLE) for name in names):
            return instead
        raise CacheAway

    def add(self, key: str, *args: Any, **kwargs: Any) -> bool:
        """Whether it was new; also where it could not be kept."""
        return self._ask(key, True, lambda: RedisCache.add(self, key, *args, **kwargs))

    def get(self, key: str, default: Any = None, **kwargs: Any) -> Any:
        return self._ask(key, default, lambda: RedisCache.get(self, key, default, **kwargs))

    def set(self, key: str, *args: Any, **kwargs: Any) -> None:
        self._ask(key, None, lambda: RedisCache.set(self, key, *args, **kwargs))

    def touch(self, key: str, *args: Any, **kwargs: Any) -> bool:
        return self._ask(key, False, lambda: RedisCache.touch(self, key, *args, **kwargs))

    def delete(self, key: str, *args: Any, **kwargs: Any) -> bool:
        return self._ask(key, False, lambda: RedisCache.delete(self, key, *args, **kwargs))

    def get_many(self, keys: Any, *args: Any, **kwargs: Any) -> dict:
        return self._ask(keys, {}, lambda: RedisCache.get_many(self, keys, *args, **kwargs))

    def has_key(self, key: str, *args: Any, **kwargs: Any) -> bool:
        return self._ask(key, False, lambda: RedisCache.has_key(self, key, *args, **kwargs))

    def incr(self, key: str, delta: int = 1, *args: Any, **kwargs: Any) -> int:
        return self._ask(key, delta, lambda: RedisCache.incr(self, key, delta, *args, **kwargs))

    def set_many(self, values: dict, *args: Any, **kwargs: Any) -> list:
        return self._ask(values, [], lambda: RedisCache.set_many(self, values, *args, **kwargs))

    def delete_many(self, keys: Any, *args: Any, **kwargs: Any) -> None:
        self._ask(keys, None, lambda: RedisCache.delete_many(self, keys, *args, **kwargs))

    def clear(self) -> bool:
        return self._ask((), False, lambda: RedisCache.clear(self))

"""What the address of a cache must be like before the platform starts with it. Plain values in, a sentence out."""

from urllib.parse import urlsplit

NEAR = {"127.0.0.1", "localhost", "::1"}


def fault_of_cache(url: str) -> str:
    """Why this ``CACHE_URL`` will not do, as a sentence that does not tell it; empty when it will.

    Whoever reaches a Redis without a password can put the counts of tries at signing in back to nothing.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"redis", "rediss", "unix"}:
        return "CACHE_URL must begin with redis://, rediss:// or unix://."
    if parts.scheme != "unix" and parts.hostname not in NEAR and not parts.password:
        return "CACHE_URL must have a password: the Redis is on another machine."
    return ""

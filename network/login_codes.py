"""The code of a sign-in by letter. It is kept nowhere: session and letter keep a nonce, from which it is made again.

Whoever reads the database, or a copy of it, learns no code without the secret key (decision: secret letters).
"""

import hmac
import secrets
import time

from django.utils.crypto import salted_hmac

from network.rules import LOGIN_CODE_LENGTH, LOGIN_CODE_LETTERS, LOGIN_CODE_LIFE


def draw_nonce() -> str:
    """A new one, 128 bits, with the second of its birth."""
    return f"{secrets.token_urlsafe(16)}.{int(time.time())}"


def code_of(nonce: str) -> str:
    """The code that belongs to ``nonce``, as it is written in the letter: ``BCDF-GHJK``."""
    number = int.from_bytes(salted_hmac("network.login_codes", nonce, algorithm="sha256").digest(), "big")
    letters = []
    for _place in range(LOGIN_CODE_LENGTH):
        number, index = divmod(number, len(LOGIN_CODE_LETTERS))
        letters.append(LOGIN_CODE_LETTERS[index])
    half = LOGIN_CODE_LENGTH // 2
    return f"{''.join(letters[:half])}-{''.join(letters[half:])}"


def is_fresh(nonce: str, *, now: float) -> bool:
    """Whether the code of ``nonce`` is still good at ``now`` (seconds)."""
    born = nonce.rpartition(".")[2]
    return born.isdecimal() and 0 <= now - int(born) <= LOGIN_CODE_LIFE.total_seconds()


def is_code_of(nonce: str, typed: str) -> bool:
    """Whether ``typed`` is the code, whatever stands between its letters; in constant time."""
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    expected = code_of(nonce).replace("-", "")
    return bool(nonce) and hmac.compare_digest(plain.encode(), expected.encode())

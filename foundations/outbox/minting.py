"""Who makes the secret of a letter at the moment it leaves: a link or a code that is never kept and never shown.

An app's ``minting.py`` registers functions under the names that its letters carry::

    @minter("network.activation")
    def mint_activation(key: str) -> str | None: ...

A minter gets the key that :func:`foundations.outbox.actions.write_letter` was given and returns the text to put in
place of ``{{ secret }}``, or ``None`` when there is no cause for the letter any more. What it writes (the secret's
hash) is committed before the message leaves. It is asked anew at each attempt, so what was minted last must be what
opens; it makes no network call, and it neither logs nor keeps what it returns (OWASP ASVS 6.4.1, 14.2.1).
"""

from collections.abc import Callable

Minter = Callable[[str], str | None]
_minters: dict[str, Minter] = {}


def minter(name: str) -> Callable[[Minter], Minter]:
    """Register the decorated function under ``app.noun``. A name is given once."""

    def register(function: Minter) -> Minter:
        if _minters.setdefault(name, function) is not function:
            raise ValueError(f"Two minters are called {name}.")
        return function

    return register


def minter_named(name: str) -> Minter:
    """The function registered as ``name``; :class:`LookupError` when there is none."""
    return _minters[name]

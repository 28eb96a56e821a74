"""The certificate as an Open Badge 3.0: a verifiable credential, signed, revocable, shared by its holder alone.

``keys`` files that sign · ``jose`` the window to PyJWT · ``credential`` what a badge says · ``status`` bits that say
what it is still worth · ``baking`` into pictures · ``actions`` issued, shared, hidden. Contexts that our documents name
are kept in ``contexts`` and are never fetched.
"""

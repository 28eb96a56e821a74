"""What this app announces. Every event is sent inside the transaction that caused it, and only by actions."""

from django.dispatch import Signal

certificate_awarded = Signal()
"""Somebody earned a certificate: numbered, its facts frozen, not printed yet. Carries ``certificate``."""

certificate_printed = Signal()
"""The document of a certificate is kept and can be fetched. Carries ``certificate``."""

certificate_changed = Signal()
"""What a certificate is worth has changed: suspended, confirmed, replaced or revoked. Carries ``certificate``."""

marks_asked = Signal()
"""Somebody asks for the marks of a workshop's test: whoever keeps tests answers (:mod:`certificates.contracts`).

Sent by pages as well. Carries ``workshop`` and ``people`` (keys).
"""

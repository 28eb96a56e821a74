"""The life of an account."""

from datetime import datetime

from django.db import transaction

from foundations.audit.actions import record_event
from network.models import Person, User


@transaction.atomic
def open_account(
    person: Person,
    *,
    email: str,
    by: User | None,
    language: str = "es",
    password: str | None = None,
    at: datetime | None = None,
) -> User:
    """Give ``person`` an account; asked again, the one that is there is returned unchanged.

    Raises ``ValidationError`` when the address is taken or is none.
    """
    if existing := User.objects.filter(person=person).first():
        return existing
    user = User(person=person, email=User.objects.normalize_email(email), language=language)
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save(force_insert=True)
    record_event("network.account_opened", person, by=by, at=at)
    return user


@transaction.atomic
def set_preferences(user: User, *, language: str, time_zone: str, by: User, at: datetime | None = None) -> None:
    """Keep the reader's language and time zone (empty zone: that of the office)."""
    user.language, user.time_zone = language, time_zone
    user.full_clean(exclude=["password"])
    user.save(update_fields=["language", "time_zone"])
    record_event("network.preferences_set", user.person, by=by, at=at, language=language)

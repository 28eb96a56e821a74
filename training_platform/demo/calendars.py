"""Subscriptions to calendars: what their page looks like to somebody who has some."""

from calendars.actions import open_feed, revoke_feed
from calendars.models import Feed
from training_platform.demo.people import SINCE, account_of

SUBSCRIBED = (
    ("lucia.andino@mp.hn.example", "Mi formación en el teléfono", "mine", 15, False),
    ("lucia.andino@mp.hn.example", "Computadora anterior", "mine", 0, True),
    ("karla.mejia@mp.hn.example", "Toda la red", "network", 0, False),
)


def subscribe_some() -> None:
    """Begin them, end one; again is harmless. Their addresses are known to nobody: a new one is one press away."""
    for email, name, content, minutes, is_revoked in SUBSCRIBED:
        user = account_of(email)
        if Feed.objects.filter(person=user.person_id, name=name).exists():
            continue
        fields = {"language": user.language, "reminder_minutes": minutes, "with_deadlines": content == "mine"}
        feed, _token = open_feed(name=name, content=content, code="", by=user, at=SINCE, **fields)
        if is_revoked:
            revoke_feed(feed, by=user)

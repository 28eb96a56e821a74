"""What is new to fetch: one's own certificates."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.models import Certificate
from network.inbox import Due, Kind
from network.models import User

NEW = timedelta(days=14)


def new_certificates(user: User, at: datetime) -> list[Due]:
    """Those printed within the last fortnight, valid ones. One question."""
    mine = Certificate.objects.of_person(user.person_id).filter(state=Certificate.State.VALID)
    fresh = mine.filter(awarded_at__gt=at - NEW, awarded_at__lte=at).exclude(document_digest="")
    return [
        Due(
            what=_("Fetch your certificate of “%(title)s”") % {"title": certificate.workshop.title},
            url=reverse("certificates:document", args=[certificate.pk]),
            kind=Kind.CERTIFICATE,
            why=_("Certificate %(number)s. It also stays under “My training”.") % {"number": certificate.number},
        )
        for certificate in fresh
    ]

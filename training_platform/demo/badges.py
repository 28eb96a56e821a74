"""A key that signs badges, one badge of Lucía's that she shares, and those of everybody else on their way."""

from certificates.badges import keys
from certificates.badges.actions import issue_badge, share_badge
from certificates.models import Certificate
from certificates.tasks import issue_missing_badges
from training_platform.demo.people import account_of

HOLDER = "lucia.andino@mp.hn.example"


def show_badges() -> None:
    """Make the key, have her share a badge, and queue the others; again, nothing happens.

    The link is known to nobody: a new one is one press away.
    """
    if keys.known_keys():
        return
    keys.make_key()
    user = account_of(HOLDER)
    paper = Certificate.objects.valid().of_person(user.person_id).last()
    if paper is not None:
        share_badge(issue_badge(paper, by=user), by=user)
    issue_missing_badges()

"""A key that signs badges, and one badge of Lucía's, to see her page and a shared one."""

from certificates.badges import keys
from certificates.badges.actions import issue_badge, share_badge
from certificates.models import Badge, Certificate
from training_platform.demo.people import account_of

HOLDER = "lucia.andino@mp.hn.example"


def show_badges() -> None:
    """Have the first of her valid certificates made into a badge and share it; again is harmless.

    The key is made first: without one no page offers badges. The link is known to nobody: a new one is one press away.
    """
    if not keys.known_keys():
        keys.make_key()
    user = account_of(HOLDER)
    paper = Certificate.objects.valid().of_person(user.person_id).last()
    if paper is not None and not Badge.objects.filter(pk=paper.pk).exists():
        share_badge(issue_badge(paper, by=user), by=user)

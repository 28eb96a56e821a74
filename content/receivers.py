"""What Wagtail announces of pages on their way, handed to our own actions."""

from content import actions


def note_submission(sender, instance, user, **_kwargs):
    actions.note_submission(instance, by=user)


def note_return(sender, instance, user, **_kwargs):
    actions.note_return(instance, by=user)


def note_publication(sender, instance, user, **_kwargs):
    actions.note_publication(instance, by=user)

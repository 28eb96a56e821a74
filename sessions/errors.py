"""Refusals of this app, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from sessions.rules import Refusal

SENTENCES = {
    Refusal.NOT_ENROLLED: _("You have no seat in this workshop, so you cannot enter its sessions."),
    Refusal.WAITING: _("You are on the waiting list: you can enter once a seat becomes free for you."),
    Refusal.FULL: _("This workshop is full, and you have no seat in it, so you cannot enter its sessions."),
    Refusal.CANCELLED: _("This session was cancelled. The workshop's page shows the others."),
    Refusal.SETTLED: _("This session is over and its attendance is settled. Your own stands on the session's page."),
    Refusal.OVER: _(
        "This session is over. Its attendance is settled within the hour and then stands on the session's page."
    ),
    Refusal.NOT_YET: _("The room is not open yet."),
    Refusal.CONSENT: _("This session is recorded: read what that means and agree before you enter."),
    Refusal.REVOKED: _("This invitation was taken back. Whoever invited you can tell you more."),
    Refusal.TAKEN_ELSEWHERE: _(
        "This invitation is in use on another device or in another browser. Open it there, or ask whoever invited you "
        "for another one."
    ),
    Refusal.NOT_TAKEN: _("Say first that you use this invitation here."),
    Refusal.NO_VIDEO: _("No video server is set up, so nobody can enter a room. The Secretariat can tell you more."),
}


class SessionError(Exception):
    """A change that the rules of sessions refuse; the message can be shown as it is. Nothing was changed.

    ``reason`` says which refusal of joining it was, where it was one.
    """

    def __init__(self, sentence: str = "", *, reason: Refusal | None = None) -> None:
        super().__init__(sentence or (str(SENTENCES[reason]) if reason else ""))
        self.reason = reason


class RoomTakenError(SessionError):
    """A room that is not free at the hours of a session. ``may_displace``: with a reason its reader may have it."""

    def __init__(self, sentence: str, *, may_displace: bool) -> None:
        super().__init__(sentence)
        self.may_displace = may_displace

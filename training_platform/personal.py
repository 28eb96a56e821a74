"""What the whole platform knows of a person's own doing, and why some fields that point to people are left out."""

from django.utils.translation import gettext as _
from wagtail.models import Comment, CommentReply, ModelLogEntry, PageLogEntry
from wagtail.users.models import UserProfile

from calendars.models import Feed, Quiet
from content.models import PlatformDocument, PlatformImage
from foundations.audit.models import AuditEvent
from network.models import Person
from privacy.sources import Section, covers
from training_platform.audit_book.words import kind_of, sentence_of

MOST_ACTS = 5000

ACT = "an act of theirs, told in words from the audit book"
KEYED = "keys of the machinery: which group opens which screen follows from the roles, which are told"
EDITING = "traces of their work on pages that are the network's; Wagtail shows them in the page's own history"

LEFT_OUT: dict[str, str] = {
    "certificates.AwardRound": ACT,
    "certificates.CertificateStep.done_by": ACT,
    "certificates.IssueRun.asked_by": ACT,
    "courses.Approval.person": ACT,
    "courses.Enrolment.nominated_by": ACT,
    "courses.EnrolmentTransition.by": ACT,
    "courses.WorkshopPassedOn.by": ACT,
    "equipment.AbsentKind.told_by": ACT,
    "equipment.AssetFile.added_by": ACT,
    "equipment.Booking.cancelled_by": ACT,
    "equipment.Custody.handed_over_by": ACT,
    "equipment.KitVersion.called_back_by": ACT,
    "equipment.KitVersion.put_in_force_by": ACT,
    "equipment.Maintenance.noted_by": ACT,
    "equipment.RoomProfile.reported_by": ACT,
    "equipment.TestCall.made_by": ACT,
    "equipment.TestCall.withdrawn_by": ACT,
    "equipment.Transfer.asked_by": ACT,
    "equipment.Transfer.decided_by": ACT,
    "equipment.VerificationRound.closed_by": ACT,
    "equipment.VerificationRound.opened_by": ACT,
    "equipment.VerificationRound.signed_by": ACT,
    "equipment.VerificationRow.seen_by": ACT,
    "training_sessions.ConnectedSite.planned_by": ACT,
    "training_sessions.Contest.answered_by": ACT,
    "training_sessions.Correction.corrected_by": ACT,
    "training_sessions.Excuse.asked_by": ACT,
    "training_sessions.Excuse.decided_by": ACT,
    "training_sessions.Incident.started_by": ACT,
    "training_sessions.Incident.stopped_by": ACT,
    "training_sessions.OccupantDecision.decided_by": ACT,
    "training_sessions.RosterEntry.ticked_by": ACT,
    "privacy.BreachEntry.by": ACT,
    "privacy.Correction.answered_by": ACT,
    "network.AccountDecision.by": ACT,
    "network.Communication.by": ACT,
    "network.FactorReset.asked_by": ACT,
    "network.FactorReset.granted_by": ACT,
    "network.FactorReset.refused_by": ACT,
    "network.OfficeRoom.custodian": "the room is the office's; the custody itself is a role, which is told",
    "network.Person.merged_into": "records that were merged are one person, told under the one that stands",
    "network.User.groups": KEYED,
    "network.User.user_permissions": KEYED,
    "wagtailadmin.EditingSession": "who has an editor open now; gone within the hour",
    "wagtailadmin.FormState": "a form half filled in, kept for its own editor until it is saved",
    "wagtailcore.Comment.resolved_by": EDITING,
    "wagtailcore.Page": EDITING,
    "wagtailcore.PageSubscription": "which pages' comments one is told of; set on the page itself",
    "wagtailcore.Revision": EDITING,
    "wagtailcore.TaskState": EDITING,
    "wagtailcore.UploadedFile": "a file on its way to becoming a picture or a document",
    "wagtailcore.WorkflowState": EDITING,
    "wagtaildocs.Document": "Wagtail's own model, which ours stands in for; it has no rows",
    "wagtailimages.Image": "Wagtail's own model, which ours stands in for; it has no rows",
    "wagtail_localize.SegmentOverride": EDITING,
    "wagtail_localize.StringTranslation": EDITING,
}
"""Fields that point to a person or an account and that no source speaks for, each with its reason.

A key may name a whole model (``wagtailcore.Revision``). A test fails on a field that is neither here nor covered.
"""


@covers("audit.AuditEvent.actor")
def own_acts(person: Person) -> list[Section]:
    """One's sign-ins, and what else one did here, in words; the latest :data:`MOST_ACTS` of each."""
    sign_ins = list(AuditEvent.objects.sign_ins_of(person).order_by("-id")[:MOST_ACTS])
    acts = AuditEvent.objects.by_person(person.pk).exclude(action__endswith="signed_in").order_by("-id")[:MOST_ACTS]
    return [
        Section(_("Sign-ins"), [{_("What"): sentence_of(row.action), _("When"): row.at} for row in sign_ins]),
        Section(
            _("What you did here"),
            [
                {
                    _("What"): sentence_of(row.action),
                    _("Record"): f"{kind_of(row.subject_type)} {row.subject_id}".strip(),
                    _("When"): row.at,
                }
                for row in acts
            ],
            note=_("From the audit book, which holds no names: for at least ten years."),
        ),
    ]


@covers("calendars.Feed.person", "calendars.Quiet.person")
def calendar_feeds(person: Person) -> list[Section]:
    """Subscriptions to calendars, also those that were revoked; of each address only how it begins is known."""
    rows = [
        {
            _("Name"): feed.name,
            _("What it holds"): " ".join(filter(None, (str(feed.get_content_display()), feed.code))),
            _("Made"): feed.created_at,
            _("Revoked"): feed.revoked_at,
            _("Addresses"): " · ".join(
                f"{token.hint}… {token.get_used_by_display()} {token.used_at or ''}".strip()
                for token in feed.tokens.all()
            ),
        }
        for feed in Feed.objects.filter(person=person).prefetch_related("tokens")
    ]
    quiet = [{_("No invitations by e-mail since"): each.since} for each in Quiet.objects.filter(person=person)]
    return [Section(_("Subscriptions to calendars"), rows), *([Section(_("Invitations"), quiet)] if quiet else [])]


@covers("wagtailusers.UserProfile.user")
def admin_preferences(person: Person) -> list[Section]:
    """What somebody who works in the administration set there; nothing for everybody else."""
    rows = [
        {_("Language"): profile.preferred_language, _("Time zone"): profile.current_time_zone}
        for profile in UserProfile.objects.filter(user__person=person)
    ]
    return [Section(_("Preferences of the administration"), rows)] if rows else []


@covers(
    "content.PlatformDocument.uploaded_by_user",
    "content.PlatformImage.uploaded_by_user",
    "wagtailcore.Comment.user",
    "wagtailcore.CommentReply.user",
    "wagtailcore.ModelLogEntry.user",
    "wagtailcore.PageLogEntry.user",
)
def editing(person: Person) -> list[Section]:
    """What an editor did to pages and records, said in comments, and uploaded; nothing for everybody else."""
    deeds = [
        {_("What"): row.action, _("Record"): row.label, _("When"): row.timestamp}
        for log in (PageLogEntry, ModelLogEntry)
        for row in log.objects.filter(user__person=person).order_by("-timestamp")[:MOST_ACTS]
    ]
    comments = [
        {_("Comment"): row.text, _("When"): row.created_at}
        for said in (Comment, CommentReply)
        for row in said.objects.filter(user__person=person).order_by("-created_at")
    ]
    files = [
        {_("File"): row.title, _("When"): row.created_at}
        for kept in (PlatformDocument, PlatformImage)
        for row in kept.objects.filter(uploaded_by_user__person=person).order_by("-created_at")
    ]
    told = ((_("Your work on pages"), deeds), (_("Your comments"), comments), (_("Files you uploaded"), files))
    return [Section(title, rows) for title, rows in told if rows]

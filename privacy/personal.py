"""What the floors below and this app hold on a person: who it is, the account, roles, letters, requests."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from foundations.outbox.models import Letter
from network.models import AccountDecision, FactorReset, Person, SecretLink, User
from privacy.models import Correction
from privacy.sources import Section, covers


@covers("network.User.person", "account.EmailAddress.user")
def person_and_account(person: Person) -> list[Section]:
    """Who it is, and the way in."""
    who = {
        _("Given names"): person.given_names,
        _("Family names"): person.family_names,
        _("Kind"): person.get_kind_display(),
        _("Gender"): person.get_gender_display(),
        _("Office"): str(person.office or ""),
        _("Unit"): str(person.unit or ""),
        _("Institution"): str(person.institution or ""),
        _("Number in our records"): str(person.pk),
    }
    accounts = [
        {
            _("E-mail"): user.email,
            _("Language"): user.get_language_display(),
            _("Time zone"): person.time_zone,
            _("Account since"): user.date_joined,
            _("Last sign-in"): user.last_login,
            _("Active"): user.is_active,
            _("First steps put away"): user.first_steps_hidden_at,
        }
        for user in User.objects.filter(person=person)
    ]
    others = EmailAddress.objects.filter(user__person=person).exclude(email__in=[row[_("E-mail")] for row in accounts])
    addresses = [{_("E-mail"): each.email, _("Confirmed"): each.verified} for each in others]
    told = [Section(_("Person"), [who]), Section(_("Account"), accounts)]
    return [*told, Section(_("Other addresses"), addresses)] if addresses else told


@covers("mfa.Authenticator.user", "usersessions.UserSession.user")
def keys_and_devices(person: Person) -> list[Section]:
    """The second factors and where one is signed in; never a secret of theirs."""
    keys = [
        {_("Kind"): key.get_type_display(), _("Added"): key.created_at, _("Last used"): key.last_used_at}
        for key in Authenticator.objects.filter(user__person=person).order_by("created_at")
    ]
    devices = [
        {
            _("Browser"): row.user_agent,
            _("Since"): row.created_at,
            _("Last seen"): row.last_seen_at,
        }
        for row in UserSession.objects.filter(user__person=person).order_by("-last_seen_at")
    ]
    return [Section(_("Second factors"), keys), Section(_("Where you are signed in"), devices)]


@covers("network.AccountDecision.user", "network.FactorReset.user", "network.SecretLink.user")
def account_history(person: Person) -> list[Section]:
    """What was decided over the account, second factors that were taken off it, links that were sent."""
    decisions = [
        {_("What"): each.get_kind_display(), _("Reasons"): each.reason, _("When"): each.at}
        for each in AccountDecision.objects.filter(user__person=person)
    ]
    resets = [
        {
            _("Asked"): each.asked_at,
            _("Reasons"): each.reason,
            _("Granted"): each.granted_at,
            _("Refused"): each.refused_at,
            _("Reasons of the refusal"): each.refusal,
        }
        for each in FactorReset.objects.filter(user__person=person)
    ]
    links = [
        {_("For"): each.get_purpose_display(), _("Made"): each.made_at, _("Used"): each.used_at}
        for each in SecretLink.objects.filter(user__person=person)
    ]
    told = (
        (_("Decisions on your account"), decisions),
        (_("Resets of your second factor"), resets),
        (_("Links sent to you"), links),
    )
    return [Section(title, rows) for title, rows in told if rows]


@covers("network.Appointment.person")
def appointments(person: Person) -> list[Section]:
    """Roles held, now and before."""
    rows = [
        {
            _("Role"): each.get_role_display(),
            _("Office"): str(each.office or ""),
            _("Unit"): str(each.unit or ""),
            _("From"): each.starts_at,
            _("Until"): each.ends_at,
            _("Stands in for"): each.stands_in_for.person.full_name if each.stands_in_for else "",
        }
        for each in person.appointments.select_related("office", "unit", "stands_in_for__person")
    ]
    return [Section(_("Roles"), rows)]


@covers("network.Communication.person")
def communications(person: Person) -> list[Section]:
    """What the Secretariat noted of its contacts with a contact point; nothing for everybody else."""
    rows = [
        {_("When"): each.had_at, _("Means"): each.get_means_display(), _("Note"): each.note}
        for each in person.communications.all()
    ]
    return [Section(_("Contacts with the Secretariat"), rows)] if rows else []


@covers("outbox.Letter.recipient")
def letters(person: Person) -> list[Section]:
    """What was written to the person: subject and dates. What the letters say was delivered to the mailbox."""
    rows = [
        {_("Subject"): subject, _("Written"): created_at, _("Sent"): sent_at}
        for subject, created_at, sent_at in Letter.objects.filter(recipient=person.pk)
        .order_by("-created_at")
        .values_list("subject", "created_at", "sent_at")
    ]
    note = _("Subjects are emptied together with the e-mail's text once they were kept long enough.")
    return [Section(_("E-mails to you"), rows, note=note)]


@covers("privacy.Correction.person")
def corrections(person: Person) -> list[Section]:
    """One's requests to correct."""
    rows = [
        {
            _("About"): each.get_kind_display(),
            _("Wrong"): each.wrong,
            _("Right"): each.right,
            _("State"): each.get_state_display(),
            _("Asked"): each.asked_at,
            _("Answered"): each.answered_at,
            _("Reasons"): each.answer,
        }
        for each in Correction.objects.of_person(person)
    ]
    return [Section(_("Requests to correct"), rows)]

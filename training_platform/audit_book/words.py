"""A sentence for every action that the audit book can hold. A test finds the action that has none.

The sentences name nobody: who acted and upon which record stands beside them.
"""

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise] = {
    # --- The foundations --------------------------------------------------------------------------------------------
    "audit.chain_found_broken": _("The chain of seals of this book was found broken"),
    "jobs.job_revived": _("A job that had been given up was tried again"),
    "outbox.letter_given_up": _("An e-mail could not be delivered and was given up"),
    "outbox.letter_returned": _("A mail server sent an e-mail back"),
    "outbox.letter_sent_again": _("An e-mail that had been given up was sent again"),
    "outbox.letter_withdrawn": _("An e-mail lost its cause before it left and was withdrawn"),
    "outbox.letters_forgotten": _("Old e-mails were emptied of address and text"),
    "outbox.letters_withdrawn": _("E-mails of the past that had not left were withdrawn"),
    "spreadsheets.file_uploaded": _("A spreadsheet was sent to be read"),
    "spreadsheets.import_confirmed": _("An import was confirmed"),
    "spreadsheets.import_discarded": _("An import was discarded before anything was written"),
    "spreadsheets.import_undone": _("An import was undone"),
    "spreadsheets.import_written": _("An import was written"),
    "spreadsheets.sheet_taken": _("A spreadsheet was taken along"),
    "spreadsheets.undoing_asked": _("Undoing an import was asked for"),
    # --- The network ------------------------------------------------------------------------------------------------
    "network.account_activated": _("A person activated their account"),
    "network.account_closed": _("An account was closed"),
    "network.account_opened": _("An account was opened"),
    "network.account_reopened": _("An account was reopened"),
    "network.activation_letter_asked": _("An activation e-mail was asked for"),
    "network.appointment_ended": _("A role was ended"),
    "network.contact_logged": _("A contact with a contact point was noted"),
    "network.deputy_appointed": _("A deputy for an absence was named"),
    "network.deputy_ended": _("A deputy's time was ended"),
    "network.factor_added": _("A person enrolled a second factor"),
    "network.factor_removed": _("A person removed a second factor"),
    "network.password_changed": _("A person changed the password"),
    "network.recovery_code_used": _("A recovery code was used"),
    "network.recovery_codes_renewed": _("A person made new recovery codes"),
    "network.session_ended": _("A session ended"),
    "network.sign_in_refused": _("Sign-ins to an account were refused after too many tries"),
    "network.signed_in": _("Somebody signed in"),
    "network.signed_out": _("Somebody signed out"),
    "network.email_corrected": _("The e-mail address of an account was corrected"),
    "network.factor_reset_asked": _("A reset of a second factor was asked for"),
    "network.factor_reset_granted": _("A second factor was reset by two people"),
    "network.factor_reset_refused": _("A reset of a second factor was refused"),
    "network.first_steps_hidden": _("A person put the first steps away"),
    "network.links_withdrawn": _("The links of e-mails of an account were withdrawn"),
    "network.name_corrected": _("A person's name was corrected"),
    "network.password_letter_asked": _("An e-mail for a new password was asked for"),
    "network.password_reset": _("A person set a new password by e-mail"),
    "network.person_appointed": _("A role was given"),
    "network.person_registered": _("A person was registered"),
    "network.person_withdrawn": _("The registration of a person was taken back"),
    "network.person_revised": _("A person's record was revised"),
    "network.preferences_set": _("Language and clock were set"),
    "network.sessions_ended": _("All sessions of an account were ended"),
    # --- Personal data ----------------------------------------------------------------------------------------------
    "privacy.breach_closed": _("A breach was closed"),
    "privacy.breach_recorded": _("A breach was recorded"),
    "privacy.breach_reminded": _("The Secretariat was reminded of a breach"),
    "privacy.breach_revised": _("A breach was revised"),
    "privacy.correction_asked": _("A correction of personal data was asked for"),
    "privacy.correction_declined": _("A correction of personal data was declined"),
    "privacy.correction_done": _("A correction of personal data was made"),
    "privacy.corrections_forgotten": _("Old requests to correct were emptied of their words"),
    "privacy.records_downloaded": _("A person downloaded everything held on them"),
    "privacy.sessions_purged": _("Expired sessions were deleted"),
    # --- Video rooms ------------------------------------------------------------------------------------------------
    "conferencing.device_checked": _("A person kept the result of a device check"),
    "conferencing.evidence_purged": _("Old traces of video rooms were deleted"),
    "conferencing.room_closed": _("A video room was closed"),
    "conferencing.room_opened": _("A video room was opened"),
    # --- Calendars --------------------------------------------------------------------------------------------------
    "calendars.feed_opened": _("A subscription to a calendar was begun"),
    "calendars.feed_revised": _("A subscription to a calendar was changed"),
    "calendars.feed_revoked": _("A subscription to a calendar was revoked"),
    "calendars.holidays_imported": _("Official holidays were taken over from a file"),
    "calendars.invitations_declined": _("A person turned invitations by e-mail off"),
    "calendars.invitations_wanted": _("A person turned invitations by e-mail on"),
    "calendars.token_renewed": _("A subscription to a calendar got another address"),
    # --- Courses ----------------------------------------------------------------------------------------------------
    "courses.enrolment_cancelled": _("A place ended with its workshop"),
    "courses.enrolment_confirmed": _("A place was confirmed"),
    "courses.enrolment_declined": _("A place was declined"),
    "courses.enrolment_expired": _("An offered seat was not answered in time"),
    "courses.enrolment_nominated": _("A person was nominated for a place"),
    "courses.enrolment_offered": _("A free seat was offered"),
    "courses.enrolment_replaced": _("A seat was handed on to a colleague"),
    "courses.enrolment_waiting": _("A person was put on the waiting list"),
    "courses.enrolment_withdrawn": _("A place was withdrawn"),
    "courses.names_changed": _("Which names the rooms of a workshop show was changed"),
    "courses.offices_asked": _("Offices were asked for their nominations"),
    "courses.seats_changed": _("The seats of a workshop were changed"),
    "courses.seats_pooled": _("Seats kept for offices went to everybody"),
    "courses.seats_released": _("Unnamed seats went to everybody"),
    "courses.workshop_announced": _("A workshop was announced"),
    "courses.workshop_approved": _("A workshop was approved"),
    "courses.workshop_cancelled": _("A workshop was cancelled"),
    "courses.workshop_drafted": _("A workshop was drafted"),
    "courses.workshop_moved": _("A workshop was moved to other days"),
    "courses.workshop_passed_on": _("An office marked a workshop as passed on"),
    "courses.workshop_returned": _("A workshop was returned with reasons"),
    "courses.workshop_revised": _("A workshop was revised"),
    # --- Sessions ---------------------------------------------------------------------------------------------------
    "sessions.contest_answered": _("An objection to attendance was answered"),
    "sessions.evidence_purged": _("Old evidence of attendance was deleted"),
    "sessions.excuse_asked": _("An excuse was asked for"),
    "sessions.excuse_decided": _("An excuse was decided"),
    "sessions.guest_admitted": _("A guest was let as far as the lobby of a session"),
    "sessions.guest_invited": _("A guest was invited to a session"),
    "sessions.guest_revoked": _("The invitation of a guest was revoked"),
    "sessions.guest_taken": _("A guest took an invitation into use"),
    "sessions.guests_forgotten": _("Names of guests were forgotten"),
    "sessions.incident_started": _("An incident began in a session"),
    "sessions.incident_stopped": _("An incident in a session ended"),
    "sessions.invitation_answered": _("A person said whether they come to a session"),
    "sessions.join_granted": _("A person was let into a session's room"),
    "sessions.line_chosen": _("A person chose how much of the picture they want in rooms"),
    "sessions.mark_ended": _("A mark on a roster was given an end"),
    "sessions.material_added": _("A material was put beside a session"),
    "sessions.material_read": _("A material was read"),
    "sessions.material_shown": _("A material was shown to more or fewer"),
    "sessions.material_withdrawn": _("A material was withdrawn"),
    "sessions.occupant_resolved": _("It was said who a device without a name was"),
    "sessions.phone_way_told": _("The way into a session's room by telephone was told"),
    "sessions.part_assigned": _("A part in a session was given"),
    "sessions.part_removed": _("A part in a session was taken back"),
    "sessions.people_marked": _("People were marked as taking part"),
    "sessions.recording_allowed": _("Leave to record a session was given"),
    "sessions.recording_consented": _("A person agreed to be recorded"),
    "sessions.recording_ended": _("Leave to record a session was taken back"),
    "sessions.recording_taken_in": _("A recording was taken in"),
    "sessions.room_replaced": _("A session was given another room"),
    "sessions.roster_ticked": _("People were ticked on a roster"),
    "sessions.session_cancelled": _("A session was cancelled"),
    "sessions.session_extended": _("A session was extended"),
    "sessions.session_moved": _("A session was moved"),
    "sessions.session_scheduled": _("A session was scheduled"),
    "sessions.session_settled": _("The attendance of a session was settled"),
    "sessions.site_joined": _("A connected site was let into a session's room"),
    "sessions.site_planned": _("A room was planned as a site of a session"),
    "sessions.site_withdrawn": _("A connected site was withdrawn"),
    "sessions.verdict_contested": _("An attendance was contested"),
    "sessions.verdict_corrected": _("An attendance was corrected"),
    "sessions.workshop_stamped": _("What calendars show of a workshop changed"),
    # --- Equipment --------------------------------------------------------------------------------------------------
    "equipment.asset_act_signed": _("The signed act of an asset's hand-over was filed"),
    "equipment.asset_assessed": _("The condition of an asset was noted"),
    "equipment.asset_filed": _("A picture or a paper of an asset was filed"),
    "equipment.asset_handed_over": _("An asset was handed over"),
    "equipment.asset_maintained": _("Work on an asset was noted"),
    "equipment.asset_moved_on": _("The status of an asset changed"),
    "equipment.asset_registered": _("An asset was entered into the inventory"),
    "equipment.asset_revised": _("An asset was corrected"),
    "equipment.asset_transferred": _("An asset went to another office"),
    "equipment.asset_unfiled": _("A picture or a paper of an asset was removed"),
    "equipment.asset_verified": _("An asset was verified"),
    "equipment.assets_reminded": _("The keepers of an office's equipment were reminded of days that are near"),
    "equipment.kit_drafted": _("A new version of a standard kit was begun"),
    "equipment.kit_put_in_force": _("A version of a standard kit was put in force"),
    "equipment.kit_revised": _("A line of a standard kit's draft was changed"),
    "equipment.round_closed": _("A verification of an inventory was closed"),
    "equipment.round_opened": _("A verification of an inventory was opened"),
    "equipment.round_signed": _("A verification of an inventory was signed"),
    "equipment.transfer_asked": _("An asset was offered to another office"),
    "equipment.transfer_ended": _("An offer of an asset to another office ended"),
    "equipment.fault_noted": _("Minutes that a room lost by a fault were noted"),
    "equipment.line_measured": _("The line of a room was measured"),
    "equipment.readiness_changed": _("The readiness of a room changed"),
    "equipment.room_contact_named": _("The technical contact of a room was named"),
    "equipment.room_inventory_reported": _("The inventory of a room was reported"),
    "equipment.room_kit_assigned": _("The standard kit due to a room was set"),
    "equipment.room_lacks_told": _("It was told which kinds of items a room does not have"),
    "equipment.test_call_recorded": _("A test call of a room was recorded"),
    # --- Certificates -----------------------------------------------------------------------------------------------
    "certificates.badge_hidden": _("A badge is no longer shared"),
    "certificates.badge_issued": _("A badge was made of a certificate"),
    "certificates.badge_shared": _("A badge was shared by a link"),
    "certificates.careers_exported": _("Certificates were taken along as Excel"),
    "certificates.certificate_awarded": _("A certificate was awarded"),
    "certificates.certificate_printed": _("A certificate was printed"),
    "certificates.certificate_reissued": _("A new version of a certificate was issued"),
    "certificates.certificate_revoked": _("A certificate was revoked"),
    "certificates.certificate_suspended": _("A certificate was suspended"),
    "certificates.certificate_valid": _("The suspension of a certificate was lifted"),
    "certificates.document_read": _("A certificate's document was read"),
    "certificates.issue_begun": _("The issue of a workshop's certificates was confirmed"),
    "certificates.issue_finished": _("The certificates of a workshop were issued"),
    "certificates.round_concluded": _("Everybody of a workshop was considered for a certificate"),
    "certificates.signatory_named": _("Somebody was named to sign certificates"),
    "certificates.signatory_revised": _("What stands of a signatory was changed"),
    "certificates.wording_drafted": _("New words of certificates were begun"),
    "certificates.wording_published": _("New words of certificates were put into use"),
    "certificates.wording_revised": _("A draft of the words of certificates was changed"),
    # --- Pages and documents ----------------------------------------------------------------------------------------
    "content.document_read": _("A restricted document was read"),
    "content.page_published": _("A page that somebody had submitted was published"),
    "content.page_read": _("A restricted page was read"),
    "content.page_restricted": _("A page was given to other readers"),
    "content.page_returned": _("A page that had been submitted was returned with reasons"),
    "content.page_submitted": _("A page was submitted for review"),
    # --- The platform -----------------------------------------------------------------------------------------------
    "training_platform.backup_made": _("A backup was made"),
    "training_platform.backup_restored": _("A backup was restored"),
    "training_platform.demo_signed_in": _("Somebody signed in with one click (demonstration)"),
    "training_platform.load_multiplied": _("The demonstration was multiplied for a load test"),
    "training_platform.trouble_began": _("A part of the platform began to fail"),
    "training_platform.trouble_ended": _("A part of the platform was well again"),
}

READINGS = frozenset(
    {
        "certificates.careers_exported",
        "certificates.document_read",
        "content.document_read",
        "content.page_read",
        "privacy.records_downloaded",
    }
)
"""The actions that read or download something restricted and change nothing."""


def sentence_of(action: str) -> str:
    """The action in the reader's language; its own name where an older version of the platform wrote it."""
    return str(WORDS.get(action, action))


def action_choices() -> list[tuple[str, list[tuple[str, Promise]]]]:
    """Every action under the app it belongs to, for a list to choose from."""
    by_app: dict[str, list[tuple[str, Promise]]] = {}
    for action, sentence in WORDS.items():
        by_app.setdefault(_app_named(action.partition(".")[0]), []).append((action, sentence))
    return list(by_app.items())


def _app_named(name: str) -> str:
    """An action begins with the name of its app's folder, which is not always the app's label."""
    for config in apps.get_app_configs():
        if config.name.rpartition(".")[2] == name and not config.name.startswith("django."):
            return str(config.verbose_name)
    return name


def kind_of(subject_type: str) -> str:
    """``courses.workshop`` in the reader's language; as it stands when there is no such model any more."""
    try:
        return str(apps.get_model(subject_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return subject_type

"""What the machinery's names mean: every kind of e-mail and every task in words. A test finds what has none."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LETTERS: dict[str, Promise] = {
    "certificates.changed": _("What a certificate is worth has changed"),
    "certificates.printed": _("Certificate ready"),
    "content.page_commented": _("Page commented"),
    "content.page_published": _("Page published"),
    "content.page_returned": _("Page returned with comments"),
    "content.page_submitted": _("Page to review"),
    "courses.announced": _("Workshop announced"),
    "courses.answer_due": _("Answer missing"),
    "courses.beginning": _("Workshop begins soon"),
    "courses.offer_lapsed": _("Offer of a seat lapsed"),
    "courses.place_confirmed": _("Place confirmed"),
    "courses.place_nominated": _("Named for a seat"),
    "courses.place_offered": _("Seat offered"),
    "courses.place_offered_office": _("Seat offered, to the contact points"),
    "courses.place_waiting": _("Place on the waiting list"),
    "courses.replaced": _("Seat handed on to a colleague"),
    "courses.seat_kept": _("Freed seat kept for the office"),
    "courses.seats_asked": _("Office asked for its nominations"),
    "courses.seats_changed": _("Seats of an office changed"),
    "courses.seats_released": _("Unnamed seats released"),
    "courses.seats_unnamed": _("Seats to be named"),
    "courses.workshop_cancelled": _("Workshop cancelled"),
    "courses.workshop_moved": _("Workshop moved"),
    "courses.workshop_moved_office": _("Workshop moved, to the contact points"),
    "equipment.assets_due": _("Days of equipment that are near"),
    "equipment.booking_cancelled": _("Booking called off"),
    "equipment.booking_changed": _("Booking with other hours"),
    "equipment.booking_displaced": _("Booking that gave way to the network"),
    "equipment.transfer_offered": _("Asset offered by another office"),
    "equipment.verification_due": _("Verification of an inventory due"),
    "funding.money_late": _("Disbursement late"),
    "funding.pledge_silent": _("Pledge without commitment"),
    "funding.quote_ending": _("Quote about to end"),
    "funding.report_due": _("Report to a funder due"),
    "network.activation": _("Activation of the account"),
    "network.code_used": _("Recovery code used"),
    "network.codes_renewed": _("New recovery codes"),
    "network.deputy": _("Named as a deputy"),
    "network.deputy_ended": _("No longer a deputy"),
    "network.email_left": _("Address no longer in use"),
    "network.email_new": _("New address of the account"),
    "network.factor_added": _("Second factor added"),
    "network.factor_removed": _("Second factor removed"),
    "network.factor_reset_asked": _("Reset of the second factor asked for"),
    "network.factor_reset_done": _("Second factor reset"),
    "network.login_code": _("Sign-in code"),
    "network.password_changed": _("Password set by e-mail"),
    "network.password_renewed": _("Password changed"),
    "network.password_reset": _("Link for a new password"),
    "privacy.book_broken": _("Alarm: audit book altered"),
    "privacy.breach_clock": _("Deadline of a breach"),
    "privacy.correction_asked": _("Correction asked for"),
    "privacy.correction_declined": _("Correction declined"),
    "privacy.correction_done": _("Correction made"),
    "sessions.cancelled": _("Session cancelled"),
    "sessions.guest": _("Invitation of a guest"),
    "sessions.guest_new_room": _("Another room, to a guest"),
    "sessions.contest_answered": _("Answer to an objection"),
    "sessions.excuse_decided": _("Excuse decided"),
    "sessions.invited": _("Invitation to a session"),
    "sessions.moved": _("Session moved"),
    "sessions.room_not_ready": _("Room not ready before a session"),
    "sessions.rule_unreachable": _("Attendance can no longer be reached"),
    "sessions.new_room": _("Another room for a session"),
    "sessions.uninvited": _("Invitation taken back"),
    "sessions.verdict_corrected": _("Attendance corrected"),
    "training_platform.part_failing": _("Part of the platform failing"),
    "training_platform.part_well": _("Part of the platform well again"),
}

TASKS: dict[str, Promise] = {
    "audit.check_seals": _("Check every seal of the audit book"),
    "audit.seal_events": _("Seal the audit book"),
    "certificates.award_due": _("Look for workshops whose certificates are due"),
    "certificates.award_workshop": _("Award the certificates of a workshop"),
    "certificates.continue_issue": _("Issue certificates that were confirmed"),
    "certificates.issue_badge": _("Make the badge of a certificate"),
    "certificates.issue_missing_badges": _("Make badges that are missing"),
    "certificates.print_document": _("Make the document of a certificate"),
    "certificates.print_missing": _("Make certificates whose document is missing"),
    "conferencing.ask_server": _("Ask the video server whether it is there"),
    "conferencing.end_meeting": _("Put whoever is left out of a video room"),
    "conferencing.purge_evidence": _("Let go of what the video server told long ago"),
    "conferencing.watch_rooms": _("Read who is in the video rooms"),
    "courses.keep_seats_moving": _("Look after offers, kept seats and unnamed ones"),
    "courses.send_reminders": _("Send the reminders of workshops"),
    "equipment.forget_bookings": _("Empty old bookings of what they were for"),
    "equipment.take_readings": _("Read how ready each room is"),
    "equipment.send_reminders": _("Send the reminders of equipment"),
    "funding.send_reminders": _("Remind of quotes, pledges, disbursements and reports"),
    "jobs.purge_done": _("Clear away tasks done long ago"),
    "jobs.resend_lost": _("Queue lost tasks again"),
    "network.align_groups": _("Bring rights into step with the roles held"),
    "network.answer_forgotten_password": _("Answer whoever forgot the password"),
    "network.purge_links": _("Clear away links of old e-mails"),
    "network.send_login_code": _("Send a sign-in code"),
    "outbox.deliver_letter": _("Deliver an e-mail"),
    "outbox.forget_letters": _("Empty old e-mails of address and text"),
    "outbox.requeue_letters": _("Queue e-mails that wait"),
    "platform.watch_parts": _("Watch every part of the platform"),
    "privacy.forget_corrections": _("Empty old requests to correct of their words"),
    "privacy.purge_sessions": _("Clear away expired sign-ins"),
    "privacy.remind_of_breaches": _("Remind of the deadlines of breaches"),
    "sessions.align_invitations": _("Tell a calendar of the sessions of a seat"),
    "sessions.forget_guests": _("Let go of the names of guests"),
    "sessions.remind_of_rooms": _("Remind offices of rooms that are not ready"),
    "sessions.purge_evidence": _("Let go of the evidence of old attendance"),
    "sessions.settle_due": _("Settle the attendance of sessions that are over"),
    "spreadsheets.apply_batch": _("Write an import that was confirmed"),
    "spreadsheets.check_batch": _("Check an import"),
    "spreadsheets.forget_batches": _("Let go of old imports"),
    "spreadsheets.read_batch": _("Read a spreadsheet that was sent"),
    "spreadsheets.undo_batch": _("Undo an import"),
    # What the libraries ask for, by their paths.
    "modelsearch.tasks.insert_or_update_object_task": _("Bring a record into the search"),
    "wagtail.tasks.update_reference_index_task": _("Note where a page or a file is used"),
    "wagtail.tasks.delete_file_from_storage_task": _("Delete a file that is no longer used"),
    "wagtail.images.tasks.set_image_focal_point_task": _("Find the centre of a picture"),
}

# The first two figures of what a mail server answers (RFC 3463).
RETURNS: dict[str, Promise] = {
    "5.1": _("there is no such address"),
    "5.2": _("the mailbox takes no e-mails, or is full"),
    "5.4": _("its mail server could not be found"),
    "5.7": _("its mail server does not let the e-mail in"),
}


def letter_words(kind: str) -> str:
    """The kind of an e-mail; what an older version of the platform wrote has no words any more."""
    return str(LETTERS.get(kind, _("E-mail of a former kind")))


def task_words(name: str) -> str:
    """What a task does; the same of one that the platform no longer knows."""
    return str(TASKS.get(name, _("Task of a former kind")))


def return_words(status: str) -> str:
    """Why a mail server sent an e-mail back, with its own figures for whoever asks there; nothing when it did not."""
    if not status:
        return ""
    reason = RETURNS.get(status[:3], _("the mail server refused it"))
    return f"{reason} ({status})"


def choices_of(words: dict[str, Promise]) -> list[tuple[str, Promise]]:
    """A filter's choices, by their words."""
    return sorted(words.items(), key=lambda choice: str(choice[1]))

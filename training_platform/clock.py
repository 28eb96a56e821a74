"""Because time passed: every chore of the house and its rhythm. Nothing else runs by itself.

Each line is ``Chore(name, minutes)``: the name under which an app's ``tasks.py`` registered it and how often it runs.
``manage.py sync_schedules`` makes the database agree with this page.
"""

from foundations.jobs.schedules import Chore

CHORES: list[Chore] = [
    Chore("jobs.purge_done", minutes=24 * 60),
    Chore("jobs.resend_lost", minutes=10),
    Chore("outbox.requeue_letters", minutes=2),
    Chore("platform.watch_parts", minutes=5),
    Chore("conferencing.ask_server", minutes=10),
    Chore("conferencing.watch_rooms", minutes=1),
    Chore("network.align_groups", minutes=60),
    Chore("network.purge_links", minutes=24 * 60),
    Chore("audit.seal_events", minutes=60),
    Chore("courses.keep_seats_moving", minutes=5),
    Chore("courses.send_reminders", minutes=60),
    Chore("equipment.send_reminders", minutes=6 * 60),
    Chore("equipment.take_readings", minutes=60),
    Chore("equipment.forget_bookings", minutes=24 * 60),
    Chore("funding.send_reminders", minutes=24 * 60),
    Chore("certificates.award_due", minutes=60),
    Chore("certificates.print_missing", minutes=10),
    Chore("certificates.issue_missing_badges", minutes=60),
    Chore("sessions.settle_due", minutes=5),
    Chore("sessions.remind_of_rooms", minutes=60),
    Chore("sessions.purge_evidence", minutes=24 * 60),
    Chore("sessions.forget_guests", minutes=24 * 60),
    Chore("conferencing.purge_evidence", minutes=24 * 60),
    Chore("audit.check_seals", minutes=24 * 60),
    Chore("privacy.remind_of_breaches", minutes=30),
    Chore("privacy.purge_sessions", minutes=24 * 60),
    Chore("privacy.forget_corrections", minutes=24 * 60),
    Chore("outbox.forget_letters", minutes=24 * 60),
    Chore("spreadsheets.forget_batches", minutes=24 * 60),
]

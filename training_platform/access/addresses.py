"""Which address shows or changes what: every URL name of ours (those of libraries stand in ``libraries``).

Whoever adds an address adds its row here (or the test of the matrix fails and says so): the resource, what each method
does to it, the kind of object that the path names, and what a signed-in reader without the right gets.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from training_platform.access.address import (
    ASK_THEN_CHANGE,
    POST_CHANGES,
    READ,
    SEE_AND_CHANGE,
    Address,
    Refusal,
)
from training_platform.access.booking_addresses import BOOKINGS
from training_platform.access.budget_addresses import BUDGETS
from training_platform.access.equipment_addresses import EQUIPMENT
from training_platform.access.money_addresses import REPORTS
from training_platform.access.paper_addresses import PAPERS
from training_platform.access.room_addresses import ROOMS
from training_platform.access.sheet_addresses import SHEETS

OURS: tuple[Address, ...] = (
    # --- Roof -------------------------------------------------------------------------------------------------------
    Address("home", "front", sign_in=False),
    Address("icon", "front", sign_in=False),
    Address("health", "health", sign_in=False),
    Address("csp_report", "front", {"POST": "R"}, sign_in=False),
    Address("platform_state", "platform_state", is_book=True),
    Address("who_sees_what", "who_sees_what", sign_in=False),
    Address("search", "public_page", sign_in=False),
    Address("news_feed", "public_page", sign_in=False),
    Address("components", "components"),
    Address("robots", "public_page", sign_in=False),
    Address("sitemap", "public_page", sign_in=False),
    Address("security_txt", "front", sign_in=False),
    Address("my_training", "own_training"),
    Address("my_office", "office_home"),
    Address("network_in_figures", "totals"),
    Address("first_steps_hide", "own_account", POST_CHANGES),
    Address("help", "public_help", sign_in=False),
    Address("help_page", thing="help_page", sign_in=False, invites=True),
    Address("demo_sign_in", "demo", {"POST": "C"}, sign_in=False, refusal=Refusal.CLOSED),
    # --- Network ----------------------------------------------------------------------------------------------------
    Address("network:contacts", "office_contact", sign_in=False),
    Address("my_account", "own_account", SEE_AND_CHANGE),
    Address("usersessions_list", "own_account"),
    Address("usersessions_end", "own_account", POST_CHANGES, "own_session"),
    Address("usersessions_end_others", "own_account", POST_CHANGES),
    Address("network:activation", "front", {"GET": "R", "POST": "R"}, sign_in=False),
    Address("network:activation_link", "front", thing="token", sign_in=False),
    Address("network:new_password", "front", {"GET": "R", "POST": "R"}, sign_in=False),
    Address("network:password_link", "front", thing="token", sign_in=False),
    Address("network:forgotten_password", "password_letter", {"GET": "R", "POST": "C"}, sign_in=False),
    Address("network:forgotten_password_sent", "password_letter", sign_in=False),
    Address("network:office_people", "office_account"),
    Address("network:office_person_add", "office_account", {"GET": "C", "POST": "C"}),
    Address("network:office_person", "office_account", thing="person_of_office"),
    Address("network:account_open", "office_account", {"GET": "C", "POST": "C"}, "person_without_account"),
    Address("network:account_send_letter", "office_account", POST_CHANGES, "person_not_activated"),
    Address("network:account_close", "office_account", ASK_THEN_CHANGE, "person_of_office"),
    Address("network:account_reopen", "office_account", ASK_THEN_CHANGE, "person_closed"),
    Address("network:account_sign_out", "office_account", ASK_THEN_CHANGE, "person_of_office"),
    Address("network:deputy_appoint", "deputy", {"GET": "C", "POST": "C"}, "role_to_deputise"),
    Address("network:deputy_end", "deputy", POST_CHANGES, "deputy"),
    # --- Personal data ----------------------------------------------------------------------------------------------
    Address("privacy:notice", "front", sign_in=False),
    Address("privacy:my_data", "own_records"),
    Address("privacy:my_data_download", "own_records", {"POST": "X"}),
    Address("privacy:correction_list", "correction"),
    Address("privacy:correction_ask", "correction", {"GET": "C", "POST": "C"}),
    # --- Calendars --------------------------------------------------------------------------------------------------
    Address("calendar_feeds:feed", "calendar_feed", thing="feed_token", sign_in=False),
    Address("calendar_feeds:public", "public_page", thing="feed_language", sign_in=False),
    Address("calendar_feeds:public_part", "public_page", thing="feed_part", sign_in=False),
    Address("calendars:calendar", "public_page", sign_in=False),
    Address("calendars:subscribe", "public_page", sign_in=False),
    Address("calendars:invitations", "own_calendar", POST_CHANGES),
    Address("calendars:feed_open", "own_calendar", {"GET": "C", "POST": "C"}),
    Address("calendars:feed_revise", "own_calendar", ASK_THEN_CHANGE, "feed"),
    Address("calendars:feed_renew", "own_calendar", POST_CHANGES, "feed"),
    Address("calendars:feed_revoke", "own_calendar", POST_CHANGES, "feed"),
    # --- Courses ----------------------------------------------------------------------------------------------------
    Address("courses:workshop_list", "workshop", sign_in=False),
    Address("courses:workshop", thing="workshop", sign_in=False),
    Address("courses:workshop_enrol", "self_enrolment", {"POST": "C"}, "open_workshop", refusal=Refusal.SENTENCE),
    Address("courses:workshop_nominate", "nomination", {"POST": "C"}, "office_in_workshop"),
    Address("courses:workshop_letters", "workshop_letters", thing="announced_slug", refusal=Refusal.FORBIDDEN),
    Address("courses:enrolment_accept", methods=ASK_THEN_CHANGE, thing="named_seat"),
    Address("courses:enrolment_substitute", "substitution", ASK_THEN_CHANGE, "office_seat"),
    Address("courses:enrolment_move_up", "substitution", POST_CHANGES, "second_in_line"),
    Address("courses:workshop_pass_on", "passing_on", {"POST": "C"}, "office_in_workshop"),
    Address("courses:enrolment_give_up", "enrolment", ASK_THEN_CHANGE, "enrolment"),
    # --- Sessions ---------------------------------------------------------------------------------------------------
    Address("sessions:session", thing="session"),
    Address("sessions:event", thing="session"),
    Address("sessions:participation", "participation", SEE_AND_CHANGE, "session"),
    Address("sessions:join", "joining", thing="session", refusal=Refusal.FORBIDDEN),
    Address("sessions:phone", "joining", thing="session", refusal=Refusal.FORBIDDEN),
    Address("sessions:connection", "own_connection", SEE_AND_CHANGE),
    Address("sessions:device_check", "own_connection", SEE_AND_CHANGE),
    Address("sessions:measure_down", "own_connection"),
    Address("sessions:measure_up", "device_measure", {"POST": "R"}),
    Address("sessions:parts", "session_part", ASK_THEN_CHANGE, "session"),
    Address("sessions:remove_part", "session_part", POST_CHANGES, "session"),
    Address("sessions:new_room", "session_room", ASK_THEN_CHANGE, "session"),
    Address("sessions:guests", "session_guest", ASK_THEN_CHANGE, "session"),
    Address("sessions:revoke_guest", "session_guest", POST_CHANGES, "session"),
    Address("sessions:guest_link", "front", thing="token", sign_in=False),
    Address("sessions:guest", "front", {"GET": "R", "POST": "R"}, sign_in=False),
    Address("sessions:guest_enter", "front", sign_in=False),
    Address("sessions:materials", "session_material", ASK_THEN_CHANGE, "session"),
    Address("sessions:change_material", "session_material", POST_CHANGES, "session"),
    Address("sessions:material", "session_material", thing="material"),
    Address("sessions:recording", "own_consent", SEE_AND_CHANGE, "recorded_session"),
    Address("sessions:tick_roster", "roster", POST_CHANGES, "session"),
    Address("sessions:settle", "attendance", {"GET": "A", "POST": "A"}, "session"),
    Address("sessions:board", "attendance", {"GET": "A", "POST": "A"}, "session"),
    Address("sessions:door", "attendance", {"GET": "A"}, "session"),
    Address("sessions:sites", "site_plan", SEE_AND_CHANGE, "planned_session"),
    Address("sessions:site", "site", SEE_AND_CHANGE, "site"),
    Address("sessions:site_join", "site", thing="site"),
    Address("sessions:site_screen", "site", thing="site"),
    Address("sessions:mark_myself", "presence", {"GET": "R", "POST": "R"}, "presence_code"),
    Address("sessions:excuses", "excuse", SEE_AND_CHANGE, "excused_session"),
    Address("sessions:excuse_decide", "excuse", {"POST": "A"}, "asked_session"),
    Address("sessions:contest", "contest", SEE_AND_CHANGE, "contested_session"),
    Address("sessions:sheet", "sheet", thing="session"),
    Address("sessions:sheet_xlsx", "sheet", {"GET": "X"}, "session"),
    Address("sessions:sheet_pdf", "sheet", {"GET": "X"}, "session"),
    Address("sessions:typed", "roster", ASK_THEN_CHANGE, "session"),
    Address("sessions:correct", "attendance", {"GET": "A", "POST": "A"}, "verdict"),
    Address("rejoin", thing="room"),
    # --- Rooms and their readiness ----------------------------------------------------------------------------------
    *ROOMS,
    # --- Rooms and bookings -----------------------------------------------------------------------------------------
    *BOOKINGS,
    *BUDGETS,
    *SHEETS,
    # --- Certificates -----------------------------------------------------------------------------------------------
    *PAPERS,
    # --- Equipment --------------------------------------------------------------------------------------------------
    *EQUIPMENT,
    *REPORTS,
    # --- Conferencing -----------------------------------------------------------------------------------------------
    Address(
        "conferencing:receive_event", "room_post", {"POST": "C"}, "room_post", sign_in=False, refusal=Refusal.CLOSED
    ),
    Address("conferencing:reserve", "reservation", {"POST": "C"}, sign_in=False, refusal=Refusal.CLOSED),
    Address("conferencing:reservation", "reservation", READ, "reservation", sign_in=False, refusal=Refusal.CLOSED),
    Address("conferencing:key_set", "video_keys", sign_in=False),
    Address("conferencing:public_key", "video_keys", READ, "video_key", sign_in=False),
    Address("conferencing:practice_room", "demo", READ, "practice", sign_in=False, refusal=Refusal.CLOSED),
    Address("conferencing:practice_enter", "demo", {"POST": "C"}, "practice", sign_in=False, refusal=Refusal.CLOSED),
    Address("conferencing:practice_inside", "demo", READ, "practice", sign_in=False, refusal=Refusal.CLOSED),
    Address("conferencing:practice_leave", "demo", {"POST": "U"}, "practice", sign_in=False, refusal=Refusal.CLOSED),
    # --- What Wagtail serves of ours: pages and documents by tier ----------------------------------------------------
    Address("wagtail_serve", thing="page", sign_in=False, invites=True),
    Address("wagtaildocs_serve", thing="document", sign_in=False),
    Address("content:picture", thing="picture", sign_in=False),
    Address("page_privacy", "page_tier", ASK_THEN_CHANGE, "page_key", is_book=True),
    Address("stale_pages", "page_review", is_book=True),
)


@dataclass(frozen=True)
class Books:
    """The screens of one viewset in the admin. Its nine addresses follow from the resource; deeds are its buttons.

    ``verbs`` are the letters that the screens offer at all; ``deeds`` maps a button to (resource, letter, thing), and
    ``changes`` a page on which one is read before it is confirmed; ``pages`` maps one that only tells to its resource
    and thing. ``is_narrowed``: some read there what is of their country alone.
    """

    namespace: str
    resource: str
    thing: str
    verbs: str = "RCU"
    deeds: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    changes: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    pages: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    is_narrowed: bool = False

    def addresses(self) -> list[Address]:
        """What the viewset mounts. Nothing is ever removed; what is not offered is closed to everybody."""
        found = [
            *(self._screen(name, "R") for name in ("index", "index_results")),
            self._screen("inspect", "R", self.thing),
            # Wagtail shows what was done to a record to those who may do something to it, not to who only reads.
            *(self._screen(name, "C", self.thing) for name in ("history", "history_results")),
            self._screen("usage", "U", self.thing),
            self._screen("add", "C", posts=True),
            self._screen("edit", "U", self.thing, posts=True),
            self._screen("delete", "D", self.thing, posts=True),
            *(self._button(name, *deed) for name, deed in self.deeds.items()),
            *(self._change(name, *change) for name, change in self.changes.items()),
            *(self._page(name, *page) for name, page in self.pages.items()),
        ]
        return [replace(address, is_narrowed=self.is_narrowed) for address in found]

    def _screen(self, name: str, letter: str, thing: str = "", *, posts: bool = False) -> Address:
        methods = {"GET": letter, "POST": letter} if posts else {"GET": letter}
        offered = letter in self.verbs
        return Address(f"{self.namespace}:{name}", self.resource, methods, thing, is_book=True, is_offered=offered)

    def _button(self, name: str, resource: str, letter: str, thing: str) -> Address:
        return Address(f"{self.namespace}:{name}", resource, {"POST": letter}, thing, is_book=True)

    def _change(self, name: str, resource: str, letter: str, thing: str) -> Address:
        return Address(f"{self.namespace}:{name}", resource, {"GET": letter, "POST": letter}, thing, is_book=True)

    def _page(self, name: str, resource: str, thing: str) -> Address:
        return Address(f"{self.namespace}:{name}", resource, READ, thing, is_book=True)


BOOKS: tuple[Books, ...] = (
    Books(
        "workshops",
        "workshop_draft",
        "draft",
        deeds={
            "approve_school": ("school_approval", "A", "draft"),
            "approve_secretariat": ("secretariat_approval", "A", "draft"),
            "return_school": ("school_approval", "A", "draft"),
            "return_secretariat": ("secretariat_approval", "A", "draft"),
            "ask_offices": ("seat_board", "U", "nominating"),
        },
        changes={
            "announce": ("workshop_draft", "A", "ready_draft"),
            "change_seats": ("workshop", "U", "announced"),
            "move": ("workshop", "U", "announced"),
            "names": ("room_names", "U", "announced"),
            "exception": ("seat_exception", "C", "announced"),
            "ask_several": ("seat_board", "U", "nominating"),
            "cancel": ("workshop", "U", "announced"),
        },
        pages={"board": ("seat_board", "announced"), "office_board": ("seat_board", "office_row")},
    ),
    Books("enrolments", "enrolment", "enrolment_row", "R"),
    Books("holidays", "holiday", "holiday_row", changes={"import_file": ("holiday", "C", "")}, is_narrowed=True),
    Books("training_areas", "topics", "area_row"),
    Books("crime_topics", "topics", "topic_row"),
    Books(
        "training_sessions",
        "timetable",
        "session_row",
        deeds={
            "cancel": ("timetable", "U", "session_row"),
            "allow_recording": ("recording_leave", "U", "session_row"),
            "end_recording": ("recording_leave", "U", "recorded_row"),
        },
    ),
    Books("attendance", "attendance", "attendance_row", "R"),
    Books(
        "certificate_records",
        "certificate",
        "certificate_row",
        "R",
        deeds={
            "correct_name": ("certificate_worth", "U", "certificate_misnamed"),
            "other_language": ("certificate_worth", "U", "certificate_row"),
            "suspend": ("certificate_worth", "U", "certificate_row"),
            "lift_suspension": ("certificate_worth", "U", "certificate_suspended"),
            "revoke_error": ("certificate_worth", "U", "certificate_row"),
            "revoke_improper": ("certificate_worth", "U", "certificate_row"),
        },
        changes={"issue": ("certificate_issue", "C", "certifiable_row")},
        pages={"issue_list": ("certificate_issue", ""), "issue_run": ("certificate_issue", "issue_run_row")},
    ),
    Books(
        "certificate_wordings",
        "certificate_words",
        "wording_row",
        deeds={"publish": ("certificate_words", "A", "wording_row")},
    ),
    Books("signatories", "certificate_words", "signatory_row"),
    Books("people", "person", "person_row"),
    Books(
        "accounts",
        "account",
        "account_row",
        deeds={
            "send_letter": ("account", "C", "account_not_activated"),
            "sign_out": ("account_emergency", "U", "account_row"),
            "close": ("account_emergency", "U", "account_row"),
            "reopen": ("account_emergency", "U", "account_closed"),
            "ask_factor_reset": ("factor_reset", "C", "account_row"),
            "grant_factor_reset": ("factor_reset", "A", "account_with_reset"),
            "refuse_factor_reset": ("factor_reset", "A", "account_with_reset"),
        },
    ),
    Books(
        "appointments",
        "appointment",
        "appointment_row",
        "RC",
        {"end": ("appointment", "A", "appointment_row")}
        | dict.fromkeys(("log_phone", "log_mail", "log_meeting"), ("communication", "C", "contact_point_row")),
    ),
    Books("communications", "communication", "communication_row", "RC"),
    Books("offices", "office", "office_row"),
    Books("units", "office", "unit_row"),
    Books("schools", "office", "school_row"),
    Books("institutions", "office", "institution_row"),
    Books("office_rooms", "office_room", "office_room_row"),
    Books("item_types", "equipment_catalogue", "item_type_row"),
    Books("suppliers", "equipment_catalogue", "supplier_row"),
    Books("exchange_rates", "equipment_catalogue", "rate_row", "RC"),
    Books("kits", "equipment_catalogue", "kit_row"),
    Books(
        "kit_versions",
        "equipment_catalogue",
        "kit_draft_row",
        deeds={
            "put_in_force": ("equipment_catalogue", "U", "kit_draft_row"),
            "call_back": ("equipment_catalogue", "U", "kit_coming_row"),
        },
    ),
    Books(
        "corrections",
        "correction",
        "correction_row",
        "R",
        dict.fromkeys(("complete", "decline"), ("correction", "A", "correction_row")),
    ),
    Books("breaches", "breach", "breach_row", deeds={"close": ("breach", "U", "breach_row")}),
    Books("letters", "letter", "letter_row", "R", {"send_again": ("letter", "U", "letter_row")}),
    Books("audit_events", "audit", "audit_row", "R"),
    Books("jobs", "job", "job_row", "R", {"try_again": ("job", "U", "job_row")}),
)


def address_of(name: str) -> Address | None:
    """The row of a URL name of ours; ``None`` where there is none."""
    return ROWS_BY_NAME.get(name)


ALL_OURS: tuple[Address, ...] = (*OURS, *(address for books in BOOKS for address in books.addresses()))
ROWS_BY_NAME: dict[str, Address] = {address.name: address for address in ALL_OURS}

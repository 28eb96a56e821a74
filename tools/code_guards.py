"""What the house refuses in Python and no linter at hand can see. Each guard reads one module and names its faults.

A guard is a function of ``(name, module)``: the module's path as ``courses/views.py`` and its syntax tree. It yields
sentences that begin with a line number, none when all is well.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tools import tree

Guard = Callable[[str, ast.Module], Iterator[str]]
Function = ast.FunctionDef | ast.AsyncFunctionDef

LONGEST_FUNCTION = 60
LONGEST_MODULE = 400
WORDS_NOT_USED = re.compile(r"(?:^|_)(?:utils?|helpers?|services?|handlers?|data|info|process|common|misc)(?:_|$)")

# Public functions in actions that nobody does: the machine does them by itself, for whoever caused them.
NOBODY_ACTS = {
    "calendars.actions.note_use": "a program fetches, with nobody signed in",
    "certificates.actions.awarding.check_ready": "asks and refuses, and changes nothing",
    "conferencing.actions.evidence.purge_evidence": "the clock purges",
    "conferencing.actions.posts.receive_post": "the video server tells",
    "conferencing.actions.readings.note_roster": "the video server tells",
    "conferencing.actions.rooms.note_reservation": "the video server asks",
    "conferencing.actions.server.ask_server": "the clock asks",
    "conferencing.actions.server.end_meeting": "the queue ends what was closed",
    "conferencing.actions.server.watch_rooms": "the clock reads",
    "conferencing.actions.stays.fold_into": "part of what the video server tells",
    "conferencing.actions.stays.key_of": "asks and changes nothing",
    "conferencing.actions.stays.known_limits": "asks and changes nothing",
    "conferencing.actions.stays.state_of": "asks and changes nothing",
    "content.actions.contributions.page_of": "asks and changes nothing",
    "content.actions.countries.lay_countries": "the set-up lays",
    "content.actions.laying.grant": "part of laying the groups",
    "content.actions.laying.grant_files": "part of laying the groups",
    "content.actions.laying.grant_pages": "part of laying the groups",
    "content.actions.laying.lay_groups": "the set-up lays",
    "content.actions.laying.lay_tree": "the set-up lays",
    "content.actions.laying.translating": "part of laying the groups",
    "courses.actions.clockwork.keep_seats_moving": "the clock's turn",
    "courses.actions.clockwork.lapse_offers": "the clock lets offers lapse",
    "courses.actions.clockwork.pool_kept_seats": "the clock gives kept seats to everybody",
    "courses.actions.clockwork.release_seats": "the clock releases unnamed seats",
    "courses.actions.places.announce_place": "part of taking a place",
    "courses.actions.places.free_seat": "part of ending a place",
    "courses.actions.places.serve_list": "seats go to who waits because they are free",
    "courses.actions.places.take_freed_seat": "part of taking a place",
    "courses.actions.reminders.remind_of_answers": "the clock reminds",
    "courses.actions.reminders.remind_of_beginnings": "the clock reminds",
    "courses.actions.reminders.remind_of_seats": "the clock reminds",
    "courses.actions.reminders.send_reminders": "the clock's turn",
    "courses.actions.workshops.note_beginning": "whoever holds the timetable tells",
    "equipment.actions.assets.has_own_rate": "asks and changes nothing",
    "equipment.actions.life.bring_along": "part of a step of an asset's life",
    "equipment.actions.reminders.due_assets": "asks and changes nothing",
    "equipment.actions.reminders.remind_of_assets": "the clock reminds",
    "equipment.actions.reminders.remind_of_verification": "the clock reminds",
    "equipment.actions.reminders.send_reminders": "the clock's turn",
    "equipment.actions.reminders.verification_due_since": "asks and changes nothing",
    "equipment.actions.readings.keep_reading": "the clock reads",
    "equipment.actions.readings.take_readings": "the clock reads",
    "foundations.audit.actions.check_seals": "the clock checks",
    "foundations.audit.actions.first_broken_seal": "reads the book and changes nothing",
    "foundations.audit.actions.seal_events": "the clock seals",
    "foundations.jobs.actions.enqueue": "the cause is recorded by whoever enqueues",
    "foundations.jobs.actions.purge_done_jobs": "the clock purges",
    "foundations.jobs.actions.recall_jobs": "a set-up takes back what it did itself",
    "foundations.jobs.actions.renew_turn": "the clock's hour has come again",
    "foundations.jobs.actions.resend_lost_jobs": "the clock sends again",
    "foundations.outbox.actions.deliver_letter": "the queue delivers",
    "foundations.outbox.actions.note_bounce": "a mail server tells",
    "foundations.outbox.actions.pause_of_letters": "asks and changes nothing",
    "foundations.outbox.actions.requeue_letters": "the clock tries again",
    "foundations.outbox.actions.write_letter": "the cause is recorded by whoever writes",
    "foundations.spreadsheets.actions.beginning.read_batch": "the queue reads what somebody sent",
    "equipment.actions.booking_words.forget_bookings": "the clock lets go",
    "foundations.spreadsheets.actions.ending.forget_batches": "the clock lets go",
    "foundations.spreadsheets.actions.ending.give_up_batch": "the queue gives up",
    "foundations.spreadsheets.actions.ending.undo_rows": "the queue undoes what somebody asked it to, in their name",
    "foundations.spreadsheets.actions.writing.apply_batch": "the queue writes what somebody confirmed, in their name",
    "foundations.spreadsheets.actions.writing.check_batch": "the queue checks what somebody sent",
    "network.actions.appointments.align_all_groups": "the clock keeps in step",
    "network.actions.appointments.align_groups": "follows from an appointment, whose own action names the doer",
    "network.actions.links.mint_link": "the queue delivers",
    "network.actions.links.purge_links": "the clock purges",
    "network.actions.links.take_link": "part of using a link, whose own action names the doer",
    "network.actions.passwords.answer_forgotten_password": "the queue answers",
    "network.actions.passwords.ask_for_password": "a stranger asks, and stays one",
    "network.actions.sessions.note_device": "part of a sign-in, whose own note names the doer",
    "network.actions.sessions.note_new_key": "part of a step up, whose own action names the doer",
    "network.actions.sessions.note_presence": "the session notes",
    "network.actions.sessions.note_refused_sign_ins": "a stranger tried, and stays one",
    "network.actions.signing_in.ask_for_code": "a stranger asks, and stays one",
    "network.actions.signing_in.send_login_code": "the queue sends",
    "privacy.actions.breaches.remind_of_breaches": "the clock reminds",
    "privacy.actions.retention.forget_corrections": "the clock lets go",
    "privacy.actions.retention.purge_sessions": "the clock purges",
    "funding.actions.reminders.remind_of_money": "the clock reminds",
    "funding.actions.reminders.remind_of_pledges": "the clock reminds",
    "funding.actions.reminders.remind_of_quotes": "the clock reminds",
    "funding.actions.reminders.remind_of_reports": "the clock reminds",
    "funding.actions.reminders.send_reminders": "the clock reminds",
    "sessions.actions.room_reminders.remind_of_rooms": "the clock reminds",
    "sessions.actions.attendance.purge_evidence": "the clock purges",
    "sessions.actions.guests.admit_guest": "a guest has no account",
    "sessions.actions.guests.forget_guests": "the clock forgets",
    "sessions.actions.guests.mint_guest_link": "the queue delivers",
    "sessions.actions.guests.take_invitation": "a guest has no account",
    "sessions.actions.materials.take_in_recording": "the recorder hands it in",
    "sessions.actions.attendance.settle_due_sessions": "the clock settles",
}


def functions(module: ast.Module) -> Iterator[Function]:
    """Every function of a module, methods and inner ones too."""
    return (node for node in ast.walk(module) if isinstance(node, Function))


def long_functions(_name: str, module: ast.Module) -> Iterator[str]:
    """Past 30 lines a function asks; past 60 it is refused."""
    for function in functions(module):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > LONGEST_FUNCTION:
            yield f"{function.lineno}: {function.name} has {lines} lines, {LONGEST_FUNCTION} is the most"


def long_modules(_name: str, module: ast.Module) -> Iterator[str]:
    """A module past 400 lines becomes a package."""
    last = max((getattr(node, "end_lineno", 0) or 0 for node in module.body), default=0)
    if last > LONGEST_MODULE:
        yield f"{last}: the module has {last} lines, {LONGEST_MODULE} is the most"


def empty_names(name: str, module: ast.Module) -> Iterator[str]:
    """Files, functions and classes are called by what they do or are; methods may be a library's."""
    for part in Path(name).with_suffix("").parts:
        if WORDS_NOT_USED.search(part):
            yield f"1: “{part}” says nothing: name it by what it does"
    for node in module.body:
        if isinstance(node, Function | ast.ClassDef) and WORDS_NOT_USED.search(_words(node.name)):
            yield f"{node.lineno}: “{node.name}” says nothing: name it by what it does"


def _words(name: str) -> str:
    """``SeatHandler`` → ``seat_handler``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def rules_in_save(name: str, module: ast.Module) -> Iterator[str]:
    """A model's ``save()`` and ``delete()`` stay Django's: changes with consequences are actions."""
    if "models" not in Path(name).with_suffix("").parts:
        return
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            for each in node.body:
                if isinstance(each, Function) and each.name in {"save", "delete", "asave", "adelete"}:
                    yield f"{each.lineno}: {node.name}.{each.name} is written anew: make it an action"


MODEL_SIGNALS = {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "pre_init", "post_init"}


def model_signals(_name: str, module: ast.Module) -> Iterator[str]:
    """Model signals are not used: what happens is said by an event of an action."""
    for node in ast.walk(module):
        names = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
        attribute = {node.attr} if isinstance(node, ast.Attribute) else set()
        for each in sorted((names | attribute) & MODEL_SIGNALS):
            yield f"{getattr(node, 'lineno', 1)}: {each}: announce an event from the action instead"


# Where something may be plugged, and what.
PLUGS = {"training_platform/wiring.py": "event", "foundations/audit/apps.py": "post_migrate"}


def hidden_wires(name: str, module: ast.Module) -> Iterator[str]:
    """Receivers are connected on one page, and the triggers of the audit book after ``migrate``."""
    for node in ast.walk(module):
        if isinstance(node, Function):
            for each in node.decorator_list:
                if "receiver" in ast.unparse(each).split("(")[0].split("."):
                    yield f"{node.lineno}: @receiver: put the wire into training_platform/wiring.py"
        if (
            isinstance(node, ast.Attribute)
            and node.attr == "connect"
            and not _may_connect(name, ast.unparse(node.value))
        ):
            yield f"{node.lineno}: .connect: put the wire into training_platform/wiring.py"


def _may_connect(name: str, what: str) -> bool:
    return PLUGS.get(name) == what or what in {"psycopg", "sqlite3"}


def events_without_words(name: str, module: ast.Module) -> Iterator[str]:
    """An event is ``name = Signal()`` with a docstring after it: when it is sent and what it carries."""
    if Path(name).name != "events.py":
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Signal":
                yield f"{node.lineno}: an event lives in its app's events.py"
        return
    for node, after in zip(module.body, [*module.body[1:], None], strict=True):
        if _makes_signal(node) and not _is_words(after):
            yield f"{node.lineno}: {ast.unparse(node)} has no docstring after it"


def _makes_signal(node: ast.stmt) -> bool:
    value = getattr(node, "value", None) if isinstance(node, ast.Assign | ast.AnnAssign) else None
    return isinstance(value, ast.Call) and ast.unparse(value.func).split(".")[-1] == "Signal"


def _is_words(node: ast.stmt | None) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def is_actions(name: str) -> bool:
    """``courses/actions.py`` or a module of ``courses/actions/``."""
    path = Path(name).with_suffix("")
    return path.name == "actions" or path.parent.name == "actions"


def deeds_without_doer(name: str, module: ast.Module) -> Iterator[str]:
    """An action says who acts, by keyword, and never by default."""
    if not is_actions(name):
        return
    for node in module.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            if f"{tree.dotted(tree.TOP / name)}.{node.name}" in NOBODY_ACTS or _is_context(node):
                continue
            keywords = {argument.arg for argument in node.args.kwonlyargs}
            if "by" not in keywords:
                yield f"{node.lineno}: {node.name} has no keyword-only `by`"


def _is_context(function: Function) -> bool:
    """A lock to be held, not a deed."""
    return any(ast.unparse(each).endswith("contextmanager") for each in function.decorator_list)


def deeds_without_words(name: str, module: ast.Module) -> Iterator[str]:
    """Every app, model, action and rule says what it means."""
    parts = Path(name).with_suffix("").parts
    if name.removesuffix("/__init__.py") in tree.FLOORS and not ast.get_docstring(module):
        yield "1: the app does not say what it is about"
    if is_actions(name) or {"models", "rules"} & set(parts):
        for node in module.body:
            if (
                isinstance(node, Function | ast.ClassDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                yield f"{node.lineno}: {node.name} has no docstring"


def hours_in_rules(name: str, module: ast.Module) -> Iterator[str]:
    """Rules decide over plain values: the hour, the day and chance are given to them."""
    if Path(name).name != "rules.py":
        return
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"now", "today", "utcnow", "random"}:
            yield f"{node.lineno}: {ast.unparse(node.func)}() in a rule: take the instant as an argument"


def set_up_needs_nothing(name: str, module: ast.Module) -> Iterator[str]:
    """``launch`` runs before anything is installed: the standard library alone."""
    if not name.startswith("launch/"):
        return
    for node in ast.walk(module):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for each in names:
            if each.split(".")[0] not in {*sys.stdlib_module_names, "launch"}:
                yield f"{getattr(node, 'lineno', 1)}: {each} is not there before the set-up"


# Where the visitor's own word on the host is read, and why it does no harm there.
HOSTS_READ = {
    "network/adapter.py": "an address to go on to must be on the host that was asked, which ALLOWED_HOSTS vouches for",
    "training_platform/public_pages.py": "a page is kept under the host that was asked, if the settings name it",
    "training_platform/views.py": "the demonstration's door asks whether the visitor is on this machine",
}
ASKS_THE_HOST = {"build_absolute_uri", "get_host", "get_current_site", "find_for_request", "HTTP_HOST"}


def hosts_believed(name: str, module: ast.Module) -> Iterator[str]:
    """Links in letters, codes and feeds begin with ``settings.BASE_URL``: a request's host is the visitor's word."""
    if name in HOSTS_READ or name.startswith(("tools/", "benchmarks/")):
        return
    for node in ast.walk(module):
        said = node.attr if isinstance(node, ast.Attribute) else getattr(node, "value", None)
        if isinstance(said, str) and said in ASKS_THE_HOST:
            yield f"{getattr(node, 'lineno', 1)}: {said}: build the address from settings.BASE_URL"


WORDS_ASKED = {"_", "gettext", "ngettext", "pgettext", "npgettext", "gettext_lazy", "pgettext_lazy", "ngettext_lazy"}


def words_out_of_sight(_name: str, module: ast.Module) -> Iterator[str]:
    """A sentence inside an f-string is found by no collector of sentences: it would never be said in Spanish."""
    for text in (node for node in ast.walk(module) if isinstance(node, ast.JoinedStr)):
        for node in ast.walk(text):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORDS_ASKED:
                yield f"{text.lineno}: ask for the words before the f-string"


GUARDS: tuple[Guard, ...] = (
    long_functions,
    long_modules,
    empty_names,
    rules_in_save,
    model_signals,
    hidden_wires,
    events_without_words,
    deeds_without_doer,
    deeds_without_words,
    hours_in_rules,
    set_up_needs_nothing,
    hosts_believed,
    words_out_of_sight,
)


def faults(guard: Guard, *folders: Path) -> list[str]:
    """What one guard refuses in our apps and tools (or in ``folders``): ``courses/views.py:12: …``."""
    return [
        f"{tree.name_of(path)}:{fault}"
        for path in tree.sources(*(folders or [*tree.apps(), *tree.tools()]))
        for fault in guard(tree.name_of(path), ast.parse(path.read_text(encoding="utf-8")))
    ]

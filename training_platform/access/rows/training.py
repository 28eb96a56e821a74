"""Workshops, places in them, sessions, attendance, certificates."""

from django.utils.translation import gettext_lazy as _

from training_platform.access.resources import Resource, Topic, columns, differs
from training_platform.access.rows.reasons import LEAST_RIGHT, NO_EXPORT_YET

TRAINING: tuple[Resource, ...] = (
    Resource(
        "workshop",
        _("Workshops that were announced"),
        Topic.TRAINING,
        columns(everyone="R:all", RS="RU:all", SE="RU:all"),
        notes=(
            _("Who is signed out, and a funder, reads the outline: subject, dates, country, syllabus; nobody's name."),
            _("Once announced, a workshop is no longer rewritten; its seats and days change, or it is called off."),
        ),
        differences=(
            differs(
                _("Announced workshops are called off by those who announced them."),
                CP="R:all U:office",
                NS="R:all U:office",
            ),
        ),
    ),
    Resource(
        "workshop_draft",
        _("Workshops in preparation"),
        Topic.TRAINING,
        columns(CP="R:office", NS="R:country", RS="CRUA:all", SE="CRUA:all"),
        notes=(_("It takes the approval of two different people: one of the School, one of the Secretariat."),),
        differences=(
            differs(
                _("Offices and schools propose once there are calls for proposals; until then the host only reads."),
                CP="CRU:office",
                NS="CRU:country",
            ),
        ),
    ),
    Resource("school_approval", _("The Regional School's word on a workshop"), Topic.TRAINING, columns(RS="A:all")),
    Resource("secretariat_approval", _("The Secretariat's word on a workshop"), Topic.TRAINING, columns(SE="A:all")),
    Resource(
        "self_enrolment",
        _("Enrolling oneself in an open workshop"),
        Topic.TRAINING,
        columns(PR="C:own", CP="C:own"),
        notes=(_("For prosecutors of an office, whatever else they are."),),
    ),
    Resource(
        "nomination",
        _("Naming somebody for a seat"),
        Topic.TRAINING,
        columns(CP="C:office", SE="C:all"),
        notes=(_("The Secretariat acts for offices with fewer than two contact points; what it does is marked so."),),
    ),
    Resource(
        "nomination_sheet",
        _("Nominations for a workshop as a spreadsheet, out and in"),
        Topic.TRAINING,
        columns(CP="RCX:office", SE="RCX:all"),
        notes=(_("Each row that comes in names a person as the page of the workshop does."),),
    ),
    Resource(
        "place_sheet",
        _("Places in a workshop as a spreadsheet"),
        Topic.TRAINING,
        columns(CP="RX:office", RS="RX:all", SE="RX:all"),
        notes=(_("A contact point takes along the places of the own office."),),
    ),
    Resource(
        "substitution",
        _("Handing a seat on within an office, and the order of its people who wait"),
        Topic.TRAINING,
        columns(CP="U:office", SE="U:all"),
        notes=(_("The Secretariat acts for offices with fewer than two contact points; what it does is marked so."),),
    ),
    Resource(
        "seat_exception",
        _("A seat beyond the seats of a workshop, with its reason"),
        Topic.TRAINING,
        columns(SE="C:all"),
    ),
    Resource(
        "room_names",
        _("Which names the video rooms of an announced workshop show"),
        Topic.TRAINING,
        columns(SE="U:all"),
    ),
    Resource(
        "seat_board",
        _("The board of seats of a workshop and of an office, and writing to the offices from it"),
        Topic.TRAINING,
        columns(RS="RU:all", SE="RU:all"),
    ),
    Resource(
        "workshop_letters",
        _("The letters of a workshop, as people will read them"),
        Topic.TRAINING,
        columns(CP="R:all", RS="R:all", SE="R:all"),
    ),
    Resource(
        "passing_on",
        _("Marks that an office passed a workshop on, and to how many people"),
        Topic.TRAINING,
        columns(CP="CRU:office", RS="R:all", SE="R:all"),
    ),
    Resource(
        "seat_acceptance",
        _("Accepting the seat one was named for"),
        Topic.TRAINING,
        columns(signed_in="RU:own"),
        differences=(
            differs(
                _("Nobody says yes in the name of a person who can say it."), CP="UA:office", RS="UA:all", SE="UA:all"
            ),
        ),
    ),
    Resource(
        "seat_acceptance_for",
        _("Accepting a seat in the name of somebody who cannot sign in"),
        Topic.TRAINING,
        columns(CP="RU:office", RS="RU:all", SE="RU:all"),
        notes=(_("The person has no account, or one that is not activated or was closed."),),
    ),
    Resource(
        "enrolment",
        _("Places in a workshop and giving them up"),
        Topic.TRAINING,
        columns(
            signed_in="RU:own",
            CP="RU:office RU:own",
            NS="R:country RU:own",
            RS="RU:all",
            SE="RU:all",
            TR="R:led RU:own",
        ),
        differences=(
            differs(NO_EXPORT_YET, RS="RUAX:all", SE="RUAX:all"),
            differs(LEAST_RIGHT, AD="R:all"),
        ),
    ),
    Resource(
        "session",
        _("Sessions: title, hours, state"),
        Topic.TRAINING,
        columns(network="R:all", FU="R:member"),
        differences=(
            differs(
                _(
                    "Session pages belong to the network, so that whoever has no seat reads why there is no way in; "
                    "the room is entered only by those who take part."
                ),
                PR="R:member",
                CP="R:member",
                NS="R:member",
                TR="R:member U:led",
                EC="R:office",
            ),
            differs(_("Whoever was given a part in a session reads its page, also from outside the network."), FU=""),
        ),
    ),
    Resource(
        "timetable",
        _("The timetable: scheduling, moving and calling off sessions, also of workshops in preparation"),
        Topic.TRAINING,
        columns(RS="CRU:all", SE="CRU:all"),
    ),
    Resource(
        "participation",
        _("Saying whether one comes to a session"),
        Topic.TRAINING,
        columns(signed_in="RU:member"),
        notes=(_("Whoever leads the session reads how many come; nobody is asked for a reason."),),
    ),
    Resource(
        "joining",
        _("The way into the room of a session"),
        Topic.TRAINING,
        columns(signed_in="R:member", RS="R:all", SE="R:all"),
        notes=(_("By a seat or a part in the session, within its hours; each entry is written into the audit book."),),
        differences=(
            differs(_("Nobody enters a room for being a technician."), AD="R:all"),
            differs(
                _("A seat or a part opens the door to whoever holds it, and nothing else does."), FU="", EC="R:office"
            ),
        ),
    ),
    Resource(
        "own_connection",
        _("What of the picture one wants, for one's own line"),
        Topic.TRAINING,
        columns(signed_in="RU:own"),
    ),
    Resource(
        "device_measure",
        _("Measuring one's own line against the platform"),
        Topic.TRAINING,
        columns(signed_in="R:all"),
    ),
    Resource(
        "session_part",
        _("Parts in a session: moderator, trainer, interpreter, technician"),
        Topic.TRAINING,
        columns(RS="RU:all", SE="RU:all", TR="R:led"),
        notes=(_("Whoever leads a session reads on its page who else has a part."),),
    ),
    Resource(
        "session_room",
        _("Another room for a session whose room leaked"),
        Topic.TRAINING,
        columns(RS="U:all", SE="U:all", TR="U:led"),
    ),
    Resource(
        "session_guest",
        _("Guests of a session: who is invited without an account"),
        Topic.TRAINING,
        columns(RS="RU:all", SE="RU:all", TR="RU:led"),
        notes=(
            _("A guest reads one page by a secret link: when it is and, where the invitation says so, what about."),
        ),
    ),
    Resource(
        "session_material",
        _("Materials of a session"),
        Topic.TRAINING,
        columns(signed_in="R:member", RS="RU:all", SE="RU:all", TR="R:member RU:led"),
        notes=(
            _("Each is for everybody who takes part, for them once it is over, or for those who lead alone."),
            _("A recording is for those who lead until one of them releases it."),
        ),
        differences=(
            differs(_("Materials are for who holds a seat or has a part, and for nobody else."), FU="", AD=""),
        ),
    ),
    Resource(
        "recording_leave",
        _("Leave to record a session"),
        Topic.TRAINING,
        columns(SE="U:all"),
        notes=(_("No session is recorded but by leave of the Secretariat, with a reason that all who enter read."),),
    ),
    Resource(
        "own_consent",
        _("Agreeing to be recorded"),
        Topic.TRAINING,
        columns(signed_in="RU:member", RS="RU:all", SE="RU:all"),
    ),
    Resource(
        "roster",
        _("The roster of a session: who was seen in the room"),
        Topic.TRAINING,
        columns(CP="RU:office", RS="RU:all", SE="RU:all", TR="RU:led"),
        differences=(
            differs(_("Custodians tick who sits before the screen of their rooms: a row of its own."), EC="CU:office"),
        ),
    ),
    Resource(
        "site",
        _("Connected sites: rooms of offices that take part on one connection, and who sits before their screens"),
        Topic.TRAINING,
        columns(CP="RU:office", EC="RU:office", RS="RU:all", SE="RU:all", TR="RU:led"),
        notes=(_("Whoever the office names opens the connection of one site and ticks its roster, and nothing else."),),
    ),
    Resource(
        "site_plan",
        _("Which rooms take part in a session as connected sites"),
        Topic.TRAINING,
        columns(CP="RU:office", EC="RU:office", RS="RU:all", SE="RU:all", TR="R:led"),
    ),
    Resource(
        "presence",
        _("The code on a screen, by which one says to be there"),
        Topic.TRAINING,
        columns(network="R:all"),
        notes=(_("Only who holds a seat is marked, only by a code of that minute, and only within the hours."),),
    ),
    Resource(
        "excuse",
        _("Excuses from a session"),
        Topic.TRAINING,
        columns(signed_in="RU:member", CP="RU:member RU:office", RS="RA:all", SE="RA:all", TR="RA:led"),
        notes=(_("Asked for oneself, or by a contact point; whoever leads decides, and nobody on the own one."),),
    ),
    Resource(
        "contest",
        _("Objecting to one's own attendance, once"),
        Topic.TRAINING,
        columns(signed_in="RU:own"),
    ),
    Resource(
        "sheet",
        _("The sheet of a session, on the page, as Excel and as PDF"),
        Topic.TRAINING,
        columns(CP="RX:all", NS="RX:all", RS="RX:all", SE="RX:all", TR="RX:led"),
        notes=(_("Contact points and national schools read the people of their own office on it."),),
    ),
    Resource(
        "attendance",
        _("Verdicts of attendance with their evidence"),
        Topic.TRAINING,
        columns(
            signed_in="R:own", CP="R:own R:office", NS="R:own R:country", RS="RA:all", SE="RA:all", TR="R:own RA:led"
        ),
        differences=(
            differs(NO_EXPORT_YET, RS="RUAX:all", SE="RUAX:all"),
            differs(LEAST_RIGHT, AD="R:all"),
        ),
    ),
    Resource(
        "certificate",
        _("Certificates"),
        Topic.TRAINING,
        columns(signed_in="R:own", CP="R:own R:office", NS="R:own R:country", RS="R:all", SE="R:all"),
        notes=(_("A certificate follows from settled attendance; nobody makes one by hand."),),
        differences=(
            differs(NO_EXPORT_YET, RS="RCAX:all", SE="RCAX:all"),
            differs(LEAST_RIGHT, AD="R:all"),
        ),
    ),
    Resource(
        "own_certificates",
        _("One's own certificates together, and a transcript of them"),
        Topic.TRAINING,
        columns(signed_in="RX:own"),
    ),
    Resource(
        "own_badge",
        _("The badge of one's own certificate: made, taken along, shared"),
        Topic.TRAINING,
        columns(signed_in="CRUX:own"),
        notes=(_("Made only when its holder asks for it, and shown to nobody unless its holder shares it."),),
    ),
    Resource(
        "shared_badge",
        _("A badge that its holder shares by a link"),
        Topic.TRAINING,
        columns(everyone="R:all"),
        notes=(_("Whoever has the link sees initials and the workshop, until the holder stops."),),
    ),
    Resource(
        "badge_papers",
        _("Who issues badges, the public keys, and the bits that say what badges are still worth"),
        Topic.TRAINING,
        columns(everyone="R:all"),
        notes=(_("A list of bits says of nobody whose badge is meant."),),
    ),
    Resource(
        "certified_training",
        _("What training is certified, by person, area and year"),
        Topic.TRAINING,
        columns(CP="R:office", NS="R:office", RS="RX:all", SE="RX:all"),
        notes=(_("Sums over valid certificates. What is taken along as Excel stands in the audit book."),),
    ),
    Resource(
        "certificate_worth",
        _("What a certificate is worth: suspended, revoked, issued again"),
        Topic.TRAINING,
        columns(SE="U:all"),
        notes=(_("Nothing is deleted: the code on the old paper answers for ever."),),
    ),
    Resource(
        "certificate_words",
        _("What certificates say, and who signs them"),
        Topic.TRAINING,
        columns(SE="CRUA:all"),
        notes=(_("What was issued keeps the words and the signatures that it was issued with."),),
    ),
    Resource(
        "certificate_issue",
        _("Issuing the certificates of a workshop that is over"),
        Topic.TRAINING,
        columns(SE="RC:all"),
        notes=(_("The rules say who earned what; the Secretariat reads the list and confirms it."),),
    ),
    Resource(
        "verification",
        _("Checking a certificate that one holds in one's hands"),
        Topic.TRAINING,
        columns(everyone="R:all"),
        notes=(_("Shows the workshop and the initials of its holder; a full name typed in is answered by yes or no."),),
    ),
    Resource(
        "topics",
        _("Training areas and crime topics"),
        Topic.TRAINING,
        columns(SE="CRU:all"),
        notes=(_("Their names stand on pages that everyone reads."),),
    ),
    Resource(
        "holiday",
        _("Official holidays of countries"),
        Topic.TRAINING,
        columns(NS="CRU:country", RS="R:all", SE="CRU:all"),
        notes=(_("They stand in the calendar that everyone reads."),),
    ),
)

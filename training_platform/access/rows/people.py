"""People, offices, appointments; and what everybody has of oneself."""

from django.utils.translation import gettext_lazy as _

from training_platform.access.resources import Resource, Topic, columns, differs
from training_platform.access.rows.reasons import LEAST_RIGHT, NO_EXPORT_YET

PEOPLE: tuple[Resource, ...] = (
    Resource(
        "office",
        _("Records of offices, units, schools and other institutions"),
        Topic.NETWORK,
        columns(RS="R:all", SE="CRU:all"),
        notes=(_("Their names stand on pages that everyone reads."),),
        differences=(
            differs(
                _("What others need of a record stands on the pages of countries and contacts."),
                AN="R:all",
                PR="R:all",
                CP="R:all U:office",
                NS="R:all",
                EC="R:all",
                TR="R:all",
                FU="R:all",
                AD="R:all",
            ),
        ),
    ),
    Resource(
        "office_contact",
        _("Offices with city, school and generic mailbox; the Secretariat's address"),
        Topic.NETWORK,
        columns(everyone="R:all"),
    ),
    Resource(
        "contact_directory",
        _("Who is contact point of which office and unit, since when"),
        Topic.NETWORK,
        columns(PR="R:office", CP="R:all", NS="R:all", RS="R:all", SE="R:all", EC="R:office"),
        differences=(
            differs(_("Whoever belongs to an office knows who speaks for it."), EC=""),
            differs(LEAST_RIGHT, AD="R:all"),
            differs(NO_EXPORT_YET, SE="RX:all"),
        ),
    ),
    Resource(
        "contact_address",
        _("E-mail addresses of contact points"),
        Topic.NETWORK,
        columns(PR="R:office", CP="R:all", NS="R:office", RS="R:all", SE="R:all", EC="R:office"),
        differences=(
            differs(_("Whoever belongs to an office may write to who speaks for it."), NS="", EC=""),
            differs(LEAST_RIGHT, AD="R:all"),
        ),
    ),
    Resource(
        "contact_vacancy",
        _("Which offices still have contact points to appoint"),
        Topic.NETWORK,
        columns(CP="R:all", SE="R:all"),
    ),
    Resource(
        "office_room",
        _("Rooms of offices, with their place"),
        Topic.NETWORK,
        columns(CP="R:office", EC="R:office", SE="CRU:all"),
    ),
    Resource(
        "person",
        _("Records of people"),
        Topic.NETWORK,
        columns(RS="R:all", SE="CRU:all"),
        notes=(_("Somebody's name stands where a seat, a roster or a certificate of theirs is read."),),
        differences=(
            differs(
                _("People stand in no list but that of contact points; an office's own are met by who looks after it."),
                PR="R:office",
                CP="R:all",
                NS="R:all",
                AD="R:all",
            ),
        ),
    ),
    Resource(
        "appointment",
        _("Appointments: who holds which role, from when until when"),
        Topic.NETWORK,
        columns(SE="CRA:all"),
        notes=(
            _("An appointment is ended, never rewritten."),
            _("Everyone reads their own under My account."),
        ),
        differences=(
            differs(LEAST_RIGHT, AD="R:all"),
            differs(_("Who speaks for an office stands in the directory; the other roles do not."), CP="R:office"),
        ),
    ),
    Resource(
        "deputy",
        _("Deputies for an absence of a contact point or a custodian"),
        Topic.NETWORK,
        columns(CP="C:own U:member R:office", EC="C:own U:member R:office", SE="CRU:all"),
        notes=(
            _("Whoever is away reads the names of colleagues and chooses one; either of the two ends it early."),
            _("A deputy names nobody, and is none of the contact points that an office appoints."),
        ),
    ),
    Resource(
        "communication",
        _("The Secretariat's contacts with contact points, and which offices are silent"),
        Topic.NETWORK,
        columns(SE="RC:all"),
        notes=(_("A contact is noted, never rewritten; whom it speaks of reads it among their own data."),),
    ),
    Resource(
        "office_account",
        _("People and accounts of one's own office"),
        Topic.NETWORK,
        columns(CP="CRU:office"),
        notes=(_("Of people with a role of trust a contact point sees the account and changes nothing."),),
    ),
    Resource(
        "people_sheet",
        _("People of an office as a spreadsheet, out and in"),
        Topic.NETWORK,
        columns(CP="RCX:office", SE="RCX:all"),
        notes=(_("A row that comes in does what the pages of the office do, and is refused what they refuse."),),
    ),
    Resource(
        "asset_sheet",
        _("The inventory of an office as a spreadsheet, out and in"),
        Topic.NETWORK,
        columns(CP="RCX:office", EC="RCX:office", SE="RCX:all"),
        notes=(_("New assets come in from custodians and the Secretariat; contact points correct what is there."),),
    ),
    Resource(
        "import",
        _("Files of rows that somebody sent, what they would do, and undoing them"),
        Topic.NETWORK,
        columns(CP="RU:own", SE="RU:own", EC="RU:own"),
        notes=(_("Nobody but whoever sent a file ever sees it; it is let go when its rows are written."),),
    ),
    Resource(
        "account",
        _("User accounts, in the administration"),
        Topic.NETWORK,
        columns(SE="CRU:all", AD="CR:all"),
        notes=(
            _("Nobody changes their own account here, and nobody sees or sets a password."),
            _("A technical administrator opens and reopens no account of a person with a role of trust."),
        ),
        differences=(
            differs(_("No account is ever removed: it is closed, and its records stay true."), AD="CRUD:all"),
            differs(_("Everyone keeps their own under My account."), AN="R:own", PR="RU:own", EC="RU:own"),
            differs(_("Everyone keeps their own under My account."), TR="RU:own", FU="RU:own"),
            differs(_("Contact points do it on the page of their office."), CP="CRU:office"),
        ),
    ),
    Resource(
        "account_emergency",
        _("Ending the sessions of an account, closing and reopening it"),
        Topic.NETWORK,
        columns(SE="U:all", AD="U:all"),
    ),
    Resource(
        "factor_reset",
        _("Resets of a lost second factor"),
        Topic.NETWORK,
        columns(SE="CA:all"),
        notes=(_("One of the Secretariat asks, another one grants; neither may be the person."),),
    ),
    Resource("password_letter", _("The e-mail for a forgotten password"), Topic.ONESELF, columns(everyone="RC:all")),
    Resource("office_seats", _("The seats of one's office in each workshop"), Topic.NETWORK, columns(CP="R:office")),
    Resource(
        "office_home",
        _("My office: what is due, its coming sessions, its year beside the network's"),
        Topic.NETWORK,
        columns(CP="R:office", NS="R:office", EC="R:office"),
        notes=(
            _("Seats and people are shown to the contact points alone, rooms to them and to the custodians."),
            _("A custodian sees when people of the office take part, and how many; not who, nor the year's figures."),
        ),
    ),
    Resource("own_account", _("One's own account: language, clock, roles"), Topic.ONESELF, columns(signed_in="RU:own")),
    Resource(
        "own_training", _("My training: places, attendance, certificates"), Topic.ONESELF, columns(network="R:own")
    ),
    Resource(
        "own_calendar",
        _("One's own subscriptions to calendars"),
        Topic.ONESELF,
        columns(signed_in="CRU:own"),
        notes=(_("Nobody else sees them: not the office, not the Secretariat, not the administrators."),),
    ),
    Resource(
        "calendar_feed",
        _("A calendar at a secret address"),
        Topic.ONESELF,
        columns(everyone="R:all"),
        notes=(
            _("Whoever has the address reads what its owner may see, without signing in: calendar programs cannot."),
            _("It can be revoked; of the address itself only a fingerprint is kept."),
        ),
    ),
    Resource(
        "own_records",
        _("Everything held on oneself; taking it home"),
        Topic.ONESELF,
        columns(signed_in="RX:own"),
        notes=(_("Each download is written into the audit book; there are a few within an hour at most."),),
    ),
    Resource(
        "correction",
        _("Requests to correct what is held on oneself"),
        Topic.ONESELF,
        columns(signed_in="RC:own", CP="RC:own R:office", SE="RC:own RA:all"),
        notes=(_("The contact points of an office read those about names and units."),),
    ),
)

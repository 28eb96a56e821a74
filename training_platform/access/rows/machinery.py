"""Books, letters, jobs, and the doors for machines."""

from django.utils.translation import gettext_lazy as _

from training_platform.access.resources import Resource, Topic, columns

MACHINERY: tuple[Resource, ...] = (
    Resource(
        "audit",
        _("The audit book: who did what, when, to which record"),
        Topic.MACHINERY,
        columns(SE="R:all", AD="R:all"),
        notes=(_("Nobody changes or removes a line, the administrator included: the database itself refuses."),),
    ),
    Resource(
        "breach",
        _("The log of breaches of personal data"),
        Topic.MACHINERY,
        columns(SE="CRU:all"),
        notes=(_("Technical administrators do not read it; its history is only ever added to."),),
    ),
    Resource(
        "letter",
        _("E-mails that the platform sent"),
        Topic.MACHINERY,
        columns(SE="RU:all", AD="RU:all"),
        notes=(_("Changing means sending one again that was given up. Secret links are not in what is read here."),),
    ),
    Resource(
        "job",
        _("Work queued for the machines"),
        Topic.MACHINERY,
        columns(SE="RU:all", AD="RU:all"),
        notes=(_("Changing means trying again what was given up."),),
    ),
    Resource(
        "room_post",
        _("Posts of the video server"),
        Topic.MACHINERY,
        columns(),
        notes=(_("The video server adds them with its secret. Nobody reads them here; they become verdicts."),),
    ),
    Resource(
        "reservation",
        _("What the video server asks before it begins a room"),
        Topic.MACHINERY,
        columns(),
        notes=(_("The video server asks with its secret; it is told whether the room is open and for how long."),),
    ),
    Resource(
        "video_keys",
        _("Public keys by which the video server checks who may enter"),
        Topic.MACHINERY,
        columns(everyone="R:all"),
    ),
    Resource(
        "platform_state",
        _("The state of the platform: queue, mail, disks, video server, backup, audit book"),
        Topic.MACHINERY,
        columns(SE="R:all", AD="R:all"),
    ),
    Resource(
        "health", _("Whether the platform is well: a word for each part"), Topic.MACHINERY, columns(everyone="R:all")
    ),
    Resource("front", _("The front door and the sign-in"), Topic.MACHINERY, columns(everyone="R:all")),
    Resource(
        "demo",
        _("The demonstration: its one-click sign-in and its practice room"),
        Topic.MACHINERY,
        columns(),
        notes=(_("They exist only on a machine that shows the demonstration to itself; elsewhere nobody finds them."),),
    ),
    Resource(
        "totals",
        _("The network in figures: workshops, people, offices, hours"),
        Topic.MACHINERY,
        columns(FU="R:all", RS="R:all", SE="R:all"),
        notes=(_("Sums alone, of workshops that are over; nobody is named."),),
    ),
    Resource(
        "public_help",
        _("Help: where it begins, and the page for everybody"),
        Topic.MACHINERY,
        columns(everyone="R:all"),
    ),
    Resource("role_help", _("Help for each role"), Topic.MACHINERY, columns(signed_in="R:all")),
    Resource(
        "components",
        _("The page of components, for whoever builds pages"),
        Topic.MACHINERY,
        columns(RS="R:all", SE="R:all", AD="R:all"),
    ),
    Resource("who_sees_what", _("This page"), Topic.MACHINERY, columns(everyone="R:all")),
    Resource(
        "editing",
        _("The editor for pages, documents and pictures"),
        Topic.MACHINERY,
        columns(CP="CRU:country", NS="CRU:country", RS="CRU:all", SE="CRUDA:all", AD="R:own"),
        notes=(_("What each may edit there follows from the rows above."),),
    ),
    Resource(
        "platform_settings",
        _("Wagtail's own screens for accounts, groups, sites, languages and redirects"),
        Topic.MACHINERY,
        columns(),
        notes=(_("Accounts and rights follow from people and appointments; the second way in is closed."),),
    ),
)

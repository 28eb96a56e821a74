"""Pages, documents, pictures and the curriculum, by the tier of their readers."""

from django.utils.translation import gettext_lazy as _

from training_platform.access.resources import Resource, Topic, columns, differs

PAGES: tuple[Resource, ...] = (
    Resource(
        "public_page",
        _("Public pages and their search"),
        Topic.PAGES,
        columns(everyone="R:all", CP="R:all CU:country", NS="R:all CU:country", SE="CRUDA:all"),
        notes=(_("Those who write for a country draft its pages; the Secretariat publishes or returns them."),),
    ),
    Resource(
        "network_page",
        _("Pages for the network"),
        Topic.PAGES,
        columns(network="R:all", CP="R:all CU:country", NS="R:all CU:country", SE="CRUDA:all"),
        notes=(_("On the page of a country there are notes for the network beside what everybody reads."),),
        differences=(
            differs(_("The Regional School writes the programme."), RS="CRU:all"),
            differs(_("A trainer belongs to the network while the appointment lasts."), TR="R:member"),
        ),
    ),
    Resource(
        "contact_point_page",
        _("Pages for contact points"),
        Topic.PAGES,
        columns(CP="R:all", RS="R:all", SE="CRUDA:all"),
    ),
    Resource("page_tier", _("For whom a page is"), Topic.PAGES, columns(SE="U:all")),
    Resource("page_review", _("Which pages have grown old"), Topic.PAGES, columns(SE="R:all")),
    Resource("secretariat_page", _("Pages for the Secretariat"), Topic.PAGES, columns(SE="CRUDA:all")),
    Resource(
        "public_document",
        _("Public documents and pictures"),
        Topic.PAGES,
        columns(everyone="R:all", CP="R:all CU:country", NS="R:all CU:country", RS="CRU:all", SE="CRU:all"),
        notes=(_("Whoever writes for a country files in that country's place alone."),),
    ),
    Resource(
        "network_document",
        _("Documents and pictures for the network"),
        Topic.PAGES,
        columns(network="R:all", RS="CRU:all", SE="CRU:all"),
    ),
    Resource(
        "contact_point_document",
        _("Documents and pictures for contact points"),
        Topic.PAGES,
        columns(CP="R:all", RS="CRU:all", SE="CRU:all"),
    ),
    Resource(
        "secretariat_document", _("Documents and pictures for the Secretariat"), Topic.PAGES, columns(SE="CRU:all")
    ),
    Resource(
        "unfiled_document", _("Documents and pictures not filed yet"), Topic.PAGES, columns(RS="CRU:all", SE="CRU:all")
    ),
    Resource(
        "curriculum",
        _("Curriculum and modules"),
        Topic.PAGES,
        columns(everyone="R:all", RS="CRUA:all", SE="CRUDA:all"),
        notes=(_("A curriculum is published when the Regional School and the Secretariat have both agreed."),),
        differences=(
            differs(
                _("What stands in the programme is removed by the Secretariat alone."), RS="CRUDA:all", SE="RUA:all"
            ),
        ),
    ),
)

"""What certificates hold on a person."""

from functools import partial

from django.core.files.storage import storages
from django.utils.translation import gettext as _

from certificates.models import Certificate
from network.models import Person
from privacy.sources import PersonalFile, Section, covers


@covers("certificates.Certificate.person")
def certificates(person: Person) -> list[Section]:
    """Every certificate by its number, and the printed ones as documents."""
    mine = list(Certificate.objects.of_person(person).select_related("badge").prefetch_related("steps"))
    rows = [
        {
            _("Number"): each.number,
            _("Workshop"): each.workshop.title,
            _("Kind"): each.get_kind_display(),
            _("Version"): each.version,
            _("State"): each.get_state_display(),
            _("What became of it"): " · ".join(
                f"{step.done_at:%Y-%m-%d} {step.get_to_state_display()}: {step.get_cause_display()}"
                for step in each.steps.all()
            ),
            _("Awarded"): each.awarded_at,
            _("Verification code"): each.code,
            **_badge(each),
        }
        for each in mine
    ]
    files = [
        PersonalFile(f"certificates/{each}.pdf", partial(_read, each.document))
        for each in mine
        if each.document_digest and storages["private"].exists(each.document)
    ]
    return [Section(_("Certificates"), rows, files=files)]


def _badge(certificate: Certificate) -> dict[str, object]:
    """When its badge was made, and since when it is shared by a link; nothing where it is not."""
    badge = getattr(certificate, "badge", None)
    return {
        _("Badge made"): badge.issued_at if badge else None,
        _("Badge shared since"): badge.shared_at if badge else None,
    }


def _read(name: str) -> bytes:
    with storages["private"].open(name) as document:
        return document.read()
